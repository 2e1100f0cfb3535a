"""Fully connected layers, the decoder mirroring the encoder: the notebook's network, at any depth.

Its arrays have the notebook's names, `ae.0.encoder.1.weight` ... `ae.1.decoder.2.bias`. In torch the encoder is a
Sequential of Flatten, Linear, activation, Linear, ..., so its linear layers stand at 1, 3, 5, ...; the decoder has no
Flatten, and its own stand at 0, 2, 4, ... . A weight is (outputs, inputs).
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.kinds.kind import Array, Arrays, LayerSummary, Node
from ae_model.sentence import Sentence


class Dense:
    """The `Kind` of fully connected layers."""

    def shapes(self, config: NetworkConfig) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for layer in self.layers(config):
            found |= {f"{layer.name}.weight": (layer.units, layer.inputs), f"{layer.name}.bias": (layer.units,)}
        return found

    def widest(self, config: NetworkConfig) -> int:
        return max(config.encoder_sizes)

    def encode(self, config: NetworkConfig, arrays: Arrays, images: Array) -> Array:
        encoder, _ = _names(config)
        return _outputs(config, arrays, encoder, images.reshape(len(images), -1))[-1]

    def decode(self, config: NetworkConfig, arrays: Arrays, codes: Array) -> Array:
        _, decoder = _names(config)
        pixels = _ended(config, _outputs(config, arrays, decoder, codes)[-1])
        return pixels.reshape(-1, *config.image_shape.array_shape)

    def layers(self, config: NetworkConfig) -> tuple[LayerSummary, ...]:
        encoder, decoder = _names(config)
        sizes = (*config.encoder_sizes, *config.decoder_sizes[1:])
        code, output = len(encoder) - 1, len(sizes) - 2
        activations = {code: "linear", output: config.output}
        return tuple(
            LayerSummary(
                name,
                number,
                units,
                inputs,
                number == code,
                number == output,
                activations.get(number, config.activation),
            )
            for number, (name, (inputs, units)) in enumerate(zip((*encoder, *decoder), pairwise(sizes), strict=True))
        )

    def activations(self, config: NetworkConfig, arrays: Arrays, images: Array) -> tuple[Array, ...]:
        encoder, decoder = _names(config)
        inner = _outputs(config, arrays, encoder, images.reshape(len(images), -1))
        *outer, output = _outputs(config, arrays, decoder, inner[-1])
        return (*inner, *outer, _ended(config, output))

    # Weights of a network that diverged, or of a stranger's file, may be finite and too large for float32's range.
    @np.errstate(over="ignore", invalid="ignore")
    def looks_for(
        self, config: NetworkConfig, arrays: Arrays, layer: int, units: Sequence[int] | NDArray[np.intp]
    ) -> Array:
        """The weights from the image to the units; beyond the first layer, as if no layer before had an activation."""
        encoder, _ = _names(config)
        if layer >= len(encoder):
            raise ValueError("What a unit looks for is asked of the encoder.")
        fields = arrays[f"{encoder[layer]}.weight"][units]
        for name in encoder[:layer][::-1]:
            fields = fields @ arrays[f"{name}.weight"]
        return fields.reshape(-1, *config.image_shape.array_shape)

    @np.errstate(over="ignore", invalid="ignore")
    def draws(
        self, config: NetworkConfig, arrays: Arrays, layer: int, units: Sequence[int] | NDArray[np.intp]
    ) -> Array:
        """The weights from the units to the image before its sigmoid, as if no layer between had an activation."""
        encoder, decoder = _names(config)
        first = layer - len(encoder) + 1  # of the decoder's layers on the way out
        if not 0 <= first < len(decoder):
            raise ValueError("What a unit draws is asked of the code and of the decoder's hidden layers.")
        fields = arrays[f"{decoder[first]}.weight"][:, units].T
        for name in decoder[first + 1 :]:
            fields = fields @ arrays[f"{name}.weight"].T
        return fields.reshape(-1, *config.image_shape.array_shape)

    def onnx_encoder(self, config: NetworkConfig, images: str, codes: str) -> Iterator[Node]:
        encoder, _ = _names(config)
        yield Node("Flatten", (images,), "pixels", {"axis": 1})
        yield from _onnx_layers(config, encoder, "pixels", codes)

    def onnx_decoder(self, config: NetworkConfig, codes: str, pixels: str) -> Iterator[Node]:
        _, decoder = _names(config)
        is_sigmoid = config.output == "sigmoid"
        yield from _onnx_layers(config, decoder, codes, "logits" if is_sigmoid else pixels)
        if is_sigmoid:
            yield Node("Sigmoid", ("logits",), pixels)


def inferred(arrays: Arrays) -> NetworkConfig:
    """The network of a bare state dict, taken to have the notebook's ReLU and sigmoid, and square images.

    Raises:
        ValueError: if the arrays are of no such network, or the images are not square: a state dict does not say their
            height and width, and a wrong guess would tear every image to pieces.
    """
    found: list[tuple[int, ...]] = []
    while (key := f"ae.0.encoder.{2 * len(found) + 1}.weight") in arrays:
        found.append(arrays[key].shape)
    if not found or any(len(shape) != 2 for shape in found):
        raise ValueError(Sentence("It is not a state dict of the notebook's AutoEncoder."))
    pixels = found[0][1]
    side = math.isqrt(pixels)
    if side * side != pixels:
        raise ValueError(
            Sentence(
                "Its images have {pixels} pixels, not a square number, and it does not say their shape.", pixels=pixels
            )
        )
    *hidden_sizes, latent_dim = [outputs for outputs, _ in found]
    return NetworkConfig(ImageShape(side, side), tuple(hidden_sizes), latent_dim)


def _names(config: NetworkConfig) -> tuple[list[str], list[str]]:
    """The names of the encoder's layers and of the decoder's."""
    numbers = range(len(config.hidden_sizes) + 1)
    return [f"ae.0.encoder.{2 * i + 1}" for i in numbers], [f"ae.1.decoder.{2 * i}" for i in numbers]


@np.errstate(over="ignore", invalid="ignore")
def _outputs(config: NetworkConfig, arrays: Arrays, names: Sequence[str], values: Array) -> list[Array]:
    """The output of each of the layers called `names`, the last without an activation."""
    outputs = []
    for name in names:
        values = values @ arrays[f"{name}.weight"].T
        values += arrays[f"{name}.bias"]
        if name != names[-1]:
            values = np.maximum(values, 0, out=values) if config.activation == "relu" else values * _sigmoid(values)
        outputs.append(values)
    return outputs


def _ended(config: NetworkConfig, values: Array) -> Array:
    return _sigmoid(values) if config.output == "sigmoid" else values


def _sigmoid(values: Array) -> Array:
    # tanh neither overflows nor needs two branches, as exp(-x) would.
    half: Array = np.tanh(np.float32(0.5) * values)
    return np.float32(0.5) * half + np.float32(0.5)


def _onnx_layers(config: NetworkConfig, names: Sequence[str], inputs: str, outputs: str) -> Iterator[Node]:
    for name in names:
        is_last = name == names[-1]
        values = outputs if is_last else f"{name}.output"
        yield Node("Gemm", (inputs, f"{name}.weight", f"{name}.bias"), values, {"transB": 1})
        if is_last:
            return
        if config.activation == "relu":
            inputs = f"{values}.relu"
            yield Node("Relu", (values,), inputs)
        else:
            inputs = f"{values}.silu"
            yield Node("Sigmoid", (values,), f"{values}.sigmoid")
            yield Node("Mul", (values, f"{values}.sigmoid"), inputs)
