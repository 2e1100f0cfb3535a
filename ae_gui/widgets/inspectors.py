"""What stands beside the plane, one inspector at a time: it grows with the window and the letters, its pictures too."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ae_gui.theme import as_letters, grown
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.draw_pad import DrawPad

INSPECTOR_WIDTH = 224  # logical pixels, at least; pictures are made for it
_WIDEST = 400
_SHARE = 0.175  # of the page: what is above the least in a window of 1280


class Inspectors(QStackedWidget):
    """A stack of inspectors of one width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = 0
        as_letters(self._fit)

    def add(self, inspector: QWidget) -> None:
        """Put an inspector among the others."""
        self.addWidget(inspector)
        self._fit()

    def fit(self, page: int) -> None:
        """Be as wide as a page of this width, in logical pixels, has room for."""
        self._page = page
        self._fit()

    @Slot()
    def _fit(self) -> None:
        width = max(grown(INSPECTOR_WIDTH), min(round(_SHARE * self._page), grown(_WIDEST)))
        for index in range(self.count()):
            inspector = self.widget(index)
            assert inspector is not None
            inspector.setFixedWidth(width)
        for digit in self.findChildren(DigitView):
            digit.enlarge(width / INSPECTOR_WIDTH)
        for pad in self.findChildren(DrawPad):
            pad.enlarge(width / INSPECTOR_WIDTH)
