"""Fully connected layers, the decoder mirroring the encoder: the notebook's network, at any depth.

Its arrays have the notebook's names, `ae.0.encoder.1.weight` ... `ae.1.decoder.2.bias`. In torch the encoder is a
Sequential of Flatten, Linear, activation, Linear, ..., so its linear layers stand at 1, 3, 5, ...; the decoder has no
Flatten, and its own stand at 0, 2, 4, ... . A weight is (outputs, inputs). A Gaussian code's log-variance is a layer
beside the encoder's last, `ae.0.log_variance`; all else is as in a plain network. A sparse code takes no arrays beside
a plain one's.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from ae_model.config import NetworkConfig
from ae_model.kinds.connected import LOG_VARIANCE, encoded, ended, onnx_codes, onnx_layers, outputs, posterior
from ae_model.kinds.kind import Array, Arrays, LayerSummary, Node, Units


class Dense:
    """The `Kind` of fully connected layers."""

    def __init__(self, config: NetworkConfig) -> None:
        self._config = config
        numbers = range(len(config.hidden_sizes) + 1)
        self._encoder = [f"ae.0.encoder.{2 * i + 1}" for i in numbers]
        self._decoder = [f"ae.1.decoder.{2 * i}" for i in numbers]

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {}
        for layer in self.layers:
            for name in (layer.name, LOG_VARIANCE)[: layer.heads]:
                shapes |= {f"{name}.weight": (layer.units, layer.inputs), f"{name}.bias": (layer.units,)}
        return shapes

    @property
    def layers(self) -> tuple[LayerSummary, ...]:
        names, sizes = (*self._encoder, *self._decoder), self._config.layer_sizes
        code, output = len(self._encoder) - 1, len(names) - 1
        ends = {code: "relu" if self._config.code == "sparse" else "linear", output: self._config.output}
        heads = {code: 2 if self._config.code == "gaussian" else 1}
        return tuple(
            LayerSummary(
                *(name, number, units, inputs, number == code, number == output),
                ends.get(number, self._config.activation),
                heads.get(number, 1),
            )
            for number, (name, (inputs, units)) in enumerate(zip(names, pairwise(sizes), strict=True))
        )

    @property
    def widest(self) -> int:
        return max(self._config.encoder_sizes)

    def encode(self, arrays: Arrays, images: Array) -> Array:
        return self.inner(arrays, images)[-1]

    def posterior(self, arrays: Arrays, images: Array) -> tuple[Array, Array]:
        return posterior(arrays, self._encoder, images.reshape(len(images), -1), self._config)

    def logits(self, arrays: Arrays, codes: Array) -> Array:
        return self._outputs(arrays, self._decoder, codes)[-1]

    def decode(self, arrays: Arrays, codes: Array) -> Array:
        return self._as_images(self.answers(arrays, codes)[-1])

    def inner(self, arrays: Arrays, images: Array) -> tuple[Array, ...]:
        return tuple(encoded(arrays, self._encoder, images.reshape(len(images), -1), self._config))

    def answers(self, arrays: Arrays, codes: Array) -> tuple[Array, ...]:
        *outer, output = self._outputs(arrays, self._decoder, codes)
        return (*outer, ended(output, self._config))

    # Weights of a network that diverged, or of a stranger's file, may be finite and too large for float32's range.
    @np.errstate(over="ignore", invalid="ignore")
    def looks_for(self, arrays: Arrays, layer: int, units: Units) -> Array:
        """The weights from the image to the units; beyond the first layer, as if no layer before had an activation."""
        if layer >= len(self._encoder):
            raise ValueError("What a unit looks for is asked of the encoder.")
        fields = arrays[f"{self._encoder[layer]}.weight"][units]
        for name in self._encoder[:layer][::-1]:
            fields = fields @ arrays[f"{name}.weight"]
        return self._as_images(fields)

    @np.errstate(over="ignore", invalid="ignore")
    def draws(self, arrays: Arrays, layer: int, units: Units) -> Array:
        """The weights from the units to the image before its sigmoid, as if no layer between had an activation."""
        first = layer - len(self._encoder) + 1  # of the decoder's layers on the way out
        if not 0 <= first < len(self._decoder):
            raise ValueError("What a unit draws is asked of the code and of the decoder's hidden layers.")
        fields = arrays[f"{self._decoder[first]}.weight"][:, units].T
        for name in self._decoder[first + 1 :]:
            fields = fields @ arrays[f"{name}.weight"].T
        return self._as_images(fields)

    def onnx_encoder(self, images: str, codes: str) -> Iterator[Node]:
        yield Node("Flatten", (images,), "pixels", {"axis": 1})
        yield from onnx_codes(self._encoder, "pixels", codes, self._config)

    def onnx_decoder(self, codes: str, pixels: str) -> Iterator[Node]:
        if self._config.output == "linear":
            yield from onnx_layers(self._decoder, codes, pixels, self._config.activation)
        else:
            yield from onnx_layers(self._decoder, codes, "logits", self._config.activation)
            yield Node("Sigmoid", ("logits",), pixels)

    def _outputs(self, arrays: Arrays, names: Sequence[str], values: Array) -> list[Array]:
        """The output of each of the layers called `names`, the last without an activation."""
        return outputs(arrays, names, values, self._config.activation)

    def _as_images(self, pixels: Array) -> Array:
        return pixels.reshape(-1, *self._config.image_shape.array_shape)
