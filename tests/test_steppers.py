import copy
import time
from collections.abc import Iterator
from pathlib import Path

import notebook
import numpy as np
import pytest
import torch
from torch import Tensor

from ae_model.config import PRESETS, NetworkConfig
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.network import AutoEncoder, unit_floats
from ae_model.steppers import Stepper
from ae_model.steppers.adam import Adam
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.cpu import CpuStepper, bf16_is_faster
from ae_model.steppers.cuda import CudaStepper, divided
from ae_model.steppers.eager import EagerStepper

BATCH_SIZE = 128
RATE = 1e-3
PRODUCTS = pytest.mark.parametrize("bf16", [False, True], ids=["fp32", "bf16"])
STEPPERS = pytest.mark.parametrize("make", [EagerStepper, CpuStepper])
# Every depth and activation of the presets, at the width that decides how much rounding adds up.
NETWORKS = list(dict.fromkeys(preset.config.network for preset in PRESETS.values()))

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


def train_on(stepper: Stepper, order: tuple[Tensor, ...], rate: float = RATE) -> list[float]:
    """The loss of each batch."""
    return [stepper.steps([indices], [rate]).item() for indices in order]


def test_error(network: AutoEncoder, images: np.ndarray) -> float:
    pixels = unit_floats(torch.tensor(images))
    with torch.no_grad():
        return torch.mean((network(pixels) - pixels) ** 2).item()


test_error.__test__ = False


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
def test_adam_is_torchs_fused_adam_bit_for_bit(dtype: torch.dtype, weight_decay: float):
    generator = torch.Generator().manual_seed(0)
    shapes = [(512, 784), (512,), (2, 512), (2,)]
    ours = [torch.randn(shape, generator=generator, dtype=dtype) for shape in shapes]
    theirs = copy.deepcopy(ours)
    adam = Adam(ours, weight_decay)
    if weight_decay:
        reference = torch.optim.AdamW(theirs, fused=True, weight_decay=weight_decay)
    else:
        reference = torch.optim.Adam(theirs, fused=True)
    for step in range(50):
        gradients = [torch.randn(shape, generator=generator, dtype=dtype) * 10 ** (-step / 5) for shape in shapes]
        rate = reference.param_groups[0]["lr"] = 1e-3 / (1 + step)
        adam.update(gradients, rate)
        for parameter, gradient in zip(theirs, gradients, strict=True):
            parameter.grad = gradient
        reference.step()
        assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))


# The reference: `eager` against the notebook


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


# The fast ones against `eager`


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
        for parameter, weights in zip(ours.parameters(), reference.parameters(), strict=True):
            parameter.data.copy_(weights.data)
        loss, expected = written_out.differentiate(indices), eager.differentiate(indices)
        assert loss.item() == pytest.approx(expected.item(), rel=to_loss)
        difference, norm = (
            torch.cat([part.flatten() for part in parts]).norm().item()
            for parts in (
                [a - b for a, b in zip(written_out.gradients, eager.gradients, strict=True)],
                eager.gradients,
            )
        )
        assert difference <= to_gradient * norm
        eager.update(RATE)


def test_from_the_same_moments_the_same_update_is_made(mnist: Dataset):
    networks = [AutoEncoder(NetworkConfig(), torch.Generator().manual_seed(0)) for _ in range(2)]
    steppers = [EagerStepper(networks[0], mnist.train.images, 0.1), CpuStepper(networks[1], mnist.train.images, 0.1)]
    order = shuffled(60_000, seed=0)[:3]
    losses = [train_on(stepper, order) for stepper in steppers]
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-5)
    for ours, theirs in zip(networks[1].parameters(), networks[0].parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=2e-5)


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


# CUDA


@pytest.mark.parametrize(
    ("batches", "stride"), [(468, 52), (64, 64), (128, 64), (467, 64), (30, 30), (17, 17), (1, 1), (0, 1), (2 * 61, 61)]
)
def test_a_replay_has_as_many_steps_as_leave_few_batches_over(batches: int, stride: int):
    assert divided(batches) == stride


needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")


@needs_gpu
@pytest.mark.parametrize("precision", ["fp32", "tf32", "bf16"])
def test_captured_steps_are_those_of_eager(mnist: Dataset, precision: str):
    images = mnist.train.images
    networks = [AutoEncoder(NetworkConfig(), torch.Generator().manual_seed(0)).cuda() for _ in range(2)]
    order = tuple(indices.cuda() for indices in shuffled(60_000, seed=0))
    with torch.cuda.stream(torch.cuda.Stream()):
        captured = CudaStepper(networks[0], images, BATCH_SIZE, precision=precision)
        captured.warm_up(order[0])
        assert captured.trouble == ""
        assert captured.stride == 52
        losses = [captured.steps(order[i : i + 52], [RATE] * len(order[i : i + 52])) for i in range(0, len(order), 52)]
        expected = train_on(EagerStepper(networks[1], images), order)
        tolerance = {"fp32": 1e-3, "tf32": 2e-2, "bf16": 5e-2}[precision]
        np.testing.assert_allclose(torch.cat(losses).tolist()[:52], expected[:52], rtol=tolerance)
        assert torch.cat(losses)[-50:].mean().item() == pytest.approx(np.mean(expected[-50:]), rel=0.03)


@needs_gpu
def test_steps_on_a_gpu_come_to_rest_within_a_tenth_of_a_second(mnist: Dataset):
    network = AutoEncoder(NetworkConfig(), torch.Generator().manual_seed(0)).cuda()
    batches = tuple(indices.cuda() for indices in shuffled(60_000, seed=0))[:52]
    with torch.cuda.stream(torch.cuda.Stream()):
        stepper = CudaStepper(network, mnist.train.images, BATCH_SIZE)
        stepper.warm_up(batches[0])
        for _ in range(100):
            losses = stepper.steps(batches, [RATE] * 52)
        began = time.perf_counter()
        losses.cpu()
        assert time.perf_counter() - began < 0.1
