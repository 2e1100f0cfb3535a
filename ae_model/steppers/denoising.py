"""A step of the denoising objective without autograd: `CpuStepper` whose first layer sees noisy images."""

import torch

from ae_model.objectives.denoising import Denoising
from ae_model.steppers.backprop import Workspace
from ae_model.steppers.cpu import ObjectiveStepper


class DenoisingStepper(ObjectiveStepper[Denoising]):
    """The `ObjectiveStepper` of the denoising objective."""

    def _new_workspace(self, batch_size: int) -> Workspace:
        space = super()._new_workspace(batch_size)
        space.inputs[0] = torch.empty_like(space.inputs[0])  # in fp32 it was `space.images`, which stay clean
        return space

    def _look(self, space: Workspace) -> None:
        space.inputs[0].copy_(self._objective.corrupted(space.images, self._noise))
