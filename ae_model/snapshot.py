"""One network at one moment, in numpy: what training publishes, files hold and every view shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig
from ae_model.sentence import Sentence

Array = NDArray[np.float32]
Layer = tuple[Array, Array]

_CHUNK_VALUES = 2**21  # computed at once: 8 MB of float32, whatever the size of images and layers


class Autoencoder(Protocol):
    """What every view needs of a model: a network's `Snapshot` and a `PCA` both are one."""

    @property
    def latent_dim(self) -> int: ...
    def encode(self, images: NDArray[np.generic]) -> Array: ...
    def decode(self, codes: NDArray[np.generic]) -> Array: ...
    def reconstruct(self, images: NDArray[np.generic]) -> Array: ...


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A network's weights at one moment.

    Attributes:
        config: the layers these weights belong to.
        encoder, decoder: (weight, bias) a layer; weight is (out, in) float32, as in torch. The arrays are
            taken over, not copied, and made read-only.
        epoch: epochs finished when it was taken; 0 is an untrained network.

    Raises:
        ValueError: if the arrays do not fit the configuration or hold a value that is not finite.
    """

    config: NetworkConfig
    encoder: tuple[Layer, ...]
    decoder: tuple[Layer, ...]
    epoch: int = 0

    def __post_init__(self) -> None:
        for part, layers, sizes in (
            (Sentence("encoder"), self.encoder, self.config.encoder_sizes),
            (Sentence("decoder"), self.decoder, self.config.decoder_sizes),
        ):
            shapes = [(weight.shape, bias.shape) for weight, bias in layers]
            expected = [((o, i), (o,)) for i, o in pairwise(sizes)]
            if shapes != expected:
                raise ValueError(
                    Sentence(
                        "The {part}'s layers have the shapes {shapes}, not {expected}.",
                        part=part,
                        shapes=shapes,
                        expected=expected,
                    )
                )
            for array in (array for layer in layers for array in layer):
                if array.dtype != np.float32:
                    said = Sentence("The {part}'s weights are {type}, not float32.", part=part, type=array.dtype)
                    raise ValueError(said)
                if not np.isfinite(array).all():
                    raise ValueError(Sentence("The {part} holds weights that are not finite.", part=part))
                array.flags.writeable = False

    @property
    def latent_dim(self) -> int:
        """Dimensions of a code."""
        return self.config.latent_dim

    def encode(self, images: NDArray[np.generic]) -> Array:
        """Codes of `images`: (N, H, W), uint8 or floats in [0, 1] -> (N, latent_dim).

        Raises:
            ValueError: if the images are not of this network's shape.
        """
        if images.ndim != 3 or images.shape[1:] != self.config.image_shape:
            raise ValueError(f"Images of shape {images.shape[1:]} do not fit a network for {self.config.image_shape}.")
        codes = np.empty((len(images), self.latent_dim), np.float32)
        for chunk in chunks(len(images), max(self.config.encoder_sizes)):
            pixels = unit_floats(images[chunk]).reshape(-1, self.config.encoder_sizes[0])
            codes[chunk] = self._through(self.encoder, pixels)
        return codes

    def decode(self, codes: NDArray[np.generic]) -> Array:
        """Images for `codes`: (N, latent_dim) -> (N, H, W); in [0, 1] if the output is a sigmoid.

        Raises:
            ValueError: if the codes are not of this network's latent dimension.
        """
        if codes.ndim != 2 or codes.shape[1] != self.latent_dim:
            raise ValueError(f"Codes of shape {codes.shape} do not fit a code of {self.latent_dim} dimensions.")
        images = np.empty((len(codes), self.config.decoder_sizes[-1]), np.float32)
        for chunk in chunks(len(codes), max(self.config.decoder_sizes)):
            pixels = self._through(self.decoder, codes[chunk].astype(np.float32, copy=False))
            images[chunk] = _sigmoid(pixels) if self.config.output == "sigmoid" else pixels
        return images.reshape(-1, *self.config.image_shape)

    def activations(self, images: NDArray[np.generic]) -> tuple[Array, ...]:
        """What every layer puts out for `images`, (N, H, W): (N, units) each, the code and the output among them.

        Raises:
            ValueError: if the images are not of this network's shape.
        """
        codes = self.encode(images)
        pixels = unit_floats(images).reshape(len(images), -1)
        *inner, _ = self._outputs(self.encoder, pixels)
        *outer, output = self._outputs(self.decoder, codes)
        return (*inner, codes, *outer, _sigmoid(output) if self.config.output == "sigmoid" else output)

    def reconstruct(self, images: NDArray[np.generic]) -> Array:
        """What the network redraws of `images`: (N, H, W) -> (N, H, W)."""
        return self.decode(self.encode(images))

    # Weights of a network that diverged, or of a stranger's file, may be finite and too large for float32's range.
    @np.errstate(over="ignore", invalid="ignore")
    def _outputs(self, layers: Sequence[Layer], values: Array) -> list[Array]:
        """What each of `layers` puts out, the last without an activation."""
        outputs = []
        for number, (weight, bias) in enumerate(layers, 1):
            values = values @ weight.T
            values += bias
            if number < len(layers):
                values = _relu(values) if self.config.activation == "relu" else _silu(values)
            outputs.append(values)
        return outputs

    def _through(self, layers: Sequence[Layer], values: Array) -> Array:
        return self._outputs(layers, values)[-1]


def unit_floats(images: NDArray[np.generic]) -> Array:
    """Grey values as the networks take them: uint8 becomes float32 in [0, 1], floats stay as they are."""
    if images.dtype == np.uint8:
        return images.astype(np.float32) / np.float32(255)
    return images.astype(np.float32, copy=False)


def chunks(count: int, width: int) -> Iterator[slice]:
    """All of `count` rows, a few at a time, so that what is computed in rows of `width` values has a bounded size."""
    rows = max(1, _CHUNK_VALUES // width)
    return (slice(start, start + rows) for start in range(0, count, rows))


def _relu(values: Array) -> Array:
    return np.maximum(values, 0, out=values)


def _silu(values: Array) -> Array:
    return values * _sigmoid(values)


def _sigmoid(values: Array) -> Array:
    # tanh neither overflows nor needs two branches, as exp(-x) would.
    half: Array = np.tanh(np.float32(0.5) * values)
    return np.float32(0.5) * half + np.float32(0.5)
