"""One process among its own kind; two of them are tried in `test_cli_lead`, as `torchrun` starts them."""

from collections.abc import Iterator
from contextlib import closing
from socket import socket

import pytest
import torch
from stepping import RATE, same_weights, shuffled
from torch import distributed

from ae_model.config import ConfigError
from ae_model.objectives.denoising import Denoising
from ae_model.objectives.noise import Noise
from ae_model.steppers import gpu
from ae_model.steppers.data_parallel import DataParallelStepper, joined
from ae_model.steppers.eager import EagerStepper

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def alone(monkeypatch) -> Iterator[None]:
    """As `torchrun` with one process."""
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name, value in {"RANK": 0, "LOCAL_RANK": 0, "WORLD_SIZE": 1, "MASTER_PORT": port}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("MASTER_ADDR", "127.0.0.1")
    with joined("cpu") as rank:
        assert rank == 0
        yield


def steps(stepper, images, share: bool):
    shared = DataParallelStepper(stepper) if share else stepper
    return shared.steps(shuffled(len(images), seed=0)[:3], [RATE] * 3), stepper.network


def test_one_process_does_the_steps_that_it_does_without_the_others(alone, mnist):
    images = mnist.train.images[:1_000]
    runs = [steps(EagerStepper(same_weights(2, torch.float32)[1], images), images, share) for share in (False, True)]
    (losses, network), (shared_losses, shared) = runs
    assert torch.equal(losses, shared_losses)
    for ours, theirs in zip(network.parameters(), shared.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_warming_up_spends_no_noise(alone, mnist):
    images, noise = mnist.train.images[:1_000], Noise(3)
    network = same_weights(2, torch.float32)[1]
    stepper = DataParallelStepper(EagerStepper(network, images, objective=Denoising(0.5), noise=noise), noise)
    before = noise.generator.get_state()
    stepper.warm_up(torch.arange(64))
    assert torch.equal(noise.generator.get_state(), before)


def test_the_group_of_processes_is_left_behind(alone):
    assert distributed.is_initialized()


def test_and_is_gone_afterwards():
    assert not distributed.is_initialized()


def test_products_are_in_the_precision_that_is_told(alone, mnist):
    asked = []

    class Noting(EagerStepper):
        def differentiate(self, indices):
            asked.append(torch.backends.cuda.matmul.fp32_precision)
            return torch.zeros(())

        @property
        def gradients(self):
            return [torch.zeros(3)]

        @gradients.setter
        def gradients(self, _):
            pass

    step = Noting(same_weights(2, torch.float32)[1], mnist.train.images[:100])
    for precision in ("tf32", "fp32"):
        stepper = DataParallelStepper(step, precision=precision)
        stepper.warm_up(torch.arange(10))
        stepper.differentiate(torch.arange(10))
    assert asked == ["tf32", "tf32", "ieee", "ieee"]


def test_a_process_without_a_gpu_of_its_own_is_refused(monkeypatch):
    monkeypatch.setattr(gpu, "can_be_used", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setenv("LOCAL_RANK", "2")
    with pytest.raises(ConfigError, match="there are 2 here: process 3 has none"), joined("auto"):
        pass
