import pytest
import torch

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder, unit_floats
from ae_model.objectives.noise import Noise
from ae_model.objectives.sparse import PULL, Sparse

pytestmark = pytest.mark.usefixtures("one_thread")
CONFIG = NetworkConfig(hidden_sizes=(), latent_dim=50, code="sparse", k=5)


def drawn(count: int) -> torch.Tensor:
    return torch.rand(count, 28, 28, generator=torch.Generator().manual_seed(2))


def test_the_error_is_that_of_the_units_kept_and_the_sum_is_theirs_a_pixel():
    network, images = AutoEncoder(CONFIG, torch.Generator().manual_seed(1)), drawn(10)
    error, l1 = Sparse(5, 0.1).loss(network, images, Noise(0))
    codes = network.encoder(images)
    torch.testing.assert_close(error, (network.decoder(codes) - images).square().mean())
    torch.testing.assert_close(l1, codes.abs().sum() / images.numel())


def test_only_the_units_kept_learn_from_an_image():
    network, images = AutoEncoder(CONFIG, torch.Generator().manual_seed(1)), drawn(1)
    kept = network.encoder(images)[0] > 0
    sum(Sparse(5, 0.1).loss(network, images, Noise(0))).backward()
    assert torch.equal((network.encoder.encoder[1].bias.grad - -PULL).abs() > 1e-9, kept)
    assert kept.sum() == 5


def test_more_units_than_the_networks_are_kept_while_the_objective_says_so():
    network, images = AutoEncoder(CONFIG, torch.Generator().manual_seed(1)), drawn(1)
    codes = torch.relu(network.answers(images))
    error, l1 = Sparse(50, 0.1).loss(network, images, Noise(0))
    torch.testing.assert_close(l1, codes.sum() / images.numel())
    torch.testing.assert_close(error, (network.decoder(codes) - images).square().mean())


def test_with_a_weight_training_makes_codes_smaller_than_without_one(mnist: Dataset):
    images = unit_floats(torch.tensor(mnist.train.images[:64]))

    def sum_after(weight: float) -> float:
        network = AutoEncoder(CONFIG, torch.Generator().manual_seed(1))
        optimiser, objective = torch.optim.Adam(network.parameters(), 1e-3), Sparse(5, weight)
        for _ in range(20):
            terms = objective.loss(network, images, Noise(0))
            optimiser.zero_grad()
            sum(map(torch.mul, terms, map(torch.tensor, objective.weights))).backward()
            optimiser.step()
        return objective.loss(network, images, Noise(0))[1].item()

    assert 0 < sum_after(1.0) < 0.9 * sum_after(0.0)


def test_a_unit_that_never_fires_is_pulled_up_until_it_does_which_costs_no_error(mnist: Dataset):
    images = unit_floats(torch.tensor(mnist.train.images[:256]))
    network = AutoEncoder(CONFIG, torch.Generator().manual_seed(1))
    bias = network.get_parameter("ae.0.encoder.1.bias")
    bias.data[3] = -3.0
    assert not network.encoder(images)[:, 3].any()
    optimiser, objective = torch.optim.Adam(network.parameters(), 1e-2), Sparse(5, 0.0)
    told = objective.loss(network, images, Noise(0))[0]
    torch.testing.assert_close(told, (network(images) - images).square().mean())
    for _ in range(500):
        optimiser.zero_grad()
        objective.loss(network, images, Noise(0))[0].backward()
        optimiser.step()
        if network.encoder(images)[:, 3].any():
            break
    assert network.encoder(images)[:, 3].any()
