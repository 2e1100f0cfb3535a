"""The points of a plane as one picture at the view's device pixels, made again when they or the view change."""

import math
import time

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.point_raster import PointRaster
from ae_model.latent_map import inside, nearest
from ae_model.samples import sample, shuffled

_FAINT = 70  # alpha, of 255, of points that the newest snapshot has not placed
_LARGEST = 3.0  # pixels of a radius: a larger one is drawn on fewer and enlarged, or a 4K screen would take 0.2 s
_LOOKED_AT = 2_000  # points, about, that the middles of the classes are the medians of
_FADED = 26  # of points that are not among the selected ones


class PointCloud(pg.GraphicsObject):
    """Points in their classes' colours; points of a hidden class are neither drawn nor found.

    Signals:
        redrawn(seconds): a new picture was made and drawn, which took so long.

    Attributes:
        positions: (N, 2) float32 in the plane; NaN where a point is not to be seen.
    """

    redrawn = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.positions = np.empty((0, 2), np.float32)
        self._kinds = np.empty(0, np.uint8)
        self._fresh = np.empty(0, np.intp)
        self._selected = np.empty(0, np.intp)
        self._colors = np.empty((0, 3), np.uint8)
        self._hidden: set[int] = set()
        self._factor = 1.0
        self._drawn: tuple[NDArray[np.float32], NDArray[np.uint8]] | None = None
        self._raster: PointRaster | None = None
        self._picture: QImage | None = None
        self._picture_of: tuple[object, ...] = ()

    # Showing points

    def set_points(self, positions: NDArray[np.float32], kinds: NDArray[np.uint8], fresh: NDArray[np.intp]) -> None:
        """Show points; those at the indices `fresh` are placed by the newest snapshot, and the rest are faint."""
        self.positions, self._kinds, self._fresh = positions, kinds, fresh
        self._changed()

    def select(self, indices: NDArray[np.intp]) -> None:
        """Fade all points but these, (n,) indices; none fade where there are no indices."""
        self._selected = indices
        self._changed()

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the classes: (C, 3)."""
        self._colors = colors
        self._changed()

    def set_shown(self, kind: int, shown: bool) -> None:
        """Show or hide the points of one class."""
        (self._hidden.discard if shown else self._hidden.add)(kind)
        self._changed()

    def show_all(self) -> None:
        """Show the points of every class."""
        self._hidden.clear()
        self._changed()

    def enlarge(self, factor: float) -> None:
        """Draw points so many times as large."""
        if factor != self._factor:
            self._factor = factor
            self._changed()

    # Finding points

    @property
    def findable(self) -> NDArray[np.bool_]:
        """Whether each point, (N,), is shown and placed by the newest snapshot."""
        return self._shown() & self._is_fresh

    def nearest(self, x: float, y: float) -> int | None:
        """The findable point nearest to a position; None if there is none."""
        if not self._hidden:
            fresh = self.positions[self._fresh]
            return int(self._fresh[nearest(np.array([x, y], np.float32), fresh)]) if len(fresh) else None
        candidates = np.flatnonzero(self.findable)
        if not len(candidates):
            return None
        return int(candidates[nearest(np.array([x, y], np.float32), self.positions[candidates])])

    def within(self, polygon: NDArray[np.floating]) -> NDArray[np.intp]:
        """Indices of the findable points inside a region with (n, 2) corners."""
        findable = np.flatnonzero(self.findable)
        return findable[inside(polygon, self.positions[findable])]

    def kind(self, index: int) -> int:
        """The class of a point."""
        return int(self._kinds[index])

    def middles(self) -> NDArray[np.float64]:
        """The middle of each class, as medians of some of its points, (C, 2); NaN where none of them is to be seen."""
        some = self._fresh[sample(len(self._fresh), _LOOKED_AT)]
        kinds, positions = self._kinds[some], self.positions[some]
        middles = np.full((int(self._kinds.max(initial=0)) + 1, 2), np.nan)
        for kind in set(np.unique(kinds).tolist()) - self._hidden:
            middles[kind] = np.median(positions[kinds == kind], axis=0)
        return middles

    # Qt's questions and events

    def boundingRect(self) -> QRectF:
        return self.viewRect() or QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or not len(self._colors):
            return
        began = time.perf_counter()
        scale = painter.device().devicePixelRatioF()
        coarseness = max(1, round(self._radius() * scale / _LARGEST))
        scale /= coarseness
        frame = view.mapRectToScene(view.rect())
        # Whole device pixels: a picture drawn at half a pixel is blurred.
        corner = QPointF(math.floor(frame.left() * scale) / scale, math.floor(frame.top() * scale) / scale)
        size = (math.ceil(frame.height() * scale) + 1, math.ceil(frame.width() * scale) + 1)
        shown = (scale, corner.toTuple(), size, view.viewRect().getRect())
        fresh = self._picture is None or self._picture_of != shown
        if self._picture is None or fresh:
            self._picture = self._rasterized(view, scale, corner, size)
            self._picture_of = shown
        painter.setTransform(self.sceneTransform().inverted()[0], True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, coarseness > 1)
        # Into a rectangle: a picture of less than a pixel a logical pixel is not enlarged by itself.
        painter.drawImage(QRectF(corner, QSizeF(size[1] / scale, size[0] / scale)), self._picture)
        if fresh:
            self.redrawn.emit(time.perf_counter() - began)

    def _rasterized(self, view: pg.ViewBox, scale: float, corner: QPointF, size: tuple[int, int]) -> QImage:
        origin = view.mapViewToScene(QPointF(0, 0)) - corner
        unit = view.mapViewToScene(QPointF(1, 1)) - corner - origin
        factor, offset = (scale * np.array(place.toTuple(), np.float32) for place in (unit, origin))
        positions, kinds = self._drawn = self._drawn or self._in_order()
        radius = self._radius() * scale
        if self._raster is None or (self._raster.size, self._raster.radius) != (size, radius):
            self._raster = PointRaster(size, radius)
        places = positions * factor
        places += offset
        pixels = self._raster.draw(places, kinds, self._shades())
        return QImage(pixels.data, size[1], size[0], 4 * size[1], QImage.Format.Format_ARGB32_Premultiplied)

    def _in_order(self) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Positions and rows of `_shades` of the points that are drawn, those in full last: they lie on top.

        Otherwise in a disorder: in data sorted by class, one class would lie on all others.
        """
        count = len(self._colors)
        kinds = self._kinds.copy()
        bright = self._is_fresh
        if len(self._selected):
            selected = np.zeros(len(kinds), bool)
            selected[self._selected[self._selected < len(kinds)]] = True
            bright &= selected
        kinds[bright] += count
        mixed = shuffled(len(kinds))
        mixed = mixed[self._shown()[mixed]]
        bright = bright[mixed]
        order = np.concatenate([mixed[~bright], mixed[bright]])
        return self.positions[order], kinds[order]

    def _shades(self) -> NDArray[np.uint8]:
        """(2C, 4): the classes faint, and in full."""
        faint = _FADED if len(self._selected) else _FAINT
        alphas = np.repeat([faint, 255], len(self._colors)).astype(np.uint8)
        return np.column_stack([np.tile(self._colors, (2, 1)), alphas])

    @property
    def _is_fresh(self) -> NDArray[np.bool_]:
        fresh = np.zeros(len(self._kinds), bool)
        fresh[self._fresh] = True
        return fresh

    def _shown(self) -> NDArray[np.bool_]:
        shown = np.isfinite(self.positions[:, 0])
        return shown & ~np.isin(self._kinds, list(self._hidden)) if self._hidden else shown

    def _radius(self) -> float:
        """Of a point, in logical pixels: smaller where there are many."""
        count = len(self.positions)
        return self._factor * (2.6 if count <= 2_000 else 2.0 if count <= 20_000 else 1.4)

    def _changed(self) -> None:
        self._picture = self._drawn = None
        self.update()
