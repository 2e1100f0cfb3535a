"""The plane under fingers: one asks the decoder, two zoom and move."""

import math

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ae_gui.class_colors import SAFE, class_colors
from ae_gui.theme import is_dark
from ae_gui.widgets.point_plane import PointPlane
from ae_model.latent_map import bounds

_NEAREST, _FARTHEST = 1 / 12, 1.25  # of the whole plane: the bounds of zooming
_WHEEL = 1.0015  # a unit of the wheel's angle
_MARK = 2.4  # times a ring's usual size, which a finger hides
_NAME = 30  # height of a class's name in logical pixels


class TouchPlane(PointPlane):
    """A plane for fingers and for a mouse, on which nothing can be chosen or opened.

    Signals:
        zoomed(in_part): it shows only a part, or the whole again.
    """

    zoomed = Signal(bool)
    _class_count = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        # Only the position under the finger is marked, by whoever answers to it.
        super().__init__(parent, rings_nearest=False, mark_factor=_MARK)
        self._fingers: tuple[QPointF, float] | None = None  # the middle of two fingers, and how far apart they were
        self.frame.setMouseEnabled(False, False)
        self.frame.sigResized.connect(self._fit_again)
        self.setAcceptDrops(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def fit(self) -> None:
        super().fit()
        self.zoomed.emit(False)

    def enlarge(self, factor: float) -> None:
        super().enlarge(factor)
        font = self.font()
        font.setPixelSize(round(_NAME * factor))
        self.setFont(font)

    def color_classes(self, count: int) -> None:
        """Colour so many classes, now and after each change of the theme."""
        self._class_count = count
        self.points.set_colors(class_colors(SAFE, count, is_dark(self.palette())))

    def zoom(self, factor: float, about: QPointF) -> None:
        """Show `factor` times as much of the plane, within bounds; one position of it stays where it is."""
        if not len(self.positions):
            return
        left, bottom, right, top = bounds(self.positions)
        shown = self.frame.viewRect()
        now = min(shown.width() / (right - left), shown.height() / (top - bottom))  # 1 where the whole is shown
        then = min(max(now * factor, _NEAREST), _FARTHEST)
        self.frame.zoom(then / now, about)
        self.zoomed.emit(True)

    def _restyle(self) -> None:
        super()._restyle()
        if self._class_count:
            self.color_classes(self._class_count)

    # The visitor's fingers

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if not event.isEndEvent():  # the press has asked
                self.ask(self.position_under(event.position()))
            event.accept()
            return True
        if not isinstance(event, QTouchEvent):
            return super().viewportEvent(event)
        touched = [point.position() for point in event.points() if point.state() != QEventPoint.State.Released]
        if event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._fingers = None
        elif len(touched) > 1:
            self._pinch(touched[0], touched[1])
        elif touched and self._fingers is None:  # the last finger of a pinch asks for nothing
            self.ask(self.position_under(touched[0]))
        event.accept()
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_WHEEL ** -event.angleDelta().y(), self.position_under(event.position()))
        event.accept()

    def _pinch(self, one: QPointF, other: QPointF) -> None:
        middle, apart = (one + other) / 2, math.hypot(*(one - other).toTuple())
        if self._fingers is not None and apart > 0:
            before, apart_before = self._fingers
            held = self.position_under(before)
            self.zoom(apart_before / apart, held)
            self.frame.pan(held - self.position_under(middle))
        self._fingers = (middle, max(apart, 1.0))

    def _fit_again(self) -> None:
        if self.frame.follows:
            self.fit()
            self.settle()
