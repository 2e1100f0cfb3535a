"""Arrows on a plane, whose heads are as large on the screen however near it is seen."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.plane_marks import Line

_LINE, _RIM = 1.5, 1.5  # logical pixels of a line, and of the ground's colour at either side
_HEAD, _HALF = 7.0, 3.5  # logical pixels: how long a head is, and half of its width


class Arrows(Line):
    """Straight arrows from one position to another each."""

    def __init__(self) -> None:
        super().__init__(Qt.PenStyle.SolidLine)
        self._ends: list[tuple[QPointF, QPointF]] = []

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._ends)

    def put_between(self, tails: NDArray[np.float32], heads: NDArray[np.float32]) -> None:
        """Draw arrows from `tails` to `heads`, (n, 2) positions each, and no others."""
        ends = zip(tails.tolist(), heads.tolist(), strict=True)
        self._ends = [(QPointF(*tail), QPointF(*head)) for tail, head in ends]
        self.put([end for arrow in self._ends for end in arrow])  # the room that they take

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        on_screen, drawn = painter.worldTransform(), QPainterPath()
        for tail, head in self._ends:
            _draw(drawn, on_screen.map(tail), on_screen.map(head))
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.pen().color()
        for pen in (QPen(self._rim.color(), _LINE + 2 * _RIM), QPen(ink, _LINE)):
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(drawn, pen)
        painter.fillPath(drawn, ink)
        painter.restore()


def _draw(path: QPainterPath, tail: QPointF, head: QPointF) -> None:
    """Add an arrow to a path: one that is shorter than a head is its head alone, and as small."""
    way = head - tail
    length = float(np.hypot(way.x(), way.y()))
    if length < 1:
        return
    along, size = way / length, min(1.0, length / _HEAD)
    neck, across = head - along * (_HEAD * size), QPointF(-along.y(), along.x()) * (_HALF * size)
    path.moveTo(tail)
    path.lineTo(neck)
    path.moveTo(head)
    path.lineTo(neck + across)
    path.lineTo(neck - across)
    path.closeSubpath()
