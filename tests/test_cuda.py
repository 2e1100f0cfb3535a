"""The stepper for GPUs: on one that is made up of the CPU all that it does, on a real one its numbers and its time.

No module here may reach Qt: `scripts/gpu_check.sh` runs the tests of a real GPU where there is no Qt.
"""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
from digits import first_of
from made_up_gpu import MadeUpGpu
from stepping import BATCH_SIZE, RATE, shuffled, train_on
from torch import Tensor

from ae_model import training
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.control import Control, Report
from ae_model.datasets import Dataset
from ae_model.events import Epoch
from ae_model.network import AutoEncoder, snapshot_of
from ae_model.steppers import cuda, fused
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.cpu import CpuStepper
from ae_model.steppers.cuda import CudaStepper, divided
from ae_model.steppers.eager import EagerStepper
from ae_model.steppers.fused import FusedBackprop
from ae_model.training import resume, train
from ae_model.training_state import TrainingState

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize(
    ("batches", "stride"), [(468, 52), (64, 64), (128, 64), (467, 64), (30, 30), (17, 17), (1, 1), (0, 1), (2 * 61, 61)]
)
def test_a_replay_has_as_many_steps_as_leave_few_batches_over(batches: int, stride: int):
    assert divided(batches) == stride


@pytest.mark.parametrize(("most", "stride"), [(60, 52), (43, 39), (11, 9), (1, 1), (0, 1)])
def test_a_replay_of_468_batches_is_no_longer_than_it_may_be(most: int, stride: int):
    assert divided(468, most) == stride


# On a GPU that is made up.

SMALL = NetworkConfig(hidden_sizes=(32,))
FEW = 1_300  # images: twenty batches of 64, and one of 20


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> MadeUpGpu:
    monkeypatch.setattr(cuda, "_no_graphs", "")
    return MadeUpGpu().put_in(monkeypatch)


def captured(mnist: Dataset, config: NetworkConfig = SMALL, precision: Any = "fp32", decay: float = 0.0) -> CudaStepper:
    network = AutoEncoder(config, torch.Generator().manual_seed(0))
    stepper = CudaStepper(network, mnist.train.images[:FEW], 64, decay, precision)
    stepper.warm_up(torch.arange(64))
    return stepper


def numbers(stepper: CudaStepper | CpuStepper | EagerStepper, losses: Tensor) -> list[bytes]:
    """All that a stepper has computed, bit for bit."""
    moments = stepper.moments
    arrays = [*moments.means.values(), *moments.squares.values()]
    parameters = [parameter.detach().numpy() for parameter in stepper.network.parameters()]
    return [losses.numpy().tobytes(), *(array.tobytes() for array in (*parameters, *arrays))]


def done_in(stepper: CudaStepper, chunks: Sequence[int], rates: Sequence[float]) -> list[bytes]:
    """The numbers of an epoch whose steps are asked for so many at a time."""
    batches, losses = torch.randperm(FEW, generator=torch.Generator().manual_seed(0)).split(64), []
    for count in chunks:
        losses.append(stepper.steps(batches[:count], rates[:count]))
        batches, rates = batches[count:], rates[count:]
    assert not batches
    return numbers(stepper, torch.cat(losses))


COSINE = [1e-3 * (1 + np.cos(np.pi * step / 21)) / 2 for step in range(21)]


CONVOLUTIONAL = NetworkConfig(hidden_sizes=(16,), kind="convolutional", channels=(4, 8), activation="silu")


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_of_convolutions_the_steps_of_autograd_are_captured_and_their_numbers_are_the_same_bits(
    mnist: Dataset, made_up: MadeUpGpu, precision: Any
):
    made_up.step_ms = 1.0
    ways = [done_in(captured(mnist, CONVOLUTIONAL, precision, 0.1), way, COSINE) for way in ([10, 10, 1], [1] * 21)]
    assert 10 in made_up.replayed

    network = AutoEncoder(CONVOLUTIONAL, torch.Generator().manual_seed(0))
    eager = EagerStepper(network, mnist.train.images[:FEW], 0.1, precision=precision)
    batches = torch.randperm(FEW, generator=torch.Generator().manual_seed(0)).split(64)
    ways.append(numbers(eager, eager.steps(batches, torch.tensor(COSINE, dtype=torch.float32).tolist())))
    assert all(way == ways[0] for way in ways)


