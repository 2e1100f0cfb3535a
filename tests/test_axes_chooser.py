import pytest
from PySide6.QtWidgets import QComboBox, QSpinBox

from ae_gui.widgets.axes_chooser import AxesChooser


@pytest.fixture
def chooser(qtbot) -> AxesChooser:
    chooser = AxesChooser()
    qtbot.addWidget(chooser)
    chooser.set_dimensions(5)
    return chooser


def boxes(chooser: AxesChooser) -> list[QSpinBox]:
    return chooser.findChildren(QSpinBox)


def test_of_two_dimensions_there_is_nothing_to_choose(chooser):
    assert chooser.isVisibleTo(None)
    chooser.set_dimensions(2)
    assert not chooser.isVisibleTo(None)
    assert chooser.axes is None


def test_principal_axes_are_the_first_choice_and_raw_codes_the_first_two_of_them(qtbot, chooser):
    assert chooser.axes is None
    assert not any(box.isVisibleTo(chooser) for box in boxes(chooser))
    with qtbot.waitSignal(chooser.changed):
        chooser.findChild(QComboBox).setCurrentText("Raw codes")
    assert chooser.axes == (0, 1)
    assert all(box.isVisibleTo(chooser) for box in boxes(chooser))


def test_two_dimensions_are_chosen_with_one_signal(qtbot, chooser):
    told: list[tuple[int, int] | None] = []
    chooser.changed.connect(lambda: told.append(chooser.axes))
    chooser.choose(3, 1)
    chooser.choose(2, 4)
    assert told == [(3, 1), (2, 4)]


def test_the_choice_stays_where_another_code_has_those_dimensions_too(chooser):
    chooser.choose(2, 0)
    chooser.set_dimensions(8)
    assert chooser.axes == (2, 0)
    chooser.set_dimensions(2)
    chooser.set_dimensions(3)
    assert chooser.axes is None
