"""What every stepper promises; each has its numbers in a file of its own."""

import copy

import numpy as np
import pytest
import torch
from stepping import BATCH_SIZE, RATE, same_weights, shuffled, train_on

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.network import AutoEncoder
from ae_model.steppers.cpu import CpuStepper
from ae_model.steppers.eager import EagerStepper

STEPPERS = pytest.mark.parametrize("make", [EagerStepper, CpuStepper])

pytestmark = pytest.mark.usefixtures("one_thread")


@STEPPERS
def test_a_step_uses_the_learning_rate_that_comes_with_its_batch(mnist: Dataset, make: type[EagerStepper]):
    _, network = same_weights(2, torch.float32)
    before = copy.deepcopy(network.state_dict())
    make(network, mnist.train.images).steps([torch.arange(BATCH_SIZE)], [0.25])
    changes = [(tensor - before[name]).abs().max().item() for name, tensor in network.state_dict().items()]
    assert changes == pytest.approx([0.25] * len(changes), rel=1e-2)  # Adam's first step is the rate in size


@STEPPERS
def test_the_loss_of_a_step_is_a_number_that_later_steps_leave_alone(mnist: Dataset, make: type[EagerStepper]):
    _, network = same_weights(2, torch.float32)
    stepper = make(network, mnist.train.images)
    batches = [torch.arange(BATCH_SIZE)] * 2
    losses = stepper.steps(batches, [RATE, RATE])
    at_once = losses.tolist()
    stepper.steps(batches, [RATE, RATE])
    assert losses.tolist() == at_once
    assert at_once[1] < at_once[0]
    assert not losses.requires_grad


@STEPPERS
def test_warming_up_leaves_no_trace(mnist: Dataset, make: type[EagerStepper]):
    runs = []
    for warm_up in (False, True):
        _, network = same_weights(2, torch.float32)
        stepper = make(network, mnist.train.images)
        if warm_up:
            stepper.warm_up(torch.arange(BATCH_SIZE))
        runs.append((train_on(stepper, shuffled(60_000, seed=0)[:3]), network.state_dict()))
    (cold_losses, cold), (warm_losses, warm) = runs
    assert cold_losses == warm_losses
    assert all(torch.equal(cold[name], warm[name]) for name in cold)


@STEPPERS
def test_the_stepper_keeps_images_of_its_own(make: type[EagerStepper]):
    images = np.full((4, 8, 8), 200, np.uint8)
    network = AutoEncoder(NetworkConfig(ImageShape(8, 8), (16,)), torch.Generator().manual_seed(0))
    expected = torch.nn.functional.mse_loss(network(torch.full((4, 8, 8), 200 / 255)), torch.full((4, 8, 8), 200 / 255))
    stepper = make(network, images)
    images[:] = 0
    assert train_on(stepper, (torch.arange(4),)) == pytest.approx([expected.item()])
