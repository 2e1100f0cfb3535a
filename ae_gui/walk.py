"""An endless walk through a plane: from a nought to a one to a two, always near digits."""

import time

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ae_gui.latent_view import LatentView
from ae_model.latent_map import bounds
from ae_model.latent_paths import near_data
from ae_model.samples import sample
from ae_model.snapshot import Array

_FRAME_MS = 16
_LONGEST_FRAME_S = 0.1  # after a longer one the walk goes on where it was, and does not jump
_CROSSING_S = 9.0  # to walk once across the whole plane
_REST_S = 1.1  # at each digit that was reached
_SOFTNESS_S = 0.25  # by which the position that is shown lags behind the corner of the path
_STONES = 300  # codes that a path may pass by: 3 ms, which no frame notices
_STEPS = 60  # on a path
_CANDIDATES = 20  # digits of the next class, of which the most typical is walked to


class Walk(QObject):
    """A position that walks once it was started, and goes on from where it is when the network has changed.

    Signals:
        moved(x, y): it is at this position of the plane; sixty times a second.
    """

    moved = Signal(float, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rng = np.random.default_rng(0)
        self._view: LatentView | None = None
        self._kind = 0  # class of the digit that is walked to
        self._goal = 0  # its index
        self._path = np.zeros((2, 2), np.float32)
        self._lengths = np.zeros(2)  # walked at each step of the path
        self._walked = 0.0
        self._rested = 0.0
        self._span = 1.0  # of the plane
        self._position = np.zeros(2, np.float32)
        self._last = 0.0
        self._timer = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def walking(self) -> bool:
        """Whether it is under way."""
        return self._timer.isActive()

    def show(self, view: LatentView) -> None:
        """Walk through this plane from now on."""
        self._view = view
        left, bottom, right, top = bounds(view.positions)
        self._span = max(right - left, top - bottom)
        if self._goal >= len(view.positions):  # fewer digits are on show than before
            self._choose_goal()
        elif self.walking:
            self._lay_path(self._position)

    def start(self, x: float, y: float) -> None:
        """Walk on from a position, to a nought."""
        self._kind = -1
        self._position = np.array([x, y], np.float32)
        self._choose_goal()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Stay."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        seconds, self._last = min(now - self._last, _LONGEST_FRAME_S), now
        self._walked += seconds * self._span / _CROSSING_S
        corner = np.array([np.interp(self._walked, self._lengths, axis) for axis in self._path.T], np.float32)
        self._position = self._position + (corner - self._position) * np.float32(1 - np.exp(-seconds / _SOFTNESS_S))
        if self._walked >= self._lengths[-1]:
            self._rested += seconds
            if self._rested >= _REST_S:
                self._choose_goal()
        self.moved.emit(float(self._position[0]), float(self._position[1]))

    def _choose_goal(self) -> None:
        """Walk to a typical digit of the next class."""
        if self._view is None:
            return
        labels = self._view.digits.labels
        self._kind = (self._kind + 1) % len(self._view.digits.class_names)
        of_kind = np.flatnonzero(labels == self._kind)
        if len(of_kind):
            chosen = self._rng.choice(of_kind, min(_CANDIDATES, len(of_kind)), replace=False)
            middle = np.median(self._view.positions[of_kind], axis=0)
            self._goal = int(chosen[np.square(self._view.positions[chosen] - middle).sum(axis=1).argmin()])
        self._rested = 0.0
        self._lay_path(self._position)

    def _lay_path(self, start: Array) -> None:
        assert self._view is not None
        positions = self._view.positions
        stones = positions[sample(len(positions), _STONES)]
        self._path = near_data(start, positions[self._goal], stones, _STEPS)
        steps = np.hypot(*np.diff(self._path, axis=0).T)
        self._lengths = np.concatenate([[0.0], np.cumsum(steps)])
        self._walked = 0.0
