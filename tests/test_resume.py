from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.config import PRESETS, ConfigError, NetworkConfig, NoiseKind, Objective, TrainingConfig
from ae_model.config_fields import changed
from ae_model.control import Control
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch, Event, Live, Losses, Reconstructions, Started
from ae_model.recipe_changes import RecipeChange
from ae_model.snapshot import Snapshot
from ae_model.training import resume, train
from ae_model.training_state import TrainingState

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = TrainingConfig(
    NetworkConfig(hidden_sizes=(32,)), epochs=3, batch_size=64, device="cpu", schedule="cosine", weight_decay=0.01
)
STEPS = 5  # an epoch of SMALL on few: 4 batches of 64 and one of 44


@pytest.fixture(scope="session")
def few(tiny: Dataset) -> Dataset:
    """So few that an epoch takes milliseconds."""
    return tiny


def every_state(config: TrainingConfig, dataset: Dataset) -> tuple[list[TrainingState], Epoch]:
    """A state for every step of a training, and its last epoch."""
    events = list(train(config, dataset, autosave_s=0))
    return [event for event in events if isinstance(event, TrainingState)], last_epoch(events)


def last_epoch(events: list[Event]) -> Epoch:
    return [event for event in events if isinstance(event, Epoch)][-1]


def weights(snapshot: Snapshot) -> list[bytes]:
    return [array.tobytes() for array in snapshot.arrays.values()]


def stopped_at(step: int, config: TrainingConfig, dataset: Dataset) -> TrainingState:
    """The state of a training that was told to stop after so many steps."""
    control = Control()
    for _ in range(step):
        control.step()
    for event in train(config, dataset, control, autosave_s=1e9):
        if isinstance(event, TrainingState):
            if event.step == step:
                control.stop()
            state = event
    return state


def test_whoever_asks_for_no_states_gets_none(few: Dataset):
    assert not any(isinstance(event, TrainingState) for event in train(SMALL, few))


def test_a_state_is_said_after_every_epoch_and_when_the_time_has_come(few: Dataset):
    def said(autosave_s: float) -> list[int]:
        return [event.step for event in train(SMALL, few, autosave_s=autosave_s) if isinstance(event, TrainingState)]

    assert said(1e9) == [5, 10, 15]
    assert set(said(0)) == set(range(1, 16))


def test_a_training_goes_on_with_the_threads_that_it_had(few: Dataset):
    events = resume(stopped_at(1, replace(SMALL, threads=2), few), few)
    assert next(events).config.threads == 2
    events.close()


def test_to_ask_for_states_changes_no_number(few: Dataset):
    assert weights(last_epoch(list(train(SMALL, few))).snapshot) == weights(every_state(SMALL, few)[1].snapshot)


@pytest.mark.parametrize(
    "recipe",
    [{"objective": objective} for objective in get_args(Objective)]
    + [{"objective": "denoising", "noise_kind": kind} for kind in get_args(NoiseKind)[1:]],
    ids=lambda recipe: "-".join(recipe.values()),
)
@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_from_every_state_of_a_training_the_same_numbers_follow_bit_for_bit(
    few: Dataset, tmp_path: Path, precision: Any, recipe: dict[str, Any]
):
    sparse = {"latent_dim": 30, "k": 5, "k_warmup_epochs": 2, "l1": 0.1} if recipe["objective"] == "sparse" else {}
    config = changed(SMALL, {"precision": precision, "batch_size": 64} | recipe | sparse)
    states, whole = every_state(config, few)
    assert len(states) >= 15
    for state in states[:-1]:
        checkpoint.save_state(tmp_path / "state", state)
        events = list(resume(checkpoint.load_state(tmp_path / "state"), few))
        if state.step == 15:  # nothing is left to be done
            assert weights(state.snapshot) == weights(whole.snapshot)
            continue
        again = last_epoch(events)
        assert weights(again.snapshot) == weights(whole.snapshot)
        assert (again.test_mse, again.train_mse) == (whole.test_mse, whole.train_mse)
        assert again.test_codes.tobytes() == whole.test_codes.tobytes()
        assert again.seconds > state.seconds


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("objective", ["reconstruction", "variational"])
def test_a_convolutional_training_goes_on_from_its_file_bit_for_bit(
    few: Dataset, tmp_path: Path, precision: Any, objective: Any
):
    kind = {"kind": "convolutional", "channels": (4, 8), "hidden_sizes": (16,)}
    config = changed(SMALL, {"precision": precision, "objective": objective, "batch_size": 64, **kind})
    states, whole = every_state(config, few)
    for state in (states[2], states[8]):  # in the middle of an epoch
        checkpoint.save_state(tmp_path / "state", state)
        again = last_epoch(list(resume(checkpoint.load_state(tmp_path / "state"), few)))
        assert weights(again.snapshot) == weights(whole.snapshot)
        assert (again.test_mse, again.train_mse) == (whole.test_mse, whole.train_mse)


