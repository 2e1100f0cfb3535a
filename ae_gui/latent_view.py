"""What a latent plane shows at one moment: a model, the codes of the digits, and the plane through them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ae_model.class_votes import class_votes
from ae_model.config import TrainingConfig
from ae_model.corruption import corrupted
from ae_model.datasets import Split
from ae_model.latent_map import LatentMap
from ae_model.ridges import ridges
from ae_model.samples import sample
from ae_model.snapshot import Array, Autoencoder, Snapshot, unit_floats

_ARROWS = 64  # digits that are shown from under noise
_NOISE_SEED = 0  # the same noise on every digit: what moves under a slider, or a cursor, is not the noise
_CORNERS = 96  # of the outline of a distribution
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

    def some(self, indices: NDArray[np.intp]) -> Self:
        """Those at `indices` alone, (n,), all of them test images; copied."""
        return replace(self, images=self.images[indices], labels=self.labels[indices], test_count=len(indices))

    @property
    def has_classes(self) -> bool:
        """Whether there are classes to be told apart."""
        return len(self.class_names) > 1

    def class_name(self, index: int) -> str:
        """The name of one image's class."""
        return self.class_names[self.labels[index]]

    def train_index(self, index: int) -> int | None:
        """Its number among the training images; None if it is a test image, whose number is its index."""
        return index - self.test_count if index >= self.test_count else None


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a model makes of an image.

    Attributes:
        position: where it lies on the plane.
        redrawn: (H, W), how the model draws it again.
        votes: (classes,) the shares of the votes of the digits around it.
    """

    position: tuple[float, float]
    redrawn: Array
    votes: NDArray[np.float64]

    @property
    def label(self) -> int:
        """The class with most votes."""
        return int(self.votes.argmax())


@dataclass(frozen=True, eq=False)
class LatentView:
    """A model and its plane.

    Attributes:
        model: a network at one moment, or a PCA.
        codes: (n, latent_dim) this model's codes of some of the digits.
        plane: the plane that is shown.
        positions: (N, 2) where all digits lie on it: those without a code where an earlier moment left them, or NaN.
        digits: all of them.
        placed: (n,) which digits the codes are of, ascending.
        training: the recipe that the model was trained by; the usual one where it is not known.
    """

    model: Autoencoder
    codes: Array
    plane: LatentMap
    positions: Array
    digits: Digits
    placed: NDArray[np.intp]
    training: TrainingConfig = field(default_factory=TrainingConfig)
    _answered: dict[bytes, tuple[Array, ...]] = field(default_factory=dict, init=False)  # the last code's answers

    @classmethod
    def after(
        cls,
        before: Self | None,
        model: Autoencoder,
        codes: Array,
        digits: Digits,
        fit: Callable[[Array], LatentMap] | None = None,
        placed: NDArray[np.intp] | None = None,
        training: TrainingConfig | None = None,
    ) -> Self:
        """The view of another moment of the same network.

        Args:
            before: the view so far; digits without a new code stay where it has them. None for another network.
            model: that is asked for digits.
            codes: (n, latent_dim) of some digits; whatever cannot be drawn is brought within reach.
            digits: all of them.
            fit: makes a plane for codes; without it the plane lies as much as can be like the one `before`, and is
                seen through a lens where codes crowd.
            placed: (n,) which digits the codes are of, ascending; the first n without it.
            training: the recipe that the model was trained by, where it is known.
        """
        codes = _within_reach(codes)
        like = None if before is None else before.plane
        plane = LatentMap.fit(codes, like).eased(codes, like) if fit is None else fit(codes)
        placed = np.arange(len(codes)) if placed is None else placed
        positions = np.full((len(digits.labels), 2), np.nan, np.float32)
        if before is not None:
            left = before.positions[: len(positions)]
            positions[: len(left)] = left
        positions[placed] = _spread(plane, codes, digits, placed)
        return cls(model, codes, plane, positions, digits, placed, training or TrainingConfig())

    def with_training(self, digits: Digits, codes: Array, model: Autoencoder) -> Self:
        """This view with training digits too, whose codes by `model` are (n, latent_dim).

        They fade if `model` is another moment of the network.
        """
        tested, codes = self.of_test(), _within_reach(codes)
        added = np.arange(digits.test_count, digits.test_count + len(codes))
        positions = np.concatenate([tested.positions, _spread(self.plane, codes, digits, added)])
        if model is not self.model:
            return replace(tested, positions=positions, digits=digits)
        placed = np.concatenate([tested.placed, np.arange(digits.test_count, len(positions))])
        return replace(
            tested, codes=np.concatenate([tested.codes, codes]), positions=positions, digits=digits, placed=placed
        )

    def of_test(self) -> Self:
        """This view of the test digits alone."""
        count = self.digits.test_count
        codes = np.searchsorted(self.placed, count)
        return replace(
            self,
            codes=self.codes[:codes],
            positions=self.positions[:count],
            digits=self.digits.tested,
            placed=self.placed[:codes],
        )

    def code(self, index: int) -> Array:
        """This model's code of one digit, (latent_dim,)."""
        number = int(np.searchsorted(self.placed, index))
        if number < len(self.placed) and self.placed[number] == index:
            return self.codes[number]
        return self.model.encode(self.digits.images[index : index + 1])[0]

    def shows(self, index: int) -> bool:
        """Whether a digit lies on the plane."""
        return index < len(self.positions) and bool(np.isfinite(self.positions[index]).all())

    def lift(self, x: float, y: float) -> Array:
        """The code at a position, (latent_dim,)."""
        return self.plane.lift(np.array([[x, y]], np.float32))[0]

    def drawn(self, code: Array) -> Array:
        """What the model draws of a code, (latent_dim,): (H, W)."""
        if isinstance(self.model, Snapshot):
            return self.answers(code)[-1].reshape(self.model.config.image_shape.array_shape)
        return self.model.decode(code[None])[0]

    def answers(self, code: Array) -> tuple[Array, ...]:
        """What every layer of a network after a code, (latent_dim,), answers to it: (units,) each.

        The tool in the hand and the flow ask about the same code, which runs through the decoder once.
        """
        assert isinstance(self.model, Snapshot)
        key = code.tobytes()
        if key not in self._answered:
            self._answered.clear()
            self._answered[key] = tuple(output[0] for output in self.model.answers(code[None]))
        return self._answered[key]

    def decode(self, positions: Array) -> Array:
        """What the model draws at positions: (n, 2) -> (n, H, W)."""
        return self.model.decode(self.plane.lift(positions))

    def place(self, code: Array) -> tuple[float, float]:
        """Where a code, (latent_dim,), lies on the plane."""
        x, y = self.plane.place(code[None])[0]
        return float(x), float(y)

    def true(self, x: float, y: float) -> tuple[float, float]:
        """The numbers that are told of a position: where it lies at true scale."""
        x, y = self.plane.true(np.array([[x, y]], np.float32))[0].tolist()
        return x, y

    def where_seen(self, x: float, y: float) -> tuple[float, float]:
        """The position of which these numbers are told."""
        x, y = self.plane.seen(np.array([[x, y]], np.float32))[0].tolist()
        return x, y

    @property
    def has_prior(self) -> bool:
        """Whether the codes are those of a variational network, which were drawn towards N(0, 1)."""
        return isinstance(self.model, Snapshot) and self.model.config.code == "gaussian"

    @cached_property
    def rings(self) -> list[Array]:
        """Where the prior lies on the plane: the rings of one, two and three deviations, (n, 2) each."""
        if not self.has_prior or self.plane.latent_dim == 1:
            return []
        origin, deviation = np.zeros((2, self.plane.latent_dim), np.float32)
        return [self._outline(origin, deviation + 1, reach) for reach in (1, 2, 3)]

    def posterior(self, index: int) -> Array | None:
        """Where a digit's posterior lies on the plane: its outline at two deviations, (n, 2); None if it has none."""
        if not self.has_prior or self.plane.latent_dim == 1:
            return None
        assert isinstance(self.model, Snapshot)
        mean, log_variance = self.model.posterior(self.digits.images[index : index + 1])
        return self._outline(mean[0], np.exp(log_variance[0] / 2), 2)

    def _outline(self, mean: Array, deviation: Array, reach: float) -> Array:
        """Around a normal distribution of codes, (latent_dim,) each, as its shadow on the plane has it: (n, 2)."""
        variances, directions = np.linalg.eigh(self.plane.axes * np.square(deviation) @ self.plane.axes.T)
        angles = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        middle = self.plane.true(self.plane.place(mean[None]))
        around = middle + reach * circle * np.sqrt(np.maximum(variances, 0)) @ directions.T
        return self.plane.seen(around.astype(np.float32))

    def under_noise(self, images: NDArray[np.uint8], strength: float) -> NDArray[np.uint8]:
        """Noisy copies of images, (n, H, W), by the kind of noise that the model was trained under, or Gaussian."""
        generator = np.random.default_rng(_NOISE_SEED)
        noisy = corrupted(unit_floats(images), self.training.noise_kind, strength, generator)
        return np.rint(255 * noisy).astype(np.uint8)

    @cached_property
    def repairs(self) -> tuple[Array, Array]:
        """From where to where on the plane some test digits go as they are redrawn from under noise: (n, 2) twice.

        The noise is as strong as in training; at both ends lies the code of what is seen.
        """
        if self.plane.latent_dim == 1:
            return np.empty((0, 2), np.float32), np.empty((0, 2), np.float32)
        images = self.digits.images[sample(self.digits.test_count, _ARROWS)]
        noisy = self.model.encode(self.under_noise(images, self.training.noise))
        repaired = self.model.encode(self.model.decode(noisy))
        return self.plane.place(_within_reach(noisy)), self.plane.place(_within_reach(repaired))

    def votes(self, code: Array) -> NDArray[np.float64]:
        """The share of the votes of the digits around a code, (latent_dim,), for each class: (classes,)."""
        return class_votes(code, self.codes, self.digits.labels[self.placed], len(self.digits.class_names))

    def seen(self, image: NDArray[np.uint8]) -> Seen:
        """What the model makes of an image, (H, W)."""
        code = self.model.encode(image[None])[0]
        return Seen(self.place(code), self.model.decode(code[None])[0], self.votes(code))


def _spread(plane: LatentMap, codes: Array, digits: Digits, numbers: NDArray[np.intp]) -> Array:
    """Where the points of some digits lie, (n, 2): on a plane, or in the hills of their classes over a single axis."""
    return ridges(codes, digits.labels[numbers], numbers) if plane.latent_dim == 1 else plane.place(codes)


def _within_reach(codes: Array) -> Array:
    if abs(codes.min(initial=0)) <= _FARTHEST and abs(codes.max(initial=0)) <= _FARTHEST:
        return codes  # as nearly always; a copy of many dimensions takes as long as two frames
    return np.clip(np.nan_to_num(codes), -_FARTHEST, _FARTHEST)
