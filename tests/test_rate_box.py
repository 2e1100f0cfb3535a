import pytest
from PySide6.QtCore import Qt

from ae_gui.widgets.rate_box import RateBox
from ae_model.config_fields import FIELDS

RATE = next(field for field in FIELDS if field.name == "learning_rate")


@pytest.fixture
def box(qtbot):
    box = RateBox(RATE)
    qtbot.addWidget(box)
    return box


@pytest.mark.parametrize("rate", [1e-3, 0.1, 3e-5, 0.000123456789, 10.0])
def test_a_rate_is_shown_in_all_its_figures(box, rate):
    box.write(rate)
    assert float(box.text()) == rate


def test_the_arrows_go_by_one_two_five(qtbot, box):
    box.write(1e-3)
    up, down = [], []
    for seen, key in ((up, Qt.Key.Key_Up), (down, Qt.Key.Key_Down)):
        for _ in range(4):
            qtbot.keyClick(box, key)
            seen.append(float(box.text()))
    assert up == [2e-3, 5e-3, 1e-2, 2e-2]
    assert down == [1e-2, 5e-3, 2e-3, 1e-3]


def test_a_rate_between_two_steps_goes_to_the_next_one(box):
    box.write(3e-4)
    box.stepBy(1)
    assert float(box.text()) == 5e-4
    box.write(3e-4)
    box.stepBy(-1)
    assert float(box.text()) == 2e-4


@pytest.mark.parametrize("text", ["", "fast", "0", "-1", "inf", "nan"])
def test_what_is_no_rate_stays_as_it_was_written(box, text):
    box.lineEdit().setText(text)
    box.stepBy(1)
    assert box.text() == text


def test_a_step_counts_as_an_entry(qtbot, box):
    box.write(1e-3)
    with qtbot.waitSignals([box.edited, box.editingFinished]):
        box.stepBy(1)


def test_setting_a_rate_is_not_an_edit(qtbot, box):
    with qtbot.assertNotEmitted(box.edited):
        box.write(0.5)
