"""A step as a gradient and an update, between which gradients can be looked at or exchanged with other processes."""

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.training_state import Moments


class GradientStep(Protocol):
    """Computes the gradient of a batch, and steps down it.

    Attributes:
        network: is trained in place.
    """

    network: AutoEncoder

    @property
    def gradients(self) -> list[Tensor]:
        """The gradients of the last batch, one a parameter and in their order, in float32."""
        ...

    def differentiate(self, indices: Tensor) -> Tensor:
        """Return the loss of one batch in a fresh tensor, and leave its gradient in `gradients`.

        The tensor has no dimensions, or is (1 + terms,), the loss and its terms, where there are several.
        """
        ...

    def update(self, learning_rate: float) -> None:
        """Take one step of Adam down `gradients`."""
        ...

    @property
    def moments(self) -> Moments:
        """A copy of Adam's memory."""
        ...

    def restore(self, moments: Moments) -> None:
        """Let Adam go on from an earlier memory."""
        ...


def one_by_one(gradient_step: GradientStep, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
    """The `steps` of a `Stepper` that does nothing faster by doing several."""
    losses = []
    for indices, learning_rate in zip(batches, learning_rates, strict=True):
        losses.append(gradient_step.differentiate(indices))
        gradient_step.update(learning_rate)
    return torch.stack(losses)
