"""The layers of a network as bars with a stripe for each unit, as strong as its activation for the present digit.

Convolutions are drawn as their feature maps.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.diverging import draw_stripes
from ae_gui.widgets.map_mosaic import draw_maps, size_of
from ae_gui.widgets.pictures import add_picture_actions, draw_digit, gray_image
from ae_model.kinds import LayerSummary
from ae_model.sentence import Sentence
from ae_model.snapshot import Array

_WIDEST = 34  # logical pixels of a bar
_HEIGHT = 170  # logical pixels without the words
_LINES = 4  # of words under a bar
_ROOMY = 0.8  # share of a column's width that feature maps may take
_SMALLEST = 6  # logical pixels of the shortest bar
_Role = QPalette.ColorRole


class LayerDiagram(QWidget):
    """The digit, the layers and the reconstruction; a bar is as high as the square root of its units.

    There are words under every layer if there is room, otherwise under the chosen one alone.

    Signals:
        layer_chosen(number): a layer was clicked or reached by an arrow key.
    """

    GESTURES_OF = Sentence("On the layers")  # in the list of shortcuts
    GESTURES = ((Sentence("Click, Left or Right"), Sentence("Choose a layer")),)
    layer_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: Sequence[LayerSummary] = ()
        self._words: list[list[str]] = []
        self._outputs: list[Array] = []
        self._digit: QImage | None = None
        self._redrawn: QImage | None = None
        self.selected = 0  # the number of the chosen layer
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Layers"))
        add_picture_actions(self, "network")

    def set_layers(self, layers: Sequence[LayerSummary], words: list[list[str]]) -> None:
        """Show these layers, with lines of words under each."""
        self._layers, self._words = layers, words
        self._outputs = []
        self.selected = max(min(self.selected, len(layers) - 1), 0)
        self._describe()
        self.update()

    def set_outputs(self, digit: NDArray[np.generic], outputs: Sequence[Array], redrawn: Array) -> None:
        """Show a digit, (H, W), the outputs of the layers for it, (units,) each, and its reconstruction, (H, W)."""
        self._digit, self._redrawn = gray_image(digit), gray_image(redrawn)
        self._outputs = list(outputs)
        self.update()

    def select(self, number: int) -> None:
        """Choose a layer."""
        self.selected = number
        self._describe()
        self.update()
        self.layer_chosen.emit(number)

    def bar_rect(self, number: int) -> QRectF:
        """The rectangle of a layer's bar."""
        room, pitch, layer = self._room(), self._pitch(), self._layers[number]
        mosaic = self._mosaic(number)
        if mosaic is None:
            size = QSizeF(min(_WIDEST, 0.4 * pitch), max(self._unit() * math.sqrt(layer.units), _SMALLEST))
        else:
            size = mosaic * self._unit()
        place = QRectF(QPointF(), size)
        place.moveCenter(QPointF((number + 1.5) * pitch, SPACING + room / 2))
        return place

    def _mosaic(self, number: int) -> QSizeF | None:
        """The size of a layer's feature maps in their own pixels; None of another layer, and of the image."""
        layer = self._layers[number]
        return None if layer.maps is None or layer.is_output else size_of(layer.maps, self._aspect())

    def _aspect(self) -> float:
        return self._room() / (_ROOMY * self._pitch())

    def _unit(self) -> float:
        """Logical pixels to a pixel of a feature map, and to the square root of the units of other layers."""
        mosaics = [size for number in range(len(self._layers)) if (size := self._mosaic(number)) is not None]
        bars = [math.sqrt(layer.units) for layer in self._layers if layer.maps is None or layer.is_output]
        highest = max((*bars, *(size.height() for size in mosaics)))
        widest = max((size.width() for size in mosaics), default=0)
        return min(self._room() / highest, _ROOMY * self._pitch() / widest if widest else math.inf)

    # Called by Qt

    def sizeHint(self) -> QSize:
        return QSize(600, _HEIGHT + _LINES * self.fontMetrics().lineSpacing())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._layer_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self.select(number)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._layer_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if number is None else "\n".join(self._words[number]), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and self._layers:
            self.select(min(max(self.selected + moves[Qt.Key(event.key())], 0), len(self._layers) - 1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._layers:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ways(painter)
        for number in range(len(self._layers)):
            self._draw_bar(painter, number)
        for number in range(len(self._layers)) if self._words_fit() else (self.selected,):
            self._write_words(painter, number)
        for column, image in ((0, self._digit), (len(self._layers) + 1, self._redrawn)):
            if image is not None:
                draw_digit(painter, self._image_rect(column), image, self.palette())
        painter.end()

    def _draw_ways(self, painter: QPainter) -> None:
        """Draw the weights between two layers as lines from corner to corner."""
        painter.setPen(self.palette().color(_Role.Mid))
        rects = [self._image_rect(0), *map(self.bar_rect, range(len(self._layers)))]
        for left, right in pairwise(rects):
            painter.drawLine(left.topRight(), right.topLeft())
            painter.drawLine(left.bottomRight(), right.bottomLeft())

    def _draw_bar(self, painter: QPainter, number: int) -> None:
        layer, rect, palette = self._layers[number], self.bar_rect(number), self.palette()
        painter.fillRect(rect, palette.color(_Role.Base))
        if number < len(self._outputs):
            if layer.maps is None or layer.is_output:
                draw_stripes(painter, rect.toRect(), self._outputs[number], palette)
            else:
                draw_maps(painter, rect, self._outputs[number], layer.maps, self._aspect(), palette)
        accent = number == self.selected or layer.is_code
        painter.setPen(palette.color(_Role.Accent if accent else _Role.Mid))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        if number == self.selected:
            painter.drawRect(rect.adjusted(-3, -3, 3, 3))

    def _write_words(self, painter: QPainter, number: int) -> None:
        chosen, line = number == self.selected, self.fontMetrics().lineSpacing()
        painter.setPen(self.palette().color(_Role.WindowText if chosen else _Role.PlaceholderText))
        width = self._width_of(self._words[number])
        left = min(max((number + 1.5) * self._pitch() - width / 2, 0), self.width() - width)
        for row, words in enumerate(self._words[number]):
            place = QRectF(left, self._room() + 2 * SPACING + row * line, width, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _words_fit(self) -> bool:
        """Whether there is room for the words of every layer beside those of the next."""
        return max(map(self._width_of, self._words)) <= self._pitch()

    def _width_of(self, lines: list[str]) -> int:
        return max(self.fontMetrics().horizontalAdvance(words) for words in lines) + SPACING

    def _image_rect(self, column: int) -> QRectF:
        side = min(0.8 * self._pitch(), self._room(), 112)
        size = QSizeF(side, side)
        if self._digit is not None:
            size = QSizeF(self._digit.size()).scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(), size)
        place.moveCenter(QPointF((column + 0.5) * self._pitch(), SPACING + self._room() / 2))
        return place

    def _layer_at(self, x: float) -> int | None:
        number = math.floor(x / self._pitch()) - 1
        return number if 0 <= number < len(self._layers) else None

    def _pitch(self) -> float:
        return self.width() / (len(self._layers) + 2)

    def _room(self) -> float:
        return self.height() - 3 * SPACING - _LINES * self.fontMetrics().lineSpacing()

    def _describe(self) -> None:
        self.setAccessibleDescription(", ".join(self._words[self.selected]) if self._layers else "")
