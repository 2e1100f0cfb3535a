"""What the digits around a code say of its class."""

import numpy as np
import pytest

from ae_model import checkpoint
from ae_model.class_votes import class_votes
from ae_model.resources import resource


def around(*placed: tuple[float, int]) -> tuple[np.ndarray, np.ndarray]:
    """Codes of one number at these distances from the origin, and their labels."""
    distances, labels = zip(*placed, strict=True)
    return np.array(distances, np.float32)[:, None], np.array(labels, np.uint8)


def test_one_stranger_that_is_nearest_does_not_decide():
    codes, labels = around((0.1, 6), *[(0.2, 8)] * 3, *[(9, 0)] * 12)
    votes = class_votes(np.zeros(1, np.float32), codes, labels, 10)
    assert votes.argmax() == 8
    assert 0 < votes[6] < votes[8]


def test_the_nearer_a_digit_is_the_more_its_vote_weighs():
    codes, labels = around((1, 3), (2, 5), (4, 7), (100, 7), (100, 7), (100, 7), (100, 7), (100, 7))
    votes = class_votes(np.zeros(1, np.float32), codes, labels, 10)  # of three, and the next is at 100
    np.testing.assert_allclose(votes[[3, 5, 7]], np.array([99, 98, 96]) / 293, rtol=1e-5)


def test_the_shares_are_of_one_whole_however_few_digits_there_are():
    for count in (1, 2, 9):
        codes, labels = np.ones((count, 2), np.float32), np.arange(count, dtype=np.uint8)
        votes = class_votes(np.zeros(2, np.float32), codes, labels, 9)
        assert votes.shape == (9,)
        assert votes.sum() == pytest.approx(1)
    assert class_votes(np.ones(2, np.float32), codes, labels, 9).sum() == pytest.approx(1)


def test_of_digits_that_were_not_asked_the_vote_knows_more_than_the_nearest_alone(mnist):
    network = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
    codes, labels = network.encode(mnist.test.images), mnist.test.labels
    others, theirs = network.encode(mnist.train.images[:500]), mnist.train.labels[:500]
    voted = [class_votes(code, codes, labels, 10).argmax() for code in others]
    nearest = [labels[np.square(codes - code).sum(axis=1).argmin()] for code in others]
    assert np.mean(voted == theirs) > np.mean(nearest == theirs) + 0.05
