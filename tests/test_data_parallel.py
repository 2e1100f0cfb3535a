"""One process among its own kind; two of them are tried in `test_cli_lead`, as `torchrun` starts them."""

from collections.abc import Iterator
from contextlib import closing
from socket import socket

import pytest
import torch
from stepping import RATE, same_weights, shuffled
from torch import distributed

from ae_model.objectives.denoising import Denoising
from ae_model.objectives.noise import Noise
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
