"""The names and numbers at the edges of a plane, for those who want them."""

import re

import pyqtgraph as pg
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QPalette

from ae_gui.theme import grown

_LEFT, _BOTTOM = 60, 44  # logical pixels, for the numbers and the name
_TICK = 5  # logical pixels


class PlaneAxes:
    """The two axes of a plane, hidden until they are to be shown."""

    def __init__(self) -> None:
        self.items = {name: _Axis(name) for name in ("left", "bottom")}
        # Sizes of the axes' own choosing would change with their numbers, and lay all out again.
        self.items["left"].setWidth(grown(_LEFT))
        self.items["bottom"].setHeight(grown(_BOTTOM))

    def name(self, x: str, y: str) -> None:
        """Name the plane's two directions; one without a name has no axis."""
        for name, words in (("bottom", x), ("left", y)):
            if self.items[name].labelText != words:  # a new label lays all out again
                self.items[name].setLabel(words)

    def show(self, shown: bool, numbered: bool = True) -> None:
        """Show what directions are there, with numbers where those would be true; or no axes at all."""
        for axis in self.items.values():
            wanted = shown and bool(axis.labelText)
            if axis.isVisible() != wanted:
                (axis.show if wanted else axis.hide)()  # which take the room too
            if axis.style["showValues"] != numbered:
                axis.setStyle(showValues=numbered, tickLength=-_TICK if numbered else 0)

    def set_style(self, palette: QPalette, font: QFont) -> None:
        """Draw them in these colours and letters."""
        for axis in self.items.values():
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(palette.color(QPalette.ColorRole.PlaceholderText))
            axis.setTickFont(font)


class _Axis(pg.AxisItem):
    """An axis whose numbers are written out, as the user's language writes them, and with minus signs."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        marks = super().tickStrings(values, scale, spacing)
        return [re.sub("^-", "−", mark).replace(".", QLocale().decimalPoint()) for mark in marks]
