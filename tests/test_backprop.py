import pytest
import torch
from stepping import RATE, difference_and_norm, take_weights

from ae_model.config import PRESETS, NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder
from ae_model.steppers import backprop
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.eager import EagerStepper

PRODUCTS = pytest.mark.parametrize("bf16", [False, True], ids=["fp32", "bf16"])
PLAIN = [
    preset.config
    for preset in PRESETS.values()
    if (preset.config.network.kind, preset.config.network.code) == ("dense", "plain")
]
# Every depth and activation of the presets, at the width that decides how much rounding adds up.
NETWORKS = [
    pytest.param(network, marks=pytest.mark.slow if len(network.hidden_sizes) > 1 and network.latent_dim > 2 else ())
    for network in dict.fromkeys(config.network for config in PLAIN)
]

pytestmark = pytest.mark.usefixtures("one_thread")


@PRODUCTS
@pytest.mark.parametrize("network", NETWORKS, ids=lambda config: f"{config.hidden_sizes}-{config.latent_dim}")
def test_at_200_states_of_a_reference_run_a_step_written_out_is_that_of_autograd(
    mnist: Dataset, network: NetworkConfig, bf16: bool
):
    """In fp32 the loss to 1e-5 and the gradient to 1e-4 of its norm; in bf16 the loss to 1 % and the gradient to 10 %.

    A reference of 200 full batches of the deep networks would take a minute: batches are of 16, the last one of 5.
    """
    images = mnist.train.images[:3_189]
    reference, ours = (AutoEncoder(network, torch.Generator().manual_seed(3)) for _ in range(2))
    eager, written_out = EagerStepper(reference, images), Backprop(ours, images, bf16=bf16)
    to_loss, to_gradient = (1e-2, 1e-1) if bf16 else (1e-5, 1e-4)
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(4)).split(16)
    assert len(order) == 200
    for indices in order:
        take_weights(ours, reference)
        loss, expected = written_out.differentiate(indices), eager.differentiate(indices)
        assert loss.item() == pytest.approx(expected.item(), rel=to_loss)
        difference, norm = difference_and_norm(written_out.gradients, eager.gradients)
        assert difference <= to_gradient * norm
        eager.update(RATE)


def test_a_batch_of_more_numbers_than_a_dot_product_takes_has_the_loss_of_its_parts(mnist: Dataset, monkeypatch):
    images, indices = mnist.train.images[:64], torch.arange(64)
    network = AutoEncoder(NetworkConfig(hidden_sizes=(16,)), torch.Generator().manual_seed(0))
    loss = Backprop(network, images).differentiate(indices).item()
    monkeypatch.setattr(backprop, "_MOST_IN_A_DOT", 10_000)
    assert Backprop(network, images).differentiate(indices).item() == pytest.approx(loss, rel=1e-5)


def test_steps_that_are_tried_train_nothing(mnist: Dataset):
    network = AutoEncoder(NetworkConfig(hidden_sizes=(16,)), torch.Generator().manual_seed(0))
    before = [parameter.detach().clone() for parameter in network.parameters()]
    tried = Backprop(network, mnist.train.images[:64], weight_decay=0.1)
    with tried.tried():
        tried.differentiate(torch.arange(64))
        tried.update(0.5)
        assert not torch.equal(before[0], next(network.parameters()))
    assert all(map(torch.equal, before, network.parameters()))
    assert tried.moments.updates == 0 and not any(array.any() for array in tried.moments.means.values())
