import pytest
import torch

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder, unit_floats
from ae_model.objectives.noise import Noise
from ae_model.objectives.sparse import Sparse

pytestmark = pytest.mark.usefixtures("one_thread")
CONFIG = NetworkConfig(hidden_sizes=(), latent_dim=50, code="sparse", k=5)


def drawn(count: int) -> torch.Tensor:
    return torch.rand(count, 28, 28, generator=torch.Generator().manual_seed(2))


def test_the_error_is_that_of_the_units_kept_and_the_sum_is_theirs_a_pixel():
    network, images = AutoEncoder(CONFIG, torch.Generator().manual_seed(1)), drawn(10)
    error, l1 = Sparse(0.1).loss(network, images, Noise(0))
    codes = network.encoder(images)
    torch.testing.assert_close(error, (network.decoder(codes) - images).square().mean())
    torch.testing.assert_close(l1, codes.abs().sum() / images.numel())


def test_only_the_units_kept_learn_from_an_image():
    network, images = AutoEncoder(CONFIG, torch.Generator().manual_seed(1)), drawn(1)
    kept = network.encoder(images)[0] > 0
    sum(Sparse(0.1).loss(network, images, Noise(0))).backward()
    assert torch.equal(network.encoder.encoder[1].bias.grad != 0, kept)
    assert kept.sum() == 5


def test_with_a_weight_training_makes_codes_smaller_than_without_one(mnist: Dataset):
    images = unit_floats(torch.tensor(mnist.train.images[:64]))

    def sum_after(weight: float) -> float:
        network = AutoEncoder(CONFIG, torch.Generator().manual_seed(1))
        optimiser, objective = torch.optim.Adam(network.parameters(), 1e-3), Sparse(weight)
        for _ in range(20):
            terms = objective.loss(network, images, Noise(0))
            optimiser.zero_grad()
            sum(map(torch.mul, terms, map(torch.tensor, objective.weights))).backward()
            optimiser.step()
        return objective.loss(network, images, Noise(0))[1].item()

    assert 0 < sum_after(1.0) < 0.9 * sum_after(0.0)
