"""The steps of the sparse objective, written out, against those of autograd."""

import pytest
import torch
from stepping import RATE, same_step, shuffled, take_weights

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise
from ae_model.objectives.sparse import Sparse
from ae_model.steppers.eager import EagerStepper
from ae_model.steppers.sparse import SparseStepper

NETWORKS = [
    NetworkConfig(hidden_sizes=(), latent_dim=200, code="sparse", k=20),
    NetworkConfig(hidden_sizes=(64,), latent_dim=100, code="sparse"),
    NetworkConfig(hidden_sizes=(100, 50), latent_dim=80, activation="silu", output="linear", code="sparse", k=8),
]

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("bf16", [False, True], ids=["fp32", "bf16"])
@pytest.mark.parametrize("network", NETWORKS, ids=lambda value: f"{value.hidden_sizes}-{value.k}")
def test_a_step_written_out_is_that_of_autograd(mnist: Dataset, network: NetworkConfig, bf16: bool):
    images = mnist.train.images[:645]  # the last batch is smaller
    reference, ours = (AutoEncoder(network, torch.Generator().manual_seed(3)) for _ in range(2))
    objective = Sparse(network.k, 0.3)
    eager = EagerStepper(reference, images, objective=objective, precision="bf16" if bf16 else "fp32")
    written_out = SparseStepper(ours, images, objective, Noise(0), bf16=bf16)
    for indices in shuffled(len(images), seed=4) * 5:
        take_weights(ours, reference)
        assert same_step(written_out, eager, indices, bf16).shape == (3,)
        eager.update(RATE)


def test_several_steps_give_the_loss_and_its_terms_of_each(mnist: Dataset):
    network = AutoEncoder(NETWORKS[0], torch.Generator().manual_seed(1))
    losses = SparseStepper(network, mnist.train.images[:384], Sparse(20, 0.5), Noise(0)).steps(
        shuffled(384, seed=0), [RATE] * 3
    )
    assert losses.shape == (3, 3)
    torch.testing.assert_close(losses[:, 0], losses[:, 1] + losses[:, 2] / 2)
