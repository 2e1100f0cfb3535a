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
from ae_gui.widgets.plot_names import PlotNames
from ae_gui.widgets.point_cloud import PointCloud

_SAME = 0.01  # of the points' spread: how far from each other two places are that are one
_STREAM_SECONDS = 0.12  # from one moment to the next: what comes faster moves by itself


class _Seen(NamedTuple):
    """Points, (N, 2), with their classes, (N,), and what turns them into pixels: a factor and a summand."""

    positions: NDArray[np.float32]
    kinds: NDArray[np.uint8]
    unit: NDArray[np.float64]
    origin: NDArray[np.float64]


class PointSlide:
    """The sliding of the points of a plane: `leave` before they change, and `arrive` after it."""

    def __init__(self, points: PointCloud, names: PlotNames, frame: PlaneFrame, parent: QObject) -> None:
        self._points, self._names, self._frame = points, names, frame
        self._left: _Seen | None = None
        self._goal = points.positions  # of the last slide
        self._arrived = 0.0
        self._tween = Tween(self._go, parent)

    def leave(self) -> None:
        """Remember where the points are seen, if there are any."""
        if len(self._points.positions):
            self._goal = self._points.positions
            self._left = _Seen(self._points.seen, self._points.kinds, *self._to_screen())

    def arrive(self, softly: bool) -> None:
        """Let the same points slide to where they are now; at once if not `softly`, or in a stream of moments."""
        now, before = time.perf_counter(), self._arrived
        if not len(self._points.positions):  # cleared: the next points may be the same
            return
        left, self._left, self._arrived = self._left, None, now
        softly = softly and (now - before > _STREAM_SECONDS or self._goes_there_already())
        if softly and left is not None and np.array_equal(left.kinds, self._points.kinds):
            unit, origin = self._to_screen()
            self._points.come_from((left.positions * left.unit + left.origin - origin) / unit)
            self._names.setOpacity(0)
            self._tween.begin()
        else:
            self.settle()

    def _goes_there_already(self) -> bool:
        """Whether the points are on their way to just here: a moment may be told twice, as computed anew."""
        here, goal = self._points.positions, self._goal
        if not self._tween.under_way or here.shape != goal.shape:
            return False
        return np.allclose(here, goal, atol=_SAME * float(np.nanstd(goal)), equal_nan=True)

    def settle(self) -> None:
        """Show the points where they are."""
        self._tween.stop()
        self._go(1.0)

    def _go(self, share: float) -> None:
        """Show the points at so much of their way; the names are where they belong, and come into sight meanwhile."""
        self._points.slide(share)
        self._names.setOpacity(share**2)

    def _to_screen(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The length of a unit of the plane on the screen, and where its origin is."""
        origin = self._frame.mapViewToScene(QPointF(0, 0))
        unit = self._frame.mapViewToScene(QPointF(1, 1)) - origin
        return np.array(unit.toTuple()), np.array(origin.toTuple())
