"""How much noise a model takes away, beside two older ways: PCA, and the median of each pixel's neighbours."""

import math
from dataclasses import dataclass

import numpy as np

from ae_model.config import NoiseKind
from ae_model.corruption import corrupted
from ae_model.datasets import Dataset, Split
from ae_model.pca import PCA
from ae_model.snapshot import Array, Autoencoder, chunks, unit_floats

_SEED = 0  # of the noise, so that everything that is measured is measured under the same
_CHOSEN_ON = 2_000  # training images, at most, that decide how many components PCA keeps
_COMPONENTS = (5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200)


@dataclass(frozen=True, slots=True)
class NoiseRemoval:
    """Mean squared errors a pixel against the clean test images.

    Attributes:
        noisy: of the noisy images as they are.
        model: of what the model makes of them.
        pca: of what the first `components` principal components make of them, the number that does best on noisy
            training images.
        median: of what is left when each pixel becomes the median of the 3 x 3 pixels around it.
        components: of PCA.
    """

    noisy: float
    model: float
    pca: float
    median: float
    components: int


def psnr(error: float) -> float:
    """The peak signal-to-noise ratio in decibels of a mean squared error between images in [0, 1]."""
    return math.inf if error == 0 else -10 * math.log10(error)


def noise_removal(model: Autoencoder, dataset: Dataset, kind: NoiseKind, strength: float) -> NoiseRemoval:
    """What `model`, PCA and a median filter make of the noisy test images of `dataset`."""
    pca = _best_pca(dataset, kind, strength)
    squares = np.zeros(4)
    generator = np.random.default_rng(_SEED)
    images = dataset.test.images
    for chunk in chunks(len(images), 9 * images[0].size):
        clean = unit_floats(images[chunk])
        noisy = corrupted(clean, kind, strength, generator)
        repaired = (noisy, model.reconstruct(noisy), pca.reconstruct(noisy), median_filtered(noisy))
        squares += [np.square(of - clean, dtype=np.float64).sum() for of in repaired]
    noise, by_model, by_pca, by_median = (float(square) for square in squares / images.size)
    return NoiseRemoval(noise, by_model, by_pca, by_median, pca.latent_dim)


def median_filtered(images: Array) -> Array:
    """Each pixel as the median of the 3 x 3 pixels around it, those of the edge repeated beyond it: twice (N, H, W)."""
    around = np.pad(images, ((0, 0), (1, 1), (1, 1)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(around, (3, 3), axis=(1, 2))
    median: Array = np.partition(windows.reshape(*images.shape, 9), 4, axis=-1)[..., 4]
    return median


def _best_pca(dataset: Dataset, kind: NoiseKind, strength: float) -> PCA:
    train: Split = dataset.train
    clean = unit_floats(train.images[train.sample(_CHOSEN_ON)])
    noisy = corrupted(clean, kind, strength, np.random.default_rng(_SEED + 1))
    pca = PCA.fit(train.images, min(_COMPONENTS[-1], clean[0].size))
    tried = [pca.truncated(components) for components in _COMPONENTS if components <= pca.latent_dim]
    return min(tried, key=lambda fewer: float(np.square(fewer.reconstruct(noisy) - clean).mean()))
