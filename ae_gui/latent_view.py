"""What a latent plane shows at one moment: a model, the codes of the digits, and the plane through them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ae_model.datasets import Split
from ae_model.latent_map import Familiarity, LatentMap, nearest
from ae_model.snapshot import Array, Autoencoder

_FARTHEST = 1e9  # from the origin that a code is shown: weights that diverged send them beyond what can be drawn


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
        """All images there are, copied (55 MB for MNIST): call it off the window's thread."""
        images = np.concatenate([test.images, train.images])
        labels = np.concatenate([test.labels, train.labels])
        return cls(images, labels, tuple(class_names), len(test.images))

    @property
    def tested(self) -> Self:
        """The test images among them alone."""
        count = self.test_count
        return replace(self, images=self.images[:count], labels=self.labels[:count])

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
    def after(
        cls,
        before: Self | None,
        model: Autoencoder,
        codes: Array,
        digits: Digits,
        fit: Callable[[Array], LatentMap] | None = None,
    ) -> Self:
        """The view of another moment of the same network.

        Args:
            before: the view so far; digits without a new code stay where it has them. None for another network.
            model: that is asked for digits.
            codes: (n, latent_dim) of the first n digits; whatever cannot be drawn is brought within reach.
            digits: whose codes they are.
            fit: makes a plane for codes; without it the plane lies as much as can be like the one `before`.
        """
        codes = _within_reach(codes)
        plane = LatentMap.fit(codes, like=None if before is None else before.plane) if fit is None else fit(codes)
        positions = plane.place(codes)
        if before is not None:
            positions = np.concatenate([positions, before.positions[len(codes) : len(digits.labels)]])
        return cls(model, codes, plane, positions, digits)

    def with_training(self, digits: Digits, codes: Array, model: Autoencoder) -> Self:
        """This view with training digits too, whose codes by `model` are (n, latent_dim).

        They are faint if `model` is another moment of the network, or if some test digits are not placed.
        """
        count, codes = digits.test_count, _within_reach(codes)
        positions = np.concatenate([self.positions[:count], self.plane.place(codes)])
        placed = self.codes[:count]
        if model is self.model and len(placed) == count:
            placed = np.concatenate([placed, codes])
        return replace(self, codes=placed, positions=positions, digits=digits)

    def of_test(self) -> Self:
        """This view of the test digits alone."""
        count = self.digits.test_count
        return replace(self, codes=self.codes[:count], positions=self.positions[:count], digits=self.digits.tested)

    @cached_property
    def familiarity(self) -> Familiarity:
        """Measures how far a code is from this model's codes."""
        return Familiarity.fit(self.codes)

    def code(self, index: int) -> Array:
        """This model's code of one digit, (latent_dim,)."""
        if index < len(self.codes):
            return self.codes[index]
        return self.model.encode(self.digits.images[index : index + 1])[0]

    def lift(self, x: float, y: float) -> Array:
        """The code at a position, (latent_dim,)."""
        return self.plane.lift(np.array([[x, y]], np.float32))[0]

    def decode(self, positions: Array) -> Array:
        """What the model draws at positions: (n, 2) -> (n, H, W)."""
        return self.model.decode(self.plane.lift(positions))

    def place(self, code: Array) -> tuple[float, float]:
        """Where a code, (latent_dim,), lies on the plane."""
        x, y = self.plane.place(code[None])[0]
        return float(x), float(y)

    def seen(self, image: NDArray[np.uint8]) -> tuple[tuple[float, float], Array, str]:
        """Where an image, (H, W), lies, how the model redraws it, and the class of the digit whose code is nearest."""
        code = self.model.encode(image[None])[0]
        return self.place(code), self.model.decode(code[None])[0], self.digits.class_name(nearest(code, self.codes))


def _within_reach(codes: Array) -> Array:
    return np.clip(np.nan_to_num(codes), -_FARTHEST, _FARTHEST)
