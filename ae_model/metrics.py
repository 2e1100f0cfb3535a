"""The figures that are measured on held-out images: the table of `METRICS`, and the functions behind it.

`evaluate`, Compare, the runs and the exported page iterate over the table: a new metric is a function and a row of it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ae_model import good_draws
from ae_model.datasets import Dataset
from ae_model.latent_map import LatentMap
from ae_model.progress import Progress, no_progress
from ae_model.sentence import SaidError, Sentence
from ae_model.snapshot import Array, Autoencoder, Snapshot, chunks, unit_floats

_CHUNK_CODES = 64  # against 60,000 others: 31 MB of distances, little enough to stay near the processor
_TRUSTED = 2_000  # test images, at most, that trustworthiness is measured on
_NEIGHBOURS = 10

_TOO_FEW = Sentence("not defined for so few images")


class NotDefinedError(SaidError):
    """A figure that is not defined for a model and a data set; the message is a phrase for the user, and says why."""


class Subject:
    """A model on a data set, as metrics see it; what several of them need is computed once.

    Args:
        model: a network's snapshot or PCA.
        dataset: its images are of the model's shape.
        in_plane: judge the positions of the codes in their plane, (N, 2), instead of the codes, (N, latent_dim).
    """

    def __init__(self, model: Autoencoder, dataset: Dataset, *, in_plane: bool = False) -> None:
        self.model = model
        self.dataset = dataset
        self._in_plane = in_plane

    @cached_property
    def test_mse(self) -> float:
        """The mean squared error a pixel over all test images."""
        images, codes = self.dataset.test.images, self._test_codes
        errors = np.empty(len(images))
        for chunk in chunks(len(images), self.dataset.image_shape.pixels):
            errors[chunk] = errors_of(images[chunk], self.model.decode(codes[chunk]))
        return float(errors.mean())

    @cached_property
    def posterior(self) -> tuple[Array, Array] | None:
        """Mean and log-variance of the codes of the test images, where the code is Gaussian."""
        if not isinstance(self.model, Snapshot) or self.model.config.code != "gaussian":
            return None
        return self.model.posterior(self.dataset.test.images)

    @property
    def codes(self) -> tuple[Array, Array]:
        """The codes of the training images and those of the test images, or their positions in the plane.

        Raises:
            NotDefinedError: if they are not all finite.
        """
        train, test = self._codes
        if not self._in_plane:
            return train, test
        plane = LatentMap.fit(test)
        return plane.place(train), plane.place(test)

    @property
    def drawn_codes(self) -> Array:
        """Codes of new images, (n, latent_dim): from the prior of a Gaussian code, else as the training codes lie.

        Raises:
            NotDefinedError: if the training codes are not all finite.
        """
        if self.posterior is not None:
            return good_draws.from_prior(self.model.latent_dim)
        return good_draws.from_gaussian_of(self._codes[0])

    @cached_property
    def _codes(self) -> tuple[Array, Array]:
        train, test = self.model.encode(self.dataset.train.images), self._test_codes
        if not (np.isfinite(train).all() and np.isfinite(test).all()):
            raise NotDefinedError("not defined: the codes of the network are not finite")
        return train, test

    @cached_property
    def _test_codes(self) -> Array:
        return self.model.encode(self.dataset.test.images) if self.posterior is None else self.posterior[0]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of a model on a data set.

    Attributes:
        name: in the output of `evaluate` and in files.
        words: its name for a user.
        tip: what it says, in a sentence for a user.
        form: how the figure is written, as Python's `format` has it.
        when: measured at the end of each epoch; when a user asks for the scores of a plane; or by `evaluate` alone,
            which measures all.
        measure: computes it, and is told whom to tell how far it is; it raises `NotDefinedError`.
    """

    name: str
    words: Sentence
    tip: Sentence
    form: str
    when: Literal["epoch", "plane", "evaluate"]
    measure: Callable[[Subject, Progress], float]

    def figure(self, subject: Subject, progress: Progress = no_progress) -> float | str:
        """The figure, or where it is not defined a phrase for the user that says why."""
        try:
            return self.measure(subject, progress)
        except NotDefinedError as error:
            return str(error)  # a `Sentence`


def reconstruction_errors(model: Autoencoder, images: NDArray[np.generic]) -> NDArray[np.float64]:
    """The mean squared error a pixel of each image as `model` redraws it: (N, H, W) -> (N,).

    Grey values are in [0, 1]; reconstructions are not clipped to that.
    """
    errors = np.empty(len(images))
    for chunk in chunks(len(images), math.prod(images.shape[1:])):
        errors[chunk] = errors_of(images[chunk], model.reconstruct(images[chunk]))
    return errors


def errors_of(images: NDArray[np.generic], redrawn: NDArray[np.floating]) -> NDArray[np.float64]:
    """Mean squared error a pixel of each image against what was `redrawn` of it: twice (N, H, W) -> (N,)."""
    errors: NDArray[np.float64] = np.square(redrawn - unit_floats(images)).mean(axis=(1, 2), dtype=np.float64)
    return errors


