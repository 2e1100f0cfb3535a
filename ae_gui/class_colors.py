"""Colours of the classes: ten that colour-blind eyes can tell apart, and the notebook's."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP

# Ten colours are written out, since cmap's catalogue of all colour maps takes a twentieth of the start-up's second.
PALETTES = {
    # Chosen by a survey for looks and by simulation for colour-vision deficiencies: M. A. Petroff, "Accessible Color
    # Sequences for Data Visualization", 2021, https://arxiv.org/abs/2107.02270. First, and so what is shown before
    # anything is chosen: a class in front of a teacher has someone in it who sees red and green as one. Of the sets of
    # ten that were tried (Tol's "muted" and Tableau's too), it has the largest smallest difference for such eyes.
    "Colour-blind safe": "3f90da ffa90e bd1f01 94a4a2 832db6 a96b59 e76300 b9ac70 717581 92dadd",
    # The notebook's: the first ten of ColorBrewer's "Paired" (C. A. Brewer, https://colorbrewer2.org).
    "Paired": "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a",
}
SAFE = "Colour-blind safe"  # the one of them of which tests/test_class_colors.py shows that it is

# What is to be known before one of them is chosen, and its name as a user reads it.
TITLES = {
    "Colour-blind safe": QT_TRANSLATE_NOOP("ClassColors", "Colour-blind safe"),
    "Paired": QT_TRANSLATE_NOOP("ClassColors", "Paired, as in the notebook"),
}
NOTES = {
    "Colour-blind safe": QT_TRANSLATE_NOOP(
        "ClassColors", "Ten colours that differ for eyes without the cones for red, for green or for blue."
    ),
    "Paired": QT_TRANSLATE_NOOP(
        "ClassColors", "Not safe: without the cones for red or for green, some of these colours look the same."
    ),
}


def class_colors(palette: str, count: int) -> NDArray[np.uint8]:
    """Red, green and blue of `count` classes: (count, 3), repeated only beyond 256 classes.

    Raises:
        KeyError: if `palette` is not one of `PALETTES`.
    """
    colors = np.frombuffer(bytes.fromhex(PALETTES[palette]), np.uint8).reshape(-1, 3)
    if count > len(colors):
        colors = _many_colors()
    return colors[np.arange(count) % len(colors)]


def _many_colors() -> NDArray[np.uint8]:
    from cmap import Colormap

    return np.array([color.rgba8[:3] for _, color in Colormap("glasbey:glasbey").color_stops], np.uint8)
