import pytest
from PySide6.QtCore import Qt

from ae_gui.widgets.guide_panel import LESSONS, GuidePanel, Scene


@pytest.fixture
def guide(qtbot) -> GuidePanel:
    guide = GuidePanel()
    qtbot.addWidget(guide)
    guide.resize(guide.width(), 600)
    guide.show()
    return guide


def test_there_are_eight_to_twelve_short_steps_one_for_each_scene():
    assert 8 <= len(LESSONS) <= 12
    assert {step.scene for step in LESSONS} == set(Scene)
    for step in LESSONS:
        assert 40 <= len(step.text.split()) <= 110


def test_next_and_back_turn_the_pages_from_the_first_to_the_last(qtbot, guide):
    assert not guide.back_button.isEnabled()
    for step in LESSONS[1:]:
        qtbot.mouseClick(guide.next_button, Qt.MouseButton.LeftButton)
        assert guide.lesson is step
        assert step.text in guide.text
    assert not guide.next_button.isEnabled()

    qtbot.mouseClick(guide.back_button, Qt.MouseButton.LeftButton)
    assert guide.lesson is LESSONS[-2]


def test_a_step_is_chosen_by_its_title(guide):
    guide.choice.setCurrentIndex(4)
    assert guide.lesson is LESSONS[4]


def test_its_button_asks_for_the_steps_scene(qtbot, guide):
    guide.go_to(3)
    with qtbot.waitSignal(guide.scene_wanted) as wanted:
        qtbot.mouseClick(guide.show_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [LESSONS[3].scene]


def test_the_exercises_answer_opens_when_it_is_asked_for_and_closes_with_the_page(qtbot, guide):
    last = LESSONS[-1]
    guide.go_to(len(LESSONS) - 1)
    assert last.answer not in guide.text

    qtbot.mouseClick(guide.answer_button, Qt.MouseButton.LeftButton)
    assert last.answer in guide.text

    guide.go_to(0)
    guide.go_to(len(LESSONS) - 1)
    assert last.answer not in guide.text