@pytest.mark.parametrize("step", [1, 4, 5, 7])
def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(few: Dataset, step: int):
    state = stopped_at(step, SMALL, few)
    assert state.step == step
    assert weights(last_epoch(list(resume(state, few))).snapshot) == weights(every_state(SMALL, few)[1].snapshot)


def test_a_resumed_training_says_where_it_stands_and_no_loss_twice(few: Dataset):
    states, _ = every_state(SMALL, few)
    state = next(state for state in states if state.step == 7)
    events = list(resume(state, few))
    assert [type(event) for event in events[:3]] == [Started, Live, Reconstructions]
    assert isinstance(events[0], Started) and events[0].step == 7
    assert isinstance(events[1], Live) and weights(events[1].snapshot) == weights(state.snapshot)
    losses = [event for event in events if isinstance(event, Losses)]
    assert losses[0].first_step == 8
    assert [event.snapshot.epoch for event in events if isinstance(event, Epoch)] == [2, 3]


def test_a_learning_rate_that_was_set_on_the_way_is_kept(few: Dataset):
    control = Control()
    events = []
    for event in train(SMALL, few, control, autosave_s=0):
        events.append(event)
        if isinstance(event, TrainingState) and event.step == 3:
            control.set_learning_rate(1e-4)
    states = [event for event in events if isinstance(event, TrainingState)]
    assert states[-1].learning_rate == 1e-4
    later = next(state for state in states if state.step == 8)
    assert weights(last_epoch(list(resume(later, few))).snapshot) == weights(last_epoch(events).snapshot)


def changed_at(step: int, rate: float, dataset: Dataset) -> list[Event]:
    """What a training tells whose rate is changed after so many steps."""
    control, events = Control(), []
    for event in train(SMALL, dataset, control, autosave_s=0):
        events.append(event)
        if isinstance(event, TrainingState) and event.step == step:
            control.set_learning_rate(rate)
    return events


def test_a_changed_rate_is_told_with_the_first_step_that_it_was_used_for(few: Dataset):
    events = changed_at(6, 1e-4, few)
    change = RecipeChange(7, "learning_rate", 1e-3, 1e-4)
    assert [event for event in events if isinstance(event, RecipeChange)] == [change]
    state = events[events.index(change) + 1 :][1]
    assert isinstance(state, TrainingState) and state.step == 7  # at once, or a crash would lose it
    assert (state.config.changes, state.rate, state.config.learning_rate) == ((change,), 1e-4, 1e-3)
    by_step = {event.step: weights(event.snapshot) for event in events if isinstance(event, TrainingState)}
    unchanged = {state.step: weights(state.snapshot) for state in every_state(SMALL, few)[0]}
    assert [step for step in unchanged if by_step[step] == unchanged[step]] == [1, 2, 3, 4, 5, 6]


def test_a_state_follows_a_changed_rate_at_once_though_the_next_is_not_due(few: Dataset):
    control = Control()
    control.set_learning_rate(1e-4)
    events = list(train(replace(SMALL, epochs=1), few, control, autosave_s=1e9))
    at = next(number for number, event in enumerate(events) if isinstance(event, RecipeChange))
    states = [event.step for event in events[at:] if isinstance(event, TrainingState)]
    assert (events[at].step, states) == (1, [1, 5])


def test_a_rate_that_is_set_and_taken_back_between_two_steps_is_no_change(few: Dataset):
    assert not [event for event in changed_at(6, SMALL.learning_rate, few) if isinstance(event, RecipeChange)]


