"""A ring around another widget, to draw the eye to it: it takes no room and no click."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QRegion
from PySide6.QtWidgets import QSplitter, QWidget

_Attribute = Qt.WidgetAttribute


class WidgetRing(QObject):
    """Stays around one widget, wherever that goes, in the accent colour."""

    def __init__(self, width: int, parent: QObject) -> None:
        """A ring so many logical pixels wide, around nothing yet."""
        super().__init__(parent)
        self._width = width
        self._drawn: _Ring | None = None
        self._around: QWidget | None = None

    @property
    def around(self) -> QWidget | None:
        """What the ring is around."""
        there = self._around is not None and shiboken6.isValid(self._around)
        return self._around if there else None

    def put_around(self, widget: QWidget | None) -> None:
        """Leave what the ring was around, for another widget or for none."""
        if (last := self.around) is not None:
            last.removeEventFilter(self)
        self._around = widget
        if self._drawn is not None and shiboken6.isValid(self._drawn):
            self._drawn.hide()
        if widget is not None:
            widget.installEventFilter(self)
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep around what is moved, and grows."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show) and watched is self._around:
            self._place()
        return False

    def _place(self) -> None:
        """Put the ring around, beside the widget and not into it: a picture of the widget is to be without."""
        assert self._around is not None
        beside = self._around.parentWidget()
        while isinstance(beside, QSplitter):  # which would make room for it
            beside = beside.parentWidget()
        assert beside is not None  # what is ringed is in a window, and is none
        if self._drawn is None or not shiboken6.isValid(self._drawn):  # it went with what it was beside
            self._drawn = _Ring(self._width)
        if self._drawn.parentWidget() is not beside:
            self._drawn.setParent(beside)
        self._drawn.put_around(QRect(self._around.mapTo(beside, QPoint()), self._around.size()), beside.rect())


class _Ring(QWidget):
    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setAttribute(_Attribute.WA_TransparentForMouseEvents)

    def put_around(self, place: QRect, room: QRect) -> None:
        wide = self._width
        self.setGeometry(place.adjusted(-wide, -wide, wide, wide).intersected(room))
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
