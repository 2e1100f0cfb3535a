"""How a unit looks on its sheet, and how a picture looks that is drawn there."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from ae_gui.widgets.pictures import fitted
from ae_gui.widgets.unit_sheet import UnitSheet

SIDE = 56  # logical pixels of a picture


def on_sheet(sheet: UnitSheet, unit: int) -> QImage:
    """What the sheet shows of a unit that is in sight."""
    cell = sheet.cell_rect(sheet.order.tolist().index(unit))
    shown = sheet.viewport().grab().toImage()
    return shown.copy(cell.left() + (cell.width() - SIDE) // 2, cell.top() + 2, SIDE, SIDE).convertToFormat(
        QImage.Format.Format_RGB32
    )


def as_on_sheet(picture: QImage, sheet: UnitSheet) -> QImage:
    """A picture as the sheet would show it."""
    drawn = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    drawn.fill(sheet.viewport().palette().base().color())
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(fitted(picture.size(), QRect(0, 0, SIDE, SIDE)), picture)
    painter.end()
    return drawn
