"""Names in a plot, by which points or curves are recognised without their colour."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.whole_view import WholeView

_MOST = 64  # names at most: more would cover the plot
_RIM = 2.0  # logical pixels of paper around each letter, to set it off from any point
_ROUNDS = 24  # of pushing overlapping names apart
_GAP = 1.0  # logical pixels between two names
_STEP, _STEPS, _WAYS = (
    7.0,
    12,
    16,
)  # of the search for a free place: logical pixels, how many, and in how many directions


class PlotNames(WholeView):
    """Names at positions of a plot, pushed apart where they would overlap; their size does not follow the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[str] = ()
        self._places: NDArray[np.floating] = np.empty((0, 2))
        self._taken: NDArray[np.floating] = np.empty((0, 3))
        self._ink, self._paper = QColor("black"), QColor("white")
        self._font = QFont()
        self._letters: list[QPainterPath] = []  # of each name, around its middle
        self._pictures: list[QPixmap] = []
        self._scale = 0.0  # device pixels a logical pixel of those pictures; 0 before they are made
        self._sizes = np.empty((0, 2))
        self._found: tuple[tuple[object, ...], list[tuple[int, NDArray[np.floating]]]] | None = None  # by `_middles`
        self.setZValue(2)

    def set_names(self, names: Sequence[str]) -> None:
        """Set the names, one for each of the positions."""
        if list(names) != list(self._names):
            self._names = tuple(names)
            self._shape()

    def name(self, number: int) -> str:
        """One of the names; its number if it has none, and nothing where there are no names at all."""
        return self._names[number] if number < len(self._names) else str(number) if self._names else ""

    def set_places(self, places: NDArray[np.floating]) -> None:
        """Set the positions of the names in the plot, (n, 2); NaN leaves a name out."""
        self._places = places
        self._found = None
        self.update()

    def keep_off(self, taken: NDArray[np.floating]) -> None:
        """Write no name over these: (n, 3), a position of the plot and logical pixels around it.

        A name that would lie there goes to the nearest free place, if one is near.
        """
        if not np.array_equal(taken, self._taken):
            self._taken = taken
            self._found = None
            self.update()

    def set_style(self, ink: QColor, paper: QColor, font: QFont) -> None:
        """Write in `ink`, with a rim of `paper`."""
        self._ink, self._paper = ink, paper
        self._font = font
        self._shape()

    @property
    def written(self) -> dict[str, QRectF]:
        """The names in sight, each with its rectangle in the scene."""
        return {
            self._names[number]: QRectF(*(middle - self._sizes[number] / 2), *self._sizes[number])
            for number, middle in self._middles()
        }

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setTransform(self.sceneTransform().inverted()[0], True)
        if self._exportOpts:  # for an SVG, where letters stay shapes
            for number, middle in self._middles():
                painter.translate(*middle)
                self._write(painter, number)
                painter.translate(*-middle)
            return
        scale = painter.device().devicePixelRatioF()
        if scale != self._scale:
            self._pictures, self._scale = [self._picture(number, scale) for number in range(len(self._names))], scale
        for number, middle in self._middles():
            picture = self._pictures[number]
            corner = middle - np.array(picture.deviceIndependentSize().toTuple()) / 2
            painter.drawPixmap(QPointF(*(corner * scale).round() / scale), picture)  # on whole device pixels: sharp

    def _picture(self, number: int, scale: float) -> QPixmap:
        """A picture of a name: drawing its rim takes a tenth of a millisecond, copying it nothing."""
        width, height = (2 * math.ceil(scale * extent / 2 + 1) for extent in self._sizes[number])
        picture = QPixmap(width, height)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(width / scale / 2, height / scale / 2)
        self._write(painter, number)
        painter.end()
        return picture

    def _write(self, painter: QPainter, number: int) -> None:
        """Write a name around the painter's origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rim = QPen(self._paper, 2 * _RIM)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(self._letters[number], rim)
        painter.fillPath(self._letters[number], self._ink)

    def _shape(self) -> None:
        """Make the letters of the names, once for all drawings."""
        metrics = QFontMetricsF(self._font)
        self._letters, sizes = [], []
        for name in self._names:
            width = metrics.horizontalAdvance(name)
            path = QPainterPath()
            path.addText(-width / 2, metrics.capHeight() / 2, self._font, name)
            self._letters.append(path)
            height = metrics.capHeight() + 2 * metrics.descent()  # equal room above and below the middle of a capital
            sizes.append((width + 2 * _RIM, height + 2 * _RIM))
        self._sizes = np.array(sizes).reshape(-1, 2)
        self._scale = 0.0
        self._found = None
        self.update()

    def _middles(self) -> list[tuple[int, NDArray[np.floating]]]:
        """The numbers of the names in sight, and the middle of each in the scene."""
        view = self.getViewBox()
        count = min(len(self._places), len(self._letters))
        if view is None or not 0 < count <= _MOST:
            return []
        frame = view.mapRectToScene(view.rect())
        seen = (view.viewRect().getRect(), frame.getRect())
        if self._found is None or self._found[0] != seen:
            known = np.flatnonzero(np.isfinite(self._places[:count]).all(axis=1))
            ideal = [view.mapViewToScene(QPointF(*self._places[number])).toTuple() for number in known]
            middles = _apart(np.array(ideal).reshape(-1, 2), self._sizes[known])
            if len(self._taken):
                taken = [view.mapViewToScene(QPointF(x, y)).toTuple() for x, y in self._taken[:, :2].tolist()]
                middles = _freed(middles, self._sizes[known], np.array(taken), self._taken[:, 2:], frame)
            in_sight = [frame.contains(QPointF(*middle)) for middle in middles]
            self._found = seen, list(zip(known[in_sight].tolist(), middles[in_sight], strict=True))
        return self._found[1]


def _apart(middles: NDArray[np.floating], sizes: NDArray[np.floating]) -> NDArray[np.floating]:
    """Push boxes of these sizes apart, each pair the shorter way, until hardly any two overlap: (n, 2)."""
    middles = middles.copy()
    reach = (sizes[:, None] + sizes) / 2 + _GAP
    order = np.sign(np.arange(len(middles))[:, None] - np.arange(len(middles)))  # who gives way where two coincide
    for _ in range(_ROUNDS):
        apart = middles[:, None] - middles
        overlap = reach - np.abs(apart)
        lie_on = (overlap > 0).all(axis=2) & (order != 0)
        if not lie_on.any():
            break
        sideways = overlap[..., 0] < overlap[..., 1]
        for axis, which in ((0, sideways), (1, ~sideways)):
            way = np.where(apart[..., axis] == 0, order, np.sign(apart[..., axis]))
            middles[:, axis] += np.where(lie_on & which, way * overlap[..., axis] / 2, 0).sum(axis=1)
    return middles


def _freed(
    middles: NDArray[np.floating],
    sizes: NDArray[np.floating],
    taken: NDArray[np.floating],
    reach: NDArray[np.floating],
    frame: QRectF,
) -> NDArray[np.floating]:
    """Take boxes that lie on what is taken, squares of (n, 2) middles that reach (n, 1) far, to free places nearby.

    The nearest places are tried first, at each distance from the right on; what has none stays where it is.
    """
    middles = middles.copy()
    turns = 2 * np.pi * np.arange(_WAYS) / _WAYS
    circle = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    ways = (_STEP * np.arange(1, _STEPS + 1)[:, None, None] * circle).reshape(-1, 2)
    corners = np.array([frame.topLeft().toTuple(), frame.bottomRight().toTuple()])
    for number, size in enumerate(sizes):
        if not (np.abs(middles[number] - taken) < reach + size / 2).all(axis=1).any():
            continue  # it is free, or two names touch, as `_apart` has left them
        others = np.arange(len(middles)) != number
        blocked = np.concatenate([taken, middles[others]])
        apart = np.concatenate([reach + size / 2, (sizes[others] + size) / 2 + _GAP])
        tried = middles[number] + ways
        free = (np.abs(tried[:, None] - blocked) >= apart).any(axis=2).all(axis=1)
        free &= ((tried - size / 2 >= corners[0]) & (tried + size / 2 <= corners[1])).all(axis=1)
        if free.any():
            middles[number] = tried[free.argmax()]
    return middles
