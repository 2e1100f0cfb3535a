"""How many of the images that a model draws look like digits, by the classifier that travels with the program.

A plane of codes has holes, which decode to what is no digit. A variational network is asked for draws from its prior,
any other model for draws from the normal distribution that its codes of the training images are closest to.

The classifier has seen digits alone, and is sure of much that is none, such as noise: the share is for comparing
networks that draw digits.
"""

import numpy as np
from numpy.typing import NDArray

from ae_model.classifier import IMAGE_SHAPE, shipped_classifier
from ae_model.datasets import Dataset
from ae_model.progress import Progress, no_progress
from ae_model.snapshot import Array, Autoencoder

DRAWS = 10_000
SURE = 0.9  # of a digit, above which a draw is good

_AT_ONCE = 1_000
_READ = 1_000  # test images, at most, by which digits are known, ...
_KNOWN = 0.9  # ... and the share of them that the classifier has to get right
_SEED = 0


def shows_digits(dataset: Dataset) -> bool:
    """Whether a data set's images are such as the classifier knows: white digits on black, of MNIST's shape."""
    if dataset.image_shape != IMAGE_SHAPE:
        return False
    some = dataset.test.sample(_READ)
    read = shipped_classifier().probabilities(dataset.test.images[some]).argmax(axis=1)
    names = np.array(dataset.class_names)[dataset.test.labels[some]]
    return bool((read.astype(str) == names).mean() >= _KNOWN)


def from_prior(latent_dim: int, count: int = DRAWS) -> Array:
    """Codes from N(0, 1), always the same: (count, latent_dim)."""
    return np.random.default_rng(_SEED).standard_normal((count, latent_dim), np.float32)


def from_gaussian_of(codes: Array, count: int = DRAWS) -> Array:
    """Codes from the normal distribution with the mean and the covariance of `codes`, (N, D), always the same."""
    mean, wide = codes.mean(axis=0, dtype=np.float64), codes.astype(np.float64)
    variances, axes = np.linalg.eigh(np.atleast_2d(np.cov(wide, rowvar=False, bias=True)))
    stretched = from_prior(codes.shape[1], count) * np.sqrt(np.maximum(variances, 0))
    drawn: Array = (mean + stretched @ axes.T).astype(np.float32)
    return drawn


def share_of_good(model: Autoencoder, codes: NDArray[np.float32], progress: Progress = no_progress) -> float:
    """The share of `codes`, (N, latent_dim), whose decoded image the classifier is sure of: 0 to 1.

    Args:
        model: draws images of MNIST's shape.
        codes: to be decoded.
        progress: is told the share that is done; it may raise to end the work.
    """
    classifier, good = shipped_classifier(), 0
    for start in range(0, len(codes), _AT_ONCE):
        progress(start / len(codes))
        likely = classifier.probabilities(model.decode(codes[start : start + _AT_ONCE])).max(axis=1)
        good += int((likely > SURE).sum())
    return good / len(codes)
