import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from ae_model import checkpoint
from ae_model.latent_map import EDGE, FAR, Familiarity, LatentMap, Lens, bounds, crowded, inside, nearest
from ae_model.resources import resource

coordinates = st.floats(-100, 100, width=32)


def cloud(latent_dim: int, seed: int = 0, count: int = 300) -> np.ndarray:
    """Codes spread differently along directions that are no axes, away from the origin."""
    random = np.random.default_rng(seed)
    turn = np.linalg.qr(random.normal(size=(latent_dim, latent_dim)))[0]
    spread = 3.0 * 0.7 ** np.arange(latent_dim)
    return (random.normal(size=(count, latent_dim)) * spread @ turn + random.normal(size=latent_dim)).astype(np.float32)


def test_codes_of_two_dimensions_are_their_own_plane():
    codes = cloud(2)
    plane = LatentMap.fit(codes)
    np.testing.assert_array_equal(plane.place(codes), codes)
    np.testing.assert_array_equal(plane.lift(codes), codes)
    assert plane.variance_shown == 1


def test_a_code_of_one_dimension_lies_on_the_x_axis():
    codes = cloud(1)
    plane = LatentMap.fit(codes)
    np.testing.assert_array_equal(plane.place(codes), np.hstack([codes, np.zeros_like(codes)]))
    np.testing.assert_array_equal(plane.lift(np.array([[3.0, 99.0]])), [[3]])
    assert plane.variance_shown == 1


