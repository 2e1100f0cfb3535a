"""The fast stepper for the CPU: forward and backward pass written out over buffers that are made once.

Beside the matrix products, which torch hands to the vendor's library, a step of networks this small consists of
allocations, of autograd's bookkeeping and of walks through memory. Here nothing is allocated but the loss, there is
no autograd, and all weights lie in one row, so that Adam and every conversion are one walk each.

In bf16 the products (and what passes between the layers) have 8 bits of mantissa; the weights that are trained, Adam
and the loss stay fp32. Half the bytes and twice the multiplications an instruction make it about twice as fast where
the CPU has instructions for it.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.config import NetworkConfig
from ae_model.network import AutoEncoder
from ae_model.steppers.adam import Adam

_ALIGNMENT = 32  # numbers: an array begins on a cache line of 64 bytes in bf16, too
_WORTH_IT = 1.2  # times as fast as fp32 bf16 has to be
_BF16_INSTRUCTIONS = ("avx512_bf16", "amx_bf16", "sve_bf16")

aten = torch.ops.aten


class CpuStepper:
    """A `Stepper` for the CPU, without autograd.

    Args:
        network: is trained in place; its parameters become views of one tensor.
        images: (N, H, W) uint8, the training images.
        learning_rate: of Adam.
        weight_decay: of AdamW.
        precision: of the matrix products.

    Attributes:
        gradients: of the last batch, one a parameter and in their order, in float32.
    """

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        learning_rate: float,
        weight_decay: float = 0.0,
        precision: Literal["fp32", "bf16"] = "fp32",
    ) -> None:
        self.network = network
        self._dtype = torch.bfloat16 if precision == "bf16" else torch.float32
        # torch.tensor copies: data sets are read-only, and torch knows no such thing.
        self._images = torch.tensor(images).flatten(1)
        self._workspaces: dict[int, _Workspace] = {}  # by the size of the batch: the last one is often smaller
        self._activated = _activated(network.config)

        parameters = list(network.parameters())
        shapes = [parameter.shape for parameter in parameters]
        self._flat_weights = _flat(shapes)
        self._flat_gradients = torch.zeros_like(self._flat_weights)
        self._adam = Adam([self._flat_weights], learning_rate, weight_decay)
        for parameter, view in zip(parameters, _views(self._flat_weights, shapes), strict=True):
            view.copy_(parameter.detach())
            parameter.data = view
        self.gradients = _views(self._flat_gradients, shapes)

        # What the products take and give: the same memory in fp32, copies in bf16.
        self._flat_factors = self._flat_weights.to(self._dtype)
        self._flat_products = self._flat_gradients.to(self._dtype)
        factors, products = _views(self._flat_factors, shapes), _views(self._flat_products, shapes)
        self._weights, self._biases = factors[::2], factors[1::2]
        self._weight_gradients, self._bias_gradients = products[::2], products[1::2]

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

    @torch.no_grad()
    def differentiate(self, indices: Tensor) -> Tensor:
        """The first half of a step: returns the loss of one batch and leaves its gradient in `gradients`."""
        space = self._workspace(len(indices))
        torch.index_select(self._images, 0, indices, out=space.bytes)
        space.images.copy_(space.bytes).div_(255)
        self._flat_factors.copy_(self._flat_weights)  # the weights may have been set from outside since the last step
        self._forward(space)
        loss = self._compare(space)
        self._backward(space)
        self._flat_gradients.copy_(self._flat_products)
        return loss

    def update(self) -> None:
        """The second half: one step down `gradients`."""
        self._adam.update([self._flat_gradients])

    def _forward(self, space: "_Workspace") -> None:
        space.inputs[0].copy_(space.images)
        for layer, activated in enumerate(self._activated):
            outputs = space.outputs[layer]
            torch.addmm(self._biases[layer], space.inputs[layer], self._weights[layer].t(), out=outputs)
            if not activated:
                continue
            if self.network.config.activation == "relu":
                outputs.relu_()
            else:
                aten.silu.out(outputs, out=space.inputs[layer + 1])

    def _compare(self, space: "_Workspace") -> Tensor:
        """The loss; its gradient by the last layer's outputs becomes the last of `space.deltas`."""
        pixels, errors = space.pixels, space.errors
        pixels.copy_(space.outputs[-1])
        if self.network.config.output == "sigmoid":
            pixels.sigmoid_()
        torch.sub(pixels, space.images, out=errors)
        loss = torch.dot(errors.view(-1), errors.view(-1)).div_(errors.numel())
        errors.mul_(2 / errors.numel())
        if self.network.config.output == "sigmoid":
            aten.sigmoid_backward.grad_input(errors, pixels, grad_input=errors)
        space.deltas[-1].copy_(errors)
        return loss

    def _backward(self, space: "_Workspace") -> None:
        for layer in reversed(range(len(self._weights))):
            delta = space.deltas[layer]
            torch.mm(delta.t(), space.inputs[layer], out=self._weight_gradients[layer])
            torch.sum(delta, 0, out=self._bias_gradients[layer])
            if layer == 0:
                break
            below = space.deltas[layer - 1]
            torch.mm(delta, self._weights[layer], out=below)
            if not self._activated[layer - 1]:
                continue
            if self.network.config.activation == "relu":
                aten.threshold_backward.grad_input(below, space.inputs[layer], 0, grad_input=below)
            else:
                aten.silu_backward.grad_input(below, space.outputs[layer - 1], grad_input=below)

    def _workspace(self, batch_size: int) -> "_Workspace":
        space = self._workspaces.get(batch_size)
        if space is None:
            space = _workspace(self.network.config, batch_size, self._dtype)
            self._workspaces[batch_size] = space
        return space


