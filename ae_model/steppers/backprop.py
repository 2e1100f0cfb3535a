"""A step of reconstruction without autograd: both passes of a dense network, written out over lasting buffers.

Beside the matrix products, which torch hands to the vendor's library, a step of networks this small consists of
allocations, of autograd's bookkeeping and of walks through memory. Here nothing is allocated but the loss, there is
no autograd, and all weights lie in one row, so that Adam and every conversion are one walk each. A GPU's graph can
capture all of it.

In bf16 the products and the arrays between the layers have 8 bits of mantissa; the trained weights, Adam and the loss
stay fp32.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.config import NetworkConfig
from ae_model.network import AutoEncoder, numpy_copies
from ae_model.steppers.adam import Adam, copy_numpy
from ae_model.training_state import Moments

_ALIGNMENT = 32  # numbers: an array begins on a cache line of 64 bytes in bf16, too
_ADAM_PARTS = 36  # on a GPU: as many as one launch takes whatever CUDA torch is built for, and the fastest on an H100
_MOST_IN_A_DOT = 2**30  # numbers: cuBLAS counts them in an int

aten = torch.ops.aten


class Backprop:
    """The gradient and the update of a step on one network and its images, on the network's device.

    Args:
        network: is trained in place; its parameters become views of one tensor.
        images: (N, H, W) uint8, the training images.
        weight_decay: of AdamW.
        bf16: whether the matrix products are in bf16; otherwise they are in fp32.
        beside: a stream of the GPU on which the gradients of weights are computed beside the chain of deltas.

    Attributes:
        gradients: of the last batch, one a parameter and in their order, in float32.
    """

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        weight_decay: float = 0.0,
        bf16: bool = False,
        beside: torch.cuda.Stream | None = None,
    ) -> None:
        self.network = network
        self._beside = beside
        self._dtype = torch.bfloat16 if bf16 else torch.float32
        self._names, parameters = zip(*network.named_parameters(), strict=True)
        # torch.tensor copies: data sets are read-only, and torch knows no such thing.
        self._images = torch.tensor(images, device=parameters[0].device).flatten(1)
        self._workspaces: dict[int, Workspace] = {}  # by the size of the batch: the last one is often smaller
        self._activated = _activated(network.config)

        shapes = [parameter.shape for parameter in parameters]
        self._flat_weights = _flat(shapes, parameters[0].device)
        self._flat_gradients = torch.zeros_like(self._flat_weights)
        parts = _ADAM_PARTS if parameters[0].is_cuda else 1
        self._adam = Adam([self._flat_weights], weight_decay, parts)
        self._means, self._squares = _views(self._adam.means[0], shapes), _views(self._adam.squares[0], shapes)
        for parameter, view in zip(parameters, _views(self._flat_weights, shapes), strict=True):
            view.copy_(parameter.detach())
            parameter.data = view
        self.gradients = _views(self._flat_gradients, shapes)

        # The arrays that the products read and write: the same memory in fp32, copies in bf16.
        self._flat_factors = self._flat_weights.to(self._dtype)
        self._flat_products = self._flat_gradients.to(self._dtype)
        factors, products = _views(self._flat_factors, shapes), _views(self._flat_products, shapes)
        self._weights, self._biases = factors[::2], factors[1::2]
        self._weight_gradients, self._bias_gradients = products[::2], products[1::2]

    @torch.no_grad()
    def differentiate(self, indices: Tensor) -> Tensor:
        """Return the loss of one batch and leave its gradient in `gradients`."""
        space = self._workspace(len(indices))
        torch.index_select(self._images, 0, indices, out=space.bytes)
        space.images.copy_(space.bytes).div_(255)
        self._flat_factors.copy_(self._flat_weights)  # the weights may have been set from outside since the last step
        self._forward(space)
        loss = self._compare(space)
        self._backward(space)
        self._flat_gradients.copy_(self._flat_products)
        return loss

    def update(self, learning_rate: float | Tensor) -> None:
        """Take one step of Adam down `gradients`."""
        self._adam.update([self._flat_gradients], learning_rate)

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Let steps be tried inside the block, before any is done in earnest: afterwards nothing is trained."""
        weights = self._flat_weights.clone()
        try:
            yield
        finally:
            self._flat_weights.copy_(weights)
            self._adam.forget()

    @property
    def moments(self) -> Moments:
        """A copy of Adam's memory."""
        return Moments(
            numpy_copies(self._names, self._means), numpy_copies(self._names, self._squares), self._adam.updates
        )

    def restore(self, moments: Moments) -> None:
        """Let Adam go on from an earlier memory."""
        copy_numpy(moments.means, self._names, self._means)
        copy_numpy(moments.squares, self._names, self._squares)
        self._adam.updates = moments.updates

    def _forward(self, space: "Workspace") -> None:
        self._look(space)
        for layer in range(len(self._weights)):
            self._forward_layer(space, layer)

    def _look(self, space: "Workspace") -> None:
        """Give the first layer its inputs."""
        space.inputs[0].copy_(space.images)

    def _forward_layer(self, space: "Workspace", layer: int) -> None:
        outputs, activated = space.outputs[layer], self._activated[layer]
        relu = activated and self.network.config.activation == "relu"
        addmm = torch._addmm_activation if relu else torch.addmm  # with ReLU in the product's own kernel
        addmm(self._biases[layer], space.inputs[layer], self._weights[layer].t(), out=outputs)
        if activated and not relu:
            function = aten.tanh if self.network.config.activation == "tanh" else aten.silu
            function.out(outputs, out=space.inputs[layer + 1])

    def _compare(self, space: "Workspace") -> Tensor:
        """The loss; its gradient by the last layer's outputs becomes the last of `space.deltas`."""
        pixels, errors = space.pixels, space.errors
        pixels.copy_(space.outputs[-1])
        if self.network.config.output == "sigmoid":
            pixels.sigmoid_()
        torch.sub(pixels, space.images, out=errors)
        loss = _squared(errors.view(-1)).div_(errors.numel())
        errors.mul_(2 / errors.numel())
        if self.network.config.output == "sigmoid":
            aten.sigmoid_backward.grad_input(errors, pixels, grad_input=errors)
        space.deltas[-1].copy_(errors)
        return loss

    def _backward(self, space: "Workspace") -> None:
        for layer in reversed(range(len(self._weights))):
            self._backward_layer(space, layer)
        if self._beside is not None:
            torch.cuda.current_stream().wait_stream(self._beside)

    def _aside(self) -> AbstractContextManager[object]:
        """On a GPU, what is done inside the block follows what came before and goes on beside what comes after."""
        if self._beside is None:
            return nullcontext()
        self._beside.wait_stream(torch.cuda.current_stream())
        return torch.cuda.stream(self._beside)

    def _backward_layer(self, space: "Workspace", layer: int) -> None:
        delta = space.deltas[layer]
        with self._aside() if layer else nullcontext():  # behind the last deltas there is nothing left to be beside
            torch.mm(delta.t(), space.inputs[layer], out=self._weight_gradients[layer])
            torch.sum(delta, 0, out=self._bias_gradients[layer])
        if layer == 0:
            return
        below = space.deltas[layer - 1]
        self._pass_down(space, layer)
        if not self._activated[layer - 1]:
            return
        if self.network.config.activation == "relu":
            aten.threshold_backward.grad_input(below, space.inputs[layer], 0, grad_input=below)
        elif self.network.config.activation == "tanh":
            aten.tanh_backward.grad_input(below, space.inputs[layer], grad_input=below)
        else:
            aten.silu_backward.grad_input(below, space.outputs[layer - 1], grad_input=below)

    def _pass_down(self, space: "Workspace", layer: int) -> None:
        """Make the gradient by a layer's inputs of that by its outputs."""
        torch.mm(space.deltas[layer], self._weights[layer], out=space.deltas[layer - 1])

    def _workspace(self, batch_size: int) -> "Workspace":
        space = self._workspaces.get(batch_size)
        if space is None:
            space = self._new_workspace(batch_size)
            self._workspaces[batch_size] = space
        return space

    def _new_workspace(self, batch_size: int) -> "Workspace":
        return _workspace(self.network.config, batch_size, self._dtype, self._images.device)


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """Buffers of one batch size B; layer i takes inputs[i] and gives outputs[i].

    Attributes:
        bytes: (B, pixels) uint8, the batch.
        images, pixels, errors: (B, pixels) float32: the images, their reconstructions and the difference.
        inputs: of each layer, (B, in). Where no activation stands between, or it works in place, inputs[i + 1] is
            outputs[i] itself.
        outputs: of each layer before its activation, (B, out).
        deltas: the loss's gradient by `outputs`.
    """

    bytes: Tensor
    images: Tensor
    pixels: Tensor
    errors: Tensor
    inputs: list[Tensor]
    outputs: list[Tensor]
    deltas: list[Tensor]