def test_more_dimensions_are_shown_on_their_first_two_principal_components():
    codes = cloud(6)
    plane = LatentMap.fit(codes)
    centred = codes - codes.mean(axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    expected = left[:, :2] * sizes[:2]
    placed = plane.place(codes)
    np.testing.assert_allclose(np.abs(placed), np.abs(expected), atol=1e-4)
    assert plane.variance_shown == pytest.approx(np.square(sizes[:2]).sum() / np.square(sizes).sum(), rel=1e-5)


@given(npst.arrays(np.float32, st.tuples(st.integers(1, 20), st.just(2)), elements=coordinates), st.integers(2, 40))
def test_a_point_of_the_plane_comes_back_from_the_code_it_stands_for(points, latent_dim):
    plane = LatentMap.fit(cloud(latent_dim))
    codes = plane.lift(points)
    assert codes.shape == (len(points), latent_dim)
    np.testing.assert_allclose(plane.place(codes), points, atol=1e-3)


def test_points_and_codes_are_float32_whatever_is_put_in():
    plane = LatentMap.fit(cloud(5))
    assert plane.place(cloud(5).astype(np.float64)).dtype == np.float32
    assert plane.lift(np.array([[0.5, 0.5]])).dtype == np.float32


def test_a_code_outside_the_plane_is_placed_at_its_nearest_point():
    codes = cloud(5)
    plane = LatentMap.fit(codes)
    foot = plane.lift(plane.place(codes))
    np.testing.assert_allclose((codes - foot) @ plane.axes.T, 0, atol=1e-4)


@given(st.integers(3, 12), st.integers(0, 1000), st.booleans())
def test_a_map_like_an_earlier_one_lies_as_that_one_did(latent_dim, seed, mirrored):
    codes = cloud(latent_dim, seed)
    once = LatentMap.fit(codes)
    turn = np.array([[0.6, 0.8], [-0.8, 0.6]], np.float32) * np.array([[1], [-1 if mirrored else 1]], np.float32)
    before = LatentMap(once.mean, turn @ once.axes, once.variance_shown)
    np.testing.assert_allclose(LatentMap.fit(codes, like=before).place(codes), before.place(codes), atol=1e-3)


@given(npst.arrays(np.float32, st.tuples(st.integers(1, 20), st.just(2)), elements=st.floats(-8, 8, width=32)))
def test_what_is_seen_through_a_lens_comes_back_from_the_code_it_stands_for(seen):
    plane = LatentMap.fit(cloud(2)).seen_through_lens(cloud(2))
    np.testing.assert_allclose(plane.place(plane.lift(seen)), seen, atol=1e-3)


def test_a_lens_enlarges_the_middle_and_a_ray_from_the_middle_stays_one():
    lens = Lens.over(cloud(2))
    ray = lens.middle + np.linspace(0.01, 30, 100, dtype=np.float32)[:, None] * np.array([0.6, -0.8], np.float32)
    seen = lens.bend(ray)
    steps = np.hypot(*np.diff(seen, axis=0).T)

    np.testing.assert_allclose(seen[:, 0] * seen[-1, 1], seen[:, 1] * seen[-1, 0], rtol=1e-4)
    assert (np.diff(steps) <= 1e-4).all()
    assert steps[0] > 10 * steps[-1]


def test_what_is_seen_through_a_lens_is_wider_than_high_however_the_codes_are_stretched():
    for stretch in ([1, 1], [1, 40], [40, 1]):
        left, bottom, right, top = bounds(
            Lens.over(cloud(2) * np.float32(stretch)).bend(cloud(2) * np.float32(stretch))
        )
        assert 1.2 < (right - left) / (top - bottom) < 2.2


def test_a_lens_is_called_for_where_most_points_lie_in_one_spot_and_nowhere_else():
    even = cloud(2, count=2_000)
    rays = even * (1 + np.square(even).sum(axis=1, keepdims=True)) ** 2
    few = cloud(2, count=60)

    none = few[:0]
    assert [crowded(points) for points in (even, rays, few, none)] == [False, True, False, False]
    plane = LatentMap.fit(rays)
    assert (plane.eased(even).lens is None, plane.eased(rays).lens is None) == (True, False)
    assert plane.eased(even, like=plane.eased(rays)).lens is not None  # a plane in training does not jump to and fro


def test_what_lies_beyond_the_rim_of_a_lens_is_a_code_that_can_be_decoded():
    plane = LatentMap.fit(cloud(2)).seen_through_lens(cloud(2))
    assert np.isfinite(plane.lift(np.array([[1e6, -1e6], [0, 1e30]], np.float32))).all()


def test_a_lens_over_points_that_all_lie_on_one_place_shows_that_place_at_the_origin():
    points = np.full((5, 2), 3, np.float32)
    np.testing.assert_array_equal(Lens.over(points).bend(points), 0)


def test_a_map_like_an_earlier_one_shows_the_same_plane():
    codes, moved = cloud(8), cloud(8) + cloud(8, seed=1) / 10
    alone, like = LatentMap.fit(moved), LatentMap.fit(moved, like=LatentMap.fit(codes))
    np.testing.assert_allclose(like.axes @ like.axes.T, np.eye(2), atol=1e-6)
    np.testing.assert_allclose(like.lift(like.place(moved)), alone.lift(alone.place(moved)), atol=1e-4)
    assert like.variance_shown == alone.variance_shown


def test_points_do_not_jump_while_the_two_largest_variances_change_places():
    noise = np.random.default_rng(0).normal(size=(500, 3)).astype(np.float32)
    plane, places = None, []
    for stretch in np.linspace(0.8, 1.2, 9, dtype=np.float32):
        codes = noise * np.array([stretch, 1 / stretch, 0.1], np.float32)
        plane = LatentMap.fit(codes, like=plane)
        places.append(plane.place(codes))
    assert np.abs(np.diff(places, axis=0)).max() < 0.3


def test_codes_that_are_all_the_same_have_a_plane_that_shows_all_there_is():
    codes = np.full((10, 4), 2.5, np.float32)
    plane = LatentMap.fit(codes)
    np.testing.assert_array_equal(plane.place(codes), np.zeros((10, 2)))
    assert plane.variance_shown == 1


@given(npst.arrays(np.float32, st.tuples(st.integers(1, 60), st.integers(1, 5)), elements=coordinates), st.data())
def test_nothing_is_nearer_than_the_nearest(points, data):
    point = data.draw(npst.arrays(np.float32, points.shape[1], elements=coordinates))
    distances = np.linalg.norm(points - point, axis=1)
    assert distances[nearest(point, points)] <= distances.min() * (1 + 1e-6)


@given(npst.arrays(np.float32, st.tuples(st.integers(1, 300), st.just(2)), elements=coordinates))
def test_the_box_is_never_empty_and_holds_all_points_but_one_in_a_hundred(points):
    left, bottom, right, top = bounds(points)
    assert left < right
    assert bottom < top
    inside = ((points >= [left, bottom]) & (points <= [right, top])).all(axis=1)
    assert inside.mean() >= 0.99


def test_one_far_outlier_does_not_widen_the_box():
    points = np.vstack([np.random.default_rng(0).uniform(-1, 1, (1999, 2)), [[1e6, -1e6]]])
    np.testing.assert_allclose(bounds(points), [-1.1, -1.1, 1.1, 1.1], atol=0.02)


def test_points_on_a_line_have_a_square_box_and_one_point_alone_a_small_one():
    assert bounds(np.array([[0.0, 5.0], [10.0, 5.0]])) == pytest.approx((-0.5, -0.5, 10.5, 10.5))
    assert bounds(np.array([[3.0, 4.0]])) == pytest.approx((2.45, 3.45, 3.55, 4.55))


def test_two_dimensions_of_a_wide_code_are_its_own_numbers_and_lift_to_the_mean_of_the_others():
    codes = cloud(6)
    plane = LatentMap.of_axes(codes, 4, 1)

    np.testing.assert_allclose(plane.place(codes), codes[:, [4, 1]], atol=1e-6)
    lifted = plane.lift(np.array([[2.5, -1.5]]))[0]
    assert (lifted[4], lifted[1]) == (2.5, -1.5)
    np.testing.assert_allclose(np.delete(lifted, [1, 4]), np.delete(codes.mean(axis=0), [1, 4]), atol=1e-5)
    assert plane.variance_shown == pytest.approx(codes.var(axis=0)[[4, 1]].sum() / codes.var(axis=0).sum(), rel=1e-4)


def even_odd(polygon: np.ndarray, point: np.ndarray) -> bool:
    """The textbook's ray to the right."""
    crossings = 0
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if (y0 <= point[1]) != (y1 <= point[1]) and point[0] < x0 + (point[1] - y0) * ((x1 - x0) / (y1 - y0)):
            crossings += 1
    return crossings % 2 == 1


@given(
    npst.arrays(
        np.float64, st.tuples(st.integers(3, 12), st.just(2)), elements=st.integers(-9, 9).map(lambda i: i + 0.5)
    ),
    npst.arrays(
        np.float32, st.tuples(st.integers(0, 60), st.just(2)), elements=coordinates.filter(lambda x: abs(x) < 10)
    ),
)
def test_a_lasso_holds_what_the_even_odd_rule_says(polygon, points):
    expected = [even_odd(polygon, point.astype(np.float64)) for point in points]
    assert inside(polygon, points).tolist() == expected


def test_a_lasso_of_a_circle_holds_what_is_within_its_radius():
    points = np.random.default_rng(0).uniform(-2, 2, (70_000, 2)).astype(np.float32)
    angles = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])

    distance = np.linalg.norm(points, axis=1)
    clear = np.abs(distance - 1) > 1e-3
    np.testing.assert_array_equal(inside(circle, points)[clear], (distance < 1)[clear])


