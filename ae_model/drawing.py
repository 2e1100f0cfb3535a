"""Drawings made into images as MNIST's digits were: fitted into a box of 20 by 20 pixels, centred by mass in 28 by 28.

LeCun, Cortes and Burges describe it so (http://yann.lecun.com/exdb/mnist).
"""

import math

import numpy as np
from numpy.typing import NDArray

from ae_model.image_shape import MNIST_SHAPE, ImageShape

_BOX = 20 / 28  # of an image's smaller side


def as_mnist(ink: NDArray[np.uint8], image_shape: ImageShape = MNIST_SHAPE) -> NDArray[np.uint8]:
    """A drawing as an image of a data set like MNIST.

    Args:
        ink: (H, W), 0 where nothing is drawn.
        image_shape: of the image; the box is as large in proportion as MNIST's.

    Returns:
        (height, width) uint8; all 0 if nothing is drawn.
    """
    height, width = image_shape.array_shape
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    image = np.zeros((height, width))
    if not len(rows):
        return image.astype(np.uint8)
    cropped = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)
    box = max(1, round(_BOX * min(height, width)))
    scale = box / max(cropped.shape)
    shape = [max(1, round(side * scale)) for side in cropped.shape]
    small = _overlaps(cropped.shape[0], shape[0]) @ cropped @ _overlaps(cropped.shape[1], shape[1]).T
    # By whole pixels, since a shift by part of one would blur; and rounded up, since the centres of mass of MNIST's
    # digits lie between 14 and 15 pixels from the edge.
    top, left = (
        min(max(math.ceil(side / 2 - centre), 0), side - extent)
        for side, centre, extent in zip((height, width), _centre_of_mass(small), small.shape, strict=True)
    )
    image[top : top + shape[0], left : left + shape[1]] = small
    return (image + 0.5).astype(np.uint8)


def _overlaps(fine: int, coarse: int) -> NDArray[np.float64]:
    """The mean over each of `coarse` equal parts of `fine` pixels, as a matrix: (coarse, fine)."""
    edges = np.arange(coarse + 1) * (fine / coarse)
    left, right = edges[:-1, None], edges[1:, None]
    pixels = np.arange(fine)
    overlaps = np.clip(np.minimum(right, pixels + 1) - np.maximum(left, pixels), 0, None)
    means: NDArray[np.float64] = overlaps * (coarse / fine)
    return means


def _centre_of_mass(image: NDArray[np.float64]) -> tuple[float, float]:
    """The row and column of the centre of mass, counted from the outer edge of the first pixel."""
    rows, columns = image.sum(axis=1), image.sum(axis=0)
    total = rows.sum()
    return (
        float(rows @ (np.arange(len(rows)) + 0.5) / total),
        float(columns @ (np.arange(len(columns)) + 0.5) / total),
    )
