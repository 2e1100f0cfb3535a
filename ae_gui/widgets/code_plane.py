"""The code space as a plane: every test digit a point in its class's colour, the mouse a question to the decoder."""

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.widgets.point_raster import rasterize
from ae_model.latent_map import bounds, nearest

_PICK_PIXELS = 6  # a click this near a point means the point
_FAINT = 70  # alpha, of 255, of points that the newest snapshot has not placed yet
_FOLLOW = 0.4  # share of the way to the new extent that the view goes at each snapshot
_FAR, _NEAR = 0.03, 0.002  # of the view's width: how far off an extent is that is followed, and one that is reached
_KEY_STEP = 0.01  # of the view's width that an arrow key moves the probe
_LEFT_AXIS, _BOTTOM_AXIS = 60, 44  # logical pixels, for the numbers and the name


class CodePlane(pg.PlotWidget):
    """A plane with equal scales: drag to move it, wheel to zoom, Home to fit.

    Signals:
        probed(x, y): the mouse, or an arrow key, is at this place of the plane.
        left(): the mouse has left the plane.
        place_clicked(x, y): a click between the points.
        point_clicked(index): a click on a point.
        first_painted(): the plane is on the screen for the first time, with its points.
    """

    probed = Signal(float, float)
    left = Signal()
    place_clicked = Signal(float, float)
    point_clicked = Signal(int)
    first_painted = Signal()
    _built = False  # pyqtgraph's constructor changes the palette before there is anything to colour

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = _Points()
        self._probe: QPointF | None = None
        self._following = True
        self._underway = False  # to the extent that is followed
        self._painted = False
        self._ring = _Marker(13)
        self._mark = _Marker(17)
        self.setAccessibleName(self.tr("Code plane"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move the probe, Enter keeps the digit under it, Home shows all points.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.hideButtons()
        self.setMenuEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        add_picture_actions(self, lambda: self.grab().toImage(), "latent-space")
        # Sizes of the axes' own choosing would change with their numbers, and lay all out again.
        self.getAxis("left").setWidth(_LEFT_AXIS)
        self.getAxis("bottom").setHeight(_BOTTOM_AXIS)
        view = self.getViewBox()
        view.setAspectLocked(True)
        view.disableAutoRange()
        view.sigRangeChangedManually.connect(self._stop_following)
        for item in (self._points, self._ring, self._mark):
            self.addItem(item, ignoreBounds=True)
        self.scene().sigMouseClicked.connect(self._clicked)
        self._built = True
        self._take_palette()

    # What is shown

    def set_points(self, positions: NDArray[np.float32], kinds: NDArray[np.uint8], fresh: int) -> None:
        """Show points; a class never seen before has no colour until `set_class_colors`.

        Args:
            positions: (N, 2) in the plane.
            kinds: (N,) class of each point.
            fresh: the first so many are placed by the newest snapshot and drawn in full; the rest are faint.
        """
        first = not len(self._points.positions)
        self._points.set_points(positions, kinds, fresh)
        self._ring_nearest()
        if first:
            self.fit()
        elif self._following and fresh:
            self._follow(_extent(positions[:fresh]))

    def clear_points(self) -> None:
        """Show no points and forget the probe; the next points are fitted, not followed."""
        self._probe = None
        self.set_points(np.empty((0, 2), np.float32), np.empty(0, np.uint8), 0)

    def set_class_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the classes: (C, 3)."""
        self._points.set_colors(colors)

    def set_class_shown(self, kind: int, shown: bool) -> None:
        """Show or hide the points of one class; a hidden point cannot be found by the mouse either."""
        self._points.set_shown(kind, shown)
        self._ring_nearest()

    def show_all_classes(self) -> None:
        """Show the points of every class again."""
        self._points.show_all()

    def set_axis_names(self, x: str, y: str) -> None:
        """Name the plane's two directions."""
        for axis, name in (("bottom", x), ("left", y)):
            if self.getAxis(axis).labelText != name:  # a new label lays all out again
                self.setLabel(axis, name)

    def mark(self, place: tuple[float, float] | None) -> None:
        """Ring one place of the plane, until another is marked or None."""
        self._mark.put(place)

    def fit(self) -> None:
        """Show all points but the farthest outliers, and follow them as they move."""
        if len(self._points.positions):
            self._following = True
            self._show(_extent(self._points.positions))

    def nearest(self, x: float, y: float) -> int | None:
        """The shown, fresh point nearest to a place of the plane; None if there is none."""
        return self._points.nearest(x, y)

    def point(self, index: int) -> tuple[float, float]:
        """Where a point is."""
        x, y = self._points.positions[index]
        return float(x), float(y)

    # What the user does

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._probe_at(self._plane_at(event.position()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted and len(self._points.positions):
            self._painted = True
            self.first_painted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._probe = None
        self._ring_nearest()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.getViewBox().viewRect().width() * _KEY_STEP
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }
        if event.key() in moves:
            start = self.getViewBox().viewRect().center() if self._probe is None else self._probe
            self._probe_at(start + QPointF(*moves[Qt.Key(event.key())]))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._probe is not None:
            self.place_clicked.emit(self._probe.x(), self._probe.y())
        elif event.key() == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._take_palette()

    def _clicked(self, event: MouseClickEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or event.double():
            return
        place = self.getViewBox().mapSceneToView(event.scenePos())
        index = self.nearest(place.x(), place.y())
        if index is not None and self._pixels_between(place, QPointF(*self.point(index))) <= _PICK_PIXELS:
            self.point_clicked.emit(index)
        else:
            self.place_clicked.emit(place.x(), place.y())

    def _plane_at(self, position: QPointF) -> QPointF:
        """The place of the plane under a position in this widget, to the fraction of a pixel."""
        return self.getViewBox().mapSceneToView(self.viewportTransform().inverted()[0].map(position))

    def _probe_at(self, place: QPointF) -> None:
        self._probe = place
        self._ring_nearest()
        self.probed.emit(place.x(), place.y())

    def _ring_nearest(self) -> None:
        """Ring the point nearest to the probe."""
        index = None if self._probe is None else self.nearest(self._probe.x(), self._probe.y())
        self._ring.put(None if index is None else self.point(index))

    def _pixels_between(self, one: QPointF, other: QPointF) -> float:
        width, height = self.getViewBox().viewPixelSize()
        return math.hypot((one.x() - other.x()) / width, (one.y() - other.y()) / height)

    # How the view follows the points

    def _stop_following(self, *_: object) -> None:
        self._following = False

    def _follow(self, extent: QRectF) -> None:
        """Go a part of the way to `extent`, so that the plane's scale changes softly while the network learns."""
        now = self.getViewBox().targetRect()
        then = _with_shape_of(extent, now)
        moves = (
            then.left() - now.left(),
            then.right() - now.right(),
            then.top() - now.top(),
            then.bottom() - now.bottom(),
        )
        # Each other range costs new axes, which are most of a picture: the view sets out when it is worth it, and
        # then goes all the way.
        self._underway = max(map(abs, moves)) > (_NEAR if self._underway else _FAR) * now.width()
        if not self._underway:
            return
        first = now.topLeft() + _FOLLOW * (then.topLeft() - now.topLeft())
        last = now.bottomRight() + _FOLLOW * (then.bottomRight() - now.bottomRight())
        self._show(QRectF(first, last))

    def _show(self, rect: QRectF) -> None:
        self.getViewBox().setRange(rect, padding=0)

    def _take_palette(self) -> None:
        palette = self.palette()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        font = QFont(self.font())
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(palette.color(QPalette.ColorRole.PlaceholderText))
            axis.setTickFont(font)
        self._ring.set_color(palette.color(QPalette.ColorRole.Text))
        self._mark.set_color(palette.color(QPalette.ColorRole.Accent))


class _Points(pg.GraphicsObject):
    """The points as one picture at the view's device pixels, made again when they or the view change."""

    def __init__(self) -> None:
        super().__init__()
        self.positions = np.empty((0, 2), np.float32)
        self._kinds = np.empty(0, np.uint8)
        self._fresh = 0
        self._colors = np.empty((0, 3), np.uint8)
        self._hidden: set[int] = set()
        self._picture: QImage | None = None
        self._picture_of: tuple[object, ...] = ()

    def set_points(self, positions: NDArray[np.float32], kinds: NDArray[np.uint8], fresh: int) -> None:
        self.positions, self._kinds, self._fresh = positions, kinds, fresh
        self._changed()

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        self._colors = colors
        self._changed()

    def set_shown(self, kind: int, shown: bool) -> None:
        (self._hidden.discard if shown else self._hidden.add)(kind)
        self._changed()

    def show_all(self) -> None:
        self._hidden.clear()
        self._changed()

    def nearest(self, x: float, y: float) -> int | None:
        candidates = np.flatnonzero(self._shown()[: self._fresh])
        if not len(candidates):
            return None
        return int(candidates[nearest(np.array([x, y], np.float32), self.positions[candidates])])

    def boundingRect(self) -> QRectF:
        return self.viewRect() or QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        view = self.getViewBox()
        if view is None or not len(self._colors):
            return
        scale = painter.device().devicePixelRatioF()
        frame = view.mapRectToScene(view.rect())
        # Whole device pixels: a picture drawn at half a pixel is blurred.
        corner = QPointF(math.floor(frame.left() * scale) / scale, math.floor(frame.top() * scale) / scale)
        size = (math.ceil(frame.height() * scale) + 1, math.ceil(frame.width() * scale) + 1)
        shown = (scale, corner.toTuple(), size, view.viewRect().getRect())
        if self._picture is None or self._picture_of != shown:
            self._picture = self._rasterized(view, scale, corner, size)
            self._picture_of = shown
        painter.setTransform(self.sceneTransform().inverted()[0], True)
        painter.drawImage(corner, self._picture)

    def _rasterized(self, view: pg.ViewBox, scale: float, corner: QPointF, size: tuple[int, int]) -> QImage:
        origin = view.mapViewToScene(QPointF(0, 0)) - corner
        unit = view.mapViewToScene(QPointF(1, 1)) - corner - origin
        pixels = (self.positions * np.array(unit.toTuple()) + np.array(origin.toTuple())) * scale
        shown = self._shown()
        faint = np.arange(len(pixels)) >= self._fresh
        alphas = np.repeat([_FAINT, 255], len(self._colors)).astype(np.uint8)
        colors = np.column_stack([np.tile(self._colors, (2, 1)), alphas])
        # Kinds 0..C-1 are faint, C..2C-1 in full; fresh points come last so that they lie on top.
        order = np.concatenate([np.flatnonzero(shown & faint), np.flatnonzero(shown & ~faint)])
        kinds = self._kinds[order].astype(np.intp) + len(self._colors) * ~faint[order]
        raster = rasterize(pixels[order], kinds, colors, _radius(self._fresh) * scale, size)
        picture = QImage(raster.data, size[1], size[0], 4 * size[1], QImage.Format.Format_ARGB32_Premultiplied)
        picture = picture.copy()
        picture.setDevicePixelRatio(scale)
        return picture

    def _shown(self) -> NDArray[np.bool_]:
        return ~np.isin(self._kinds, list(self._hidden)) if self._hidden else np.ones(len(self._kinds), bool)

    def _changed(self) -> None:
        self._picture = None
        self.update()


class _Marker(QGraphicsEllipseItem):
    """A ring of a fixed size on the screen around one place of the plane."""

    def __init__(self, diameter: float) -> None:
        super().__init__(-diameter / 2, -diameter / 2, diameter, diameter)
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(1)
        self.hide()

    def set_color(self, color: QColor) -> None:
        self.setPen(QPen(color, 2))

    def put(self, place: tuple[float, float] | None) -> None:
        if place is not None:
            self.setPos(*place)
        self.setVisible(place is not None)


def _radius(count: int) -> float:
    """Radius of a point in logical pixels: smaller where there are many."""
    return 2.6 if count <= 2_000 else 2.0 if count <= 20_000 else 1.4


def _extent(positions: NDArray[np.float32]) -> QRectF:
    left, bottom, right, top = bounds(positions)
    return QRectF(QPointF(left, bottom), QPointF(right, top))


def _with_shape_of(rect: QRectF, shape: QRectF) -> QRectF:
    """`rect` grown about its centre to the proportions of `shape`, as a view with equal scales will show it."""
    grow = max(rect.width() / shape.width(), rect.height() / shape.height())
    grown = QRectF(0, 0, shape.width() * grow, shape.height() * grow)
    grown.moveCenter(rect.center())
    return grown
