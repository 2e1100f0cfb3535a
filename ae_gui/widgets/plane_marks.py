"""Marks on a plane: rings and lines, as large and as wide on the screen however near the plane is seen."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsPathItem


class Ring(QGraphicsEllipseItem):
    """A ring around one position of the plane; hidden until it is put somewhere."""

    def __init__(self, diameter: float) -> None:
        """A ring of so many logical pixels."""
        super().__init__()
        self._diameter = diameter
        self._factor = 1.0
        self.enlarge(1.0)
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(1)
        self.hide()

    def enlarge(self, factor: float) -> None:
        """Draw it so many times as large."""
        self._factor = factor
        side = factor * self._diameter
        self.setRect(-side / 2, -side / 2, side, side)
        self.set_color(self.pen().color())

    def set_color(self, color: QColor) -> None:
        """Draw it in this colour."""
        self.setPen(QPen(color, 2 * self._factor))

    def put(self, position: tuple[float, float] | None) -> None:
        """Put it around a position; None hides it."""
        if position is not None:
            self.setPos(*position)
        self.setVisible(position is not None)


class Line(QGraphicsPathItem):
    """A line through positions of the plane."""

    def __init__(self, style: Qt.PenStyle) -> None:
        super().__init__()
        self._style = style

    def set_color(self, color: QColor) -> None:
        """Draw it in this colour."""
        pen = QPen(color, 2, self._style)
        pen.setCosmetic(True)
        self.setPen(pen)

    def put(self, positions: list[QPointF], closed: bool = False) -> None:
        """Draw it through these positions, and back to the first one if it is `closed`."""
        path = QPainterPath()
        path.addPolygon(QPolygonF(positions))
        if closed:
            path.closeSubpath()
        self.setPath(path)
