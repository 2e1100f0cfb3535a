"""Noise on images, in numpy: what a denoising network is trained to take away, shown and measured without torch.

`objectives.denoising` does the same to a batch in torch.
"""

import numpy as np

from ae_model.config import NoiseKind
from ae_model.snapshot import Array


def corrupted(images: Array, kind: NoiseKind, strength: float, generator: np.random.Generator) -> Array:
    """Noisy copies of images.

    Args:
        images: (N, H, W) float32 in [0, 1].
        kind: "gaussian" adds normal numbers to the pixels and clips them to [0, 1]; "masking" makes pixels black (both
            in Vincent et al., 2010); "salt-and-pepper" makes half of those it hits black and half of them white.
        strength: the standard deviation of Gaussian noise, or the share of pixels that the others hit.
        generator: the source of the random numbers.

    Returns:
        (N, H, W) float32 in [0, 1].
    """
    if kind == "gaussian":
        drawn = generator.standard_normal(images.shape, np.float32)
        return np.clip(images + np.float32(strength) * drawn, 0, 1)
    drawn = generator.random(images.shape, np.float32)
    if kind == "masking":
        return np.where(drawn < strength, np.float32(0), images)
    hit = np.where(drawn < strength / 2, np.float32(0), np.float32(1))
    return np.where(drawn < strength, hit, images)
