"""What a latent plane shows at one moment: a model, the codes of the digits, and the plane through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ae_model.datasets import Split
from ae_model.latent_map import Familiarity, LatentMap
from ae_model.snapshot import Array, Autoencoder


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """The images whose codes are points: the test images, and after them the training images if they are asked for.

    Attributes:
        images: (N, H, W) uint8.
        labels: (N,) uint8.
        class_names: the name of each label.
        test_count: how many of them, the first ones, are test images.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    class_names: tuple[str, ...]
    test_count: int

    @classmethod
    def of_test(cls, test: Split, class_names: Sequence[str]) -> Self:
        """The test images alone."""
        return cls(test.images, test.labels, tuple(class_names), len(test.images))

    @classmethod
    def of_all(cls, test: Split, train: Split, class_names: Sequence[str]) -> Self:
        """All images there are; a copy of them, so not for the window's thread."""
        images = np.concatenate([test.images, train.images])
        labels = np.concatenate([test.labels, train.labels])
        return cls(images, labels, tuple(class_names), len(test.images))

    def class_name(self, index: int) -> str:
        """The name of one image's class."""
        return self.class_names[self.labels[index]]

    def train_index(self, index: int) -> int | None:
        """Its number among the training images; None if it is a test image, whose number is its index."""
        return index - self.test_count if index >= self.test_count else None


@dataclass(frozen=True, eq=False)
class LatentView:
    """A model and its plane.

    Attributes:
        model: a network at one moment, or a PCA.
        codes: (n, latent_dim) this model's codes of the first n digits.
        plane: the plane that is shown.
        positions: (N, 2) where N >= n digits lie on it; beyond the first n, where an earlier moment left them.
        digits: whose codes they are.
    """

    model: Autoencoder
    codes: Array
    plane: LatentMap
    positions: Array
    digits: Digits

    @classmethod
    def after(cls, before: Self | None, model: Autoencoder, codes: Array, plane: LatentMap, digits: Digits) -> Self:
        """The view of another moment of the same network; digits without a new code stay where they were `before`."""
        positions = plane.place(codes)
        if before is not None:
            positions = np.concatenate([positions, before.positions[len(codes) : len(digits.labels)]])
        return cls(model, codes, plane, positions, digits)

    @cached_property
    def familiarity(self) -> Familiarity:
        """How far places are from this model's codes."""
        return Familiarity.fit(self.codes)

    def code(self, index: int) -> Array:
        """This model's code of one digit, (latent_dim,)."""
        if index < len(self.codes):
            return self.codes[index]
        return self.model.encode(self.digits.images[index : index + 1])[0]

    def lift(self, x: float, y: float) -> Array:
        """The code at a place of the plane, (latent_dim,)."""
        return self.plane.lift(np.array([[x, y]], np.float32))[0]

    def decode(self, places: Array) -> Array:
        """What the model draws at places of the plane: (n, 2) -> (n, H, W)."""
        return self.model.decode(self.plane.lift(places))

    def place(self, code: Array) -> tuple[float, float]:
        """Where a code, (latent_dim,), lies on the plane."""
        x, y = self.plane.place(code[None])[0]
        return float(x), float(y)
