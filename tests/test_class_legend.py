import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.class_legend import ClassLegend

NAMES = ["zero", "one", "two"]


@pytest.fixture
def legend(qtbot) -> ClassLegend:
    legend = ClassLegend()
    qtbot.addWidget(legend)
    legend.set_classes(NAMES)
    legend.set_colors(np.array([[200, 0, 0], [0, 200, 0], [0, 0, 200]], np.uint8))
    legend.show()
    return legend


def shown(legend: ClassLegend) -> list[bool]:
    return [legend.switches[kind].isChecked() for kind in range(len(NAMES))]


def test_a_click_hides_a_class_and_another_shows_it_again(qtbot, legend):
    for state in (False, True):
        with qtbot.waitSignal(legend.shown_changed) as told:
            qtbot.mouseClick(legend.switches[1], Qt.MouseButton.LeftButton)
        assert told.args == [1, state]


def test_a_double_click_shows_a_class_alone_and_again_all(qtbot, legend):
    for expected in ([False, True, False], [True, True, True]):
        qtbot.mouseClick(legend.switches[1], Qt.MouseButton.LeftButton)
        qtbot.mouseDClick(legend.switches[1], Qt.MouseButton.LeftButton)
        assert shown(legend) == expected


def test_a_switch_says_its_class_and_has_its_colour(legend):
    assert legend.switches[2].text() == "two"
    assert legend.switches[2].accessibleName() == "Show class two"
    chip = legend.switches[2].icon().pixmap(QSize(12, 12), QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert chip.pixelColor(chip.rect().center()).name() == "#0000c8"


def test_classes_are_called_by_other_names_and_stay_as_they_are_shown(legend):
    legend.switches[0].setChecked(False)
    legend.set_names(["o", "l", "z"])
    assert [legend.switches[kind].text() for kind in range(3)] == ["o", "l", "z"]
    assert shown(legend) == [False, True, True]


def test_other_classes_are_all_shown(legend):
    legend.solo(0)
    legend.set_classes(NAMES)
    assert shown(legend) == [True, True, True]


def test_a_single_class_is_none_which_is_said(legend):
    legend.set_classes(["unlabelled"])
    legend.set_colors(np.array([[200, 0, 0]], np.uint8))
    legend.set_names(["unlabelled"])
    assert legend.switches == []
    assert [words.text() for words in legend.findChildren(QLabel) if words.isVisible()] == [
        "The images have no classes."
    ]

    legend.set_classes(NAMES)
    assert not [words for words in legend.findChildren(QLabel) if words.isVisible()]
