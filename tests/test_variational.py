"""The steps of the variational objective, written out, against those of autograd."""

import pytest
import torch
from stepping import RATE, same_step, shuffled, take_weights

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder
from ae_model.objectives.noise import Noise
from ae_model.objectives.variational import Variational
from ae_model.steppers.eager import EagerStepper
from ae_model.steppers.variational import VariationalStepper

NETWORKS = [
    NetworkConfig(hidden_sizes=(64,), latent_dim=2, code="gaussian"),
    NetworkConfig(hidden_sizes=(), latent_dim=3, code="gaussian"),
    NetworkConfig(hidden_sizes=(100, 50, 25), latent_dim=20, activation="silu", code="gaussian"),
]
TANH = NetworkConfig(hidden_sizes=(100, 50), latent_dim=4, activation="tanh", code="gaussian")
LINEAR = NetworkConfig(hidden_sizes=(64,), latent_dim=2, output="linear", code="gaussian")

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("bf16", [False, True], ids=["fp32", "bf16"])
@pytest.mark.parametrize(
    ("network", "likelihood"),
    [(network, likelihood) for network in NETWORKS for likelihood in ("bernoulli", "binarised", "gaussian")]
    + [(LINEAR, "gaussian"), (TANH, "binarised")],
    ids=lambda value: value if isinstance(value, str) else f"{value.hidden_sizes}-{value.output}",
)
def test_a_step_written_out_is_that_of_autograd(mnist: Dataset, network: NetworkConfig, likelihood: str, bf16: bool):
    images = mnist.train.images[:645]  # the last batch is smaller
    reference, ours = (AutoEncoder(network, torch.Generator().manual_seed(3)) for _ in range(2))
    objective, noises = Variational(likelihood), (Noise(5), Noise(5))
    eager = EagerStepper(reference, images, objective=objective, noise=noises[0])
    written_out = VariationalStepper(ours, images, objective, noises[1], bf16=bf16)
    for number, indices in enumerate(shuffled(len(images), seed=4) * 5):
        objective.weights = 1.0, 0.3 * number
        take_weights(ours, reference)
        assert same_step(written_out, eager, indices, bf16).shape == (3,)
        eager.update(RATE)


def test_warming_up_spends_no_noise(mnist: Dataset):
    noise = Noise(3)
    before = noise.generator.get_state()
    network = AutoEncoder(NETWORKS[0], torch.Generator())
    VariationalStepper(network, mnist.train.images[:200], Variational("binarised"), noise).warm_up(torch.arange(64))
    assert torch.equal(noise.generator.get_state(), before)


def test_several_steps_give_the_loss_and_its_terms_of_each(mnist: Dataset):
    network = AutoEncoder(NETWORKS[0], torch.Generator().manual_seed(1))
    objective = Variational("bernoulli")
    objective.weights = 1.0, 4.0
    stepper = VariationalStepper(network, mnist.train.images[:384], objective, Noise(3))
    losses = stepper.steps(shuffled(384, seed=0), [RATE] * 3)
    assert losses.shape == (3, 3)
    torch.testing.assert_close(losses[:, 0], losses[:, 1] + 4 * losses[:, 2])


def test_one_odd_image_does_not_make_a_step_huge_and_is_brought_back(mnist: Dataset):
    images, objective = mnist.train.images[:128], Variational("bernoulli")
    gradients = []
    for stepper in (EagerStepper, VariationalStepper):
        network = AutoEncoder(NETWORKS[0], torch.Generator().manual_seed(3))
        with torch.no_grad():
            network.encoder.log_variance.bias.fill_(70)
        if stepper is EagerStepper:
            made = EagerStepper(network, images, objective=objective, noise=Noise(5))
        else:
            made = VariationalStepper(network, images, objective, Noise(5))
        loss = made.differentiate(torch.arange(128))
        assert loss.isfinite().all() and loss[0] < 10_000
        by_bias = made.gradients[[name for name, _ in network.named_parameters()].index("ae.0.log_variance.bias")]
        assert ((by_bias > 0) & (by_bias < 1_000)).all()  # down it goes
        gradients.append(by_bias)
    torch.testing.assert_close(*gradients, rtol=1e-4, atol=1e-4)
