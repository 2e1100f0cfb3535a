import math
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from ae_model.config import NetworkConfig
from ae_model.elbo import VARIANCE
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise
from ae_model.objectives.variational import Variational

pytestmark = pytest.mark.usefixtures("one_thread")


def network(**config: Any) -> AutoEncoder:
    made = AutoEncoder(NetworkConfig(hidden_sizes=(32,), code="gaussian", **config), torch.Generator().manual_seed(1))
    with torch.no_grad():
        made.encoder.log_variance.weight.normal_(0, 0.1, generator=torch.Generator().manual_seed(2))
    return made


def drawn(made: AutoEncoder, images: torch.Tensor) -> tuple[torch.distributions.Normal, torch.Tensor]:
    """The posteriors, and the codes that a loss with this noise draws of them."""
    mean, log_variance = made.posterior(images)
    posterior = torch.distributions.Normal(mean, (log_variance / 2).exp())
    return posterior, mean + posterior.scale * Noise(3).normal(mean)


def test_the_divergence_is_that_of_the_posterior_from_the_prior_in_nats_an_image():
    made, images = network(), torch.rand(10, 28, 28)
    _, divergence = Variational("bernoulli").loss(made, images, Noise(3))
    posterior, _ = drawn(made, images)
    expected = torch.distributions.kl_divergence(posterior, torch.distributions.Normal(0, 1)).sum(1).mean()
    torch.testing.assert_close(divergence, expected)


def test_grey_values_are_taken_for_the_chance_that_a_pixel_is_white():
    made, images = network(), torch.rand(10, 28, 28)
    error, _ = Variational("bernoulli").loss(made, images, Noise(3))
    chances = made.logits(drawn(made, images)[1]).double().sigmoid()  # log(1 - p) wants its digits
    expected = F.binary_cross_entropy(chances, images.double(), reduction="sum") / 10
    torch.testing.assert_close(error.double(), expected, rtol=1e-5, atol=0)


def test_binarised_pixels_are_black_or_white_anew_at_each_step_and_so_on_average_as_the_grey_ones():
    made, images, noise = network(), torch.rand(1, 28, 28), Noise(3)
    made.encoder.log_variance.bias.data.fill_(-30)  # a posterior without width
    errors = torch.stack([Variational("binarised").loss(made, images, noise)[0] for _ in range(300)])
    grey, _ = Variational("bernoulli").loss(made, images, noise)
    assert errors.std() > 0.1
    assert (errors.mean() - grey).abs() < 4 * errors.std() / math.sqrt(300)


@pytest.mark.parametrize("output", ["sigmoid", "linear"])
def test_a_gaussian_error_is_squared_and_in_units_of_its_variance(output: Any):
    made, images = network(output=output), torch.rand(10, 28, 28)
    error, _ = Variational("gaussian").loss(made, images, Noise(3))
    redrawn = made.decoder(drawn(made, images)[1])
    torch.testing.assert_close(error, (redrawn - images).square().sum() / (2 * VARIANCE * 10))


def test_gradients_reach_mean_and_log_variance():
    made, images = network(), torch.rand(10, 28, 28)
    sum(Variational("bernoulli").loss(made, images, Noise(3))).backward()
    assert all(parameter.grad is not None and parameter.grad.any() for parameter in made.parameters())
