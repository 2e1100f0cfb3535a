"""Samples of many images: what is drawn or measured on some of them says what all of them would.

The first images are no sample: a data set whose files were written class by class begins with one class alone.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SEED = 0


@lru_cache(maxsize=16)
def sample(total: int, count: int) -> NDArray[np.intp]:
    """Which `count` of `total` things stand for all, always the same: (min(count, total),), ascending and read-only."""
    if count >= total:
        chosen = np.arange(total, dtype=np.intp)
    else:
        drawn = np.random.default_rng(_SEED).choice(total, count, replace=False)
        chosen = np.sort(drawn).astype(np.intp, copy=False)
    chosen.flags.writeable = False
    return chosen


@lru_cache(maxsize=4)
def shuffled(total: int) -> NDArray[np.intp]:
    """The numbers below `total` in a disorder that is always the same, (total,), read-only."""
    order = np.random.default_rng(_SEED).permutation(total).astype(np.intp, copy=False)
    order.flags.writeable = False
    return order


def of_every_class(labels: NDArray[np.uint8], count: int) -> NDArray[np.intp]:
    """Which `count` images show all classes of `labels`, (N,): (min(count, N),), by their classes, always the same.

    Each class has as many as the others, as far as it goes; of more than `count` classes every second, third ... is
    left out.
    """
    order = shuffled(len(labels))
    classes = np.flatnonzero(np.bincount(labels))
    if len(classes) > count:
        classes = classes[np.linspace(0, len(classes) - 1, count).astype(np.intp)]
    of_class = [order[labels[order] == label] for label in classes]
    ranks = np.concatenate([np.arange(len(members)) for members in of_class] or [np.empty(0, np.intp)])
    chosen = np.sort(np.argsort(ranks, kind="stable")[:count])  # in the order of the classes again
    return np.concatenate([*of_class, np.empty(0, np.intp)])[chosen]


def median(values: NDArray[np.floating], axis: int = 0) -> NDArray[np.floating]:
    """The median of numbers along an axis, as `np.median` has it; NaN where one of them is.

    That looks for masked arrays too, and to import what knows those takes a fiftieth of the start of the program.
    """
    ordered = np.sort(values, axis=axis)  # NaN comes last
    count = ordered.shape[axis]
    middle = ordered.take([(count - 1) // 2, count // 2], axis=axis).mean(axis=axis)
    return np.where(np.isnan(ordered.take(-1, axis=axis)), np.nan, middle)
