"""Sparse codes: each image is redrawn by a few of many units, which become parts that digits are made of.

How many units of the code are kept is a matter of the network. What is minimised beside the error is the sum of the
code, an L1 norm, as in sparse coding (Olshausen and Field, 1996): a weight of 0 leaves it to the network alone.

A unit that fires at no image would learn nothing, for ever. So all biases of the code are pulled up, so weakly that
what a unit that fires learns of the error outweighs it; but Adam makes whole steps of a gradient that is alone, and a
dead unit's bias rises until the unit fires at some image. The pull has no memory; the auxiliary loss of dead units (Gao
et al., 2024), which does as much, has to remember when each has fired.
"""

from torch import Tensor
from torch.nn import functional as F

from ae_model.kinds import kind_of
from ae_model.network import AutoEncoder
from ae_model.network.dense import largest_kept
from ae_model.objectives.noise import Noise

PULL = 1e-5  # without it, of 1,000 units of which 25 are kept, 800 were dead after five epochs


class Sparse:
    """The mean squared error a pixel, and the sum of a code's numbers a pixel, so that a weight is one for any images.

    Args:
        k: how many units are kept of each image while it trains; 0 keeps all.
        l1: the weight of the sum beside the squared error.

    Attributes:
        k: may be changed before each step.
    """

    terms: tuple[str, ...] = ("error", "l1")

    def __init__(self, k: int, l1: float) -> None:
        self.k = k
        self.weights: tuple[float, ...] = (1.0, l1)

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        codes = largest_kept(network.answers(images), self.k)
        error = F.mse_loss(network.decoder(codes).to(images), images)
        bias = network.get_parameter(f"{_code(network)}.bias")
        pull = PULL * (bias.detach() - bias).sum()  # 0, but for its gradient
        return error + pull, codes.to(images).sum() / images.numel()


def _code(network: AutoEncoder) -> str:
    return next(layer.name for layer in kind_of(network.config).layers if layer.is_code)
