"""A training stopped anywhere and gone on with from its file ends in the weights of one that was not, bit for bit."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from digits import first
from recipes import EPOCHS, any_configs, last_epoch

from ae_model import checkpoint
from ae_model.config import TrainingConfig
from ae_model.control import Control
from ae_model.datasets import Dataset
from ae_model.events import Epoch
from ae_model.training import resume, train
from ae_model.training_state import TrainingState


@pytest.fixture(autouse=True)
def _threads_as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.mark.fault("resume at random steps", short=8, full=80)
def test_a_training_resumed_at_any_step_ends_in_the_same_weights(mnist: Dataset, tmp_path: Path, fault):
    """Random recipes of every kind and objective, precisions, threads, steps; a state through a file, or through two.

    Seen to fail: with the generator left as it is in `_Run._restore`, with the moments' squares not copied in
    `Backprop.restore`, with Adam's count of updates not restored, and without the learning rate in the state.
    """
    dice = random.Random(0)
    few = Dataset("few", first(mnist.train, 700), first(mnist.test, 100), mnist.class_names)
    for config in any_configs(dice, fault.count):
        control = Control()
        whole = last_epoch(train(config, few, with_rates(control, config)))
        steps = -(-700 // config.batch_size) * EPOCHS
        state = stopped(train(config, few, control := with_rates(Control(), config), 1e9), control, steps, dice, few)
        if dice.random() < 0.5:
            state = through_a_file(state, tmp_path)
            state = stopped(resume(state, few, control := Control(), 1e9), control, steps, dice, few, state)
        state = through_a_file(state, tmp_path)
        again = list(resume(state, few))
        resumed = [event for event in again if isinstance(event, Epoch)]
        ended = resumed[-1].snapshot if resumed else state.snapshot
        for name, weight in whole.snapshot.arrays.items():
            assert weight.tobytes() == ended.arrays[name].tobytes(), f"{name} after step {state.step}: {config}"
        fault.survived += 1


def with_rates(control: Control, config: TrainingConfig) -> Control:
    """A control that sets another learning rate, or beta, in half of the trainings; the state has to know it."""
    if config.seed % 2 and config.objective == "variational":
        control.set_beta(0.5)
    elif config.seed % 2:
        control.set_learning_rate(2e-3)
    return control


def stopped(
    events: Iterator[object],
    control: Control,
    steps: int,
    dice: random.Random,
    few: Dataset,
    before: TrainingState | None = None,
) -> TrainingState:
    """The state of a training that is stopped at a random step: of those that are left, if there was one before."""
    done = 0 if before is None else before.step
    until = dice.randint(done + 1, steps) if done < steps else done
    for _ in range(until - done):
        control.step()
    state = before
    for event in events:
        if isinstance(event, TrainingState):
            state = event
            if event.step >= until:
                control.stop()
    assert state is not None and state.step >= until
    return state


def through_a_file(state: TrainingState, folder: Path) -> TrainingState:
    checkpoint.save_state(folder / "state", state)
    return checkpoint.load_state(folder / "state")
