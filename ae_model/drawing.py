"""Drawings made into images as MNIST's digits were: fitted into a box of 20 by 20 pixels, centred by mass in 28 by 28.

LeCun, Cortes and Burges describe it so (http://yann.lecun.com/exdb/mnist). In other data sets the box is as large as
what their images show: clothes fill them.
"""

import math

import numpy as np
from numpy.typing import NDArray

from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.samples import sample

MNIST_BOX = 20 / 28  # of an image's smaller side

_GROUND = 16  # or less: not quite black in a photo
_MOST_INK = 0.4  # of the pixels of written characters; a fifth of MNIST's
_SAMPLE = 500  # images that are looked at to find the box of all


def typical_box(images: NDArray[np.uint8]) -> float:
    """The longer side of what images, (N, H, W), show on their ground, in proportion to the smaller side of an image.

    Half of some images show more and half of them less; the box of MNIST if they show nothing at all.
    """
    seen = images[sample(len(images), _SAMPLE)] > _GROUND
    extents = np.maximum(_extents(np.any(seen, axis=2)), _extents(np.any(seen, axis=1)))
    known = extents[extents > 0]
    return float(min(1, np.median(known) / min(images.shape[1:]))) if len(known) else MNIST_BOX


def are_of_strokes(images: NDArray[np.uint8]) -> bool:
    """Whether images, (N, H, W), show little on much ground, as what was written by hand, and not clothes or faces."""
    return bool(np.mean(images[sample(len(images), _SAMPLE)] > _GROUND) < _MOST_INK)


def _extents(seen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How far it is from the first to the last that is seen in each row of (n, places), both of them included: (n,)."""
    first, behind_last = seen.argmax(axis=1), seen[:, ::-1].argmax(axis=1)
    extents: NDArray[np.intp] = np.where(seen.any(axis=1), seen.shape[1] - behind_last - first, 0)
    return extents


def as_mnist(
    ink: NDArray[np.uint8], image_shape: ImageShape = MNIST_SHAPE, box: float = MNIST_BOX
) -> NDArray[np.uint8]:
    """A drawing as an image of a data set like MNIST.

    Args:
        ink: (H, W), 0 where nothing is drawn.
        image_shape: of the image.
        box: the longer side of what it is to show, in proportion to its smaller side.

    Returns:
        (height, width) uint8; all 0 if nothing is drawn.
    """
    height, width = image_shape.array_shape
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    image = np.zeros((height, width))
    if not len(rows):
        return image.astype(np.uint8)
    cropped = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)
    scale = max(1, round(box * min(height, width))) / max(cropped.shape)
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
