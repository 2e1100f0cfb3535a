from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
)
from pytestqt.qtbot import QtBot
from windows import LONG, SMALL, at_rest, complaint, dialog, train, trained

from ae_gui.exports import facts_of
from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_gui.session.trainer import Ending
from ae_gui.train_on_dialog import TrainOnDialog
from ae_gui.training_thread import Failure
from ae_gui.widgets.rate_box import RateBox
from ae_model import checkpoint, runs
from ae_model.config import Origin
from ae_model.events import Started
from ae_model.image_shape import ImageShape
from ae_model.recipe_changes import RecipeChange


def test_a_training_that_did_not_fit_the_gpu_can_be_repeated_on_the_cpu(qtbot, window):
    recipe = replace(SMALL, device="cuda", precision="tf32")
    window.session.trainer.ended.emit(Ending(recipe, None, False, Failure("The GPU's memory is full.", True), None))
    (button,) = [b for b in dialog(window).buttons() if b.text() == "Train on the CPU"]
    with qtbot.waitSignal(window.idle, timeout=20_000):
        button.click()
    assert window.network.training.device == "cpu"
    assert window.network.training.precision in ("fp32", "bf16")
    assert window.network.snapshot.epoch == 2


def test_a_training_that_a_gpu_has_failed_goes_on_on_the_cpu_from_its_last_state(qtbot, window):
    trained(qtbot, window, epochs=2)
    run, recipe = window.session.on_show, replace(SMALL, device="cuda", precision="tf32", epochs=2)
    folder = newest_run(window).folder
    as_of_a_gpu(folder, epochs=4)
    gone = "The GPU cannot be used: it has stopped at an error of this program."
    window.session.engine.take("NVIDIA H100")
    failure = Failure("The GPU has failed: …. The CPU may work.", True, gpu_trouble=gone)
    window.session.trainer.ended.emit(Ending(recipe, None, False, failure, folder))
    (button,) = [b for b in dialog(window).buttons() if b.text() == "Continue on the CPU"]
    with qtbot.waitSignal(window.idle, timeout=20_000):
        button.click()

    assert run.network.snapshot.epoch == 4
    now = newest_run(window)
    assert now.folder == folder and (now.about.config.device, now.about.config.precision) == ("cpu", "fp32")
    assert offered(window, "cuda") == (False, gone)
    assert window.session.engine.gpu_name is None


def offered(window: MainWindow, device: str) -> tuple[bool, str]:
    """Whether the panel offers a device, and what it says of it."""
    box = next(box for box in window.panel.findChildren(QComboBox) if box.accessibleName() == "Device")
    item = box.model().item(box.findData(device))
    return item.isEnabled(), item.toolTip()


def newest_run(window: MainWindow) -> runs.Run:
    return runs.read_all(window.session.data_dir)[0][0]


def as_of_a_gpu(folder: Path, epochs: int) -> None:
    """Let a run of the CPU be one that a GPU has left before its end."""
    about, state = runs.read(folder).about, checkpoint.load_state(folder / "state.safetensors")
    of_gpu = replace(state.config, device="cuda", precision="tf32", epochs=epochs)
    runs.write_about(folder, replace(about, config=of_gpu, outcome="failed"))
    checkpoint.save_state(folder / "state.safetensors", replace(state, config=of_gpu))


def test_why_the_gpu_cannot_be_used_stands_where_it_would_be_chosen_and_is_said_once(window):
    gone = "The GPU cannot be used: another program holds it."
    window.session.engine.take(None, gone)
    assert offered(window, "cuda") == (False, gone)
    assert window.session.engine.is_ready and window.session.engine.why_not == ""

    started = Started(SMALL, "CPU", 16, 2_000, gone)
    window.session.trainer.training_started.emit(started)
    assert window.bar.text == gone
    window.bar.say("Something else.")
    window.session.trainer.training_started.emit(started)
    assert window.bar.text == "Something else."


def test_what_makes_a_training_slower_is_said(window):
    started = Started(SMALL, "a GPU", 16, 2_000, "The GPU's steps cannot be captured.")
    window.session.trainer.training_started.emit(started)
    assert "cannot be captured" in window.bar.text


def test_training_runs_to_its_end_and_leaves_the_trained_network_on_show(qtbot, window):
    train(qtbot, window)

    assert window.commands.train.text() == "Train"
    assert window.network.snapshot.epoch == 2
    assert window.network.name == "32 → 2, rate 0.001, epoch 2"
    assert "Training done" in window.status.shown
    assert window.status.step == 2 * 16


