"""The points of a plane as one picture at the view's device pixels, made again when they or the view change."""

import math
import time
from enum import IntEnum

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.point_raster import PointRaster
from ae_gui.widgets.whole_view import WholeView
from ae_model.latent_map import inside, nearest
from ae_model.samples import median, sample, shuffled

_TRUE, _UNTRUE = 0.04, 0.16  # of the points' spread: how far they have moved since all were placed, for the others ...
_FULLY = 0.9  # ... to stand for what is true, or no more; from this share on they are drawn like all
_COUNTS, _RADII = (10, 100, 2_000, 10_000, 70_000), (6.5, 4.8, 2.7, 2.0, 1.4)  # logical pixels: larger where few are
_FEW, _OPACITY_OF_FEW = 600, 0.82  # points that are drawn one by one, each with a smooth rim
_HANDFUL = 60  # points of which each counts
_LEAST_IN_SIGHT, _STEPS = 0.005, 2  # share of the points, and steps from one to the half of it
_LARGEST = 3.0  # pixels of a radius: a larger one is drawn on fewer and enlarged, or a 4K screen would take 0.2 s
_LOOKED_AT = 2_000  # points, about, that the middles of the classes are the medians of
_FADED = 26  # alpha, of 255, of points that are not among the selected ones
_OPACITY = 0.7  # of a point that no other lies over: where many lie, the plane is darker


class _Rank(IntEnum):
    """How strongly a point is drawn; the stronger ones lie on top."""

    FADED = 0
    STALE = 1
    FULL = 2


