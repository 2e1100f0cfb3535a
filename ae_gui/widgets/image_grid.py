"""Rows of small grey pictures: digits, and under them their reconstructions by different models."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ae_gui.theme import SPACING, grown, tabular
from ae_gui.widgets.pictures import add_picture_actions, draw_digit, gray_image
from ae_model.sentence import Sentence

_PREFERRED_SIDE = 56  # logical pixels of a picture where there is room: MNIST's 28, doubled
_SMALLEST_SIDE = 28
_CAPTIONS = 0.9  # size of their letters, of that of the names
_LEAST_CAPTIONS = 0.9  # of their usual size, where the columns have little room
_PICTURE_SCALE = 2  # device pixels a logical pixel in a copied picture
_Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class _Row:
    images: list[QImage]
    captions: Sequence[str]


_EMPTY = _Row([], [""])  # has room for captions, so that nothing moves when it is filled


@dataclass(frozen=True, slots=True)
class _Places:
    """The geometry of a grid, in logical pixels."""

    cell: QSizeF  # the size of a picture; each of its pixels is a whole number of device pixels, if that fits
    left: float  # of the first column
    pitch: float  # from one column to the next
    tops: tuple[float, ...]  # of the pictures of each row
    bottom: float  # of the whole grid

    def picture(self, row: int, column: int) -> QRectF:
        return QRectF(QPointF(self.left + column * self.pitch, self.tops[row]), self.cell)

    def column(self, column: int) -> QRectF:
        """A whole column, with half of the gap around it."""
        half = (self.pitch - self.cell.width()) / 2
        return QRectF(self.left + column * self.pitch - half, 0, self.pitch, self.bottom)


class _Layout:
    """The sizes of a grid of named `rows` and so many `columns`: words in this font, captions in a share of it."""

    def __init__(self, rows: Mapping[str, _Row], columns: int, font: QFont, captions_share: float = 1.0) -> None:
        self._rows, self._columns = rows, columns
        self.font = font
        self.caption_font = tabular(font)
        self.caption_font.setPointSizeF(captions_share * _CAPTIONS * self.caption_font.pointSizeF())
        words, captions = QFontMetricsF(font), QFontMetricsF(self.caption_font)
        self.label_width = max(map(words.horizontalAdvance, rows), default=0) + SPACING
        # In large letters, the captions decide how far apart the columns are.
        widths = [captions.horizontalAdvance(caption) for row in rows.values() for caption in row.captions]
        self.caption_width = max(widths, default=0)
        self._caption_height = captions.height()

    def size(self, width: float, height: float) -> QSizeF:
        """The size of the grid with pictures of this size."""
        columns = self._columns * max(width + SPACING, math.ceil(self.caption_width) + SPACING / 2)
        return QSizeF(self.label_width + columns, sum(height + self._below(row) for row in self._rows.values()))

    def places(self, room: QSizeF, scale: float) -> _Places:
        """The largest grid that fits into `room` on a screen of `scale` device pixels a logical pixel."""
        columns, rows = max(self._columns, 1), max(len(self._rows), 1)
        largest = QSizeF(
            (room.width() - self.label_width) / columns - SPACING, (room.height() - self.size(0, 0).height()) / rows
        )
        image = next((row.images[0].size() for row in self._rows.values() if row.images), QSize(1, 1))
        cell = _crisp(QSizeF(image), largest, scale)
        tops = []
        top = SPACING / 2
        for row in self._rows.values():
            tops.append(round(top * scale) / scale)
            top += cell.height() + self._below(row)
        left = round((self.label_width + SPACING / 2) * scale) / scale
        pitch = max(cell.width() + round(SPACING * scale) / scale, math.ceil(self.caption_width) + SPACING / 2)
        return _Places(cell, left, pitch, tuple(tops), top - SPACING / 2)

    def _below(self, row: _Row) -> float:
        """Room between the pictures of a row and the next row."""
        return (self._caption_height if row.captions else 0) + SPACING


class ImageGrid(QWidget):
    """Named rows of pictures with captions; all rows show the same things in the same columns.

    Signals:
        column_clicked(column): the user clicked a column, or pressed Enter on it.
    """

    GESTURES_OF = Sentence("On a row of digits")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Left, Right, Home or End"), Sentence("Go to another column")),
        (Sentence("Click, Enter or Space"), Sentence("Choose another digit, where that is possible")),
    )
    column_clicked = Signal(int)

    def __init__(self, reserved: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """Make a grid without pictures, with room for the rows named in `reserved`, in this order."""
        super().__init__(parent)
        self._reserved = reserved
        self._rows: dict[str, _Row] = dict.fromkeys(reserved, _EMPTY)
        self._layouts: dict[tuple[float, str], _Layout] = {}  # of these rows: Qt asks for sizes again and again
        self._tips: Sequence[str] = ()
        self._hovered: int | None = None
        self._current = 0  # the column that the keys have reached
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Pictures"))
        add_picture_actions(self, "digits", self.picture)

    def set_row(self, name: str, images: NDArray[np.generic], captions: Sequence[str] | None = None) -> None:
        """Show a row, below the others if it is new and no room was reserved for it.

        The images are (n, H, W) uint8, or floats that are clipped to [0, 1]; each may have a caption below it.
        """
        before = self.sizeHint()
        self._rows[name] = _Row([gray_image(image) for image in images], captions or ())
        self._layouts.clear()
        self._current = min(self._current, max(self.column_count - 1, 0))
        if self.sizeHint() != before:  # otherwise the whole tab would be laid out and painted again
            self.updateGeometry()
        self.update()

    def remove_row(self, name: str) -> None:
        """Remove a row; reserved room stays empty."""
        if name in self._reserved:
            self._rows[name] = _EMPTY
        else:
            self._rows.pop(name, None)
        self._layouts.clear()
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Remove all rows; reserved room stays empty."""
        self._rows = dict.fromkeys(self._reserved, _EMPTY)
        self._layouts.clear()
        self.updateGeometry()
        self.update()

    def set_column_tips(self, tips: Sequence[str]) -> None:
        """Set the tip of each column, for the mouse and for screen readers."""
        self._tips = tips
        self._describe_current()

    @property
    def row_names(self) -> tuple[str, ...]:
        """The names of the rows that have pictures, from top to bottom."""
        return tuple(name for name, row in self._rows.items() if row.images)

    @property
    def column_count(self) -> int:
        """The number of pictures in the longest row."""
        return max((len(row.images) for row in self._rows.values()), default=0)

    def captions(self, name: str) -> tuple[str, ...]:
        """The words under the pictures of a row."""
        return tuple(self._rows[name].captions)

    def picture_rect(self, name: str, column: int) -> QRectF:
        """The rectangle of a picture in this widget."""
        places = self._layout_in(self.width()).places(QSizeF(self.size()), self.devicePixelRatioF())
        return places.picture(list(self._rows).index(name), column)

    def height_in(self, room: QSizeF) -> int:
        """The height of the grid when its pictures are as large as whole pixels and this room allow."""
        places = self._layout_in(room.width()).places(room, self.devicePixelRatioF())
        return math.ceil(places.bottom)

    def picture(self) -> QImage:
        """The whole grid with its words, enlarged, without highlights."""
        layout = self._layout()
        places = layout.places(QSizeF(10_000, layout.size(0, _PREFERRED_SIDE).height()), _PICTURE_SCALE)
        right = places.left + self.column_count * places.pitch
        size = QSizeF(right + SPACING, places.bottom + SPACING) * _PICTURE_SCALE
        image = QImage(size.toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_PICTURE_SCALE)
        image.fill(self.palette().color(_Role.Window))
        painter = QPainter(image)
        painter.translate(SPACING, SPACING / 2)
        self._draw(painter, layout, places)
        painter.end()
        return image

    # Called by Qt

    def sizeHint(self) -> QSize:
        return self._layout().size(_PREFERRED_SIDE, _PREFERRED_SIDE).toSize()

    def minimumSizeHint(self) -> QSize:
        return self._layout(_least_share()).size(_SMALLEST_SIDE, _PREFERRED_SIDE).toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout = self._layout_in(self.width())
        places = layout.places(QSizeF(self.size()), painter.device().devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hovered is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(_Role.Midlight))
            painter.drawRoundedRect(places.column(self._hovered), 4, 4)
        if self.hasFocus() and self.column_count:
            painter.setPen(self.palette().color(_Role.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(places.column(self._current).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._draw(painter, layout, places)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._column_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        column = self._column_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and column is not None:
            self._go_to(column)
            self.column_clicked.emit(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.column_count - 1
        goals = {
            Qt.Key.Key_Left: max(self._current - 1, 0),
            Qt.Key.Key_Right: min(self._current + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if last >= 0 and event.key() in goals:
            self._go_to(goals[Qt.Key(event.key())])
        elif last >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.column_clicked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe_current()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self._column_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(column), self)
            return True
        return super().event(event)

    def _hover(self, column: int | None) -> None:
        if column != self._hovered:
            self._hovered = column
            self.setCursor(Qt.CursorShape.ArrowCursor if column is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def _go_to(self, column: int) -> None:
        self._current = column
        self._describe_current()
        self.update()

    def _describe_current(self) -> None:
        self.setAccessibleDescription(self._tip(self._current))

    def _tip(self, column: int | None) -> str:
        return self._tips[column] if column is not None and column < len(self._tips) else ""

    # Geometry

    def _column_at(self, position: QPointF) -> int | None:
        places = self._layout_in(self.width()).places(QSizeF(self.size()), self.devicePixelRatioF())
        for column in range(self.column_count):
            if places.column(column).contains(position):
                return column
        return None

    def _layout(self, captions_share: float = 1.0) -> _Layout:
        which = captions_share, self.font().key()
        if which not in self._layouts:
            self._layouts[which] = _Layout(self._rows, self.column_count, self.font(), captions_share)
        return self._layouts[which]

    def _layout_in(self, width: float) -> _Layout:
        """The layout in a widget of this width: captions in large letters give way where they have no room."""
        usual = self._layout()
        if width >= usual.size(_SMALLEST_SIDE, 0).width() or not usual.caption_width:
            return usual
        room = (width - usual.label_width) / self.column_count - SPACING / 2 - 1  # which letters are rounded up to
        return self._layout(max(_least_share(), min(room / usual.caption_width, 1.0)))

    def _draw(self, painter: QPainter, layout: _Layout, places: _Places) -> None:
        painter.setPen(self.palette().color(_Role.PlaceholderText))
        for i, (name, row) in enumerate(self._rows.items()):
            painter.setFont(layout.font)
            label = QRectF(0, places.tops[i], layout.label_width, places.cell.height())
            if row.images:
                painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            for j, image in enumerate(row.images):
                draw_digit(painter, places.picture(i, j), image, self.palette())
            painter.setFont(layout.caption_font)
            for j, caption in enumerate(row.captions):
                aside = (places.pitch - places.cell.width()) / 2
                below = places.picture(i, j).adjusted(-aside, places.cell.height(), aside, SPACING * 4)
                painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, caption)


def _least_share() -> float:
    """How small captions may become, as a share of their usual size: about as small as in letters of the usual size."""
    return min(1.0, _LEAST_CAPTIONS * 10 / grown(10))


def _crisp(image: QSizeF, largest: QSizeF, scale: float) -> QSizeF:
    """The largest size at which each pixel of an image covers whole device pixels; the largest at all if none fits."""
    fitting = min(largest.width() / image.width(), largest.height() / image.height())
    whole = int(fitting * scale)
    return image * (whole / scale if whole else max(fitting, 0))
