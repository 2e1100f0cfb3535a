"""Hands and a watch for the tour: mouse events as a user makes them, waiting, and measured times."""

import logging
import math
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer, SignalInstance, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ae_gui.widgets.draw_pad import DrawPad

log = logging.getLogger(__name__)

_BEAT_MS = 16
_WAITED = 1_000_000  # what a loop of this module ends with, and no program
_AGAIN_MS = 2_000  # after which what was not answered is done again
_LOOK_S = 0.05  # between two looks at whether something has happened

STILL_S = 300  # that a tour waits for what makes no progress, or tells of none; a machine may have much else to do


def play(window: QWidget, act: Callable[[], str], what: str) -> None:
    """Let `act` use the window, print what it returns, and end the program; `what` names it where it fails."""
    try:
        told = act()
    except InterruptedError:  # the program is ending already
        log.debug("The last steps of the %s", what, exc_info=True)
    except Exception as error:  # whatever it was, nobody is there to close the window
        QApplication.exit(1)
        log.debug("The last steps of the %s", what, exc_info=True)
        print(f"The {what} ended early: {error}", file=sys.stderr)
    else:
        print(told)
        window.close()
        QApplication.exit(0)


def at(widget: QWidget, x: float, y: float) -> QPointF:
    """A position in a widget, from shares of its width and height."""
    return QPointF(x * widget.width(), y * widget.height())


def mouse_event(kind: QEvent.Type, widget: QWidget, position: QPointF, held: bool = False) -> QMouseEvent:
    """A move, or a press or release of the left button, at a position of `widget`; a move while `held` drags."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    down = held or kind == QEvent.Type.MouseButtonPress
    buttons = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
    on_screen = QPointF(widget.mapToGlobal(position))
    return QMouseEvent(kind, position, on_screen, button, buttons, Qt.KeyboardModifier.NoModifier)


def send(kind: QEvent.Type, widget: QWidget, position: QPointF, held: bool = False) -> None:
    """Send a widget a `mouse_event`."""
    QApplication.sendEvent(widget, mouse_event(kind, widget, position, held))


def rest(seconds: float) -> None:
    """Wait, with the window alive.

    Raises:
        InterruptedError: if the program has been told to end.
    """
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), partial(loop.exit, _WAITED))  # precise up to 2 s
    if loop.exec() != _WAITED:
        raise InterruptedError("the program is ending")


def wait(is_done: Callable[[], bool], seconds: float, what: str, progress: Callable[[], object] = lambda: None) -> None:
    """Wait until something has happened, with the window alive: for as long as it makes progress.

    However slow the machine is, what tells another `progress` from time to time, such as a number of steps, is on its
    way.

    Raises:
        TimeoutError: if it has not happened, and its progress has stood still for so many `seconds`.
    """
    reached, since = progress(), time.monotonic()
    while not is_done():
        if (now := progress()) != reached:
            reached, since = now, time.monotonic()
        elif time.monotonic() > since + seconds:
            raise TimeoutError(f"nothing moved for {seconds} s while the program was to {what}")
        rest(_LOOK_S)


def click(widget: QWidget, position: QPointF) -> None:
    """Click at a position of a widget."""
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        send(kind, widget, position)
    rest(0.05)


def drag(
    widget: QWidget, positions: Sequence[QPointF], pause: float = 0.01, answered: SignalInstance | None = None
) -> list[float]:
    """Press at the first of some positions, move through the others and let go at the last.

    Returns how many milliseconds `answered`, if it is given, took to answer each move.
    """
    send(QEvent.Type.MouseButtonPress, widget, positions[0])
    times = []
    for position in positions[1:]:
        move = partial(send, QEvent.Type.MouseMove, widget, position, held=True)
        if answered is None:
            move()
        else:
            times.append(timed(move, answered))
        rest(pause)
    send(QEvent.Type.MouseButtonRelease, widget, positions[-1])
    return times


def three(pad: DrawPad) -> list[QPointF]:
    """The way of a pen that draws a three on the paper of a pad."""
    paper = pad.paper
    turns = np.concatenate([np.linspace(2.6, -1.4, 30), np.linspace(1.4, -2.6, 30)])
    middles = np.repeat([0.35, 0.65], 30)
    return [
        paper.topLeft()
        + QPointF((0.48 + 0.17 * math.cos(turn)) * paper.width(), (middle - 0.15 * math.sin(turn)) * paper.height())
        for turn, middle in zip(turns, middles, strict=True)
    ]


def timed(act: Callable[[], object], answered: SignalInstance, seconds: float = 60) -> float:
    """Milliseconds from calling `act` until a signal answers it.

    What got lost on its way, such as a move that came too soon after another, is done again, as a hand would do it;
    the time is still that from the first call.

    Raises:
        TimeoutError: if it does not answer within so many `seconds`.
        InterruptedError: if the program has been told to end.
    """
    loop, answers = QEventLoop(), []

    def answer(*_: object) -> None:
        answers.append(time.perf_counter())
        loop.exit(_WAITED)

    answered.connect(answer)
    began = time.perf_counter()
    act()
    again = QTimer(loop, interval=_AGAIN_MS)
    again.timeout.connect(lambda: act())
    again.start()
    QTimer.singleShot(round(1000 * seconds), loop, partial(loop.exit, _WAITED))
    ended = not answers and loop.exec() != _WAITED
    again.stop()
    answered.disconnect(answer)
    if ended:
        raise InterruptedError("the program is ending")
    if not answers:
        raise TimeoutError("the window did not answer")
    return 1000 * (answers[0] - began)


def percentiles(values: Sequence[float] | NDArray[np.float64], low: str = "p95") -> dict[str, float]:
    """The median, another percentile and the maximum, rounded."""
    named = {"p50": 50.0, low: float(low[1:])}
    figures = {name: round(float(np.percentile(values, percent)), 2) for name, percent in named.items()}
    return figures | {"max": round(float(np.max(values)), 2)}


class Beat(QObject):
    """A steady beat in the window's thread, which notes how far apart its beats really came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._gaps: list[float] = []
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        """Begin anew."""
        self._gaps.clear()
        self.skip()
        self._timer.start(_BEAT_MS)

    def stop(self) -> None:
        """Beat no more: 60 beats a second cost a training on all cores some of its speed."""
        self._timer.stop()

    def skip(self) -> None:
        """Leave out the time since the last beat: the tour itself kept the window's thread busy."""
        self._last = time.perf_counter()

    def gaps_ms(self) -> NDArray[np.float64]:
        """Milliseconds from each beat to the next, from the start until now."""
        self._note()
        return 1000 * np.array(self._gaps)

    @Slot()
    def _note(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now
