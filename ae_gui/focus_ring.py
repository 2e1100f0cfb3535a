"""A ring around what has the keys, for whoever goes about by keyboard.

Qt's own marks are faint in this style, and what draws for itself has none. One ring serves every window and dialog, and
every widget that will ever be made. It shows once the keys were used to get somewhere, and not after a click.
"""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QMenuBar, QScrollArea, QWidget

from ae_gui.widgets.ring import WidgetRing

_WIDTH = 2  # logical pixels
_Attribute = Qt.WidgetAttribute


class FocusRing(QObject):
    """Follows the keyboard's focus through the whole application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring = WidgetRing(_WIDTH, self)
        app.focusChanged.connect(self._follow)

    @property
    def ringed(self) -> QWidget | None:
        """What the ring is around."""
        return self._ring.around

    @Slot("QWidget*", "QWidget*")
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        last = self.ringed
        self._ring.put_around(None)
        if now is None or now.parentWidget() is None or isinstance(now, QMenuBar):  # which marks its item by itself
            return
        window = now.window()
        by_tab = window.testAttribute(_Attribute.WA_KeyboardFocusChange)  # Qt sets it, and never takes it back
        window.setAttribute(_Attribute.WA_KeyboardFocusChange, False)
        by_arrow = last is not None and last is before and not QApplication.mouseButtons()  # from button to button
        if by_tab or by_arrow:
            _bring_into_sight(now)
            self._ring.put_around(now)


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll what it is in: a scroll area does so by itself only where the keys come from within it."""
    beside = widget.parentWidget()
    while beside is not None:
        if isinstance(beside, QScrollArea):
            beside.ensureWidgetVisible(widget)
        beside = beside.parentWidget()
