import sys
from dataclasses import replace

import numpy as np
import pytest
from digits import first, write_data_set
from networks import layer
from PIL import Image
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from windows import LONG, SMALL, at_rest, complaint, dialog, drop, menu_item, press, take_engine, train

from ae_gui.about import AboutDialog
from ae_gui.background import Job
from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_gui.preferences import RECENT, ComparisonPage, Preferences
from ae_gui.session.trainer import Ending
from ae_gui.shortcuts import ShortcutsDialog
from ae_gui.training_thread import Failure
from ae_gui.widgets.pictures import gray_image
from ae_model import checkpoint, datasets, runs, training
from ae_model.config import PRESETS
from ae_model.datasets import Dataset, Split
from ae_model.events import Started
from ae_model.image_shape import ImageShape
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot

# Training


def test_a_training_that_did_not_fit_the_gpu_can_be_repeated_on_the_cpu(qtbot, window):
    recipe = replace(SMALL, device="cuda", precision="tf32")
    window.session.trainer.ended.emit(Ending(recipe, None, False, Failure("The GPU's memory is full.", True), None))
    (button,) = [b for b in dialog(window).buttons() if b.text() == "Train on the CPU"]
    with qtbot.waitSignal(window.idle, timeout=20_000):
        button.click()
    assert window.network.training.device == "cpu"
    assert window.network.training.precision in ("fp32", "bf16")
    assert window.network.snapshot.epoch == 2


def test_what_makes_a_training_slower_is_said(window):
    started = Started(SMALL, "a GPU", 16, 2_000, "The GPU's steps cannot be captured.")
    window.session.trainer.training_started.emit(started)
    assert "cannot be captured" in window.bar.text


def test_training_runs_to_its_end_and_leaves_the_trained_network_on_show(qtbot, window):
    train(qtbot, window)

    assert window.commands.train.text() == "Train"
    assert window.network.snapshot.epoch == 2
    assert window.network.name == "custom, epoch 2"
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


def test_the_welcome_is_gone_with_a_first_step_and_with_another_network(qtbot, window):
    window.welcome.show()
    window.commands.step.trigger()
    assert window.welcome.isHidden()
    with qtbot.waitSignal(window.idle, timeout=20_000):
        window.commands.stop.trigger()

    window.welcome.show()
    window.session.on_show.replace(window.network)
    assert window.welcome.isHidden()


@pytest.mark.parametrize(("command", "kind"), [("about", AboutDialog), ("shortcuts", ShortcutsDialog)])
def test_a_dialog_that_is_open_is_not_opened_again(window, command, kind):
    for _ in range(2):
        getattr(window.commands, command).trigger()
    (dialog,) = window.findChildren(kind)
    dialog.close()

    getattr(window.commands, command).trigger()
    assert len([dialog for dialog in window.findChildren(kind) if dialog.isVisible()]) == 1


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


def test_an_impossible_configuration_cannot_be_trained(qtbot, window):
    window.panel.set_config(SMALL)
    (hidden_sizes,) = [edit for edit in window.panel.findChildren(QLineEdit) if "idden" in edit.accessibleName()]
    hidden_sizes.clear()
    qtbot.keyClicks(hidden_sizes, "1000000000")

    assert not window.commands.train.isEnabled()
    assert "parameters" in window.panel.problem


# Files


@pytest.mark.parametrize("name", ["net.safetensors", "net.pt"])
def test_a_saved_network_opens_again_as_it_was(qtbot, window, tmp_path, name):
    train(qtbot, window)
    trained = window.network.snapshot
    window.menus.networks.save(window.network, tmp_path / name)
    qtbot.waitUntil(lambda: f"Saved {name}" in window.status.shown, timeout=10_000)

    window.opening.open_network(tmp_path / name)
    qtbot.waitUntil(lambda: window.network.snapshot is not trained, timeout=10_000)

    for name, array in trained.arrays.items():
        assert np.array_equal(window.network.snapshot.arrays[name], array)


