import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.unit_firing import UnitFiring
from ae_model.dictionary import Dictionary

IMAGES = np.arange(12, dtype=np.uint8)[:, None, None].repeat(4, 1).repeat(4, 2)
COUNTED = Dictionary(
    3_000,
    np.array([0, 0, 0, 1_200, 0]),
    np.array([[-1] * 9] * 3 + [[7, 2] + [-1] * 7] + [[-1] * 9]),
    np.array([0, 0, 0, 2, 0], np.float32),
)


@pytest.fixture
def firing(qtbot) -> UnitFiring:
    made = UnitFiring()
    qtbot.addWidget(made)
    made.show_unit(3, 1.0, COUNTED, IMAGES)
    made.show()
    return made


def test_the_knob_stands_where_the_unit_answers_and_goes_to_twice_the_most(firing):
    assert firing.knob.value() == firing.knob.maximum() / 4
    assert firing.answer is None
    assert not firing.back.isEnabled()


def test_the_knob_boosts(qtbot, firing):
    with qtbot.waitSignal(firing.answer_changed):
        firing.knob.setValue(firing.knob.maximum())
    assert firing.answer == pytest.approx(4.0)


def test_silence_makes_it_0_and_back_gives_the_answer_back(qtbot, firing):
    with qtbot.waitSignal(firing.answer_changed):
        qtbot.mouseClick(firing.silence, Qt.MouseButton.LeftButton)
    assert (firing.answer, firing.knob.value()) == (0.0, 0)
    with qtbot.waitSignal(firing.answer_changed):
        qtbot.mouseClick(firing.back, Qt.MouseButton.LeftButton)
    assert firing.answer is None
    assert firing.knob.value() == firing.knob.maximum() / 4


def test_an_answer_stays_for_another_digit_and_goes_with_another_unit(firing):
    firing.silence.click()
    firing.show_unit(3, 0.5, COUNTED, IMAGES)
    assert firing.answer == 0.0
    firing.show_unit(4, 0.5, COUNTED, IMAGES)
    assert firing.answer is None


def test_how_often_it_fires_and_the_images_that_fire_it_most_are_told(firing):
    assert firing.digits.indices.tolist() == [7, 2]
    assert firing.digits.accessibleDescription() == "Training image 7"
    assert "It fires at 1,200 of 3,000 training images, most at these:" in said(firing)


def test_a_dead_unit_has_no_images_and_is_called_so(firing):
    firing.show_unit(4, 0.0, COUNTED, IMAGES)
    assert not firing.digits.isVisible()
    assert "It is dead: it fires at none of 3,000 training images." in said(firing)


def test_before_it_is_counted_nothing_is_told_and_the_knob_can_be_turned(firing):
    firing.show_unit(3, 1.5)
    assert not firing.digits.isVisible()
    firing.knob.setValue(firing.knob.maximum())
    assert firing.answer == pytest.approx(3.0)


def test_of_all_units_the_dead_are_named_as_far_as_there_is_room(firing):
    assert firing.told(None) == "How often they fire is being counted."
    assert firing.told(COUNTED).endswith("8.0% of 3,000 training images. Dead units, 4 of 5: 1, 2, 3, 5.")
    many = Dictionary(10, np.zeros(100, np.intp), np.full((100, 9), -1), np.zeros(100, np.float32))
    assert firing.told(many).endswith("Dead units, 100 of 100: " + ", ".join(map(str, range(1, 25))) + " ….")
    alive = Dictionary(10, np.ones(2, np.intp), np.full((2, 9), -1), np.ones(2, np.float32))
    assert firing.told(alive).endswith("No unit is dead.")


def said(firing: UnitFiring) -> list[str]:
    return [label.text() for label in firing.findChildren(QLabel)]
