import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

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


def test_it_says_what_is_seen_in_one_line(welcome):
    (words,) = welcome.findChildren(QLabel)
    assert words.fontMetrics().horizontalAdvance(words.text()) < 1280 - 250
