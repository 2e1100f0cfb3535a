"""Colours of the classes: ten that colour-blind eyes can tell apart, a set for each theme, and the notebook's."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP

# Ten colours are written out, since cmap's catalogue of all colour maps takes a twentieth of the start-up's second.
PALETTES = {  # on a light ground, on a dark one
    # Found by annealing from ten hues that were chosen by eye, so that every two differ for eyes of all kinds (by
    # CIEDE2000, with deficiencies simulated), none is grey, and all stand out from the ground of their theme: the tests
    # have the measures. First, and so what is shown before anything is chosen: a class in front of a teacher has
    # someone in it who sees red and green as one. The best published set (M. A. Petroff, "Accessible Color Sequences
    # for Data Visualization", 2021) keeps as much apart, with two greys, and three colours that white nearly swallows.
    "Colour-blind safe": (
        "4875e8 bb8a03 900914 068b73 7626d1 a34582 c3614a 527900 283a7c 009ecc",
        "5e9aff ffc400 f13c33 0ec1a4 a47ebd c56c81 f59453 d5ed8b 6a69ea 14e4ff",
    ),
    # The notebook's: the first ten of ColorBrewer's "Paired" (C. A. Brewer, https://colorbrewer2.org).
    "Paired": 2 * ("a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a",),
}
SAFE = "Colour-blind safe"  # the one of them of which tests/test_class_colors.py shows that it is

# What is to be known before one of them is chosen, and its name as a user reads it.
TITLES = {
    "Colour-blind safe": QT_TRANSLATE_NOOP("ClassColors", "Colour-blind safe"),
    "Paired": QT_TRANSLATE_NOOP("ClassColors", "Paired (ColorBrewer)"),
}
NOTES = {
    "Colour-blind safe": QT_TRANSLATE_NOOP(
        "ClassColors", "Ten colours that differ for eyes without the cones for red, for green or for blue."
    ),
    "Paired": QT_TRANSLATE_NOOP(
        "ClassColors", "Not safe: without the cones for red or for green, some of these colours look the same."
    ),
}
_SEEN = 0.30, 0.17  # luminance: at most that on white, at least this on the dark ground, is a contrast of three to one
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of linear sRGB


def class_colors(palette: str, count: int, dark: bool) -> NDArray[np.uint8]:
    """Red, green and blue of `count` classes on a ground that is `dark` or light: (count, 3), repeated only beyond 256.

    Raises:
        KeyError: if `palette` is not one of `PALETTES`.
    """
    colors = np.frombuffer(bytes.fromhex(PALETTES[palette][dark]), np.uint8).reshape(-1, 3)
    if count > len(colors):
        colors = _many_colors(dark)
    return colors[np.arange(count) % len(colors)]


def _many_colors(dark: bool) -> NDArray[np.uint8]:
    """256 colours, first those that are seen on the ground."""
    from cmap import Colormap

    colors = np.array([color.rgba8[:3] for _, color in Colormap("glasbey:glasbey").color_stops], np.uint8)
    luminance = (colors / 255) ** 2.2 @ _LUMINANCE
    hidden = luminance < _SEEN[True] if dark else luminance > _SEEN[False]
    return colors[np.argsort(hidden, kind="stable")]
