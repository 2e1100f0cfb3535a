import torch

from ae_model.config import NetworkConfig
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise
from ae_model.objectives.reconstruction import Reconstruction


def test_reconstruction_is_the_mean_squared_error_of_the_images_and_draws_nothing():
    network = AutoEncoder(NetworkConfig(hidden_sizes=(16,)), torch.Generator().manual_seed(1))
    images, noise = torch.rand(5, 28, 28), Noise(0)
    (error,) = Reconstruction().loss(network, images, noise)
    assert error.item() == (network(images) - images).square().mean().item()
    assert torch.equal(noise.generator.get_state(), Noise(0).generator.get_state())
