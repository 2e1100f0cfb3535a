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
    """

    def __init__(self, network: AutoEncoder, images: NDArray[np.uint8], learning_rate: float) -> None:
        self.network = network
        self._adam = Adam(list(network.parameters()), learning_rate)
        self._dtype = self._adam.parameters[0].dtype
        # torch.tensor copies: data sets are read-only, and torch knows no such thing.
        self._images = torch.tensor(images, device=self._adam.parameters[0].device)

    @property
    def learning_rate(self) -> float:
        """Of the next step."""
        return self._adam.learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._adam.learning_rate = rate

    def step(self, indices: Tensor) -> Tensor:
        loss, gradients = self._differentiate(indices)
        self._adam.update(gradients)
        return loss

    def warm_up(self, indices: Tensor) -> None:
        self._differentiate(indices)

    def _differentiate(self, indices: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
        images = unit_floats(self._images[indices], self._dtype)
        loss = F.mse_loss(self.network(images), images)
        return loss.detach(), torch.autograd.grad(loss, self._adam.parameters)
