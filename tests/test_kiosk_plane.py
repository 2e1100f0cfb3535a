"""The plane under fingers."""

import numpy as np
import pytest
from planes import COLORS, KINDS, POINTS
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ae_gui.kiosk.plane import TouchPlane
from ae_gui.tour_hands import send


@pytest.fixture
def plane(qtbot) -> TouchPlane:
    made = TouchPlane()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.points.set_colors(COLORS)
    made.set_points(POINTS, KINDS, np.arange(len(POINTS)))
    made.show()
    made.grab()
    return made


@pytest.fixture(scope="module")
def finger(qapp):
    return QTest.createTouchDevice()


def pinch(plane: TouchPlane, finger, before: tuple[QPoint, QPoint], after: tuple[QPoint, QPoint]) -> None:
    viewport = plane.viewport()
    QTest.touchEvent(viewport, finger).press(0, before[0], viewport).press(1, before[1], viewport).commit()
    QTest.touchEvent(viewport, finger).move(0, after[0], viewport).move(1, after[1], viewport).commit()
    QTest.touchEvent(viewport, finger).release(0, after[0], viewport).release(1, after[1], viewport).commit()


def test_a_finger_asks_about_the_position_under_it(plane, finger, qtbot):
    viewport, pixel = plane.viewport(), QPoint(200, 150)
    with qtbot.waitSignal(plane.probed) as probed:
        QTest.touchEvent(viewport, finger).press(0, pixel, viewport).commit()
    QTest.touchEvent(viewport, finger).release(0, pixel, viewport).commit()

    assert tuple(probed.args) == pytest.approx(plane.position_under(QPointF(pixel)).toTuple())


def test_two_fingers_zoom_and_ask_nothing(plane, finger, qtbot):
    middle, whole = plane.viewport().rect().center(), plane.frame.viewRect().width()
    near, far = QPoint(40, 0), QPoint(80, 0)
    with qtbot.waitSignal(plane.zoomed) as zoomed, qtbot.assertNotEmitted(plane.probed):
        pinch(plane, finger, (middle - near, middle + near), (middle - far, middle + far))

    assert zoomed.args == [True]
    assert plane.frame.viewRect().width() == pytest.approx(whole / 2, rel=0.01)


def test_two_fingers_move_the_position_that_they_hold(plane, finger):
    middle, way = plane.viewport().rect().center(), QPoint(60, 30)
    held = plane.position_under(QPointF(middle))
    fingers = (middle - QPoint(50, 0), middle + QPoint(50, 0))
    pinch(plane, finger, fingers, (fingers[0] + way, fingers[1] + way))
    there = plane.position_under(QPointF(middle + way))

    assert there.toTuple() == pytest.approx(held.toTuple(), abs=0.05)


def test_nobody_gets_lost_by_zooming(plane):
    whole = plane.frame.viewRect().width()
    for _ in range(100):
        plane.zoom(1.5, QPointF(0, 0))
    assert plane.frame.viewRect().width() <= 1.25 * whole

    for _ in range(100):
        plane.zoom(0.5, QPointF(0, 0))
    assert plane.frame.viewRect().width() > whole / 13


def test_the_whole_stays_in_view_when_the_plane_is_resized_unless_it_was_zoomed(plane, qapp):
    plane.resize(400, 500)
    qapp.processEvents()
    assert all(plane.frame.viewRect().contains(QPointF(*map(float, point))) for point in POINTS)

    plane.zoom(0.5, QPointF(0, 0))
    before = plane.frame.viewRect().center()
    plane.resize(500, 500)
    qapp.processEvents()
    assert not plane.frame.viewRect().contains(QPointF(10, 5))
    assert plane.frame.viewRect().center() == before


def test_a_mouse_asks_wherever_it_goes_and_drags_nothing(plane, qtbot):
    before = plane.frame.viewRect()
    asked = []
    plane.probed.connect(lambda x, y: asked.append((x, y)))
    for kind, x in ((QEvent.Type.MouseButtonPress, 200), (QEvent.Type.MouseMove, 300)):
        send(kind, plane.viewport(), QPointF(x, 200), held=True)

    assert len(asked) == 2
    assert plane.frame.viewRect() == before


def test_no_point_is_ringed_and_a_marked_position_is_ringed_larger_than_a_finger(plane):
    plane.enlarge(1.0)
    plain = plane.grab().toImage()
    plane.ask(QPointF(9, 4))
    assert plane.grab().toImage() == plain

    plane.mark((5.0, 2.5))
    marked = plane.grab().toImage()
    columns = [x for x in range(370, 431) if marked.pixel(x, 300) != plain.pixel(x, 300)]
    assert max(columns) - min(columns) >= 38


def test_a_wheel_zooms_about_the_mouse(plane):
    whole, pixel = plane.frame.viewRect().width(), QPointF(200, 150)
    held = plane.position_under(pixel)
    on_screen = QPointF(plane.viewport().mapToGlobal(pixel))
    nothing, modifiers = QPoint(), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        pixel,
        on_screen,
        nothing,
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plane.viewport(), wheel)

    assert plane.frame.viewRect().width() < whole
    assert plane.position_under(pixel).toTuple() == pytest.approx(held.toTuple(), abs=1e-6)
