import csv
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ae_model import checkpoint, recording, runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.config_fields import changed
from ae_model.control import Control
from ae_model.data_identity import DataIdentity, fingerprint
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch, Event, Losses
from ae_model.recipe_changes import RecipeChange
from ae_model.recording import Recorder, Unsaved, sweep_leftovers
from ae_model.runs import Run, RunError
from ae_model.snapshot import Snapshot
from ae_model.training import TrainingError, resume, train
from ae_model.training_state import TrainingState

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=3, batch_size=64, device="cpu", preset="small")
STEPS = 5  # an epoch of SMALL on few


@pytest.fixture(scope="session")
def few(tiny: Dataset) -> Dataset:
    """So few that an epoch takes milliseconds."""
    return tiny


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every state is written, however short an epoch is."""
    monkeypatch.setattr(recording, "_WRITING_SHARE", float("inf"))


def record(data_dir: Path, dataset: Dataset, config: TrainingConfig = SMALL, until: int | None = None) -> list[Event]:
    """What a training says that is written down; it is stopped after step `until`, if one is given."""
    control = Control()
    for _ in range(until or 0):
        control.step()
    said: list[Event] = []
    for event in Recorder(data_dir).record(train(config, dataset, control, autosave_s=1e9), dataset):
        said.append(event)
        if isinstance(event, TrainingState) and event.step == until:
            control.stop()
    return said


def go_on(folder: Path, dataset: Dataset) -> list[Event]:
    recorder, state = Recorder.reopened(folder)
    return list(recorder.record(resume(state, dataset, autosave_s=1e9), dataset))


def only_run(data_dir: Path) -> Run:
    found, complaints = runs.read_all(data_dir)
    assert (len(found), complaints) == (1, [])
    return found[0]


def weights(snapshot: Snapshot) -> list[bytes]:
    return [array.tobytes() for array in snapshot.arrays.values()]


def last_epoch(events: list[Event]) -> Epoch:
    return [event for event in events if isinstance(event, Epoch)][-1]


# What a run is.


def test_a_training_is_a_folder_that_tells_what_it_was(few: Dataset, tmp_path: Path):
    events = record(tmp_path, few)
    run = only_run(tmp_path)
    assert run.about.outcome == "done"
    assert run.about.config == replace(SMALL, threads=1)
    assert run.about.data_fingerprint == fingerprint(few)
    assert {"Autoencoder Lab", "Python", "torch", "numpy"} <= set(run.about.versions)
    assert (run.name, run.epochs, run.about.steps_per_epoch) == ("small", 3, STEPS)
    assert not (run.in_use or run.is_interrupted or run.can_resume)
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert [(row.epoch, row.step, row.test_error) for row in run.measurements] == [
        (epoch.snapshot.epoch, epoch.step, epoch.test_mse) for epoch in epochs
    ]
    assert [row.train_loss for row in run.measurements[1:]] == [epoch.train_mse for epoch in epochs[1:]]


def test_a_run_knows_its_data_set_and_does_not_tell_where_the_home_of_its_user_is(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path / "ada.lovelace"
    monkeypatch.setenv("HOME", str(home))
    recipe = replace(SMALL, dataset=str(home / "clothes"))
    record(tmp_path, replace(few, name="clothes"), recipe, until=7)
    run = only_run(tmp_path)
    assert run.about.data == DataIdentity("clothes", fingerprint(few), 300, 50)
    assert run.about.config.dataset == recipe.dataset
    for path in run.folder.rglob("*.*"):
        assert home.name.encode() not in path.read_bytes(), path.name
    assert checkpoint.load(run.folder / "epochs" / "00001.safetensors").data == run.about.data

    recorder, state = Recorder.reopened(run.folder)
    assert state.config.dataset == recipe.dataset
    recorder.give_up()


def test_the_metrics_are_a_table_that_a_spreadsheet_opens(few: Dataset, tmp_path: Path):
    record(tmp_path, few)
    lines = (only_run(tmp_path).folder / "metrics.csv").read_text().splitlines()
    assert lines[0] == "step,epoch,train_loss,test_error,seconds"
    assert [line.split(",")[:2] for line in lines[1:]] == [["0", "0"], ["5", "1"], ["10", "2"], ["15", "3"]]


def test_the_network_of_a_run_is_the_one_that_was_trained_and_so_are_its_epochs(few: Dataset, tmp_path: Path):
    events = record(tmp_path, few)
    folder = only_run(tmp_path).folder
    assert weights(runs.network(folder)) == weights(last_epoch(events).snapshot)
    files = runs.epoch_files(folder)
    assert list(files) == [0, 1, 2, 3]
    for epoch in (event for event in events if isinstance(event, Epoch)):
        kept = checkpoint.load(files[epoch.snapshot.epoch]).snapshot
        assert kept.epoch == epoch.snapshot.epoch
        for ours, theirs in zip(kept.arrays.values(), epoch.snapshot.arrays.values(), strict=True):
            assert np.array_equal(ours, theirs.astype(np.float16))


def test_the_loss_of_every_step_is_kept(few: Dataset, tmp_path: Path):
    events = record(tmp_path, few)
    first_step, losses, _ = runs.read_losses(only_run(tmp_path).folder)
    said = np.concatenate([event.values for event in events if isinstance(event, Losses)])
    assert first_step == 1
    assert np.array_equal(losses, said)


def test_the_terms_of_a_variational_loss_are_kept_beside_it_and_gone_on_with(few: Dataset, tmp_path: Path):
    assert runs.read_losses(only_run_of(tmp_path / "plain", few, SMALL).folder)[2] == {}
    variational = changed(SMALL, {"objective": "variational"})
    whole = only_run_of(tmp_path / "whole", few, variational)
    _, losses, terms = runs.read_losses(whole.folder)
    assert terms.keys() == {"error", "divergence"}
    np.testing.assert_allclose(terms["error"] + terms["divergence"], losses, rtol=1e-5)

    record(tmp_path / "stopped", few, variational, until=7)
    folder = only_run(tmp_path / "stopped").folder
    go_on(folder, few)
    _, _, again = runs.read_losses(folder)
    assert all(np.array_equal(again[name], terms[name]) for name in terms)


def only_run_of(data_dir: Path, dataset: Dataset, config: TrainingConfig) -> Run:
    record(data_dir, dataset, config)
    return only_run(data_dir)


def test_two_runs_of_one_second_have_two_folders(few: Dataset, tmp_path: Path):
    record(tmp_path, few)
    record(tmp_path, few)
    assert len(runs.read_all(tmp_path)[0]) == 2


def test_a_preset_of_any_name_leads_out_of_no_folder(few: Dataset, tmp_path: Path):
    record(tmp_path / "user", few, replace(SMALL, preset="../../x" + "y" * 300))
    assert only_run(tmp_path / "user").folder.parent == tmp_path / "user" / "runs"
    assert [path.name for path in tmp_path.iterdir()] == ["user"]


def test_a_training_that_fails_says_why_in_its_run(few: Dataset, tmp_path: Path):
    diverging = replace(
        SMALL, network=NetworkConfig(hidden_sizes=(64, 64, 64), output="linear"), learning_rate=10.0, epochs=50
    )
    with pytest.raises(TrainingError):
        record(tmp_path, few, diverging)
    run = only_run(tmp_path)
    assert run.about.outcome == "failed"
    assert "not finite" in run.about.trouble


def test_epochs_that_would_be_too_large_together_are_thinned_out_evenly(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    config = replace(SMALL, epochs=21)
    one = 2 * config.network.parameter_count  # bytes in float16
    room = runs.MAX_LOSSES * 4 + 24 * config.network.parameter_count
    monkeypatch.setattr(runs, "MAX_RUN_BYTES", room + int(8.5 * one))
    record(tmp_path, few, config)
    assert list(runs.epoch_files(only_run(tmp_path).folder)) == [0, 4, 8, 12, 16, 20, 21]


# Going on.


@pytest.mark.parametrize("step", [1, 5, 7, 12])
def test_a_run_that_was_stopped_goes_on_in_its_folder_to_the_same_network(few: Dataset, tmp_path: Path, step: int):
    whole = record(tmp_path / "whole", few)
    stopped = record(tmp_path / "stopped", few, until=step)
    run = only_run(tmp_path / "stopped")
    assert run.about.outcome == "stopped" and run.can_resume
    assert last_epoch(stopped).snapshot.epoch == step // STEPS
    events = go_on(run.folder, few)
    assert weights(last_epoch(events).snapshot) == weights(last_epoch(whole).snapshot)

    once, twice = only_run(tmp_path / "whole"), only_run(tmp_path / "stopped")
    assert twice.about.outcome == "done"
    without_time = [[replace(row, seconds=0) for row in run.measurements] for run in (once, twice)]
    assert str(without_time[0]) == str(without_time[1])  # as text: NaN is not equal to itself
    for ours, theirs in zip(runs.read_losses(twice.folder), runs.read_losses(once.folder), strict=True):
        assert np.array_equal(ours, theirs)
    assert list(runs.epoch_files(twice.folder)) == [0, 1, 2, 3]


def test_what_was_written_after_the_last_state_is_dropped(few: Dataset, tmp_path: Path):
    whole = record(tmp_path / "whole", few)
    folder = only_run(tmp_path / "whole").folder
    record(tmp_path / "stopped", few, until=7)
    state = (only_run(tmp_path / "stopped").folder / "state.safetensors").read_bytes()
    (folder / "state.safetensors").write_bytes(state)
    assert weights(last_epoch(go_on(folder, few)).snapshot) == weights(last_epoch(whole).snapshot)
    run = only_run(tmp_path / "whole")
    assert [row.epoch for row in run.measurements] == [0, 1, 2, 3]
    assert len(runs.read_losses(folder)[1]) == 15


def record_with_change(data_dir: Path, dataset: Dataset, stop_at: int | None = None) -> list[Event]:
    """A training whose rate is changed after its third step; `stop_at` ends it as a kill would."""
    control, said = Control(), []
    events = Recorder(data_dir).record(train(SMALL, dataset, control, autosave_s=0), dataset)
    for event in events:
        said.append(event)
        if isinstance(event, TrainingState) and event.step == 3:
            control.set_learning_rate(1e-4)
        if isinstance(event, TrainingState) and event.step == stop_at:
            shutil.copytree(only_run(data_dir).folder, data_dir.parent / "killed" / "runs" / "run")
            events.close()
            break
    return said


CHANGE = RecipeChange(4, "learning_rate", 1e-3, 1e-4)


def test_a_run_keeps_the_changes_of_its_rate(few: Dataset, tmp_path: Path):
    record_with_change(tmp_path, few)
    run = only_run(tmp_path)
    assert run.about.changes == (CHANGE,)
    assert run.about.config.learning_rate == 1e-3
    kept = {number: checkpoint.load(path).training for number, path in runs.epoch_files(run.folder).items()}
    assert [kept[number].changes for number in (0, 1, 3)] == [(), (CHANGE,), (CHANGE,)]


def test_an_epoch_that_is_written_after_a_change_tells_nothing_of_it(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recording, "_WRITING_SHARE", 1e-9)  # the first state is written, and then none for hours
    control = Control()
    for event in Recorder(tmp_path).record(train(SMALL, few, control, autosave_s=1e9), few):
        if isinstance(event, Epoch) and event.snapshot.epoch == 2:
            assert 2 not in runs.epoch_files(only_run(tmp_path).folder)
            control.set_learning_rate(1e-4)
    kept = {
        number: checkpoint.load(path).training for number, path in runs.epoch_files(only_run(tmp_path).folder).items()
    }
    assert [len(kept[number].changes) for number in (2, 3)] == [0, 1]


@pytest.mark.parametrize("step", [4, 5, 9])
def test_a_run_with_a_change_that_is_killed_and_goes_on_is_the_same(few: Dataset, tmp_path: Path, step: int):
    whole = record_with_change(tmp_path / "whole", few)
    record_with_change(tmp_path / "there", few, stop_at=step)
    run = only_run(tmp_path / "killed")
    assert run.about.outcome == "running" and run.about.changes == (CHANGE,)
    again = go_on(run.folder, few)
    assert weights(last_epoch(again).snapshot) == weights(last_epoch(whole).snapshot)
    assert only_run(tmp_path / "killed").about.config == only_run(tmp_path / "whole").about.config


def test_a_change_after_the_last_state_is_dropped_with_its_steps(few: Dataset, tmp_path: Path):
    record_with_change(tmp_path / "whole", few)
    folder = only_run(tmp_path / "whole").folder
    record(tmp_path / "stopped", few, until=2)
    (folder / "state.safetensors").write_bytes(
        (only_run(tmp_path / "stopped").folder / "state.safetensors").read_bytes()
    )
    go_on(folder, few)
    assert only_run(tmp_path / "whole").about.changes == ()


def test_a_run_goes_on_with_the_images_it_was_trained_on_alone(few: Dataset, tmp_path: Path):
    record(tmp_path, few, until=7)
    before = only_run(tmp_path)
    other = Dataset("other", Split(few.train.images[::-1].copy(), few.train.labels), few.test, few.class_names)
    with pytest.raises(RunError, match="trained on other images than those of other: its images or their labels"):
        go_on(before.folder, other)
    after = only_run(tmp_path)
    assert str(after) == str(before)
    assert after.can_resume


def test_a_damaged_state_is_a_sentence_and_damaged_losses_are_done_without(few: Dataset, tmp_path: Path):
    record(tmp_path, few, until=7)
    folder = only_run(tmp_path).folder
    (folder / "losses.safetensors").write_bytes(b"nonsense")
    go_on(folder, few)
    assert runs.read_losses(folder)[0] == 8
    (folder / "state.safetensors").write_bytes(b"nonsense")
    with pytest.raises(checkpoint.CheckpointError, match=r"state.safetensors cannot be opened"):
        Recorder.reopened(folder)
    runs.lock(folder).release()  # nobody holds it


# Training on.


def test_a_complete_run_is_trained_on_in_its_folder_and_tells_so(few: Dataset, tmp_path: Path):
    before = record(tmp_path, few)
    folder = only_run(tmp_path).folder
    with pytest.raises(RunError, match="is complete"):
        Recorder.reopened(folder)
    recorder, state = Recorder.reopened(folder, epochs=5)
    after = list(recorder.record(resume(state, few, autosave_s=1e9), few))
    run = only_run(tmp_path)
    assert (run.epochs, run.about.config.epochs, run.about.outcome) == (5, 5, "done")
    assert run.about.changes == (RecipeChange(16, "epochs", 3, 5),)
    assert [row.step for row in run.measurements] == [0, 5, 10, 15, 20, 25]
    said = np.concatenate([event.values for event in [*before, *after] if isinstance(event, Losses)])
    assert np.array_equal(runs.read_losses(folder)[1], said)
    kept = {number: checkpoint.load(path).training for number, path in runs.epoch_files(folder).items()}
    assert [kept[number].epochs for number in range(6)] == [3, 3, 3, 3, 5, 5]


@pytest.mark.parametrize("written", [("run.json",), ("run.json", "state.safetensors")])
def test_a_run_that_is_killed_when_it_has_just_been_made_longer_goes_on_to_its_new_end(
    few: Dataset, tmp_path: Path, written: tuple[str, ...]
):
    record(tmp_path / "whole", few)
    folder = only_run(tmp_path / "whole").folder
    killed = tmp_path / "killed" / "runs" / folder.name
    shutil.copytree(folder, killed)
    recorder, state = Recorder.reopened(folder, epochs=5, learning_rate=1e-4)
    events = recorder.record(resume(state, few, autosave_s=1e9), few)
    next(events)  # it has begun, and done nothing yet
    for name in written:
        shutil.copy(folder / name, killed / name)
    whole = [*events]
    again = go_on(killed, few)
    assert weights(last_epoch(again).snapshot) == weights(last_epoch(whole).snapshot)
    assert only_run(tmp_path / "killed").about.config == only_run(tmp_path / "whole").about.config


def test_a_run_that_goes_on_by_another_version_of_torch_tells_so(few: Dataset, tmp_path: Path):
    record(tmp_path, few, until=7)
    run = only_run(tmp_path)
    runs.write_about(run.folder, replace(run.about, versions=run.about.versions | {"torch": "1.0"}))
    now = run.about.versions["torch"]
    go_on(run.folder, few)
    after = only_run(tmp_path).about
    assert after.changes == (RecipeChange(8, "torch", "1.0", now),)
    assert after.versions["torch"] == now
    assert checkpoint.load(runs.epoch_files(run.folder)[1]).training.changes == ()


# Who owns a folder.


def test_while_it_is_trained_a_run_is_in_use_and_nobody_else_may_have_it(few: Dataset, tmp_path: Path):
    recorder = Recorder(tmp_path)
    events = recorder.record(train(SMALL, few, autosave_s=1e9), few)
    for event in events:
        if isinstance(event, TrainingState):
            break
    run = only_run(tmp_path)
    assert run.in_use and not run.is_interrupted and not run.can_resume
    with pytest.raises(RunError, match="in use by another"):
        Recorder.reopened(run.folder)
    events.close()
    run = only_run(tmp_path)
    assert run.about.outcome == "stopped" and run.can_resume


KILLED = """
import os, sys
from pathlib import Path
from ae_model import datasets
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.recording import Recorder
from ae_model.training import train
from ae_model.training_state import TrainingState

