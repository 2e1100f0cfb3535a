import numpy as np
import pytest
from color_science import LEGIBLE, contrast
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QToolButton

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


def colors(switch: QToolButton, part: QRect | None = None) -> set[str]:
    image = switch.grab().toImage().copy(part or switch.rect())
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


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
    assert "#0000c8" in colors(legend.switches[2])


def test_a_hidden_class_is_an_empty_frame_of_its_colour(legend):
    legend.switches[2].setChecked(False)
    inside = legend.switches[2].rect().adjusted(3, 3, -3, -3)
    assert "#0000c8" not in colors(legend.switches[2], inside)


def test_a_name_is_read_on_its_colour(legend):
    legend.set_colors(np.array([[255, 255, 0], [0, 0, 90], [128, 128, 128]], np.uint8))
    for switch, ground in zip(legend.switches[:2], ((255, 255, 0), (0, 0, 90)), strict=True):
        inside = colors(switch, switch.rect().adjusted(5, 5, -5, -5))  # where there is no window
        assert max(contrast(QColor(ink).getRgb()[:3], ground) for ink in inside) >= LEGIBLE


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
        "There are no classes to tell apart."
    ]

    legend.set_classes(NAMES)
    assert not [words for words in legend.findChildren(QLabel) if words.isVisible()]


def test_no_former_class_is_seen_among_the_new_ones(legend):
    legend.set_classes(["square", "circle"])
    assert {switch for switch in legend.findChildren(QToolButton) if not switch.isHidden()} <= set(legend.switches)
