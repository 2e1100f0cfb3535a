"""The window in tests: opened over a data set in memory, used by the words that are on it, and closed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_gui.preferences import THEME, Preferences
from ae_gui.theme import Choice, Theme
from ae_gui.tour_hands import wait
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.data_identity import fingerprint
from ae_model.datasets import Dataset
from ae_model.snapshot import Snapshot

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=2, device="cpu")
LONG = replace(SMALL, epochs=100_000)

OpenWindow = Callable[..., MainWindow]


@contextmanager
def windows(theme: Theme, folder: Path, few: Dataset, source: str, network: Snapshot) -> Iterator[OpenWindow]:
    """A function that opens windows, each with what the ones before have left in `folder`; they end with the block."""
    opened: list[MainWindow] = []

    def open_window(
        dataset: Dataset = few, source: str | None = source, network: Snapshot = network, shown: bool = True
    ) -> MainWindow:
        """A window with nothing on its way: `dataset` is open, or is only on show where it has no `source`."""
        preferences = Preferences(folder / "settings.json")
        choose(theme, preferences[THEME])
        first = Network(network, network.encode(dataset.test.images), None)
        window = MainWindow(dataset.test, first, folder, preferences, theme)
        opened.append(window)
        window.setVisible(shown)
        if source is not None:
            open_in_memory(window, source, dataset)
            window.panel.set_config(replace(SMALL, dataset=source))
        return window

    yield open_window
    for window in opened:  # not qtbot.addWidget: it deletes a window whose jobs still run
        window.close()
        wait(lambda window=window: not window.findChildren(QThread), 60, "end")
        window.deleteLater()
    choose(theme, "system")


def choose(theme: Theme, choice: Choice) -> None:
    """Choose a theme where it is not the one already: a style sheet takes a tenth of a second over every widget."""
    if theme.choice != choice:
        theme.choose(choice)


def open_in_memory(window: MainWindow, source: str, dataset: Dataset) -> None:
    """What `open_dataset` ends with, without the reading of files; waits until nothing is on its way."""
    window.session.data.take(source, dataset, fingerprint(dataset))
    at_rest(window)


def at_rest(window: MainWindow) -> None:
    """Wait until no job of the window is under way, no training, and no page that is made later."""
    wait(lambda: not (window.training or window.findChildren(QThread) or window.unseen.is_coming), 60, "come to rest")


def make_all(window: MainWindow) -> None:
    """Make every part of the window that is made later."""
    for part in (*window.unseen.seen_later, *(tool.beside for tool in window.latent_tab.tools)):
        _ = part.now


def menu_item(window: MainWindow, words: str) -> QAction:
    (item,) = [action for action in window.findChildren(QAction) if action.text() == words]
    return item


def press(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Click the button of the message bar that says so."""
    (offer,) = [button for button in window.bar.findChildren(QPushButton) if button.text() == words]
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)


def train(qtbot: QtBot, window: MainWindow) -> None:
    """Train to the end of the recipe that the panel shows."""
    with qtbot.waitSignal(window.idle, timeout=60_000):  # the first training of a process loads torch
        window.commands.train.trigger()


def trained(qtbot: QtBot, window: MainWindow, epochs: int = 3) -> list[Snapshot]:
    """Train so many epochs; the networks at the end of each, the untrained one first."""
    window.panel.set_config(replace(SMALL, epochs=epochs))
    train(qtbot, window)
    qtbot.waitUntil(lambda: window.epoch_slider.slider.maximum() == epochs)
    at_rest(window)
    return [epoch.snapshot for epoch in window.session.on_show.history.epochs]


def take_engine(window: MainWindow) -> None:
    """Torch is here, as far as the window knows: the comparison begins, and nothing is on its way."""
    window.session.engine.take(None)
    at_rest(window)


def dialog(window: MainWindow) -> QMessageBox | None:
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    return boxes[0] if boxes else None


def complaint(qtbot: QtBot, window: MainWindow) -> str:
    """The sentence of the dialog that comes up; the dialog is closed."""
    qtbot.waitUntil(lambda: dialog(window) is not None)
    box = dialog(window)
    text = box.text()
    box.close()
    return text


def drop(window: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), *how))
