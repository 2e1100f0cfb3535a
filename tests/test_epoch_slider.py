import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from ae_gui.widgets.epoch_slider import EpochSlider


@pytest.fixture
def slider(qtbot) -> EpochSlider:
    slider = EpochSlider()
    qtbot.addWidget(slider)
    slider.resize(900, 40)
    slider.show()
    slider.set_epochs([0, 1, 2, 4, 8], None)
    return slider


def test_it_begins_at_the_present(slider):
    assert slider.position is None
    assert slider.slider.value() == 4
    assert "5 epochs kept" in slider.words.text()
    assert not slider.live_action.isEnabled()


def test_it_says_when_not_every_epoch_could_be_kept(slider):
    slider.set_epochs([0, 4, 8, 9], None, stride=4)
    assert slider.words.text() == "Now, 1 of 4 epochs kept"


def test_a_key_looks_at_the_epoch_before(qtbot, slider):
    with qtbot.waitSignal(slider.epoch_chosen) as chosen:
        qtbot.keyClick(slider.slider, Qt.Key.Key_Left)

    assert chosen.args == [3]
    assert slider.words.text() == "Epoch 4 of 8"


def test_one_key_goes_back_to_the_present(qtbot, slider):
    slider.look_at(1)
    slider.activateWindow()

    with qtbot.waitSignal(slider.live_chosen):
        slider.live_action.trigger()

    assert slider.position is None
    assert slider.slider.value() == 4


def test_new_epochs_leave_the_one_that_is_looked_at(qtbot, slider):
    slider.look_at(1)
    with qtbot.assertNotEmitted(slider.epoch_chosen), qtbot.assertNotEmitted(slider.live_chosen):
        slider.set_epochs([0, 1, 2, 4, 8, 9], 1)

    assert slider.position == 1
    assert slider.words.text() == "Epoch 1 of 9"


def test_playing_shows_every_epoch_from_the_first_and_stops_at_the_last(qtbot, slider):
    seen = []
    slider.epoch_chosen.connect(seen.append)
    slider.play_action.trigger()
    assert slider.play_action.text() == "Stop"

    qtbot.waitUntil(lambda: slider.play_action.text() == "Play")

    assert seen == [0, 1, 2, 3, 4]


def test_it_is_there_while_there_are_epochs_to_choose_from(slider):
    slider.play_action.trigger()
    slider.set_epochs([0], None)

    assert slider.isHidden()
    assert slider.play_action.text() == "Play"
    slider.set_epochs([0, 1], None)
    assert slider.isVisible()


def test_where_the_epochs_are_is_said_truthfully(slider):
    words = slider.slider.toolTip()
    assert "512 MB of memory" in words
    assert "the folder of the run has them too" in words


def test_the_speed_of_playing_is_chosen_and_said(qtbot, slider):
    usual = slider.epochs_a_second
    button = next(button for button in slider.findChildren(QToolButton) if button.text() == f"{usual} a second")
    next(action for action in button.menu().actions() if action.text() == "20 a second").trigger()
    assert (slider.epochs_a_second, button.text()) == (20, "20 a second")
    assert [action.text() for action in button.menu().actions() if action.isChecked()] == ["20 a second"]

    slider.choose_speed(7)  # of settings that were written by hand
    assert slider.epochs_a_second == usual
