"""Denoising: the network sees noisy images and redraws the clean ones (Vincent et al., 2008).

To tell digit and noise apart it has to know what digits look like; copying its input would not do.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from ae_model.config import NoiseKind
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise


class Denoising:
    """The mean squared error a pixel between clean images and what the network makes of noisy ones.

    Args:
        strength: of the noise, as `corruption.corrupted` takes it.
        kind: of the noise, as there.
    """

    terms: tuple[str, ...] = ("error",)
    weights: tuple[float, ...] = (1.0,)

    def __init__(self, strength: float, kind: NoiseKind = "gaussian") -> None:
        self._strength = strength
        self._kind = kind

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        return (F.mse_loss(network(self.corrupted(images, noise)).to(images), images),)

    def corrupted(self, images: Tensor, noise: Noise) -> Tensor:
        """Noisy copies of (B, ...) images."""
        if self._kind == "gaussian":
            return noise.normal(images).mul_(self._strength).add_(images).clamp_(0, 1)
        drawn = noise.uniform(images)
        if self._kind == "masking":
            return drawn.ge_(self._strength).mul_(images)
        kept = drawn >= self._strength
        return torch.where(kept, images, drawn.ge_(self._strength / 2))
