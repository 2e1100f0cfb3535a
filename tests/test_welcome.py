import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from ae_gui.widgets.welcome import Welcome


@pytest.fixture
def train() -> QAction:
    return QAction("Train")


@pytest.fixture
def guide() -> QAction:
    return QAction("Guide")


@pytest.fixture
def welcome(qtbot, train, guide) -> Welcome:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.offer(train, guide)
    welcome.show()
    return welcome


def test_its_button_trains_and_it_is_gone(qtbot, welcome, train):
    with qtbot.waitSignal(train.triggered):
        qtbot.mouseClick(welcome.train_button, Qt.MouseButton.LeftButton)
    assert welcome.isHidden()


def test_it_shows_around_and_is_gone(qtbot, welcome, guide):
    with qtbot.waitSignal(guide.triggered):
        qtbot.mouseClick(welcome.guide_button, Qt.MouseButton.LeftButton)
    assert welcome.isHidden()


def test_it_goes_when_it_is_closed_or_somebody_trains_without_it(qtbot, welcome, train):
    qtbot.mouseClick(welcome.close_button, Qt.MouseButton.LeftButton)
    assert welcome.isHidden()

    welcome.show()
    train.trigger()
    assert welcome.isHidden()


def test_nobody_is_asked_to_train_before_that_is_possible(welcome, train):
    train.setEnabled(False)
    assert not welcome.train_button.isEnabled()
    assert "Loading" in welcome.train_button.toolTip()

    train.setEnabled(True)
    assert welcome.train_button.isEnabled()
    assert "F5" in welcome.train_button.toolTip()


def test_where_nothing_can_be_trained_it_offers_to_show_around_alone(welcome):
    welcome.offer_no_training()

    assert welcome.train_button.isHidden()
    assert not welcome.guide_button.isHidden()
    assert all("train" not in label.text() for label in welcome.findChildren(QLabel))
