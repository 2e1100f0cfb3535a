"""Plain reconstruction: the network redraws each image as it is."""

from torch import Tensor
from torch.nn import functional as F

from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise


class Reconstruction:
    """The mean squared error a pixel between images and their reconstructions."""

    terms: tuple[str, ...] = ("error",)
    weights: tuple[float, ...] = (1.0,)

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        return (F.mse_loss(network(images).to(images), images),)
