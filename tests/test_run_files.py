import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from ae_gui import run_files
from ae_gui.background import Job
from ae_gui.run_files import RunFiles, read_epochs, read_run, reopen_run, sweep_and_read
from ae_model import checkpoint, runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.control import Control
from ae_model.files import TEMPORARY_SUFFIX
from ae_model.history import affordable
from ae_model.recording import Recorder
from ae_model.runs import Measurement, Notes, Run, RunError
from ae_model.training import train
from ae_model.training_state import TrainingState

CONFIG = TrainingConfig(NetworkConfig(hidden_sizes=(8,)), epochs=3, device="cpu")


@pytest.fixture
def data_dir(tmp_path) -> Path:
    return tmp_path / "user"


@pytest.fixture
def run(tiny, data_dir) -> Run:
    """A training of three epochs, on the disk."""
    for _ in Recorder(data_dir).record(train(CONFIG, tiny, autosave_s=0), tiny):
        pass
    return runs.read_all(data_dir)[0][0]


@pytest.fixture
def stopped(tiny, data_dir) -> Run:
    """One that was stopped in its middle."""
    control = Control()
    for event in Recorder(data_dir).record(train(CONFIG, tiny, control, autosave_s=0), tiny):
        if isinstance(event, TrainingState) and event.step > 3:
            control.stop()
    return runs.read_all(data_dir)[0][0]


@pytest.fixture
def files(qtbot, data_dir) -> Iterator[RunFiles]:
    window = QWidget()
    yield RunFiles(data_dir, window)
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    window.deleteLater()


def test_a_run_is_opened_with_its_network_its_losses_and_the_codes_of_the_images(run, tiny):
    opened = read_run(run.folder, tiny.test)
    assert opened.network.snapshot.epoch == 3
    assert opened.network.training == run.about.config
    np.testing.assert_array_equal(opened.network.codes, opened.network.snapshot.encode(tiny.test.images))
    assert (opened.first_step, len(opened.losses)) == (1, 9)
    assert [row.epoch for row in opened.measurements] == [0, 1, 2, 3]
    assert opened.recorder is None


def test_a_run_that_the_user_has_named_is_called_so(run, tiny):
    runs.annotate(run.folder, replace(run.notes, title="the best"))
    assert read_run(run.folder, tiny.test).network.name == "the best, epoch 3"


def test_one_that_was_stopped_is_gone_on_with_and_nobody_else_may(stopped, tiny):
    opened = reopen_run(stopped.folder, tiny.test)
    assert opened.state.step == len(opened.losses) > 3
    with pytest.raises(RunError):
        reopen_run(stopped.folder, tiny.test)
    opened.recorder.give_up()
    reopen_run(stopped.folder, tiny.test).recorder.give_up()


def test_one_that_cannot_be_gone_on_with_is_free_again(stopped, tiny):
    (stopped.folder / "run.json").rename(stopped.folder / "elsewhere")
    with pytest.raises(RunError):
        reopen_run(stopped.folder, tiny.test)
    (stopped.folder / "elsewhere").rename(stopped.folder / "run.json")
    reopen_run(stopped.folder, tiny.test).recorder.give_up()


def test_every_epoch_that_is_kept_comes_with_its_figures_and_a_damaged_one_is_left_out(run, tiny):
    epochs = read_epochs(run, tiny.test)
    assert [epoch.snapshot.epoch for epoch in epochs] == [0, 1, 2, 3]
    assert [epoch.test_mse for epoch in epochs] == [row.test_error for row in run.measurements]

    runs.epoch_files(run.folder)[2].write_bytes(b"damaged")
    assert [epoch.snapshot.epoch for epoch in read_epochs(run, tiny.test)] == [0, 1, 3]


def test_what_a_process_that_died_has_left_is_swept_at_a_start(run, data_dir):
    before = {path.name for path in run.folder.iterdir()}
    (run.folder / f".{16 * '0'}{TEMPORARY_SUFFIX}").touch()
    found, complaints = sweep_and_read(data_dir)
    assert ([one.folder for one in found], complaints) == ([run.folder], [])
    assert {path.name for path in run.folder.iterdir()} == before


