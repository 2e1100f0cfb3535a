"""A step of the sparse objective without autograd: `CpuStepper` with a code of which the largest units are kept."""

import torch
from torch import Tensor

from ae_model.network.dense import largest_kept
from ae_model.objectives.sparse import PULL, Sparse
from ae_model.steppers.backprop import Workspace, aten
from ae_model.steppers.cpu import ObjectiveStepper


class SparseStepper(ObjectiveStepper[Sparse]):
    """The `ObjectiveStepper` of the sparse objective, on a network with a sparse code."""

    def _forward_layer(self, space: Workspace, layer: int) -> None:
        super()._forward_layer(space, layer)
        if layer == self._code:  # the next layer takes its outputs themselves
            space.outputs[layer].copy_(largest_kept(space.outputs[layer], self._objective.k))

    def _compare(self, space: Workspace) -> Tensor:
        """The loss and its terms; the gradient of the error by the last layer's outputs is in `space.deltas`."""
        error = super()._compare(space)
        l1 = space.outputs[self._code].sum(dtype=torch.float32) / space.images.numel()
        return torch.stack((error + self._objective.weights[1] * l1, error, l1))

    def _backward_layer(self, space: Workspace, layer: int) -> None:
        super()._backward_layer(space, layer)
        if layer == self._code:
            self._bias_gradients[layer].sub_(PULL)

    def _pass_down(self, space: Workspace, layer: int) -> None:
        super()._pass_down(space, layer)
        if layer == self._code + 1:
            below = space.deltas[layer - 1].add_(self._objective.weights[1] / space.images.numel())
            aten.threshold_backward.grad_input(below, space.inputs[layer], 0, grad_input=below)
