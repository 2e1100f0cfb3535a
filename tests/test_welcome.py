import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from ae_gui.theme import TITLE, sized
from ae_gui.widgets.welcome import Welcome


@pytest.fixture
def guide() -> QAction:
    return QAction("Guide")


@pytest.fixture
def welcome(qtbot, guide) -> Welcome:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.offer(guide)
    welcome.show()
    return welcome


def test_it_shows_around_and_is_gone(qtbot, welcome, guide):
    with qtbot.waitSignal(guide.triggered):
        qtbot.mouseClick(welcome.guide_button, Qt.MouseButton.LeftButton)
    assert welcome.isHidden()


def test_it_goes_when_it_is_closed(qtbot, welcome):
    qtbot.mouseClick(welcome.close_button, Qt.MouseButton.LeftButton)
    assert welcome.isHidden()


def test_its_sentence_is_the_large_one_of_the_page_in_one_line_and_below_it_stands_what_to_do(welcome):
    sentence, hint = welcome.findChildren(QLabel)
    assert sentence.font().pointSizeF() == sized(hint.font(), TITLE).pointSizeF() > hint.font().pointSizeF()
    assert sentence.fontMetrics().horizontalAdvance(sentence.text()) < 1280 - 250
    assert hint.text().startswith("Move the mouse")
    assert hint.mapTo(welcome, hint.rect().topLeft()).y() >= sentence.mapTo(welcome, sentence.rect().bottomLeft()).y()


def test_it_takes_room_over_the_page_that_it_is_about_alone(welcome):
    welcome.turn_page(2)
    assert welcome.sizeHint().height() == 0 and not welcome.guide_button.isVisible()
    welcome.turn_page(0)
    assert welcome.sizeHint().height() > 0 and welcome.guide_button.isVisible()
