"""Points that slide from where they were seen to where they are: at another epoch, in another network or on other axes.

Each digit can be followed with the eyes. Points are compared on the screen, not in the plane: another network's plane
may be a hundred times as large.
"""

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF

from ae_gui.motion import Tween
from ae_gui.widgets.plane_frame import PlaneFrame
from ae_gui.widgets.point_cloud import PointCloud

_STREAM_SECONDS = 0.12  # from one moment to the next: what comes faster moves by itself


class _Seen(NamedTuple):
    """Points, (N, 2), with their classes, (N,), and what turns them into pixels: a factor and a summand."""

    positions: NDArray[np.float32]
    kinds: NDArray[np.uint8]
    unit: NDArray[np.float64]
    origin: NDArray[np.float64]


class PointSlide:
    """The sliding of the points of a plane: `leave` before they change, and `arrive` after it."""

    def __init__(self, points: PointCloud, frame: PlaneFrame, parent: QObject) -> None:
        self._points, self._frame = points, frame
        self._left: _Seen | None = None
        self._arrived = 0.0
        self._tween = Tween(points.slide, parent)

    def leave(self) -> None:
        """Remember where the points are seen, if there are any."""
        if len(self._points.positions):
            self._left = _Seen(self._points.seen, self._points.kinds, *self._to_screen())

    def arrive(self, softly: bool) -> None:
        """Let the same points slide to where they are now; at once if not `softly`, or in a stream of moments."""
        now, before = time.perf_counter(), self._arrived
        if not len(self._points.positions):  # cleared: the next points may be the same
            return
        left, self._left, self._arrived = self._left, None, now
        softly = softly and now - before > _STREAM_SECONDS
        if softly and left is not None and np.array_equal(left.kinds, self._points.kinds):
            unit, origin = self._to_screen()
            self._points.come_from((left.positions * left.unit + left.origin - origin) / unit)
            self._tween.begin()
        else:
            self.settle()

    def settle(self) -> None:
        """Show the points where they are."""
        self._tween.stop()
        self._points.slide(1.0)

    def _to_screen(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The length of a unit of the plane on the screen, and where its origin is."""
        origin = self._frame.mapViewToScene(QPointF(0, 0))
        unit = self._frame.mapViewToScene(QPointF(1, 1)) - origin
        return np.array(unit.toTuple()), np.array(origin.toTuple())
