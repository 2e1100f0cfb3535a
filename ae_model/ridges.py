"""Codes of a single number as hills, one a class: how many of its images have which number."""

import numpy as np
from numpy.typing import NDArray

from ae_model.samples import sample
from ae_model.snapshot import Array

_WIDTH = 2.2  # times their height: of all hills together
_BINS, _ROUNDS = 96, 6  # of a histogram, and of smoothing it
_BETWEEN = 0.12  # of a hill's room, which the next one leaves free
_OUTSIDE = 0.0025  # share of codes beyond each side of the range that is counted in
_GOLDEN = 0.6180339887498949  # multiples of it are spread evenly, whatever part of them is looked at
_MEASURED = 2_000  # codes, at most, that the range is measured by


def ridges(codes: Array, labels: NDArray[np.uint8], numbers: NDArray[np.intp]) -> Array:
    """Positions of codes, (n, 1), in the hill of their class: (n, 2).

    The hills stand one above the other, that of the first class on top; each position lies somewhere between the foot
    of its hill and its slope, so that the points fill it. The same image, told by its number in `numbers`, (n,), always
    has the same share of the height.
    """
    x = codes[:, 0]
    if not len(x):
        return np.empty((0, 2), np.float32)
    low, high = np.quantile(x[sample(len(x), _MEASURED)], (_OUTSIDE, 1 - _OUTSIDE))
    low, high = (low, high) if high > low else (low - 0.5, low + 0.5)
    kinds = int(labels.max()) + 1
    room = (high - low) / _WIDTH / kinds
    place = ((x - low) / (high - low) * _BINS).clip(0, _BINS - 1).astype(int) + _BINS * labels.astype(int)
    heights = np.bincount(place, minlength=kinds * _BINS).reshape(kinds, _BINS).astype(float)
    for _ in range(_ROUNDS):
        padded = np.pad(heights, ((0, 0), (1, 1)), "edge")
        heights = padded[:, :-2] / 4 + padded[:, 1:-1] / 2 + padded[:, 2:] / 4
    heights *= (1 - _BETWEEN) / np.maximum(heights.max(axis=1, keepdims=True), 1e-9)
    share = (numbers * _GOLDEN) % 1
    y = room * (kinds - labels.astype(float) - 0.5 + share * heights.ravel()[place])
    return np.stack([x, y], axis=1).astype(np.float32)
