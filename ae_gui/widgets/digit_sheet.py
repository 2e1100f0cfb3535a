"""A sheet of many digits, of which only those in sight are drawn."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from ae_gui.widgets.pictures import add_picture_actions, gray_image

_CELL = 32  # logical pixels from one digit to the next
_SIDE = 28
_COPIED = 400  # digits, at most, in a copied picture


class DigitSheet(QAbstractScrollArea):
    """Digits in rows, as many to a row as there is room for.

    Signals:
        digit_chosen(index): a click on a digit, or Enter.
    """

    digit_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """An empty sheet; `name` is what a screen reader says and a saved file is called."""
        super().__init__(parent)
        self._images = np.empty((0, 1, 1), np.uint8)
        self._indices = np.empty(0, np.intp)
        self._tip: Callable[[int], str] = str
        self._current = 0
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        add_picture_actions(self, self.picture, name)

    @property
    def indices(self) -> NDArray[np.intp]:
        """Of the digits on the sheet."""
        return self._indices

    def set_digits(self, images: NDArray[np.uint8], indices: NDArray[np.intp], tip: Callable[[int], str] = str) -> None:
        """Show some of many images.

        Args:
            images: (N, H, W), all there are.
            indices: (n,) of those on the sheet, in its order.
            tip: says what is known of a digit, by its index.
        """
        self._images, self._indices, self._tip = images, indices, tip
        self._current = 0
        self._fit_scroll_bar()
        self.verticalScrollBar().setValue(0)
        self._describe()
        self.viewport().update()

    def cell_rect(self, position: int) -> QRect:
        """Where the digit at a position of the sheet is, in the viewport."""
        row, column = divmod(position, self._columns())
        return QRect(column * _CELL, row * _CELL - self.verticalScrollBar().value(), _CELL, _CELL)

    def picture(self) -> QImage:
        """The first 400 digits, in the images' own pixels."""
        indices = self._indices[:_COPIED]
        if not len(indices):
            return self.viewport().grab().toImage()
        columns = min(20, len(indices))
        rows = -(-len(indices) // columns)
        _, height, width = self._images.shape
        sheet = np.zeros((rows * columns, height, width), np.uint8)
        sheet[: len(indices)] = self._images[indices]
        rows_of_pixels = sheet.reshape(rows, columns, height, width).transpose(0, 2, 1, 3)
        return gray_image(rows_of_pixels.reshape(rows * height, columns * width))

    # What Qt asks and tells

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top, columns = self.verticalScrollBar().value(), self._columns()
        first = top // _CELL * columns
        last = ((top + self.viewport().height()) // _CELL + 1) * columns
        gap = (_CELL - _SIDE) // 2
        for position in range(first, min(last, len(self._indices))):
            place = self.cell_rect(position).adjusted(gap, gap, -gap, -gap)
            painter.drawImage(place, gray_image(self._images[self._indices[position]]))
        if self.hasFocus() and len(self._indices):
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(self.cell_rect(self._current).adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_scroll_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self._go_to(position)
            self.digit_chosen.emit(int(self._indices[position]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns, last = self._columns(), len(self._indices) - 1
        page = max(self.viewport().height() // _CELL, 1) * columns
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -last,
            Qt.Key.Key_End: last,
        }
        if last >= 0 and event.key() in moves:
            self._go_to(min(max(self._current + moves[Qt.Key(event.key())], 0), last))
        elif last >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.digit_chosen.emit(int(self._indices[self._current]))
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._position_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if position is None else self._words(position), self)
            return True
        return super().viewportEvent(event)

    def _go_to(self, position: int) -> None:
        self._current = position
        rect, bar = self.cell_rect(position), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height())
        self._describe()
        self.viewport().update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words(self._current) if len(self._indices) else "")

    def _words(self, position: int) -> str:
        return self._tip(int(self._indices[position]))

    def _position_at(self, place: QPoint) -> int | None:
        column, row = place.x() // _CELL, (place.y() + self.verticalScrollBar().value()) // _CELL
        position = row * self._columns() + column
        return position if column < self._columns() and 0 <= position < len(self._indices) else None

    def _columns(self) -> int:
        return max(self.viewport().width() // _CELL, 1)

    def _fit_scroll_bar(self) -> None:
        rows = -(-len(self._indices) // self._columns())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(rows * _CELL - height, 0))
        bar.setPageStep(height)
        bar.setSingleStep(_CELL)
        bar.setVisible(rows * _CELL > height)