@pytest.mark.parametrize("rates", [[1e-3] * 21, [2.0**-10] * 21, COSINE], ids=["0.001", "2^-10", "cosine"])
@pytest.mark.parametrize(("precision", "decay"), [("fp32", 0.0), ("bf16", 0.1)])
def test_steps_are_the_same_bits_replayed_many_at_a_time_or_singly_or_not_captured_and_those_of_the_cpu(
    mnist: Dataset, made_up: MadeUpGpu, rates: list[float], precision: str, decay: float
):
    made_up.step_ms = 1.0  # ten steps a replay
    ways = [done_in(captured(mnist, SMALL, precision, decay), chunks, rates) for chunks in ([10, 10, 1], [1] * 21)]
    ways.append(done_in(captured(mnist, SMALL, precision, decay), [3, 10, 2, 6], rates))  # after a pause, a resume

    uncaptured = captured(mnist, SMALL, precision, decay)
    uncaptured._graphs.clear()
    ways.append(done_in(uncaptured, [10, 10, 1], rates))

    network = AutoEncoder(SMALL, torch.Generator().manual_seed(0))
    cpu = CpuStepper(network, mnist.train.images[:FEW], decay, bf16=precision == "bf16")
    batches = torch.randperm(FEW, generator=torch.Generator().manual_seed(0)).split(64)
    rounded = torch.tensor(rates, dtype=torch.float32).tolist()  # as a graph reads them
    ways.append(numbers(cpu, cpu.steps(batches, rounded)))
    assert all(way == ways[0] for way in ways)


def test_all_steps_are_replayed_left_over_and_smaller_batches_too(
    mnist: Dataset, made_up: MadeUpGpu, monkeypatch: pytest.MonkeyPatch
):
    made_up.step_ms = 1.2
    stepper = captured(mnist)
    assert (stepper.stride, stepper.trouble) == (5, "")
    made_up.replayed.clear()
    monkeypatch.delattr(Backprop, "differentiate")  # nothing is launched step by step any more
    done_in(stepper, [3, 5, 5, 8], [1e-3] * 21)
    assert made_up.replayed == [1] * 3 + [5] * 3 + [1] * 3


def test_warming_up_on_a_gpu_trains_nothing(mnist: Dataset, made_up: MadeUpGpu):
    stepper = captured(mnist)
    untrained = AutoEncoder(SMALL, torch.Generator().manual_seed(0))
    assert all(torch.equal(a, b) for a, b in zip(stepper.network.parameters(), untrained.parameters(), strict=True))
    moments = stepper.moments
    assert moments.updates == 0
    assert not any(array.any() for arrays in (moments.means, moments.squares) for array in arrays.values())


@pytest.mark.parametrize(("step_ms", "stride"), [(0.01, 20), (0.7, 10), (1.6, 5), (7.0, 1), (50.0, 1)])
def test_a_replay_takes_ten_milliseconds_at_most_and_those_under_way_thirty_or_one_step(
    mnist: Dataset, made_up: MadeUpGpu, step_ms: float, stride: int
):
    made_up.step_ms = step_ms
    stepper = captured(mnist)
    assert stepper.stride == stride
    for _ in range(5):
        done_in(stepper, [20, 1], [1e-3] * 21)
    assert max(made_up.under_way_ms) <= max(30.0, step_ms)


def test_a_replay_does_not_wait_for_the_one_before(mnist: Dataset, made_up: MadeUpGpu):
    made_up.step_ms = 1.0
    stepper = captured(mnist)
    made_up.waited.clear()
    for _ in range(4):
        done_in(stepper, [20, 1], [1e-3] * 21)
    assert made_up.waited and all(begun_since >= 2 for begun_since in made_up.waited)


def test_learning_rates_are_copied_where_they_change_alone_and_nobody_waits_for_it(
    mnist: Dataset, made_up: MadeUpGpu, monkeypatch: pytest.MonkeyPatch
):
    stepper, copies = captured(mnist), []
    copy = Tensor.copy_

    def noted(target: Tensor, source: Tensor, non_blocking: bool = False) -> Tensor:
        copies.append(non_blocking)
        return copy(target, source, non_blocking)

    monkeypatch.setattr(Tensor, "copy_", noted)
    for rate, expected in ((1e-3, [True]), (1e-3, []), (5e-4, [True])):
        batches = torch.arange(FEW).split(64)
        graph = stepper._graphs[stepper.stride, 64]
        monkeypatch.setattr(graph._graph, "replay", lambda: None)
        stepper.steps(batches[: stepper.stride], [rate] * stepper.stride)
        assert copies == expected
        copies.clear()


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("config", [SMALL, NetworkConfig(hidden_sizes=(32, 16), activation="silu")], ids=str)
def test_no_two_streams_of_a_graph_touch_the_same_memory_at_a_time(
    mnist: Dataset, made_up: MadeUpGpu, config: NetworkConfig, precision: str
):
    made_up.step_ms = 4.0  # two steps a replay: one may not run into the next
    captured(mnist, config, precision)
    for graph in made_up.graphs:
        assert len({operation.stream for operation in graph.operations}) == 2
        assert graph.races() == []


