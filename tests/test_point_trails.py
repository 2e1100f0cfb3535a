"""Trails behind points: only where they are wanted, and only of what moved."""

import numpy as np
import pytest
from planes import KINDS, POINTS, color_at, plane_of_four

from ae_gui.widgets.code_plane import CodePlane

ALL = np.arange(len(POINTS))


@pytest.fixture
def plane(qtbot, moving) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    plane.frame.sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays
    plane.trails.want(True)
    return plane


def move(plane: CodePlane, *steps: float) -> None:
    for step in steps:
        plane.set_points(POINTS + np.float32([0, step]), KINDS, ALL)


def stained(plane: CodePlane, x: float, y: float) -> bool:
    return color_at(plane, x, y) != plane.palette().base().color()


def test_a_point_leaves_a_trail_in_its_colour_that_fades_with_age(plane):
    move(plane, 0, 1, 2, 3)

    old, young = (color_at(plane, 10, y).red() for y in (0.5, 2.2))
    assert young < old < plane.palette().base().color().red()
    assert not stained(plane, 10, -0.5)


def test_a_trail_ends_after_some_moments(plane):
    move(plane, *np.linspace(0, 3, 30))

    assert not stained(plane, 10, 1.0)
    assert stained(plane, 10, 2.5)


def test_there_is_none_unless_it_is_wanted_and_things_may_move(plane, monkeypatch):
    move(plane, 0, 1, 2, 3)
    plane.trails.want(False)
    assert not stained(plane, 10, 2.2)
    move(plane, 0, 1, 2, 3)
    assert not stained(plane, 10, 2.2)

    plane.trails.want(True)
    monkeypatch.setenv("AUTOENCODER_LAB_STILL", "1")
    move(plane, 0, 1, 2, 3)
    assert not stained(plane, 10, 2.2)


def test_points_of_another_network_have_no_trail_from_those_of_the_last_one(plane):
    move(plane, 0)
    plane.clear_points()
    move(plane, 3)

    assert len(plane.trails.moments) == 1


def test_a_hidden_class_has_no_trail(plane):
    plane.set_class_shown(1, False)
    move(plane, 0, 1, 2, 3)

    assert not stained(plane, 10, 2.2)
    assert stained(plane, 0, 2.2)
