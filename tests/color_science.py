"""What eyes make of colours: contrast, the eyes that lack a kind of cone, and how far two colours look apart.

Written from the publications, and held against their own numbers in test_class_colors.py.
"""

import numpy as np
from numpy.typing import NDArray

LEGIBLE = 4.5  # what WCAG 2.2, success criterion 1.4.3, asks of text
VISIBLE = 3.0  # and 1.4.11 of all else that must be seen

_Floats = NDArray[np.float64]

# Linear RGB as eyes without one kind of cone see it: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
# Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, at severity 1.0.
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}

_WHITE = np.array([0.95047, 1.0, 1.08883])  # D65
_XYZ = np.array(  # of linear sRGB, IEC 61966-2-1
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def contrast(text: NDArray[np.uint8] | tuple[int, ...], ground: NDArray[np.uint8] | tuple[int, ...]) -> float:
    """The contrast of WCAG 2.2 between two colours of sRGB, (3,) each: 1 to 21."""
    low, high = sorted(float(linear(np.array(color)) @ [0.2126, 0.7152, 0.0722]) for color in (text, ground))
    return (high + 0.05) / (low + 0.05)


def linear(colors: NDArray[np.integer]) -> _Floats:
    """The light of colours of sRGB in 0 to 255: (..., 3) in [0, 1]."""
    share = np.asarray(colors, np.float64) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light: _Floats) -> _Floats:
    """CIELAB of linear sRGB, (..., 3)."""
    ratio = light @ _XYZ.T / _WHITE
    x, y, z = np.moveaxis(np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def difference(one: _Floats, other: _Floats) -> _Floats:
    """CIEDE2000 between colours in CIELAB, (..., 3) each.

    After G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes,
    Supplementary Test Data, and Mathematical Observations", Color Research and Application 30(1), 2005.
    """
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    grown = 1.5 - 0.5 * _to_the_seventh((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2)
    a1, a2 = grown * a1, grown * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    turn = np.where(c1 * c2 == 0, 0, (h2 - h1 + 180) % 360 - 180)
    gray = c1 * c2 == 0
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = np.where(gray, h1 + h2, (h1 + turn / 2) % 360)

    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    weight = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * weight
    blue = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    rotation = -np.sin(np.radians(2 * blue)) * 2 * _to_the_seventh(chroma)
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rotation * (dc / sc) * (dh / sh))


def _to_the_seventh(chroma: _Floats) -> _Floats:
    return np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
