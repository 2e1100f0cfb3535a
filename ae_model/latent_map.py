"""The code space as a plane: the position of each code in it, and the code of each of its points.

Codes of two dimensions are their own plane, and a single dimension is its x axis. Of more dimensions, the first two
principal components span the plane: it keeps most of the codes' variance.
"""

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from ae_model.pca import principal_axes
from ae_model.samples import median, sample
from ae_model.snapshot import Array

_OUTSIDE = 0.0025  # share of points beyond each side of the box: one far outlier must not shrink the rest to a spot
_MARGIN = 0.05  # share of the box at each side

SAMPLE = 2_000  # codes whose distances from each other familiarity is measured by
_REMEMBERED = 2**20  # numbers of the codes that one is compared with: all codes of wide ones would take too long
_FEWEST_PROBED = 50  # codes of the sample that decide the usual distance: all of them, ...
_MEASURED = 2**22  # ... as far as so many differences of numbers go: the distances of wide codes are much alike
_BESIDE = 384  # codes beside one in their order, among which most have their nearest neighbours
_AT_ONCE = 64  # whose distances to the whole sample stay near the processor
NEIGHBOUR, USUAL = 5, 0.95  # the usual distance is this quantile of the distances to this neighbour
EDGE, FAR = 1.0, 2.0  # in those of the nearest digit: where the data end, and beyond which nothing was ever learnt

_LENS_SAMPLE = 2_000  # codes, at most, that a lens is made for
_LENS_SHARE = 1 / 3  # of the usual distance from the middle: below it a lens hardly bends
_LENS_WIDTH = 1.5  # times its height, as most planes on a screen are wider than high
_LENS_RIM = 20.0  # from the middle, as seen: what lies beyond is as far away as numbers go
_CELLS = 32  # of the box of a plane in each direction, ...
_CROWDED = 0.12  # ... and the share of them by which three quarters of the points are held where a lens is called for


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """A view of the whole plane with its middle enlarged: far from the middle, distances count by their logarithm.

    Networks with two numbers a digit put some classes on long rays and crowd the others between their roots. Under a
    lens every class has room, and what is seen is as wide as a screen: a ray from the middle stays one.

    Attributes:
        middle: (2,) float32, the position that is seen at the origin.
        scale: (2,) float32, the distances to the right and upwards below which the plane is hardly bent.
    """

    middle: Array
    scale: Array

    @classmethod
    def over(cls, points: Array) -> Self:
        """A lens over the middle of `points`, (N, 2)."""
        middle = median(points, axis=0)
        away = np.abs(points - middle)
        spread = median(away, axis=0)
        spread = np.where(spread > 0, spread, spread.max() or 1)
        usual = float(median(np.hypot(*(away / spread).T))) or 1.0
        return cls(middle.astype(np.float32), (_LENS_SHARE * usual * spread).astype(np.float32))

    def bend(self, points: Array) -> Array:
        """The positions at which points of the plane are seen: (N, 2) -> (N, 2)."""
        away = (points - self.middle) / self.scale
        seen: Array = (away * _ratio(np.arcsinh, away) * _SEEN).astype(np.float32)
        return seen

    def straighten(self, points: NDArray[np.floating]) -> Array:
        """The points of the plane that are seen at `points`: (N, 2) -> (N, 2)."""
        away = points.astype(np.float64) / _SEEN  # beyond what a screen can be zoomed out to
        away = away * np.minimum(_LENS_RIM / np.maximum(np.hypot(*away.T), 1e-6), 1)[:, None]
        points = away * _ratio(np.sinh, away) * self.scale + self.middle
        return points.astype(np.float32)


