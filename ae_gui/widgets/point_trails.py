"""Trails behind the points of a plane: where some of them were at the last moments, fading with their age."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.motion import moves
from ae_gui.widgets.point_cloud import PointCloud, screen_of
from ae_gui.widgets.point_raster import PointRaster
from ae_gui.widgets.whole_view import WholeView
from ae_model.samples import sample

_MOST = 1_000  # points that have a trail: those of more would hide the plane
_MOMENTS = 8  # that a trail is long
_FEWEST, _MOST_DOTS = 2, 80_000  # from one moment to the next, and in all
_APART = 1.6  # logical pixels, of most dots
_USUALLY = 0.9  # share of the ways that are short enough for that
_WIDTH = 0.9  # logical pixels of a dot's radius
_FAINTEST, _STRONGEST = 26, 150  # alpha, of 255


class PointTrails(WholeView):
    """The trails; there are none until they are wanted, and where nothing moves.

    Attributes:
        moments: where the points with a trail were, (n, 2) each, the newest last.
    """

    def __init__(self, points: PointCloud) -> None:
        super().__init__()
        self._points = points
        self._wanted = False
        self._indices = np.empty(0, np.intp)
        self.moments: list[NDArray[np.float32]] = []
        self._raster: PointRaster | None = None
        self._picture: QImage | None = None
        self._picture_of: tuple[object, ...] = ()
        self.setZValue(-0.5)

    def want(self, wanted: bool) -> None:
        """Draw trails from now on, or none."""
        self._wanted = wanted
        self.moments.clear()
        self._picture = None
        self.update()

    def go_on(self) -> None:
        """Take where the points are now; trails of points that are no longer there end."""
        if not self._wanted or not moves():
            self.moments.clear()
            return
        findable = self._points.findable
        there = len(self._indices) and self._indices[-1] < len(findable) and findable[self._indices].all()
        if not there or not self.moments:
            self.moments.clear()
            found = np.flatnonzero(findable)
            self._indices = found[sample(len(found), _MOST)]
        self.moments = [*self.moments[1 - _MOMENTS :], self._points.positions[self._indices]]
        self._picture = None

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or len(self.moments) < 2 or not len(self._points.colors):
            return
        scale = painter.device().devicePixelRatioF()
        place, unit, origin = screen_of(view, scale)
        size = (round(place.height() * scale), round(place.width() * scale))
        shown = (scale, size, unit.tolist(), origin.tolist(), self._points.seen is self._points.positions)
        if self._picture is None or self._picture_of != shown or not shown[-1]:
            self._picture, self._picture_of = self._drawn(unit, origin, size, _WIDTH * scale), shown
        painter.setTransform(self.sceneTransform().inverted()[0], True)
        painter.drawImage(place, self._picture)

    def _drawn(
        self, unit: NDArray[np.float32], origin: NDArray[np.float32], size: tuple[int, int], radius: float
    ) -> QImage:
        colors, ages = self._points.colors, len(self.moments) - 1
        stops = np.stack([*self.moments[:-1], self._points.seen[self._indices]]) * unit + origin  # (moments, n, 2)
        steps = np.hypot(*np.moveaxis(np.diff(stops, axis=0), -1, 0))
        wanted = float(np.quantile(steps, _USUALLY)) / (_APART * radius / _WIDTH)
        between = max(_FEWEST, min(math.ceil(wanted), _MOST_DOTS // max(steps.size, 1)))
        shares = np.linspace(0, 1, between, endpoint=False, dtype=np.float32)[:, None, None, None]
        dots = stops[:-1] + shares * (stops[1:] - stops[:-1])  # (between, ages, n, 2)
        most = max(1, 255 // len(colors))  # strengths: a raster has 255 kinds
        strengths = np.linspace(0, min(ages, most) - 1, ages).round().astype(np.intp)
        alphas = np.linspace(_FAINTEST, _STRONGEST, strengths[-1] + 1).astype(np.uint8)
        shades = np.column_stack([np.tile(colors, (len(alphas), 1)), np.repeat(alphas, len(colors))])
        kinds = self._points.kinds[self._indices] + len(colors) * strengths[:, None]
        if self._raster is None or (self._raster.size, self._raster.radius) != (size, radius):
            self._raster = PointRaster(size, radius)
        kinds = np.broadcast_to(kinds, dots.shape[:-1])
        pixels = self._raster.draw(dots.reshape(-1, 2), kinds.reshape(-1), shades)
        return QImage(pixels.data, size[1], size[0], 4 * size[1], QImage.Format.Format_ARGB32_Premultiplied)
