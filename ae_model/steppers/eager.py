"""The reference stepper, for the CPU and CUDA: torch's automatic differentiation, operation by operation.

The notebook's loop spends half of its time on preparing batches: one image at a time through a Dataset and a
DataLoader. Here the training images are one tensor of bytes on the device, and a batch is an index into it.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from ae_model.network import AutoEncoder, unit_floats
from ae_model.steppers.adam import Adam


class EagerStepper:
    """A `Stepper` in plain torch.

    Args:
        network: is trained in place; its device and type are those of the arithmetic.
        images: (N, H, W) uint8, the training images.
        learning_rate: of Adam.
        weight_decay: of AdamW.

    Attributes:
        gradients: of the last batch, one a parameter and in their order.
    """

    def __init__(
        self, network: AutoEncoder, images: NDArray[np.uint8], learning_rate: float, weight_decay: float = 0.0
    ) -> None:
        self.network = network
        self.gradients: list[Tensor] = []
        self._adam = Adam(list(network.parameters()), learning_rate, weight_decay)
        self._dtype = self._adam.parameters[0].dtype
        # torch.tensor copies: data sets are read-only, and torch knows no such thing.
        self._images = torch.tensor(images, device=self._adam.parameters[0].device)

    @property
    def learning_rate(self) -> float:
        """Of the next step."""
        return float(self._adam.learning_rate)

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._adam.learning_rate = rate

    def step(self, indices: Tensor) -> Tensor:
        loss = self.differentiate(indices)
        self.update()
        return loss

    def warm_up(self, indices: Tensor) -> None:
        self.differentiate(indices)

    def differentiate(self, indices: Tensor) -> Tensor:
        """The first half of a step: returns the loss of one batch and leaves its gradient in `gradients`."""
        images = unit_floats(self._images[indices], self._dtype)
        loss = F.mse_loss(self.network(images), images)
        self.gradients = list(torch.autograd.grad(loss, self._adam.parameters))
        return loss.detach()

    def update(self) -> None:
        """The second half: one step down `gradients`."""
        self._adam.update(self.gradients)
