"""A raster turns many coloured points into one picture, in numpy.

A `ScatterPlotItem` of 60,000 points takes 150 ms or more to set, and seconds if each point has its own colour. Here
each point marks one pixel, and whole pictures of such pixels, shifted against each other, become the discs: the time
hardly depends on how many points there are.
"""

import numpy as np
from numpy.typing import NDArray

_FULL = np.uint16(1 << 15)
_RANK, _OVER = 10, 8  # where in an owner its ring's rank begins, and how many discs lie over the pixel, ...
_MOST_OVER = 3  # ... up to so many: more make no difference that is seen

_CORE = 1.0  # coverage of a pixel from which on a disc counts as lying over it


class PointRaster:
    """Draws discs of one radius with soft rims into a picture of one size.

    A pixel within several discs belongs to a full one before a faint one, and then to the one whose centre is
    nearest. Full discs may be translucent: the more of them lie over a pixel, the stronger it is. Its arrays are kept
    from one picture to the next: fresh pages of memory would cost more than the drawing.
    """

    def __init__(self, size: tuple[int, int], radius: float) -> None:
        """A raster of `size`, (height, width), for discs of `radius` pixels."""
        self.size = size
        self._reach = int(np.ceil(radius))
        self._margin = 2 * self._reach  # a centre up to `reach` outside still shows, and its disc reaches as far again
        self.shrink(radius)
        height, width = size
        padded = (height + 2 * self._margin, width + 2 * self._margin)
        self._centres = np.empty(padded, np.uint16)  # full << 15 | kind + 1; 0 where there is none
        self._ranked = np.empty(padded, np.uint16)  # the same with the rank of a ring
        self._one_rank = np.empty(padded, np.uint16)
        self._owners = np.empty(size, np.uint16)  # full << 15 | rank of the ring << 10 | kind + 1: the largest wins
        self._over = np.empty(size, np.uint8)  # how many full discs
        self._indices = np.empty(size, np.intp)
        self._picture = np.empty(size, np.uint32)

    def fits(self, size: tuple[int, int], radius: float) -> bool:
        """Whether it draws such pictures, once it is shrunk to that radius."""
        return size == self.size and radius <= self._reach

    def shrink(self, radius: float) -> None:
        """Draw discs of another radius, which is no larger than the first one, rounded up, from now on."""
        self.radius = radius
        self._rings = _rings(radius)

    def draw(
        self,
        positions: NDArray[np.floating],
        kinds: NDArray[np.integer],
        colors: NDArray[np.uint8],
        opacity: float = 1.0,
    ) -> NDArray[np.uint32]:
        """A picture of the points.

        Args:
            positions: (N, 2) column and row of each centre in pixels; any may lie outside. Of two in one pixel the
                later shows.
            kinds: (N,) row of `colors` for each point.
            colors: (K, 4) red, green, blue and alpha of at most 255 kinds; one whose alpha is 255 is full.
            opacity: of a full disc that no other lies over.

        Returns:
            (height, width) as QImage's `Format_ARGB32_Premultiplied`, transparent where no point is; the next call
            writes into the same array.
        """
        codes = np.arange(1, len(colors) + 1, dtype=np.uint16)
        codes[colors[:, 3] == 255] += _FULL
        self._mark(positions, codes[kinds])
        height, width = self.size
        full = (self._centres >= _FULL).view(np.uint8)
        np.multiply(self._centres > 0, np.uint16(1 << _RANK), out=self._one_rank)
        np.copyto(self._ranked, self._centres)
        self._owners.fill(0)
        self._over.fill(0)
        for coverage, offsets in reversed(self._rings):
            self._ranked += self._one_rank
            for down, right in offsets:
                top, left = self._margin - down, self._margin - right
                shifted = slice(top, top + height), slice(left, left + width)
                np.maximum(self._owners, self._ranked[shifted], out=self._owners)
                if opacity < 1 and coverage >= _CORE:
                    self._over += full[shifted]
        if opacity < 1:
            np.minimum(self._over, _MOST_OVER, out=self._over)
            self._owners += np.left_shift(self._over, _OVER, dtype=np.uint16)
        np.copyto(self._indices, self._owners)
        return self._shades(codes, colors, opacity).take(self._indices, out=self._picture, mode="clip")

    def _shades(self, codes: NDArray[np.uint16], colors: NDArray[np.uint8], opacity: float) -> NDArray[np.uint32]:
        """What a pixel looks like, by its owner."""
        coverages = np.array([coverage for coverage, _ in reversed(self._rings)])[:, None, None]
        over = np.arange(_MOST_OVER + 1)[:, None]
        strengths = np.where(codes >= _FULL, 1 - (1 - opacity) ** np.maximum(over, 1), 1)
        ranks = np.arange(1, len(coverages) + 1)[:, None, None]
        shades = np.zeros(1 << 16, np.uint32)
        shades[(ranks << _RANK) + (over << _OVER) + codes] = _premultiplied(colors, coverages * strengths)
        return shades

    def _mark(self, positions: NDArray[np.floating], codes: NDArray[np.uint16]) -> None:
        """Write each point's code into the pixel of its centre."""
        height, width = self._centres.shape
        # What is too far off to be seen comes to lie on the rim of the margin, from where no disc reaches the picture.
        columns, rows = (
            np.clip(np.floor(positions[:, axis]) + self._margin, 0, most - 1).astype(np.intp)
            for axis, most in enumerate((width, height))
        )
        rows *= width
        rows += columns
        self._centres.fill(0)
        self._centres.reshape(-1)[rows] = codes


def _rings(radius: float) -> list[tuple[float, list[tuple[int, int]]]]:
    """The pixels of a disc from its middle to its rim: (coverage, offsets) of those that are equally far out."""
    reach = int(np.ceil(radius))
    by_distance: dict[int, list[tuple[int, int]]] = {}
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            by_distance.setdefault(down**2 + right**2, []).append((down, right))
    coverages = {squared: min(1.0, radius + 0.5 - squared**0.5) for squared in sorted(by_distance)}
    return [(coverage, by_distance[squared]) for squared, coverage in coverages.items() if coverage > 0]


def _premultiplied(colors: NDArray[np.uint8], coverage: NDArray[np.floating]) -> NDArray[np.uint32]:
    """(K, 4) colours at so much of a pixel, (..., K) -> (..., K) ARGB32, multiplied by alpha, as Qt draws fastest."""
    alpha = colors[:, 3] * coverage
    red, green, blue = ((channel * (alpha / 255)).astype(np.uint32) for channel in colors[:, :3].T)
    return (alpha.astype(np.uint32) << 24) | (red << 16) | (green << 8) | blue
