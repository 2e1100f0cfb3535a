from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from windows import LONG, SMALL, at_rest, open_in_memory, take_engine, train

from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_gui.tour_hands import wait
from ae_model import metrics, runs
from ae_model.config import PRESETS
from ae_model.datasets import Dataset, Split


def error_of(window: MainWindow) -> str:
    return f"{metrics.mean_squared_error(window.network.snapshot, window.session.data.split.images):.4f}"


def count_of(window: MainWindow) -> str:
    return f"{window.network.snapshot.config.parameter_count:,}"


def panel_says(window: MainWindow, words: str) -> bool:
    return any(words in label.text() for label in window.panel.findChildren(QLabel))


def says_that_there_is_no_curve(window: MainWindow) -> bool:
    return any("Press Train to watch" in label.text() for label in window.training_tab.findChildren(QLabel))


def stop(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    at_rest(window)


@pytest.fixture
def loaded(window) -> MainWindow:
    take_engine(window)
    return window


def test_at_the_start_it_is_the_network_that_is_seen_and_the_panel_is_of_the_next_training(loaded):
    assert loaded.windowTitle() == "network, epoch 0 – Autoencoder Lab"
    assert loaded.status.shown.endswith(
        f"On show: network, epoch 0  ·  784-64-2  ·  {count_of(loaded)} parameters  ·  test error {error_of(loaded)}"
    )
    assert panel_says(loaded, "Next training")


def test_another_recipe_in_the_panel_changes_nothing_of_what_is_on_show(loaded):
    before = loaded.windowTitle(), loaded.status.shown
    loaded.panel.set_config(PRESETS["deep-30d"].config)
    assert (loaded.windowTitle(), loaded.status.shown) == before
    assert panel_says(loaded, f"{PRESETS['deep-30d'].config.network.parameter_count:,}\u00a0parameters")


def test_while_it_trains_the_status_bar_is_of_the_training_and_of_the_epoch_on_show(qtbot, loaded):
    loaded.panel.set_config(LONG)
    loaded.commands.train.trigger()
    wait(lambda: loaded.network.snapshot.epoch >= 2 and " left" in loaded.status.shown, 60, "train two epochs")
    assert panel_says(loaded, "In training")
    assert "images/s" in loaded.status.shown
    epoch = loaded.session.on_show.history.epochs[1]
    loaded.epoch_slider.look_at(1)
    assert loaded.windowTitle() == "32 → 2, rate 0.001, epoch 1 – Autoencoder Lab"
    assert loaded.status.shown.endswith(f"On show: 32 → 2, rate 0.001, epoch 1  ·  test error {epoch.test_mse:.4f}")
    loaded.commands.train.trigger()
    wait(lambda: "Paused" in loaded.status.shown, 20, "pause")
    assert " left" not in loaded.status.shown and "images/s" not in loaded.status.shown
    loaded.epoch_slider.go_live()
    stop(qtbot, loaded)


def test_a_stopped_training_leaves_no_figure_that_is_not_of_its_last_weights(qtbot, loaded):
    loaded.panel.set_config(LONG)
    loaded.commands.train.trigger()
    wait(lambda: loaded.network.snapshot.epoch >= 1, 60, "train an epoch")
    stop(qtbot, loaded)
    number, last = loaded.network.snapshot.epoch, loaded.session.on_show.history.epochs[-1]
    in_the_next = f"{last.test_mse:.4f}" != error_of(loaded)
    name = "32 → 2, rate 0.001, " + (f"stopped in epoch {number + 1}" if in_the_next else f"epoch {number}")
    assert loaded.windowTitle() == f"{name} – Autoencoder Lab"
    assert loaded.status.shown == (
        f"Training stopped  On show: {name}  ·  784-32-2  ·  "
        f"{count_of(loaded)} parameters  ·  test error {error_of(loaded)}"
    )
    assert panel_says(loaded, "Next training")


def test_a_rate_that_is_changed_is_in_the_title_at_once(qtbot, loaded):
    titles: list[str] = []
    loaded.panel.set_config(LONG)
    loaded.commands.train.trigger()
    wait(lambda: loaded.network.snapshot.epoch >= 1, 60, "train an epoch")
    loaded.session.trainer.recipe_changed.connect(lambda: titles.append(loaded.windowTitle()))
    with qtbot.waitSignal(loaded.session.trainer.recipe_changed):
        loaded.session.trainer.set_learning_rate(0.01)
    assert [title.partition(", epoch")[0] for title in titles] == ["32 → 2, rate 0.001 → 0.01"]
    stop(qtbot, loaded)


def test_a_network_that_is_of_no_epochs_end_says_so(qtbot, loaded, tmp_path):
    loaded.panel.set_config(SMALL)
    loaded.commands.step.trigger()
    wait(lambda: "Paused" in loaded.status.shown, 20, "take a step")
    stop(qtbot, loaded)
    first = loaded.session.on_show.history.epochs[0]
    assert "On show: 32 → 2, rate 0.001, stopped in epoch 1  ·" in loaded.status.shown
    assert loaded.windowTitle() == "32 → 2, rate 0.001, stopped in epoch 1 – Autoencoder Lab"
    loaded.epoch_slider.look_at(0)
    at_rest(loaded)
    assert loaded.status.shown.endswith(f"test error {first.test_mse:.4f}")
    loaded.opening.open_run(runs.read_all(tmp_path / "user")[0][0])  # whose epochs come later than its network
    at_rest(loaded)
    qtbot.waitUntil(lambda: "rate 0.001, stopped in epoch 1  ·" in loaded.status.shown)


def test_a_run_that_is_complete_is_at_the_end_of_its_last_epoch(qtbot, loaded, tmp_path):
    train(qtbot, loaded)
    at_rest(loaded)
    assert "stopped in" not in loaded.status.shown
    loaded.opening.open_run(runs.read_all(tmp_path / "user")[0][0])  # whose epochs are kept in float16
    at_rest(loaded)
    qtbot.waitUntil(lambda: len(loaded.session.on_show.history.epochs) == 3)
    assert loaded.status.shown.endswith(f"test error {error_of(loaded)}")


def test_a_network_that_is_opened_after_a_training_has_its_own_figures_and_no_curve(qtbot, loaded, untrained):
    loaded.tabs.setCurrentWidget(loaded.training_tab)
    train(qtbot, loaded)
    at_rest(loaded)
    qtbot.waitUntil(lambda: not says_that_there_is_no_curve(loaded))
    snapshot = replace(untrained(30), epoch=7)
    network = Network(snapshot, snapshot.encode(loaded.session.data.split.images), None, title="another")
    loaded.opening.show(network)
    at_rest(loaded)
    assert loaded.windowTitle() == "another – Autoencoder Lab"
    assert loaded.status.shown.endswith(
        f"784-64-30  ·  {count_of(loaded)} parameters  ·  test error {error_of(loaded)}"
    )
    assert says_that_there_is_no_curve(loaded)
    assert loaded.panel.config().network == SMALL.network


def test_over_images_of_another_shape_nothing_is_on_show(loaded, few):
    images = [Split(split.images[:, ::2, ::2].copy(), split.labels) for split in (few.train, few.test)]
    open_in_memory(loaded, "small", Dataset("small", *images, few.class_names))
    assert loaded.windowTitle() == "network, epoch 0 (for images of 28×28 pixels) – Autoencoder Lab"
    assert loaded.status.shown.endswith("Nothing on show: network, epoch 0 takes images of 28×28 pixels")


def test_over_another_data_set_the_error_says_over_which(qtbot, loaded, few):
    train(qtbot, loaded)
    other = [Split(np.flip(split.images, 1).copy(), split.labels) for split in (few.train, few.test)]
    open_in_memory(loaded, "flipped", Dataset("flipped", *other, few.class_names))
    assert loaded.windowTitle() == "32 → 2, rate 0.001, epoch 2 (trained on few, shown over flipped) – Autoencoder Lab"
    assert loaded.status.shown.endswith(f"test error {error_of(loaded)} over flipped")


def test_the_weights_of_a_moment_are_compared_once_however_often_it_is_named(qtbot, loaded, monkeypatch):
    loaded.panel.set_config(SMALL)
    loaded.commands.step.trigger()
    wait(lambda: "Paused" in loaded.status.shown, 20, "take a step")
    stop(qtbot, loaded)
    compared: list[int] = []
    monkeypatch.setattr(np, "allclose", lambda *_: compared.append(1) or False)
    for _ in range(3):
        loaded.session.trainer.changed.emit()
    assert not compared
    assert "stopped in epoch 1" in loaded.windowTitle()
