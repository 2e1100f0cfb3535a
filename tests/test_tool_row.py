"""Modes, switches and commands in a row of tools."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPalette
from PySide6.QtWidgets import QWidget

from ae_gui.language import speak
from ae_gui.widgets.layouts import in_row
from ae_gui.widgets.tool_row import Segments, Switch, ToolButton


@pytest.fixture
def row(qtbot, theme) -> QWidget:
    """Two modes, a switch and a command."""
    row = QWidget()
    qtbot.addWidget(row)
    modes = QActionGroup(row)
    actions = [QAction(words, row, checkable=words != "Fit") for words in ("Explore", "Draw", "Names", "Fit")]
    for mode in actions[:2]:
        modes.addAction(mode)
    explore, draw, names, fit = actions
    segments = Segments([ToolButton(explore, "mouse-pointer-2"), ToolButton(draw, "pencil")])
    in_row(segments, Switch(names), ToolButton(fit, "maximize"), parent=row)
    row.show()
    return row


def button(row: QWidget, words: str) -> ToolButton:
    (found,) = [button for button in row.findChildren(ToolButton) if button.text() == words]
    return found


def colors(made: QIcon, state: QIcon.State) -> set[str]:
    image = made.pixmap(QSize(32, 32), 1.0, QIcon.Mode.Normal, state).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_one_mode_is_in_use(qtbot, row):
    for words, other in (("Explore", "Draw"), ("Draw", "Explore")):
        qtbot.mouseClick(button(row, words), Qt.MouseButton.LeftButton)
        assert button(row, words).isChecked() and not button(row, other).isChecked()


def test_a_switch_is_on_or_off_by_itself_and_its_lever_shows_it(qtbot, row):
    names = button(row, "Names")
    accent = names.palette().color(QPalette.ColorRole.Accent).name()

    qtbot.mouseClick(names, Qt.MouseButton.LeftButton)

    assert names.isChecked()
    assert accent in colors(names.icon(), QIcon.State.On)
    assert accent not in colors(names.icon(), QIcon.State.Off)


@pytest.mark.parametrize("words", ["Explore", "Names", "Fit"])
def test_drawings_are_those_of_a_new_theme_at_once(row, theme, words):
    drawn = []
    for choice in ("light", "dark"):
        theme.choose(choice)
        drawn.append(colors(button(row, words).icon(), QIcon.State.Off))
    theme.choose("system")

    assert drawn[0] and not drawn[0] & drawn[1]


def test_what_an_action_says_of_itself_the_button_says(row):
    fit = button(row, "Fit")
    fit.defaultAction().setEnabled(False)
    assert not fit.isEnabled()
    fit.defaultAction().setVisible(False)
    assert not fit.isVisible()


def test_a_button_is_there_while_its_action_is_and_from_the_start_on(qtbot):
    holder, action = QWidget(), QAction("Arrows", checkable=True, visible=False)
    qtbot.addWidget(holder)
    switch = Switch(action)
    in_row(switch, parent=holder)
    holder.show()
    assert not switch.isVisible()
    for visible in (True, False):
        action.setVisible(visible)
        assert switch.isVisible() == visible


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("language", ["en", "it"])
def test_modes_switches_and_classes_stand_in_one_row_on_a_small_screen(qapp, open_window, language):
    speak(qapp, language)
    window = open_window()
    window.resize(1280, 720)
    window.show()
    modes, classes = window.latent_tab.findChild(Segments), window.latent_tab.legend

    middles = [part.mapTo(window, part.rect().center()).y() for part in (modes, classes)]
    assert abs(middles[0] - middles[1]) < modes.height() / 2
