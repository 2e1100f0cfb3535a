import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from ae_model import checkpoint
from ae_model.latent_paths import along, near_data, straight
from ae_model.resources import resource

finite = st.floats(-100, 100, width=32)
anything = st.floats(width=32) | st.sampled_from([0.0, 1.0, 3.4e38, -3.4e38, 1e-38])


@pytest.fixture(scope="module")
def codes(mnist):
    network = checkpoint.load(resource("pretrained", "tuned-2d.safetensors")).snapshot
    return network.encode(mnist.test.images)


def distance_to_data(path: np.ndarray, codes: np.ndarray) -> float:
    return float(np.mean([np.linalg.norm(codes - place, axis=1).min() for place in path]))


@given(npst.arrays(np.float32, (2, 3), elements=finite), st.integers(2, 50))
def test_a_straight_path_is_evenly_spaced_and_ends_at_its_ends(ends, count):
    path = straight(ends[0], ends[1], count)

    np.testing.assert_array_equal(path[[0, -1]], ends)
    np.testing.assert_allclose(
        np.diff(path, axis=0), np.tile((ends[1] - ends[0]) / (count - 1), (count - 1, 1)), atol=1e-3
    )


@given(
    npst.arrays(np.float32, (2, 2), elements=finite),
    npst.arrays(np.float32, st.tuples(st.integers(0, 40), st.just(2)), elements=finite),
    st.integers(2, 30),
)
def test_a_path_near_any_data_ends_at_its_ends(ends, codes, count):
    path = near_data(ends[0], ends[1], codes, count)

    assert path.shape == (count, 2)
    assert np.isfinite(path).all()
    np.testing.assert_array_equal(path[[0, -1]], ends)


def test_a_path_near_a_ring_of_data_goes_around_its_hole():
    angles = np.random.default_rng(0).uniform(0, 2 * np.pi, 500)
    ring = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    start, end = np.array([-1, 0], np.float32), np.array([1, 0], np.float32)

    path = near_data(start, end, ring, 40)

    assert np.linalg.norm(path, axis=1).min() > 0.9
    assert np.linalg.norm(np.diff(path, axis=0), axis=1) == pytest.approx(np.pi / 39, rel=0.1)


def test_a_ring_of_data_sorted_by_where_they_lie_is_gone_around_as_any_other():
    turns = np.linspace(0, 2 * np.pi, 8_000)
    ring = np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)
    path = near_data(ring[3_000], ring[7_000], ring, 60)  # on opposite sides, and far from the first of them
    assert np.hypot(*path.T).min() > 0.9


def test_between_real_codes_it_stays_nearer_to_them_than_the_straight_path(mnist):
    snapshot = checkpoint.load(resource("pretrained", "tuned-2d.safetensors")).snapshot
    codes = snapshot.encode(mnist.test.images[:2_000])

    near, far = near_data(codes[1], codes[2], codes, 24), straight(codes[1], codes[2], 24)

    assert distance_to_data(near, codes) < 0.7 * distance_to_data(far, codes)


def test_in_thirty_dimensions_too_where_all_codes_are_far_apart(mnist):
    codes = checkpoint.load(resource("pretrained", "deep-30d.safetensors")).snapshot.encode(mnist.test.images[:3_000])
    for first, last in ((2_001, 2_002), (2_003, 2_004), (2_005, 2_006)):
        near, far = near_data(codes[first], codes[last], codes, 24), straight(codes[first], codes[last], 24)
        distances = [distance_to_data(path[1:-1], codes[:2_000]) for path in (near, far)]
        assert distances[0] < 0.9 * distances[1]


def test_a_path_near_the_data_goes_in_nearly_equal_steps_without_sharp_turns(codes):
    path = near_data(codes[9_000], codes[9_010], codes, 60)

    steps = np.diff(path, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    assert lengths.min() > 0.8 * lengths.max()
    assert (steps[1:] * steps[:-1]).sum(axis=1).min() > 0


def test_data_that_fall_apart_are_bridged_where_they_are_nearest():
    clouds = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    clouds[100:, 0] += 100
    start, end = np.array([0, 0], np.float32), np.array([100, 0], np.float32)

    path = near_data(start, end, clouds, 200)

    between = path[(path[:, 0] > 10) & (path[:, 0] < 90)]
    assert len(between) > 100
    assert np.isfinite(path).all()


def test_codes_that_are_no_numbers_are_stepped_over():
    start, end = np.array([0, 0], np.float32), np.array([100, 0], np.float32)
    np.testing.assert_allclose(near_data(start, end, np.full((50, 2), np.nan, np.float32), 5), straight(start, end, 5))


def test_without_data_the_way_is_straight():
    start, end = np.array([0, 1, 2], np.float32), np.array([5, 1, -2], np.float32)

    for data in (np.empty((0, 3), np.float32), np.full((50, 3), np.nan, np.float32)):
        np.testing.assert_allclose(near_data(start, end, data, 9), straight(start, end, 9), atol=1e-6)


def test_codes_that_are_not_finite_are_passed_over(codes):
    data = codes[:1_000].copy()
    data[::3] = [np.nan, np.inf]
    finite_ones = np.delete(data, np.s_[::3], axis=0)

    paths = [near_data(codes[9_000], codes[9_010], some, 24) for some in (data, finite_ones)]

    np.testing.assert_array_equal(*paths)


def test_codes_far_from_the_origin_are_told_apart(codes):
    offset = np.array([3_000, -3_000], np.float32)
    far = codes + offset

    path = near_data(far[9_000], far[9_010], far, 24)

    assert distance_to_data(path, far) < 0.7 * distance_to_data(straight(far[9_000], far[9_010], 24), far)


def test_the_same_path_comes_every_time_and_leaves_the_data_alone(codes):
    before = codes.copy()

    paths = [near_data(codes[9_000], codes[9_010], codes, 24) for _ in range(2)]

    np.testing.assert_array_equal(*paths)
    np.testing.assert_array_equal(codes, before)


@given(
    npst.arrays(np.float32, (2, 3), elements=anything),
    npst.arrays(np.float32, st.tuples(st.integers(0, 30), st.just(3)), elements=anything),
    st.integers(2, 12),
)
def test_codes_of_a_network_that_diverged_give_a_path_between_its_ends_too(ends, data, count):
    for path in (straight(*ends, count), near_data(*ends, data, count)):
        assert path.shape == (count, 3)
        assert np.isfinite(path).all() or not np.isfinite(ends).all()
        np.testing.assert_array_equal(path[[0, -1]], ends)


@pytest.mark.clock
@pytest.mark.parametrize("latent_dim", [2, 30])
def test_a_path_near_70_000_codes_is_found_before_a_window_stands_still(latent_dim):
    data = np.random.default_rng(0).normal(size=(70_000, latent_dim)).astype(np.float32)

    def seconds() -> float:
        before = time.perf_counter()
        near_data(data[5_000], data[6_000], data, 24)
        return time.perf_counter() - before

    assert min(seconds() for _ in range(5)) < 0.05


def test_a_path_with_more_codes_on_its_legs_is_the_same_path():
    corners = np.array([[0, 0, 0], [1, 2, 3], [1, 2, 4]], np.float32)
    fine = along(corners, 7)

    assert fine.shape == (9, 3)
    np.testing.assert_array_equal(fine[[0, 4, 8]], corners)
    np.testing.assert_allclose(fine[1], corners[1] / 4)
    np.testing.assert_array_equal(along(corners, 2), corners)
