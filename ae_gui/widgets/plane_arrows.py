"""Arrows on a plane, whose heads are as large on the screen however near it is seen."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.plane_marks import Line

_LINE, _RIM = 1.5, 1.5  # logical pixels of a line, and of the ground's colour at either side
_HEAD, _HALF = 9.0, 4.5  # logical pixels: how long a head is, and half of its width


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
        on_screen = painter.worldTransform()
        shafts, heads = [], []
        for tail, head in self._ends:
            if (drawn := _drawn(on_screen.map(tail), on_screen.map(head))) is not None:
                shafts.append(drawn[0])
                heads.append(drawn[1])
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((self._rim.color(), _LINE + 2 * _RIM), (self.pen().color(), _LINE)):
            painter.setPen(QPen(color, width))
            painter.setBrush(color)
            painter.drawLines(shafts)
            painter.setPen(QPen(color, width - _LINE) if width > _LINE else Qt.PenStyle.NoPen)
            for corners in heads:
                painter.drawPolygon(corners)
        painter.restore()


def _drawn(tail: QPointF, head: QPointF) -> tuple[QLineF, QPolygonF] | None:
    """The line and the head of an arrow in pixels; one that is shorter than a head is its head alone, and as small."""
    way = head - tail
    length = float(np.hypot(way.x(), way.y()))
    if length < 1:
        return None
    along, size = way / length, min(1.0, length / _HEAD)
    neck, across = head - along * (_HEAD * size), QPointF(-along.y(), along.x()) * (_HALF * size)
    return QLineF(tail, neck), QPolygonF([head, neck + across, neck - across])
