"""Strided convolutions, fully connected layers around the code, and transposed convolutions that mirror them.

In torch the encoder is a Sequential of Unflatten, Conv2d, activation, ..., Flatten, Linear, activation, ..., Linear;
the decoder of Linear, activation, ..., Linear, activation, Unflatten, ConvTranspose2d, activation, ...,
ConvTranspose2d. A convolution's weight is (outputs, inputs, kernel, kernel), a transposed one's (inputs, outputs,
kernel, kernel). A unit of a layer is one number of one of its maps, in the order of (channels, height, width).

Each convolution is one product of matrices: maps are (N, height, width, channels) here, of which the pieces that a
kernel looks at are copied beside one another (im2col). Its reverse adds up the pieces that a kernel draws.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ae_model.config import NetworkConfig
from ae_model.kinds.connected import (
    LOG_VARIANCE,
    activated,
    encoded,
    ended,
    onnx_activation,
    onnx_codes,
    onnx_layers,
    outputs,
    posterior,
)
from ae_model.kinds.kind import Array, Arrays, LayerSummary, Node, Units


class Convolutional:
    """The `Kind` of convolutional layers."""

    def __init__(self, config: NetworkConfig) -> None:
        self._config = config
        self._maps = config.maps
        depth, dense = len(config.channels), len(config.hidden_sizes) + 1
        self._convolutions = [f"ae.0.encoder.{2 * i + 1}" for i in range(depth)]
        self._encoder = [f"ae.0.encoder.{2 * (depth + i) + 2}" for i in range(dense)]
        self._decoder = [f"ae.1.decoder.{2 * i}" for i in range(dense)]
        self._transposed = [f"ae.1.decoder.{2 * (dense + i) + 1}" for i in range(depth)]

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        kernel = (self._config.kernel, self._config.kernel)
        channels = [channels for channels, *_ in self._maps]
        shapes: dict[str, tuple[int, ...]] = {}
        for name, (inputs, maps) in zip(self._convolutions, pairwise(channels), strict=True):
            shapes |= {f"{name}.weight": (maps, inputs, *kernel), f"{name}.bias": (maps,)}
        heads = [LOG_VARIANCE] if self._config.code == "gaussian" else []
        sizes = self._config.encoder_sizes
        for names, pairs in (
            ((*self._encoder, *heads), (*pairwise(sizes), sizes[-2:])),
            (self._decoder, (*pairwise(sizes[::-1]),)),
        ):
            for name, (inputs, units) in zip(names, pairs, strict=False):
                shapes |= {f"{name}.weight": (units, inputs), f"{name}.bias": (units,)}
        for name, (inputs, maps) in zip(self._transposed, pairwise(channels[::-1]), strict=True):
            shapes |= {f"{name}.weight": (inputs, maps, *kernel), f"{name}.bias": (maps,)}
        return shapes

    @property
    def layers(self) -> tuple[LayerSummary, ...]:
        sizes, activation = self._config.layer_sizes, self._config.activation
        area = self._config.kernel**2
        found: list[tuple[str, int, int, tuple[int, int, int] | None]] = []
        for name, (before, after) in zip(self._convolutions, pairwise(self._maps), strict=True):
            found.append((name, int(np.prod(after)), before[0] * area, after))
        for name, (inputs, units) in zip((*self._encoder, *self._decoder), pairwise(sizes), strict=True):
            found.append((name, units, inputs, None))
        for name, (before, after) in zip(self._transposed, pairwise(self._maps[::-1]), strict=True):
            found.append((name, int(np.prod(after)), before[0] * area, after))
        code, output = self._code, len(found) - 1
        ends = {code: "relu" if self._config.code == "sparse" else "linear", output: self._config.output}
        heads = {code: 2 if self._config.code == "gaussian" else 1}
        return tuple(
            LayerSummary(
                *(name, number, units, inputs, number == code, number == output),
                ends.get(number, activation),
                heads.get(number, 1),
                maps,
            )
            for number, (name, units, inputs, maps) in enumerate(found)
        )

    @property
    def widest(self) -> int:
        """The size of the pieces that a kernel looks at or draws, or of the largest layer."""
        pieces = max(before[0] * after[1] * after[2] for before, after in pairwise(self._maps))
        return max(pieces * self._config.kernel**2, *map(int, map(np.prod, self._maps)), *self._config.encoder_sizes)

    def encode(self, arrays: Arrays, images: Array) -> Array:
        return encoded(arrays, self._encoder, self._seen(arrays, images), self._config)[-1]

    def posterior(self, arrays: Arrays, images: Array) -> tuple[Array, Array]:
        return posterior(arrays, self._encoder, self._seen(arrays, images), self._config)

    def logits(self, arrays: Arrays, codes: Array) -> Array:
        return self._answers(arrays, codes)[-1].reshape(len(codes), -1)

    def decode(self, arrays: Arrays, codes: Array) -> Array:
        return ended(self.logits(arrays, codes), self._config).reshape(-1, *self._config.image_shape.array_shape)

    def inner(self, arrays: Arrays, images: Array) -> tuple[Array, ...]:
        maps = self._looked_at(arrays, images)
        dense = encoded(arrays, self._encoder, _flat(maps[-1]), self._config)
        return (*map(_flat, maps), *dense)

    def answers(self, arrays: Arrays, codes: Array) -> tuple[Array, ...]:
        *outer, output = self._answers(arrays, codes)
        return (*map(_flat, outer), ended(_flat(output), self._config))

    def looks_for(self, arrays: Arrays, layer: int, units: Units) -> Array:
        """Of a map, the piece of the image that its kernel looks for; of a unit, the image; as if all were linear."""
        if layer > self._code:
            raise ValueError("What a unit looks for is asked of the encoder.")
        depth = len(self._convolutions)
        if layer < depth:
            fields = arrays[f"{self._convolutions[layer]}.weight"][units].transpose(0, 2, 3, 1)
            return self._spread(arrays, self._convolutions[:layer][::-1], fields)[..., 0]
        with np.errstate(over="ignore", invalid="ignore"):
            fields = arrays[f"{self._encoder[layer - depth]}.weight"][units]
            for name in self._encoder[: layer - depth][::-1]:
                fields = fields @ arrays[f"{name}.weight"]
        return self._drawn(arrays, self._convolutions[::-1], fields)

    def draws(self, arrays: Arrays, layer: int, units: Units) -> Array:
        """Of a map, the piece of the image that a number of it draws; of a unit, the image; as if all were linear."""
        first = layer - self._code  # of the decoder's layers on the way out
        if first < 0 or layer >= self._code + len(self._decoder) + len(self._transposed):
            raise ValueError("What a unit draws is asked of the code and of the decoder's hidden layers.")
        if first > len(self._decoder):
            name, *rest = self._transposed[first - len(self._decoder) :]
            fields = arrays[f"{name}.weight"][units].transpose(0, 2, 3, 1)
            return self._spread(arrays, rest, fields)[..., 0]
        if first == len(self._decoder):
            fields = np.eye(self._config.decoder_sizes[-1], dtype=np.float32)[units]
        else:
            with np.errstate(over="ignore", invalid="ignore"):
                fields = arrays[f"{self._decoder[first]}.weight"][:, units].T
                for name in self._decoder[first + 1 :]:
                    fields = fields @ arrays[f"{name}.weight"].T
        return self._drawn(arrays, self._transposed, fields)

    def onnx_encoder(self, images: str, codes: str) -> Iterator[Node]:
        height, width = self._config.image_shape.array_shape
        yield Node("Constant", (), "map_shape", {"value_ints": [-1, 1, height, width]})
        yield Node("Reshape", (images, "map_shape"), "pixels")
        values = "pixels"
        for name in self._convolutions:
            pads = {"pads": [self._config.padding] * 4}
            yield Node("Conv", (values, f"{name}.weight", f"{name}.bias"), f"{name}.output", self._strides | pads)
            values = f"{name}.maps"
            yield from onnx_activation(f"{name}.output", values, self._config.activation)
        yield Node("Flatten", (values,), "seen", {"axis": 1})
        yield from onnx_codes(self._encoder, "seen", codes, self._config)

    def onnx_decoder(self, codes: str, pixels: str) -> Iterator[Node]:
        yield from onnx_layers(self._decoder, codes, "drawn", self._config.activation)
        yield from onnx_activation("drawn", "drawn.maps", self._config.activation)
        yield Node("Constant", (), "drawn_shape", {"value_ints": [-1, *self._maps[-1]]})
        yield Node("Reshape", ("drawn.maps", "drawn_shape"), "maps")
        values = "maps"
        for name, ((_, *small), (_, *large)) in zip(self._transposed, pairwise(self._maps[::-1]), strict=True):
            left = list(self._config.left_over(small, large))
            how = self._strides | {"pads": [self._config.padding] * 4, "output_padding": left}
            last = name == self._transposed[-1]
            result = pixels if last and self._config.output == "linear" else f"{name}.output"
            yield Node("ConvTranspose", (values, f"{name}.weight", f"{name}.bias"), result, how)
            if not last:
                values = f"{name}.maps"
                yield from onnx_activation(result, values, self._config.activation)
        if self._config.output == "sigmoid":
            yield Node("Sigmoid", (result,), pixels)

    @property
    def _strides(self) -> dict[str, list[int]]:
        return {"kernel_shape": [self._config.kernel] * 2, "strides": [2, 2]}

    @property
    def _code(self) -> int:
        """The number of the code's layer."""
        return len(self._convolutions) + len(self._encoder) - 1

    @np.errstate(over="ignore", invalid="ignore")
    def _looked_at(self, arrays: Arrays, images: Array) -> list[Array]:
        """What the convolutions make of images, (N, H, W): (N, height, width, channels) each."""
        maps, results = images[..., None], []
        for name, (_, *sides) in zip(self._convolutions, self._maps[1:], strict=True):
            pieces = self._pieces(maps, sides)
            weight = arrays[f"{name}.weight"]
            maps = pieces @ weight.transpose(2, 3, 1, 0).reshape(-1, len(weight))
            maps += arrays[f"{name}.bias"]
            maps = activated(maps, self._config.activation)
            results.append(maps)
        return results

    def _seen(self, arrays: Arrays, images: Array) -> Array:
        return _flat(self._looked_at(arrays, images)[-1])

    @np.errstate(over="ignore", invalid="ignore")
    def _answers(self, arrays: Arrays, codes: Array) -> list[Array]:
        """What the decoder makes of codes: (N, units) of its connected layers, then (N, height, width, channels)."""
        results = outputs(arrays, self._decoder, codes, self._config.activation)
        results[-1] = activated(results[-1], self._config.activation)
        maps = self._as_maps(results[-1])
        for name, (_, *sides) in zip(self._transposed, self._maps[-2::-1], strict=True):
            maps = _drawn_pieces(maps, arrays[f"{name}.weight"], self._config.padding, sides)
            maps += arrays[f"{name}.bias"]
            if name != self._transposed[-1]:
                maps = activated(maps, self._config.activation)
            results.append(maps)
        return results

    def _pieces(self, maps: Array, sides: list[int]) -> Array:
        """What the kernel looks at for each number of the next maps: (N, height, width, kernel * kernel * channels)."""
        kernel, edge = self._config.kernel, self._config.padding
        count, height, width, channels = maps.shape
        beyond = [max(2 * (side - 1) + kernel, size + edge) for side, size in zip(sides, (height, width), strict=True)]
        padded = np.zeros((count, *beyond, channels), np.float32)
        padded[:, edge : edge + height, edge : edge + width] = maps
        image, row, column, number = padded.strides
        pieces = np.lib.stride_tricks.as_strided(
            padded, (count, *sides, kernel, kernel * channels), (image, 2 * row, 2 * column, row, number)
        )
        return pieces.reshape(count, *sides, -1)

    def _as_maps(self, units: Array) -> Array:
        """The units next to the convolutions as maps, (N, height, width, channels)."""
        return units.reshape(-1, *self._maps[-1]).transpose(0, 2, 3, 1)

    def _drawn(self, arrays: Arrays, names: list[str], fields: Array) -> Array:
        """Images, (n, H, W), from the units next to the convolutions, through these as if they were linear."""
        maps = self._as_maps(fields)
        for name, (_, *sides) in zip(names, self._maps[-2::-1], strict=True):
            maps = _drawn_pieces(maps, arrays[f"{name}.weight"], self._config.padding, sides)
        return maps[..., 0]

    def _spread(self, arrays: Arrays, names: list[str], fields: Array) -> Array:
        """Pieces, (n, height, width, channels), back through some convolutions, with nothing cut off."""
        for name in names:
            sides = [2 * (side - 1) + self._config.kernel for side in fields.shape[1:3]]
            fields = _drawn_pieces(fields, arrays[f"{name}.weight"], 0, sides)
        return fields


