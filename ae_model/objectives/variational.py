"""The variational objective: the negative evidence lower bound, in nats an image (Kingma and Welling, 2014).

The encoder gives a normal distribution for each image, the decoder redraws a code that is drawn from it, and the
divergence from the prior N(0, 1) keeps the codes where codes that are drawn from the prior fall. Different things
are called "the VAE loss on MNIST"; the likelihood says which one this is:

- "bernoulli": each pixel's grey value is taken for the probability that it is white, as in most tutorials. It is no
  likelihood in the strict sense, and its least value is not 0 but the entropy of the grey values.
- "binarised": each pixel is made black or white with its grey value as the probability, anew at each step (dynamic
  binarisation; Salakhutdinov and Murray, 2008).
- "gaussian": the grey value is normal around the one that is redrawn, with the variance `elbo.VARIANCE`; the term is
  without the constant that makes it a density.
"""

from torch import Tensor
from torch.nn import functional as F

from ae_model.config import Likelihood
from ae_model.elbo import VARIANCE
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise


class Variational:
    """Reconstruction error under a likelihood, and divergence of the posterior from the prior.

    Args:
        likelihood: of a pixel.

    Attributes:
        weights: the second one is beta, which is set before each step.
    """

    terms: tuple[str, ...] = ("error", "divergence")

    def __init__(self, likelihood: Likelihood) -> None:
        self.likelihood = likelihood
        self.weights: tuple[float, ...] = (1.0, 1.0)

    def loss(self, network: AutoEncoder, images: Tensor, noise: Noise) -> tuple[Tensor, ...]:
        mean, log_variance = (part.to(images) for part in network.posterior(images))
        codes = mean + (log_variance / 2).exp() * noise.normal(mean)
        divergence = (mean.square() + log_variance.exp() - 1 - log_variance).sum() / (2 * len(images))
        if self.likelihood == "gaussian":
            error = F.mse_loss(network.decoder(codes).to(images), images, reduction="sum") / (2 * VARIANCE)
        else:
            wanted = images if self.likelihood == "bernoulli" else (noise.uniform(images) < images).to(images)
            logits = network.logits(codes).to(images)
            error = F.binary_cross_entropy_with_logits(logits, wanted, reduction="sum")
        return error / len(images), divergence
