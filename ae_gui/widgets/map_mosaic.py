"""The feature maps of a convolution side by side, as one picture."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter, QPalette

from ae_gui.widgets.diverging import diverging_image

Maps = tuple[int, int, int]  # channels, height, width

_MOST = 64  # maps that are shown: more would be specks
_GAP = 1  # between two, in their own pixels


def size_of(maps: Maps, aspect: float) -> QSizeF:
    """The size of the picture in the maps' own pixels; its height over its width is near to an `aspect`."""
    rows, columns = _grid(maps, aspect)
    _, height, width = maps
    return QSizeF(columns * (width + _GAP) - _GAP, rows * (height + _GAP) - _GAP)


def draw_maps(
    painter: QPainter, place: QRectF, outputs: NDArray[np.float32], maps: Maps, aspect: float, palette: QPalette
) -> None:
    """Draw a layer's `outputs`, (units,), as `maps` where `size_of` fits."""
    rows, columns = _grid(maps, aspect)
    count, height, width = maps
    shown = np.zeros((rows * columns, height + _GAP, width + _GAP), np.float32)
    shown[: min(count, _MOST), :height, :width] = outputs.reshape(maps)[:_MOST]
    mosaic = shown.reshape(rows, columns, height + _GAP, width + _GAP).swapaxes(1, 2)
    picture = mosaic.reshape(rows * (height + _GAP), columns * (width + _GAP))[:-_GAP, :-_GAP]
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, diverging_image(picture, palette))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


def _grid(maps: Maps, aspect: float) -> tuple[int, int]:
    """Rows and columns, with few places left empty."""
    count, height, width = min(maps[0], _MOST), maps[1], maps[2]

    def strangeness(columns: int) -> float:
        rows = -(-count // columns)
        hole = (rows * columns - count) / count  # share of places without a map
        return abs(math.log(rows * height / (columns * width * aspect))) + 4 * hole

    columns = min(range(1, count + 1), key=strangeness)
    return -(-count // columns), columns