def test_a_training_in_strides_has_the_same_numbers_whatever_is_asked_for_on_the_way(
    mnist: Dataset, made_up: MadeUpGpu, monkeypatch: pytest.MonkeyPatch
):
    def stepper(network: AutoEncoder, images: np.ndarray, decay: float, bf16: bool) -> CudaStepper:
        return CudaStepper(network, images, 64, decay, "bf16" if bf16 else "fp32")

    monkeypatch.setattr(training, "CpuStepper", stepper)
    made_up.step_ms = 1.0
    few = first_of(mnist, FEW, 50)
    config = TrainingConfig(SMALL, epochs=2, batch_size=64, device="cpu", precision="fp32", threads=1)
    states: list[TrainingState] = []

    def weights(disturbed: bool, state: TrainingState | None = None) -> list[bytes]:
        control = Control()
        events = resume(state, few, control) if state else train(config, few, control, autosave_s=0)
        for event in events:
            if isinstance(event, TrainingState):
                states.append(event)
            if disturbed:
                control.request(Report.ALL)
                control.step()
                if isinstance(event, TrainingState):
                    control.resume()
        return [array.tobytes() for array in event.snapshot.arrays.values()]

    whole = weights(False)
    assert 10 in made_up.replayed
    assert {state.step for state in states} == {10, 20, 21, 31, 41, 42}
    assert weights(True) == whole
    control = Control()
    for _ in range(25):
        control.step()
    run = train(config, few, control, autosave_s=1e9)
    middle = next(event for event in run if isinstance(event, TrainingState) and event.step == 25)
    assert weights(False, middle) == whole


# On a real one.


@needs_gpu
@pytest.mark.parametrize("ours", [True, False], ids=["by kernels of our own", "by those of PyTorch"])
@pytest.mark.parametrize("precision", ["fp32", "tf32", "bf16"])
def test_captured_steps_are_those_of_eager(mnist: Dataset, monkeypatch: pytest.MonkeyPatch, precision: str, ours: bool):
    if not ours:
        monkeypatch.setattr(fused, "load", lambda: None)
    images = mnist.train.images
    networks = [AutoEncoder(NetworkConfig(), torch.Generator().manual_seed(0)).cuda() for _ in range(2)]
    order = tuple(indices.cuda() for indices in shuffled(60_000, seed=0))
    with torch.cuda.stream(torch.cuda.Stream()):
        captured = CudaStepper(networks[0], images, BATCH_SIZE, precision=precision)
        captured.warm_up(order[0])
        assert captured.trouble == ""
        assert captured.stride > 1
        assert isinstance(captured._gradient_step, FusedBackprop) == (ours and precision == "fp32")
        losses = [captured.steps(order, [RATE] * len(order))]
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


@needs_gpu
def test_captured_steps_take_a_changed_rate_and_more_epochs_and_go_on_from_there_bit_for_bit(mnist: Dataset):
    config = TrainingConfig(epochs=1, device="cuda", schedule="cosine")
    control, states = Control(), []
    for event in train(config, mnist, control, autosave_s=0):
        if isinstance(event, TrainingState):
            states.append(event)
            if event.step >= 100:
                control.set_learning_rate(5e-4)
    (change,) = states[-1].config.changes
    assert change.step == next(state.step for state in states if state.step >= 100) + 1

    def end(state: TrainingState, wanted: int = 0) -> tuple[list[bytes], TrainingState]:
        """The last weights of a training from `state` on, and its first state from a step on."""
        events = list(resume(state, mnist, autosave_s=0))
        last = [event for event in events if isinstance(event, Epoch)][-1].snapshot
        later = [event for event in events if isinstance(event, TrainingState) and event.step >= wanted]
        return [array.tobytes() for array in last.arrays.values()], later[0]

    whole, middle = end(states[-1].changed(epochs=2, learning_rate=2e-3), wanted=700)
    assert 700 <= middle.step < 938
    assert end(middle)[0] == whole


@needs_gpu
def test_the_weights_of_a_large_network_come_from_a_real_gpu_as_they_are_and_soon():
    network = AutoEncoder(NetworkConfig(hidden_sizes=(4096, 4096)), torch.Generator().manual_seed(0))
    on_gpu, times = AutoEncoder(network.config, torch.Generator().manual_seed(0)).cuda(), []
    for _ in range(4):  # the first one takes memory from the system
        torch.cuda.synchronize()
        began = time.perf_counter()
        snapshot = snapshot_of(on_gpu)
        times.append(time.perf_counter() - began)
    assert all(np.array_equal(snapshot.arrays[name], tensor) for name, tensor in network.state_dict().items())
    assert min(times) < 0.06  # with 40 ms of steps under way it makes a pause
