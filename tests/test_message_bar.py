import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

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
