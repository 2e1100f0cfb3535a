"""The code space as a plane: every test digit a point in its class's colour, the mouse a question to the decoder."""

import enum
import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QT_TRANSLATE_NOOP, QEvent, QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsPathItem, QWidget

from ae_gui.theme import grown
from ae_gui.widgets.carpet import Carpet
from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.widgets.plot_names import PlotNames
from ae_gui.widgets.point_cloud import PointCloud
from ae_gui.words import fill
from ae_model.latent_map import bounds

_PICK_PIXELS = 6  # a click this near a point means the point
_LASSO_PIXELS = 3  # between two corners of a lasso
_FOLLOW = 0.4  # share of the way to the new extent that the view goes at each snapshot
_FAR, _NEAR = 0.03, 0.002  # of the view's width: how far off an extent is that is followed, and one that is reached
_KEY_STEP = 0.01  # of the view's width that an arrow key moves the probe
_PAN_STEPS = 5  # times that, which an arrow key with Ctrl moves the plane
_KEY_ZOOM = 1.25
_LOOKED_AT = 2_000  # points, at most, that the places of the classes' names are the medians of
_LEFT_AXIS, _BOTTOM_AXIS = 60, 44  # logical pixels, for the numbers and the name


class Drag(enum.Enum):
    """What dragging with the left button does."""

    MOVE = enum.auto()
    RECTANGLE = enum.auto()
    LASSO = enum.auto()


