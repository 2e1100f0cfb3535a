import numpy as np
import pytest
import torch
from stepping import same_weights, shuffled, test_error, train_on

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder
from ae_model.steppers.cpu import CpuStepper, bf16_is_faster
from ae_model.steppers.eager import EagerStepper

PRODUCTS = pytest.mark.parametrize("bf16", [False, True], ids=["fp32", "bf16"])

pytestmark = pytest.mark.usefixtures("one_thread")


def test_from_the_same_moments_the_same_update_is_made(mnist: Dataset):
    networks = [AutoEncoder(NetworkConfig(), torch.Generator().manual_seed(0)) for _ in range(2)]
    steppers = [EagerStepper(networks[0], mnist.train.images, 0.1), CpuStepper(networks[1], mnist.train.images, 0.1)]
    order = shuffled(60_000, seed=0)[:3]
    losses = [train_on(stepper, order) for stepper in steppers]
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-5)
    for ours, theirs in zip(networks[1].parameters(), networks[0].parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=2e-5)


@pytest.mark.slow
@PRODUCTS
def test_after_an_epoch_the_test_error_is_that_of_eager_within_3_percent(mnist: Dataset, bf16: bool):
    """Over five seeds, on a network of a quarter of the width and a third of the digits, for the time it takes."""
    images = mnist.train.images[:20_000]
    errors = []
    for seed in range(5):
        networks = [AutoEncoder(NetworkConfig(hidden_sizes=(128,)), torch.Generator().manual_seed(seed)) for _ in "ab"]
        for stepper in (EagerStepper(networks[0], images), CpuStepper(networks[1], images, bf16=bf16)):
            train_on(stepper, shuffled(20_000, seed))
        errors.append([test_error(network, mnist.test.images) for network in networks])
    expected, ours = np.mean(errors, axis=0)
    assert ours == pytest.approx(expected, rel=0.03)


def test_weights_that_were_set_from_outside_are_those_of_the_next_step(mnist: Dataset):
    theirs, network = same_weights(2, torch.float32, seed=1)
    stepper = CpuStepper(network, mnist.train.images, bf16=True)
    train_on(stepper, shuffled(60_000, seed=0)[:5])
    network.load_state_dict(theirs.state_dict())
    fresh = CpuStepper(same_weights(2, torch.float32, seed=1)[1], mnist.train.images, bf16=True)
    assert torch.equal(stepper.differentiate(torch.arange(9)), fresh.differentiate(torch.arange(9)))


def test_bf16_is_not_chosen_where_the_cpu_has_no_instructions_for_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict, raising=False)
    bf16_is_faster.cache_clear()
    try:
        assert bf16_is_faster() is False
    finally:
        bf16_is_faster.cache_clear()


def test_whether_bf16_is_faster_is_measured_on_one_thread_which_waits_for_no_other(monkeypatch: pytest.MonkeyPatch):
    product, seen = torch.mm, set()

    def counted(*matrices: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
        seen.add(torch.get_num_threads())
        return product(*matrices, out=out)

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True}, raising=False)
    monkeypatch.setattr(torch, "mm", counted)
    bf16_is_faster.cache_clear()
    torch.set_num_threads(2)
    try:
        bf16_is_faster()
        assert (seen, torch.get_num_threads()) == ({1}, 2)
    finally:
        bf16_is_faster.cache_clear()
        torch.set_num_threads(1)
