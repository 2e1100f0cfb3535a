from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox

from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.picture_page import PicturePage
from ae_model.picture_folder import Found, Look, Sample

SAMPLES = tuple((Path(f"{number}.png"), number % 2) for number in range(90))


@pytest.fixture
def page(qtbot) -> PicturePage:
    page = PicturePage()
    qtbot.addWidget(page)
    page.show()
    page.show_found(found(), Look(28, invert=True))
    return page


def found(test: tuple[Sample, ...] = (), sizes: Counter[tuple[int, int]] | None = None, ignored: int = 0) -> Found:
    sizes = sizes or Counter({(32, 24): 90})
    return Found(Path("/pictures/My animals"), ("cat", "dog"), SAMPLES, test, sizes, Counter({"RGB": 90}), ignored)


def said(page: PicturePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def button(page: PicturePage, text: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text() == text)


def name(page: PicturePage) -> QLineEdit:
    return next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == "Name of the data set")


def test_it_says_what_was_found(page):
    assert "90 pictures in 2 classes; 32×24 pixels (RGB). One of 6 of each class is held back" in said(page)

    sizes = Counter({(side, 2 * side): 1 for side in (10, 40, 20, 30)})
    page.show_found(found(test=SAMPLES[:50], sizes=sizes, ignored=1), Look())
    assert "from 10×20 to 40×80 pixels" in said(page)
    assert "50 of them, in the folder test, are held back to test with. 1 other file is left out." in said(page)


def test_what_was_found_proposes_a_look_and_a_name_and_is_no_change_of_them(qtbot, page):
    assert page.look == Look(28, invert=True)
    assert name(page).text() == "My animals"
    with qtbot.assertNotEmitted(page.look_changed):
        page.show_found(found(), Look(32))
    assert page.look == Look(32)


def test_another_look_is_told_and_converting_says_the_name_without_blanks(qtbot, page):
    with qtbot.waitSignal(page.look_changed) as changed:
        page.findChild(QSpinBox).setValue(16)
    assert changed.args == [Look(16, invert=True)]
    with qtbot.waitSignal(page.look_changed) as changed:
        page.findChild(QCheckBox).click()
    assert changed.args == [Look(16)]

    name(page).setText("  animals ")
    with qtbot.waitSignal(page.convert_wanted) as wanted:
        button(page, "&Convert").click()
    assert wanted.args == ["animals", Look(16)]


def test_without_a_name_or_while_something_is_done_nothing_is_converted(page):
    name(page).setText("   ")
    assert not button(page, "&Convert").isEnabled()
    name(page).setText("animals")
    assert button(page, "&Convert").isEnabled()

    page.set_working(True, looking=True)
    assert not button(page, "&Convert").isEnabled()
    assert name(page).isEnabled()
    page.set_working(True)
    assert not name(page).isEnabled()
    page.set_working(False)
    assert button(page, "&Convert").isEnabled()


def test_some_pictures_are_shown_as_they_will_be_with_their_classes(qtbot, page, mnist):
    page.show_pictures(mnist.test.images[:3], ["cat", "dog", "cat"])
    sheet = page.findChild(DigitSheet)
    np.testing.assert_array_equal(sheet.indices, [0, 1, 2])
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.accessibleDescription() == "dog"
