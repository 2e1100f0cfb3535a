from itertools import combinations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from ae_gui.widgets.plot_names import PlotNames

DIGITS = [str(digit) for digit in range(10)]


@pytest.fixture
def plot(qtbot) -> pg.PlotWidget:
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.setBackground("w")
    plot.resize(600, 500)
    plot.setRange(QRectF(0, 0, 10, 10))
    plot.show()
    plot.grab()
    return plot


@pytest.fixture
def names(plot) -> PlotNames:
    names = PlotNames()
    names.set_style(QColor("black"), QColor("white"), QApplication.font())
    plot.addItem(names)
    return names


def test_a_name_is_written_at_its_place(plot, names):
    names.set_names(["left", "right"])
    names.set_places(np.array([[2, 5], [8, 5]]))

    for name, x in (("left", 2), ("right", 8)):
        middle = names.written[name].center()
        assert (middle - plot.getViewBox().mapViewToScene(QPointF(x, 5))).manhattanLength() < 1
        assert plot.grab(names.written[name].toRect()).toImage().pixelColor(0, 0) == QColor("white")
    image = plot.grab(names.written["left"].toAlignedRect()).toImage()
    assert min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())) < 64


def test_a_name_without_a_place_or_out_of_sight_is_not_written(names):
    names.set_names(["here", "nowhere", "far"])
    names.set_places(np.array([[5, 5], [np.nan, np.nan], [100, 5]]))

    assert list(names.written) == ["here"]


@pytest.mark.parametrize("spread", [0, 0.05, 0.3])
def test_no_two_names_lie_on_each_other(names, spread):
    names.set_names(DIGITS)
    names.set_places(5 + spread * np.random.default_rng(0).normal(size=(10, 2)))

    for one, other in combinations(names.written.values(), 2):
        shared = one.intersected(other)
        assert min(shared.width(), shared.height()) < 2


def test_names_are_as_large_as_the_font(plot, names):
    names.set_names(["name"])
    names.set_places(np.array([[5, 5]]))
    before = names.written["name"]
    font = QFont(QApplication.font())
    font.setPointSizeF(2 * font.pointSizeF())
    names.set_style(QColor("black"), QColor("white"), font)

    assert names.written["name"].height() > 1.6 * before.height()


def test_a_name_goes_to_a_free_place_near_what_it_would_cover(plot, names):
    names.set_names(DIGITS)
    places = 5 + 0.4 * np.random.default_rng(0).normal(size=(10, 2))
    names.set_places(places)
    names.keep_off(np.array([[5, 5, 12]]))

    taken = QRectF(-12, -12, 24, 24).translated(plot.getViewBox().mapViewToScene(QPointF(5, 5)))
    assert len(names.written) == 10
    assert not any(taken.adjusted(1, 1, -1, -1).intersects(place) for place in names.written.values())
    middle = names.written["0"].center()
    assert (middle - plot.getViewBox().mapViewToScene(QPointF(*places[0]))).manhattanLength() < 100