def mean_image_error(dataset: Dataset) -> float:
    """The mean squared error a pixel of the mean training image in place of each test image."""
    mean = dataset.train.images.mean(axis=0) / 255
    images = dataset.test.images
    errors = [errors_of(images[chunk], mean) for chunk in chunks(len(images), math.prod(images.shape[1:]))]
    return float(np.concatenate(errors).mean())


def mean_squared_error(model: Autoencoder, images: NDArray[np.generic]) -> float:
    """The mean squared error a pixel over all `images`, (N, H, W): the loss of plain training."""
    return float(reconstruction_errors(model, images).mean())


def knn_accuracy(
    train_codes: NDArray[np.float32],
    train_labels: NDArray[np.uint8],
    test_codes: NDArray[np.float32],
    test_labels: NDArray[np.uint8],
    neighbours: int = 10,
    progress: Progress = no_progress,
) -> float:
    """The fraction of test codes whose nearest training codes are mostly of their own class.

    Nearest neighbours are exact, by Euclidean distance, with one vote each, as in scikit-learn's KNeighborsClassifier:
    of classes with as many votes the smaller label wins.

    Args:
        train_codes: (N, latent_dim), the codes that vote.
        train_labels: (N,) of them.
        test_codes: (M, latent_dim), the codes that are judged.
        test_labels: (M,) of them.
        neighbours: how many vote; all, where there are fewer.
        progress: is told now and then the share that is done, 0 to 1; it may raise to end the work.
    """
    # Products of two float32 are exact in float64, and centred codes lose nothing to cancellation: the difference
    # |a|^2 - 2ab is good to the last digit of the codes themselves.
    centre = train_codes.mean(axis=0, dtype=np.float64)
    train, test = train_codes - centre, test_codes - centre
    neighbours = min(neighbours, len(train))
    classes = int(train_labels.max()) + 1
    squares = np.einsum("nd,nd->n", train, train)
    correct = 0
    for start in range(0, len(test), _CHUNK_CODES):
        progress(start / len(test))
        chunk = slice(start, start + _CHUNK_CODES)
        distances = squares - 2 * test[chunk] @ train.T  # but for |test|^2, which is the same along a row
        nearest = _smallest(distances, neighbours)
        votes = (train_labels[nearest][:, :, None] == np.arange(classes)).sum(axis=1)
        correct += int((votes.argmax(axis=1) == test_labels[chunk]).sum())
    return correct / len(test)


def trustworthiness(images: NDArray[np.generic], codes: NDArray[np.float32], neighbours: int = 10) -> float:
    """How far neighbours among the codes are neighbours among the images too, from 0 to 1, the best.

    Each near code whose image is not as near counts by how far down the list of nearest images it stands (Venna and
    Kaski, 2001, https://doi.org/10.1007/3-540-44668-0_68). Images that are equally near share the best of their places
    in that list, so that copies of an image do no harm. Takes N x N distances.

    Args:
        images: (N, ...), compared by Euclidean distance.
        codes: (N, latent_dim).
        neighbours: of each, fewer than half of N.

    Raises:
        NotDefinedError: if there are not more than twice as many images as neighbours.
    """
    count = len(images)
    if count <= 2 * neighbours:
        raise NotDefinedError(_TOO_FEW)
    between = _squared_distances(images.reshape(count, -1).astype(np.float64))
    near = np.argsort(_squared_distances(codes.astype(np.float64)), axis=1, kind="stable")[:, 1 : neighbours + 1]
    nearer = [np.searchsorted(np.sort(row), row[others]) for row, others in zip(between, near, strict=True)]
    beyond = np.maximum(np.array(nearer) - neighbours, 0).sum(dtype=np.float64)
    return float(1 - beyond * 2 / (count * neighbours * (2 * count - 3 * neighbours - 1)))


