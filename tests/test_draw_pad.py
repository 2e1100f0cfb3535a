import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.draw_pad import PEN, RESOLUTION, DrawPad


@pytest.fixture
def pad(qtbot) -> DrawPad:
    pad = DrawPad(RESOLUTION)
    qtbot.addWidget(pad)
    pad.show()
    return pad


def draw(pad: DrawPad, *places: tuple[float, float]) -> None:
    start, *rest = [QPointF(*place) for place in places]
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonPress, pad, start))
    for place in rest:
        QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseMove, pad, place, held=True))
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonRelease, pad, QPointF(*places[-1])))


def extent(ink: np.ndarray) -> tuple[int, int]:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def test_a_stroke_is_a_line_as_wide_as_the_pen(pad):
    draw(pad, (40, 100), (180, 100))

    height, width = extent(pad.ink)
    assert height == pytest.approx(PEN, abs=2)
    assert width == pytest.approx(140 + PEN, abs=2)
    assert pad.ink[100, 110] == 255


def test_a_click_alone_is_a_dot(pad):
    draw(pad, (60, 50))

    assert extent(pad.ink) == pytest.approx((PEN, PEN), abs=2)
    assert pad.ink[50, 60] == 255


def test_the_ink_does_not_depend_on_how_large_the_pad_is_shown(qtbot, pad):
    small = DrawPad(112)
    qtbot.addWidget(small)
    small.resize(112, 112)
    small.show()
    draw(pad, (40, 60), (160, 180))
    draw(small, (20, 30), (80, 90))

    np.testing.assert_array_equal(small.ink, pad.ink)


def test_strokes_and_clearing_are_undone_and_redone_one_by_one(pad):
    draw(pad, (40, 60), (160, 60))
    one = pad.ink
    draw(pad, (40, 120), (160, 120))
    two = pad.ink
    pad.clear()
    assert pad.is_empty

    pad.undo_stack.undo()
    np.testing.assert_array_equal(pad.ink, two)
    pad.undo_stack.undo()
    np.testing.assert_array_equal(pad.ink, one)
    pad.undo_stack.undo()
    assert not pad.ink.any()
    for _ in range(2):
        pad.undo_stack.redo()
    np.testing.assert_array_equal(pad.ink, two)


def test_an_empty_pad_has_nothing_to_clear_or_undo(pad):
    pad.clear()
    assert not pad.undo_stack.canUndo()


def test_it_tells_of_a_growing_stroke_while_it_grows(qtbot, pad):
    QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseButtonPress, pad, QPointF(50, 50)))
    with qtbot.waitSignal(pad.ink_changed):
        QApplication.sendEvent(pad, mouse_event(QEvent.Type.MouseMove, pad, QPointF(90, 50), held=True))
    assert pad.ink[50, 70] == 255
    assert not pad.undo_stack.canUndo()


def test_many_moves_at_once_are_told_once(qtbot, pad):
    told = []
    pad.ink_changed.connect(lambda: told.append(pad.ink))
    draw(pad, *[(50 + step, 50) for step in range(100)])

    qtbot.waitUntil(lambda: len(told) > 0)
    assert len(told) == 1
    np.testing.assert_array_equal(told[0], pad.ink)


def test_a_pen_draws_as_wide_as_it_is_pressed(pad):
    def tablet(kind: QEvent.Type, x: float, pressure: float) -> QTabletEvent:
        device = QPointingDevice.primaryPointingDevice()
        place = QPointF(x, 100)
        left, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        return QTabletEvent(kind, device, place, place, pressure, 0, 0, 0, 0, 0, keys, left, left)

    for kind, x in ((QEvent.Type.TabletPress, 40), (QEvent.Type.TabletMove, 180), (QEvent.Type.TabletRelease, 180)):
        QApplication.sendEvent(pad, tablet(kind, x, 0.0))

    height, _ = extent(pad.ink)
    assert height == pytest.approx(PEN / 2, abs=2)


def test_a_finger_draws(pad):
    device = QTest.createTouchDevice()
    sequence = QTest.touchEvent(pad, device)
    sequence.press(0, pad.rect().center(), pad)
    sequence.commit()
    sequence.move(0, pad.rect().center() + QPointF(50, 0).toPoint(), pad)
    sequence.commit()
    sequence.release(0, pad.rect().center() + QPointF(50, 0).toPoint(), pad)
    sequence.commit()

    _, width = extent(pad.ink)
    assert width == pytest.approx(50 + PEN, abs=3)
    assert pad.undo_stack.count() == 1
