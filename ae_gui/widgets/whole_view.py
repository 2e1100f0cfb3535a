"""An item of a plot that may draw anywhere in the part of it that is seen."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF


class WholeView(pg.GraphicsObject):
    """As large as the view, and drawn again as that moves or zooms; who draws something says what in `paint`."""

    def boundingRect(self) -> QRectF:
        return self.viewRect() or QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()
