"""The stepper for every objective and device: torch's automatic differentiation, operation by operation.

It is the reference for the faster steppers, which are written out for one objective.

The notebook's loop spends half of its time on preparing batches: one image at a time through a Dataset and a
DataLoader. Here the training images are one tensor of bytes on the device, and a batch is an index into it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import reduce
from operator import add, mul

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.config import Precision
from ae_model.network import AutoEncoder, numpy_copies, unit_floats
from ae_model.objectives import Objective
from ae_model.objectives.noise import Noise
from ae_model.objectives.reconstruction import Reconstruction
from ae_model.steppers.adam import Adam, copy_numpy
from ae_model.steppers.gradient_step import one_by_one
from ae_model.steppers.pace import Pace
from ae_model.steppers.precision import fp32_products
from ae_model.training_state import Moments

_AHEAD = 2  # steps on a GPU: enough to keep it busy


class EagerStepper:
    """A `Stepper` in plain torch.

    Args:
        network: is trained in place; its device and type are those of the arithmetic.
        images: (N, H, W) uint8, the training images.
        weight_decay: of AdamW.
        objective: what is minimised.
        noise: the source of the objective's random numbers.
        precision: of the matrix products.

    Attributes:
        gradients: of the last batch, one a parameter and in their order.
    """

    stride = 1
    trouble = ""

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        weight_decay: float = 0.0,
        objective: Objective | None = None,
        noise: Noise | None = None,
        precision: Precision = "fp32",
    ) -> None:
        self.network = network
        self.gradients: list[Tensor] = []
        self._objective = objective or Reconstruction()
        self._noise = noise or Noise(0)
        self._precision = precision
        self._names, parameters = zip(*network.named_parameters(), strict=True)
        self._adam = Adam(parameters, weight_decay)
        self._dtype = self._adam.parameters[0].dtype
        # torch.tensor copies: data sets are read-only, and torch knows no such thing.
        self._images = torch.tensor(images, device=self._adam.parameters[0].device)
        self._pace = Pace(_AHEAD) if self._images.is_cuda else None

    def steps(self, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
        losses = one_by_one(self, batches, learning_rates)
        if self._pace is not None:
            self._pace.begun(len(batches))
        return losses

    def warm_up(self, indices: Tensor) -> None:
        with self._noise.unspent():
            self.differentiate(indices)

    def differentiate(self, indices: Tensor) -> Tensor:
        """Return the loss of one batch, with its terms if it has several, and leave its gradient in `gradients`."""
        images = unit_floats(self._images[indices], self._dtype)
        bf16 = torch.autocast(images.device.type, torch.bfloat16) if self._precision == "bf16" else nullcontext()
        with fp32_products(self._precision), bf16:
            terms = self._objective.loss(self.network, images, self._noise)
            loss = reduce(add, map(mul, self._objective.weights, terms))
            self.gradients = list(torch.autograd.grad(loss, self._adam.parameters))
        return loss.detach() if len(terms) == 1 else torch.stack((loss, *terms)).detach()

    def update(self, learning_rate: float | Tensor) -> None:
        """Take one step of Adam down `gradients`."""
        self._adam.update(self.gradients, learning_rate)

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Let steps be tried inside the block, before any is done in earnest: afterwards nothing is trained."""
        weights = [parameter.detach().clone() for parameter in self._adam.parameters]
        try:
            yield
        finally:
            with torch.no_grad():
                torch._foreach_copy_(self._adam.parameters, weights)
            self._adam.forget()

    @property
    def moments(self) -> Moments:
        return Moments(
            numpy_copies(self._names, self._adam.means),
            numpy_copies(self._names, self._adam.squares),
            self._adam.updates,
        )

    def restore(self, moments: Moments) -> None:
        copy_numpy(moments.means, self._names, self._adam.means)
        copy_numpy(moments.squares, self._names, self._adam.squares)
        self._adam.updates = moments.updates
