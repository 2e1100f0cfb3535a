"""The pages beside the plane of the fair mode."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from ae_gui.kiosk.pages import DrawPage, ExplorePage, TrainPage
from ae_gui.tour_hands import drag
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.pictures import gray_image
from ae_model.image_shape import MNIST_SHAPE

DIGIT = np.full((28, 28), 100, np.uint8)


def add(qtbot, page):
    qtbot.addWidget(page)
    page.resize(420, 640)
    page.show()
    return page


def test_the_explored_digit_is_shown_with_its_words(qtbot):
    page = add(qtbot, ExplorePage())
    page.show_digit(DIGIT, "People who write like this mean 3.")

    assert page.digit.image == gray_image(DIGIT)
    assert page.words.text() == "People who write like this mean 3."


def test_a_drawing_is_told_as_an_image_of_the_data_set_and_forgotten_for_good(qtbot):
    page = add(qtbot, DrawPage(MNIST_SHAPE))
    side = page.pad.width()
    with qtbot.waitSignal(page.digit_drawn) as drawn:
        drag(page.pad, [QPointF(side / 2, y * side) for y in (0.2, 0.5, 0.8)], 0)
    assert drawn.args[0].shape == (28, 28)

    with qtbot.waitSignal(page.digit_drawn) as drawn:
        QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert drawn.args == [None]
    assert not page.pad.undo_stack.canUndo()


def test_the_copy_is_shown_until_the_result_is_cleared(qtbot):
    page = add(qtbot, DrawPage(MNIST_SHAPE))
    page.show_result(DIGIT, np.array([0.38, 0.01, 0.61]), ["3", "5", "8"])
    assert (page.copy.image, page.verdict.text()) == (gray_image(DIGIT), "8")
    assert page.votes.accessibleDescription() == "8: 61%, 3: 38%"
    assert page.copy.isVisibleTo(page)

    page.clear_result()
    assert (page.copy.image, page.verdict.text(), page.words.text()) == (None, "", "Use your finger.")
    assert not page.copy.isVisibleTo(page)


@pytest.fixture
def train(qtbot, tiny) -> TrainPage:
    return add(qtbot, TrainPage(tiny.test))


def test_the_button_starts_a_training_or_stops_the_present_one(train, qtbot):
    train.set_state(possible=True, training=False)
    with qtbot.waitSignal(train.start_wanted):
        QTest.mouseClick(train.button, Qt.MouseButton.LeftButton)

    train.set_state(possible=True, training=True)
    with qtbot.waitSignal(train.stop_wanted):
        QTest.mouseClick(train.button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"training": False}, "Train"),
        ({"training": True}, "Stop"),
        ({"training": False, "trained": True}, "Train again"),
    ],
)
def test_the_button_says_what_it_does(train, state, words):
    train.set_state(possible=False, **state)

    assert train.button.text() == words
    assert not train.button.isEnabled()


def test_five_digits_are_redrawn_by_the_network(train, untrained, tiny):
    network = untrained(2)
    train.show_network(network)

    watched = tiny.test.images[tiny.test.of_every_class(5)]
    redrawn = [view.image for view in train.findChildren(DigitView) if view.accessibleName() == "Redrawn digit"]
    assert redrawn == [gray_image(image) for image in network.reconstruct(watched)]


def test_it_says_how_many_digits_were_seen(train):
    train.show_seen(1_234_567)

    assert train.words.text() == "Digits seen so far: 1,234,567"
