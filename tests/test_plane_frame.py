"""Which part of a plane is seen."""

import math

import numpy as np
import pytest
from planes import KINDS, POINTS, pixel_of, plane_of_four
from PySide6.QtCore import QPointF, Qt

from ae_gui.widgets.code_plane import CodePlane


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    return plane


def test_both_directions_have_one_scale(plane):
    width, height = plane.getViewBox().viewPixelSize()

    assert width == pytest.approx(height)


def test_the_view_follows_growing_points_softly(plane):
    before = plane.getViewBox().viewRect()

    plane.set_points(10 * POINTS, KINDS, np.arange(4))
    once = plane.getViewBox().viewRect()
    for _ in range(30):
        plane.set_points(10 * POINTS, KINDS, np.arange(4))
    settled = plane.getViewBox().viewRect()

    assert before.width() < once.width() < settled.width()
    assert settled.contains(QPointF(100, 50))
    assert settled.width() == pytest.approx(10 * before.width(), rel=0.01)


def test_points_that_hardly_move_leave_the_view_where_it_is(plane):
    before = plane.getViewBox().viewRect()

    plane.set_points(1.01 * POINTS, KINDS, np.arange(4))

    assert plane.getViewBox().viewRect() == before


def test_a_view_that_the_user_moved_stays_until_it_is_fitted_again(qtbot, plane):
    plane.frame.sigRangeChangedManually.emit([True, True])
    moved = plane.getViewBox().viewRect()

    plane.set_points(10 * POINTS, KINDS, np.arange(4))
    assert plane.getViewBox().viewRect() == moved

    qtbot.keyClick(plane, Qt.Key.Key_Home)
    assert plane.getViewBox().viewRect().contains(QPointF(100, 50))


def test_a_position_out_of_view_is_revealed_at_its_edge_and_one_in_view_moves_nothing(plane):
    before = plane.frame.viewRect()
    plane.frame.reveal(before.center())
    assert plane.frame.viewRect() == before

    plane.frame.reveal(QPointF(before.right() + 3, before.center().y()))
    moved = plane.frame.viewRect()
    assert moved.left() - before.left() == pytest.approx(3, abs=2 * plane.frame.viewPixelSize()[0])
    assert moved.top() == pytest.approx(before.top())


def test_zooming_leaves_one_position_where_it_is(plane):
    held = pixel_of(plane, 10, 5)
    plane.frame.zoom(0.5, QPointF(10, 5))

    assert pixel_of(plane, 10, 5).toTuple() == pytest.approx(held.toTuple(), abs=1e-6)


def test_distances_are_measured_in_pixels(plane):
    apart = pixel_of(plane, 10, 5) - pixel_of(plane, 0, 0)

    assert plane.frame.pixels_between(QPointF(0, 0), QPointF(10, 5)) == pytest.approx(math.hypot(*apart.toTuple()))
