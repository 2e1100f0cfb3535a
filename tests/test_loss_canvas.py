import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ae_gui.widgets.loss_canvas import LossCanvas

pytestmark = pytest.mark.qt_log_ignore("not accepted by receiving widget")  # pyqtgraph ignores clicks on nothing


@pytest.fixture
def canvas(qtbot, monkeypatch):
    monkeypatch.setitem(pg.CONFIG_OPTIONS, "mouseRateLimit", 0)  # or moves that follow each other fast are dropped
    canvas = LossCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 300)
    canvas.show()
    return canvas


def labels(canvas, low, high):
    """The texts of the errors' axis from one error to another, 300 pixels apart."""
    axis = canvas.getAxis("left")
    ((spacing, ticks),) = axis.tickValues(*np.log10([low, high]).tolist(), 300)
    return axis.tickStrings(ticks, 1, spacing)


def test_a_decade_of_errors_has_several_round_labels(canvas):
    assert labels(canvas, 0.029, 0.31) == ["0.03", "0.05", "0.07", "0.1", "0.2", "0.3"]


def test_a_few_decades_have_fewer_labels_each(canvas):
    assert labels(canvas, 0.0009, 0.9) == ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]


def test_many_decades_are_labelled_at_powers_of_ten(canvas):
    assert labels(canvas, 1e-7, 1.5) == ["1e-07", "1e-06", "1e-05", "0.0001", "0.001", "0.01", "0.1", "1"]
    assert len(labels(canvas, 1e-12, 1e30)) <= 9


def test_a_close_view_has_evenly_spaced_labels(canvas):
    assert labels(canvas, 0.0401, 0.0419) == ["0.0405", "0.041", "0.0415"]


def test_without_the_logarithm_labels_are_evenly_spaced(canvas):
    canvas.set_log(False)
    axis = canvas.getAxis("left")
    ((spacing, ticks),) = axis.tickValues(0.0, 0.26, 300)
    assert axis.tickStrings(ticks, 1, spacing) == ["0", "0.05", "0.1", "0.15", "0.2", "0.25"]


def drag(qtbot, canvas, button):
    start, end = QPoint(400, 100), QPoint(500, 150)
    qtbot.mousePress(canvas.viewport(), button, pos=start)
    qtbot.mouseMove(canvas.viewport(), start)
    for place in (QPoint(450, 125), end):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(canvas.viewport().mapToGlobal(place)),
            button,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(canvas.viewport(), move)
    qtbot.mouseRelease(canvas.viewport(), button, pos=end)


def test_the_left_button_drags_the_view(qtbot, canvas):
    before = canvas.viewRange()
    drag(qtbot, canvas, Qt.MouseButton.LeftButton)
    assert canvas.viewRange() != before


def test_the_right_button_is_for_the_menu_and_moves_nothing(qtbot, canvas):
    before = canvas.viewRange()
    drag(qtbot, canvas, Qt.MouseButton.RightButton)
    assert canvas.viewRange() == before
