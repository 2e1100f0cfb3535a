import pytest
from PySide6.QtCore import Qt

from ae_gui.pages import PAGES
from ae_gui.widgets.guide_panel import LESSONS, GuidePanel


@pytest.fixture
def guide(qtbot) -> GuidePanel:
    guide = GuidePanel()
    qtbot.addWidget(guide)
    guide.resize(guide.width(), 600)
    guide.show()
    return guide


def test_there_are_eight_to_twenty_short_steps_each_on_a_page_that_there_is():
    assert 8 <= len(LESSONS) <= 20  # a dozen, and one or two for each family of networks beyond plain ones
    assert {step.page for step in LESSONS} <= set(PAGES)
    for step in LESSONS:
        assert 40 <= len(step.text.split()) <= 110


def test_next_and_back_turn_the_pages_and_the_last_one_ends_the_guide(qtbot, guide):
    assert not guide.back_button.isEnabled()
    for step in LESSONS[1:]:
        with qtbot.waitSignal(guide.opened) as opened:
            qtbot.mouseClick(guide.next_button, Qt.MouseButton.LeftButton)
        assert opened.args == [step]
        assert guide.lesson is step
        assert step.text in guide.text
    assert guide.next_button.text() == "Finish"
    with qtbot.waitSignal(guide.finished):
        qtbot.mouseClick(guide.next_button, Qt.MouseButton.LeftButton)

    qtbot.mouseClick(guide.back_button, Qt.MouseButton.LeftButton)
    assert guide.lesson is LESSONS[-2]
    assert guide.next_button.text() == "Next"


def test_a_step_is_chosen_by_its_title(guide):
    guide.choice.activated.emit(4)
    assert guide.lesson is LESSONS[4]


def test_what_is_remarked_stands_below_the_text_until_another_step_is_opened(guide):
    guide.remark("Not here.")
    assert guide.text.endswith("Not here.")
    guide.go_to(3)
    assert "Not here." not in guide.text