@np.errstate(over="ignore", invalid="ignore")
def _drawn_pieces(maps: Array, weight: Array, edge: int, sides: list[int]) -> Array:
    """Maps of twice the size, (N, *sides, outputs), of maps, (N, height, width, inputs): what a kernel draws, added up.

    The weight, (inputs, outputs, kernel, kernel), is a transposed convolution's, or that of the one that it reverses;
    `edge` pixels are cut off around.
    """
    count, height, width, inputs = maps.shape
    _, channels, kernel, _ = weight.shape
    pieces = maps.reshape(-1, inputs) @ weight.transpose(0, 2, 3, 1).reshape(inputs, -1)
    pieces = pieces.reshape(count, height, width, kernel, kernel, channels)
    beyond = [2 * (side - 1) + kernel for side in (height, width)]
    drawn = np.zeros(
        (count, *(max(b, side + edge) for b, side in zip(beyond, sides, strict=True)), channels), np.float32
    )
    for row in range(kernel):
        for column in range(kernel):
            drawn[:, row : row + 2 * height : 2, column : column + 2 * width : 2] += pieces[:, :, :, row, column]
    return drawn[:, edge : edge + sides[0], edge : edge + sides[1]]


def _flat(maps: Array) -> Array:
    """Maps, (N, height, width, channels), as units in the order of (channels, height, width); units as they are."""
    return maps if maps.ndim == 2 else maps.transpose(0, 3, 1, 2).reshape(len(maps), -1)