def test_every_trained_network_that_ships_can_be_opened_from_the_menu(qtbot, window):
    items = window.commands.shipped_menu.actions()
    assert [item.text() for item in items] == list(PRESETS)
    assert all(item.toolTip() == PRESETS[item.text()].teaches for item in items)
    for item in items:
        item.trigger()
        expected = f"{item.text()}, epoch {PRESETS[item.text()].config.epochs}"
        qtbot.waitUntil(lambda expected=expected: window.network.name == expected, timeout=10_000)


def test_a_bare_state_dict_is_opened_with_a_word_on_what_was_assumed(qtbot, window, tmp_path, untrained):
    checkpoint.export_pt(tmp_path / "ae_lat_80", untrained(3))
    drop(window, tmp_path / "ae_lat_80")

    qtbot.waitUntil(lambda: window.network.snapshot.latent_dim == 3, timeout=10_000)
    assert "ReLU" in window.bar.text


def test_a_file_that_is_no_network_is_refused_by_name_and_the_old_one_stays(qtbot, window, tmp_path):
    before = window.network
    (tmp_path / "notes.txt").write_text("not a network")
    drop(window, tmp_path / "notes.txt")

    assert "notes.txt" in complaint(qtbot, window)
    assert window.network is before


def test_a_network_for_images_of_another_shape_is_refused_in_a_sentence(qtbot, window, tmp_path, untrained):
    checkpoint.save(tmp_path / "small.safetensors", untrained(2, image_shape=ImageShape(8, 8)))
    window.opening.open_network(tmp_path / "small.safetensors")

    text = complaint(qtbot, window)
    assert "small.safetensors" in text
    assert "8×8" in text


def test_a_folder_of_other_images_is_a_data_set(qtbot, window, mnist, tmp_path):
    def halved(split: Split) -> Split:
        return Split(np.ascontiguousarray(split.images[:600, ::2, ::2]), split.labels[:600])

    drop(window, write_data_set(tmp_path / "halves", halved(mnist.train), halved(mnist.test)))
    qtbot.waitUntil(lambda: window.panel.config().network.image_shape == ImageShape(14, 14))
    train(qtbot, window)

    assert window.network.snapshot.config.image_shape == ImageShape(14, 14)
    assert len(window.network.codes) == 600


def test_while_a_data_set_loads_nothing_can_be_trained_on_the_old_one(qtbot, window, few_digits):
    window.opening.open_dataset(str(few_digits))
    assert not window.commands.train.isEnabled()

    qtbot.waitUntil(window.commands.train.isEnabled)


def test_of_two_data_sets_the_one_asked_for_last_is_opened(qtbot, window, mnist, tmp_path):
    fewer = write_data_set(tmp_path / "fewer", first(mnist.train, 300), first(mnist.test, 100))
    window.opening.open_dataset("mnist")
    window.opening.open_dataset(str(fewer))

    qtbot.waitUntil(lambda: not window.findChildren(Job), timeout=20_000)
    assert window.panel.config().dataset == str(fewer)


def test_other_images_of_the_same_shape_are_placed_by_the_network_on_show(qtbot, window, mnist, tmp_path):
    fewer = write_data_set(tmp_path / "fewer", first(mnist.train, 300), first(mnist.test, 100))
    window.opening.open_dataset(str(fewer))

    qtbot.waitUntil(lambda: len(window.network.codes) == 100)
    expected = window.network.snapshot.encode(mnist.test.images[:100])
    assert window.latent_tab.plane.point(99) == pytest.approx(tuple(expected[99]), abs=1e-5)


def test_a_file_dropped_while_it_trains_is_refused_in_a_sentence(qtbot, window, tmp_path, untrained):
    checkpoint.save(tmp_path / "net.safetensors", untrained(2))
    window.panel.set_config(LONG)
    window.commands.train.trigger()

    drop(window, tmp_path / "net.safetensors")

    assert "Stop the training first" in window.bar.text
    assert window.training
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()


