import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette

from ae_gui.widgets.class_errors import ClassErrors


@pytest.fixture
def classes(qtbot) -> ClassErrors:
    classes = ClassErrors()
    qtbot.addWidget(classes)
    classes.resize(600, 240)
    classes.set_class_names(["shirt", "shoe", "bag"])
    classes.set_names("deep-2d", "PCA")
    classes.show()
    return classes


def height_of_bar(classes: ClassErrors, kind: int, color: QColor) -> int:
    """How many pixels of a class's columns are of a colour, in the column that has most."""
    picture, rect = classes.grab().toImage(), classes.class_rect(kind).toRect()
    below_the_names = range(classes.fontMetrics().lineSpacing(), classes.height())
    columns = range(max(rect.left(), 0), min(rect.right(), classes.width()))
    return max(sum(picture.pixel(x, y) == color.rgb() for y in below_the_names) for x in columns)


def test_the_bars_of_both_models_are_as_high_as_their_errors(classes):
    classes.set_errors(0, np.array([0.02, 0.04, 0.01]))
    classes.set_errors(1, np.array([0.04, 0.01, 0.02]))

    left, right = (classes.palette().color(role) for role in (QPalette.ColorRole.Accent, QPalette.ColorRole.Dark))
    highest = height_of_bar(classes, 1, left)
    assert highest > 150
    for kind, shares in enumerate([(0.5, 1), (1, 0.25), (0.25, 0.5)]):
        heights = [height_of_bar(classes, kind, color) for color in (left, right)]
        assert heights == pytest.approx([share * highest for share in shares], abs=3)


def test_a_class_without_test_images_has_no_bar(classes):
    classes.set_errors(0, np.array([0.02, np.nan, 0.01]))
    assert height_of_bar(classes, 1, classes.palette().color(QPalette.ColorRole.Accent)) == 0


def test_errors_of_fewer_classes_do_not_outlive_them(classes):
    classes.set_errors(0, np.array([0.02, 0.04, 0.01]))
    classes.set_errors(1, np.array([0.04, 0.01, 0.02]))
    classes.set_class_names(["shirt", "shoe", "bag", "coat"])
    for kind in range(4):
        assert height_of_bar(classes, kind, classes.palette().color(QPalette.ColorRole.Accent)) == 0
    classes.set_errors(0, np.array([0.02, 0.04, 0.01, 0.03]))
    assert classes.accessibleDescription() == "shirt: 0.0200. shoe: 0.0400. bag: 0.0100. coat: 0.0300"


def test_a_screen_reader_hears_both_errors_of_each_class(classes):
    classes.set_errors(0, np.array([0.02, 0.04, 0.01]))
    assert classes.accessibleDescription() == "shirt: 0.0200. shoe: 0.0400. bag: 0.0100"

    classes.set_errors(1, np.array([0.04, 0.01, 0.02]))
    assert classes.accessibleDescription() == "shirt: 0.0200; 0.0400. shoe: 0.0400; 0.0100. bag: 0.0100; 0.0200"


def test_a_second_click_on_a_class_chooses_all_again(qtbot, classes):
    place = classes.class_rect(2).center().toPoint()
    chosen = []
    classes.class_chosen.connect(chosen.append)
    for _ in range(2):
        qtbot.mouseClick(classes, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(classes, Qt.MouseButton.LeftButton, pos=QPoint(classes.width() - 1, 5))

    assert chosen == [2, -1, 2]


def test_a_class_is_chosen_by_the_arrow_keys_too(qtbot, classes):
    for key, chosen in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 2),
        (Qt.Key.Key_Escape, -1),
    ):
        qtbot.keyClick(classes, key)
        assert classes.chosen == chosen


def test_other_classes_take_the_choice_back(qtbot, classes):
    qtbot.keyClick(classes, Qt.Key.Key_End)
    classes.set_class_names(["zero", "one"])
    assert classes.chosen == -1


def test_a_single_class_is_none_which_is_said_and_cannot_be_chosen(qtbot, classes):
    classes.set_class_names(["unlabelled"])
    classes.set_errors(0, np.array([0.5]))
    assert classes.accessibleDescription() == "There are no classes to tell apart."
    qtbot.keyClick(classes, Qt.Key.Key_End)
    qtbot.mouseClick(classes, Qt.MouseButton.LeftButton)
    assert classes.chosen == -1
    picture = classes.grab().toImage()
    ground = classes.palette().window().color()
    assert any(picture.pixelColor(x, picture.height() // 2) != ground for x in range(picture.width()))  # the words
