from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from ae_gui.latent_view import Digits
from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_model.config import PRESETS
from ae_model.datasets import Split


@pytest.fixture
def window(qtbot, open_window) -> MainWindow:
    """As at a start, with the keyboard."""
    window = open_window(source=None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def action(window: MainWindow, words: str) -> QAction:
    """Of the menu Edit."""
    (edit,) = [item.menu() for item in window.menuBar().actions() if item.text() == "&Edit"]
    (found,) = [item for item in edit.actions() if item.text().startswith(words)]
    return found


def undo(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def redo(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_there_is_nothing_to_undo_at_first(window):
    assert not action(window, "Undo").isEnabled()
    assert not action(window, "Redo").isEnabled()


def test_kept_digits_and_dropped_ones_come_and_go_again(window):
    plane, kept = window.latent_tab.plane, window.latent_tab.tools.explore.inspector.kept
    for x in (0.0, 1.0, 2.0):
        plane.position_clicked.emit(x, 0.0)
    digits = [kept.image(row) for row in range(3)]
    kept.setCurrentRow(1)
    QTest.keyClick(kept, Qt.Key.Key_Delete)
    assert [kept.image(row) for row in range(kept.count())] == [digits[0], digits[2]]
    assert action(window, "Undo").text() == "Undo Drop image"

    undo(window)
    assert [kept.image(row) for row in range(kept.count())] == digits
    undo(window)
    assert kept.count() == 2
    redo(window)
    redo(window)
    assert [kept.image(row) for row in range(kept.count())] == [digits[0], digits[2]]


def test_the_ends_of_a_path_are_taken_back_one_by_one(window):
    latent = window.latent_tab
    latent.use(latent.tools.path)
    for x in (0.0, 1.0, 2.0):
        latent.plane.position_clicked.emit(x, 0.0)
    assert len(latent.tools.path.inspector.frames) == 0

    undo(window)
    assert len(latent.tools.path.inspector.frames) == 24
    undo(window)
    undo(window)
    assert len(latent.tools.path.inspector.frames) == 0
    assert not action(window, "Undo").isEnabled()
    redo(window)
    redo(window)
    assert len(latent.tools.path.inspector.frames) == 24


def test_a_selection_that_was_lost_comes_back(window):
    latent = window.latent_tab
    latent.use(latent.tools.select)
    everything = np.array([[-1e3, -1e3], [1e3, -1e3], [1e3, 1e3], [-1e3, 1e3]], np.float32)
    latent.plane.region_drawn.emit(everything)
    latent.plane.setFocus()
    QTest.keyClick(latent.plane, Qt.Key.Key_Escape)
    assert len(latent.tools.select.selected) == 0

    undo(window)
    assert len(latent.tools.select.selected) == 500
    undo(window)
    assert len(latent.tools.select.selected) == 0


def test_what_was_done_in_another_networks_plane_is_not_undone_in_this_one(window, untrained, mnist):
    latent = window.latent_tab
    for tool in (latent.tools.path, latent.tools.select):
        latent.use(tool)
        latent.plane.position_clicked.emit(0.0, 0.0)
    latent.plane.region_drawn.emit(np.array([[-1e3, -1e3], [1e3, -1e3], [0, 1e3]], np.float32))
    other = untrained(3, seed=1)
    window.session.on_show.replace(Network(other, other.encode(mnist.test.images[:200]), None))

    for tool in (latent.tools.path, latent.tools.select):
        latent.use(tool)
        assert not action(window, "Undo").isEnabled()


def test_a_stroke_is_undone_while_drawing_is_what_is_in_sight(window):
    latent = window.latent_tab
    latent.plane.position_clicked.emit(0.0, 0.0)
    latent.use(latent.tools.draw)
    pad = latent.tools.draw.inspector.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))

    undo(window)
    assert pad.is_empty
    assert latent.tools.explore.inspector.kept.count() == 1
    latent.use(latent.tools.explore)
    undo(window)
    assert latent.tools.explore.inspector.kept.count() == 0


def test_a_recipe_that_a_preset_has_replaced_comes_back_whole(window):
    window.tabs.setCurrentWidget(window.training_tab)
    mine = replace(PRESETS["tuned-2d"].config, epochs=7, learning_rate=0.0123, warmup_epochs=3, seed=5, preset="custom")
    window.panel.set_config(mine)
    (presets,) = [box for box in window.panel.findChildren(QComboBox) if box.accessibleName() == "Preset"]
    presets.activated.emit(presets.findData("deep-30d"))
    assert window.panel.config().preset == "deep-30d"
    assert window.panel.config().seed == 5

    undo(window)
    assert window.panel.config() == mine
    redo(window)
    assert window.panel.config().preset == "deep-30d"


def test_no_recipe_is_changed_while_it_is_being_trained(window):
    window.tabs.setCurrentWidget(window.training_tab)
    (presets,) = [box for box in window.panel.findChildren(QComboBox) if box.accessibleName() == "Preset"]
    presets.activated.emit(presets.findData("deep-30d"))
    window.panel.set_training(True)
    assert not action(window, "Undo").isEnabled()

    window.panel.set_training(False)
    assert action(window, "Undo").isEnabled()


def test_in_a_line_of_text_control_z_is_the_lines_own(qtbot, window):
    window.tabs.setCurrentWidget(window.training_tab)
    (presets,) = [box for box in window.panel.findChildren(QComboBox) if box.accessibleName() == "Preset"]
    presets.activated.emit(presets.findData("deep-30d"))
    (seed,) = [edit for edit in window.panel.findChildren(QLineEdit) if edit.accessibleName() == "Seed"]
    seed.setFocus()
    qtbot.waitUntil(seed.hasFocus)
    qtbot.keyClicks(seed, "77")
    QTest.keyClick(seed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert seed.text() == "0"
    assert window.panel.config().preset == "deep-30d"


def test_a_class_has_its_old_name_again(window):
    legend = window.latent_tab.legend
    window.latent_tab.legend.renamed.emit(4, "four")
    window.latent_tab.legend.renamed.emit(4, "vier")
    assert legend.switches[4].text() == "vier"

    undo(window)
    assert legend.switches[4].text() == "four"
    undo(window)
    assert legend.switches[4].text() == "4"
    redo(window)
    assert legend.switches[4].text() == "four"


def test_the_end_of_a_path_at_a_digit_that_is_gone_does_not_come_back(window, mnist):
    latent = window.latent_tab
    view = latent.view
    train = Split(mnist.train.images[:50], mnist.train.labels[:50])
    latent.add_training_digits(
        Digits.of_all(Split(view.digits.images, view.digits.labels), train, view.digits.class_names),
        view.model.encode(train.images),
        view.model,
    )
    latent.use(latent.tools.path)
    latent.plane.point_clicked.emit(230)
    latent.plane.position_clicked.emit(0.0, 0.0)
    latent.plane.position_clicked.emit(1.0, 0.0)
    latent.drop_training_digits()

    undo(window)
    undo(window)
    assert len(latent.tools.path.inspector.frames) == 0
