import numpy as np
import pytest
from inks import reds, shows
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.pictures import gray_image


@pytest.fixture
def sheet(qtbot, mnist) -> DigitSheet:
    sheet = DigitSheet("digits")
    qtbot.addWidget(sheet)
    sheet.resize(224, 200)
    sheet.show()
    sheet.set_digits(mnist.test.images, np.arange(1_000, 1_500), lambda index: f"digit {index}")
    return sheet


def test_a_click_chooses_the_digit_under_it(qtbot, sheet):
    with qtbot.waitSignal(sheet.digit_chosen) as chosen:
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.cell_rect(8).center())
    assert chosen.args == [1_008]


def test_keys_go_through_the_digits_and_enter_chooses(qtbot, sheet):
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(sheet, key)
    assert sheet.accessibleDescription() == "digit 1497"
    assert sheet.viewport().rect().contains(sheet.cell_rect(497))

    with qtbot.waitSignal(sheet.digit_chosen) as chosen:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert chosen.args == [1_497]


def test_digits_are_drawn_in_their_cells_wherever_the_sheet_is_scrolled_to(qtbot, sheet, mnist):
    qtbot.keyClick(sheet, Qt.Key.Key_End)
    picture = sheet.viewport().grab().toImage()

    place = sheet.cell_rect(490).adjusted(2, 2, -2, -2)
    assert shows(reds(picture.copy(place)), mnist.test.images[1_490], sheet.palette())


def test_the_copied_picture_has_the_digits_in_rows_of_twenty(sheet, mnist):
    sheet.set_digits(mnist.test.images, np.arange(1_000, 1_390))
    picture = sheet.picture()

    assert (picture.width(), picture.height()) == (20 * 28, 20 * 28)
    assert picture.copy(3 * 28, 28, 28, 28) == gray_image(mnist.test.images[1_023])


def test_the_copied_picture_of_more_digits_has_some_from_all_over(sheet, mnist):
    sheet.set_digits(
        np.stack([np.full((28, 28), label * 20, np.uint8) for label in range(10)]), np.arange(2_000) // 200
    )
    picture = sheet.picture()

    assert (picture.width(), picture.height()) == (20 * 28, 20 * 28)
    assert picture.pixelColor(19 * 28, 19 * 28).red() == 180  # of the last class


def test_seventy_thousand_digits_and_none_are_shown(qtbot, sheet, mnist):
    sheet.set_digits(mnist.train.images, np.arange(60_000))
    qtbot.keyClick(sheet, Qt.Key.Key_End)
    sheet.grab()
    assert sheet.accessibleDescription() == "59999"

    sheet.set_digits(mnist.test.images[:0], np.arange(0))
    sheet.grab()
    with qtbot.assertNotEmitted(sheet.digit_chosen):
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.cell_rect(0).center())
        qtbot.keyClick(sheet, Qt.Key.Key_Return)


def test_the_place_of_the_keys_shows_while_the_sheet_has_the_focus(qtbot, sheet):
    accent, screen = sheet.palette().accent().color(), sheet.screen()

    def shows() -> bool:  # what is on the screen; a grab would draw it anew
        corner = sheet.viewport().mapTo(sheet, sheet.cell_rect(0).topLeft())
        return screen.grabWindow(sheet.winId()).toImage().pixelColor(corner) == accent

    sheet.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
    sheet.clearFocus()
    sheet.viewport().repaint()
    assert not shows()

    sheet.setFocus()
    qtbot.waitUntil(shows)

    sheet.clearFocus()
    qtbot.waitUntil(lambda: not shows())
