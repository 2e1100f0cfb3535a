import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from ae_gui.widgets.change_marks import ChangeMarks


@pytest.fixture
def plot(qtbot) -> pg.PlotWidget:
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.resize(600, 200)
    plot.show()
    plot.setRange(xRange=(0, 10), yRange=(0, 1), padding=0)
    return plot


@pytest.fixture
def marks(plot) -> ChangeMarks:
    return ChangeMarks(plot)


def test_a_change_has_a_mark_with_its_name(plot, marks):
    marks.add(2, "Learning rate 0.1 → 0.2", "Learning rate 0.1 → 0.2 at step 9")
    (line,) = [item for item in plot.items() if isinstance(item, pg.InfiniteLine)]
    assert line.value() == 2
    assert marks.shown == ["Learning rate 0.1 → 0.2"]
    marks.clear()
    assert not [item for item in plot.items() if isinstance(item, pg.InfiniteLine)]


def test_names_do_not_lie_over_each_other_and_come_back_when_there_is_room(plot, marks):
    for place in (2, 2.1, 2.2):
        marks.add(place, f"Learning rate {place}", "")
    assert marks.shown == ["Learning rate 2"]
    plot.setRange(xRange=(1.9, 2.5), padding=0)
    assert marks.shown == ["Learning rate 2", "Learning rate 2.2"]
    plot.setRange(xRange=(1.99, 2.3), padding=0)
    assert len(marks.shown) == 3


def test_a_name_at_the_right_edge_stands_left_of_its_line(plot, marks):
    marks.add(9.9, "Learning rate 9.9", "")
    assert marks.shown == ["Learning rate 9.9"]
    (line,) = [item for item in plot.items() if isinstance(item, pg.InfiniteLine)]
    words = line.label.mapRectToScene(line.label.boundingRect())
    there = plot.getViewBox().mapViewToScene(QPointF(9.9, 0)).x()
    assert words.left() < there and words.right() <= there + 1
    plot.setRange(xRange=(0, 9), padding=0)
    assert marks.shown == []


def test_what_is_near_a_position_is_told(marks):
    marks.add(2, "one", "the first")
    marks.add(5, "two", "the second")
    assert marks.near(2.02, 6) == "the first"
    assert marks.near(4.95, 6) == "the second"
    assert marks.near(3.5, 6) == ""


def test_a_name_with_brackets_is_shown_as_it_is(marks):
    marks.add(2, "{x} → {y}", "")
    marks.set_ink(QColor("red"))
    assert marks.shown == ["{x} → {y}"]