class PointCloud(WholeView):
    """Points in their classes' colours; points of a hidden class are neither drawn nor found.

    Signals:
        redrawn(seconds): a new picture was made and drawn, which took so long.

    Attributes:
        positions: (N, 2) float32 in the plane; NaN where a point is not to be seen.
        kinds: (N,) the class of each.
        colors: (C, 3) of the classes.
        selected: indices of those that do not fade, (n,); none fade where there are none.
    """

    redrawn = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.positions = np.empty((0, 2), np.float32)
        self.kinds = np.empty(0, np.uint8)
        self._fresh = np.empty(0, np.intp)
        self._placed = self.positions  # where all points were when each of them was placed last
        self._truth = 1.0  # of those that are not fresh
        self.selected = np.empty(0, np.intp)
        self.colors = np.empty((0, 3), np.uint8)
        self._hidden: set[int] = set()
        self._factor = 1.0
        self._in_sight = 1.0  # share of the points, in steps: they are larger where few are seen
        self._as_of = 0  # points that there would be; 0 where it is those that there are
        self._away: NDArray[np.float32] | None = None  # from its position to where each point came from
        self._left = 0.0  # share of that way that is still to go
        self._found: tuple[tuple[float, float], int | None] | None = None  # what was asked for last, and its nearest
        self._drawn: tuple[NDArray[np.intp], NDArray[np.uint8]] | None = None
        self._raster: PointRaster | None = None
        self._picture: QImage | None = None
        self._picture_of: tuple[object, ...] = ()
        self._place, self._is_coarse = QRectF(), False
        self._seconds: float | None = None  # that it took to make; None once it has been painted

    # Showing points

    def set_points(self, positions: NDArray[np.float32], kinds: NDArray[np.uint8], fresh: NDArray[np.intp]) -> None:
        """Show points; those at the indices `fresh` are placed by the newest snapshot.

        The rest fades as the fresh ones move away from where they were beside it: it would show what is no more.
        """
        if len(fresh) == len(positions) or len(positions) != len(self._placed):
            self._placed = positions
        self.positions, self.kinds, self._fresh, self._away = positions, kinds, fresh, None
        self._truth = self._found_truth()
        self._changed()

    @property
    def seen(self) -> NDArray[np.float32]:
        """Where the points are seen, (N, 2): on their way to their positions."""
        return self.positions if self._away is None else self.positions + np.float32(self._left) * self._away

    def come_from(self, before: NDArray[np.floating]) -> None:
        """Show the points where they come from, (N, 2), until they `slide`."""
        self._away, self._left = np.nan_to_num(before - self.positions).astype(np.float32), 1.0
        self._picture = None
        self.update()

    def slide(self, share: float) -> None:
        """Show the points at so much of the way to their positions; nearest and inside always mean the positions."""
        if self._away is not None:
            self._left, self._picture = 1 - share, None
            self._away = self._away if share < 1 else None
            self.update()

    def select(self, indices: NDArray[np.intp]) -> None:
        """Fade all points but these, (n,) indices; none fade where there are no indices."""
        self.selected = indices
        self._changed()

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the classes: (C, 3)."""
        self.colors = colors
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

    def draw_as_of(self, count: int) -> None:
        """Draw points as large as if there were so many, until `count` is 0: beside another plane, say."""
        self._as_of = count

    # Finding points

    @property
    def findable(self) -> NDArray[np.bool_]:
        """Whether each point, (N,), is shown and placed by the newest snapshot."""
        return self._shown() & self._is_fresh

    def nearest(self, x: float, y: float) -> int | None:
        """The findable point nearest to a position; None if there is none.

        The ring around it and the tool in the hand ask about the same position, one after the other.
        """
        if self._found is None or self._found[0] != (x, y):
            self._found = (x, y), self._nearest(x, y)
        return self._found[1]

    def _nearest(self, x: float, y: float) -> int | None:
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
        return int(self.kinds[index])

    def middles(self) -> NDArray[np.float64]:
        """The middle of each class, as medians of some of its points, (C, 2); NaN where none of them is to be seen.

        Where there are a handful of points, it is the point nearest to that: between two there would be nothing.
        """
        some = self._fresh[sample(len(self._fresh), _LOOKED_AT)]
        kinds, positions = self.kinds[some], self.positions[some]
        middles = np.full((int(self.kinds.max(initial=0)) + 1, 2), np.nan)
        for kind in set(kinds.tolist()) - self._hidden:
            own = positions[kinds == kind]
            middle = median(own, axis=0)
            middles[kind] = own[np.hypot(*(own - middle).T).argmin()] if len(self.positions) <= _HANDFUL else middle
        return middles

    def taken(self) -> NDArray[np.floating]:
        """What no name may cover, (n, 3): each of a handful of points, and how many logical pixels it reaches."""
        points = self.positions[self.findable] if len(self.positions) <= _HANDFUL else self.positions[:0]
        return np.column_stack([points, np.full(len(points), self._radius())])

    # Qt's questions and events

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or not len(self.colors):
            return
        self.prepare(painter.device().devicePixelRatioF())
        began = time.perf_counter()
        painter.setTransform(self.sceneTransform().inverted()[0], True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._is_coarse)
        assert self._picture is not None
        # Into a rectangle: a picture of less than a pixel a logical pixel is not enlarged by itself.
        painter.drawImage(self._place, self._picture)
        if self._seconds is not None:
            seconds, self._seconds = self._seconds, None
            self.redrawn.emit(seconds + time.perf_counter() - began)

    def prepare(self, scale: float) -> bool:
        """Make the picture that is painted next, at `scale` pixels a logical pixel; returns whether it was missing."""
        view = self.getViewBox()
        if view is None or not len(self.colors):
            return False
        began = time.perf_counter()
        self._in_sight = _share_in_sight(self.positions, view.viewRect())
        coarseness = 1 if self._are_few else max(1, round(self._radius() * scale / _LARGEST))
        scale /= coarseness
        self._place, unit, origin = screen_of(view, scale)
        shown = (scale, self._place.getRect(), unit.tolist(), origin.tolist())
        if self._picture is not None and self._picture_of == shown:
            return False
        self._picture = self._rasterized(self._place, unit, origin, scale)
        self._picture_of, self._is_coarse = shown, coarseness > 1
        self._seconds = time.perf_counter() - began
        return True

    def _rasterized(
        self, place: QRectF, unit: NDArray[np.float32], origin: NDArray[np.float32], scale: float
    ) -> QImage:
        size = (round(place.height() * scale), round(place.width() * scale))
        order, kinds = self._drawn = self._drawn or self._in_order()
        # Column by column: numpy takes five times as long for rows of two numbers.
        columns = zip(self.seen.T, unit, origin, strict=True)
        places = np.stack([column.take(order) * factor + summand for column, factor, summand in columns]).T
        radius = self._radius() * scale
        if self._are_few:
            return self._drawn_one_by_one(places, kinds, radius, size)
        if self._raster is None or not self._raster.fits(size, radius):
            self._raster = PointRaster(size, radius)
        elif self._raster.radius != radius:
            self._raster.shrink(radius)
        pixels = self._raster.draw(places, kinds, self._shades(), _OPACITY)
        return QImage(pixels.data, size[1], size[0], 4 * size[1], QImage.Format.Format_ARGB32_Premultiplied)

    def _drawn_one_by_one(
        self, places: NDArray[np.float32], kinds: NDArray[np.uint8], radius: float, size: tuple[int, int]
    ) -> QImage:
        image = QImage(size[1], size[0], QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        shades = self._shades()
        shades[:, 3] = np.minimum(shades[:, 3], round(255 * _OPACITY_OF_FEW))
        colors = [QColor(*shade) for shade in shades.tolist()]
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        reach = 2 * radius
        near = ((places > -reach) & (places < (size[1] + reach, size[0] + reach))).all(axis=1)
        for (x, y), kind in zip(places[near].tolist(), kinds[near].tolist(), strict=True):
            painter.setBrush(colors[kind])
            painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.end()
        return image

    def _in_order(self) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """Indices and rows of `_shades` of the points that are drawn, those in full last: they lie on top.

        Otherwise in a disorder: in data sorted by class, one class would lie on all others.
        """
        fresh, rank = self._is_fresh, np.full(len(self.kinds), _Rank.FULL, np.uint8)
        if len(self.selected):
            rank[:] = _Rank.FADED
            rank[self.selected[self.selected < len(rank)]] = _Rank.FULL
        drawn = self._shown()
        if self._truth < _FULLY:
            rank[~fresh] = np.minimum(rank[~fresh], _Rank.STALE)
            drawn &= fresh | (self._truth > 0)
        order = shuffled(len(rank))
        if not drawn.all():
            order = order[drawn[order]]
        if rank.min(initial=_Rank.FULL) < _Rank.FULL:
            order = order[np.argsort(rank[order], kind="stable")]
        return order, (self.kinds + rank * np.uint8(len(self.colors))).take(order)

    def _shades(self) -> NDArray[np.uint8]:
        """(3C, 4): the classes in each `_Rank`."""
        alphas = np.repeat([_FADED, 255 * _OPACITY * self._truth, 255], len(self.colors)).astype(np.uint8)
        return np.column_stack([np.tile(self.colors, (len(_Rank), 1)), alphas])

    def _found_truth(self) -> float:
        """How well the points that are not fresh stand for the newest snapshot, from 0 to 1."""
        if len(self._fresh) in (0, len(self.positions)):
            return 1.0
        now, before = self.positions[self._fresh], self._placed[self._fresh]
        spread = float(np.hypot(*now.std(axis=0)))
        moved = float(median(np.hypot(*(now - before).T)))
        return float(np.interp(moved, (_TRUE * spread, _UNTRUE * spread), (1, 0))) if spread > 0 else 1.0

    @property
    def _is_fresh(self) -> NDArray[np.bool_]:
        fresh = np.zeros(len(self.kinds), bool)
        fresh[self._fresh] = True
        return fresh

    def _shown(self) -> NDArray[np.bool_]:
        shown = np.isfinite(self.positions[:, 0])
        return shown & ~np.isin(self.kinds, list(self._hidden)) if self._hidden else shown

    def _radius(self) -> float:
        """Of a point, in logical pixels: smaller where there are many."""
        stale = len(self.positions) - len(self._fresh)
        count = self._as_of or max(1.0, self._in_sight * (len(self._fresh) + stale * self._truth))
        return self._factor * round(float(np.interp(math.log(count), np.log(_COUNTS), _RADII)), 1)

    @property
    def _are_few(self) -> bool:
        return self._in_sight * len(self.positions) <= _FEW

    def _changed(self) -> None:
        self._picture = self._drawn = self._found = None
        self.update()


def screen_of(view: pg.ViewBox, scale: float) -> tuple[QRectF, NDArray[np.float32], NDArray[np.float32]]:
    """Where a picture of a view lies on the screen, and what turns positions into its pixels: factors, summands.

    It begins at a whole one of `scale` pixels a logical pixel: a picture drawn at half a pixel is blurred.
    """
    frame = view.mapRectToScene(view.rect())
    corner = QPointF(math.floor(frame.left() * scale) / scale, math.floor(frame.top() * scale) / scale)
    width, height = (math.ceil(length * scale) + 1 for length in (frame.width(), frame.height()))
    origin = view.mapViewToScene(QPointF(0, 0)) - corner
    unit = view.mapViewToScene(QPointF(1, 1)) - corner - origin
    factor, offset = (scale * np.array(place.toTuple(), np.float32) for place in (unit, origin))
    return QRectF(corner, QSizeF(width / scale, height / scale)), factor, offset


def _share_in_sight(positions: NDArray[np.float32], rect: QRectF) -> float:
    """About which share of points lies in a part of the plane, in steps: a size that changes costs a raster."""
    some = positions[:: 1 + len(positions) // _LOOKED_AT]
    low, high = np.array(rect.getCoords()).reshape(2, 2)
    share = max(float(((some >= low) & (some <= high)).all(axis=1).mean()) if len(some) else 1.0, _LEAST_IN_SIGHT)
    return float(2.0 ** (round(math.log2(share) * _STEPS) / _STEPS))
