"""Points as one picture: in their classes' colours, hidden, faint, faded, and found."""

import numpy as np
import pytest
from planes import COLORS, KINDS, POINTS, color_at, is_like, pixel_of, plane_of_four
from PySide6.QtCore import QPointF

from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.point_plane import prepare


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    return plane


def test_a_point_is_drawn_in_its_class_colour_where_it_lies(plane):
    assert is_like(color_at(plane, 0, 0), COLORS[0])
    assert is_like(color_at(plane, 10, 5), COLORS[1])


def test_points_lie_where_they_are_however_large(plane):
    for factor in (1, 1.5, 2):
        plane.enlarge(factor)
        image = plane.grab().toImage()
        x, y = pixel_of(plane, 10, 5).toTuple()
        across = [is_like(image.pixelColor(round(x) + i, round(y)), COLORS[1]) for i in range(-25, 26)]

        assert abs(across.index(True) - across[::-1].index(True)) <= 2, factor
        assert sum(across) == pytest.approx(2 * 6.5 * factor, abs=4), factor


def test_the_picture_of_changed_points_can_be_made_before_they_are_painted_and_is_made_once(qtbot, plane):
    assert not prepare(plane)  # which is out of sight
    plane.show()
    qtbot.waitExposed(plane)
    plane.grab()
    plane.set_points(POINTS[::-1].copy(), KINDS, np.arange(len(POINTS)))
    assert prepare(plane)
    assert not prepare(plane)
    with qtbot.waitSignal(plane.points.redrawn) as painted:  # and is told of once it is on the screen
        plane.viewport().update()
    assert painted.args[0] > 0
    assert is_like(color_at(plane, *POINTS[-1]), COLORS[KINDS[0]])
    assert not prepare(plane)


def test_a_hidden_class_is_neither_drawn_nor_found(plane):
    plane.set_class_shown(0, False)

    assert not any(is_like(color_at(plane, 0, 0), color) for color in COLORS)
    assert plane.nearest(0, 0) == 1

    plane.set_class_shown(0, True)

    assert is_like(color_at(plane, 0, 0), COLORS[0])
    assert plane.nearest(0, 0) == 0


def test_points_that_the_newest_network_has_not_placed_fade_as_the_others_move_away_and_are_not_found(plane):
    plane.frame.sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays
    plane.set_points(POINTS, KINDS, np.arange(2))
    assert is_like(color_at(plane, 10, 5), COLORS[1])  # it hardly moves: they are still true
    assert plane.nearest(10, 5) == 1

    grounds = []
    for moved in (0.5, 3):
        places = POINTS.copy()
        places[:2] += (0, moved)
        plane.set_points(places, KINDS, np.arange(2))
        assert is_like(color_at(plane, 0, moved), COLORS[0])
        grounds.append(color_at(plane, 10, 5))
    assert not is_like(grounds[0], COLORS[1])
    assert plane.palette().base().color() == grounds[1] != grounds[0]

    plane.set_points(places, KINDS, np.arange(4))
    assert is_like(color_at(plane, 10, 5), COLORS[1])


def test_fewer_points_are_larger(plane):
    plane.frame.sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays

    def extent(count: int) -> int:
        places = np.concatenate([np.zeros((count - 1, 2)), [(5, 2)]]).astype(np.float32)  # all but one in one spot
        plane.set_points(places, np.zeros(count, np.uint8), np.arange(count))
        image, middle = plane.grab().toImage(), pixel_of(plane, 5, 2).toPoint()
        return sum(is_like(image.pixelColor(middle.x() + x, middle.y()), COLORS[0]) for x in range(-20, 21))

    extents = [extent(count) for count in (9, 200, 1_000, 30_000)]
    assert sorted(extents, reverse=True) == extents
    assert extents[0] > 2 * extents[-1]


@pytest.mark.parametrize("count", [2, 2_000])
def test_where_points_overlap_the_plane_is_darker(plane, count):
    rest = np.full((count - 2, 2), 0, np.float32)
    pixel = plane.frame.viewPixelSize()[0]
    places = np.concatenate([rest, [(5, 2), (5 + 3 * pixel, 2)]]).astype(np.float32)
    plane.frame.sigRangeChangedManually.emit([True, True])
    plane.set_points(places, np.zeros(count, np.uint8), np.arange(count))

    image, middle = plane.grab().toImage(), pixel_of(plane, 5 + 1.5 * pixel, 2).toPoint()
    lit = [image.pixelColor(middle.x() + x, middle.y()).green() for x in (-3, 0, 4)]
    assert lit[1] < min(lit[0], lit[2]) - 20 or (count == 2 and lit[1] < 40)


def test_a_point_without_a_place_is_neither_drawn_nor_found_nor_fitted(plane):
    places = POINTS.copy()
    places[1] = np.nan
    plane.clear_points()
    plane.set_points(places, KINDS, np.array([0, 2, 3]))

    assert is_like(color_at(plane, 0, 0), COLORS[0])
    assert plane.nearest(10, 0) == 3
    assert plane.points.within(np.array([[-1, -1], [11, -1], [11, 6], [-1, 6]])).tolist() == [0, 2, 3]


def test_of_classes_that_lie_on_each_other_none_covers_the_others_although_they_are_sorted(plane):
    plane.frame.sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays
    rng = np.random.default_rng(0)
    places = np.column_stack([rng.uniform(4.9, 5.1, 20_000), rng.uniform(2.4, 2.6, 20_000)])  # many to a pixel
    plane.set_points(places.astype(np.float32), np.repeat([0, 1], 10_000).astype(np.uint8), np.arange(20_000))

    steps = np.linspace(-0.08, 0.08, 9)
    around = [color_at(plane, 5 + x, 2.5 + y) for x in steps for y in steps]
    first, second = (sum(is_like(color, of_class) for color in around) for of_class in COLORS)
    assert min(first, second) > 20


def test_ten_thousand_points_fit_into_one_picture_with_every_class(qtbot, plane):
    rng = np.random.default_rng(0)
    places, kinds = rng.normal(size=(10_000, 2)), rng.integers(0, 2, 10_000)
    plane.set_points(places.astype(np.float32), kinds.astype(np.uint8), np.arange(10_000))

    image = plane.grab().toImage()
    colors = [image.pixelColor(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    assert all(sum(is_like(color, of_class) for color in colors) > 500 for of_class in COLORS)


def test_points_that_are_not_selected_fade_and_stay(plane):
    plane.points.select(np.array([0]))

    assert is_like(color_at(plane, 0, 0), COLORS[0])
    faded = color_at(plane, 10, 5)
    assert not is_like(faded, COLORS[1])
    assert faded != plane.palette().base().color()
    assert plane.nearest(10, 5) == 3

    plane.points.select(np.empty(0, np.intp))
    assert is_like(color_at(plane, 10, 5), COLORS[1])


def test_points_grow_as_one_comes_nearer_and_fewer_are_seen(plane):
    places = np.random.default_rng(0).normal(size=(10_000, 2)).astype(np.float32)
    plane.clear_points()
    plane.set_points(places, np.zeros(10_000, np.uint8), np.arange(10_000))
    sizes = []
    for _ in range(4):
        plane.grab()
        sizes.append(plane.points._radius())
        plane.frame.zoom(0.3, QPointF(0, 0))

    assert sizes[0] == pytest.approx(2.0, abs=0.1)
    assert sorted(sizes) == sizes and sizes[-1] > 2 * sizes[0]
