"""A step of the denoising objective without autograd: `CpuStepper` whose first layer sees noisy images."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.objectives.denoising import Denoising
from ae_model.objectives.noise import Noise
from ae_model.steppers.backprop import Workspace
from ae_model.steppers.cpu import CpuStepper


class DenoisingStepper(CpuStepper):
    """A `Stepper` and a `GradientStep` of the denoising objective on a dense network.

    Args:
        network: is trained in place.
        images: (N, H, W) uint8, the training images.
        objective: what is minimised.
        noise: the source of its random numbers.
        weight_decay: of AdamW.
        bf16: whether the matrix products are in bf16.
    """

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        objective: Denoising,
        noise: Noise,
        weight_decay: float = 0.0,
        bf16: bool = False,
    ) -> None:
        super().__init__(network, images, weight_decay, bf16)
        self._objective = objective
        self._noise = noise

    def warm_up(self, indices: Tensor) -> None:
        with self._noise.unspent():
            self.differentiate(indices)

    def _new_workspace(self, batch_size: int) -> Workspace:
        space = super()._new_workspace(batch_size)
        space.inputs[0] = torch.empty_like(space.inputs[0])  # in fp32 it was `space.images`, which stay clean
        return space

    def _look(self, space: Workspace) -> None:
        space.inputs[0].copy_(self._objective.corrupted(space.images, self._noise))
