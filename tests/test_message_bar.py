import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton

from ae_gui.widgets import message_bar
from ae_gui.widgets.message_bar import MessageBar


@pytest.fixture
def bar(qtbot) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


def button(bar: MessageBar, words: str) -> QPushButton:
    (found,) = [child for child in bar.findChildren(QPushButton) if child.text() == words and not child.isHidden()]
    return found


def test_it_is_hidden_until_it_has_something_to_say(bar):
    assert bar.isHidden()
    bar.say("A network is here.")
    assert bar.text == "A network is here."


def test_what_is_withdrawn_is_said_no_longer_and_another_message_stays(bar):
    bar.say("A training begins.")
    bar.withdraw("A training begins.")
    assert bar.text == ""
    bar.say("A network is here.")
    bar.withdraw("A training begins.")
    assert bar.text == "A network is here."


def test_a_message_that_is_covered_can_be_withdrawn_too(bar):
    bar.say("When you were last here.", {"Open": lambda: None})
    bar.say("A training begins.")
    bar.withdraw("When you were last here.")
    bar.withdraw("A training begins.")
    assert bar.text == "" and bar.isHidden()


def test_a_message_is_there_until_it_is_not_true_any_more(bar):
    ended = QTimer(bar)
    bar.say("Stop the training first.", until=ended.timeout)
    bar.turn_page()
    assert bar.text == "Stop the training first."
    ended.timeout.emit()
    assert bar.isHidden()
    ended.timeout.emit()  # it may end again


def test_a_passing_message_goes_with_the_page_it_was_read_on(bar, monkeypatch):
    bar.say("PCA is here.")
    bar.turn_page()
    assert bar.text == "PCA is here."  # nobody can have read it yet
    monkeypatch.setattr(message_bar, "_READ_S", 0)
    bar.turn_page()
    assert bar.isHidden()
    bar.say("A network is here.", {"Open": lambda: None})
    bar.turn_page()
    assert bar.text == "A network is here."


def test_it_tells_whether_it_speaks(qtbot, bar):
    with qtbot.waitSignal(bar.speaks, check_params_cb=bool):
        bar.say("A network is here.")
    with qtbot.waitSignal(bar.speaks, check_params_cb=lambda speaks: not speaks):
        qtbot.mouseClick(button(bar, "Close"), Qt.MouseButton.LeftButton)


def test_an_offer_is_taken_and_closes_the_bar(qtbot, bar):
    taken = []
    bar.say("A network is here.", {"Open": lambda: taken.append("open"), "Discard": lambda: taken.append("discard")})

    qtbot.mouseClick(button(bar, "Open"), Qt.MouseButton.LeftButton)

    assert taken == ["open"]
    assert bar.isHidden()


def test_a_new_message_takes_the_place_of_the_last_and_gives_its_offers_back(qtbot, bar):
    taken = []
    bar.say("First.", {"Open": lambda: taken.append("open")})
    bar.say("Second.")
    qtbot.waitUntil(lambda: [child.text() for child in bar.findChildren(QPushButton)] == ["Close"])
    assert bar.text == "Second."

    qtbot.mouseClick(button(bar, "Close"), Qt.MouseButton.LeftButton)
    assert bar.text == "First."
    qtbot.mouseClick(button(bar, "Open"), Qt.MouseButton.LeftButton)
    assert taken == ["open"]
    assert bar.isHidden()


def test_a_message_that_offers_nothing_is_gone_with_the_next(qtbot, bar):
    bar.say("First.")
    bar.say("Second.")
    qtbot.mouseClick(button(bar, "Close"), Qt.MouseButton.LeftButton)
    assert bar.isHidden()
