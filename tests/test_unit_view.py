import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.diverging import diverging_image
from ae_gui.widgets.unit_view import UnitView


@pytest.fixture
def view(qtbot) -> UnitView:
    view = UnitView()
    qtbot.addWidget(view)
    view.show()
    return view


def test_a_unit_is_shown_large_with_its_words(view):
    field = np.random.default_rng(0).normal(size=(28, 28))
    view.show_unit(field, "Unit 3")

    assert view.findChild(QLabel).text() == "Unit 3"
    picture, expected = view.grab().toImage(), diverging_image(field, view.palette())
    for row, column in ((1, 1), (14, 20), (26, 26)):  # 196 pixels for 28
        assert picture.pixelColor(7 * column + 3, 7 * row + 3) == expected.pixelColor(column, row)


def test_a_picture_that_is_not_square_keeps_its_shape(view):
    view.show_unit(np.ones((14, 28)), "wide")
    picture, paper = view.grab().toImage(), view.palette().window().color()

    assert picture.pixelColor(98, 20) == paper
    assert picture.pixelColor(98, 98) == diverging_image(np.ones((1, 1)), view.palette()).pixelColor(0, 0)


def test_nothing_is_left_of_a_unit_that_is_not_shown_any_more(view):
    bare = view.grab().toImage()
    view.show_unit(np.ones((28, 28)), "Unit 3")
    assert view.grab().toImage() != bare

    view.show_unit(None)
    assert view.grab().toImage() == bare
    assert view.findChild(QLabel).text() == ""
