"""A ring around another widget, to draw the eye to it: it takes no room and no click."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QSplitter, QWidget

_GAP = 3  # logical pixels between the ring and what it is around, where there is room
_Attribute = Qt.WidgetAttribute


class WidgetRing(QObject):
    """Stays around one widget, wherever that goes, in the accent colour."""

    def __init__(self, width: int, parent: QObject) -> None:
        """A ring so many logical pixels wide, around nothing yet."""
        super().__init__(parent)
        self._width = width
        self._drawn: _Ring | None = None
        self._around: QWidget | None = None
        self._followed: list[QWidget] = []  # what is ringed, and what is around it up to where there is room

    @property
    def around(self) -> QWidget | None:
        """What the ring is around."""
        there = self._around is not None and shiboken6.isValid(self._around)
        return self._around if there else None

    def put_around(self, widget: QWidget | None) -> None:
        """Leave what the ring was around, for another widget or for none."""
        self._around = widget
        self._follow([])
        if self._drawn is not None and shiboken6.isValid(self._drawn):
            self._drawn.hide()
        if widget is not None:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep around what is moved, and grows."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show) and self.around is not None:
            self._place()
        return False

    def _place(self) -> None:
        """Put the ring around, beside the widget and not into it: a picture of the widget is to be without.

        It lies in the nearest widget around that has room for all of it. What scrolls is not left, for the ring is to
        scroll too, and a splitter would make room for it.
        """
        assert self._around is not None
        followed, beside, wide = [self._around], self._around.parentWidget(), self._width + _GAP
        assert beside is not None  # what is ringed is in a window, and is none
        place = self._placed_in(beside)
        while isinstance(beside, QSplitter) or not beside.rect().contains(place.adjusted(-wide, -wide, wide, wide)):
            outer = beside.parentWidget()
            if outer is None or isinstance(outer.parentWidget(), QAbstractScrollArea):
                break
            followed.append(beside)
            beside, place = outer, self._placed_in(outer)
        if self._drawn is None or not shiboken6.isValid(self._drawn):  # it went with what it was beside
            self._drawn = _Ring(self._width)
        if self._drawn.parentWidget() is not beside:
            self._drawn.setParent(beside)
        self._follow(followed)
        self._drawn.put(place.adjusted(-wide, -wide, wide, wide).intersected(beside.rect()))

    def _placed_in(self, outer: QWidget) -> QRect:
        """Where what is ringed lies in a widget around it."""
        assert self._around is not None
        return QRect(self._around.mapTo(outer, QPoint()), self._around.size())

    def _follow(self, widgets: list[QWidget]) -> None:
        if widgets == self._followed:
            return
        for widget in self._followed:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        for widget in widgets:
            widget.installEventFilter(self)
        self._followed = widgets


class _Ring(QWidget):
    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setAttribute(_Attribute.WA_TransparentForMouseEvents)

    def put(self, place: QRect) -> None:
        wide = self._width
        self.setGeometry(place)
        inside = self.rect().adjusted(wide, wide, -wide, -wide)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inside)))  # what is inside is not drawn again with it
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), self._width))
        inset = self._width / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()
