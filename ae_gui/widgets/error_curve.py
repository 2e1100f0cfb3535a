"""The error against the dimension of the code: PCA's whole curve, and networks as points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import written

# The ticks of the axes: pyqtgraph's own labels on a logarithmic axis overlap.
_DIMENSIONS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 256, 500, 1000)
_ERRORS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.1)

_GAP = 8.0  # logical pixels between a point and its name
_LED = 1.5 * _GAP  # from a point to its name, from which on a line leads to it
_DOT = 9.0  # logical pixels across a point
_SAME = 1.0  # logical pixels at most between points of one dimension
_NEAR = 3.0  # heights of a name between points that crowd, and at most from a point to its name
_CLOSE = 4.0  # logical pixels between two points of the curve that names keep off
_WAYS = (  # where a name may lie: right, left, below, above, and askew, near and farther off
    *((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1)),
    *((1, 2), (1, -2), (-1, 2), (-1, -2), (1, 3), (1, -3), (-1, 3), (-1, -3)),
    *((1, 4), (1, -4), (-1, 4), (-1, -4), (1, 5), (1, -5), (-1, 5), (-1, -5), (0, 3), (0, -3)),
    *((1, 6), (1, -6), (-1, 6), (-1, -6), *((1, down) for down in range(7, 13))),
)


@dataclass(frozen=True, slots=True)
class NetworkError:
    """A network as a point of the curve.

    Attributes:
        name: its label.
        latent_dim: dimensions of its code.
        error: mean squared error of a pixel over the test images.
    """

    name: str
    latent_dim: int
    error: float


class ErrorCurve(pg.PlotWidget):
    """A plot with two logarithmic axes."""

    _built = False  # pyqtgraph's constructor changes the palette before there is anything to colour

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self._errors = np.empty(0)
        self.networks: Sequence[NetworkError] = ()  # that are drawn as points
        self._line = pg.PlotCurveItem(antialias=True)
        self._dots = pg.ScatterPlotItem(size=_DOT)
        self._leaders = pg.PlotCurveItem(connect="pairs")  # from points to names that are not beside them
        self._labels: list[pg.TextItem] = []
        self.setAccessibleName(self.tr("Error against the dimension of the code"))
        self.setLogMode(True, True)
        self.hideButtons()
        for name, marks in (("bottom", _DIMENSIONS), ("left", _ERRORS)):
            axis = self.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setTicks([[(math.log10(mark), written(mark, "g")) for mark in marks]])
        self.setLabel("bottom", self.tr("dimensions of the code"))
        self.setLabel("left", self.tr("mean squared error"))
        add_picture_actions(self, "error-against-dimension")
        for item in (self._leaders, self._line, self._dots):
            self.addItem(item)
        self._of_curve = self._label()
        self._of_curve.setText(self.tr("PCA"))
        self._of_curve.hide()
        self._built = True
        self._unplaced = True  # are the names
        self._take_palette()
        for changed in (self.getViewBox().sigRangeChanged, self.getViewBox().sigResized):
            changed.connect(self._place_soon)

    def set_curve(self, errors: NDArray[np.float64]) -> None:
        """Show PCA's errors with the first 1, 2, ... components, (n,)."""
        self._errors = errors
        shown = errors > 0
        dimensions = np.arange(1, len(errors) + 1)
        self._line.setData(np.log10(dimensions[shown]), np.log10(errors[shown]))
        self._fit()

    def set_networks(self, networks: Sequence[NetworkError]) -> None:
        """Show networks as points with their names."""
        self.networks = [network for network in networks if math.isfinite(network.error) and network.error > 0]
        while len(self._labels) < len(self.networks):  # labels are reused: Qt would leak the document of a removed one
            self._labels.append(self._label())
        for label in self._labels[len(self.networks) :]:
            label.hide()
        for network, label in zip(self.networks, self._labels, strict=False):
            label.setText(network.name)
            label.show()
        self._dots.setData(
            x=[math.log10(network.latent_dim) for network in self.networks],
            y=[math.log10(network.error) for network in self.networks],
        )
        self._fit()

    def pca_error(self, network: NetworkError) -> float | None:
        """The error of PCA with as many dimensions as a network; None where it is not known."""
        known = network.latent_dim <= len(self._errors)
        return float(self._errors[network.latent_dim - 1]) if known else None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._unplaced:
            self._place_names()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_style = event.type() == QEvent.Type.PaletteChange
        if is_style and self._built and self.plotItem is not None:  # pyqtgraph takes it out of a closed widget
            self._take_palette()

    def _fit(self) -> None:
        """Show every point and the curve near them; the end of the curve, near zero, would flatten everything else."""
        smallest = min((network.error for network in self.networks), default=1e-3)
        largest = max([*(network.error for network in self.networks), *self._errors[:1].tolist(), 1e-2])
        view = self.getViewBox()
        right = math.log10(max([network.latent_dim for network in self.networks] + [256])) + 0.35
        view.setRange(xRange=(-0.05, right), yRange=(math.log10(smallest) - 0.2, math.log10(largest) + 0.1), padding=0)
        self._place_soon()

    def _label(self) -> pg.TextItem:
        label = pg.TextItem(anchor=(0.5, 0.5))
        label.setZValue(1)
        self._color(label)
        self.addItem(label, ignoreBounds=True)
        return label

    def _color(self, label: pg.TextItem) -> None:
        palette = self.palette()
        label.setColor(palette.color(QPalette.ColorRole.Text))
        label.fill = pg.mkBrush(palette.color(QPalette.ColorRole.Base))  # so that no line strikes a name through
        label.update()

    def _place_soon(self) -> None:
        """Have the names placed when they are painted next: a range and a size change many times before."""
        self._unplaced = True
        self.viewport().update()

    def _place_names(self) -> None:
        """Write each name beside its point, where it lies on no other name, point or curve and is not cut off."""
        self._unplaced = False
        view = self.getViewBox()
        frame = view.mapRectToScene(view.rect())
        if frame.isEmpty():
            return

        ends = (view.mapViewToScene(QPointF(*corner)).toTuple() for corner in ((0, 0), (1, 1)))
        origin, unit = map(np.array, ends)

        def seen(xs: ArrayLike, ys: ArrayLike) -> NDArray[np.float64]:
            points = np.column_stack([np.atleast_1d(xs), np.atleast_1d(ys)]).reshape(-1, 2)
            return origin + points * (unit - origin)

        curve = _closely(seen(*(np.empty(0) if v is None else v for v in self._line.getData())))
        taken: list[tuple[NDArray[np.float64], QRectF]] = []
        dots = seen(*self._dots.getData())
        in_frame = _within(curve, curve, frame)
        named = sorted(zip(dots, self._labels, strict=False), key=lambda one: float(one[0][1]))
        self._of_curve.setVisible(bool(in_frame.any()))
        if in_frame.any():
            named.append((curve[in_frame][2 * in_frame.sum() // 5], self._of_curve))
        leaders: list[NDArray[np.float64]] = []
        for place, label in named:
            lows, highs = _beside(place, np.array(label.boundingRect().size().toTuple()))
            # Of equal ones the first, which is the nearest and at the right.
            first = int(_trouble(lows, highs, place, frame, taken, dots, curve).argmin())
            best = QRectF(QPointF(*lows[first]), QPointF(*highs[first]))
            taken.append((place, best))
            label.setPos(view.mapSceneToView(best.center()))
            to = _nearest(best, place)
            if np.hypot(*(to - place)) > _LED:
                leaders += [place, to]
        ends = (np.array(leaders).reshape(-1, 2) - origin) / (unit - origin)
        self._leaders.setData(ends[:, 0], ends[:, 1])

    def _take_palette(self) -> None:
        palette = self.palette()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(palette.color(QPalette.ColorRole.PlaceholderText))
        self._line.setPen(palette.color(QPalette.ColorRole.PlaceholderText), width=2)
        self._leaders.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        self._dots.setBrush(palette.color(QPalette.ColorRole.Accent))
        self._dots.setPen(None)
        for label in (*self._labels, self._of_curve):
            self._color(label)


def _nearest(box: QRectF, place: NDArray[np.float64]) -> NDArray[np.float64]:
    """The position in a box, (2,), that is nearest to a place."""
    return np.clip(place, box.topLeft().toTuple(), box.bottomRight().toTuple())


def _closely(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of a line through corners, (n, 2), so close to each other that no name fits between two."""
    if len(corners) < 2:
        return corners
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.arange(0.0, along[-1], _CLOSE)
    return np.column_stack([np.interp(at, along, values) for values in corners.T])


def _within(lows: NDArray[np.float64], highs: NDArray[np.float64], frame: QRectF) -> NDArray[np.bool_]:
    """Whether a frame holds each of the boxes with these corners, (n, 2) twice: (n,)."""
    low, high = np.array(frame.getCoords()).reshape(2, 2)
    within: NDArray[np.bool_] = np.all((lows >= low) & (highs <= high), axis=1)
    return within


def _beside(place: NDArray[np.float64], size: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The corners of boxes of a size, (2,), that lie in all ways beside a place, a little apart: (ways, 2) twice."""
    ways = np.array(_WAYS, np.float64)
    straight = ways[:, 0] == 0
    middles = place + ways * (size / 2 + np.column_stack([np.full(len(ways), _GAP), _GAP * straight]))
    return middles - size / 2, middles + size / 2


def _trouble(
    lows: NDArray[np.float64],
    highs: NDArray[np.float64],
    place: NDArray[np.float64],
    frame: QRectF,
    taken: Sequence[tuple[NDArray[np.float64], QRectF]],
    dots: NDArray[np.float64],
    curve: NDArray[np.float64],
) -> NDArray[np.float64]:
    """How bad boxes for a place's name are: names on each other and cut names are worst, then what lies under them.

    Names of points of one dimension that crowd are to stand at one side in the order of their points, where none gets
    far from its own. All places at once: one by one, those of a dozen names took 35 ms.
    """

    def under(points: NDArray[np.float64], reach: float = 0.0) -> NDArray[np.intp]:
        inside = np.ones((len(lows), len(points)), bool)
        for low, high, along in zip(lows.T, highs.T, points.T, strict=True):  # numpy is slow at rows of two numbers
            inside &= along > low[:, None] - reach
            inside &= along < high[:, None] + reach
        return inside.sum(axis=1)

    others = np.array([box.getCoords() for _, box in taken]).reshape(-1, 2, 2)
    overlaps = ((lows[:, None] < others[:, 1]) & (others[:, 0] < highs[:, None])).all(axis=2).sum(axis=1)
    cut = ~_within(lows, highs, frame)

    named = np.array([other for other, _ in taken]).reshape(-1, 2)
    of_dimension = abs(named[:, 0] - place[0]) < _SAME
    is_beside = _sides(named, others[:, 0], others[:, 1]) == _sides(place[None], lows, highs)[:, None]
    above = others.mean(axis=1)[:, 1] < ((lows + highs) / 2)[:, None, 1]
    disorder = (of_dimension & is_beside & (above != (named[:, 1] < place[1]))).sum(axis=1)
    is_near = abs(named[:, 1] - place[1]) < _NEAR * (highs - lows)[0, 1]
    astray = (of_dimension & is_near & ~is_beside).any(axis=1)
    far = abs((lows + highs)[:, 1] / 2 - place[1]) > _NEAR * (highs - lows)[0, 1]
    bad = 1_000.0 * (overlaps + cut) + 100 * (disorder + under(dots, _DOT / 2))
    return bad + np.minimum(under(curve), 50) + astray + 2 * far


def _sides(places: NDArray[np.float64], lows: NDArray[np.float64], highs: NDArray[np.float64]) -> NDArray[np.intp]:
    """1 where a box lies right of its place, (n, 2), -1 left of it, 0 above or below."""
    return (lows[:, 0] > places[:, 0]).astype(np.intp) - (highs[:, 0] < places[:, 0])
