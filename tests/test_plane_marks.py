"""Rings and lines on a plane."""

import numpy as np
import pytest
from planes import COLORS, is_like, pixel_of, plane_of_four
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPalette

from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.plane_marks import Line, Outlines, Ring

ROLES = QPalette.ColorRole
YELLOW = np.array([255, 209, 102])


def test_a_ring_is_hidden_until_it_is_put_around_a_position():
    ring = Ring(13)
    assert not ring.isVisible()

    ring.put((2.0, 3.0))
    assert ring.isVisible()
    assert ring.pos() == QPointF(2, 3)

    ring.put(None)
    assert not ring.isVisible()


def test_a_ring_is_enlarged_about_its_middle():
    ring = Ring(13)
    small = ring.boundingRect()
    ring.enlarge(2.5)

    assert ring.boundingRect().center() == small.center() == QPointF(0, 0)
    assert ring.diameter == 2.5 * 13
    assert ring.boundingRect().width() > 2 * small.width()


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    return plane


def around(plane: CodePlane, x: float, y: float, radius: float) -> list[QColor]:
    image, middle = plane.grab().toImage(), pixel_of(plane, x, y)
    turns = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    return [image.pixelColor((middle + radius * QPointF(np.cos(turn), np.sin(turn))).toPoint()) for turn in turns]


def test_a_mark_lies_over_names_and_has_a_rim_of_the_ground(plane):
    plane.names.set_names(["zero", "one"])
    plane.name_classes(["a very long name", "another one"])
    plane.points.enlarge(20)  # a point of class 0 as large as the mark and its rim
    plane.mark((0, 0), own=True)

    assert is_like(plane.grab().toImage().pixelColor(pixel_of(plane, 0, 0).toPoint()), YELLOW)
    paper = np.array(plane.palette().base().color().getRgb()[:3])
    assert all(is_like(color, paper) for color in around(plane, 0, 0, 10.5))


def test_what_is_picked_is_a_ring_around_its_point_and_what_is_yours_is_a_disc_over_it(plane):
    plane.mark((0, 0))
    assert is_like(plane.grab().toImage().pixelColor(pixel_of(plane, 0, 0).toPoint()), COLORS[0])
    assert all(is_like(color, YELLOW) for color in around(plane, 0, 0, 7.5))

    plane.mark((0, 0), own=True)
    assert is_like(plane.grab().toImage().pixelColor(pixel_of(plane, 0, 0).toPoint()), YELLOW)


@pytest.mark.parametrize(("x", "way"), [(0, 1), (10.4, -1)])
def test_the_words_of_a_mark_stand_beside_it_and_inside_the_plane_at_its_edge_too(plane, x, way):
    plane.points.select(np.empty(0, np.intp))
    plane.mark((x, 2.5), "yours: 3", own=True)

    image, middle = plane.grab().toImage(), pixel_of(plane, x, 2.5)
    along = [image.pixelColor((middle + QPointF(way * step, 6)).toPoint()) for step in range(20, 60)]
    assert sum(is_like(color, YELLOW) for color in along) > 30
    assert plane.mark_words == "yours: 3"
    plane.mark(None)
    assert plane.mark_words == ""


def test_a_mark_pulses_once_when_it_has_come_to_rest(moving, qtbot, plane):
    mark = plane._mark
    for x in np.linspace(0, 5, 4):
        plane.mark((x, 0), "yours: 3", own=True)
        plane.pulse_mark()
        assert not mark._pulse.under_way
    qtbot.waitUntil(lambda: mark._pulse.under_way)
    mark._pulse.setCurrentTime(300)
    assert any(is_like(color, YELLOW) for color in around(plane, 5, 0, 7.5 * (1 + 2.5 * mark._share)))
    mark._pulse.settle()
    assert not mark.pulses

    plane.mark((6, 0), "yours: 3", own=True)  # a network that learns moves it: nobody has asked
    assert not mark.pulses


def test_a_line_goes_through_its_positions_and_back_where_it_is_closed():
    line = Line(Qt.PenStyle.SolidLine)
    corners = [QPointF(0, 0), QPointF(4, 0), QPointF(4, 3)]

    line.put(corners)
    assert line.path().length() == 7
    line.put(corners, closed=True)
    assert line.path().length() == 12
    line.put([])
    assert line.path().isEmpty()


def test_a_line_is_as_wide_however_near_it_is_seen():
    line = Line(Qt.PenStyle.DashLine)
    line.set_colors(QColor("red"), QColor("white"))

    assert line.pen().isCosmetic()
    assert (line.pen().style(), line.pen().color()) == (Qt.PenStyle.DashLine, QColor("red"))


def test_a_line_has_a_rim_of_the_ground_over_points_of_any_colour(plane):
    plane.points.enlarge(30)
    plane.set_path(np.array([[0, 0], [10, 0]], np.float32))

    image, middle = plane.grab().toImage(), pixel_of(plane, 0.3, 0)
    colors = [image.pixelColor((middle + QPointF(0, down)).toPoint()) for down in range(-10, 11)]
    paper, accent = (np.array(plane.palette().color(role).getRgb()[:3]) for role in (ROLES.Base, ROLES.Accent))
    assert is_like(colors[0], COLORS[0]) and is_like(colors[-1], COLORS[0])
    assert any(is_like(color, accent) for color in colors)
    assert sum(is_like(color, paper) for color in colors) >= 2


def test_the_words_of_a_mark_cover_no_name(plane):
    plane.names.set_names(["zero", "one"])
    plane.mark((5, 2.5), "yours: 3", own=True)
    mark = plane._mark
    assert mark._beside().left() > 0
    right = plane.frame.mapSceneToView(mark.scenePos() + mark._beside().center())
    plane.names.set_places(np.array([right.toTuple(), (np.nan, np.nan)]))
    bubble = mark._beside().translated(mark.scenePos())
    assert not any(bubble.intersects(name) for name in plane.names.written.values())
    plane.mark(None)


def test_outlines_are_closed_and_thin_however_near_they_are_seen():
    outlines = Outlines(Qt.PenStyle.SolidLine)
    outlines.set_colors(QColor("red"), QColor("white"))
    triangle = np.array([[0, 0], [1, 0], [0, 1]], np.float32)
    outlines.put_all([triangle, triangle + 5])
    path = outlines.path()
    assert [path.elementAt(i).x for i in range(path.elementCount())] == [0, 1, 0, 0, 5, 6, 5, 5]
    assert outlines.pen().isCosmetic() and outlines.pen().widthF() < 2
    outlines.put_all([])
    assert outlines.path().isEmpty()
