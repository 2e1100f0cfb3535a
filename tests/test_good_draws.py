from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from ae_model import checkpoint
from ae_model.datasets import Dataset, Split
from ae_model.good_draws import from_gaussian_of, from_prior, share_of_good, shows_digits
from ae_model.metrics import METRICS, Subject
from ae_model.resources import resource


@dataclass(frozen=True)
class Shelf:
    """A model whose codes are numbers of pictures."""

    pictures: Any

    def decode(self, codes):
        return self.pictures[codes[:, 0].astype(int)]


def test_real_digits_are_good_and_fewer_of_their_mixtures(mnist: Dataset):
    codes = np.arange(2_000, dtype=np.float32)[:, None]
    assert share_of_good(Shelf(mnist.test.images), codes) > 0.97
    mixed = mnist.test.images[:2_000] / np.float32(510) + mnist.test.images[2_000:4_000] / np.float32(510)
    assert share_of_good(Shelf(mixed), codes) < 0.6


def test_codes_are_drawn_with_the_mean_and_the_covariance_of_those_that_are_given():
    rng = np.random.default_rng(1)
    codes = (rng.normal(size=(5_000, 3)) @ rng.normal(size=(3, 3)) + [5, -3, 0]).astype(np.float32)
    drawn = from_gaussian_of(codes, 200_000)
    np.testing.assert_allclose(drawn.mean(axis=0), codes.mean(axis=0), atol=0.03)
    np.testing.assert_allclose(np.cov(drawn.T), np.cov(codes.T), atol=0.06)
    assert from_gaussian_of(codes[:1], 4).tolist() == [codes[0].tolist()] * 4  # of one code alone
    assert from_gaussian_of(codes[:, :1], 4).shape == (4, 1)
    np.testing.assert_array_equal(from_prior(2, 10), from_prior(2, 10))


def test_only_white_digits_of_the_shape_of_mnist_are_such(mnist: Dataset):
    assert shows_digits(mnist)

    def other(images, labels=mnist.test.labels, **changed):
        return replace(mnist, test=Split(np.ascontiguousarray(images), labels), **changed)

    images = mnist.test.images
    assert not shows_digits(other(255 - images))
    small = Split(mnist.train.images[:, :20, :20], mnist.train.labels)
    assert not shows_digits(other(images[:, :20, :20], train=small))
    assert not shows_digits(other(images, (mnist.test.labels + 1) % 10))  # as of another data set with ten classes
    assert not shows_digits(other(images, np.zeros_like(mnist.test.labels), class_names=("unlabelled",)))
    some = np.isin(mnist.test.labels, (3, 7))
    three_or_seven = (mnist.test.labels[some] == 7).astype(np.uint8)
    assert shows_digits(other(images[some], three_or_seven, class_names=("3", "7")))


def test_of_other_images_the_figure_is_not_defined_and_that_is_said(mnist: Dataset):
    inverted = replace(mnist, test=Split(255 - mnist.test.images[:100], mnist.test.labels[:100]))
    snapshot = checkpoint.load(resource("pretrained", "linear-2d.safetensors")).snapshot
    figure = METRICS["good_draws"].figure(Subject(snapshot, inverted))
    assert figure == "not defined: not MNIST's digits"


@pytest.mark.parametrize(
    ("preset", "least", "most"), [("variational-2d", 0.85, 0.87), ("deep-2d", 0.82, 0.85), ("linear-2d", 0.05, 0.10)]
)
def test_the_shares_of_the_networks_that_ship_are_those_that_the_readme_states(
    mnist: Dataset, preset: str, least: float, most: float
):
    snapshot = checkpoint.load(resource("pretrained", f"{preset}.safetensors")).snapshot
    fewer = replace(mnist, train=Split(mnist.train.images[:20_000], mnist.train.labels[:20_000]))
    assert least <= METRICS["good_draws"].measure(Subject(snapshot, fewer), lambda share: None) <= most
