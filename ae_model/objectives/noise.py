"""The random numbers of objectives: part of a training's state, and the same on every device and in every process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

_APART = 0x9E3779B9  # from the generator with the same seed that draws the first weights


class Noise:
    """Draws random numbers for the images of a batch.

    Attributes:
        generator: on the CPU, where a seed gives the same numbers whatever the training's device.
        share: how many images the whole batch has, and the number of the first one that this process has: each of
            several processes draws for the whole batch and keeps its part. None if it has the whole batch.
    """

    def __init__(self, seed: int) -> None:
        self.generator = torch.Generator().manual_seed(seed ^ _APART)
        self.share: tuple[int, int] | None = None

    def normal(self, like: Tensor) -> Tensor:
        """Standard normal numbers of the shape, type and device of `like`, (B, ...), whose rows belong to images."""
        return self._drawn(torch.randn, like)

    def uniform(self, like: Tensor) -> Tensor:
        """Numbers between 0 and 1, all as likely, of the shape, type and device of `like`, as those of `normal`."""
        return self._drawn(torch.rand, like)

    def _drawn(self, draw: Callable[..., Tensor], like: Tensor) -> Tensor:
        size, first = self.share or (len(like), 0)
        drawn = draw(size, *like.shape[1:], generator=self.generator)
        return drawn[first : first + len(like)].to(like)

    @contextmanager
    def unspent(self) -> Iterator[None]:
        """Leave the generator as it was, whatever is drawn inside the block."""
        before = self.generator.get_state()
        yield
        self.generator.set_state(before)
