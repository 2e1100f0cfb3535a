"""What the tour does with the window, as a user's hands would, and the watch that it holds beside it."""

import logging
import math
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer, SignalInstance, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

log = logging.getLogger(__name__)

_BEAT_MS = 16
_LOOK_S = 0.05  # between two looks whether something has happened


def play(window: QWidget, act: Callable[[], str], what: str) -> None:
    """Do something with the window from its beginning to its end, tell what `act` returns, and end the program."""
    try:
        told = act()
    except Exception as error:  # whatever it was, nobody is there to close the window
        QApplication.exit(1)
        log.debug("The last steps of the %s", what, exc_info=True)
        print(f"The {what} ended early: {error}", file=sys.stderr)
    else:
        print(told)
        window.close()
        QApplication.exit(0)


def mouse_event(kind: QEvent.Type, widget: QWidget, place: QPointF, held: bool = False) -> QMouseEvent:
    """A move, or a press or release of the left button, at `place` of `widget`; a move with the button held drags."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    down = held or kind == QEvent.Type.MouseButtonPress
    buttons = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
    position = QPointF(widget.mapToGlobal(place))
    return QMouseEvent(kind, place, position, button, buttons, Qt.KeyboardModifier.NoModifier)


def rest(seconds: float) -> None:
    """Wait, with the window alive."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)  # precise up to 2 s
    loop.exec()


def wait(is_done: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something has happened, with the window alive.

    Raises:
        TimeoutError: if it has not after so many `seconds`.
    """
    deadline = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > deadline:
            raise TimeoutError(f"the program took more than {seconds} s to {what}")
        rest(_LOOK_S)


def click(widget: QWidget, place: QPointF) -> None:
    """Click on a place of a widget."""
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(widget, mouse_event(kind, widget, place))
    rest(0.05)


def drag(widget: QWidget, places: Sequence[QPointF], pause: float = 0.01) -> None:
    """Press at the first of some places, move through the others and let go at the last."""
    QApplication.sendEvent(widget, mouse_event(QEvent.Type.MouseButtonPress, widget, places[0]))
    for place in places[1:]:
        QApplication.sendEvent(widget, mouse_event(QEvent.Type.MouseMove, widget, place, held=True))
        rest(pause)
    QApplication.sendEvent(widget, mouse_event(QEvent.Type.MouseButtonRelease, widget, places[-1]))


def three(pad: QWidget) -> list[QPointF]:
    """Where a pen goes that draws a three on a pad."""
    turns = np.concatenate([np.linspace(2.6, -1.4, 30), np.linspace(1.4, -2.6, 30)])
    middles = np.repeat([0.35, 0.65], 30)
    return [
        QPointF(pad.width() * (0.48 + 0.17 * math.cos(turn)), pad.height() * (middle - 0.15 * math.sin(turn)))
        for turn, middle in zip(turns, middles, strict=True)
    ]


def timed(act: Callable[[], object], answered: SignalInstance, seconds: float = 5) -> float:
    """Milliseconds from doing something until a signal answers it.

    Raises:
        TimeoutError: if it does not answer within so many `seconds`.
    """
    loop, answers = QEventLoop(), []

    def answer(*_: object) -> None:
        answers.append(time.perf_counter())
        loop.quit()

    answered.connect(answer)
    began = time.perf_counter()
    act()
    QTimer.singleShot(round(1000 * seconds), loop, loop.quit)
    if not answers:
        loop.exec()
    answered.disconnect(answer)
    if not answers:
        raise TimeoutError("the window did not answer")
    return 1000 * (answers[0] - began)


def percentiles(values: Sequence[float] | NDArray[np.float64], low: str = "p95") -> dict[str, float]:
    """The median, a high percentile and the maximum, rounded."""
    named = {"p50": 50.0, low: float(low[1:])}
    figures = {name: round(float(np.percentile(values, percent)), 2) for name, percent in named.items()}
    return figures | {"max": round(float(np.max(values)), 2)}


class Beat(QObject):
    """A steady beat in the window's thread, and how far apart its beats really came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._gaps: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
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
