from itertools import product

import notebook
import numpy as np
import pytest
import torch

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder, snapshot_of, unit_floats

NETWORKS = [
    NetworkConfig(hidden_sizes=hidden_sizes, latent_dim=5, activation=activation, output=output)
    for hidden_sizes, activation, output in product(
        [(), (64,), (64, 32, 16)], ["relu", "silu", "tanh"], ["sigmoid", "linear"]
    )
]


def seeded(config: NetworkConfig, seed: int = 0) -> AutoEncoder:
    return AutoEncoder(config, torch.Generator().manual_seed(seed))


def test_the_state_dict_has_the_notebooks_keys_and_shapes_in_its_order():
    theirs = notebook.AutoEncoder((1, 28, 28), 512, 256).state_dict()
    ours = seeded(NetworkConfig(latent_dim=256)).state_dict()
    assert [(name, tensor.shape) for name, tensor in ours.items()] == [
        (name, tensor.shape) for name, tensor in theirs.items()
    ]


def test_the_notebooks_weights_load_here_and_ours_there_and_compute_the_same(mnist: Dataset):
    theirs, ours = notebook.AutoEncoder((1, 28, 28), 512, 2), seeded(NetworkConfig())
    images = unit_floats(torch.tensor(mnist.test.images[:100]))
    for source, target in ((theirs, ours), (ours, theirs)):
        target.load_state_dict(source.state_dict(), strict=True)
        assert torch.equal(ours(images), theirs(images.unsqueeze(1)).squeeze(1))
    assert torch.equal(ours.encoder(images), theirs.ae[0](images))
    codes = ours.encoder(images)
    assert torch.equal(ours.decoder(codes), ours(images))


@pytest.mark.parametrize("config", NETWORKS, ids=str)
def test_a_snapshot_computes_what_its_network_does(config: NetworkConfig, mnist: Dataset):
    network = seeded(config)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.01  # biases are zero at first, and would hide a mistake
        snapshot = snapshot_of(network)
        images = unit_floats(torch.tensor(mnist.test.images[:300]))
        codes = network.encoder(images)
        np.testing.assert_allclose(snapshot.encode(mnist.test.images[:300]), codes, atol=1e-5, rtol=1e-5)
        np.testing.assert_allclose(snapshot.decode(codes.numpy()), network.decoder(codes), atol=1e-5, rtol=1e-5)
        np.testing.assert_allclose(snapshot.reconstruct(mnist.test.images[:300]), network(images), atol=1e-5, rtol=1e-5)
