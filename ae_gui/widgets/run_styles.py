"""By what a run is known among those that are drawn: a number, a colour and a line, in the table as at its curve."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from ae_gui.class_colors import SAFE, class_colors
from ae_gui.theme import ink_on

MOST = 8  # runs at a time; more could not be told apart

_LINES = (  # of the curves and beside their names: the colour is not the only cue
    (Qt.PenStyle.SolidLine, "━━"),
    (Qt.PenStyle.DashLine, "╍╍"),
    (Qt.PenStyle.DotLine, "┈┈"),
    (Qt.PenStyle.DashDotLine, "━╍"),
)


def style(index: int, dark: bool) -> tuple[QColor, Qt.PenStyle, str]:
    """Colour on a ground that is `dark` or light, line and mark of the run at a position of those that are drawn."""
    return QColor(*class_colors(SAFE, MOST, dark)[index].tolist()), *_LINES[index // 2 % len(_LINES)]


def chip(index: int, side: int, font: QFont, scale: float, dark: bool) -> QIcon:
    """The number of a run on its colour, of `side` logical pixels."""
    picture = QPixmap(round(side * scale), round(side * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    color, *_ = style(index, dark)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side / 4, side / 4)
    bold = QFont(font)
    bold.setBold(True)
    bold.setPixelSize(round(0.7 * side))
    painter.setFont(bold)
    painter.setPen(ink_on(color))
    painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, str(index + 1))
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # else Qt would mix in the colour of the selection
    return icon
