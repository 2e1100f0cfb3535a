"""Colours of the classes: the notebook's palette, and one that colour-blind eyes can tell apart."""

import numpy as np
from numpy.typing import NDArray

# Ten colours are written out, since cmap's catalogue of all colour maps takes a twentieth of the start-up's second.
PALETTES = {
    # The notebook's: the first ten of ColorBrewer's "Paired" (C. A. Brewer, https://colorbrewer2.org).
    "Paired": "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a",
    # Chosen by a survey for looks and by simulation for colour-vision deficiencies: M. A. Petroff, "Accessible Color
    # Sequences for Data Visualization", 2021, https://arxiv.org/abs/2107.02270.
    "Colour-blind safe": "3f90da ffa90e bd1f01 94a4a2 832db6 a96b59 e76300 b9ac70 717581 92dadd",
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
