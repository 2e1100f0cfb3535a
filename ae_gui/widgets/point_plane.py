"""The code space as a plane: every test digit a point in its class's colour, one position at a time a question."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from ae_gui.theme import SMALL, sized
from ae_gui.widgets.carpet import Carpet
from ae_gui.widgets.plane_axes import PlaneAxes
from ae_gui.widgets.plane_frame import PlaneFrame
from ae_gui.widgets.plane_marks import Line, Mark, Ring
from ae_gui.widgets.plane_note import PlaneNote
from ae_gui.widgets.plot_names import PlotNames
from ae_gui.widgets.point_cloud import PointCloud
from ae_gui.widgets.point_slide import PointSlide
from ae_gui.widgets.point_trails import PointTrails
from ae_gui.words import counted, fill

_KEY_STEP = 0.01  # of the frame's width that an arrow key moves the probe
_PAN_STEPS = 5  # times that, which an arrow key with Ctrl moves the plane
_KEY_TURN = 20  # logical pixels at the front that an arrow key with Shift turns the plane by
_KEY_ZOOM = 1.25
_STRIP = 0.16  # share of the height that a strip of decoded digits is given
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class PointPlane(pg.PlotWidget):
    """A plane of points with a probe: the position that the mouse, a finger or an arrow key asks about.

    By keyboard: arrows move the probe, and with Ctrl the plane; plus and minus zoom, Home shows all points.

    Signals:
        probed(x, y): the probe is at this position.
        left(): the mouse has left the plane.
        painted(): the plane is on the screen as it is now.
        first_painted(): the plane is on the screen for the first time, with its points.

    Attributes:
        frame: the part of the plane that is seen.
        carpet: the decoded tiles behind the points.
        points: all of them as one picture.
        trails: where some of them were just now.
        names: of the classes, each in the middle of its points.
        axes: at the edges, where they are wanted.
        note: in the corner, about the plane itself.
        probe: the position that was asked about last; None once the mouse has left.
        told: the numbers by which a screen reader is told of a position.
    """

    probed = Signal(float, float)
    left = Signal()
    painted = Signal()
    first_painted = Signal()
    _built = False  # pyqtgraph's constructor changes the palette before there is anything to colour

    def __init__(self, parent: QWidget | None = None, *, rings_nearest: bool = True, mark_factor: float = 1.0) -> None:
        """A plane without points; that nearest to the probe is ringed, or not; `mark_factor` scales a mark's ring."""
        axes = PlaneAxes()
        super().__init__(parent, enableMenu=False, viewBox=PlaneFrame(), axisItems=axes.items)
        self.axes = axes
        self.frame: PlaneFrame = self.getViewBox()
        self.carpet = Carpet()
        self.points = PointCloud()
        self.trails = PointTrails(self.points)
        self.names = PlotNames()
        self.note = PlaneNote(self.frame)
        self.probe: QPointF | None = None
        self.told: Callable[[float, float], tuple[float, float]] = lambda x, y: (x, y)
        self._rings_nearest = rings_nearest
        self._mark_factor = mark_factor
        self._painted = False
        self._said = ""  # of what is shown
        self._keys = self.tr(
            "Arrow keys move the probe, with Ctrl the plane; plus and minus zoom. Enter clicks at the probe, Space on "
            "the nearest point. Home shows all points."
        )
        self._ring, self._mark = Ring(13), Mark(15, self.names, self)
        self._slide = PointSlide(self.points, self.names, self.frame, self)
        self._accented: list[Line] = []
        self.setAccessibleName(self.tr("Code plane"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.hideButtons()
        for item in (self.carpet, self.trails, self.points, self.names, self._ring, self._mark):
            self.addItem(item, ignoreBounds=True)
        self.axes.show(False)
        self.enlarge(1.0)
        self._built = True
        self._restyle()

    # Showing

    def set_points(
        self,
        positions: NDArray[np.float32],
        kinds: NDArray[np.uint8],
        fresh: NDArray[np.intp],
        softly: bool = False,
    ) -> None:
        """Show points; a class never seen before has no colour until `points.set_colors`.

        Args:
            positions: (N, 2) in the plane; NaN where a point is not to be seen.
            kinds: (N,) class of each point.
            fresh: indices of those that the newest snapshot has placed, drawn in full; the rest fades.
            softly: the same points slide there from where they are seen now, or were before `clear_points`.
        """
        first = not len(self.positions)
        self._slide.leave()
        self.points.set_points(positions, kinds, fresh)
        self.trails.go_on()
        self._place_names()
        self._describe()
        self._ring_nearest()
        if first:
            self.fit()
            self.frame.settle()
        elif len(fresh):
            self.frame.follow(positions[fresh])
        self._slide.arrive(softly and self.isVisible())

    def clear_points(self) -> None:
        """Show no points and forget the probe; the next points are fitted, not followed."""
        self.probe = None
        self.set_points(np.empty((0, 2), np.float32), np.empty(0, np.uint8), np.empty(0, np.intp))

    def set_class_shown(self, kind: int, shown: bool) -> None:
        """Show or hide the points of one class; the mouse cannot find a hidden point either."""
        self.points.set_shown(kind, shown)
        self._place_names()
        self._ring_nearest()

    def show_all_classes(self) -> None:
        """Show the points of every class again."""
        self.points.show_all()
        self._place_names()

    def name_classes(self, names: Sequence[str]) -> None:
        """Write the names of the classes among their points; a single one tells nothing apart and is left out."""
        self.names.set_names(names if len(names) > 1 else ())

    def set_strip(self, is_strip: bool) -> None:
        """Let the carpet be one row below all points, for codes of a single number."""
        self.carpet.is_strip = is_strip
        self.frame.below = _STRIP if is_strip else 0.0

    def ring(self, index: int | None) -> None:
        """Ring one point until the probe moves, or none."""
        self._ring.put(None if index is None else self.point(index))

    def mark(self, position: tuple[float, float] | None, words: str = "", own: bool = False) -> None:
        """Mark one position of the plane, until another is marked or None; `words` stand beside it.

        What is the user's `own` is a disc, and what was picked a ring.
        """
        self._mark.say(words, own)
        self._mark.put(position)
        self.names.keep_off(np.concatenate([self.points.taken(), self._mark.taken()]))

    def pulse_mark(self) -> None:
        """Draw the eye to the mark once."""
        self._mark.pulse()

    @property
    def mark_words(self) -> str:
        """What stands beside the mark."""
        return self._mark.words if self._mark.isVisible() else ""

    @property
    def marked(self) -> tuple[float, float] | None:
        """The position that is marked."""
        return (self._mark.x(), self._mark.y()) if self._mark.isVisible() else None

    def add_accented(self, line: Line) -> None:
        """Add a line in the accent colour."""
        self._accented.append(line)
        self.addItem(line, ignoreBounds=True)
        palette = self.palette()
        line.set_colors(palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Base))

    def enlarge(self, factor: float) -> None:
        """Draw points and rings so many times as large, for a screen that is seen from afar."""
        self.points.enlarge(factor)
        self._ring.enlarge(factor)
        self._mark.enlarge(factor * self._mark_factor)

    def settle(self) -> None:
        """Show all where it is on its way to."""
        self.frame.settle()
        self._slide.settle()

    def fit(self) -> None:
        """Show all points but the farthest outliers, and follow them as they move."""
        seen = self.positions[np.isfinite(self.positions).all(axis=1)]
        if len(seen):
            self.frame.fit(seen)

    @property
    def positions(self) -> NDArray[np.float32]:
        """Where the points are, (N, 2)."""
        return self.points.positions

    def nearest(self, x: float, y: float) -> int | None:
        """The findable point nearest to a position; None if there is none."""
        return self.points.nearest(x, y)

    def point(self, index: int) -> tuple[float, float]:
        """Where a point is."""
        x, y = self.positions[index]
        return float(x), float(y)

    # Asking

    def position_under(self, pixel: QPointF) -> QPointF:
        """The position under a pixel of this widget, to the fraction of a pixel."""
        return self.frame.mapSceneToView(self.viewportTransform().inverted()[0].map(pixel))

    def ask(self, position: QPointF) -> None:
        """Take the probe to a position."""
        self.probe = position
        self._ring_nearest()
        self.probed.emit(position.x(), position.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()
        if not self._painted and len(self.positions):
            self._painted = True
            self.first_painted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.probe = None
        self._ring_nearest()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _WAYS:
            if self.frame.turns and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                right, up = _WAYS[Qt.Key(key)]
                self.frame.turned.emit(right * _KEY_TURN, up * _KEY_TURN)
                return
            way = QPointF(*_WAYS[Qt.Key(key)]) * self.frame.viewRect().width() * _KEY_STEP
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.frame.pan(way * _PAN_STEPS)
                return
            position = (self.frame.viewRect().center() if self.probe is None else self.probe) + way
            self.frame.reveal(position)
            self.ask(position)
            self._describe()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.frame.zoom(_KEY_ZOOM if key == Qt.Key.Key_Minus else 1 / _KEY_ZOOM, self.probe)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_style = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if is_style and self._built and self.plotItem is not None:  # pyqtgraph takes it out of a closed widget
            self._restyle()

    @property
    def nearest_to_probe(self) -> int | None:
        """The findable point nearest to the probe; None without either."""
        return None if self.probe is None else self.nearest(self.probe.x(), self.probe.y())

    def _place_names(self) -> None:
        self.names.set_places(self.points.middles())
        self.names.keep_off(np.concatenate([self.points.taken(), self._mark.taken()]))

    def _ring_nearest(self) -> None:
        if self._rings_nearest:
            self.ring(self.nearest_to_probe)

    def _describe(self) -> None:
        """Tell a screen reader what there is, and what the keys do; with the probe where they have taken it."""
        index = self.nearest_to_probe
        if self.probe is not None and index is not None:
            words = self.tr("At {x:.2f}, {y:.2f}; the nearest point, {index}, is of class {name}.")
            name = self.names.name(self.points.kind(index))
            if not name:
                words = self.tr("At {x:.2f}, {y:.2f}; the nearest point is {index}.")
            x, y = self.told(self.probe.x(), self.probe.y())
            words = fill(words, x=x, y=y, index=index, name=name)
        else:
            words = counted(self.tr("%n point(s).", "", len(self.positions)), len(self.positions))
        if words != self._said:  # and not at each snapshot of a training
            self._said = words
            self.setAccessibleDescription(f"{words} {self._keys}")

    def _restyle(self) -> None:
        palette = self.palette()
        paper, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        self.setBackground(paper)
        font = QFont(self.font())
        self.axes.set_style(palette, font)
        self.carpet.set_colors(paper, ink)
        bold = QFont(font)
        bold.setBold(True)
        self.names.set_style(ink, paper, bold)
        self._mark.set_font(font)
        self.note.set_style(palette.color(QPalette.ColorRole.PlaceholderText), paper, sized(font, SMALL))
        for mark in (self._ring, self._mark):
            mark.set_colors(ink, paper)
        for line in self._accented:
            line.set_colors(palette.color(QPalette.ColorRole.Accent), paper)


def prepare(plane: PointPlane) -> bool:
    """Make the picture of the points that a plane paints next, if it is in sight; returns whether it was missing."""
    return plane.isVisible() and plane.points.prepare(plane.devicePixelRatioF())