def test_a_damaged_data_set_is_refused_by_name_and_the_old_one_stays(qtbot, window, tmp_path):
    (tmp_path / "empty").mkdir()
    drop(window, tmp_path / "empty")

    assert "empty" in complaint(qtbot, window)
    train(qtbot, window)
    assert len(window.network.codes) == 500


def test_saving_where_nothing_can_be_written_is_a_sentence_and_keeps_the_network(qtbot, window, tmp_path):
    train(qtbot, window)
    (tmp_path / "file").write_text("in the way")
    window.menus.networks.save(window.network, tmp_path / "file" / "net.safetensors")

    assert "net.safetensors" in complaint(qtbot, window)
    assert window.network.snapshot.epoch == 2


# Closing


@pytest.fixture
def interrupted(qtbot, open_window) -> MainWindow:
    """A window that was closed in the middle of a training of 40 epochs."""
    window = open_window()
    window.panel.set_config(replace(LONG, epochs=40))
    window.commands.speed.setValue(window.commands.speed.maximum() - 1)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.network.snapshot.epoch >= 2)
    window.close()
    return window


def test_closing_in_the_middle_of_training_keeps_it_and_the_next_start_goes_on(
    qtbot, interrupted, open_window, few_digits, tmp_path
):
    (before,), _ = runs.read_all(tmp_path / "user")
    window = open_window()
    window.load_behind()
    qtbot.waitUntil(lambda: "was interrupted after epoch" in window.bar.text, timeout=20_000)
    with qtbot.waitSignal(window.idle, timeout=20_000):
        press(qtbot, window, "Resume")

    (run,), _ = runs.read_all(tmp_path / "user")
    assert (run.folder, run.about.outcome, run.epochs) == (before.folder, "done", 40)
    assert window.network.snapshot.epoch == 40
    qtbot.waitUntil(
        lambda: [epoch.snapshot.epoch for epoch in window.session.on_show.history.epochs] == list(range(41))
    )
    (*_, last) = training.train(run.about.config, datasets.load(str(few_digits)))
    assert np.array_equal(layer(window.network.snapshot, -1)[0], layer(last.snapshot, -1)[0])


def test_an_interrupted_training_can_be_looked_at_without_going_on(qtbot, interrupted, open_window):
    trained = interrupted.session.trainer.training
    window = open_window()
    window.load_behind()
    qtbot.waitUntil(lambda: "was interrupted" in window.bar.text, timeout=20_000)
    press(qtbot, window, "Open")

    qtbot.waitUntil(
        lambda: window.network.training is not None and len(window.session.on_show.history) > 2, timeout=20_000
    )
    assert trained is None or np.array_equal(layer(window.network.snapshot, -1)[0], layer(trained.newest, -1)[0])
    assert not window.training
    window.tabs.setCurrentWidget(window.training_tab)
    assert any("Test 0." in label.text() for label in window.training_tab.plot.findChildren(QLabel))


def test_where_nothing_can_be_trained_an_interrupted_training_can_only_be_looked_at(
    qtbot, interrupted, open_window, monkeypatch
):
    monkeypatch.setitem(sys.modules, "torch", None)  # as if it were not installed
    window = open_window()
    window.load_behind()
    qtbot.waitUntil(lambda: "was interrupted" in window.bar.text and window.session.is_loaded, timeout=20_000)
    assert "Resume" not in [button.text() for button in window.bar.findChildren(QPushButton)]
    qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 1)
    (run,) = window.runs_tab.table.runs
    window.runs_tab.table.select([run.folder])
    assert window.runs_tab.open_button.isEnabled() and not window.runs_tab.resume_button.isEnabled()

    window.runs_tab.resume_wanted.emit(run)

    assert window.bar.text == window.runs_tab.resume_button.toolTip() != ""
    assert not window.training


def test_closing_without_having_trained_leaves_nothing_behind(window, tmp_path):
    window.close()

    assert not list((tmp_path / "user").glob("runs/*"))