def test_the_first_button_pauses_resumes_and_says_so(qtbot, window):
    window.panel.set_config(LONG)
    assert window.commands.train.text() == "Train"

    window.commands.train.trigger()
    assert window.commands.train.text() == "Pause"
    qtbot.waitUntil(lambda: window.status.step > 20)

    window.commands.train.trigger()
    assert window.commands.train.text() == "Resume"
    qtbot.waitUntil(lambda: len(window.network.codes) == 500)

    window.commands.train.trigger()
    assert window.commands.train.text() == "Pause"
    paused_at = window.status.step
    qtbot.waitUntil(lambda: window.status.step > paused_at)

    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    assert window.commands.train.text() == "Train"
    assert "Training stopped" in window.status.shown


def test_step_starts_a_training_and_goes_on_step_by_step(qtbot, window):
    for steps in (1, 2, 3):
        window.commands.step.trigger()
        qtbot.waitUntil(lambda steps=steps: window.status.step == steps)
        assert window.commands.train.text() == "Resume"

    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()


def test_the_learning_rate_changes_while_it_trains(qtbot, window):
    window.panel.set_config(LONG)
    window.commands.train.trigger()

    window.panel.learning_rate_changed.emit(0.005)

    assert window.session.trainer.training.control.learning_rate == 0.005
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()


def test_a_speed_of_one_step_a_second_is_kept(qtbot, window):
    window.panel.set_config(LONG)
    window.commands.speed.setValue(0)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.status.step == 1)

    with qtbot.waitSignal(window.idle, timeout=20_000):
        window.commands.stop.trigger()
    assert window.status.step == 1


def test_watched_digits_are_those_that_the_training_reconstructs(qtbot, window):
    window.panel.set_config(LONG)
    window.commands.train.trigger()

    window.training_tab.watch_changed.emit(np.arange(20, 30))

    assert window.session.trainer.training.control.watched.tolist() == list(range(20, 30))
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()


def test_a_training_that_diverges_is_explained_and_leaves_the_window_idle(qtbot, window):
    deep = replace(SMALL.network, hidden_sizes=(64,) * 8, output="linear")
    window.panel.set_config(replace(SMALL, network=deep, learning_rate=10))
    train(qtbot, window)

    assert "learning rate" in complaint(qtbot, window)
    assert "Training failed" in window.status.shown
    assert window.commands.train.text() == "Train"
    assert all(np.isfinite(array).all() for array in window.network.snapshot.arrays.values())


def test_a_network_that_has_learnt_nothing_says_so_above_the_tabs(qtbot, window):
    network = replace(SMALL.network, hidden_sizes=(8,), output="linear")
    window.panel.set_config(replace(SMALL, network=network, learning_rate=10))
    train(qtbot, window)
    assert "Training done" in window.status.shown
    assert window.bar.text.startswith("The network has learnt nothing: its test error of ")


def test_an_impossible_configuration_cannot_be_trained(qtbot, window):
    window.panel.set_config(SMALL)
    (hidden_sizes,) = [edit for edit in window.panel.findChildren(QLineEdit) if "idden" in edit.accessibleName()]
    hidden_sizes.clear()
    qtbot.keyClicks(hidden_sizes, "1000000000")

    assert not window.commands.train.isEnabled()
    assert "parameters" in window.panel.problem


def test_while_a_data_set_loads_nothing_can_be_trained_on_the_old_one(qtbot, window, few_digits):
    window.opening.open_dataset(str(few_digits))
    assert not window.commands.train.isEnabled()

    qtbot.waitUntil(window.commands.train.isEnabled)


