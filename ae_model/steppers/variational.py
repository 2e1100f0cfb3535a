"""A step of the variational objective without autograd: `CpuStepper` with a code that is drawn.

Beside the steps of reconstruction it has the log-variance's layer, and work on the numbers of the code, which are few.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.elbo import VARIANCE
from ae_model.kinds import MOST_LOG_VARIANCE
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise
from ae_model.objectives.variational import Variational
from ae_model.steppers.backprop import Workspace, aten
from ae_model.steppers.cpu import ObjectiveStepper


class VariationalStepper(ObjectiveStepper[Variational]):
    """The `ObjectiveStepper` of the variational objective, on a network with a Gaussian code."""

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        objective: Variational,
        noise: Noise,
        weight_decay: float = 0.0,
        bf16: bool = False,
    ) -> None:
        super().__init__(network, images, objective, noise, weight_decay, bf16)
        # The log-variance's layer stands after the mean's among the parameters, and beside it in the network.
        parts = self._weights, self._biases, self._weight_gradients, self._bias_gradients
        self._head = tuple(part.pop(self._code + 1) for part in parts)

    def _new_workspace(self, batch_size: int) -> Workspace:
        space = super()._new_workspace(batch_size)
        space.inputs[self._code + 1] = torch.empty_like(space.outputs[self._code])  # a drawn code is not its mean
        return space

    def _forward_layer(self, space: Workspace, layer: int) -> None:
        super()._forward_layer(space, layer)
        if layer != self._code:
            return
        weight, bias, *_ = self._head
        self._mean = space.outputs[layer].float()
        self._log_variance = torch.addmm(bias, space.inputs[layer], weight.t()).float().clamp_(max=MOST_LOG_VARIANCE)
        self._deviation = (self._log_variance / 2).exp_().mul_(self._noise.normal(self._mean))  # from the mean
        space.inputs[layer + 1].copy_(self._mean + self._deviation)

    def _compare(self, space: Workspace) -> Tensor:
        """The loss and its terms; its gradient by the last layer's outputs becomes the last of `space.deltas`."""
        error = self._squared(space) if self._objective.likelihood == "gaussian" else self._crossed(space)
        size, beta = len(self._mean), self._objective.weights[1]
        variance = self._log_variance.exp()
        divergence = (self._mean.square() + variance - 1 - self._log_variance).sum() / (2 * size)
        # What the divergence adds to the gradients by mean and log-variance.
        self._pull = self._mean * (beta / size), (variance - 1).mul_(beta / (2 * size))
        error = error / size
        return torch.stack((error + beta * divergence, error, divergence))

    def _crossed(self, space: Workspace) -> Tensor:
        """The cross-entropy of white and black pixels."""
        wanted = space.images
        if self._objective.likelihood == "binarised":
            wanted = (self._noise.uniform(wanted) < wanted).to(wanted)
        pixels, errors = space.pixels, space.errors
        pixels.copy_(space.outputs[-1])
        aten.softplus.out(pixels, out=errors)
        error = errors.sum() - torch.dot(wanted.view(-1), pixels.view(-1))
        torch.sub(pixels.sigmoid_(), wanted, out=errors).div_(len(pixels))
        space.deltas[-1].copy_(errors)
        return error

    def _squared(self, space: Workspace) -> Tensor:
        """The squared error of pixels, in units of their variance."""
        images = space.images
        error = super()._compare(space) * (images.numel() / (2 * VARIANCE))
        space.deltas[-1].mul_(images.shape[1] / (2 * VARIANCE))
        return error

    def _backward_layer(self, space: Workspace, layer: int) -> None:
        if layer == self._code:
            _, _, weight_gradient, bias_gradient = self._head
            by_code = space.deltas[layer].float()
            by_mean, by_log_variance = self._pull
            self._delta = by_log_variance.addcmul_(by_code, self._deviation, value=0.5).to(space.deltas[layer])
            torch.mm(self._delta.t(), space.inputs[layer], out=weight_gradient)
            torch.sum(self._delta, 0, out=bias_gradient)
            space.deltas[layer].copy_(by_mean.add_(by_code))
        super()._backward_layer(space, layer)

    def _pass_down(self, space: Workspace, layer: int) -> None:
        super()._pass_down(space, layer)
        if layer == self._code:
            space.deltas[layer - 1].addmm_(self._delta, self._head[0])
