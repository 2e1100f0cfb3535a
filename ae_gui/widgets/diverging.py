"""Colours of signed values: one hue above zero, another below, and that of the paper at zero."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

_LIGHT = ("#b2182b", "#2166ac")  # the ends of ColorBrewer's "RdBu" (C. A. Brewer, https://colorbrewer2.org)
_DARK = ("#f4795b", "#6aa9e9")  # lighter ones of the same hues, for a dark paper


def diverging_image(values: NDArray[np.floating], palette: QPalette) -> QImage:
    """The picture of values, (H, W), of any scale; the value of largest magnitude has the full colour."""
    paper = palette.color(QPalette.ColorRole.Base)
    below, above = (QColor(name) for name in (_LIGHT if paper.lightness() > 127 else _DARK))
    shares = np.nan_to_num(values.astype(np.float32))
    largest = np.abs(shares).max(initial=0)
    if largest > 0:
        shares = shares / largest
    ends = np.array([[color.red(), color.green(), color.blue()] for color in (below, paper, above)], np.float32)
    strength = np.abs(shares)[..., None]
    pixels = (1 - strength) * ends[1] + strength * np.where(shares[..., None] < 0, ends[0], ends[2])
    pixels = np.ascontiguousarray((pixels + 0.5).astype(np.uint8))
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


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
