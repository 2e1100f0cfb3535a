"""Samples that stand for all images."""

import numpy as np

from ae_model.samples import sample


def test_a_sample_comes_from_everywhere_and_is_always_the_same() -> None:
    drawn = sample(10_000, 1_000)
    assert len(np.unique(drawn)) == 1_000 and np.all(np.diff(drawn) > 0)
    assert np.bincount(drawn // 1_000, minlength=10).min() > 70  # of each tenth about a tenth
    np.testing.assert_array_equal(drawn, sample(10_000, 1_000))


def test_a_sample_of_at_least_everything_is_everything() -> None:
    for count in (5, 6):
        np.testing.assert_array_equal(sample(5, count), [0, 1, 2, 3, 4])
    assert len(sample(0, 3)) == 0
