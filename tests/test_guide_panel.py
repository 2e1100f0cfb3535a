import pytest
from PySide6.QtCore import Qt

from ae_gui.widgets.guide_panel import STEPS, GuidePanel, Scene


@pytest.fixture
def guide(qtbot) -> GuidePanel:
    guide = GuidePanel()
    qtbot.addWidget(guide)
    guide.resize(guide.width(), 600)
    guide.show()
    return guide


def test_there_are_eight_to_twelve_short_steps_one_for_each_scene():
    assert 8 <= len(STEPS) <= 12
    assert {step.scene for step in STEPS} == set(Scene)
    for step in STEPS:
        assert 40 <= len(step.text.split()) <= 110


def test_next_and_back_turn_the_pages_from_the_first_to_the_last(qtbot, guide):
    assert not guide.back_button.isEnabled()
    for step in STEPS[1:]:
        qtbot.mouseClick(guide.next_button, Qt.MouseButton.LeftButton)
        assert guide.step is step
        assert step.text in guide.text
    assert not guide.next_button.isEnabled()

    qtbot.mouseClick(guide.back_button, Qt.MouseButton.LeftButton)
    assert guide.step is STEPS[-2]


def test_a_step_is_chosen_by_its_title(guide):
    guide.choice.setCurrentIndex(4)
    assert guide.step is STEPS[4]


def test_its_button_asks_for_the_steps_scene(qtbot, guide):
    guide.go_to(3)
    with qtbot.waitSignal(guide.scene_wanted) as wanted:
        qtbot.mouseClick(guide.show_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [STEPS[3].scene]


def test_the_exercises_answer_opens_when_it_is_asked_for_and_closes_with_the_page(qtbot, guide):
    last = STEPS[-1]
    guide.go_to(len(STEPS) - 1)
    assert last.answer not in guide.text

    qtbot.mouseClick(guide.answer_button, Qt.MouseButton.LeftButton)
    assert last.answer in guide.text

    guide.go_to(0)
    guide.go_to(len(STEPS) - 1)
    assert last.answer not in guide.text