def test_a_training_that_cannot_be_written_down_says_so_and_again_before_the_window_closes(qtbot, window, tmp_path):
    (tmp_path / "user").mkdir(exist_ok=True)
    (tmp_path / "user" / "runs").write_text("in the way")
    train(qtbot, window)
    assert "cannot be written down" in window.bar.text
    assert window.network.snapshot.epoch == 2

    assert not window.close()
    assert "runs" in complaint(qtbot, window)
    assert window.close()


def test_a_sentence_on_show_keeps_nobody_from_closing(qtbot, window):
    window.complaints.say("Something went wrong.")

    assert dialog(window) is not None
    assert QApplication.activeModalWidget() is None  # a window behind a modal one does not take the user's close


# Runs


@pytest.fixture
def two_runs(qtbot, window, tmp_path) -> MainWindow:
    """A window with its Runs tab open, in which two networks were trained; the first has a code of three numbers."""
    window.panel.set_config(replace(SMALL, network=replace(SMALL.network, latent_dim=3)))
    train(qtbot, window)
    window.panel.set_config(SMALL)
    train(qtbot, window)
    window.tabs.setCurrentWidget(window.runs_tab)
    qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 2)
    return window


def run_of_three(window: MainWindow) -> runs.Run:
    (found,) = [run for run in window.runs_tab.table.runs if run.about.config.network.latent_dim == 3]
    return found


def test_an_earlier_run_is_opened_with_its_network_its_epochs_and_its_curves(qtbot, two_runs):
    window, run = two_runs, run_of_three(two_runs)
    window.runs_tab.table.select([run.folder])
    window.runs_tab.open_button.click()

    qtbot.waitUntil(lambda: window.network.snapshot.latent_dim == 3 and len(window.session.on_show.history) == 3)
    assert window.network.snapshot.epoch == 2
    assert np.array_equal(layer(window.network.snapshot, -1)[0], layer(runs.network(run.folder), -1)[0])
    window.epoch_slider.look_at(1)
    assert window.network.snapshot.epoch == 1
    window.tabs.setCurrentWidget(window.training_tab)
    assert any("epoch 2" in label.text() for label in window.training_tab.plot.findChildren(QLabel))


def test_a_run_is_remembered_as_what_its_name_is_made_of(two_runs, tmp_path):
    for place in Preferences(tmp_path / "user" / "settings.json")[RECENT][:2]:
        assert (place.kind, place.name, place.epoch) == ("run", "custom", 2)


def test_a_run_is_duplicated_by_filling_in_its_configuration(qtbot, two_runs):
    window, run = two_runs, run_of_three(two_runs)
    mine = window.panel.config()
    window.runs_tab.table.select([run.folder])
    window.runs_tab.duplicate_button.click()

    assert window.tabs.currentWidget() is window.training_tab
    assert window.panel.config().network.latent_dim == 3

    window.panel.undo_stack.undo()
    assert window.panel.config() == mine


def test_a_deleted_run_goes_to_the_trash_and_comes_back(qtbot, two_runs, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    window, run = two_runs, run_of_three(two_runs)
    window.runs_tab.table.select([run.folder])
    window.runs_tab.delete_button.click()

    qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 1)
    assert not run.folder.exists()
    press(qtbot, window, "Undo")
    qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 2)
    assert run_of_three(window).measurements == run.measurements or run.folder.exists()


def test_a_run_that_another_window_trains_is_neither_deleted_nor_resumed(qtbot, two_runs):
    window, run = two_runs, run_of_three(two_runs)
    held = runs.lock(run.folder)
    window.runs_tab.delete_wanted.emit([run])
    assert "in use by another" in complaint(qtbot, window)
    window.opening.resume_run(run)
    assert "in use by another" in complaint(qtbot, window)
    held.release()
    assert run.folder.exists()


def test_a_run_whose_images_have_changed_is_not_gone_on_with(qtbot, window, tmp_path):
    window.panel.set_config(LONG)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.network.snapshot.epoch >= 1)
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    (run,), _ = runs.read_all(tmp_path / "user")
    runs.write_about(run.folder, replace(run.about, data_fingerprint="0" * 64))

    window.opening.resume_run(run)

    assert "trained on other images" in complaint(qtbot, window)
    qtbot.waitUntil(lambda: not window.training)


