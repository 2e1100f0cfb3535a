"""Colours of signed values: one hue above zero, another below, and that of the paper at zero."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

_LIGHT = ("#b2182b", "#2166ac")  # the ends of ColorBrewer's "RdBu" (C. A. Brewer, https://colorbrewer2.org)
_DARK = ("#f4795b", "#6aa9e9")  # lighter ones of the same hues, for a dark paper
_STEPS = 255  # from the paper to either end: as many as a colour has


def diverging_image(values: NDArray[np.floating], palette: QPalette) -> QImage:
    """The picture of values, (H, W), of any scale; the value of largest magnitude has the full colour."""
    shares = np.nan_to_num(values.astype(np.float32))
    largest = np.abs(shares).max(initial=0)
    if largest > 0:
        shares = shares / largest
    colors = _colors(palette.color(QPalette.ColorRole.Base).rgb())
    pixels = colors[np.rint(_STEPS * shares).astype(np.intp) + _STEPS]
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


@lru_cache
def _colors(paper: int) -> NDArray[np.uint32]:
    """The colours, as numbers of Qt's, of -`_STEPS` to `_STEPS` in steps of one, (2 * `_STEPS` + 1,), on a paper."""
    ground = QColor.fromRgb(paper)
    below, above = (QColor(name) for name in (_LIGHT if ground.lightness() > 127 else _DARK))
    ends = np.array([[color.red(), color.green(), color.blue()] for color in (below, ground, above)], np.float32)
    shares = np.linspace(-1, 1, 2 * _STEPS + 1, dtype=np.float32)[:, None]
    strength = np.abs(shares)
    mixed = (1 - strength) * ends[1] + strength * np.where(shares < 0, ends[0], ends[2])
    red, green, blue = (mixed + 0.5).astype(np.uint32).T
    return np.uint32(0xFF000000) | (red << 16) | (green << 8) | blue


def draw_stripes(painter: QPainter, place: QRect, values: NDArray[np.float32], palette: QPalette) -> None:
    """Draw (units,) values as stripes one above another: one for each row of pixels, at most."""
    rows = _pooled(values, max(1, place.height()))
    antialiased = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # between pixels it takes four times as long
    painter.drawImage(place, diverging_image(rows[:, None], palette))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, antialiased)


def _pooled(values: NDArray[np.float32], rows: int) -> NDArray[np.float32]:
    """Reduce (units,) values to at most `rows`: the strongest of each few."""
    if len(values) <= rows:
        return values
    edges = np.linspace(0, len(values), rows + 1).astype(np.intp)[:-1]
    high, low = np.maximum.reduceat(values, edges), np.minimum.reduceat(values, edges)
    return np.where(high >= -low, high, low)