class CodePlane(pg.PlotWidget):
    """A plane with equal scales: drag to move it, wheel to zoom, Home to fit.

    All of it by keyboard too: arrows move the probe, and with Ctrl the plane; plus and minus zoom; Enter is a click at
    the probe and Space one on the point that is ringed. Where dragging draws a region, Enter begins it and ends it.

    Signals:
        probed(x, y): the mouse, or an arrow key, is at this place of the plane.
        left(): the mouse has left the plane.
        place_clicked(x, y): a click between the points.
        point_clicked(index): a click on a point.
        region_drawn(polygon): a rectangle or lasso was drawn around this, (n, 2) float32 places of the plane.
        painted(): the plane is on the screen as it is now.
        first_painted(): the plane is on the screen for the first time, with its points.

    Attributes:
        carpet: the decoded tiles behind the points.
        points: all of them as one picture.
        names: of the classes, each in the middle of its points.
    """

    GESTURES_OF = QT_TRANSLATE_NOOP("CodePlane", "On a plane of codes")  # in the list of shortcuts
    GESTURES = (
        (QT_TRANSLATE_NOOP("CodePlane", "Move the mouse"), QT_TRANSLATE_NOOP("CodePlane", "Decode the place under it")),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Arrow keys"),
            QT_TRANSLATE_NOOP("CodePlane", "Move the place that is decoded"),
        ),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Click between the points, or Enter"),
            QT_TRANSLATE_NOOP("CodePlane", "Keep the digit (Explore), set an end (Path), begin from there (Code)"),
        ),
        (QT_TRANSLATE_NOOP("CodePlane", "Click a point, or Space"), QT_TRANSLATE_NOOP("CodePlane", "Pick its digit")),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Drag"),
            QT_TRANSLATE_NOOP("CodePlane", "Move the plane, or draw around digits (Select)"),
        ),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Drag with the middle button"),
            QT_TRANSLATE_NOOP("CodePlane", "Move the plane, whatever the tool"),
        ),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Enter, arrow keys, Enter"),
            QT_TRANSLATE_NOOP("CodePlane", "Draw around digits (Select)"),
        ),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Ctrl and arrow keys"),
            QT_TRANSLATE_NOOP("CodePlane", "Move the plane"),
        ),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Wheel, plus or minus"),
            QT_TRANSLATE_NOOP("CodePlane", "Come nearer, or go away"),
        ),
        (QT_TRANSLATE_NOOP("CodePlane", "Home"), QT_TRANSLATE_NOOP("CodePlane", "Show all points")),
        (
            QT_TRANSLATE_NOOP("CodePlane", "Escape"),
            QT_TRANSLATE_NOOP("CodePlane", "Give up what is being drawn around digits"),
        ),
    )
    probed = Signal(float, float)
    left = Signal()
    place_clicked = Signal(float, float)
    point_clicked = Signal(int)
    region_drawn = Signal(object)
    painted = Signal()
    first_painted = Signal()
    _built = False  # pyqtgraph's constructor changes the palette before there is anything to colour

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False, axisItems={side: _Axis(side) for side in ("left", "bottom")})
        self.carpet = Carpet()
        self.points = PointCloud()
        self.names = PlotNames()
        self._drag = Drag.MOVE
        self._region: list[QPointF] = []  # that is being drawn, in places of the plane
        self._outline = _Line(Qt.PenStyle.DashLine)
        self._path = _Line(Qt.PenStyle.SolidLine)
        self._probe: QPointF | None = None
        self._following = True
        self._underway = False  # to the extent that is followed
        self._painted = False
        self._said = ""  # of what is shown
        self._keys = self.tr(
            "Arrow keys move the probe, with Ctrl the plane; plus and minus zoom. Enter clicks at the probe, Space on "
            "the nearest point. Home shows all points."
        )
        self._ring = _Marker(13)
        self._mark = _Marker(17)
        self.setAccessibleName(self.tr("Code plane"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.hideButtons()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        add_picture_actions(self, lambda: self.grab().toImage(), "latent-space")
        # Sizes of the axes' own choosing would change with their numbers, and lay all out again.
        self.getAxis("left").setWidth(grown(_LEFT_AXIS))
        self.getAxis("bottom").setHeight(grown(_BOTTOM_AXIS))
        view = self.getViewBox()
        view.setAspectLocked(True)
        view.disableAutoRange()
        view.sigRangeChangedManually.connect(self._stop_following)
        for item in (self.carpet, self.points, self._path, self._outline, self._ring, self._mark, self.names):
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
        first = not len(self.points.positions)
        self.points.set_points(positions, kinds, fresh)
        self._place_names()
        self._describe()
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
        self.points.set_colors(colors)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes so."""
        self.names.set_names(names)

    def set_class_shown(self, kind: int, shown: bool) -> None:
        """Show or hide the points of one class; a hidden point cannot be found by the mouse either."""
        self.points.set_shown(kind, shown)
        self._place_names()
        self._ring_nearest()

    def show_all_classes(self) -> None:
        """Show the points of every class again."""
        self.points.show_all()
        self._place_names()

    def set_axis_names(self, x: str, y: str) -> None:
        """Name the plane's two directions."""
        for axis, name in (("bottom", x), ("left", y)):
            if self.getAxis(axis).labelText != name:  # a new label lays all out again
                self.setLabel(axis, name)

    def set_selected(self, selected: NDArray[np.bool_] | None) -> None:
        """Fade all points but these, (n,) of the first n points; None fades none."""
        self.points.set_selected(selected)

    def set_drag(self, drag: Drag) -> None:
        """Choose what dragging with the left button does; the middle button always moves the plane."""
        self._drag = drag
        self._end_region()

    def set_path(self, places: NDArray[np.float32] | None) -> None:
        """Draw a line through places of the plane, (n, 2), until another is drawn or None."""
        self._path.put([] if places is None else [QPointF(x, y) for x, y in places.tolist()])

    def ring(self, index: int | None) -> None:
        """Ring one point until the probe moves, or none."""
        self._ring.put(None if index is None else self.point(index))

    def mark(self, place: tuple[float, float] | None) -> None:
        """Ring one place of the plane, until another is marked or None."""
        self._mark.put(place)

    def enlarge(self, factor: float) -> None:
        """Draw points and rings so many times as large, for a screen that is seen from afar."""
        self.points.enlarge(factor)
        for marker in (self._ring, self._mark):
            marker.enlarge(factor)

    def fit(self) -> None:
        """Show all points but the farthest outliers, and follow them as they move."""
        if len(self.points.positions):
            self._following = True
            self._show(_extent(self.points.positions))

    @property
    def positions(self) -> NDArray[np.float32]:
        """Where the points are, (N, 2)."""
        return self.points.positions

    @property
    def findable(self) -> NDArray[np.bool_]:
        """(N,) whether a point is shown and placed by the newest snapshot."""
        return self.points.findable

    def nearest(self, x: float, y: float) -> int | None:
        """The findable point nearest to a place of the plane; None if there is none."""
        return self.points.nearest(x, y)

    def point(self, index: int) -> tuple[float, float]:
        """Where a point is."""
        x, y = self.points.positions[index]
        return float(x), float(y)

    # What the user does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drag is Drag.MOVE or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._region = [self._plane_at(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._plane_at(event.position())
        if not self._region:
            super().mouseMoveEvent(event)
        else:
            self._grow_region(place)
        self._probe_at(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._region or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._finish_region()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()
        if not self._painted and len(self.points.positions):
            self._painted = True
            self.first_painted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._probe = None
        self._ring_nearest()
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        shortcut = event if event.type() == QEvent.Type.ShortcutOverride else None
        if isinstance(shortcut, QKeyEvent) and shortcut.key() == Qt.Key.Key_Escape and self._region:
            event.accept()  # it gives up the region, whatever else Escape does around the plane
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.getViewBox().viewRect().width() * _KEY_STEP
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }
        if event.key() in moves and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._stop_following()
            self.getViewBox().translateBy(QPointF(*moves[Qt.Key(event.key())]) * _PAN_STEPS)
        elif event.key() in moves:
            start = self.getViewBox().viewRect().center() if self._probe is None else self._probe
            self._move_by_key(start + QPointF(*moves[Qt.Key(event.key())]))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._probe is not None:
            self._enter(self._probe)
        elif event.key() == Qt.Key.Key_Space and self._probe is not None:
            index = self.nearest(self._probe.x(), self._probe.y())
            if index is not None:
                self.point_clicked.emit(index)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._stop_following()
            zoom = _KEY_ZOOM if event.key() == Qt.Key.Key_Minus else 1 / _KEY_ZOOM
            self.getViewBox().scaleBy((zoom, zoom), center=self._probe)
        elif event.key() == Qt.Key.Key_Home:
            self.fit()
        elif event.key() == Qt.Key.Key_Escape and self._region:
            self._end_region()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._take_palette()

    def _clicked(self, event: MouseClickEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or event.double():
            return
        self._choose(self.getViewBox().mapSceneToView(event.scenePos()))

    def _choose(self, place: QPointF) -> None:
        """A click at `place`: on a point, or between them."""
        index = self.nearest(place.x(), place.y())
        if index is not None and self._pixels_between(place, QPointF(*self.point(index))) <= _PICK_PIXELS:
            self.point_clicked.emit(index)
        else:
            self.place_clicked.emit(place.x(), place.y())

    def _move_by_key(self, place: QPointF) -> None:
        """Take the probe, and the corner of a region that is being drawn, to a place; the view goes along."""
        seen = self.getViewBox().viewRect()
        if not seen.contains(place):
            self._stop_following()
            width, height = self.getViewBox().viewPixelSize()
            x = min(max(place.x(), seen.left() + width), seen.right() - width)
            y = min(max(place.y(), seen.top() + height), seen.bottom() - height)
            self.getViewBox().translateBy(place - QPointF(x, y))
        if self._region:
            self._grow_region(place)
        self._probe_at(place)
        self._describe()

    def _enter(self, place: QPointF) -> None:
        """What Enter does at a place: a click, or one end of a region where dragging draws one."""
        if self._drag is Drag.MOVE:
            self.place_clicked.emit(place.x(), place.y())
        elif self._region:
            self._finish_region()
        else:
            self._region = [place]

    def _finish_region(self) -> None:
        drawn = self._region
        self._end_region()
        if len(drawn) > 2:
            self.region_drawn.emit(np.array([corner.toTuple() for corner in drawn], np.float32))
        else:
            self._choose(drawn[0])

    def _grow_region(self, place: QPointF) -> None:
        first, last = self._region[0], self._region[-1]
        if self._drag is Drag.RECTANGLE:
            self._region = [first, QPointF(place.x(), first.y()), place, QPointF(first.x(), place.y())]
        elif self._pixels_between(last, place) >= _LASSO_PIXELS:
            self._region.append(place)
        self._outline.put(self._region, closed=True)

    def _end_region(self) -> None:
        self._region = []
        self._outline.put([])

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

    def _place_names(self) -> None:
        """Put each class's name where the middle of its points is: the colour is not the only thing to tell it by."""
        self.names.set_places(self.points.middles(_LOOKED_AT))

    def _describe(self) -> None:
        """Say what there is, and what the keys do; with the probe where they have taken it, what is there."""
        count = len(self.points.positions)
        index = None if self._probe is None else self.nearest(self._probe.x(), self._probe.y())
        if self._probe is not None and index is not None:
            words = self.tr("At {x:.2f}, {y:.2f}; the nearest point, {index}, is of class {name}.")
            name = self.names.name(self.points.kind(index))
            words = fill(words, x=self._probe.x(), y=self._probe.y(), index=index, name=name)
        else:
            words = self.tr("%n point(s).", "", count)
        if words != self._said:  # and not at each snapshot of a training
            self._said = words
            self.setAccessibleDescription(f"{words} {self._keys}")

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
        self.carpet.set_colors(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text))
        bold = QFont(font)
        bold.setBold(True)
        self.names.set_style(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), bold)
        self._ring.set_color(palette.color(QPalette.ColorRole.Text))
        for item in (self._mark, self._outline, self._path):
            item.set_color(palette.color(QPalette.ColorRole.Accent))


class _Axis(pg.AxisItem):
    """An axis whose numbers are written out, as the user's language writes them."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        point = QLocale().decimalPoint()
        return [text.replace(".", point) for text in super().tickStrings(values, scale, spacing)]


class _Marker(QGraphicsEllipseItem):
    """A ring of a fixed size on the screen around one place of the plane."""

    def __init__(self, diameter: float) -> None:
        super().__init__()
        self._diameter = diameter
        self._factor = 1.0
        self.enlarge(1.0)
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(1)
        self.hide()

    def enlarge(self, factor: float) -> None:
        self._factor = factor
        side = factor * self._diameter
        self.setRect(-side / 2, -side / 2, side, side)
        self.set_color(self.pen().color())

    def set_color(self, color: QColor) -> None:
        self.setPen(QPen(color, 2 * self._factor))

    def put(self, place: tuple[float, float] | None) -> None:
        if place is not None:
            self.setPos(*place)
        self.setVisible(place is not None)


class _Line(QGraphicsPathItem):
    """A line through places of the plane, as wide on the screen however near the view is."""

    def __init__(self, style: Qt.PenStyle) -> None:
        super().__init__()
        self._style = style

    def set_color(self, color: QColor) -> None:
        pen = QPen(color, 2, self._style)
        pen.setCosmetic(True)
        self.setPen(pen)

    def put(self, places: list[QPointF], closed: bool = False) -> None:
        path = QPainterPath()
        path.addPolygon(QPolygonF(places))
        if closed:
            path.closeSubpath()
        self.setPath(path)


def _extent(positions: NDArray[np.float32]) -> QRectF:
    left, bottom, right, top = bounds(positions)
    return QRectF(QPointF(left, bottom), QPointF(right, top))


def _with_shape_of(rect: QRectF, shape: QRectF) -> QRectF:
    """`rect` grown about its centre to the proportions of `shape`, as a view with equal scales will show it."""
    grow = max(rect.width() / shape.width(), rect.height() / shape.height())
    grown = QRectF(0, 0, shape.width() * grow, shape.height() * grow)
    grown.moveCenter(rect.center())
    return grown
