import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolTip

from ae_gui.widgets.digit_chooser import DigitChooser
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.pictures import gray_image, inked
from ae_model.datasets import Split


@pytest.fixture
def chooser(qtbot, mnist):
    chooser = DigitChooser(np.random.default_rng(0))
    qtbot.addWidget(chooser)
    chooser.set_images(mnist.test, mnist.class_names)
    chooser.open_at(QPoint(100, 500))
    return chooser


def offered(chooser: DigitChooser) -> list[int]:
    return chooser.findChild(DigitSheet).indices.tolist()


def test_forty_different_images_are_offered(chooser):
    assert len(offered(chooser)) == len(set(offered(chooser))) == 40


def test_others_are_offered_each_time(qtbot, chooser):
    first = offered(chooser)
    qtbot.mouseClick(chooser.findChild(QPushButton), Qt.MouseButton.LeftButton)
    second = offered(chooser)
    chooser.open_at(QPoint(100, 500))
    assert first != second != offered(chooser)


def test_one_class_alone_is_offered_on_demand(chooser, mnist):
    classes = chooser.findChild(QComboBox)
    classes.setCurrentText("Class 7")
    assert (mnist.test.labels[offered(chooser)] == 7).all()
    classes.setCurrentText("Any class")
    assert len(np.unique(mnist.test.labels[offered(chooser)])) > 5


def test_a_click_chooses_an_image_and_closes_the_popup(qtbot, chooser):
    images = chooser.findChild(DigitSheet)
    place = images.cell_rect(11).center()
    with qtbot.waitSignal(chooser.chosen) as chosen:
        qtbot.mouseClick(images.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [offered(chooser)[11]]
    assert not chooser.isVisible()


def test_the_keys_choose_an_image_too(qtbot, chooser):
    images = chooser.findChild(DigitSheet)
    with qtbot.waitSignal(chooser.chosen) as chosen:
        qtbot.keyClick(images, Qt.Key.Key_Right)
        qtbot.keyClick(images, Qt.Key.Key_Return)
    assert chosen.args == [offered(chooser)[1]]


def test_escape_closes_without_a_choice(qtbot, chooser):
    with qtbot.assertNotEmitted(chooser.chosen):
        qtbot.keyClick(chooser.findChild(DigitSheet), Qt.Key.Key_Escape)
    assert not chooser.isVisible()


def test_a_class_of_few_images_offers_them_all(qtbot, mnist):
    chooser = DigitChooser(np.random.default_rng(0))
    qtbot.addWidget(chooser)
    chooser.set_images(Split(mnist.test.images[:5], mnist.test.labels[:5]), mnist.class_names)
    chooser.open_at(QPoint(0, 0))
    assert sorted(offered(chooser)) == [0, 1, 2, 3, 4]


def test_each_image_says_what_it_is(qtbot, chooser, mnist):
    sheet, index = chooser.findChild(DigitSheet), offered(chooser)[3]
    for _ in range(3):
        qtbot.keyClick(sheet, Qt.Key.Key_Right)
    words = f"Class {mnist.test.labels[index]}, test image {index:,}"
    assert sheet.accessibleDescription() == words

    place = sheet.cell_rect(3).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, sheet.viewport().mapToGlobal(place))
    QApplication.sendEvent(sheet.viewport(), event)
    assert QToolTip.text() == words


def test_images_are_shown_twice_as_large_as_they_are_in_crisp_pixels(chooser, mnist):
    sheet = chooser.findChild(DigitSheet)
    shown = sheet.viewport().grab().toImage().copy(sheet.cell_rect(5).adjusted(8, 8, -8, -8))
    expected = inked(gray_image(mnist.test.images[offered(chooser)[5]]), sheet.palette()).scaled(56, 56)
    inside = expected.copy(4, 4, 48, 48)  # the hairline and the round corners are around it
    assert shown.convertToFormat(QImage.Format.Format_RGB32) == inside.convertToFormat(QImage.Format.Format_RGB32)


def test_the_box_of_classes_is_as_wide_as_their_names_also_as_these_change(chooser):
    classes = chooser.findChild(QComboBox)
    chooser.set_class_names(["a name that is longer than any before", *map(str, range(9))])
    longest = max(classes.fontMetrics().horizontalAdvance(classes.itemText(row)) for row in range(classes.count()))
    assert classes.sizeHint().width() > longest


def test_classes_are_called_by_their_names(chooser):
    names = ["zero", "one", *map(str, range(2, 10))]
    chooser.set_class_names(names)
    (box,) = chooser.findChildren(QComboBox)
    assert [box.itemText(row) for row in (1, 2, 3)] == ["Class zero", "Class one", "Class 2"]

    box.setCurrentIndex(2)
    assert chooser.findChild(DigitSheet).accessibleDescription().startswith("Class one, test image ")
