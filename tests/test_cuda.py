import time

import numpy as np
import pytest
import torch
from stepping import BATCH_SIZE, RATE, shuffled, train_on

from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.control import Control
from ae_model.datasets import Dataset
from ae_model.events import Epoch
from ae_model.network import AutoEncoder
from ae_model.steppers.cuda import CudaStepper, divided
from ae_model.steppers.eager import EagerStepper
from ae_model.training import resume, train
from ae_model.training_state import TrainingState

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize(
    ("batches", "stride"), [(468, 52), (64, 64), (128, 64), (467, 64), (30, 30), (17, 17), (1, 1), (0, 1), (2 * 61, 61)]
)
def test_a_replay_has_as_many_steps_as_leave_few_batches_over(batches: int, stride: int):
    assert divided(batches) == stride


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
