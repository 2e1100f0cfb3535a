"""A step of the sparse objective without autograd: `CpuStepper` with a code of which the largest units are kept."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.network.dense import largest_kept
from ae_model.objectives.sparse import PULL, Sparse
from ae_model.steppers.backprop import Workspace, aten
from ae_model.steppers.cpu import CpuStepper


class SparseStepper(CpuStepper):
    """A `Stepper` and a `GradientStep` of the sparse objective on a dense network.

    Args:
        network: is trained in place; its code is sparse.
        images: (N, H, W) uint8, the training images.
        objective: what is minimised.
        weight_decay: of AdamW.
        bf16: whether the matrix products are in bf16.
    """

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        objective: Sparse,
        weight_decay: float = 0.0,
        bf16: bool = False,
    ) -> None:
        super().__init__(network, images, weight_decay, bf16)
        self._objective = objective
        self._code = len(network.config.hidden_sizes)

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
