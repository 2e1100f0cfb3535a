"""Denoising: the network sees noisy images and redraws the clean ones (Vincent et al., 2008).

To tell digit and noise apart it has to know what digits look like; copying its input would not do.
"""

from torch import Tensor
from torch.nn import functional as F

from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise


class Denoising:
    """The mean squared error a pixel between clean images and what the network makes of noisy ones.

    Args:
        strength: the standard deviation of the Gaussian noise on each pixel; noisy pixels are clipped to [0, 1].
    """

    terms: tuple[str, ...] = ("error",)
    weights: tuple[float, ...] = (1.0,)

    def __init__(self, strength: float) -> None:
        self._strength = strength

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        noisy = noise.normal(images).mul_(self._strength).add_(images).clamp_(0, 1)
        return (F.mse_loss(network(noisy).to(images), images),)
