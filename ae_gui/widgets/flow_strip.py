"""The flow through a network as one picture: an image, the layers that answer it, its code, and an image again."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.motion import Tween
from ae_gui.theme import SPACING, grown, tabular
from ae_gui.widgets.diverging import diverging_image, draw_stripes
from ae_gui.widgets.map_mosaic import draw_maps, size_of
from ae_gui.widgets.pictures import add_picture_actions, draw_digit, gray_image
from ae_gui.words import written
from ae_model.kinds import LayerSummary
from ae_model.sentence import Sentence
from ae_model.snapshot import Array

_HEIGHT, _HIGHEST = 116, 220  # logical pixels, with the words; what is between depends on the page's height, ...
_SHARE = 0.16  # of which it takes so much
_BAR = 16  # logical pixels: the width of a layer
_SMALLEST = 6  # logical pixels: the height of a layer
_MOST_WRITTEN = 3  # numbers of a code that are written out; more are drawn as bars
_MOST_BARS = 16  # numbers of a code that are drawn
_CODE, _BARS = 84, 56  # logical pixels: the width of a code that is written out, and of one that is drawn
_SWEEP_MS = 600  # in which a new image runs through
_MOSAIC = 1.5  # height of the picture of feature maps over its width, about
_APART = 0.4  # opacity of the encoder's layers where the code is not of the image that is beside it
_Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """What runs through a network at one moment.

    Attributes:
        image: (H, W), what goes in.
        layers: those of the network.
        outputs: (units,) of each of them, the code and the image that is drawn among them.
        words: of the image, of the code, and of the image that is drawn.
        is_whole: whether the code is the image's own; a code that was chosen has no image, and another stands there.
    """

    image: NDArray[np.generic]
    layers: Sequence[LayerSummary]
    outputs: Sequence[Array]
    words: tuple[str, str, str]
    is_whole: bool

    @property
    def code(self) -> Array:
        """The code, (latent_dim,)."""
        return next(output for layer, output in zip(self.layers, self.outputs, strict=True) if layer.is_code)


def height_in(page: int) -> int:
    """How high a flow, and what stands beside it, is drawn on a page of this height, in logical pixels."""
    return max(grown(_HEIGHT), min(round(_SHARE * page), grown(_HIGHEST)))


class FlowStrip(QWidget):
    """Draws a flow; a layer is as high as the square root of its units, with a stripe for each few; or its maps.

    Signals:
        layer_chosen(number): a layer was clicked; Enter chooses that of the code.
    """

    GESTURES_OF = Sentence("On the flow through the network")  # in the list of shortcuts
    GESTURES = ((Sentence("Click a layer, or Enter"), Sentence("Open the Network page there")),)
    layer_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow: Flow | None = None
        self._images: tuple[QImage, QImage] | None = None  # that goes in, and that comes out
        self._reached = 1.0  # share of the way that a new image has gone
        self._ground = QPixmap()
        self._ground_key: tuple[object, ...] = ()  # what it was drawn for
        self._sweep = Tween(self._advance, self, _SWEEP_MS)
        self._was_seen = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("From image to code and back"))
        self.setToolTip(
            self.tr(
                "A picture goes in on the left. Each layer answers, blue above zero and red below. The code in the "
                "middle is all that is left of the picture; from it alone the decoder draws the picture on the right. "
                "Click a layer to look into it."
            )
        )
        add_picture_actions(self, "flow")

    def show_flow(self, flow: Flow | None, anew: bool = False) -> None:
        """Show a flow, or none; one that begins `anew` runs through from left to right where things may move."""
        self.flow = flow
        self._images = None
        if flow is not None:
            self._images = gray_image(flow.image), gray_image(flow.outputs[-1].reshape(flow.image.shape))
        self.setAccessibleDescription("" if flow is None else self._spoken(flow))
        if anew and flow is not None and self.isVisible():
            self._run_through()
        self.update()

    # Called by Qt

    def sizeHint(self) -> QSize:
        return QSize(grown(600), grown(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(380), grown(_HEIGHT))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_seen and self.flow is not None:
            self._was_seen = True
            self._run_through()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        there = self._layer_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        layer = self._layer_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and layer is not None:
            self.layer_chosen.emit(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.flow is not None:
            self.layer_chosen.emit(next(layer.number for layer in self.flow.layers if layer.is_code))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.flow is None or self._images is None:
            self._say_that_nothing_is_shown()
            return
        flow = self.flow
        places, code = self.places(flow), next(layer.number for layer in flow.layers if layer.is_code) + 1
        painter = QPainter(self)
        painter.setClipRect(QRectF(0, 0, self._reached * self.width(), self.height()))
        painter.drawPixmap(0, 0, self._ground_of(flow, places, code))
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column, place in enumerate(places):
            painter.setOpacity(self._strength(flow, column, len(places), code))
            if column in (0, len(places) - 1):
                draw_digit(painter, place, self._images[0 if column == 0 else 1], self.palette())
            elif column == code:
                self._draw_code(painter, place, flow.code)
            else:
                self._draw_layer(painter, place, flow.layers[column - 1], flow.outputs[column - 1])
        painter.setOpacity(1.0)
        self._write_words(painter, flow, places, code)
        painter.end()

    # Where things stand

    def places(self, flow: Flow) -> list[QRectF]:
        """The rectangles of the image, of every layer but the last, and of the image that is drawn."""
        room = self._room()
        tile = QSizeF(flow.image.shape[1], flow.image.shape[0]).scaled(
            room.height(), room.height(), Qt.AspectRatioMode.KeepAspectRatio
        )
        code = self._code_size(next(layer.units for layer in flow.layers if layer.is_code))
        free = room.width() - 2 * tile.width() - code.width()
        mosaics = {layer: size_of(layer.maps, _MOSAIC) for layer in flow.layers[:-1] if layer.maps}
        numbers = flow.image.size, *(layer.units for layer in flow.layers if layer not in mosaics)
        most = max(*map(math.sqrt, numbers), *(size.height() for size in mosaics.values()))
        unit = room.height() / most
        if wide := sum(size.width() for size in mosaics.values()):
            unit = min(unit, free / 2 / wide)
        width = min(self._scale * grown(_BAR), free / (2 * max(len(flow.layers) - 2, 1)))
        sizes = [tile]
        for layer in flow.layers[:-1]:
            if layer.is_code:
                sizes.append(code)
            elif layer in mosaics:
                sizes.append(mosaics[layer] * unit)
            else:
                sizes.append(QSizeF(width, max(unit * math.sqrt(layer.units), _SMALLEST)))
        sizes.append(tile)
        gap = (room.width() - sum(size.width() for size in sizes)) / (len(sizes) - 1)
        places, left = [], room.left()
        for size in sizes:
            places.append(QRectF(QPointF(left, room.center().y() - size.height() / 2), size))
            left += size.width() + gap
        return places

    def _layer_at(self, place: QPointF) -> int | None:
        """The number of the layer that is drawn there, or nearly; the image that is drawn is the last one's."""
        if self.flow is None:
            return None
        columns = enumerate(self.places(self.flow))
        found = (column - 1 for column, room in columns if column and room.adjusted(-6, -6, 6, 6).contains(place))
        return next(found, None)

    @property
    def _scale(self) -> float:
        """How many times as large as in a small window all but the words is drawn."""
        return self.height() / grown(_HEIGHT)

    def _room(self) -> QRectF:
        line = self.fontMetrics().lineSpacing()
        return QRectF(self.rect()).adjusted(1, line + SPACING / 2, -1, -line - SPACING / 2)

    def _code_size(self, numbers: int) -> QSizeF:
        high = self._room().height()
        if numbers > _MOST_WRITTEN:
            return QSizeF(self._scale * grown(_BARS), high)
        return QSizeF(self._scale * grown(_CODE), min(high, (numbers + 0.5) * self._figures().pixelSize() * 1.4))

    # What is drawn

    def _run_through(self) -> None:
        self._reached = 0.0
        self._sweep.begin()

    def _advance(self, share: float) -> None:
        self._reached = share
        self.update()

    def _strength(self, flow: Flow, column: int, columns: int, code: int) -> float:
        """The opacity of a column: what a new image has not reached yet is not there yet."""
        reached = self._reached * (columns + 1) - column
        lit = min(max(reached, 0.0), 1.0)
        return lit if flow.is_whole or column in (0, *range(code, columns)) else lit * _APART

    def _say_that_nothing_is_shown(self) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(_Role.PlaceholderText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No network is on show."))
        painter.end()

    def _ground_of(self, flow: Flow, places: Sequence[QRectF], code: int) -> QPixmap:
        """What stays as it is while a cursor moves: the ways from column to column, and the sizes below them.

        It is most of the picture's cost, and kept.
        """
        ratio, palette = self.devicePixelRatioF(), self.palette()
        key = self.size(), ratio, palette.cacheKey(), self.font().key(), flow.layers, flow.image.shape, flow.is_whole
        if key != self._ground_key:
            self._ground_key, self._ground = key, QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for column, (place, after) in enumerate(pairwise(places)):
                if flow.is_whole or column != code - 1:
                    painter.setOpacity(1.0 if flow.is_whole or column >= code else _APART)
                    self._draw_way(painter, place, after)
            painter.setOpacity(1.0)
            self._write_sizes(painter, flow, places)
            painter.end()
        return self._ground

    def _draw_way(self, painter: QPainter, one: QRectF, other: QRectF) -> None:
        """Draw the weights between two columns as what leads from one to the other."""
        ink = QColor(self.palette().color(_Role.Accent))
        ink.setAlpha(28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([one.topRight(), other.topLeft(), other.bottomLeft(), one.bottomRight()]))

    def _draw_layer(self, painter: QPainter, place: QRectF, layer: LayerSummary, outputs: Array) -> None:
        if layer.maps is None:
            draw_stripes(painter, place.toRect(), outputs, self.palette())
        else:
            draw_maps(painter, QRectF(place.toRect()), outputs, layer.maps, _MOSAIC, self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # the frame lies on pixels too
        painter.setPen(self.palette().color(_Role.Mid))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.toRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _draw_code(self, painter: QPainter, place: QRectF, code: Array) -> None:
        palette = self.palette()
        outline = QPainterPath()
        outline.addRoundedRect(place, 8, 8)
        painter.fillPath(outline, palette.color(_Role.Base))
        if len(code) > _MOST_WRITTEN:
            self._draw_numbers(painter, place.adjusted(4, 4, -4, -4), code)
        else:
            painter.setPen(palette.color(_Role.Text))
            painter.setFont(self._figures())
            high = place.height() / len(code)
            for row, number in enumerate(code.tolist()):
                line = QRectF(place.left(), place.top() + row * high, place.width() - SPACING, high)
                words = written(number, ".2f")
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            painter.setFont(self.font())
        painter.setPen(QPen(palette.color(_Role.Accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    def _draw_numbers(self, painter: QPainter, place: QRectF, code: Array) -> None:
        """Draw each of the first numbers of a code as a bar to the right or to the left."""
        shown = np.nan_to_num(code[:_MOST_BARS])
        most = float(np.abs(shown).max(initial=0)) or 1.0
        colors = diverging_image(np.array([[-1.0, 1.0]]), self.palette())
        high = place.height() / len(shown)
        for row, number in enumerate((shown / most).tolist()):
            width = abs(number) * place.width() / 2
            left = place.center().x() - (width if number < 0 else 0)
            bar = QRectF(left, place.top() + row * high, width, max(high - 1, 1))
            painter.fillRect(bar, colors.pixelColor(int(number >= 0), 0))

    def _write_sizes(self, painter: QPainter, flow: Flow, places: Sequence[QRectF]) -> None:
        """Write how many numbers each column is below it, where there is room for it beside those before."""
        line, written_to = self.fontMetrics().lineSpacing(), 0.0
        painter.setPen(self.palette().color(_Role.PlaceholderText))
        font = tabular(self.font())
        font.setPixelSize(self.fontInfo().pixelSize())  # else a pixmap's painter takes the application's
        painter.setFont(font)
        for place, units in zip(places, (flow.image.size, *(layer.units for layer in flow.layers)), strict=True):
            words = written(units, ",")
            wide = self.fontMetrics().horizontalAdvance(words) + 2
            left = min(max(place.center().x() - wide / 2, 0), self.width() - wide)
            if left >= written_to:
                painter.drawText(QRectF(left, self.height() - line, wide, line), Qt.AlignmentFlag.AlignCenter, words)
                written_to = left + wide + SPACING / 2

    def _write_words(self, painter: QPainter, flow: Flow, places: list[QRectF], code: int) -> None:
        """Write what goes in, what is left of it and what comes out above each."""
        font = tabular(self.font())
        line, metrics, third = self.fontMetrics().lineSpacing(), QFontMetrics(font), self.width() / 3 - SPACING
        left = min(max(places[code].center().x() - third / 2, 0), self.width() - third)
        aligned = (
            (QRectF(0, 0, third, line), Qt.AlignmentFlag.AlignLeft),
            (QRectF(left, 0, third, line), Qt.AlignmentFlag.AlignHCenter),
            (QRectF(self.width() - third, 0, third, line), Qt.AlignmentFlag.AlignRight),
        )
        painter.setPen(self.palette().color(_Role.WindowText))
        painter.setFont(font)
        for words, (place, side) in zip(flow.words, aligned, strict=True):
            painter.drawText(place, side, metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(third)))

    def _figures(self) -> QFont:
        font = tabular(self.font())
        font.setPixelSize(round(1.5 * self._scale * self.fontInfo().pixelSize()))
        return font

    def _spoken(self, flow: Flow) -> str:
        numbers = [written(number, ".2f") for number in flow.code[:_MOST_BARS].tolist()]
        goes_in, code, comes_out = flow.words
        return f"{goes_in}. {code}: {'; '.join(numbers)}. {comes_out}."