def test_what_the_user_says_of_a_run_is_there_in_the_next_window(qtbot, two_runs, open_window):
    run = run_of_three(two_runs)
    two_runs.runs_tab.table.starred.emit(run, True)
    two_runs.runs_tab.table.select([run.folder])
    two_runs.runs_tab.notes.setPlainText("three numbers")
    two_runs.close()

    window = open_window()
    window.tabs.setCurrentWidget(window.runs_tab)
    qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 2)
    assert run_of_three(window).notes == runs.Notes("", "three numbers", starred=True)


# The window itself


def test_the_title_names_the_network(qtbot, window):
    assert window.windowTitle() == "network, epoch 0 – Autoencoder Lab"

    train(qtbot, window)
    assert window.windowTitle() == "custom, epoch 2 – Autoencoder Lab"


# Exports


def test_everything_is_exported_as_a_page_with_all_that_belongs_to_it(qtbot, window, tmp_path, monkeypatch):
    train(qtbot, window)
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    window.tabs.setCurrentWidget(window.network_tab)
    window.commands.export_everything.trigger()

    page = tmp_path / "out" / "custom-2" / "index.html"
    qtbot.waitUntil(page.exists, timeout=20_000)
    names = {path.name for path in page.parent.iterdir()}
    assert {"plane.png", "plane.svg", "curves.svg", "layers.png", "epochs.gif", "curves.csv"} <= names
    assert {"network.safetensors", "network.pt", "network.onnx", "decoder.onnx", "codes.csv", "codes.npy"} <= names
    assert len(np.load(page.parent / "codes.npy")) == 500
    assert checkpoint.load(page.parent / "network.pt").snapshot.latent_dim == 2
    assert window.tabs.currentWidget() is window.network_tab
    qtbot.waitUntil(lambda: "index.html" in window.status.shown)