dataset = datasets.load("mnist")
config = TrainingConfig(NetworkConfig(hidden_sizes=()), epochs=9, batch_size=10_000, device="cpu")
for event in Recorder(Path(sys.argv[1])).record(train(config, dataset, autosave_s=0), dataset):
    if isinstance(event, TrainingState):
        os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no signal 9")
def test_a_run_whose_process_was_killed_is_interrupted_and_goes_on(mnist: Dataset, tmp_path: Path):
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)
    assert killed.returncode == -9
    run = only_run(tmp_path)
    assert run.is_interrupted and run.can_resume
    events = go_on(run.folder, mnist)
    assert last_epoch(events).snapshot.epoch == 9


def test_leftovers_of_processes_that_died_are_swept_and_those_of_the_living_are_not(few: Dataset, tmp_path: Path):
    record(tmp_path, few)
    folder = only_run(tmp_path).folder
    leftovers = [folder / f".{'0' * 16}.partial", folder / "epochs" / f".{'1' * 16}.partial"]
    begun = runs.runs_folder(tmp_path) / "never begun"
    begun.mkdir()
    for path in (*leftovers, begun / ".lock"):
        path.touch()
    held = runs.lock(folder)
    sweep_leftovers(tmp_path)
    assert all(path.exists() for path in leftovers)
    assert not begun.exists()
    held.release()
    sweep_leftovers(tmp_path)
    assert not any(path.exists() for path in leftovers)
    assert only_run(tmp_path).about.outcome == "done"


