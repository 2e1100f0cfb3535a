import copy
from collections.abc import Iterator
from pathlib import Path

import notebook
import numpy as np
import pytest
import torch
from torch import Tensor

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.network import AutoEncoder, unit_floats
from ae_model.steppers.adam import Adam
from ae_model.steppers.eager import EagerStepper

BATCH_SIZE = 128


pytestmark = pytest.mark.usefixtures("one_thread")


def same_weights(latent_dim: int, dtype: torch.dtype, seed: int = 0) -> tuple[notebook.AutoEncoder, AutoEncoder]:
    """The notebook's network and ours with the weights that the notebook's drew."""
    torch.manual_seed(seed)
    theirs = notebook.AutoEncoder((1, 28, 28), 512, latent_dim).to(dtype)
    ours = AutoEncoder(NetworkConfig(latent_dim=latent_dim), torch.Generator()).to(dtype)
    ours.load_state_dict(theirs.state_dict())
    return theirs, ours


def shuffled(count: int, seed: int) -> tuple[Tensor, ...]:
    """The indices of each batch of one epoch."""
    return torch.randperm(count, generator=torch.Generator().manual_seed(seed)).split(BATCH_SIZE)


def notebook_batches(images: np.ndarray, order: tuple[Tensor, ...], dtype: torch.dtype) -> Iterator[Tensor]:
    """What the notebook's DataLoader makes of these images: (B, 1, 28, 28) in [0, 1]."""
    for indices in order:
        yield torch.tensor(images[indices.numpy()]).unsqueeze(1).to(dtype) / 255


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


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_adam_is_torchs_fused_adam_bit_for_bit(dtype: torch.dtype):
    generator = torch.Generator().manual_seed(0)
    shapes = [(512, 784), (512,), (2, 512), (2,)]
    ours = [torch.randn(shape, generator=generator, dtype=dtype) for shape in shapes]
    theirs = copy.deepcopy(ours)
    adam, reference = Adam(ours, 1e-3), torch.optim.Adam(theirs, fused=True)
    for step in range(50):
        gradients = [torch.randn(shape, generator=generator, dtype=dtype) * 10 ** (-step / 5) for shape in shapes]
        adam.learning_rate = reference.param_groups[0]["lr"] = 1e-3 / (1 + step)
        adam.update(gradients)
        for parameter, gradient in zip(theirs, gradients, strict=True):
            parameter.grad = gradient
        reference.step()
        assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_200_steps_in_float64_are_the_notebooks(mnist: Dataset):
    theirs, ours = same_weights(2, torch.float64)
    order = shuffled(60_000, seed=1)[:200]
    stepper = EagerStepper(ours, mnist.train.images, 1e-3)
    losses = [stepper.step(indices).item() for indices in order]
    reference = list(notebook.train_ae(notebook_batches(mnist.train.images, order, torch.float64), theirs))
    np.testing.assert_allclose(losses, reference, rtol=0, atol=1e-9)
    assert losses[-1] < losses[0] / 2
    for name, weights in theirs.state_dict().items():
        torch.testing.assert_close(ours.state_dict()[name], weights, rtol=0, atol=1e-9)


def test_at_200_states_of_a_notebook_run_the_loss_in_float32_is_the_notebooks(mnist: Dataset):
    theirs, ours = same_weights(256, torch.float32)
    order = shuffled(60_000, seed=2)[:200]
    stepper = EagerStepper(ours, mnist.train.images, 1e-3)
    run = notebook.train_ae(notebook_batches(mnist.train.images, order, torch.float32), theirs)
    for indices in order:
        ours.load_state_dict(theirs.state_dict())
        loss = stepper.step(indices).item()
        assert loss == pytest.approx(next(run), rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_after_an_epoch_the_test_error_is_the_notebooks_within_3_percent(mnist: Dataset, seed: int):
    theirs, ours = same_weights(2, torch.float32, seed)
    order = shuffled(60_000, seed)
    stepper = EagerStepper(ours, mnist.train.images, 1e-3)
    for indices in order:
        stepper.step(indices)
    for _ in notebook.train_ae(notebook_batches(mnist.train.images, order, torch.float32), theirs):
        pass
    images = unit_floats(torch.tensor(mnist.test.images))
    with torch.no_grad():
        ours_error = torch.mean((ours(images) - images) ** 2).item()
        theirs_error = torch.mean((theirs(images.unsqueeze(1)).squeeze(1) - images) ** 2).item()
    assert ours_error == pytest.approx(theirs_error, rel=0.03)
    assert theirs_error < 0.06


def test_a_step_uses_the_learning_rate_that_was_set_before_it(mnist: Dataset):
    _, network = same_weights(2, torch.float32)
    before = copy.deepcopy(network.state_dict())
    stepper = EagerStepper(network, mnist.train.images, 1e-3)
    stepper.learning_rate = 0.25
    assert stepper.learning_rate == 0.25
    stepper.step(torch.arange(BATCH_SIZE))
    changes = [(tensor - before[name]).abs().max().item() for name, tensor in network.state_dict().items()]
    assert changes == pytest.approx([0.25] * len(changes), rel=1e-2)  # Adam's first step is the rate in size


def test_the_loss_of_a_step_is_a_number_that_later_steps_leave_alone(mnist: Dataset):
    _, network = same_weights(2, torch.float32)
    stepper = EagerStepper(network, mnist.train.images, 1e-3)
    losses = [stepper.step(torch.arange(BATCH_SIZE)) for _ in range(2)]
    at_once = losses[1].item()
    stepper.step(torch.arange(BATCH_SIZE))
    assert losses[1].item() == at_once < losses[0].item()
    assert losses[1].shape == ()
    assert not losses[1].requires_grad


def test_warming_up_leaves_no_trace(mnist: Dataset):
    runs = []
    for warm_up in (False, True):
        _, network = same_weights(2, torch.float32)
        stepper = EagerStepper(network, mnist.train.images, 1e-3)
        if warm_up:
            stepper.warm_up(torch.arange(BATCH_SIZE))
        losses = [stepper.step(indices).item() for indices in shuffled(60_000, seed=0)[:3]]
        runs.append((losses, network.state_dict()))
    (cold_losses, cold), (warm_losses, warm) = runs
    assert cold_losses == warm_losses
    assert all(torch.equal(cold[name], warm[name]) for name in cold)


def test_the_stepper_keeps_images_of_its_own():
    images = np.full((4, 8, 8), 200, np.uint8)
    network = AutoEncoder(NetworkConfig((8, 8), (16,)), torch.Generator().manual_seed(0))
    expected = torch.nn.functional.mse_loss(network(torch.full((4, 8, 8), 200 / 255)), torch.full((4, 8, 8), 200 / 255))
    stepper = EagerStepper(network, images, 1e-3)
    images[:] = 0
    assert stepper.step(torch.arange(4)).item() == pytest.approx(expected.item())
