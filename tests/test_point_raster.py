import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ae_gui.widgets.point_raster import PointRaster

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)
OPAQUE_RED, OPAQUE_BLUE = 0xFFFF0000, 0xFF0000FF


def points(*places: tuple[float, float]) -> np.ndarray:
    return np.array(places, np.float32).reshape(-1, 2)


def raster(places, kinds=None, colors=(RED, BLUE), radius=1.5, size=(20, 30)):
    kinds = np.zeros(len(places), np.uint8) if kinds is None else np.array(kinds, np.uint8)
    return PointRaster(size, radius).draw(points(*places), kinds, np.array(colors, np.uint8))


def test_a_point_is_a_disc_around_the_pixel_that_it_lies_in():
    picture = raster([(10.7, 5.2)])

    assert picture.shape == (20, 30)
    assert picture[5, 10] == OPAQUE_RED
    rows, columns = np.nonzero(picture)
    assert (rows.mean(), columns.mean()) == (5, 10)
    assert np.hypot(rows - 5, columns - 10).max() <= 2


def test_the_rim_is_a_fainter_shade_of_the_same_colour_premultiplied():
    picture = raster([(10, 10)], colors=[(200, 100, 0, 255)])

    corner = int(picture[9, 9])
    alpha = corner >> 24
    assert 0 < alpha < 255
    assert (corner >> 16) & 255 == pytest.approx(200 * alpha / 255, abs=1.5)
    assert (corner >> 8) & 255 == pytest.approx(100 * alpha / 255, abs=1.5)


def test_later_points_lie_over_earlier_ones():
    assert raster([(10, 10), (10, 10)], kinds=[0, 1])[10, 10] == OPAQUE_BLUE


def test_a_pixel_within_two_discs_is_of_the_nearer_one():
    picture = raster([(10, 10), (13, 10)], kinds=[1, 0], radius=3)

    assert picture[10, 11] == OPAQUE_BLUE
    assert picture[10, 12] == OPAQUE_RED


def test_an_opaque_disc_lies_over_a_translucent_one_even_where_that_is_nearer():
    faint = (255, 0, 0, 70)
    for kinds in ([0, 1], [1, 0]):
        picture = raster([(10, 10), (12, 10)], kinds=kinds, colors=(faint, BLUE), radius=2)
        opaque, other = (12, 10) if kinds == [0, 1] else (10, 12)
        assert picture[10, opaque] == picture[10, 11] == OPAQUE_BLUE
        assert picture[10, 2 * other - opaque + 1 if other < opaque else other] >> 24 < 255


def test_a_second_picture_shows_nothing_of_the_first():
    canvas = PointRaster((20, 30), 1.5)
    canvas.draw(points((5, 5)), np.zeros(1, np.uint8), np.array([RED], np.uint8))

    again = canvas.draw(points((20, 10)), np.zeros(1, np.uint8), np.array([RED], np.uint8))
    np.testing.assert_array_equal(again, raster([(20, 10)]))


def test_a_raster_is_shrunk_to_smaller_discs_with_the_same_memory():
    canvas = PointRaster((20, 30), 2.8)
    assert canvas.fits((20, 30), 1.5) and canvas.fits((20, 30), 3.0)
    assert not canvas.fits((20, 30), 3.1) and not canvas.fits((20, 31), 1.5)
    canvas.shrink(1.5)

    drawn = canvas.draw(points((10, 10), (29, -1)), np.zeros(2, np.uint8), np.array([RED], np.uint8))
    np.testing.assert_array_equal(drawn, raster([(10, 10), (29, -1)]))


def test_no_rim_covers_a_core():
    picture = raster([(10, 10), (12, 10)], kinds=[0, 1])

    assert picture[10, 10] == OPAQUE_RED
    assert picture[10, 12] == OPAQUE_BLUE


def test_a_point_just_outside_shows_the_part_that_reaches_in():
    picture = raster([(-1, 10)])

    assert picture[10, 0] != 0
    assert not picture[:, 2:].any()


def test_no_points_make_an_empty_picture():
    assert not raster([]).any()


coordinate = st.floats(-1e6, 1e6, width=32)


@given(st.lists(st.tuples(coordinate, coordinate), max_size=20), st.floats(0.5, 6))
def test_points_anywhere_mark_just_the_pixels_near_them(places, radius):
    picture = raster(places, radius=radius)

    marked = np.argwhere(picture)
    centres = np.floor(points(*places))[:, ::-1]
    for row, column in marked:
        assert np.hypot(*(centres - (row, column)).T).min() < radius + 0.5
