import pytest
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QLabel, QMainWindow, QStyle, QToolButton, QWidget

from ae_gui.commands import Commands
from ae_gui.widgets.tabs import Tabs
from ae_model.config import PRESETS


@pytest.fixture
def window(qtbot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def tabs(window) -> Tabs:
    tabs = Tabs(window)
    for title in ("One", "Two"):
        tabs.add(title, title, QWidget())
    return tabs


@pytest.fixture
def commands(window, tabs) -> Commands:
    return Commands(window, tabs, QAction("Guide", window))


def item(window: QMainWindow, words: str) -> QAction:
    (found,) = [action for action in window.findChildren(QAction) if action.text() == words]
    return found


def marked(window: QMainWindow) -> set[str]:
    return {action.text() for action in window.findChildren(QAction) if action.isChecked()}


def test_each_trained_network_has_a_picture_that_can_be_seen_and_a_line(commands, theme):
    menu = commands.shipped_menu
    menu.ensurePolished()
    assert menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu) == 40
    assert [action.text() for action in menu.actions()] == list(PRESETS)
    assert {action.toolTip() for action in menu.actions()} == {preset.teaches for preset in PRESETS.values()}
    assert not any(action.icon().isNull() for action in menu.actions())


def test_the_first_button_says_what_it_does_now(commands):
    def said(*, training: bool, paused: bool) -> str:
        commands.refresh(training, paused, can_train=True, can_go_on=False, palette=QPalette())
        return commands.train.text()

    assert said(training=False, paused=False) == "Train"
    assert said(training=True, paused=False) == "Pause"
    assert said(training=True, paused=True) == "Resume"


def test_there_is_something_to_stop_while_it_trains_alone(commands):
    for training in (False, True):
        commands.refresh(training, paused=False, can_train=not training, can_go_on=not training, palette=QPalette())
        assert [action.isEnabled() for action in (commands.train, commands.step, commands.train_on)] == [
            not training
        ] * 3
        assert commands.stop.isEnabled() == training


def test_where_nothing_can_be_trained_it_is_said_why(commands):
    commands.say_why_not_to_train("There is no engine.")
    assert {action.toolTip() for action in (commands.train, commands.step, commands.stop)} == {"There is no engine."}
    assert not commands.speed.isEnabled()


def test_a_speed_is_told_and_said_and_one_that_is_none_is_the_fastest(qtbot, window, commands):
    assert commands.steps_a_second is None
    with qtbot.waitSignal(commands.speed_changed) as told:
        commands.choose_speed(25)
    assert told.args == [25]
    assert "25 steps/s" in {label.text() for label in window.findChildren(QLabel)}

    commands.choose_speed(7)
    assert commands.steps_a_second is None


def test_every_tab_is_shown_by_a_key_of_its_own(window, tabs, commands):
    assert [item(window, words).shortcut().toString() for words in ("One", "Two")] == ["Ctrl+1", "Ctrl+2"]
    item(window, "Two").trigger()
    assert tabs.currentIndex() == 1


def test_what_is_chosen_in_a_menu_is_told_and_one_of_each_kind_is_marked(qtbot, window, commands):
    for signal, words, value in (
        (commands.theme_wanted, "Dark", "dark"),
        (commands.language_wanted, "Italiano", "it"),
        (commands.palette_wanted, "Colour-blind safe", "Colour-blind safe"),
    ):
        with qtbot.waitSignal(signal) as told:
            item(window, words).trigger()
        assert told.args == [value]
    commands.show_theme("light")
    commands.show_language("en")
    commands.show_palette("tab10")
    assert {"Light", "English"} <= marked(window)
    assert not {"Dark", "Italiano", "Colour-blind safe"} & marked(window)


def test_every_preset_has_a_trained_network_to_open_with_a_word_on_what_it_teaches(qtbot, commands):
    items = commands.shipped_menu.actions()
    assert [item.text() for item in items] == list(PRESETS)
    assert [item.toolTip() for item in items] == [preset.teaches for preset in PRESETS.values()]
    with qtbot.waitSignal(commands.shipped_wanted) as wanted:
        items[1].trigger()
    assert wanted.args == [items[1].text()]


def test_no_key_is_that_of_two_actions(window, commands):
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_a_training_is_driven_from_the_header(window, commands):
    assert window.menuWidget() is commands.header
    buttons = [button for button in commands.header.findChildren(QToolButton) if button.defaultAction()]
    assert [button.defaultAction() for button in buttons] == [
        commands.train,
        commands.step,
        commands.stop,
        commands.train_on,
    ]