_SEEN = np.array([_LENS_WIDTH, 1], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class LatentMap:
    """A plane in the space of codes.

    Attributes:
        mean: (latent_dim,) float32, the code at the plane's origin.
        axes: (2, latent_dim) float32, the directions of x and y: orthonormal, but for a y of zeros if codes have one
            dimension.
        variance_shown: the fraction of the codes' variance that lies in the plane.
        lens: the plane is seen through it; None shows the plane as it is.
    """

    mean: Array
    axes: Array
    variance_shown: float
    lens: Lens | None = None

    @classmethod
    def fit(cls, codes: Array, like: Self | None = None) -> Self:
        """The plane of `codes`, (N, latent_dim).

        A plane may be turned and mirrored at will. With `like`, an earlier map of the same dimension, it is turned to
        lie as that one did, so that points do not jump between two snapshots of one training.
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

    @classmethod
    def of_axes(cls, codes: Array, x: int, y: int) -> Self:
        """The plane of two dimensions of `codes`, (N, latent_dim), at the mean of all others."""
        latent_dim = codes.shape[1]
        axes = np.zeros((2, latent_dim), np.float32)
        axes[0, x] = axes[1, y] = 1
        mean = codes.mean(axis=0)
        mean[[x, y]] = 0  # positions in this plane are the codes' own numbers
        variances = codes.var(axis=0, dtype=np.float64)
        total = variances.sum()
        return cls(mean, axes, float(variances[[x, y]].sum() / total) if total > 0 else 1.0)

    @classmethod
    def along(cls, codes: Array, axes: Array) -> Self:
        """The plane through the mean of `codes`, (N, latent_dim), in two directions, orthonormal (2, latent_dim)."""
        mean = codes.mean(axis=0)
        centred = codes - mean
        total = np.square(centred, dtype=np.float64).sum()
        held = np.square(centred @ axes.T, dtype=np.float64).sum()
        return cls(mean, axes.astype(np.float32), float(held / total) if total > 0 else 1.0)

    def turned(self, right: float, up: float) -> Array:
        """The directions of a plane of three dimensions after what is before it was turned by these angles: (2, 3)."""
        x, y = self.axes.astype(np.float64)
        before = np.cross(x, y)
        turned_x = math.cos(right) * x + math.sin(right) * before
        before = math.cos(right) * before - math.sin(right) * x
        turned_y = math.cos(up) * y + math.sin(up) * before
        # Thousands of turns must not add up to directions that are askew.
        turned_x /= np.linalg.norm(turned_x)
        turned_y -= turned_y @ turned_x * turned_x
        return np.stack([turned_x, turned_y / np.linalg.norm(turned_y)]).astype(np.float32)

    @property
    def latent_dim(self) -> int:
        """Dimensions of a code."""
        return len(self.mean)

    def place(self, codes: NDArray[np.floating]) -> Array:
        """The positions of `codes` in the plane: (N, latent_dim) -> (N, 2)."""
        return self.seen((codes - self.mean) @ self.axes.T)

    def lift(self, points: NDArray[np.floating]) -> Array:
        """The codes at `points` of the plane: (N, 2) -> (N, latent_dim); y does not matter to a single dimension."""
        return (self.true(points) @ self.axes + self.mean).astype(np.float32, copy=False)

    def seen(self, points: NDArray[np.floating]) -> Array:
        """Where positions that were told at true scale, (N, 2), are seen."""
        points = points.astype(np.float32, copy=False)
        return points if self.lens is None else self.lens.bend(points)

    def true(self, points: NDArray[np.floating]) -> Array:
        """Where `points` of the plane, (N, 2), lie at true scale: what is told of a position in numbers."""
        return points.astype(np.float32, copy=False) if self.lens is None else self.lens.straighten(points)

    def seen_through_lens(self, codes: Array) -> Self:
        """This plane with a lens over the middle of `codes`, (N, latent_dim)."""
        plain = replace(self, lens=None)
        return replace(plain, lens=Lens.over(plain.place(codes[sample(len(codes), _LENS_SAMPLE)])))

    def eased(self, codes: Array, like: Self | None = None) -> Self:
        """This plane with a lens if `codes`, (N, latent_dim), crowd in it, or if that plane before it had one.

        So a plane that has come under a lens in a training stays there, and does not jump to and fro.
        """
        if self.latent_dim < 2:
            return self
        had = like is not None and like.lens is not None
        some = codes[sample(len(codes), _LENS_SAMPLE)]  # a training asks at every moment
        return self.seen_through_lens(some) if had or crowded(replace(self, lens=None).place(some)) else self


def _ratio(function: Callable[[Array], Array], points: NDArray[np.floating]) -> Array:
    """`function` of each point's distance from the origin, as a multiple of that distance: (N, 2) -> (N, 1)."""
    far = np.maximum(np.hypot(*points.T), 1e-6)[:, None]
    ratio: Array = function(far) / far
    return ratio


def nearest(point: Array, points: Array) -> int:
    """The index of the nearest of `points`, (N, d), to `point`, (d,)."""
    return int(squares_from(point, points).argmin())


@dataclass(frozen=True, slots=True, eq=False)
class Familiarity:
    """How far a code is from those that a network has learnt to decode.

    The distance to the nearest code, in units of how far that one is from its own neighbours: some classes lie in a
    crowd and others on long rays, and a digit is known wherever it lies. Nearly all codes that are not among these are
    below `EDGE`, and the decoder was never asked about anything beyond `FAR`.

    Attributes:
        codes: (N, latent_dim), the codes that distances are measured to.
        sample: (n, latent_dim), those whose distances from each other are measured.
        usual: the distance to a neighbour that the share `USUAL` of codes stays below. For a code that is farther
            from the others this one counts: most of what is around it was never learnt.
    """

    codes: Array
    sample: Array
    usual: float

    @classmethod
    def fit(cls, codes: Array) -> Self:
        """From `codes`, (N, latent_dim), of which `SAMPLE` are enough; copies of an image count once.

        The same codes in another order have the same usual distance.
        """
        fitting = cls.fitting(codes)
        while True:
            try:
                next(fitting)
            except StopIteration as end:
                fitted: Self = end.value
                return fitted

    @classmethod
    def fitting(cls, codes: Array) -> Generator[None, None, Self]:
        """As `fit`, piece by piece: between two of them, 1 to 3 ms each, a window may draw what moves meanwhile."""
        order = np.lexsort(codes.T[1::-1])
        among = np.unique(codes[order[sample(len(codes), SAMPLE)]], axis=0)
        probed = sample(len(among), max(_MEASURED // among.size, _FEWEST_PROBED))
        # Each code is its own nearest neighbour: one more to pass over.
        distances = []
        for some in np.array_split(probed, len(probed) // _AT_ONCE + 1):
            yield
            distances.append(_to_neighbour_in_order(among, some, NEIGHBOUR + 1))
        usual = float(np.quantile(np.concatenate(distances), USUAL))
        return cls(codes[sample(len(codes), _REMEMBERED // codes.shape[1])], among, usual)

    def distance(self, code: Array) -> float:
        """The distance of a code, (latent_dim,), from the data: 0 at a digit, below 1 among them."""
        squares = squares_from(code, self.codes)
        near = squares.argmin()
        if squares[near] == 0:
            return 0.0
        apart = squares_from(self.codes[near], self.sample)
        others = apart[apart > 0]  # it may be of the sample itself
        if not len(others):
            return math.inf
        last = min(NEIGHBOUR, len(others)) - 1
        own = min(math.sqrt(np.partition(others, last)[last]), self.usual)
        return math.sqrt(squares[near]) / own if own > 0 else math.inf


def _to_neighbour_in_order(among: Array, chosen: NDArray[np.intp], neighbour: int) -> Array:
    """The distance from each `chosen` one, (n,), of `among`, (m, d), to its `neighbour`th nearest of them: (n,).

    `among` are in the order of their first numbers. What is no nearer in that number alone than the neighbour found
    beside a code is no nearer at all: few of a plane's codes are held against all others. A moving plane
    asks for this at every moment.
    """
    width = min(_BESIDE, len(among))
    first = np.clip(chosen - width // 2, 0, len(among) - width)
    squares = np.zeros((len(chosen), width), np.float32)
    for column in among.T.copy():
        squares += np.square(sliding_window_view(column, width)[first] - column[chosen][:, None])
    last = min(neighbour, len(among)) - 1
    distances: Array = np.sqrt(np.partition(squares, last, axis=1)[:, last])

    order = among[:, 0]
    left = np.where(first > 0, order[chosen] - order[first], np.inf)
    right = np.where(first + width < len(among), order[first + width - 1] - order[chosen], np.inf)
    unsure = np.flatnonzero(np.minimum(left, right) < distances)
    if len(unsure):
        distances[unsure] = _to_neighbour(among[chosen[unsure]], among, neighbour)
    return distances


def _to_neighbour(codes: Array, among: Array, neighbour: int) -> Array:
    """The distance from each of `codes`, (n, d), to its `neighbour`th nearest of `among`, (m, d): (n,)."""
    squares = np.zeros((len(codes), len(among)), np.float32)
    if len(codes) > codes.shape[1]:  # whichever are fewer are gone through one by one
        for here, there in zip(codes.T, among.T.copy(), strict=True):
            squares += np.square(here[:, None] - there)
    else:
        for code, row in zip(codes, squares, strict=True):
            row[:] = squares_from(code, among)
    last = min(neighbour, len(among)) - 1
    distances: Array = np.sqrt(np.partition(squares, last, axis=1)[:, last])
    return distances


def squares_from(code: Array, among: Array) -> Array:
    """The squared distances of a code, (d,), from each of `among`, (m, d): (m,)."""
    away = among - code
    squares: Array = np.einsum("nd,nd->n", away, away)
    return squares


def inside(polygon: NDArray[np.floating], points: Array) -> NDArray[np.bool_]:
    """Whether each of `points`, (N, 2), lies inside a polygon of corners (n, 2), by the even-odd rule: (N,)."""
    order = np.argsort(points[:, 1])
    x, y = points[order].astype(np.float64).T
    crossed = np.zeros(len(points), bool)
    start = polygon.astype(np.float64)
    for (x0, y0), (x1, y1) in zip(start, np.roll(start, -1, axis=0), strict=True):
        # Only points level with an edge can have it on their right; the lower end counts, the upper does not.
        first, last = np.searchsorted(y, sorted((y0, y1)))
        level = slice(first, last)
        if first < last:
            crossed[level] ^= x[level] < x0 + (y[level] - y0) * ((x1 - x0) / (y1 - y0))
    found = np.empty(len(points), bool)
    found[order] = crossed
    return found


def bounds(points: Array) -> tuple[float, float, float, float]:
    """The box of a view of `points`, (N, 2): left, bottom, right, top.

    It holds at least 99 of 100 points, with a margin, and is never empty.
    """
    low = np.quantile(points, _OUTSIDE, axis=0, method="lower")
    high = np.quantile(points, 1 - _OUTSIDE, axis=0, method="higher")
    span = high - low
    span = np.where(span > 0, span, span.max() or 1)
    centre, reach = (low + high) / 2, span * (0.5 + _MARGIN)
    left, bottom = centre - reach
    right, top = centre + reach
    return float(left), float(bottom), float(right), float(top)


def crowded(points: Array) -> bool:
    """Whether most of `points`, (N, 2), lie in so small a part of their box that they cannot be told apart there."""
    if not len(points):  # as of a network for images of another shape, of which there are no codes
        return False
    points = points.astype(np.float64)  # those of a network that diverges may be farther apart than float32 tells
    left, bottom, right, top = bounds(points)
    places = ((points - (left, bottom)) / (right - left, top - bottom) * _CELLS).astype(int)
    columns, rows = places[((places >= 0) & (places < _CELLS)).all(axis=1)].T
    held = np.sort(np.bincount(columns * _CELLS + rows, minlength=_CELLS**2))[::-1].cumsum()
    needed = int(np.searchsorted(held, 0.75 * held[-1])) + 1
    return needed < min(_CROWDED * _CELLS**2, len(points) / 4)  # few points leave most cells empty, crowded or not


def _turned(axes: NDArray[np.float64], like: Array) -> NDArray[np.float64]:
    """`axes` turned and mirrored in their plane to lie as near to `like` as possible: orthogonal Procrustes."""
    left, _, right = np.linalg.svd(like @ axes.T)
    turned: NDArray[np.float64] = left @ right @ axes
    return turned
