"""A network at one moment, in numpy: training publishes it, files hold it, and every view shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig
from ae_model.kinds import MOST_LOG_VARIANCE, Array, Arrays, LayerSummary, Units, kind_of
from ae_model.sentence import SaidError

__all__ = ["Array", "Autoencoder", "Snapshot", "chunks", "unit_floats"]

_CHUNK_VALUES = 2**21  # at once: 8 MB of float32, whatever the size of images and layers


class Autoencoder(Protocol):
    """A model that views can show: a network's `Snapshot` is one, and a `PCA` is another."""

    @property
    def latent_dim(self) -> int: ...
    def encode(self, images: NDArray[np.generic]) -> Array: ...
    def decode(self, codes: NDArray[np.generic]) -> Array: ...
    def reconstruct(self, images: NDArray[np.generic]) -> Array: ...


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A network's weights at one moment; its kind (`ae_model.kinds`) knows what they compute.

    Attributes:
        config: describes the network.
        arrays: the weights by the names of torch's state dict, in its order: float32, contiguous and read-only. Arrays
            that are given are taken over, and only copied if they are not contiguous.
        epoch: how many epochs were finished; 0 is an untrained network.

    Raises:
        ValueError: if a name is missing or unknown, or an array is not float32, finite and of its shape.
    """

    config: NetworkConfig
    arrays: Arrays
    epoch: int = 0

    def __post_init__(self) -> None:
        shapes = kind_of(self.config).shapes
        if odd := sorted(set(shapes) ^ set(self.arrays)):
            if odd[0] in shapes:
                raise SaidError("{key!r} is missing.", key=odd[0])
            raise SaidError("{key!r} is in it, but not part of its network.", key=odd[0])
        arrays = {name: _checked(name, self.arrays[name], shape) for name, shape in shapes.items()}
        object.__setattr__(self, "arrays", MappingProxyType(arrays))

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of its weights, whatever file they are in."""
        digest = sha256()
        for name, array in self.arrays.items():
            digest.update(f"{name} {array.shape} ".encode())
            digest.update(array.data)
        return digest.hexdigest()

    @property
    def latent_dim(self) -> int:
        """Dimensions of a code."""
        return self.config.latent_dim

    @property
    def layers(self) -> tuple[LayerSummary, ...]:
        """All layers, from the first of the encoder to the last of the decoder."""
        return kind_of(self.config).layers

    def encode(self, images: NDArray[np.generic]) -> Array:
        """Codes of `images`: (N, H, W), uint8 or floats in [0, 1] -> (N, latent_dim).

        Raises:
            ValueError: if the images are not of this network's shape.
        """
        self._require_fitting(images)
        kind = kind_of(self.config)
        codes = np.empty((len(images), self.latent_dim), np.float32)
        for chunk in chunks(len(images), kind.widest):
            codes[chunk] = kind.encode(self.arrays, unit_floats(images[chunk]))
        return codes

    def posterior(self, images: NDArray[np.generic]) -> tuple[Array, Array]:
        """Mean and log-variance of the codes of `images`, (N, H, W): (N, latent_dim) each, where the code is Gaussian.

        Raises:
            ValueError: if the code is a plain one, or the images are not of this network's shape.
        """
        if self.config.code != "gaussian":
            raise ValueError("A plain code has no posterior.")
        self._require_fitting(images)
        kind = kind_of(self.config)
        mean, log_variance = (np.empty((len(images), self.latent_dim), np.float32) for _ in range(2))
        for chunk in chunks(len(images), kind.widest):
            mean[chunk], log_variance[chunk] = kind.posterior(self.arrays, unit_floats(images[chunk]))
        return mean, np.minimum(log_variance, np.float32(MOST_LOG_VARIANCE), out=log_variance)

    def logits(self, codes: NDArray[np.generic]) -> Array:
        """Images for a few `codes` before their sigmoid: (N, latent_dim) -> (N, pixels)."""
        return kind_of(self.config).logits(self.arrays, codes.astype(np.float32, copy=False))

    def decode(self, codes: NDArray[np.generic]) -> Array:
        """Images for `codes`: (N, latent_dim) -> (N, H, W); in [0, 1] if the output is a sigmoid.

        Raises:
            ValueError: if the codes are not of this network's latent dimension.
        """
        if codes.ndim != 2 or codes.shape[1] != self.latent_dim:
            raise ValueError(f"Codes of shape {codes.shape} do not fit a code of {self.latent_dim} dimensions.")
        kind = kind_of(self.config)
        images = np.empty((len(codes), *self.config.image_shape.array_shape), np.float32)
        for chunk in chunks(len(codes), kind.widest):
            images[chunk] = kind.decode(self.arrays, codes[chunk].astype(np.float32, copy=False))
        return images

    def reconstruct(self, images: NDArray[np.generic]) -> Array:
        """`images` as the network redraws them: (N, H, W) -> (N, H, W)."""
        return self.decode(self.encode(images))

    def activations(self, images: NDArray[np.generic]) -> tuple[Array, ...]:
        """The output of every layer for a few `images`, (N, H, W): (N, units) each, the code and the image among them.

        Raises:
            ValueError: if the images are not of this network's shape.
        """
        inner = self.inner(images)
        return (*inner, *self.answers(inner[-1]))

    def inner(self, images: NDArray[np.generic]) -> tuple[Array, ...]:
        """The output of every layer of the encoder for a few `images`, (N, H, W): (N, units) each, the code the last.

        Raises:
            ValueError: if the images are not of this network's shape.
        """
        self._require_fitting(images)
        return kind_of(self.config).inner(self.arrays, unit_floats(images))

    def answers(self, codes: Array) -> tuple[Array, ...]:
        """The output of every layer of the decoder for a few `codes`, (N, latent_dim): (N, units) each."""
        return kind_of(self.config).answers(self.arrays, codes)

    def looks_for(self, layer: int, units: Units) -> Array:
        """The image that excites each of some units of an encoder layer: (n, H, W), as far as one can be told.

        Raises:
            ValueError: if `layer` is one of the decoder.
        """
        return kind_of(self.config).looks_for(self.arrays, layer, units)

    def draws(self, layer: int, units: Units) -> Array:
        """The image that each of some units of the code or of a decoder layer adds to the output, (n, H, W).

        Raises:
            ValueError: if `layer` is one before the code, or the output itself.
        """
        return kind_of(self.config).draws(self.arrays, layer, units)

    def _require_fitting(self, images: NDArray[np.generic]) -> None:
        if images.shape[1:] != (shape := self.config.image_shape.array_shape):
            raise ValueError(f"Images of shape {images.shape[1:]} do not fit a network for {shape}.")


def unit_floats(images: NDArray[np.generic]) -> Array:
    """Images as networks take them: uint8 becomes float32 in [0, 1], floats stay as they are."""
    if images.dtype == np.uint8:
        return images.astype(np.float32) / np.float32(255)
    return images.astype(np.float32, copy=False)


def chunks(count: int, width: int) -> Iterator[slice]:
    """Slices that cover `count` rows, each so few that rows of `width` values fit a bounded memory."""
    rows = max(1, _CHUNK_VALUES // width)
    return (slice(start, start + rows) for start in range(0, count, rows))


def _checked(name: str, array: Array, shape: tuple[int, ...]) -> Array:
    if array.shape != shape:
        raise SaidError("{name!r} has the shape {shape}, not {expected}.", name=name, shape=array.shape, expected=shape)
    if array.dtype != np.float32:
        raise SaidError("The weights of {name!r} are {type}, not float32.", name=name, type=array.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        is_finite = np.isfinite(array.sum())  # which no weight can be that is not; the sum itself may go beyond
    if not is_finite and not np.isfinite(array).all():
        raise SaidError("{name!r} holds weights that are not finite.", name=name)
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array
