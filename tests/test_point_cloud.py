"""Points as one picture: in their classes' colours, hidden, faint, faded, and found."""

import numpy as np
import pytest
from planes import COLORS, KINDS, POINTS, color_at, is_like, pixel_of, plane_of_four
from PySide6.QtGui import QColor

from ae_gui.widgets.code_plane import CodePlane


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    return plane


def test_a_point_is_drawn_in_its_class_colour_where_it_lies(plane):
    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    assert color_at(plane, 10, 5) == QColor(0, 0, 200)


def test_points_lie_where_they_are_however_large(plane):
    for factor in (1, 3, 5):
        plane.enlarge(factor)
        image = plane.grab().toImage()
        x, y = pixel_of(plane, 10, 5).toTuple()
        across = [is_like(image.pixelColor(round(x) + i, round(y)), COLORS[1]) for i in range(-18, 19)]

        assert abs(across.index(True) - across[::-1].index(True)) <= 2, factor
        assert sum(across) == pytest.approx(2 * 2.6 * factor, abs=4), factor


def test_a_hidden_class_is_neither_drawn_nor_found(plane):
    plane.set_class_shown(0, False)

    assert color_at(plane, 0, 0) not in (QColor(200, 0, 0), QColor(0, 0, 200))
    assert plane.nearest(0, 0) == 1

    plane.set_class_shown(0, True)

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    assert plane.nearest(0, 0) == 0


def test_points_that_are_not_fresh_are_faint_and_not_found(plane):
    plane.frame.sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays
    plane.set_points(POINTS, KINDS, np.arange(1))

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    assert color_at(plane, 10, 0) != QColor(0, 0, 200)
    assert plane.nearest(10, 0) == 0


def test_a_point_without_a_place_is_neither_drawn_nor_found_nor_fitted(plane):
    places = POINTS.copy()
    places[1] = np.nan
    plane.clear_points()
    plane.set_points(places, KINDS, np.array([0, 2, 3]))

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
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
    colors = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert {"#c80000", "#0000c8"} <= colors


def test_points_that_are_not_selected_fade_and_stay(plane):
    plane.points.select(np.array([0]))

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    faded = color_at(plane, 10, 5)
    assert faded != QColor(0, 0, 200)
    assert faded != plane.palette().base().color()
    assert plane.nearest(10, 5) == 3

    plane.points.select(np.empty(0, np.intp))
    assert color_at(plane, 10, 5) == QColor(0, 0, 200)
