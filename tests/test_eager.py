import copy
from pathlib import Path

import notebook
import numpy as np
import pytest
import torch
from stepping import BATCH_SIZE, RATE, notebook_batches, same_weights, shuffled, test_error, train_on

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder, unit_floats
from ae_model.steppers.eager import EagerStepper

pytestmark = pytest.mark.usefixtures("one_thread")


def test_the_notebooks_loader_gives_the_batches_that_it_is_compared_on(mnist: Dataset, tmp_path: Path):
    train_loader, test_loader = notebook.loaders(tmp_path)
    assert (len(train_loader), len(test_loader)) == (469, 79)
    torch.manual_seed(0)
    drawn, _ = next(iter(train_loader))
    in_order = [x for x, _ in test_loader]
    indices = torch.arange(10_000).split(BATCH_SIZE)
    expected = list(notebook_batches(mnist.test.images, indices, torch.float32))
    assert all(torch.equal(a, b) for a, b in zip(in_order, expected, strict=True))
    assert torch.equal(expected[0].squeeze(1), unit_floats(torch.tensor(mnist.test.images[:BATCH_SIZE])))
    assert drawn.shape == (BATCH_SIZE, 1, 28, 28)


def test_200_steps_in_float64_are_the_notebooks(mnist: Dataset):
    theirs, ours = same_weights(2, torch.float64)
    order = shuffled(60_000, seed=1)[:200]
    losses = train_on(EagerStepper(ours, mnist.train.images), order)
    reference = list(notebook.train_ae(notebook_batches(mnist.train.images, order, torch.float64), theirs))
    np.testing.assert_allclose(losses, reference, rtol=0, atol=1e-9)
    assert losses[-1] < losses[0] / 2
    for name, weights in theirs.state_dict().items():
        torch.testing.assert_close(ours.state_dict()[name], weights, rtol=0, atol=1e-9)


def test_at_200_states_of_a_notebook_run_the_loss_in_float32_is_the_notebooks(mnist: Dataset):
    theirs, ours = same_weights(256, torch.float32)
    order = shuffled(60_000, seed=2)[:200]
    stepper = EagerStepper(ours, mnist.train.images)
    run = notebook.train_ae(notebook_batches(mnist.train.images, order, torch.float32), theirs)
    for indices in order:
        ours.load_state_dict(theirs.state_dict())
        loss = stepper.steps([indices], [RATE]).item()
        assert loss == pytest.approx(next(run), rel=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_after_an_epoch_the_test_error_is_the_notebooks_within_3_percent(mnist: Dataset, seed: int):
    theirs, ours = same_weights(2, torch.float32, seed)
    order = shuffled(60_000, seed)
    train_on(EagerStepper(ours, mnist.train.images), order)
    for _ in notebook.train_ae(notebook_batches(mnist.train.images, order, torch.float32), theirs):
        pass
    reference = AutoEncoder(ours.config, torch.Generator())
    reference.load_state_dict(theirs.state_dict())
    expected = test_error(reference, mnist.test.images)
    assert test_error(ours, mnist.test.images) == pytest.approx(expected, rel=0.03)
    assert expected < 0.06


def test_steps_that_are_tried_train_nothing(mnist: Dataset):
    config = NetworkConfig(hidden_sizes=(8,), kind="convolutional", channels=(4,))
    network = AutoEncoder(config, torch.Generator().manual_seed(0))
    stepper = EagerStepper(network, mnist.train.images[:64])
    before = copy.deepcopy(network.state_dict())
    with stepper.tried():
        stepper.steps([torch.arange(64)], [0.1])
        assert any(not torch.equal(before[name], tensor) for name, tensor in network.state_dict().items())
    assert all(torch.equal(before[name], tensor) for name, tensor in network.state_dict().items())
    assert stepper.moments.updates == 0
    assert not any(mean.any() for mean in stepper.moments.means.values())
