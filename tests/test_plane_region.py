"""The region that is drawn around points."""

import pytest
from planes import plane_of_four
from PySide6.QtCore import QPointF

from ae_gui.widgets.plane_region import Drag, Region


@pytest.fixture
def region(qtbot) -> Region:
    """On a frame whose pixel is far smaller than 1."""
    plane = plane_of_four()
    qtbot.addWidget(plane)
    made = Region(plane.frame)
    plane.add_accented(made)
    return made


def test_a_rectangle_has_four_corners_and_ends_where_the_mouse_is(region):
    region.drag = Drag.RECTANGLE
    region.corners = [QPointF(1, 1)]
    region.grow(QPointF(3, 2))
    region.grow(QPointF(5, 4))

    assert region.corners == [QPointF(1, 1), QPointF(5, 1), QPointF(5, 4), QPointF(1, 4)]
    assert region.path().boundingRect().getRect() == (1, 1, 4, 3)


def test_a_lasso_has_no_two_corners_within_three_pixels(region):
    region.drag = Drag.LASSO
    region.corners = [QPointF(1, 1)]
    region.grow(QPointF(1.001, 1))
    assert len(region.corners) == 1

    region.grow(QPointF(5, 1))
    assert region.corners == [QPointF(1, 1), QPointF(5, 1)]


def test_a_finished_region_is_taken_off_the_plane(region):
    region.drag = Drag.LASSO
    region.corners = [QPointF(1, 1)]
    region.grow(QPointF(5, 1))

    assert region.finish() == [QPointF(1, 1), QPointF(5, 1)]
    assert region.corners == []
    assert region.path().isEmpty()
