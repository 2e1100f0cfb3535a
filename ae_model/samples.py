"""Samples of many images: what is drawn or measured on some of them says what all of them would.

The first images are no sample: a data set whose files were written class by class begins with one class alone.
"""

import numpy as np
from numpy.typing import NDArray

_SEED = 0


def sample(total: int, count: int) -> NDArray[np.intp]:
    """Which `count` of `total` things stand for all of them: (min(count, total),), ascending, always the same ones."""
    if count >= total:
        return np.arange(total, dtype=np.intp)
    return np.sort(np.random.default_rng(_SEED).choice(total, count, replace=False)).astype(np.intp, copy=False)
