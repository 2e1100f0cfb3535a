"""How likely images are to a variational network: the evidence lower bound and log p(x), in numpy.

All figures are in nats an image, under one of the likelihoods that `objectives.variational` tells of.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ae_model.config import Likelihood
from ae_model.progress import Progress, no_progress
from ae_model.snapshot import Array, Snapshot, unit_floats

VARIANCE = 0.04  # of a pixel under the Gaussian likelihood: about what a code of two numbers leaves of MNIST's
DEAD_VARIANCE = 0.01  # of a code's mean over images: a dimension with less tells them not apart (Burda et al., 2016)

_CHUNK_VALUES = 2**21  # at once: 8 MB of float32


class Spread(NamedTuple):
    """How much each dimension of a code is used.

    Attributes:
        divergence: (latent_dim,) from the prior, in nats an image.
        is_dead: (latent_dim,) bool, whether the mean hardly differs between images.
    """

    divergence: NDArray[np.float64]
    is_dead: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a variational network makes of images; means over them, with their standard errors.

    Attributes:
        images: how many there are.
        samples: codes that were drawn of each posterior.
        negative_elbo, negative_elbo_error: of the bound at beta 1.
        kl: the divergence, which is a part of it.
        log_likelihood, log_likelihood_error: log p(x), estimated by importance sampling from the posterior, a bound
            that is tighter the more samples there are (Burda et al., 2016).
    """

    images: int
    samples: int
    negative_elbo: float
    negative_elbo_error: float
    kl: float
    log_likelihood: float
    log_likelihood_error: float


def divergences(mean: Array, log_variance: Array) -> NDArray[np.float64]:
    """Of normal distributions from N(0, 1), dimension by dimension, in nats: twice (N, latent_dim) -> the same."""
    wide = log_variance.astype(np.float64)
    divergence: NDArray[np.float64] = 0.5 * (np.square(mean.astype(np.float64)) + np.exp(wide) - 1 - wide)
    return divergence


def spread(mean: Array, log_variance: Array) -> Spread:
    """How much each dimension of a code is used, from the posteriors of many images: twice (N, latent_dim)."""
    return Spread(divergences(mean, log_variance).mean(axis=0), mean.var(axis=0) < DEAD_VARIANCE)


def share_farther(code: Array) -> float:
    """The share of what the prior draws that is farther from its middle than a code, (latent_dim,): 0 to 1.

    It is the chi-square distribution's, added up from the one of one or two dimensions.
    """
    half = float(np.square(code, dtype=np.float64).sum()) / 2
    if half == 0 or not math.isfinite(half):
        return 1.0 if half == 0 else 0.0
    order, share = (0.5, math.erfc(math.sqrt(half))) if len(code) % 2 else (1.0, math.exp(-half))
    while order < len(code) / 2:
        share += math.exp(order * math.log(half) - half - math.lgamma(order + 1))
        order += 1
    return min(share, 1.0)


def log_likelihoods(logits: Array, images: Array, likelihood: Likelihood) -> NDArray[np.float64]:
    """Log p(x | z) of each image: twice (N, pixels) -> (N,).

    Args:
        logits: what the decoder draws, before its sigmoid for pixels that are black or white, and after it for others.
        images: grey values in [0, 1]; black and white ones for "binarised".
        likelihood: of a pixel.
    """
    if likelihood == "gaussian":
        constant = images.shape[1] / 2 * math.log(2 * math.pi * VARIANCE)
        errors = np.square(logits - images) / (2 * VARIANCE)
    else:  # log p = x l - log(1 + e^l), written so that nothing overflows
        constant = 0.0
        errors = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits))) - images * logits
    likely: NDArray[np.float64] = -constant - errors.sum(axis=1, dtype=np.float64)
    return likely


def evidence(
    snapshot: Snapshot,
    images: NDArray[np.uint8],
    likelihood: Likelihood,
    samples: int = 100,
    seed: int = 0,
    progress: Progress = no_progress,
    posterior: tuple[Array, Array] | None = None,
) -> Evidence:
    """Measure a variational network on images, (N, H, W).

    Args:
        snapshot: its code is Gaussian.
        images: of its shape.
        likelihood: of a pixel; "binarised" images are drawn once.
        samples: codes that are drawn of each posterior.
        seed: of all that is drawn.
        progress: is told the share that is done; it may raise to end the work.
        posterior: of the images, as `snapshot.posterior` gives it, where it is known.
    """
    generator = np.random.default_rng(seed)
    pixels = unit_floats(images).reshape(len(images), -1)
    mean, log_variance = posterior or snapshot.posterior(images)
    if likelihood == "binarised":
        pixels = (generator.random(pixels.shape, np.float32) < pixels).astype(np.float32)
    kl = divergences(mean, log_variance).sum(axis=1)
    errors, log_p = np.empty(len(images)), np.empty(len(images))
    at_once = max(1, _CHUNK_VALUES // (samples * pixels.shape[1]))
    for start in range(0, len(images), at_once):
        progress(start / len(images))
        chunk = slice(start, start + at_once)
        likely, weight = _drawn(
            snapshot, pixels[chunk], mean[chunk], log_variance[chunk], likelihood, samples, generator
        )
        errors[chunk] = -likely.mean(axis=1)
        most = weight.max(axis=1, keepdims=True)
        log_p[chunk] = most[:, 0] + np.log(np.exp(weight - most).mean(axis=1))
    bound = errors + kl
    return Evidence(len(images), samples, *_mean_and_error(bound), float(kl.mean()), *_mean_and_error(log_p))


def _drawn(
    snapshot: Snapshot,
    pixels: Array,
    mean: Array,
    log_variance: Array,
    likelihood: Likelihood,
    samples: int,
    generator: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of codes drawn from posteriors, log p(x | z) and log p(x, z) / q(z | x): (N, samples) each."""
    noise = generator.standard_normal((len(mean), samples, mean.shape[1]), np.float32)
    codes = mean[:, None] + np.exp(log_variance / 2)[:, None] * noise
    flat = codes.reshape(-1, codes.shape[2])
    drawn = snapshot.decode(flat).reshape(len(flat), -1) if likelihood == "gaussian" else snapshot.logits(flat)
    likely = log_likelihoods(drawn, np.repeat(pixels, samples, axis=0), likelihood).reshape(len(mean), samples)
    # Of two normal densities at the same point the constants are the same.
    log_prior = -0.5 * np.square(codes, dtype=np.float64).sum(axis=2)
    log_posterior = -0.5 * (np.square(noise, dtype=np.float64) + log_variance[:, None]).sum(axis=2)
    return likely, likely + log_prior - log_posterior


def _mean_and_error(values: NDArray[np.float64]) -> tuple[float, float]:
    """The mean, and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values))) if len(values) > 1 else math.nan
