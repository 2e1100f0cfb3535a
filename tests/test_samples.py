"""Samples that stand for all images."""

import numpy as np

from ae_model.samples import median, of_every_class, sample, shuffled


def test_a_sample_comes_from_everywhere_and_is_always_the_same() -> None:
    drawn = sample(10_000, 1_000)
    assert len(np.unique(drawn)) == 1_000 and np.all(np.diff(drawn) > 0)
    assert np.bincount(drawn // 1_000, minlength=10).min() > 70  # of each tenth about a tenth
    np.testing.assert_array_equal(drawn, sample(10_000, 1_000))


def test_a_sample_of_at_least_everything_is_everything() -> None:
    for count in (5, 6):
        np.testing.assert_array_equal(sample(5, count), [0, 1, 2, 3, 4])
    assert len(sample(0, 3)) == 0


def test_the_images_of_every_class_are_as_many_of_each_as_can_be() -> None:
    labels = np.repeat(np.arange(10, dtype=np.uint8), 30)
    assert labels[of_every_class(labels, 10)].tolist() == list(range(10))
    assert labels[of_every_class(labels[:90], 10)].tolist() == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert len(np.unique(of_every_class(labels[:30], 10))) == 10  # of one class
    assert labels[of_every_class(labels, 4)].tolist() == [0, 3, 6, 9]
    np.testing.assert_array_equal(of_every_class(labels, 10), of_every_class(labels, 10))


def test_few_images_are_all_shown_and_a_rare_class_is_among_them() -> None:
    labels = np.array([1, 1, 1, 4, 1], np.uint8)
    assert sorted(of_every_class(labels, 10).tolist()) == [0, 1, 2, 3, 4]
    assert 3 in of_every_class(labels, 2)
    assert len(of_every_class(labels[:0], 10)) == 0


def test_a_disorder_holds_every_number_once_and_stays_the_same() -> None:
    np.testing.assert_array_equal(np.sort(shuffled(100)), np.arange(100))
    np.testing.assert_array_equal(shuffled(100), shuffled(100))
    assert not np.array_equal(shuffled(100), np.arange(100))


def test_the_median_is_that_of_numpy_along_any_axis() -> None:
    values = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)
    for axis in (0, 1):
        np.testing.assert_allclose(median(values, axis=axis), np.median(values, axis=axis), rtol=1e-6)
    values[3, 1] = np.nan
    np.testing.assert_array_equal(np.isnan(median(values)), [False, True, False])
