"""The steps of the denoising objective, written out, against those of autograd."""

from typing import get_args

import pytest
import torch
from stepping import RATE, difference_and_norm, shuffled, take_weights

from ae_model.config import NetworkConfig, NoiseKind
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder
from ae_model.objectives.denoising import Denoising
from ae_model.objectives.noise import Noise
from ae_model.steppers.denoising import DenoisingStepper
from ae_model.steppers.eager import EagerStepper

NETWORKS = [
    NetworkConfig(hidden_sizes=(64,), latent_dim=2),
    NetworkConfig(hidden_sizes=(), latent_dim=3, output="linear"),
    NetworkConfig(hidden_sizes=(100, 50), latent_dim=20, activation="silu"),
]

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("bf16", [False, True], ids=["fp32", "bf16"])
@pytest.mark.parametrize("kind", get_args(NoiseKind))
@pytest.mark.parametrize("network", NETWORKS, ids=lambda config: f"{config.hidden_sizes}-{config.output}")
def test_a_step_written_out_is_that_of_autograd(mnist: Dataset, network: NetworkConfig, kind: NoiseKind, bf16: bool):
    """In fp32 the loss to 1e-5 and the gradient to 1e-4 of its norm; in bf16 to 1 % and 10 %."""
    images = mnist.train.images[:645]  # the last batch is smaller
    reference, ours = (AutoEncoder(network, torch.Generator().manual_seed(3)) for _ in range(2))
    objective, noises = Denoising(0.4, kind), (Noise(5), Noise(5))
    eager = EagerStepper(reference, images, objective=objective, noise=noises[0])
    written_out = DenoisingStepper(ours, images, objective, noises[1], bf16=bf16)
    to_loss, to_gradient = (1e-2, 1e-1) if bf16 else (1e-5, 1e-4)
    for indices in shuffled(len(images), seed=4) * 5:
        take_weights(ours, reference)
        loss, expected = written_out.differentiate(indices), eager.differentiate(indices)
        assert loss.item() == pytest.approx(expected.item(), rel=to_loss)
        difference, norm = difference_and_norm(written_out.gradients, eager.gradients)
        assert difference <= to_gradient * norm
        eager.update(RATE)


def test_warming_up_spends_no_noise(mnist: Dataset):
    noise = Noise(3)
    before = noise.generator.get_state()
    network = AutoEncoder(NETWORKS[0], torch.Generator())
    DenoisingStepper(network, mnist.train.images[:200], Denoising(0.5), noise).warm_up(torch.arange(64))
    assert torch.equal(noise.generator.get_state(), before)