def test_a_resumed_training_goes_on_at_the_changed_rate_and_keeps_the_change(few: Dataset, tmp_path: Path):
    whole = changed_at(3, 1e-4, few)
    state = next(event for event in whole if isinstance(event, TrainingState) and event.step == 8)
    checkpoint.save_state(tmp_path / "state", state)
    events = list(resume(checkpoint.load_state(tmp_path / "state"), few, autosave_s=1e9))
    assert isinstance(events[0], Started) and events[0].config.changes == (
        RecipeChange(4, "learning_rate", 1e-3, 1e-4),
    )
    assert not [event for event in events if isinstance(event, RecipeChange)]
    assert weights(last_epoch(events).snapshot) == weights(last_epoch(whole).snapshot)


def beta_changed_at(step: int, config: TrainingConfig, dataset: Dataset) -> list[Event]:
    """What a variational training tells whose beta is changed after so many steps."""
    control, events = Control(), []
    for event in train(config, dataset, control, autosave_s=0):
        events.append(event)
        if isinstance(event, TrainingState) and event.step == step:
            control.set_beta(0.25)
    return events


VARIATIONAL = changed(SMALL, {"objective": "variational", "likelihood": "binarised", "beta_warmup_epochs": 2})


def test_a_beta_that_was_moved_while_it_trained_is_told_kept_and_gone_on_with(few: Dataset, tmp_path: Path):
    whole = beta_changed_at(3, VARIATIONAL, few)
    change = RecipeChange(4, "beta", 1.0, 0.25)
    assert [event for event in whole if isinstance(event, RecipeChange)] == [change]
    states = {event.step: event for event in whole if isinstance(event, TrainingState)}
    assert (states[3].config.beta, states[4].config.beta, states[4].config.changes) == (1.0, 0.25, (change,))
    unchanged = {state.step: weights(state.snapshot) for state in every_state(VARIATIONAL, few)[0]}
    assert [step for step in unchanged if weights(states[step].snapshot) == unchanged[step]] == [1, 2, 3]

    checkpoint.save_state(tmp_path / "state", states[8])
    events = list(resume(checkpoint.load_state(tmp_path / "state"), few, autosave_s=1e9))
    assert not [event for event in events if isinstance(event, RecipeChange)]
    assert weights(last_epoch(events).snapshot) == weights(last_epoch(whole).snapshot)


def test_a_training_is_gone_on_with_at_another_beta(few: Dataset):
    state = stopped_at(7, VARIATIONAL, few).changed(beta=3.0)
    assert (state.config.beta, state.config.changes) == (3.0, (RecipeChange(8, "beta", 1.0, 3.0),))
    assert weights(last_epoch(list(resume(state, few))).snapshot) != weights(every_state(VARIATIONAL, few)[1].snapshot)


def test_no_other_training_has_a_beta_to_be_moved(few: Dataset):
    control = Control()
    control.set_beta(3.0)
    events = list(train(SMALL, few, control))
    assert not [event for event in events if isinstance(event, RecipeChange)]


def test_a_state_goes_through_a_file_unchanged(few: Dataset, tmp_path: Path):
    state = stopped_at(7, SMALL, few)
    checkpoint.save_state(tmp_path / "state", state)
    read = checkpoint.load_state(tmp_path / "state")
    assert read.config == state.config
    assert weights(read.snapshot) == weights(state.snapshot)
    assert read.snapshot.epoch == 1
    for moments in ("means", "squares"):
        ours, theirs = getattr(read.moments, moments), getattr(state.moments, moments)
        assert [*ours] == [*theirs] == [*state.snapshot.arrays]
        assert all(ours[name].tobytes() == theirs[name].tobytes() for name in theirs)
    assert np.array_equal(read.generator, state.generator) and np.array_equal(read.noise, state.noise)
    assert np.array_equal(read.epoch_losses, state.epoch_losses)
    names = ("step", "learning_rate", "seconds")
    assert [getattr(read, name) for name in names] == [getattr(state, name) for name in names]
    assert read.moments.updates == state.moments.updates == 7