def test_places_among_the_data_are_familiar_and_far_ones_are_not():
    codes = cloud(2, count=3_000)
    familiarity = Familiarity.fit(codes[:2_000])

    among = [familiarity.distance(code) for code in codes[2_000:]]
    assert np.mean(np.array(among) <= EDGE) > 0.95
    assert familiarity.distance(codes.mean(axis=0) + np.float32(100)) > 20


def test_a_digit_is_known_wherever_it_lies_and_so_are_others_beside_it(mnist):
    network = checkpoint.load(resource("pretrained", "deep-2d.safetensors")).snapshot
    familiarity = Familiarity.fit(network.encode(mnist.test.images))

    ones = network.encode(mnist.test.images[mnist.test.labels == 1])
    assert {familiarity.distance(code) for code in ones} == {0.0}  # some lie on a long ray, far from each other
    others = [familiarity.distance(code) for code in network.encode(mnist.train.images[:500])]
    assert np.mean(np.array(others) <= EDGE) > 0.97
    assert familiarity.distance(np.float32([0, 400])) > FAR


def test_around_a_digit_that_is_far_from_all_others_the_usual_distance_counts():
    codes = np.concatenate([cloud(2, count=1_000), np.full((1, 2), 1_000, np.float32)])
    familiarity = Familiarity.fit(codes)

    assert familiarity.distance(codes[-1]) == 0
    assert familiarity.distance(codes[-1] + np.float32(3 * familiarity.usual)) > FAR


