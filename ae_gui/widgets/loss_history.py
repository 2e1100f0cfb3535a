"""The loss of every step of a run, stored so that any stretch is drawn quickly at any width and smoothness.

A run may have a million steps and a screen has a thousand columns. Peaks are therefore kept by block, and a mean
over any window is the difference of two running sums: the cost of a new zoom or smoothing grows with the columns
drawn, not with the steps stored.
"""

import numpy as np
from numpy.typing import NDArray

_SHARE = 10  # a mean is of one in so many of the losses before it, at most


class LossHistory:
    """Losses in the order of their steps, in buffers that double when they are full.

    Attributes:
        lowest, highest: the extremes of all finite losses so far; infinite while there is none.
    """

    def __init__(self) -> None:
        self.first_step = 1  # whose loss is known
        self._count = 0
        self._values = np.empty(1024, np.float32)
        self._sums = np.zeros(1025)  # _sums[i] is the sum of the first i values
        self.lowest, self.highest = np.inf, -np.inf

    def append(self, first_step: int, values: NDArray[np.float32]) -> None:
        """Append the losses of the steps from `first_step`: (n,) float32. The first call may start at any step.

        Raises:
            ValueError: if `first_step` is not the step after the last one.
        """
        if not self._count:
            self.first_step = first_step
        if first_step != self.next_step:
            raise ValueError(f"The loss of step {self.next_step} is expected, not of step {first_step}.")
        start, end = self._count, self._count + len(values)
        if end > len(self._values):
            self._values = np.resize(self._values, max(end, 2 * len(self._values)))
            self._sums = np.resize(self._sums, len(self._values) + 1)  # nothing beyond the count is ever read
        self._values[start:end] = values
        self._sums[start + 1 : end + 1] = self._sums[start] + np.cumsum(values, dtype=np.float64)
        self._count = end
        finite = values[np.isfinite(values)]
        self.lowest = min(self.lowest, float(finite.min(initial=np.inf)))
        self.highest = max(self.highest, float(finite.max(initial=-np.inf)))

    def __len__(self) -> int:
        return self._count

    @property
    def next_step(self) -> int:
        """The step whose loss comes next."""
        return self.first_step + self._count

    def loss(self, step: int) -> float:
        """The loss of one step."""
        return float(self._values[step - self.first_step])

    def means(self, steps: NDArray[np.intp], window: int) -> NDArray[np.float64]:
        """The mean of the last `window` losses at each of `steps`, itself the last of them: (n,) -> (n,).

        Nothing that came later counts, so no mean moves before its cause. Of the first steps, where losses fall
        steeply, only the last tenth counts: the means begin at the first loss, and lag by a twentieth at most.
        """
        ends = steps - self.first_step + 1
        counts = np.clip(ends // _SHARE, 1, window)
        with np.errstate(invalid="ignore"):  # inf - inf after a run has diverged: no mean
            return (self._sums[ends] - self._sums[ends - counts]) / counts

    def clipped(self, first: int, last: int) -> tuple[int, int]:
        """The steps of `first` to `last` whose losses are known, as a half-open range; empty if there are none."""
        start = max(first, self.first_step)
        return start, max(min(last + 1, self.next_step), start)

    def peaks(self, first: int, last: int, columns: int) -> tuple[NDArray[np.floating], NDArray[np.float32]]:
        """The line through the lowest and the highest loss of each block of steps; through every loss if few.

        Blocks are of a power of two of steps and lie on a fixed grid, so that a curve that grows does not shimmer.

        Returns:
            Steps and losses, both (n,), n at most 4 * columns + 4.
        """
        start, end = (step - self.first_step for step in self.clipped(first, last))
        losses = self._values[start:end]
        if len(losses) <= 2 * columns:
            return np.arange(start, end) + float(self.first_step), losses
        block = 1 << int(np.log2(len(losses) / columns))
        edges = np.append(np.arange(start - start % block, end, block), end)
        edges[0] = start
        extremes = [extreme.reduceat(losses, edges[:-1] - start) for extreme in (np.minimum, np.maximum)]
        middles = self.first_step + (edges[:-1] + edges[1:] - 1) / 2.0
        return np.repeat(middles, 2), np.column_stack(extremes).ravel()
