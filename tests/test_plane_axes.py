import pytest
from planes import empty_plane
from pytestqt.qtbot import QtBot

from ae_gui.widgets.point_plane import PointPlane


@pytest.fixture
def plane(qtbot: QtBot) -> PointPlane:
    return empty_plane(qtbot, 400)


def test_without_axes_the_points_have_the_whole_plane(plane, qtbot):
    plane.axes.name("code 1", "code 2")
    qtbot.waitUntil(lambda: plane.frame.width() > 380)
    plane.axes.show(True)
    qtbot.waitUntil(lambda: plane.frame.width() < 350)
    plane.axes.show(False)
    qtbot.waitUntil(lambda: plane.frame.width() > 380)


def test_a_direction_without_a_name_has_no_axis(plane):
    plane.axes.name("code 1", "")
    plane.axes.show(True)

    assert (plane.axes.items["bottom"].isVisible(), plane.axes.items["left"].isVisible()) == (True, False)


def test_names_can_stand_without_numbers(plane):
    plane.axes.name("code 1", "code 2")
    plane.axes.show(True, numbered=False)
    assert not plane.axes.items["bottom"].style["showValues"]
    assert plane.axes.items["bottom"].labelText == "code 1"
    plane.axes.show(True)
    assert plane.axes.items["bottom"].style["showValues"]


def test_numbers_below_zero_have_minus_signs(plane):
    assert plane.axes.items["bottom"].tickStrings([-20, 0, 20], 1, 20) == ["−20", "0", "20"]
    assert plane.axes.items["left"].tickStrings([-0.5, 0.5], 1, 0.5) == ["−0.5", "0.5"]