@cache
def bf16_is_faster() -> bool:
    """Whether this CPU has instructions for bf16 and its products are faster with them; measured once a process."""
    capabilities: Mapping[str, object] = getattr(torch.cpu, "get_capabilities", dict)()  # absent before torch 2.11 or so: then it is fp32
    if not any(capabilities.get(name) for name in _BF16_INSTRUCTIONS):
        return False
    seconds = {dtype: _product_seconds(dtype) for dtype in (torch.float32, torch.bfloat16)}
    return seconds[torch.float32] > _WORTH_IT * seconds[torch.bfloat16]


def _product_seconds(dtype: torch.dtype) -> float:
    """The least time that a product as large as most of `seed-2d` takes."""
    images, weights = torch.ones(128, 784, dtype=dtype), torch.ones(512, 784, dtype=dtype)
    outputs = torch.empty(128, 512, dtype=dtype)
    seconds = []
    for _ in range(20):
        began = time.perf_counter()
        torch.mm(images, weights.t(), out=outputs)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


@dataclass(frozen=True, slots=True, eq=False)
class _Workspace:
    """Buffers of one batch size B; layer i takes inputs[i] and gives outputs[i].

    Attributes:
        bytes: (B, pixels) uint8, the batch.
        images, pixels, errors: (B, pixels) float32: what is to be drawn, what was drawn, the difference.
        inputs: of each layer, (B, in). Where there is no activation between, or it works in place, inputs[i + 1] is
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


def _workspace(config: NetworkConfig, batch_size: int, dtype: torch.dtype) -> _Workspace:
    sizes = (*config.encoder_sizes, *config.decoder_sizes[1:])
    pixels = sizes[0]
    images = torch.empty(batch_size, pixels)
    outputs = [torch.empty(batch_size, size, dtype=dtype) for size in sizes[1:]]
    deltas = [torch.empty_like(output) for output in outputs]
    in_place = config.activation == "relu"
    return _Workspace(
        bytes=torch.empty(batch_size, pixels, dtype=torch.uint8),
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


def _activated(config: NetworkConfig) -> list[bool]:
    """Of each layer, whether an activation follows: not after the code, and not after the image."""
    half = [True] * len(config.hidden_sizes) + [False]
    return half + half


def _flat(shapes: Sequence[torch.Size]) -> Tensor:
    """One row of zeros with room for arrays of these shapes."""
    return torch.zeros(sum(map(_room, shapes)))


def _views(flat: Tensor, shapes: Sequence[torch.Size]) -> list[Tensor]:
    """The arrays of these shapes in a row that `_flat` made."""
    parts = torch.split(flat, [_room(shape) for shape in shapes])
    return [part[: shape.numel()].view(shape) for part, shape in zip(parts, shapes, strict=True)]


def _room(shape: torch.Size) -> int:
    return -(-shape.numel() // _ALIGNMENT) * _ALIGNMENT
