"""Digits on the screen as grey values again: they are drawn in the theme's ink, with a hairline around each."""

import numpy as np
from PySide6.QtGui import QImage, QPalette

_EDGE = 2  # pixels of an image that its round corners and its hairline may cover


def grey(shown: np.ndarray, palette: QPalette) -> np.ndarray:
    """From 0, paper, to 255, ink, of red values on the screen."""
    paper, ink = (palette.color(role).red() for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text))
    return (shown.astype(float) - paper) / (ink - paper) * 255


def reds(image: QImage) -> np.ndarray:
    return np.array([[image.pixelColor(x, y).red() for x in range(image.width())] for y in range(image.height())])


def shows(shown: np.ndarray, digit: np.ndarray, palette: QPalette) -> bool:
    """Whether red values on the screen, (H, W), are those of a digit, (H, W), but for its edges."""
    inside = (slice(_EDGE, -_EDGE),) * 2
    return bool(np.abs(grey(shown, palette) - digit)[inside].max() <= 2)