def test_a_run_goes_to_the_trash_and_comes_back(qtbot, files, run):
    for _ in range(2):  # the second time is after an undo
        with qtbot.waitSignal(files.read) as left, qtbot.waitSignal(files.deleted) as deleted:
            files.delete([run])
        assert not run.folder.exists()
        assert deleted.args == ["“8 → 2, rate 0.001” is in the trash.", [run]]
        assert left.args == [[], []]

        with qtbot.waitSignal(files.read) as read, qtbot.waitSignal(files.restored) as restored:
            files.restore([run])
        assert [one.folder for one in read.args[0]] == [run.folder]
        assert restored.args == deleted.args[:1]


def test_a_run_that_is_back_already_stays_as_it_is(qtbot, files, run):
    with qtbot.waitSignal(files.read) as read:
        files.restore([run])
    assert [one.folder for one in read.args[0]] == [run.folder]


def test_a_run_that_is_trained_stays(qtbot, files, stopped, tiny):
    recorder = reopen_run(stopped.folder, tiny.test).recorder
    with qtbot.waitSignal(files.failed) as failed:
        files.delete([stopped])
    assert failed.args == ["“8 → 2, rate 0.001” is being trained, here or in another window: stop it first."]
    assert stopped.folder.exists()
    recorder.give_up()


def test_what_the_user_says_of_a_run_is_written_at_once_or_it_is_told_why_not(qtbot, files, run):
    files.annotate(run.folder, Notes("the best"))
    assert runs.read(run.folder).notes.title == "the best"

    shutil.rmtree(run.folder)
    with qtbot.waitSignal(files.failed):
        files.annotate(run.folder, Notes("none"))


def test_a_training_in_the_same_folder_is_seen_as_it_goes_on_and_as_it_ends(qtbot, files, tiny, data_dir):
    seen: list[tuple[str, int, bool]] = []
    files.read.connect(lambda found, _: seen.extend((run.about.outcome, run.epochs, run.in_use) for run in found))
    files.watch()
    qtbot.waitUntil(lambda: not files._reading.busy)
    recorder = Recorder(data_dir)
    training = recorder.record(train(CONFIG, tiny, autosave_s=0), tiny)
    while recorder.folder is None:
        next(training)
    qtbot.waitUntil(lambda: ("running", 0, True) in seen, timeout=2_500)
    runs.write_measurements(recorder.folder, [Measurement(9, 1, 0.1, 0.05, 1.0)])  # as at the end of a longer epoch
    qtbot.waitUntil(lambda: ("running", 1, True) in seen, timeout=2_500)
    for _ in training:
        pass
    qtbot.waitUntil(lambda: ("done", 3, False) in seen, timeout=2_500)
    files.rest()


def test_a_run_whose_process_was_killed_is_seen_to_be_trained_no_more(qtbot, files, stopped):
    lock = runs.lock(stopped.folder)
    runs.write_about(stopped.folder, replace(stopped.about, outcome="running"))
    with qtbot.waitSignal(files.read) as read:
        files.watch()
    assert read.args[0][0].in_use
    lock.release()
    with qtbot.waitSignal(files.read) as read:
        files._look()
    assert read.args[0][0].is_interrupted
    files.rest()


def test_nothing_is_told_while_nothing_is_new(qtbot, files, run):
    with qtbot.waitSignal(files.read):
        files.watch()
    with qtbot.assertNotEmitted(files.read, wait=50):
        files._look()
        qtbot.waitUntil(lambda: not files._reading.busy)
    with qtbot.waitSignal(files.read):
        files.annotate(run.folder, Notes("from elsewhere"))
        files._look()
    files.rest()


def test_epochs_that_memory_would_not_hold_are_not_read(run, tiny, monkeypatch):
    monkeypatch.setattr(run_files, "affordable", partial(affordable, budget=1))
    read: list[Path] = []
    load = checkpoint.load
    monkeypatch.setattr(checkpoint, "load", lambda path: (read.append(path), load(path))[1])
    assert [epoch.snapshot.epoch for epoch in read_epochs(run, tiny.test)] == [0, 3]
    assert len(read) == 2