def enter_rate(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Type a learning rate into the panel, and leave the field."""
    (box,) = [box for box in window.panel.findChildren(RateBox) if box.accessibleName() == "Learning rate"]
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_rate_changed_while_it_trains_is_kept_marked_and_in_force_when_the_run_goes_on(qtbot, window, tmp_path):
    window.tabs.setCurrentWidget(window.training_tab)
    window.panel.set_config(LONG)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.status.step > 3)
    enter_rate(qtbot, window, "0.0005")
    qtbot.waitUntil(lambda: window.training_tab.plot.changes.shown == ["Learning rate 0.001 → 0.0005"])
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    at_rest(window)
    (run,), _ = runs.read_all(tmp_path / "user")
    (change,) = run.about.changes
    assert (change.field, change.before, change.after) == ("learning_rate", 0.001, 0.0005)
    assert window.network.training.changes == (change,)

    window.panel.set_config(SMALL)  # as another session shows it
    window.opening.resume_run(run)
    qtbot.waitUntil(lambda: window.session.trainer.running and window.status.step > run.measurements[-1].step + 20)
    assert window.panel.config().learning_rate == 0.0005
    assert window.training_tab.plot.changes.shown == ["Learning rate 0.001 → 0.0005"]
    enter_rate(qtbot, window, "0.001")
    qtbot.waitUntil(lambda: len(window.network.training.changes) == 2)
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    at_rest(window)
    (run,), _ = runs.read_all(tmp_path / "user")
    assert [change.after for change in run.about.changes] == [0.0005, 0.001]
    assert run.about.config.learning_rate == 0.001


def train_on(window: MainWindow, epochs: int) -> None:
    (dialog,) = [dialog for dialog in window.findChildren(TrainOnDialog) if dialog.isVisible()]
    dialog.epochs.setValue(epochs)
    dialog.train.click()


def test_a_training_that_is_done_is_trained_on_from_the_toolbar(qtbot, window, tmp_path):
    window.tabs.setCurrentWidget(window.training_tab)
    assert not window.commands.train_on.isEnabled()
    train(qtbot, window)
    window.commands.train_on.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(TrainOnDialog)))
    with qtbot.waitSignal(window.idle, timeout=20_000):
        train_on(window, 2)
    at_rest(window)
    assert window.network.snapshot.epoch == 4
    assert window.training_tab.plot.changes.shown == ["Epochs 2 → 4"]
    assert [epoch.snapshot.epoch for epoch in window.session.on_show.history.epochs] == [0, 1, 2, 3, 4]
    assert window.panel.config().epochs == 4
    (run,), _ = runs.read_all(tmp_path / "user")
    assert (run.epochs, run.about.outcome) == (4, "done")


def test_an_invitation_to_train_is_gone_once_it_trains(qtbot, window):
    window.opening.duplicated.emit(LONG)
    assert "press Train" in window.bar.text
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.bar.text == "", timeout=60_000)
    assert window.training
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()


def test_while_something_trains_nothing_else_is_trained_on(qtbot, window, tmp_path):
    train(qtbot, window)
    (run,), _ = runs.read_all(tmp_path / "user")
    window.panel.set_config(LONG)
    window.commands.train.trigger()
    assert not window.commands.train_on.isEnabled()
    window.opening.train_on(run)
    assert "Stop the training first" in window.bar.text
    assert not window.findChildren(TrainOnDialog)
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()


def test_the_network_on_show_is_trained_from_its_weights_at_the_epoch_that_is_looked_at(qtbot, window, tmp_path):
    first, _, _, last = trained(qtbot, window, 3)
    window.epoch_slider.look_at(1)
    shown = window.network
    window.panel.set_config(replace(SMALL, network=replace(SMALL.network, hidden_sizes=(16,)), epochs=1, seed=9))
    with qtbot.waitSignal(window.idle, timeout=20_000):
        window.commands.train_from.trigger()
        assert window.panel.config().network.hidden_sizes == (32,)
        assert "begins from 32 → 2, rate 0.001, epoch 1" in window.bar.text
    assert "begins from" not in window.bar.text  # it has ended
    assert "has learnt next to nothing" in window.bar.text
    at_rest(window)
    epochs = window.session.on_show.history.epochs
    assert epochs[0].snapshot.fingerprint == shown.snapshot.fingerprint not in (first.fingerprint, last.fingerprint)
    run = max(runs.read_all(tmp_path / "user")[0], key=lambda run: run.about.config.origin is not None)
    assert run.about.config.origin == Origin("32 → 2, rate 0.001, epoch 1", shown.snapshot.fingerprint)
    assert dict(facts_of(window.network))["Began from"].startswith("32 → 2, rate 0.001, epoch 1 (")
    window.opening.show(shown)
    assert not window.bar.text  # that was said of another network


def test_a_duplicate_says_that_it_begins_from_random_weights(window):
    window.opening.duplicated.emit(replace(SMALL, origin=Origin("deep-2d, epoch 80", "ab")))
    assert "This one began from deep-2d, epoch 80; the new one will begin from random weights." in window.bar.text


def test_a_duplicate_says_which_changes_it_does_not_repeat(window):
    window.opening.duplicated.emit(SMALL.with_changes(RecipeChange(9, "learning_rate", 0.001, 0.0005)))
    assert "is not repeated: Learning rate 0.001 → 0.0005 at step 9." in window.bar.text
    assert window.panel.config().learning_rate == 0.001


def test_what_a_training_goes_on_by_since_it_was_stopped_is_marked_on_its_curve(window):
    window.tabs.setCurrentWidget(window.training_tab)
    config = replace(SMALL, device="cuda").with_changes(RecipeChange(17, "device", "cuda", "cpu"))
    window.training_tab.start(config, 16)
    window.session.trainer.training_started.emit(Started(config, "CPU, 1 thread, fp32", 16, 2_000, step=16))
    assert window.training_tab.plot.changes.shown == ["Device CUDA GPU → CPU"]


def test_a_network_for_images_of_another_shape_is_not_trained_on_these(qtbot, window, untrained):
    other = untrained(2, image_shape=ImageShape(8, 8))
    window.session.on_show.replace(Network(other, np.empty((0, 2), np.float32), None))
    with qtbot.waitSignal(window.idle, timeout=20_000):
        window.commands.train_from.trigger()
    assert "takes images of 8×8 pixels" in complaint(qtbot, window)
