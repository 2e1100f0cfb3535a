"""A turn of its own for the drawing of a window: what else waits for the window's thread comes before it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QWidget

_MILLISECONDS = 1  # not 0: timers of 0 ms may wait for as long as anything else happens
_LATE_S = 0.004  # after which something took the thread meanwhile, and what is due since then comes first, once


class OwnTurn(QObject):
    """Lets a window be drawn a little after it was changed, once timers and the mouse have had their say.

    Qt draws in the same turn of its loop in which a click or a report of a training has changed what is seen. Each
    takes the half of a frame and more: together they let the next one come late.
    """

    def __init__(
        self, window: QWidget, prepare: Callable[[], bool] = lambda: False, moved: SignalInstance | None = None
    ) -> None:
        """Turns of a window.

        Args:
            window: that is drawn.
            prepare: what it does for the drawing, if it returns that it did anything, has a turn before that.
            moved: says that what changes now follows a hand, and is to be drawn as soon as Qt does.
        """
        super().__init__(window)
        self._window, self._prepare = window, prepare
        self._drawing = False
        self._has_waited = self._is_prepared = self._hurries = False  # of the drawing that comes next
        self._asked = 0.0
        self._soon = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._soon.timeout.connect(self._draw)
        window.installEventFilter(self)
        if moved is not None:
            moved.connect(self._hurry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self._drawing:
            return False
        if self._hurries:
            self._hurries = False
            return False
        self._ask()  # as Qt does once for all that is to be drawn, until it is
        return True

    def _hurry(self, *_: object) -> None:
        self._hurries = True

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._soon.start()

    @Slot()
    def _draw(self) -> None:
        if not self._hurries:
            if not self._has_waited and time.perf_counter() - self._asked > _LATE_S:
                self._has_waited = True
                self._ask()
                return
            if not self._is_prepared and self._prepare():
                self._is_prepared = True
                self._ask()
                return
        self._has_waited = self._is_prepared = self._hurries = False
        self._drawing = True
        QApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))
        self._drawing = False
