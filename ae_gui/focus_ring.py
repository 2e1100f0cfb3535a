"""A ring around what has the keys, for whoever goes about by keyboard.

Qt's own marks are faint in this style, and what draws for itself has none. One ring serves every window and dialog, and
every widget that will ever be made. It shows once the keys were used to get somewhere, and not after a click.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QRegion
from PySide6.QtWidgets import QApplication, QMenuBar, QScrollArea, QSplitter, QWidget

_WIDTH = 2  # logical pixels
_Attribute = Qt.WidgetAttribute


class FocusRing(QObject):
    """Follows the keyboard's focus through the whole application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._ringed: QWidget | None = None
        app.focusChanged.connect(self._follow)

    @property
    def ringed(self) -> QWidget | None:
        """What the ring is around."""
        there = self._ringed is not None and shiboken6.isValid(self._ringed)
        return self._ringed if there else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep around what is moved, and grows."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show) and watched is self._ringed:
            self._place()
        return False

    @Slot("QWidget*", "QWidget*")
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        last = self.ringed
        if last is not None:
            last.removeEventFilter(self)
        self._ringed = None
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
        if now is None or now.parentWidget() is None or isinstance(now, QMenuBar):  # which marks its item by itself
            return
        window = now.window()
        by_tab = window.testAttribute(_Attribute.WA_KeyboardFocusChange)  # Qt sets it, and never takes it back
        window.setAttribute(_Attribute.WA_KeyboardFocusChange, False)
        by_arrow = last is not None and last is before and not QApplication.mouseButtons()  # from button to button
        if by_tab or by_arrow:
            self._ringed = now
            now.installEventFilter(self)
            _bring_into_sight(now)
            self._place()

    def _place(self) -> None:
        """Put the ring around, beside the widget and not into it: a picture of the widget is to be without."""
        assert self._ringed is not None
        beside = self._ringed.parentWidget()
        while isinstance(beside, QSplitter):  # which would make room for it
            beside = beside.parentWidget()
        assert beside is not None  # what can have the keys and is no window is in one
        if self._ring is None or not shiboken6.isValid(self._ring):  # it went with what it was beside
            self._ring = _Ring()
        if self._ring.parentWidget() is not beside:
            self._ring.setParent(beside)
        self._ring.put_around(QRect(self._ringed.mapTo(beside, QPoint()), self._ringed.size()), beside.rect())


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll what it is in: a scroll area does so by itself only where the keys come from within it."""
    beside = widget.parentWidget()
    while beside is not None:
        if isinstance(beside, QScrollArea):
            beside.ensureWidgetVisible(widget)
        beside = beside.parentWidget()


class _Ring(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(_Attribute.WA_TransparentForMouseEvents)

    def put_around(self, place: QRect, room: QRect) -> None:
        self.setGeometry(place.adjusted(-_WIDTH, -_WIDTH, _WIDTH, _WIDTH).intersected(room))
        inside = self.rect().adjusted(_WIDTH, _WIDTH, -_WIDTH, -_WIDTH)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inside)))  # what is inside is not drawn again with it
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), _WIDTH))
        inset = _WIDTH / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()
