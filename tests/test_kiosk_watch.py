"""Whether somebody is at the screen."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ae_gui.kiosk import watch as watching
from ae_gui.kiosk.plane import TouchPlane
from ae_gui.kiosk.watch import Watch
from ae_gui.tour_hands import drag, mouse_event


@pytest.fixture
def button(qtbot) -> QPushButton:
    made = QPushButton("Press")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def make_watch(qapp):
    made = []

    def make(seconds: float) -> Watch:
        made.append(Watch(seconds, QObject(qapp)))
        made[0].start()
        return made[0]

    yield make
    for watch in made:
        watch.stop()


def move(widget, x: float, y: float) -> None:
    QApplication.sendEvent(widget, mouse_event(QEvent.Type.MouseMove, widget, QPointF(x, y)))


def test_it_is_left_alone_after_so_many_seconds_without_a_touch(make_watch, qtbot):
    watch = make_watch(0.05)
    with qtbot.waitSignal(watch.left_alone):
        pass


def test_the_touch_that_somebody_comes_with_does_nothing_else(make_watch, button, qtbot, monkeypatch):
    watch = make_watch(1_000)
    watch.leave_alone()
    with qtbot.assertNotEmitted(button.pressed), qtbot.waitSignal(watch.touched):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    monkeypatch.setattr(watching, "_ONE_TOUCH_MS", 0)  # later
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_touch_that_is_told_as_a_movement_first_and_as_a_press_then_is_one(make_watch, button, qtbot):
    watch = make_watch(1_000)
    watch.leave_alone()
    with qtbot.assertNotEmitted(button.pressed), qtbot.assertNotEmitted(button.clicked):
        with qtbot.waitSignal(watch.touched):
            move(button, 30, 10)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # and once more, by a system that makes clicks of touches


def test_a_finger_that_wakes_it_asks_for_nothing_until_it_is_lifted(make_watch, qtbot, monkeypatch):
    watch, plane = make_watch(1_000), TouchPlane()
    qtbot.addWidget(plane)
    plane.show()
    stroke = [QPointF(20, 20), QPointF(50, 50), QPointF(80, 80)]
    watch.leave_alone()
    with qtbot.assertNotEmitted(plane.probed):
        drag(plane.viewport(), stroke, 0)
    monkeypatch.setattr(watching, "_ONE_TOUCH_MS", 0)  # later
    with qtbot.waitSignal(plane.probed):
        drag(plane.viewport(), stroke, 0)


def test_nobody_has_gone_while_something_is_waited_for(make_watch, qtbot):
    watch = make_watch(0.02)
    watch.occupied = True
    with qtbot.assertNotEmitted(watch.left_alone, wait=60):
        pass
    with qtbot.waitSignal(watch.left_alone):
        watch.occupied = False


def test_a_mouse_that_trembles_is_nobody(make_watch, button, qtbot):
    watch = make_watch(1_000)
    move(button, 10, 10)
    watch.leave_alone()
    with qtbot.assertNotEmitted(watch.touched):
        move(button, 12, 11)
    with qtbot.waitSignal(watch.touched):
        move(button, 30, 10)


def test_it_can_tell_again_whether_somebody_is_there(make_watch, qtbot):
    watch = make_watch(1_000)
    with qtbot.waitSignal(watch.touched):
        watch.tell()
    watch.leave_alone()
    with qtbot.waitSignal(watch.left_alone):
        watch.tell()


def test_once_stopped_it_takes_notice_of_nobody(make_watch, button, qtbot):
    watch = make_watch(1_000)
    watch.leave_alone()
    watch.stop()
    with qtbot.assertNotEmitted(watch.touched), qtbot.waitSignal(button.pressed):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
