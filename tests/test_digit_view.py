import numpy as np
import pytest
from inks import grey, reds
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.pictures import gray_image


@pytest.fixture
def view(qtbot) -> DigitView:
    view = DigitView("digit", 112)
    qtbot.addWidget(view)
    view.resize(112, 112)
    return view


def test_a_digit_is_enlarged_without_blurring(view, mnist):
    digit = mnist.test.images[0]
    view.set_image(digit)

    shown = view.grab().toImage()
    for row, column in ((7, 7), (14, 15), (20, 12)):
        block = reds(shown.copy(4 * column, 4 * row, 4, 4))
        np.testing.assert_allclose(grey(block, view.palette()), digit[row, column], atol=2)


def test_only_the_display_clips_what_a_linear_output_exceeds():
    image = gray_image(np.array([[-0.5, 0.5, 1.5]], np.float32))

    assert [image.pixelColor(x, 0).red() for x in range(3)] == [0, 128, 255]


def test_a_picture_outlives_the_array_that_it_was_made_of():
    pixels = np.full((28, 28), 200, np.uint8)
    image = gray_image(pixels)
    pixels[:] = 0

    assert image.pixelColor(3, 3).red() == 200


def test_a_tall_image_keeps_its_proportions(view):
    view.set_image(np.full((20, 10), 255, np.uint8))

    shown = view.grab().toImage()
    lit = np.flatnonzero(grey(reds(shown.copy(0, 56, 112, 1)), view.palette())[0] > 250)
    assert (lit.min(), lit.max()) == (29, 82)  # within a hairline at 28 and at 83


def test_it_tells_when_a_new_image_is_painted_and_only_then(qtbot, view):
    view.show()
    view.set_image(np.zeros((28, 28), np.uint8))
    with qtbot.waitSignal(view.painted):
        view.repaint()

    with qtbot.assertNotEmitted(view.painted):
        view.repaint()


def test_its_picture_can_be_copied(view, mnist):
    view.set_image(mnist.test.images[0])
    copy = next(action for action in view.actions() if action.text() == "Copy picture")

    copy.trigger()

    assert QGuiApplication.clipboard().image() == view.grab().toImage()


def test_without_an_image_nothing_is_drawn_not_even_a_frame(view):
    ground = QWidget()
    ground.resize(112, 112)

    assert view.grab().toImage() == ground.grab().toImage()
