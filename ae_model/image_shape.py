"""The shape of images as one value, so that nobody takes a height for a width."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ImageShape:
    """Height and width in pixels, and channels: 1 is grey."""

    height: int
    width: int
    channels: int = 1

    @classmethod
    def of(cls, images: NDArray[np.generic]) -> Self:
        """Of images, (N, H, W) or (N, H, W, C)."""
        return cls(*images.shape[1:])

    @property
    def array_shape(self) -> tuple[int, ...]:
        """Of one image's array: (H, W), or (H, W, C) of more channels than one."""
        return (self.height, self.width) if self.channels == 1 else (self.height, self.width, self.channels)

    @property
    def pixels(self) -> int:
        """Numbers in an image."""
        return math.prod(self.array_shape)

    def __str__(self) -> str:
        return f"{self.height}×{self.width}"


MNIST_SHAPE = ImageShape(28, 28)