# A disk that fails.


@pytest.fixture
def failing_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Lets the disk be full from now on, or not any more."""
    replace_file, full = os.replace, False

    def fail(is_full: bool) -> None:
        nonlocal full
        full = is_full

    def replacing(*args: str) -> None:
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), args[1])
        replace_file(*args)

    monkeypatch.setattr(os, "replace", replacing)
    return fail


def test_a_disk_that_is_full_for_a_while_is_told_and_nothing_is_lost(
    few: Dataset, tmp_path: Path, failing_disk: Callable[[bool], None]
):
    said: list[Unsaved] = []
    steps = 0
    events = Recorder(tmp_path).record(train(replace(SMALL, epochs=6), few, autosave_s=1e9), few)
    for event in events:
        if isinstance(event, Unsaved):
            said.append(event)
        if isinstance(event, TrainingState):
            steps = event.step
            failing_disk(5 <= event.step < 20)
    assert steps == 30
    assert [bool(event.reason) for event in said] == [True, False]
    assert "No space left on device".lower() in said[0].reason
    run = only_run(tmp_path)
    assert list(runs.epoch_files(run.folder)) == [0, 1, 2, 3, 4, 5, 6]
    assert run.about.outcome == "done"


@pytest.mark.parametrize(
    ("place", "name", "error"),
    [
        (json, "dumps", MemoryError("Unable to allocate 359. MiB for an array with shape (60000, 784)")),
        (hashlib, "sha256", MemoryError()),
        (csv, "writer", MemoryError()),
    ],
)
def test_a_memory_that_is_full_for_a_while_is_told_and_nothing_is_lost(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str, error: BaseException
):
    real, full = getattr(place, name), False

    def asked(*arguments: Any, **more: Any) -> Any:
        if full:
            raise error
        return real(*arguments, **more)

    monkeypatch.setattr(place, name, asked)
    said: list[Unsaved] = []
    for event in Recorder(tmp_path).record(train(replace(SMALL, epochs=6), few, autosave_s=1e9), few):
        if isinstance(event, Unsaved):
            said.append(event)
        if isinstance(event, TrainingState):
            full = 5 <= event.step < 20
    assert [event.reason for event in said] == ["This training cannot be saved. The memory is full.", ""]
    run = only_run(tmp_path)
    assert list(runs.epoch_files(run.folder)) == [0, 1, 2, 3, 4, 5, 6]
    assert (run.about.outcome, run.epochs, run.has_state) == ("done", 6, True)


def test_a_state_that_there_is_no_room_for_is_told_of_and_the_training_goes_on(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    numpy, full = torch.Tensor.numpy, False

    def asked(tensor: torch.Tensor, **more: Any) -> np.ndarray:
        if full:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")
        return numpy(tensor, **more)

    monkeypatch.setattr(torch.Tensor, "numpy", asked)
    events: list[Event] = []
    for event in Recorder(tmp_path).record(train(replace(SMALL, epochs=6), few, autosave_s=1e9), few):
        events.append(event)
        if isinstance(event, Epoch | Unsaved):
            full = isinstance(event, Epoch) and event.snapshot.epoch == 2
    reasons = [event.reason for event in events if isinstance(event, Unsaved)]
    assert reasons == ["This training cannot be saved. The memory is full.", ""]
    assert last_epoch(events).snapshot.epoch == 6
    assert (only_run(tmp_path).about.outcome, only_run(tmp_path).epochs) == ("done", 6)


def test_a_run_that_is_interrupted_while_it_is_written_stops(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    events = Recorder(tmp_path).record(train(SMALL, few, autosave_s=1e9), few)
    next(events)

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(hashlib, "sha256", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(events)


def test_a_folder_that_cannot_be_made_is_told_and_the_training_goes_on(few: Dataset, tmp_path: Path):
    (tmp_path / "runs").write_text("a file where the folder should be")
    events = record(tmp_path, few)
    assert [type(event) for event in events].count(Unsaved) == 1
    assert last_epoch(events).snapshot.epoch == 3


def test_epochs_too_short_to_be_written_one_by_one_are_all_there_at_the_end(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recording, "_WRITING_SHARE", 1e-9)
    record(tmp_path, few)
    run = only_run(tmp_path)
    assert list(runs.epoch_files(run.folder)) == [0, 1, 2, 3]
    assert runs.network(run.folder).epoch == 3


def fast(data_dir: Path, dataset: Dataset, epochs: int) -> tuple[Recorder, Iterator[Event]]:
    """A recorder, and the events of a training whose epochs come faster than they are written."""
    recorder = Recorder(data_dir)
    training = train(replace(SMALL, epochs=epochs), dataset, autosave_s=1e9, wants_state=lambda: recorder.wants_state())
    return recorder, recorder.record(training, dataset)


def test_training_goes_on_while_epochs_that_come_fast_are_written_until_too_many_wait(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recording, "_WRITING_SHARE", 1e-9)
    monkeypatch.setattr(recording, "_MOST_UNWRITTEN", 8)
    rename, may_write = os.replace, threading.Event()

    def slowly(*paths: Any) -> None:
        assert may_write.wait(20)
        rename(*paths)

    recorder, events = fast(tmp_path, few, epochs=20)
    for event in events:
        if isinstance(event, Epoch):
            number = event.snapshot.epoch
            if number == 2:  # the first ones are on the disk
                monkeypatch.setattr(os, "replace", slowly)
            if number == 7:
                assert (
                    threading.active_count() > 1 and not may_write.is_set()
                )  # the fifth of them has begun to be written
                may_write.set()
            assert len(recorder._epochs) <= 8
    run = only_run(tmp_path)
    assert list(runs.epoch_files(run.folder)) == list(range(21))
    assert (run.about.outcome, run.epochs, run.has_state) == ("done", 20, True)


def test_a_disk_that_is_full_while_training_goes_on_is_told_and_nothing_is_lost(
    few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing_disk: Callable[[bool], None]
):
    monkeypatch.setattr(recording, "_WRITING_SHARE", 1e-9)
    monkeypatch.setattr(recording, "_MOST_UNWRITTEN", 64)
    told = []
    _, events = fast(tmp_path, few, epochs=100)
    for event in events:
        if isinstance(event, Unsaved):
            told.append(bool(event.reason))
            failing_disk(False)
        if isinstance(event, Epoch) and event.snapshot.epoch == 2:
            failing_disk(True)
    assert told == [True, False]
    assert list(runs.epoch_files(only_run(tmp_path).folder)) == list(range(101))


def test_a_state_is_made_where_it_is_written_alone(few: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recording, "_WRITING_SHARE", 1e-9)
    _, events = fast(tmp_path, few, epochs=6)
    states = [event.snapshot.epoch for event in events if isinstance(event, TrainingState)]
    assert states == [1, 6]  # the first, without which nothing could be gone on with, and the last