def _squared_distances(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Between all of (N, D): (N, N), with each point nearest to itself."""
    squares = np.einsum("nd,nd->n", points, points)
    distances: NDArray[np.float64] = squares[:, None] + squares - 2 * points @ points.T
    np.fill_diagonal(distances, -1)
    return distances


def errors_by_class(errors: NDArray[np.float64], labels: NDArray[np.uint8], classes: int) -> NDArray[np.float64]:
    """The mean of (N,) errors of each class: (classes,), NaN where a class has none."""
    sums, counts = np.bincount(labels, errors, classes), np.bincount(labels, minlength=classes)
    means: NDArray[np.float64] = np.divide(sums, counts, out=np.full(classes, np.nan), where=counts > 0)
    return means


def largest_angle(one: Autoencoder, other: Autoencoder) -> float:
    """The largest angle between two linear models' spaces of images, in degrees: 0 where they are the same.

    It is NaN where what they draw is too large for numbers.

    Raises:
        ValueError: if their codes have different dimensions.
    """
    if one.latent_dim != other.latent_dim:
        raise ValueError(f"Codes of {one.latent_dim} and {other.latent_dim} dimensions span no spaces to be compared.")
    bases = []
    for model in (one, other):
        origin, *corners = model.decode(np.eye(model.latent_dim + 1, model.latent_dim, -1, dtype=np.float32))
        directions = np.array([corner - origin for corner in corners], np.float64).reshape(model.latent_dim, -1)
        bases.append(np.linalg.qr(directions.T)[0])
    if not np.isfinite(bases).all():
        return math.nan
    smallest = np.linalg.svd(bases[0].T @ bases[1], compute_uv=False).min()
    return float(np.degrees(np.arccos(np.clip(smallest, -1, 1))))


def _smallest(values: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """The columns of each row's smallest values, in no order: (M, N) -> (M, count).

    As argpartition, four times as fast: every row is dealt into piles, and only the `count` piles with the smallest
    minima, and the few columns left over, can hold one of the `count` smallest values.
    """
    rows, columns = values.shape
    depth = math.isqrt(columns // count)
    piles = columns // depth
    dealt = values[:, : piles * depth].reshape(rows, depth, piles)
    best = _partitioned(dealt.min(axis=1), count)
    in_best = (best[:, None, :] + piles * np.arange(depth)[:, None]).reshape(rows, -1)
    left_over = np.broadcast_to(np.arange(piles * depth, columns), (rows, columns - piles * depth))
    candidates = np.hstack([in_best, left_over])
    chosen = _partitioned(np.take_along_axis(values, candidates, axis=1), count)
    return np.take_along_axis(candidates, chosen, axis=1)


def _partitioned(values: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    return np.argpartition(values, count - 1, axis=1)[:, :count]


def of_each_epoch() -> list[Metric]:
    """The metrics of each epoch but the test error, which training measures itself and every view knows."""
    return [metric for name, metric in METRICS.items() if metric.when == "epoch" and name != "test_mse"]


def _knn_accuracy(subject: Subject, progress: Progress) -> float:
    dataset = subject.dataset
    if not dataset.has_classes:
        raise NotDefinedError("not defined: there are no classes")
    if len(dataset.train.images) <= _NEIGHBOURS:  # all of them would vote on each
        raise NotDefinedError(_TOO_FEW)
    train, test = subject.codes
    return knn_accuracy(train, dataset.train.labels, test, dataset.test.labels, _NEIGHBOURS, progress)


def _trustworthiness(subject: Subject, progress: Progress) -> float:
    some = subject.dataset.test.sample(_TRUSTED)
    if len(some) <= 2 * _NEIGHBOURS:  # before the codes are computed
        raise NotDefinedError(_TOO_FEW)
    return trustworthiness(subject.dataset.test.images[some], subject.codes[1][some], _NEIGHBOURS)


def _good_draws(subject: Subject, progress: Progress) -> float:
    if not good_draws.shows_digits(subject.dataset):
        raise NotDefinedError("not defined: not MNIST's digits")
    return good_draws.share_of_good(subject.model, subject.drawn_codes, progress)


METRICS = {
    metric.name: metric
    for metric in (
        Metric(
            "test_mse",
            Sentence("Test error"),
            Sentence("Test error: mean squared error of a pixel, over all test images as they are redrawn."),
            ".5f",
            "epoch",
            lambda subject, progress: subject.test_mse,
        ),
        Metric(
            "squared_error_per_image",
            Sentence("Squared error of an image"),
            Sentence("Squared error of an image: the test error, summed over the pixels of an image."),
            ".3f",
            "evaluate",
            lambda subject, progress: subject.test_mse * subject.dataset.image_shape.pixels,
        ),
        Metric(
            "knn_accuracy",
            Sentence("Neighbour accuracy"),
            Sentence(
                "Neighbour accuracy: how many of the test digits have the class of most of the ten training digits "
                "that are nearest in the plane."
            ),
            ".1%",
            "plane",
            _knn_accuracy,
        ),
        Metric(
            "trustworthiness",
            Sentence("Trustworthiness"),
            Sentence(
                "Trustworthiness: whether neighbours in the plane are neighbours as images too; 1 is perfect "
                "(up to {count:,} test digits, ten neighbours).",
                count=_TRUSTED,
            ),
            ".3f",
            "plane",
            _trustworthiness,
        ),
        Metric(
            "good_draws",
            Sentence("Good draws"),
            Sentence(
                "Good draws: how many of {count:,} new images a classifier of digits is sure of. Their codes are drawn "
                "from the prior of a variational network, and for any other model from a normal distribution with the "
                "mean and the covariance of its training codes.",
                count=good_draws.DRAWS,
            ),
            ".1%",
            "plane",
            _good_draws,
        ),
    )
}
