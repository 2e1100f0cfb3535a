"""Arrows on a plane: their heads are as large on the screen however near it is seen."""

import numpy as np
import pytest
from planes import pixel_of, plane_of_four

from ae_gui.widgets.code_plane import CodePlane


@pytest.fixture
def plane(qtbot) -> CodePlane:
    made = plane_of_four()
    qtbot.addWidget(made)
    return made


def between(*ends: tuple[float, float]) -> np.ndarray:
    return np.array(ends, np.float32)


def across(plane: CodePlane, x: float, y: float, left: int) -> int:
    """How many pixels of the column so far left of a position, up and down from it, are inked."""
    image, pixel = plane.grab().toImage(), pixel_of(plane, x, y)
    paper = plane.palette().base().color()
    column, row = round(pixel.x()) - left, round(pixel.y())
    return sum(image.pixelColor(column, row + down) != paper for down in range(-12, 13))


def test_an_arrow_is_a_line_with_a_head_at_its_end(plane):
    plane.arrows.put_between(between((2, 2.5)), between((8, 2.5)))
    assert plane.arrows.count == 1
    assert across(plane, 8, 2.5, left=6) > across(plane, 8, 2.5, left=30) > 0
    assert across(plane, 2, 2.5, left=-6) < across(plane, 8, 2.5, left=6)  # none at its beginning
    plane.arrows.put_between(*np.empty((2, 0, 2), np.float32))
    assert across(plane, 8, 2.5, left=6) == 0


def test_a_head_is_as_large_however_near_the_plane_is_seen(plane):
    plane.arrows.put_between(between((2, 2.5)), between((8, 2.5)))
    before = across(plane, 8, 2.5, left=6)
    plane.frame.zoom(0.5, plane.position_under(pixel_of(plane, 8, 2.5)))
    plane.frame.settle()
    assert abs(across(plane, 8, 2.5, left=6) - before) <= 1


def test_where_nothing_moved_there_is_no_arrow(plane):
    plane.arrows.put_between(between((5, 2.5)), between((5, 2.5)))
    assert across(plane, 5, 2.5, left=0) == 0
