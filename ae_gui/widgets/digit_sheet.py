"""A sheet of digits that can be chosen."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.pictures import draw_digit, fitted, gray_image
from ae_gui.widgets.sheet import Sheet
from ae_model.samples import sample

_SIDE = 28  # logical pixels of a digit
_COPIED = 400  # digits, at most, in a copied picture


class DigitSheet(Sheet):
    """A sheet of some of the digits of a data set.

    Signals:
        digit_chosen(index): a digit was clicked, or Enter pressed on it.
    """

    digit_chosen = Signal(int)

    def __init__(self, name: str, side: int = _SIDE, parent: QWidget | None = None) -> None:
        """Make an empty sheet of digits of `side` logical pixels; `name` is for screen readers and saved files."""
        self._gap = side // 14
        super().__init__(name, QSize(side + 2 * self._gap, side + 2 * self._gap), self.picture, parent)
        self._images = np.empty((0, 1, 1), np.uint8)
        self.indices = np.empty(0, np.intp)  # of the digits on the sheet, in its order
        self.chosen.connect(self._choose)

    def set_digits(self, images: NDArray[np.uint8], indices: NDArray[np.intp], tip: Callable[[int], str] = str) -> None:
        """Show those of `images`, (N, H, W), at `indices`, (n,), in this order; `tip` describes each by its index."""
        self._images, self.indices = images, indices
        self.verticalScrollBar().setValue(0)
        self.set_cells(len(indices), self._draw_digits, lambda position: tip(int(indices[position])))

    def picture(self) -> QImage:
        """The digits, or 400 of them, in the images' own pixels."""
        indices = self.indices[sample(len(self.indices), _COPIED)]
        if not len(indices):
            return self.viewport().grab().toImage()
        columns = min(20, len(indices))
        rows = -(-len(indices) // columns)
        _, height, width = self._images.shape
        sheet = np.zeros((rows * columns, height, width), np.uint8)
        sheet[: len(indices)] = self._images[indices]
        rows_of_pixels = sheet.reshape(rows, columns, height, width).transpose(0, 2, 1, 3)
        return gray_image(rows_of_pixels.reshape(rows * height, columns * width))

    def _draw_digits(self, painter: QPainter, positions: range) -> None:
        for position in positions:
            image, gap = gray_image(self._images[self.indices[position]]), self._gap
            room = self.cell_rect(position).adjusted(gap, gap, -gap, -gap)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.width() > room.width())
            draw_digit(painter, fitted(image.size(), room), image, self.palette())

    @Slot(int)
    def _choose(self, position: int) -> None:
        self.digit_chosen.emit(int(self.indices[position]))
