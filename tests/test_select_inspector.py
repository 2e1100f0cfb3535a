import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ae_gui.widgets.inspectors import INSPECTOR_WIDTH
from ae_gui.widgets.pictures import gray_image
from ae_gui.widgets.select_inspector import SelectInspector

SELECTED = np.array([7, 40, 3, 999, 5_000])


@pytest.fixture
def inspector(qtbot) -> SelectInspector:
    inspector = SelectInspector()
    qtbot.addWidget(inspector)
    inspector.resize(inspector.width(), 560)
    inspector.show()
    return inspector


@pytest.fixture
def clear_button(inspector) -> QPushButton:
    (button,) = inspector.findChildren(QPushButton)
    return button


def select(inspector, mnist, indices=SELECTED):
    """Show these digits; returns their mean."""
    test = mnist.test
    mean = test.images[indices].mean(axis=0, dtype=np.float32) / np.float32(255)
    inspector.show_selection(indices, test.images, test.labels, mnist.class_names, mean)
    return mean


def test_with_nothing_selected_it_says_what_to_do(inspector, clear_button):
    assert inspector.words.text() == "Draw around points of the plane to see their classes and their mean."
    assert not clear_button.isEnabled()
    hollow = (inspector.mix, inspector.mean, inspector.decoded_mean, inspector.sheet)
    assert not any(part.isVisibleTo(inspector) for part in hollow)


def test_a_selection_is_counted_and_divided_into_its_classes(inspector, mnist):
    select(inspector, mnist, np.arange(1_234))
    assert inspector.words.text() == "Images: 1,234"
    counts = np.bincount(mnist.test.labels[:1_234])
    words = ", ".join(f"{kind}: {counts[kind]}" for kind in np.argsort(-counts, kind="stable"))
    assert inspector.mix.accessibleDescription() == words


def test_the_sheet_has_the_selected_digits_and_says_what_each_is(qtbot, inspector, mnist):
    select(inspector, mnist)
    np.testing.assert_array_equal(inspector.sheet.indices, SELECTED)

    qtbot.keyClick(inspector.sheet, Qt.Key.Key_End)
    assert inspector.sheet.accessibleDescription() == f"Class {mnist.test.labels[5_000]}, no. 5,000"


def test_both_means_are_shown(inspector, mnist):
    mean = select(inspector, mnist)
    decoded = np.linspace(0, 1, 784, dtype=np.float32).reshape(28, 28)
    inspector.decoded_mean.set_image(decoded)

    assert inspector.mean.image == gray_image(mean)
    assert inspector.decoded_mean.image == gray_image(decoded)


def test_a_digit_of_the_sheet_is_chosen_by_its_place_in_the_data_set(qtbot, inspector, mnist):
    select(inspector, mnist)
    with qtbot.waitSignal(inspector.sheet.digit_chosen) as chosen:
        qtbot.mouseClick(
            inspector.sheet.viewport(), Qt.MouseButton.LeftButton, pos=inspector.sheet.cell_rect(3).center()
        )
    assert chosen.args == [999]


def test_the_shape_is_a_rectangle_until_the_lasso_is_chosen_and_again_after(qtbot, inspector):
    assert inspector.rectangle_button.isChecked()

    for button, lasso in ((inspector.lasso_button, True), (inspector.rectangle_button, False)):
        with qtbot.waitSignal(inspector.lasso_button.toggled) as chosen:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert chosen.args == [lasso]
        assert inspector.lasso_button.isChecked() == lasso
        assert inspector.rectangle_button.isChecked() != lasso


def test_choosing_the_shape_that_is_chosen_changes_nothing(qtbot, inspector):
    with qtbot.assertNotEmitted(inspector.lasso_button.toggled):
        qtbot.mouseClick(inspector.rectangle_button, Qt.MouseButton.LeftButton)
    assert inspector.rectangle_button.isChecked()


def test_clear_can_be_pressed_once_digits_are_selected(qtbot, inspector, mnist, clear_button):
    select(inspector, mnist)
    with qtbot.waitSignal(inspector.clear_button.clicked):
        qtbot.mouseClick(clear_button, Qt.MouseButton.LeftButton)


def test_nothing_is_left_of_a_selection_that_was_cleared(inspector, mnist, clear_button):
    inspector.decoded_mean.set_image(select(inspector, mnist))
    inspector.show_nothing()

    assert inspector.words.text() == "Draw around points of the plane to see their classes and their mean."
    assert inspector.mean.image is None and inspector.decoded_mean.image is None
    assert inspector.mix.accessibleDescription() == ""
    assert len(inspector.sheet.indices) == 0
    assert not clear_button.isEnabled()


def test_its_width_does_not_change_with_what_is_selected(inspector, mnist):
    width = inspector.width()
    select(inspector, mnist, np.arange(10_000))
    assert inspector.width() == width
    assert inspector.minimumSizeHint().width() <= INSPECTOR_WIDTH