def test_codes_are_exported_with_their_labels(qtbot, window, tmp_path, monkeypatch):
    for path in (tmp_path / "codes.npy", tmp_path / "codes.csv"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        window.commands.export_codes.trigger()
        qtbot.waitUntil(path.exists)
    assert np.array_equal(np.load(tmp_path / "codes.npy")["code"], window.network.codes)
    assert len((tmp_path / "codes.csv").read_text().splitlines()) == 501


@pytest.mark.parametrize("ending", ["csv", "png", "svg"])
def test_the_curves_of_a_run_are_exported(qtbot, two_runs, tmp_path, monkeypatch, ending):
    path = tmp_path / f"curves.{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    run = run_of_three(two_runs)
    two_runs.runs_tab.table.select([run.folder])
    two_runs.runs_tab.curves_wanted.emit(run)
    qtbot.waitUntil(path.exists)
    start = {"csv": b"step,epoch", "png": b"\x89PNG", "svg": b"<?xml"}[ending]
    assert path.read_bytes().startswith(start)


def test_the_network_of_a_run_is_exported_without_being_opened(qtbot, two_runs, tmp_path, monkeypatch):
    path = tmp_path / "net.onnx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    two_runs.runs_tab.network_wanted.emit(run_of_three(two_runs))
    qtbot.waitUntil(path.exists)
    assert two_runs.network.snapshot.latent_dim == 2


def test_theme_palette_and_place_are_remembered(qtbot, open_window, theme):
    window = open_window()
    window.resize(1100, 700)
    menu_item(window, "Colour-blind safe").trigger()
    (dark,) = [action for action in window.findChildren(QAction) if action.text() == "Dark"]
    dark.trigger()
    window.close()

    next_window = open_window()
    assert next_window.height() == 700  # its width is cut to that of the offscreen screen
    assert next_window.class_palette.name == "Colour-blind safe"
    assert menu_item(next_window, "Colour-blind safe").isChecked()
    assert theme.choice == "dark"
    theme.choose("system")


def test_the_settings_panel_is_there_with_training_only(window):
    window.tabs.setCurrentWidget(window.training_tab)
    assert window.panel.isVisible()

    window.tabs.setCurrentWidget(window.latent_tab)
    assert not window.panel.isVisible()


def trained(qtbot, window: MainWindow, epochs: int = 3) -> list[Snapshot]:
    """Train so many epochs; the networks at the end of each, the untrained one first."""
    window.panel.set_config(replace(SMALL, epochs=epochs))
    train(qtbot, window)
    qtbot.waitUntil(lambda: window.epoch_slider.slider.maximum() == epochs)
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    return [epoch.snapshot for epoch in window.session.on_show.history.epochs]


def test_the_slider_brings_back_an_epoch_in_every_view(qtbot, window):
    networks = trained(qtbot, window)
    window.latent_tab.plane.probed.emit(0.5, 0.5)

    window.epoch_slider.look_at(1)

    assert window.network.snapshot is networks[1]
    assert window.latent_tab.view.model is networks[1]
    np.testing.assert_array_equal(window.latent_tab.view.codes, window.session.on_show.history.epochs[1].test_codes)
    shown = networks[1].decode(np.array([[0.5, 0.5]], np.float32))[0]
    assert window.latent_tab.tools.explore.inspector.decoded.image == gray_image(shown)
    assert "epoch 1" in window.windowTitle()

    window.epoch_slider.live_action.trigger()
    assert window.network.snapshot is networks[-1]
    assert window.latent_tab.view.model is networks[-1]


def test_an_epoch_that_is_brought_back_is_saved_as_it_was(qtbot, window, tmp_path):
    networks = trained(qtbot, window)
    window.epoch_slider.look_at(2)
    window.menus.networks.save(window.network, tmp_path / "second.safetensors")
    qtbot.waitUntil((tmp_path / "second.safetensors").exists)

    read = checkpoint.load(tmp_path / "second.safetensors").snapshot
    assert read.epoch == 2
    for name, array in networks[2].arrays.items():
        np.testing.assert_array_equal(read.arrays[name], array)


def test_an_epoch_that_is_looked_at_stays_while_the_training_goes_on(qtbot, window):
    window.panel.set_config(LONG)
    window.tabs.setCurrentWidget(window.latent_tab)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: len(window.session.on_show.history) > 3, timeout=20_000)
    window.epoch_slider.look_at(1)
    shown, known = window.network.snapshot, len(window.session.on_show.history)

    qtbot.waitUntil(lambda: len(window.session.on_show.history) > known + 3, timeout=20_000)

    assert window.network.snapshot is shown
    assert window.latent_tab.view.model is shown
    window.epoch_slider.live_action.trigger()
    assert window.latent_tab.view.model.epoch > shown.epoch


def test_another_network_has_no_epochs_of_the_last_training(qtbot, window, tmp_path, untrained):
    trained(qtbot, window)
    window.epoch_slider.look_at(1)
    checkpoint.save(tmp_path / "other.safetensors", untrained(2, seed=5))

    window.opening.open_network(tmp_path / "other.safetensors")
    qtbot.waitUntil(lambda: len(window.session.on_show.history) == 0)

    assert window.epoch_slider.position is None
    assert not window.epoch_slider.isEnabled()


def test_all_digits_are_placed_when_they_are_asked_for(qtbot, window):
    window.latent_tab.all_action.trigger()
    qtbot.waitUntil(lambda: len(window.latent_tab.plane.positions) == 2_500, timeout=20_000)
    assert window.latent_tab.plane.points.findable.all()

    window.latent_tab.all_action.trigger()
    assert len(window.latent_tab.plane.positions) == 500


def test_all_digits_follow_an_epoch_that_is_brought_back(qtbot, window):
    trained(qtbot, window)
    window.latent_tab.all_action.trigger()
    qtbot.waitUntil(lambda: len(window.latent_tab.plane.positions) == 2_500, timeout=20_000)

    window.epoch_slider.look_at(1)

    assert window.latent_tab.plane.points.findable.sum() == 500
    qtbot.waitUntil(lambda: window.latent_tab.plane.points.findable.all(), timeout=20_000)


