"""Sparse codes: each image is redrawn by a few of many units, which become parts that digits are made of.

How many units of the code are kept is a matter of the network. What is minimised beside the error is the sum of the
code, an L1 norm, as in sparse coding (Olshausen and Field, 1996): a weight of 0 leaves it to the network alone.
"""

from torch import Tensor
from torch.nn import functional as F

from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise


class Sparse:
    """The mean squared error a pixel, and the sum of a code's numbers a pixel, so that a weight is one for any images.

    Args:
        l1: the weight of the sum beside the squared error.
    """

    terms: tuple[str, ...] = ("error", "l1")

    def __init__(self, l1: float) -> None:
        self.weights: tuple[float, ...] = (1.0, l1)

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        codes = network.encoder(images)
        error = F.mse_loss(network.decoder(codes).to(images), images)
        return error, codes.to(images).sum() / images.numel()
