"""The code space as a plane: where each code lies on it, and which code each of its points stands for.

Codes of two dimensions are their own plane, a single dimension is its x axis, and of more the first two principal
components span it: the plane that keeps most of the codes' variance.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ae_model.pca import principal_axes
from ae_model.snapshot import Array

_OUTSIDE = 0.0025  # of the points, beyond each side of the box: one far outlier must not shrink the rest to a spot
_MARGIN = 0.05  # of the box, at each side


@dataclass(frozen=True, slots=True, eq=False)
class LatentMap:
    """A plane in the space of codes.

    Attributes:
        mean: (latent_dim,) float32, the code at the plane's origin.
        axes: (2, latent_dim) float32, the directions of x and y; orthonormal, but for a y of zeros where codes have
            one dimension.
        variance_shown: the fraction of the codes' variance that lies in the plane.
    """

    mean: Array
    axes: Array
    variance_shown: float

    @classmethod
    def fit(cls, codes: Array, like: Self | None = None) -> Self:
        """The plane of `codes`, (N, latent_dim).

        The picture of a plane may be turned and mirrored at will. With `like`, an earlier map of the same dimension,
        it is turned to lie as that one did, so that points do not jump between two snapshots of one training.
        """
        latent_dim = codes.shape[1]
        if latent_dim <= 2:
            return cls(np.zeros(latent_dim, np.float32), np.eye(2, latent_dim, dtype=np.float32), 1.0)
        mean = codes.mean(axis=0)
        centred = codes - mean
        scatter = (centred.T @ centred).astype(np.float64)
        variances, axes = principal_axes(scatter, 2)
        if like is not None:
            axes = _turned(axes, like.axes)
        total = scatter.trace()
        return cls(mean, axes.astype(np.float32), float(variances.sum() / total) if total > 0 else 1.0)

    @property
    def latent_dim(self) -> int:
        """Dimensions of a code."""
        return len(self.mean)

    def place(self, codes: NDArray[np.floating]) -> Array:
        """Where `codes` lie on the plane: (N, latent_dim) -> (N, 2)."""
        return ((codes - self.mean) @ self.axes.T).astype(np.float32, copy=False)

    def lift(self, points: NDArray[np.floating]) -> Array:
        """The codes at `points` of the plane: (N, 2) -> (N, latent_dim); one dimension has no use for y."""
        return (points @ self.axes + self.mean).astype(np.float32, copy=False)


def nearest(point: Array, points: Array) -> int:
    """The index of the one of `points`, (N, d), that is nearest to `point`, (d,)."""
    return int(np.square(points - point).sum(axis=1).argmin())


def bounds(points: Array) -> tuple[float, float, float, float]:
    """A box for a view of `points`, (N, 2): left, bottom, right, top.

    It holds at least 99 of 100 of them, with a margin, and is never empty.
    """
    low = np.quantile(points, _OUTSIDE, axis=0, method="lower")
    high = np.quantile(points, 1 - _OUTSIDE, axis=0, method="higher")
    span = high - low
    span = np.where(span > 0, span, span.max() or 1)
    centre, reach = (low + high) / 2, span * (0.5 + _MARGIN)
    left, bottom = centre - reach
    right, top = centre + reach
    return float(left), float(bottom), float(right), float(top)


def _turned(axes: NDArray[np.float64], like: Array) -> NDArray[np.float64]:
    """`axes` turned and mirrored in their plane to lie as near as can be to `like`: orthogonal Procrustes."""
    left, _, right = np.linalg.svd(like @ axes.T)
    turned: NDArray[np.float64] = left @ right @ axes
    return turned
