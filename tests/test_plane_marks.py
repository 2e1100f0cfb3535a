"""Rings and lines on a plane."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from ae_gui.widgets.plane_marks import Line, Ring


def test_a_ring_is_hidden_until_it_is_put_around_a_position():
    ring = Ring(13)
    assert not ring.isVisible()

    ring.put((2.0, 3.0))
    assert ring.isVisible()
    assert ring.pos() == QPointF(2, 3)

    ring.put(None)
    assert not ring.isVisible()


@pytest.mark.parametrize("factor", [1.0, 2.5])
def test_a_ring_is_enlarged_about_its_middle_with_its_pen(factor):
    ring = Ring(13)
    ring.set_color(QColor("red"))
    ring.enlarge(factor)

    assert ring.rect().center() == QPointF(0, 0)
    assert ring.rect().width() == 13 * factor
    assert ring.pen().widthF() == 2 * factor
    assert ring.pen().color() == QColor("red")


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
    line.set_color(QColor("red"))

    assert line.pen().isCosmetic()
    assert (line.pen().style(), line.pen().color()) == (Qt.PenStyle.DashLine, QColor("red"))
