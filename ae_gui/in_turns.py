"""Work that a window does a few milliseconds at a time: all at once, what moves would stand still for a frame."""

import time
from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_TURN_SECONDS = 0.002  # of work, between two pictures


class InTurns(QObject):
    """Does the work of a generator, piece by piece.

    Signals:
        done(result): what the generator has returned.
    """

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Generator[None, None, Any] | None = None
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._take_turn)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._turns.isActive()

    def begin(self, work: Generator[None, None, Any]) -> None:
        """Do this in the turns that follow, in place of what was under way."""
        self._work = work
        self._turns.start()

    def give_up(self) -> None:
        """Do no more of it."""
        self._work = None
        self._turns.stop()

    @Slot()
    def _take_turn(self) -> None:
        assert self._work is not None
        ends = time.perf_counter() + _TURN_SECONDS
        try:
            next(self._work)
            while time.perf_counter() < ends:
                next(self._work)
        except StopIteration as end:
            self.give_up()
            self.done.emit(end.value)
