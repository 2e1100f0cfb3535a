"""A note on a plane, as a map has one in its corner: what part of the codes it shows, and how."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

_MARGIN, _PADDING, _ROUND = 8.0, 5.0, 4.0  # logical pixels around it, within it, and of its corners
_GROUND = 225  # alpha, of 255, of the ground that sets it off from points


class PlaneNote(QGraphicsItem):
    """Words in the lower left corner of a plane, broken into lines where it is narrow; nothing without words."""

    def __init__(self, frame: pg.ViewBox) -> None:
        super().__init__(frame)
        self._frame = frame
        self._words = ""
        self._ink, self._paper, self._font = QColor("black"), QColor("white"), QFont()
        self.setZValue(5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        frame.sigResized.connect(self._placed_anew)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def say(self, words: str) -> None:
        """Say something else."""
        if words != self._words:
            self._words = words
            self._placed_anew()

    def set_style(self, ink: QColor, paper: QColor, font: QFont) -> None:
        """Write in `ink` on `paper`."""
        self._ink, self._paper, self._font = ink, paper, font
        self._placed_anew()

    def boundingRect(self) -> QRectF:
        if not self._words:
            return QRectF()
        room = self._frame.rect().adjusted(_MARGIN + _PADDING, 0, -_MARGIN - _PADDING, -_MARGIN - _PADDING)
        text = QFontMetricsF(self._font).boundingRect(room, _FLAGS, self._words)
        return text.adjusted(-_PADDING, -_PADDING, _PADDING, _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        rect = self.boundingRect()
        if rect.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(self._paper)
        ground.setAlpha(_GROUND)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, _ROUND, _ROUND)
        painter.setPen(self._ink)
        painter.setFont(self._font)
        painter.drawText(rect.adjusted(_PADDING, _PADDING, 0, -_PADDING), _FLAGS, self._words)

    def _placed_anew(self) -> None:
        self.prepareGeometryChange()
        self.update()


_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