def test_a_network_of_other_dimensions_that_comes_while_all_digits_are_placed_gets_its_own(
    qtbot, window, untrained, mnist
):
    window.latent_tab.all_action.trigger()
    wide = untrained(40)
    window.session.on_show.replace(Network(wide, wide.encode(mnist.test.images[:500]), None))

    qtbot.waitUntil(lambda: len(window.latent_tab.plane.positions) == 2_500, timeout=20_000)
    assert window.latent_tab.plane.points.findable.all()


def test_a_class_keeps_its_name_in_the_next_session(qtbot, open_window):
    first = open_window()
    first.latent_tab.class_renamed.emit(4, "four")
    assert first.latent_tab.legend.switch(4).text() == "four"
    first.close()

    assert open_window().latent_tab.legend.switch(4).text() == "four"


def test_the_epochs_are_exported_as_a_gif_of_the_plane(qtbot, window, tmp_path, monkeypatch):
    trained(qtbot, window)
    window.tabs.setCurrentWidget(window.latent_tab)
    window.epoch_slider.look_at(2)
    path = tmp_path / "epochs.gif"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    window.epoch_slider.gif_action.trigger()
    qtbot.waitUntil(path.exists, timeout=20_000)

    with Image.open(path) as film:
        assert film.n_frames == 4
        assert film.size == window.latent_tab.plane.size().toTuple()
    assert window.epoch_slider.position == 2


def test_a_path_is_exported_as_a_strip(qtbot, window, tmp_path, monkeypatch):
    tab = window.latent_tab
    tab.use(tab.tools.path)
    tab.plane.position_clicked.emit(0.0, 0.0)
    tab.plane.position_clicked.emit(1.0, 1.0)
    path = tmp_path / "path.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    tab.tools.path.inspector.strip_wanted.emit()
    qtbot.waitUntil(path.exists, timeout=20_000)

    with Image.open(path) as strip:
        assert strip.size == (24 * 28, 28)


def test_the_comparison_has_the_network_on_show_beside_pca_of_the_same_dimension(qtbot, window, few_digits):
    take_engine(window)
    window.tabs.setCurrentWidget(window.comparison_tab)
    qtbot.waitUntil(lambda: not window.findChildren(Job), timeout=20_000)

    assert [box.currentText() for box in window.comparison_tab.boxes] == ["Network on show", "PCA"]
    assert window.comparison_tab.digits.row_names == ("Digit", "Network on show", "PCA")
    for plane in window.comparison_tab.planes.planes:
        assert len(plane.positions) == 500

    window.comparison_tab.show_page(ComparisonPage.ERRORS)
    qtbot.waitUntil(lambda: [len(grid.row_names) for grid in window.comparison_tab.worst] == [2, 2], timeout=20_000)


def test_epochs_are_looked_at_before_the_comparison_has_its_data_set(qtbot, window):
    train(qtbot, window)
    window.tabs.setCurrentWidget(window.comparison_tab)
    window.comparison_tab.show_page(ComparisonPage.ERRORS)
    window.epoch_slider.look_at(1)
    assert "epoch 1" in window.windowTitle()


def test_neighbours_are_measured_on_demand(qtbot, window, few_digits):
    take_engine(window)
    window.tabs.setCurrentWidget(window.comparison_tab)

    window.comparison_tab.measure_button.click()

    def said() -> list[str]:
        labels = window.comparison_tab.planes.findChildren(QLabel)
        return [label.text() for label in labels if "Neighbour accuracy" in label.text()]

    qtbot.waitUntil(lambda: len(said()) == 2, timeout=30_000)
    assert all("Trustworthiness" in words for words in said())


