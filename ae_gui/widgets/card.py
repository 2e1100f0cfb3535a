"""A sheet with round corners, on which stands what is looked at."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.layouts import in_row

_RADIUS, _MARGIN = 8.0, 4  # logical pixels; with this margin a square corner stays within a round one


class Card(QWidget):
    """The sheet, with a hairline around it, in the colour of what stands on it."""

    def __init__(self, part: QWidget) -> None:
        """Take `part` onto it, which fills it."""
        super().__init__()
        in_row(part, parent=self, margin=_MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.end()