def _workspace(config: NetworkConfig, batch_size: int, dtype: torch.dtype, device: torch.device) -> Workspace:
    sizes = config.layer_sizes
    pixels = sizes[0]
    images = torch.empty(batch_size, pixels, device=device)
    outputs = [torch.empty(batch_size, size, dtype=dtype, device=device) for size in sizes[1:]]
    deltas = [torch.empty_like(output) for output in outputs]
    in_place = config.activation == "relu"
    return Workspace(
        bytes=torch.empty(batch_size, pixels, dtype=torch.uint8, device=device),
        images=images,
        # In fp32 the conversions below have nothing to do: copying a tensor to itself is free.
        pixels=outputs[-1].float(),
        errors=deltas[-1].float(),
        inputs=[
            images.to(dtype),
            *(
                output if in_place or not active else torch.empty_like(output)
                for output, active in zip(outputs[:-1], _activated(config), strict=False)
            ),
        ],
        outputs=outputs,
        deltas=deltas,
    )


def _squared(row: Tensor) -> Tensor:
    """The sum of the squares of a row's numbers."""
    if row.numel() <= _MOST_IN_A_DOT:
        return torch.dot(row, row)
    return torch.stack([torch.dot(part, part) for part in torch.split(row, _MOST_IN_A_DOT)]).sum()


def _activated(config: NetworkConfig) -> list[bool]:
    """Of each layer, whether an activation follows: not after the code, and not after the image."""
    half = [True] * len(config.hidden_sizes) + [False]
    return half + half


def _flat(shapes: Sequence[torch.Size], device: torch.device) -> Tensor:
    """One row of zeros with room for arrays of these shapes."""
    return torch.zeros(sum(map(_room, shapes)), device=device)


def _views(flat: Tensor, shapes: Sequence[torch.Size]) -> list[Tensor]:
    """The arrays of these shapes in a row that `_flat` made."""
    parts = torch.split(flat, [_room(shape) for shape in shapes])
    return [part[: shape.numel()].view(shape) for part, shape in zip(parts, shapes, strict=True)]


def _room(shape: torch.Size) -> int:
    return -(-shape.numel() // _ALIGNMENT) * _ALIGNMENT
