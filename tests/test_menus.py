from dataclasses import replace

import numpy as np
import pytest
from networks import layer
from PySide6.QtWidgets import (
    QFileDialog,
)
from windows import SMALL, at_rest, complaint, open_in_memory, press, take_engine, train

from ae_gui.about import AboutDialog
from ae_gui.main_window import MainWindow
from ae_gui.preferences import RECENT, Preferences
from ae_gui.shortcuts import ShortcutsDialog
from ae_model import datasets, runs
from ae_model.config import PRESETS
from ae_model.datasets import Split
from ae_model.pca import PCA


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


@pytest.mark.parametrize(("command", "kind"), [("about", AboutDialog), ("shortcuts", ShortcutsDialog)])
def test_a_dialog_that_is_open_is_not_opened_again(window, command, kind):
    for _ in range(2):
        getattr(window.commands, command).trigger()
    (dialog,) = window.findChildren(kind)
    dialog.close()

    getattr(window.commands, command).trigger()
    assert len([dialog for dialog in window.findChildren(kind) if dialog.isVisible()]) == 1


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


def test_saving_where_nothing_can_be_written_is_a_sentence_and_keeps_the_network(qtbot, window, tmp_path):
    train(qtbot, window)
    (tmp_path / "file").write_text("in the way")
    window.menus.networks.save(window.network, tmp_path / "file" / "net.safetensors")

    assert "net.safetensors" in complaint(qtbot, window)
    assert window.network.snapshot.epoch == 2


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
    assert "epoch 2" in window.training_tab.plot.canvas.accessibleDescription()


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
    assert complaint(qtbot, window).startswith("“32 → 3, rate 0.001” is being trained, here or in another window")
    window.opening.resume_run(run)
    assert "in use by another" in complaint(qtbot, window)
    held.release()
    assert run.folder.exists()


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


def test_a_run_is_duplicated_by_filling_in_its_configuration(qtbot, two_runs):
    window, run = two_runs, run_of_three(two_runs)
    mine = window.panel.config()
    window.runs_tab.table.select([run.folder])
    window.runs_tab.duplicate_button.click()

    assert window.tabs.currentWidget() is window.training_tab
    assert window.panel.config().network.latent_dim == 3

    window.panel.undo_stack.undo()
    assert window.panel.config() == mine


def test_a_run_is_remembered_as_what_its_name_is_made_of(two_runs, tmp_path):
    places = Preferences(tmp_path / "user" / "settings.json")[RECENT][:2]
    for place, name in zip(places, ("32 → 2, rate 0.001", "32 → 3, rate 0.001"), strict=True):
        assert (place.kind, place.name, place.epoch) == ("run", name, 2)


def test_a_run_that_is_opened_from_the_table_is_gone_to_and_one_that_is_resumed_is_not(qtbot, two_runs):
    window, run = two_runs, run_of_three(two_runs)
    runs.write_about(run.folder, replace(run.about, outcome="stopped", config=replace(run.about.config, epochs=9)))
    window.opening.resume_run(runs.read(run.folder))
    qtbot.waitUntil(lambda: window.training, timeout=20_000)
    assert window.tabs.currentWidget() is window.runs_tab
    at_rest(window)
    window.runs_tab.table.open_wanted.emit(run)
    qtbot.waitUntil(lambda: window.tabs.currentWidget() is window.latent_tab, timeout=20_000)
    assert window.session.on_show.run == run.folder
    at_rest(window)


def test_a_run_that_is_resumed_says_so_in_its_row_at_once_and_cannot_be_deleted(qtbot, two_runs):
    window, run, table = two_runs, run_of_three(two_runs), two_runs.runs_tab
    longer = replace(run.about.config, epochs=999)
    runs.write_about(run.folder, replace(run.about, outcome="interrupted", config=longer))
    window.menus.runs.refresh()
    qtbot.waitUntil(lambda: run_of_three(window).is_interrupted)
    table.table.select([run.folder])
    assert table.resume_button.isEnabled() and table.delete_button.isEnabled()

    window.session.trainer.limit_speed(1)
    with qtbot.waitSignal(window.session.trainer.training_started, timeout=20_000):
        table.resume_button.click()
    qtbot.waitUntil(lambda: run_of_three(window).in_use, timeout=2_000)  # sooner than the watcher looks anyway
    assert not (table.resume_button.isEnabled() or table.delete_button.isEnabled())
    window.commands.stop.trigger()
    at_rest(window)
    qtbot.waitUntil(table.delete_button.isEnabled, timeout=2_000)


def test_interrupted_runs_that_are_wanted_are_shown_in_the_table(two_runs):
    window, run = two_runs, run_of_three(two_runs)
    window.tabs.setCurrentWidget(window.training_tab)
    window.looking_back.runs_wanted.emit([run.folder])
    assert window.tabs.currentWidget() is window.runs_tab
    assert [one.folder for one in window.runs_tab.table.selected] == [run.folder]


def test_a_run_that_was_deleted_comes_back_by_undo_and_from_the_message_which_then_is_gone(qtbot, two_runs):
    window, run = two_runs, run_of_three(two_runs)
    for taken_back in (window.commands.undo_group.activeStack().undo, lambda: press(qtbot, window, "Undo")):
        window.runs_tab.table.select([run.folder])
        window.runs_tab.delete_button.click()
        qtbot.waitUntil(lambda: window.bar.text == "“32 → 3, rate 0.001” is in the trash.", timeout=10_000)
        qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 1)
        taken_back()
        qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 2)
        assert run.folder.exists() and window.bar.text == ""
        at_rest(window)


def test_images_that_no_network_is_there_for_are_seen_in_the_plane_of_their_pca(qtbot, window, few):
    parts = [Split(part.images[:100, 4:24, 6:22].copy(), part.labels[:100]) for part in (few.train, few.test)]
    other = replace(few, train=parts[0], test=parts[1], name="cropped")
    take_engine(window)
    open_in_memory(window, "cropped", other)
    window.opening._lacking = True
    window.opening.network_lacking.emit()
    assert window.network.name == "PCA, 2 dimensions" and len(window.network.codes) == 100
    assert window.latent_tab.view is not None
    with qtbot.waitSignal(window.session.trainer.training_started, timeout=20_000):
        window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.network.snapshot.config.image_shape == other.image_shape, timeout=20_000)
    window.commands.stop.trigger()
    at_rest(window)
