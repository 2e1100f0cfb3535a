"""Marks on a plane: rings and lines, as large and as wide on the screen however near the plane is seen.

All of them have a rim of the ground's colour: they must be found on ten thousand points of any colour.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from ae_gui.motion import Tween
from ae_gui.theme import YOURS
from ae_gui.widgets.plot_names import PlotNames

_WIDTH, _LINE = 2.0, 3.0  # logical pixels of a ring's line, and of a line through the plane
_THIN = 1.5  # of an outline
_RIM = 2.0  # of the ground's colour at either side of them
_AROUND = 9.0  # logical pixels of the ground's colour around a mark, of which half lie inside
_OUTLINE = QColor("#1d1d21")  # of what is yours, in both themes
_PULSE_MS, _PULSE_REACH = 900, 3.5  # how long a pulse takes, and how many times as large as its mark it grows
_REST_MS = 150  # after which a mark that was moved counts as at rest


class Ring(QGraphicsItem):
    """A ring around one position of the plane; hidden until it is put somewhere."""

    def __init__(self, diameter: float) -> None:
        """A ring of so many logical pixels."""
        super().__init__()
        self._diameter = diameter
        self._factor = 1.0
        self._ink, self._paper = QColor("black"), QColor("white")
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(3)
        self.hide()

    def enlarge(self, factor: float) -> None:
        """Draw it so many times as large."""
        self.prepareGeometryChange()
        self._factor = factor
        self.update()

    def set_colors(self, ink: QColor, paper: QColor) -> None:
        """Draw it in `ink`, on a ground of `paper`."""
        self._ink, self._paper = ink, paper
        self.update()

    def put(self, position: tuple[float, float] | None) -> None:
        """Put it around a position; None hides it."""
        if position is not None:
            self.setPos(*position)
        self.setVisible(position is not None)

    @property
    def diameter(self) -> float:
        """Of the middle of its line, in logical pixels."""
        return self._factor * self._diameter

    def boundingRect(self) -> QRectF:
        return _square(self.diameter + self._factor * (_WIDTH + 2 * _RIM) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._circle(painter, self._paper, _WIDTH + 2 * _RIM)
        self._circle(painter, self._ink, _WIDTH)

    def _circle(self, painter: QPainter, color: QColor, width: float) -> None:
        painter.setPen(QPen(color, self._factor * width))
        painter.drawEllipse(_square(self.diameter))


class Mark(Ring):
    """What the user has picked or made: a yellow ring, or a disc for what is "yours", with words in a bubble beside it.

    It pulses once where it was asked to, as soon as it is at rest: a drawing's mark moves as long as the pen does.
    """

    def __init__(self, diameter: float, names: PlotNames, parent: QObject) -> None:
        """A mark of so many logical pixels whose words cover none of the `names`, if there is a side without one."""
        super().__init__(diameter)
        self._names = names
        self._words = ""
        self._filled = False
        self._font = QFont()
        self._share = 1.0  # of the pulse
        self._pulse = Tween(self._grow, parent, _PULSE_MS)
        self._rest = QTimer(parent, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._pulse.begin)
        self.setZValue(4)

    def taken(self) -> NDArray[np.floating]:
        """What no name may cover, (n, 3): its position and how many logical pixels it reaches, where it is shown."""
        reach = self.diameter / 2 + self._factor * _AROUND / 2
        return np.array([(self.x(), self.y(), reach)] if self.isVisible() else []).reshape(-1, 3)

    @property
    def words(self) -> str:
        """What is written beside it."""
        return self._words

    @property
    def pulses(self) -> bool:
        """Whether it pulses, or will when it is at rest."""
        return self._pulse.under_way or self._rest.isActive()

    def set_font(self, font: QFont) -> None:
        """Write in this font."""
        self.prepareGeometryChange()
        self._font = font
        self.update()

    def say(self, words: str, filled: bool) -> None:
        """Write words beside it, and be a disc or a ring."""
        if (words, filled) != (self._words, self._filled):
            self.prepareGeometryChange()
            self._words, self._filled = words, filled
            self.update()

    def put(self, position: tuple[float, float] | None) -> None:
        super().put(position)
        if position is None:
            self._rest.stop()
            self._pulse.settle()

    def pulse(self) -> None:
        """Draw the eye once, when it is at rest."""
        self._rest.start()

    def boundingRect(self) -> QRectF:
        width, height = self._bubble()
        across = 2 * (self.diameter + width + 8)
        side = self.diameter * _PULSE_REACH + 4
        return QRectF(-across / 2, -height - side / 2, across, 2 * height + side).united(_square(side))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._share < 1:
            color = QColor(YOURS)
            color.setAlphaF(1 - self._share)
            outline = QColor(_OUTLINE)
            outline.setAlphaF((1 - self._share) / 2)
            side = _square(self.diameter * (1 + self._share * (_PULSE_REACH - 1)))
            for pen in (QPen(outline, 6 * self._factor), QPen(color, 4 * self._factor)):
                painter.setPen(pen)
                painter.drawEllipse(side)
        self._circle(painter, self._paper, _AROUND)
        if self._filled:
            painter.setBrush(YOURS)
            self._circle(painter, _OUTLINE, _WIDTH)
        else:
            self._circle(painter, _OUTLINE, 6)
            self._circle(painter, YOURS, 3)
        if self._words:
            self._write(painter)

    def _write(self, painter: QPainter) -> None:
        """Write the words in a bubble at the first side of the mark where it is whole and covers no name."""
        bubble = self._beside()
        height = bubble.height()
        painter.setPen(QPen(self._paper, 2 * self._factor))
        painter.setBrush(YOURS)
        painter.drawRoundedRect(bubble, height / 2, height / 2)
        painter.setPen(_OUTLINE)
        painter.setFont(self._letters())
        painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, self._words)

    def _beside(self) -> QRectF:
        """The place of the bubble, around the mark: at its right, left, top or bottom."""
        (width, height), gap, here = self._bubble(), self.diameter / 2 + 6 * self._factor, self.scenePos()
        room = QRectF(self.scene().views()[0].rect())
        names = self._names.written.values() if self._names.isVisible() else ()
        sides = [
            QRectF(gap, -height / 2, width, height),
            QRectF(-gap - width, -height / 2, width, height),
            QRectF(-width / 2, -gap - height, width, height),
            QRectF(-width / 2, gap, width, height),
        ]

        def covered(side: QRectF) -> float:
            seen = side.translated(here)
            cut = 0.0 if room.contains(seen) else width * height
            return cut + sum(area.width() * area.height() for area in map(seen.intersected, names))

        return min(sides, key=covered)

    def _letters(self) -> QFont:
        font = QFont(self._font)
        font.setBold(True)
        return font

    def _bubble(self) -> tuple[float, float]:
        """Width and height of the words with the room around them."""
        if not self._words:
            return 0.0, 0.0
        metrics = QFontMetricsF(self._letters())
        return metrics.horizontalAdvance(self._words) + metrics.height(), 1.3 * metrics.height()

    def _grow(self, share: float) -> None:
        self._share = share
        self.update()


class Line(QGraphicsPathItem):
    """A line through positions of the plane."""

    def __init__(self, style: Qt.PenStyle) -> None:
        super().__init__()
        self._style = style
        self._rim = QPen()
        self.setZValue(1)

    def set_colors(self, ink: QColor, paper: QColor) -> None:
        """Draw it in `ink`, on a ground of `paper`."""
        pen = QPen(ink, _LINE, self._style)
        pen.setCosmetic(True)
        self._rim = QPen(paper, _LINE + 2 * _RIM)
        self._rim.setCosmetic(True)
        self.setPen(pen)

    def put(self, positions: list[QPointF], closed: bool = False) -> None:
        """Draw it through these positions, and back to the first one if it is `closed`."""
        path = QPainterPath()
        path.addPolygon(QPolygonF(positions))
        if closed:
            path.closeSubpath()
        self.setPath(path)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(self.path(), self._rim)
        painter.strokePath(self.path(), self.pen())


class Outlines(Line):
    """Thin closed lines, such as those of distributions."""

    def set_colors(self, ink: QColor, paper: QColor) -> None:
        pen = QPen(ink, _THIN, self._style)
        pen.setCosmetic(True)
        self._rim = QPen(paper, _THIN + _RIM)
        self._rim.setCosmetic(True)
        self.setPen(pen)

    def put_all(self, outlines: Sequence[NDArray[np.float32]]) -> None:
        """Draw these outlines, (n, 2) positions each, and no others."""
        path = QPainterPath()
        for outline in outlines:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in outline.tolist()]))
            path.closeSubpath()
        self.setPath(path)


def _square(side: float) -> QRectF:
    return QRectF(-side / 2, -side / 2, side, side)