def test_a_finished_training_is_a_point_of_the_curve_and_can_be_put_beside(qtbot, window, few_digits):
    take_engine(window)
    networks = trained(qtbot, window)
    names = [network.name for network in window.comparison_tab.curve.networks]
    assert names == ["custom, epoch 3"]

    window.tabs.setCurrentWidget(window.comparison_tab)
    window.comparison_tab.side_chosen.emit(1, "custom, epoch 3")

    assert window.comparison_tab.digits.row_names == ("Digit", "Network on show", "custom, epoch 3")
    assert window.network.snapshot is networks[-1]


def test_pca_is_put_on_show_as_a_network_and_redraws_as_pca_does(qtbot, window, few_digits):
    take_engine(window)
    window.commands.open_pca.trigger()

    assert window.network.name == "PCA, 2 dimensions"
    images = window.latent_tab.view.digits.images[:10]
    pca = PCA.fit(datasets.load(str(few_digits)).train.images, 2)
    np.testing.assert_allclose(window.network.snapshot.reconstruct(images), pca.reconstruct(images), atol=1e-5)
    np.testing.assert_allclose(window.latent_tab.plane.positions[:10], pca.encode(images), atol=1e-4)
    window.tabs.setCurrentWidget(window.network_tab)
    assert window.network_tab.sheet.order.tolist() == [0, 1]


def test_pca_is_that_of_the_data_set_that_was_opened_last(qtbot, window, few_digits, mnist, tmp_path):
    take_engine(window)
    fewer = write_data_set(tmp_path / "fewer", first(mnist.train, 900), first(mnist.test, 300))
    window.comparison.set_dataset(datasets.load(str(few_digits)))  # one fit is under way when the other begins
    window.opening.open_dataset(str(fewer))
    qtbot.waitUntil(lambda: len(window.network.codes) == 300 and not window.findChildren(Job), timeout=60_000)

    expected = PCA.fit(datasets.load(str(fewer)).train.images, 2)
    window.commands.open_pca.trigger()
    images = mnist.test.images[:5]
    np.testing.assert_allclose(window.network.snapshot.reconstruct(images), expected.reconstruct(images), atol=1e-5)


def every_pair(count: int) -> list[int]:
    """A round in which each of so many comes right after each other one."""
    return [number for low in range(count) for high in range(low + 1, count) for number in (low, high)] + [
        number for low in range(count - 1) for number in (count - 1, low)
    ]


def test_any_data_set_may_follow_any_other_whatever_was_looked_at(open_window, untrained):
    """Of 9, 12, 100 and 10,000 test images and two shapes, with every page open and the last images watched."""
    rng = np.random.default_rng(0)

    def images(count: int, shape: ImageShape) -> Split:
        pixels = rng.integers(256, size=(count, shape.height, shape.width), dtype=np.uint8)
        return Split(pixels, np.arange(count, dtype=np.uint8) % 3)

    shapes, names = (ImageShape(8, 8), ImageShape(6, 10)), ("sandal", "shirt", "bag")
    sets = [
        Dataset(str(count), images(200, shape), images(count, shape), names)
        for shape in shapes
        for count in (9, 12, 100, 10_000)
    ]
    window = open_window(sets[0], "0", network=untrained(2, image_shape=shapes[0]))
    take_engine(window)
    (shuffle,) = [b for b in window.training_tab.findChildren(QPushButton) if b.text() == "Shuffle digits"]
    for number in every_pair(len(sets)):
        window.session.data.take(str(number), sets[number], str(number))
        for page in range(window.tabs.count()):
            window.tabs.setCurrentIndex(page)
        shuffle.click()
    at_rest(window)
    assert max(window.training_tab.watched) < 100  # of the last one in the round


def test_every_page_calls_classes_by_their_names(open_window, few):
    names = ("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot")
    window = open_window(replace(few, class_names=names), "clothes")
    window.tabs.setCurrentWidget(window.training_tab)
    label = names[few.test.labels[0]]
    assert f"class {label}." in window.training_tab.grid.accessibleDescription()

    window.latent_tab.class_renamed.emit(int(few.test.labels[0]), "Something")
    assert "class Something." in window.training_tab.grid.accessibleDescription()
