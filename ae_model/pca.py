"""Principal component analysis: the best linear code there is, and so the yardstick of every autoencoder.

A `PCA` is a model as a network's `Snapshot` is: it has `latent_dim`, `encode`, `decode` and `reconstruct`.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.progress import Progress, no_progress
from ae_model.snapshot import Array, Snapshot, chunks, unit_floats

Float64Array = NDArray[np.float64]

_EXACT_IMAGES = 256  # 256 * 255**2 < 2**24: sums of so many products of two bytes are exact in float32
_MAX_COVARIANCE_PIXELS = 2048  # above, time and memory are better spent without a covariance matrix
_ITERATED_COMPONENTS = 256
_OVERSAMPLING = 20
_ITERATIONS = 6


@dataclass(frozen=True, slots=True, eq=False)
class PCA:
    """A linear code: of all codes of `latent_dim` numbers, it redraws the images of its fit with the least error.

    Attributes:
        mean: (D,) float32, read-only: the mean image in [0, 1], of D pixels.
        components: (latent_dim, D) float32, read-only: orthonormal, in the order of falling variance. The value of
            largest magnitude in each is positive.
        image_shape: of the images.
    """

    mean: Array
    components: Array
    image_shape: ImageShape

    @classmethod
    def fit(cls, images: NDArray[np.uint8], latent_dim: int | None = None, progress: Progress = no_progress) -> Self:
        """The first `latent_dim` components of `images`, (N, H, W) uint8, or all there are.

        Images of up to 2,048 pixels get the exact components, at the same cost however many are wanted. Those of larger
        images are iterated to within 1 % of the least error; there are 256 of them unless more are wanted.
        `progress` is told which share is done, and may raise to end the work.
        """
        flat = images.reshape(len(images), -1)
        pixels = flat.shape[1]
        mean = flat.mean(axis=0, dtype=np.float64) / 255
        if pixels <= _MAX_COVARIANCE_PIXELS:
            _, components = principal_axes(_covariance(flat, mean, progress), latent_dim or pixels)
        else:
            components = _iterated_components(
                flat, mean.astype(np.float32), latent_dim or _ITERATED_COMPONENTS, progress
            )
        return cls(_frozen(mean), _frozen(components), ImageShape.of(images))

    def truncated(self, latent_dim: int) -> Self:
        """The same PCA with its first `latent_dim` components alone, or with all if it has no more."""
        return type(self)(self.mean, self.components[:latent_dim], self.image_shape)

    def as_network(self) -> Snapshot:
        """The network without a hidden layer that computes the same, for whoever takes networks alone."""
        config = NetworkConfig(self.image_shape, (), self.latent_dim, output="linear")
        shift = -(self.components @ self.mean)
        arrays = (self.components.copy(), shift, np.ascontiguousarray(self.components.T), self.mean.copy())
        return Snapshot(config, dict(zip(kind_of(config).shapes, arrays, strict=True)))

    def error_curve(self, images: NDArray[np.uint8]) -> Float64Array:
        """The mean squared error a pixel of `images`, (N, H, W), with the first 1, 2, ... components: (latent_dim,)."""
        squares, explained, pixels = 0.0, np.zeros(self.latent_dim), len(self.mean)
        for chunk in chunks(len(images), pixels):
            centred = unit_floats(images[chunk]).reshape(-1, pixels) - self.mean
            squares += float(np.square(centred, dtype=np.float64).sum())
            explained += np.square(centred @ self.components.T, dtype=np.float64).sum(axis=0)
        return np.maximum(squares - np.cumsum(explained), 0) / (len(images) * pixels)

    @property
    def latent_dim(self) -> int:
        """Dimensions of a code."""
        return len(self.components)

    def encode(self, images: NDArray[np.generic]) -> Array:
        """Codes of `images`: (N, H, W), uint8 or floats in [0, 1] -> (N, latent_dim).

        Raises:
            ValueError: if the images are of another shape than those of the fit.
        """
        if images.shape[1:] != (shape := self.image_shape.array_shape):
            raise ValueError(f"Images of shape {images.shape[1:]} do not fit a PCA of {shape}.")
        codes = np.empty((len(images), self.latent_dim), np.float32)
        for chunk in chunks(len(images), len(self.mean)):
            codes[chunk] = (unit_floats(images[chunk]).reshape(-1, len(self.mean)) - self.mean) @ self.components.T
        return codes

    def decode(self, codes: NDArray[np.generic]) -> Array:
        """Images for `codes`: (N, latent_dim) -> (N, H, W), not clipped: values outside [0, 1] occur.

        Raises:
            ValueError: if the codes are not of this PCA's latent dimension.
        """
        if codes.ndim != 2 or codes.shape[1] != self.latent_dim:
            raise ValueError(f"Codes of shape {codes.shape} do not fit a code of {self.latent_dim} dimensions.")
        images = codes.astype(np.float32, copy=False) @ self.components
        images += self.mean
        return images.reshape(-1, *self.image_shape.array_shape)

    def reconstruct(self, images: NDArray[np.generic]) -> Array:
        """`images` with these components alone: (N, H, W) -> (N, H, W)."""
        return self.decode(self.encode(images))


def principal_axes(covariance: Float64Array, count: int) -> tuple[Float64Array, Float64Array]:
    """The `count` directions of largest variance: (D, D) symmetric -> variances (count,), axes (count, D).

    The coordinate of largest magnitude is positive in each axis, so that the same data always give the same picture.
    """
    variances, vectors = np.linalg.eigh(covariance)
    axes = vectors.T[::-1][:count]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1, keepdims=True), axis=1)
    return variances[::-1][:count], axes * np.sign(largest)


def _covariance(flat: NDArray[np.uint8], mean: Float64Array, progress: Progress) -> Float64Array:
    """The covariance of images scaled to [0, 1]: (N, D) uint8 -> (D, D).

    Each chunk's sum is exact in float32, so that the total is fast and the same on any number of threads.
    """
    products = np.zeros((flat.shape[1], flat.shape[1]))
    for start in range(0, len(flat), _EXACT_IMAGES):
        progress(start / len(flat))
        chunk = flat[start : start + _EXACT_IMAGES].astype(np.float32)
        products += chunk.T @ chunk
    return products / (len(flat) * 255**2) - np.outer(mean, mean)


def _iterated_components(flat: NDArray[np.uint8], mean: Array, count: int, progress: Progress) -> Float64Array:
    """The leading components of large images without their covariance matrix: (N, D) uint8 -> (count, D).

    Randomised subspace iteration: algorithms 4.4 and 5.3 of Halko, Martinsson and Tropp (2011),
    https://doi.org/10.1137/090771806.
    """
    basis = np.random.default_rng(0).standard_normal((flat.shape[1], count + _OVERSAMPLING), np.float32)
    for iteration in range(_ITERATIONS):
        progress(iteration / _ITERATIONS)
        basis, _ = np.linalg.qr(_covariance_times(flat, mean, basis))
    _, axes = principal_axes((basis.T @ _covariance_times(flat, mean, basis)).astype(np.float64), count)
    return axes @ basis.T


def _covariance_times(flat: NDArray[np.uint8], mean: Array, basis: Array) -> Array:
    """The covariance of images scaled to [0, 1], times `basis`: (D, m) -> (D, m)."""
    product = np.zeros_like(basis)
    for chunk in chunks(*flat.shape):
        centred = unit_floats(flat[chunk]) - mean
        product += centred.T @ (centred @ basis)
    return product / np.float32(len(flat))


def _frozen(values: Float64Array) -> Array:
    array = values.astype(np.float32)
    array.flags.writeable = False
    return array
