"""The epochs of a training, kept in memory to be looked at again."""

import math
from collections.abc import Sequence

from ae_model.events import Epoch

MEMORY_BUDGET = 512 * 2**20  # bytes of weights and codes; an epoch of the notebook's plane takes 3.3 MB


class EpochHistory:
    """Every epoch of one training while there is room; then every second, every fourth, and so on.

    The first (the untrained network) and the last are always among them. The run's folder has all of them.
    """

    def __init__(self, budget: int = MEMORY_BUDGET) -> None:
        """An empty history of at most `budget` bytes; the first and the last epoch are kept even if they exceed it."""
        self._budget = budget
        self._epochs: list[Epoch] = []
        self._stride = 1

    def __len__(self) -> int:
        return len(self._epochs)

    @property
    def epochs(self) -> Sequence[Epoch]:
        """The epochs that are kept, in order."""
        return self._epochs

    @property
    def stride(self) -> int:
        """1 if every epoch is kept, 2 if every second is, and so on."""
        return self._stride

    def clear(self) -> None:
        """Forget every epoch, because another training begins."""
        self._epochs = []
        self._stride = 1

    def add(self, epoch: Epoch) -> None:
        """Keep the newest epoch."""
        # An epoch that is no multiple of the stride was only kept while it was the last.
        if self._epochs and self._epochs[-1].snapshot.epoch % self._stride:
            self._epochs.pop()
        self._epochs.append(epoch)
        self._thin_out()

    def put_before(self, earlier: Sequence[Epoch]) -> None:
        """Add the earlier epochs of a training that was resumed."""
        first = self._epochs[0].snapshot.epoch if self._epochs else math.inf
        self._epochs = [epoch for epoch in earlier if epoch.snapshot.epoch < first] + self._epochs
        self._thin_out()

    def _thin_out(self) -> None:
        last = self._epochs[-1] if self._epochs else None
        while len(self._epochs) > 2 and last and _size(last) * len(self._epochs) > self._budget:
            self._stride *= 2
            self._epochs = [kept for kept in self._epochs if kept is last or kept.snapshot.epoch % self._stride == 0]


def affordable(numbers: Sequence[int], size: int, budget: int = MEMORY_BUDGET) -> list[int]:
    """The numbers of the epochs of `size` bytes that a history would keep, so that no others need be read."""
    stride = 1
    kept = list(numbers)
    while len(kept) > 2 and size * len(kept) > budget:
        stride *= 2
        kept = [number for number in numbers if number in (numbers[0], numbers[-1]) or number % stride == 0]
    return kept


def _size(epoch: Epoch) -> int:
    return epoch.test_codes.nbytes + sum(array.nbytes for array in epoch.snapshot.arrays.values())
