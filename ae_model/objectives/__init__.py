"""Objectives: what a training minimises, each in a file of its own.

An objective makes a loss of a network and a batch of images; autograd differentiates it (`steppers.eager`). Whatever
is minimised, the test error of every network stays the one of `metrics`.
"""

from collections.abc import Callable
from typing import Protocol

from torch import Tensor

from ae_model.config import TrainingConfig
from ae_model.network import AutoEncoder
from ae_model.objectives.denoising import Denoising
from ae_model.objectives.noise import Noise
from ae_model.objectives.reconstruction import Reconstruction
from ae_model.objectives.sparse import Sparse
from ae_model.objectives.variational import Variational


class Objective(Protocol):
    """Computes what a training minimises: the weighted sum of one or more terms.

    Attributes:
        terms: the name of each.
        weights: of each.
    """

    terms: tuple[str, ...]
    weights: tuple[float, ...]

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        """The terms for one batch.

        Args:
            network: whose outputs may be of another type than the images, where it multiplies in bf16.
            images: (B, H, W) in [0, 1].
            noise: the source of all random numbers, without which a resumed training would not be the same.

        Returns:
            A tensor of no dimensions for each of `terms`, without its weight.
        """
        ...


OBJECTIVES: dict[str, Callable[[TrainingConfig], Objective]] = {
    "reconstruction": lambda config: Reconstruction(),
    "denoising": lambda config: Denoising(config.noise, config.noise_kind),
    "variational": lambda config: Variational(config.likelihood),
    "sparse": lambda config: Sparse(config.network.k, config.l1),
}
