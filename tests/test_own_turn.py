import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ae_gui.own_turn import OwnTurn


class Canvas(QWidget):
    """A window that notes in which order it is drawn and other things happen."""

    def __init__(self) -> None:
        super().__init__()
        self.happened: list[str] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.happened.append("drawn")


@pytest.fixture
def canvas(qtbot) -> Canvas:
    """A window that has been drawn."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitExposed(canvas)
    qtbot.waitUntil(lambda: "drawn" in canvas.happened)
    canvas.happened.clear()
    return canvas


def test_a_timer_that_is_due_comes_between_a_change_of_the_window_and_its_drawing(qtbot, canvas):
    OwnTurn(canvas)
    timer = QTimer(canvas, singleShot=True, interval=1)
    timer.timeout.connect(lambda: canvas.happened.append("timer"))
    timer.start()
    canvas.update()
    QApplication.sendPostedEvents()  # in which Qt alone would draw
    qtbot.waitUntil(lambda: "drawn" in canvas.happened)
    assert canvas.happened == ["timer", "drawn"]


def test_a_window_is_drawn_once_for_all_that_has_changed_and_again_for_the_next_change(qtbot, canvas):
    OwnTurn(canvas)
    for times in (1, 2):
        canvas.update()
        QApplication.sendPostedEvents()
        canvas.update()
        qtbot.waitUntil(lambda times=times: len(canvas.happened) >= times)
        assert len(canvas.happened) == times


def test_what_falls_due_during_other_work_comes_before_a_drawing_that_was_asked_for_before_it(qtbot, canvas):
    OwnTurn(canvas)
    canvas.update()
    QApplication.sendPostedEvents()
    beat = QTimer(canvas, singleShot=True, interval=3, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: canvas.happened.append("beat"))
    beat.start()
    began = time.perf_counter()
    while time.perf_counter() < began + 0.01:  # work
        pass
    qtbot.waitUntil(lambda: "drawn" in canvas.happened)
    assert canvas.happened == ["beat", "drawn"]


def test_what_a_drawing_needs_is_prepared_in_a_turn_before_it(qtbot, canvas):
    def prepare() -> bool:
        canvas.happened.append("prepared")
        timer.start()
        return True

    timer = QTimer(canvas, singleShot=True, interval=1)
    timer.timeout.connect(lambda: canvas.happened.append("timer"))
    OwnTurn(canvas, prepare)
    canvas.update()
    qtbot.waitUntil(lambda: "drawn" in canvas.happened)
    assert canvas.happened == ["prepared", "timer", "drawn"]


def test_what_follows_a_hand_is_drawn_at_once(qtbot, canvas):
    hand = QAction(canvas)
    OwnTurn(canvas, moved=hand.triggered)
    hand.trigger()
    canvas.update()
    QApplication.sendPostedEvents()
    assert canvas.happened == ["drawn"]
    canvas.update()
    QApplication.sendPostedEvents()
    assert canvas.happened == ["drawn"]  # and what comes after it has a turn of its own
