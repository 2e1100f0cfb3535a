from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox

from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.picture_page import PicturePage
from ae_model.picture_folder import Found, Sample
from ae_model.picture_reading import Levels, Look
from ae_model.picture_search import LeftOut

SAMPLES = tuple((Path(f"{number}.png"), number % 2) for number in range(90))


@pytest.fixture
def page(qtbot) -> PicturePage:
    page = PicturePage()
    qtbot.addWidget(page)
    page.show()
    page.show_found(found(), Look(28, invert=True))
    return page


def found(
    test: tuple[Sample, ...] = (),
    sizes: Counter[tuple[int, int]] | None = None,
    root: str = "My animals",
    **more: object,
) -> Found:
    sizes = sizes or Counter({(32, 24): 90})
    return Found(Path("/pictures", root), ("cat", "dog"), SAMPLES, test, sizes, Counter({"RGB": 90}), **more)


def said(page: PicturePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def button(page: PicturePage, text: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text() == text)


def name(page: PicturePage) -> QLineEdit:
    return next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == "Name of the data set")


def test_it_says_what_was_found(page):
    assert "90 pictures in 2 classes; 32×24 pixels (RGB). One of 6 of each class is held back" in said(page)

    sizes = Counter({(side, 2 * side): 1 for side in (10, 40, 20, 30)})
    more = {"left_out": (LeftOut("a.txt", "It is no picture."),), "notes": ("There are no dogs.",)}
    page.show_found(found(test=SAMPLES[:50], sizes=sizes, **more), Look())
    assert "from 10×20 to 40×80 pixels" in said(page)
    assert "90 to train on, 50 to test with. 1 other file is left out.\nThere are no dogs." in said(page)
    assert button(page, "What is &left out…").isVisible()
    page.show_found(found(), Look())
    assert not button(page, "What is &left out…").isVisible()


def test_what_was_found_proposes_a_look_and_a_name_and_is_no_change_of_them(qtbot, page):
    assert page.look == Look(28, invert=True)
    assert name(page).text() == "My animals"
    name(page).setText("Cats")
    with qtbot.assertNotEmitted(page.look_changed), qtbot.assertNotEmitted(page.layout_changed):
        page.show_found(found(), Look(32))
    assert (page.look, name(page).text()) == (Look(32), "Cats")
    page.show_found(found(root="leaves"), Look(32))
    assert name(page).text() == "leaves"


def test_few_values_are_stretched_unless_the_user_does_not_want_it(qtbot, page):
    levels, floats = Levels("16 bits", 0, 4_080), Levels("floats", 0, 1)
    stretch = next(box for box in page.findChildren(QCheckBox) if "tretch" in box.text())
    assert not stretch.isVisible()
    page.show_found(found(levels=(levels, floats)), Look(28, stretched=(levels, floats)))
    assert stretch.text() == "S&tretch all alike (values from 0 to 4,080 of 65,535; values from 0 to 1)"
    assert stretch.isVisible() and page.look == Look(28, stretched=(levels, floats))
    with qtbot.waitSignal(page.look_changed) as changed:
        stretch.click()
    assert changed.args == [Look(28, stretched=(floats,))]

    page.show_found(found(levels=(floats,)), Look(28, stretched=(floats,)))
    page.set_working(False)
    assert not stretch.isEnabled() and stretch.isChecked()  # nobody knows what else is white


def test_folders_that_can_be_read_in_several_ways_are_read_as_the_user_chooses(qtbot, page):
    choice = page.findChild(QComboBox)
    assert not choice.isVisible()
    ways = (("parts", "Parts: train, test"), ("folders", "Classes: test, train"))
    page.show_found(found(layout="folders", layouts=ways), Look())
    assert choice.isVisible() and choice.currentText() == "Classes: test, train"
    with qtbot.waitSignal(page.layout_changed) as changed:
        choice.setCurrentIndex(0)
    assert changed.args == ["parts"]


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
    assert button(page, "&Convert").isEnabled()
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
