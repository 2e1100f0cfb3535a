"""A step of reconstruction in few launches of kernels of our own, `resources/kernels/dense_step.cu`.

On a GPU a step of so small a network is a chain of launches, of which each takes longer than its arithmetic. Here a
layer is one launch forward and one backward, all gradients are one together, and Adam is one: as many as twice the
layers and one, where PyTorch's own take several times that. Where the kernels cannot be compiled for the GPU at hand,
or compute something else there, there are none, and who asks goes on with PyTorch's.

Each structure below is that of its name in the kernels' file, in which its fields are explained.
"""

import ctypes
import logging
import threading

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.network import AutoEncoder
from ae_model.resources import resource
from ae_model.steppers.backprop import Backprop, Workspace
from ae_model.steppers.own_kernels import THREADS, CompiledKernels, Kernels
from ae_model.steppers.precision import fp32_products

log = logging.getLogger(__name__)

MOST_LAYERS = 32
_WIDEST = 2048  # numbers of a layer: from there on the vendor's products are the faster ones
_FUNCTIONS = {"none": 0, "relu": 1, "tanh": 2, "silu": 3, "sigmoid": 4}
_FORWARD_TILE = (16, 32)  # rows and columns of a block
_GRADIENT_TILE = (64, 64)
_TRIED_TO = 1e-4  # of the largest number: so far the results of both kernels may differ when they are tried

_lock = threading.Lock()
_kernels: Kernels | None = None
_tried = False


def _fields(pointers: str, integers: str, numbers: str = "") -> list[tuple[str, type]]:
    types = ((pointers, ctypes.c_void_p), (integers, ctypes.c_int), (numbers, ctypes.c_float))
    return [(name, kind) for names, kind in types for name in names.split()]


class _Layer(ctypes.Structure):
    _fields_ = _fields(
        "images chosen inputs weights biases before outputs deltas losses", "batch inputs_of outputs_of function"
    )


class _Back(ctypes.Structure):
    _fields_ = _fields("deltas weights before_below outputs below", "batch inputs_of outputs_of function")


class _Gradient(ctypes.Structure):
    _fields_ = _fields("deltas inputs weights biases", "inputs_of outputs_of blocks unused")


class _Gradients(ctypes.Structure):
    _fields_ = [
        ("layers", _Gradient * MOST_LAYERS),
        *_fields("images chosen losses loss updates next", "batch count loss_blocks pixels"),
    ]


class _Update(ctypes.Structure):
    _fields_ = _fields("weights gradients means squares rate next updates", "quads", "decay")