def test_a_state_file_that_was_altered_in_any_byte_is_refused(few: Dataset, tmp_path: Path):
    path = tmp_path / "state"
    checkpoint.save_state(path, stopped_at(2, SMALL, few))
    content = path.read_bytes()
    for place in np.random.default_rng(0).integers(0, len(content), 50).tolist():
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(CheckpointError, match="state cannot be opened"):
            checkpoint.load_state(path)


def test_a_network_is_no_training_state_and_of_a_training_state_the_network_is_opened(few: Dataset, tmp_path: Path):
    path, state = tmp_path / "file", stopped_at(2, SMALL, few)
    checkpoint.save(path, state.snapshot)
    with pytest.raises(CheckpointError, match="not one of Autoencoder Lab"):
        checkpoint.load_state(path)
    checkpoint.save_state(path, state)
    opened = checkpoint.load(path)
    assert weights(opened.snapshot) == weights(state.snapshot)
    assert opened.training is not None and opened.training.network == SMALL.network


def test_a_state_does_not_go_on_with_a_data_set_of_another_size(few: Dataset, mnist: Dataset):
    state = stopped_at(7, SMALL, few)
    with pytest.raises(ConfigError, match="Step 7 is not in epoch 2"):
        next(resume(state, mnist))


def test_the_notebooks_network_goes_on_in_the_middle_of_an_epoch(mnist: Dataset):
    config = replace(PRESETS["seed-2d"].config, epochs=1, device="cpu")
    part = Dataset("part", Split(mnist.train.images[:2560], mnist.train.labels[:2560]), mnist.test, mnist.class_names)
    state = stopped_at(9, config, part)
    assert weights(last_epoch(list(resume(state, part))).snapshot) == weights(
        last_epoch(list(train(config, part))).snapshot
    )


# Training on.


def test_a_complete_training_is_trained_longer_as_adam_and_the_generator_stand(few: Dataset):
    last = every_state(SMALL, few)[0][-1]
    longer = last.changed(epochs=5)
    assert longer.config.epochs == 5 and longer.config.changes == (RecipeChange(16, "epochs", 3, 5),)
    events = list(resume(longer, few))
    assert [event.snapshot.epoch for event in events if isinstance(event, Epoch)] == [4, 5]
    constant = replace(SMALL, schedule="constant")  # of which the first epochs do not know how many there will be
    twin = every_state(replace(constant, epochs=5), few)[1]
    complete = every_state(constant, few)[0][-1]
    assert weights(last_epoch(list(resume(complete.changed(epochs=5), few))).snapshot) == weights(twin.snapshot)


@pytest.mark.parametrize("step", [16, 18, 20, 23])
def test_from_the_middle_of_an_extension_the_same_numbers_follow_bit_for_bit(few: Dataset, tmp_path: Path, step: int):
    last = every_state(SMALL, few)[0][-1]
    whole = list(resume(last.changed(epochs=5, learning_rate=2e-3), few, autosave_s=0))
    state = next(event for event in whole if isinstance(event, TrainingState) and event.step == step)
    checkpoint.save_state(tmp_path / "state", state)
    events = list(resume(checkpoint.load_state(tmp_path / "state"), few))
    assert weights(last_epoch(events).snapshot) == weights(last_epoch(whole).snapshot)


def test_a_stopped_training_made_longer_keeps_to_its_schedule_until_it_would_have_ended(few: Dataset):
    states, whole = every_state(SMALL, few)
    longer = next(state for state in states if state.step == 7).changed(epochs=4)
    epochs = [event for event in resume(longer, few) if isinstance(event, Epoch)]
    assert [epoch.snapshot.epoch for epoch in epochs] == [2, 3, 4]
    assert weights(epochs[1].snapshot) == weights(whole.snapshot)


def test_a_training_is_not_made_shorter_nor_trained_on_at_an_impossible_rate(few: Dataset):
    state = every_state(SMALL, few)[0][-1]
    with pytest.raises(ConfigError, match="has 3 epochs; it can be given more in all, not 2"):
        state.changed(epochs=2)
    with pytest.raises(ConfigError, match="above 0"):
        state.changed(epochs=5, learning_rate=-1.0)
    assert state.changed(epochs=3, learning_rate=None).config == state.config