def test_codes_that_are_all_the_same_make_every_other_place_infinitely_far():
    familiarity = Familiarity.fit(np.ones((20, 2), np.float32))

    assert familiarity.distance(np.ones(2, np.float32)) == 0
    assert familiarity.distance(np.zeros(2, np.float32)) == np.inf


def test_the_usual_distance_of_codes_sorted_by_class_is_that_of_the_others(mnist):
    network = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
    codes = network.encode(mnist.test.images)
    by_class = Familiarity.fit(codes[np.argsort(mnist.test.labels, kind="stable")])

    assert by_class.usual == Familiarity.fit(codes).usual
    sevens = codes[mnist.test.labels == 7][::5]
    assert np.mean([by_class.distance(code) > FAR for code in sevens]) < 0.1  # as many as among all digits


def test_the_usual_distance_is_that_to_neighbours_among_all_codes_and_not_among_those_beside_them():
    rng = np.random.default_rng(0)
    codes = np.column_stack([np.round(rng.normal(size=1_200)), 100 * rng.normal(size=1_200)]).astype(np.float32)
    codes[:20] *= 50  # outliers, and many of the same first number

    apart = np.sqrt(np.square(codes[:, None] - codes).sum(axis=2))
    to_fifth = np.sort(apart, axis=1)[:, 5]  # the first is of each code to itself

    assert Familiarity.fit(codes).usual == pytest.approx(np.quantile(to_fifth, 0.95), rel=1e-6)


def test_distances_are_exact_far_from_the_origin_and_copies_of_images_do_not_change_them():
    near = (1e6 + 64 * np.arange(20, dtype=np.float32))[:, None]
    assert Familiarity.fit(near).usual == pytest.approx(5 * 64)  # of those at the ends
    assert Familiarity.fit(np.repeat(near, 10, axis=0)).usual == pytest.approx(5 * 64)


@given(npst.arrays(np.float32, st.tuples(st.integers(1, 20), st.just(2)), elements=st.floats(-8, 8, width=32)))
def test_what_is_told_of_a_position_does_not_depend_on_how_its_plane_is_seen(seen):
    plain = LatentMap.fit(cloud(2))
    bent = plain.seen_through_lens(cloud(2))
    np.testing.assert_allclose(bent.seen(bent.true(seen)), seen, atol=1e-3)
    np.testing.assert_array_equal(plain.true(seen), seen)
    np.testing.assert_allclose(bent.lift(seen), plain.lift(bent.true(seen)), atol=1e-4)


def test_a_plane_of_three_dimensions_is_turned_about_its_own_directions():
    plane = LatentMap(np.zeros(3, np.float32), np.eye(2, 3, dtype=np.float32), 1.0)
    np.testing.assert_allclose(plane.turned(0, 0), plane.axes)
    # A quarter of a turn to the right brings what was in front, (0, 0, 1), to the right.
    np.testing.assert_allclose(plane.turned(np.pi / 2, 0) @ [0, 0, 1], [1, 0], atol=1e-6)
    np.testing.assert_allclose(plane.turned(0, np.pi / 2) @ [0, 0, 1], [0, 1], atol=1e-6)


def test_a_thousand_turns_leave_no_direction_askew_and_say_what_the_plane_holds():
    codes = cloud(3)
    plane = LatentMap.fit(codes)
    for turn in range(1_000):
        plane = LatentMap.along(codes, plane.turned(0.1, 0.07 * (-1) ** turn))
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-5)
    placed = plane.place(codes)
    shown = np.square(placed).sum() / np.square(codes - codes.mean(axis=0)).sum()
    assert plane.variance_shown == pytest.approx(shown, rel=1e-4)
    np.testing.assert_allclose(plane.place(plane.lift(placed)), placed, atol=1e-4)