class FusedBackprop(Backprop):
    """A `GradientStep` in float32 like `Backprop`, by kernels of our own."""

    def __init__(self, network: AutoEncoder, images: NDArray[np.uint8], weight_decay: float, kernels: Kernels) -> None:
        super().__init__(network, images, weight_decay)
        self._kernels = kernels
        self._next = torch.zeros_like(self._adam.step)  # the number of updates after that which is being made

    @torch.no_grad()
    def differentiate(self, indices: Tensor) -> Tensor:
        space = self._workspace(len(indices))
        loss = torch.empty_like(self._next)
        losses = self._forward_all(space, indices)
        self._backward_all(space)
        self._make_gradients(space, indices, losses, loss)
        return loss

    @torch.no_grad()
    def update(self, learning_rate: float | Tensor) -> None:
        if not isinstance(learning_rate, Tensor):
            learning_rate = torch.full_like(self._next, learning_rate)
        quads = self._flat_weights.numel() // 4
        given = _Update(
            *_at(self._flat_weights, self._flat_gradients, self._adam.means[0], self._adam.squares[0]),
            *_at(learning_rate, self._next, self._adam.step),
            quads,
            self._adam.weight_decay,
        )
        self._kernels.launch("adam", _parts(quads, THREADS), 1, given)

    def _forward_all(self, space: Workspace, indices: Tensor) -> Tensor:
        """Fill the outputs and the last deltas; the sums of squared errors, one a block."""
        batch, last = len(indices), len(self._weights) - 1
        losses = torch.empty(0)
        for layer, (weights, biases) in enumerate(zip(self._weights, self._biases, strict=True)):
            rows, columns = _parts(batch, _FORWARD_TILE[0]), _parts(len(weights), _FORWARD_TILE[1])
            given = _Layer(
                *_at(self._images, indices, space.inputs[layer], weights, biases, space.outputs[layer]),
                space.outputs[layer].data_ptr() if layer == last else space.inputs[layer + 1].data_ptr(),
            )
            if layer == last:
                losses = torch.empty(rows * columns, device=indices.device)
                given.deltas, given.losses = _at(space.deltas[layer], losses)
            given.batch, given.inputs_of, given.outputs_of = batch, weights.shape[1], weights.shape[0]
            given.function = self._function(layer)
            self._kernels.launch("next_layer" if layer else "first_layer", columns, rows, given)
        return losses

    def _backward_all(self, space: Workspace) -> None:
        for layer in reversed(range(1, len(self._weights))):
            weights, batch = self._weights[layer], len(space.deltas[layer])
            given = _Back(
                *_at(space.deltas[layer], weights),
                *_at(space.outputs[layer - 1], space.inputs[layer], space.deltas[layer - 1]),
                batch,
                weights.shape[1],
                weights.shape[0],
                self._function(layer - 1),
            )
            rows, columns = _parts(batch, _FORWARD_TILE[0]), _parts(weights.shape[1], _FORWARD_TILE[1])
            self._kernels.launch("back", columns, rows, given)

    def _make_gradients(self, space: Workspace, indices: Tensor, losses: Tensor, loss: Tensor) -> None:
        given, blocks = _Gradients(), 0
        for layer, (weights, biases) in enumerate(zip(self._weight_gradients, self._bias_gradients, strict=True)):
            outputs, inputs = weights.shape
            of_layer = _parts(outputs, _GRADIENT_TILE[0]) * _parts(inputs, _GRADIENT_TILE[1])
            arrays = _at(space.deltas[layer], space.inputs[layer], weights, biases)
            given.layers[layer] = _Gradient(*arrays, inputs, outputs, of_layer)
            blocks += of_layer
        given.images, given.chosen, given.losses, given.loss = _at(self._images, indices, losses, loss)
        given.updates, given.next = _at(self._adam.step, self._next)
        given.batch, given.count = len(indices), len(self._weights)
        given.loss_blocks, given.pixels = len(losses), self._images.shape[1]
        self._kernels.launch("gradients", blocks + 1, 1, given)

    def _function(self, layer: int) -> int:
        config = self.network.config
        if layer == len(self._weights) - 1:
            return _FUNCTIONS["sigmoid" if config.output == "sigmoid" else "none"]
        return _FUNCTIONS[config.activation if self._activated[layer] else "none"]


def fits(config: NetworkConfig) -> bool:
    """Whether the kernels serve a network, and faster than PyTorch's."""
    hidden = (*config.hidden_sizes, config.latent_dim)
    return config.kind == "dense" and 2 * len(hidden) <= MOST_LAYERS and max(hidden) <= _WIDEST


def load() -> Kernels | None:
    """The kernels, compiled and tried once in a process; None where they cannot be had."""
    global _kernels, _tried
    with _lock:
        if not _tried:
            _tried = True
            try:
                compiled = CompiledKernels(resource("kernels", "dense_step.cu").read_bytes())
                if are_right(compiled, "cuda"):
                    _kernels = compiled
                else:
                    log.info("No kernels of our own: they compute something else here.")
            except (ImportError, AttributeError, RuntimeError, OSError) as error:
                log.info("No kernels of our own: %s", error)
        return _kernels


def are_right(kernels: Kernels, device: str) -> bool:
    """Whether a step of a small network is what PyTorch's kernels make of it."""
    config = NetworkConfig(image_shape=ImageShape(8, 8), hidden_sizes=(32,))
    images = np.arange(4 * 64, dtype=np.uint8).reshape(4, 8, 8)
    indices = torch.arange(len(images), device=device)
    ends = []
    for ours in (True, False):
        network = AutoEncoder(config, torch.Generator().manual_seed(0)).to(device)
        step = FusedBackprop(network, images, 0.0, kernels) if ours else Backprop(network, images)
        with fp32_products("fp32"):
            loss = step.differentiate(indices)
            gradients = torch.cat([gradient.flatten() for gradient in step.gradients])
            # Adam's first step is a whole one however small a gradient is, and rounding turns round the smallest.
            step._flat_gradients.copy_(torch.linspace(-1, 1, step._flat_gradients.numel()))
            step.update(1e-3)
        ends.append((loss, gradients, torch.cat([weights.flatten() for weights in network.parameters()])))
    return all(
        torch.allclose(mine, theirs, rtol=_TRIED_TO, atol=_TRIED_TO * theirs.abs().max().item())
        for mine, theirs in zip(*ends, strict=True)
    )


def _at(*tensors: Tensor) -> list[int]:
    """Where arrays without gaps lie in memory."""
    assert all(tensor.is_contiguous() for tensor in tensors)
    return [tensor.data_ptr() for tensor in tensors]


def _parts(size: int, part: int) -> int:
    return -(-size // part)
