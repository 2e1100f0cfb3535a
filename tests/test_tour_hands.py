import sys
from time import perf_counter

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ae_gui.tour_hands import Beat, at, click, drag, percentiles, play, rest, three, timed, wait
from ae_gui.widgets.draw_pad import DrawPad


class Pad(QWidget):
    """Writes down what a mouse does on it."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.resize(200, 100)
        self.setMouseTracking(True)
        self.done: list[tuple[str, QPoint]] = []

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        assert event.button() == Qt.MouseButton.LeftButton
        self.done.append(("press", event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.done.append(("drag" if event.buttons() else "move", event.position().toPoint()))
        self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.done.append(("release", event.position().toPoint()))


@pytest.fixture
def pad(qtbot) -> Pad:
    pad = Pad()
    qtbot.addWidget(pad)
    pad.show()
    return pad


class Answering(QObject):
    answered = Signal()


def test_a_click_comes_to_a_place_and_presses_it(pad):
    click(pad, at(pad, 0.25, 0.5))
    assert pad.done == [(what, QPoint(50, 50)) for what in ("move", "press", "release")]


def test_a_drag_holds_the_button_all_the_way_and_measures_each_answer(pad):
    way = [QPointF(10 * step, 10) for step in range(4)]
    assert drag(pad, way, pause=0) == []
    assert [what for what, _ in pad.done] == ["press", "drag", "drag", "drag", "release"]
    assert pad.done[-1][1] == QPoint(30, 10)

    assert len(drag(pad, way, 0, pad.moved)) == 3


def test_a_three_is_drawn_upright_on_the_paper_of_a_pad_that_is_wider_than_high(qtbot):
    pad = DrawPad(200)
    qtbot.addWidget(pad)
    pad.resize(300, 120)
    way = three(pad)
    assert all(pad.paper.contains(position) for position in way)
    across, down = ([position.toTuple()[axis] for position in way] for axis in (0, 1))
    assert max(down) - min(down) > max(across) - min(across)


def test_waiting_ends_with_what_is_waited_for_or_says_what_never_came(qapp):
    happened = []
    QTimer.singleShot(1, lambda: happened.append(True))
    wait(lambda: bool(happened), 20, "happen")

    with pytest.raises(TimeoutError, match="nothing moved for 0 s while the program was to fly"):
        wait(lambda: False, 0, "fly")


def test_waiting_goes_on_for_as_long_as_there_is_progress_and_ends_where_it_stands_still(qapp):
    looks = iter(range(10**6))
    wait(lambda: next(looks) > 3, 0, "do three steps", progress=lambda: next(looks))

    with pytest.raises(TimeoutError, match="nothing moved for 0 s while the program was to train an epoch"):
        wait(lambda: False, 0, "train an epoch", progress=lambda: 3)


def test_an_answer_is_timed_whether_it_comes_at_once_or_later_and_missed_if_it_never_does(qapp):
    source = Answering()
    assert timed(source.answered.emit, source.answered) >= 0
    assert timed(lambda: QTimer.singleShot(20, source.answered.emit), source.answered) >= 19
    with pytest.raises(TimeoutError, match="did not answer"):
        timed(lambda: None, source.answered, seconds=0.01)


def test_what_got_lost_is_done_again_until_it_is_answered(qapp, monkeypatch):
    monkeypatch.setattr("ae_gui.tour_hands._AGAIN_MS", 10)
    source, calls = Answering(), []

    def act():
        calls.append(perf_counter())
        if len(calls) == 3:
            source.answered.emit()

    assert timed(act, source.answered, 5) >= 1000 * (calls[2] - calls[0])
    assert len(calls) == 3


def test_figures_are_the_middle_the_slow_ones_and_the_slowest():
    assert percentiles(list(range(101))) == {"p50": 50.0, "p95": 95.0, "max": 100.0}
    assert percentiles([1.0, 2.0], "p99") == {"p50": 1.5, "p99": 1.99, "max": 2.0}


def test_a_beat_notes_how_long_the_window_stood_still(qapp):
    beat = Beat(qapp)
    before = perf_counter()
    beat.start()
    began = perf_counter()
    rest(0.1)
    ended = perf_counter()
    beat.stop()
    steady = beat.gaps_ms()
    after = perf_counter()
    assert len(steady) > 1
    assert 1000 * (ended - began) <= sum(steady) <= 1000 * (after - before)

    beat.start()
    assert len(beat.gaps_ms()) == 1  # it begins anew
    beat.stop()


@pytest.mark.parametrize("fails", [False, True])
def test_a_play_ends_the_program_and_says_how_it_went(qapp, pad, capsys, monkeypatch, fails):
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)

    def act() -> str:
        if fails:
            raise OSError("the disk is full")
        return "All was shown."

    play(pad, act, "tour")
    told = capsys.readouterr()
    assert codes == [int(fails)]
    assert (told.out, told.err) == (
        ("", "The tour ended early: the disk is full\n") if fails else ("All was shown.\n", "")
    )
    assert pad.isVisible() == fails
    assert sys.exc_info() == (None, None, None)
