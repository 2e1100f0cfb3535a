"""What the main window does until somebody touches it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from ae_gui.main_window import MainWindow
from ae_gui.self_play import SelfPlay


@pytest.fixture
def window(open_window, qtbot) -> MainWindow:
    window = open_window()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def mouse_in_window(window) -> None:
    """Where another test has left the mouse may be outside."""
    QCursor.setPos(window.mapToGlobal(window.rect().center()))


@pytest.fixture
def play(window, moving) -> SelfPlay:
    play = SelfPlay(window.latent_tab)
    play.start()
    return play


def strip_code(window: MainWindow) -> np.ndarray:
    assert window.latent_tab.flow.strip.flow is not None
    return window.latent_tab.flow.strip.flow.code


def has_walked(qtbot, window: MainWindow) -> None:
    """Wait until it has gone somewhere else."""
    before = window.latent_tab.plane.marked
    qtbot.waitUntil(lambda: window.latent_tab.plane.marked not in (None, before))


def test_it_walks_and_all_that_answers_to_the_mouse_answers(qtbot, window, play):
    has_walked(qtbot, window)
    code, picture = strip_code(window).copy(), window.latent_tab.tools.explore.inspector.decoded.image
    qtbot.waitUntil(lambda: not np.array_equal(strip_code(window), code))

    assert picture is not None
    assert window.latent_tab.plane.mark_words == "move the mouse"


@pytest.mark.parametrize("hand", ["move", "press", "key", "wheel"])
def test_it_gives_way_to_the_first_hand_at_once_and_for_good(qtbot, window, play, hand):
    has_walked(qtbot, window)
    handle = window.windowHandle()
    if hand == "move":
        QTest.mouseMove(handle, QPoint(600, 400))
    elif hand == "press":
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 300))
    elif hand == "key":
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    else:
        QTest.wheelEvent(handle, QPoint(600, 400), QPoint(0, 120))

    assert not play.plays
    assert window.latent_tab.plane.mark_words == ""
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 300))


def test_what_the_hand_does_is_done(qtbot, window, play):
    has_walked(qtbot, window)
    draw = next(button for button in window.latent_tab.findChildren(QToolButton) if button.text() == "Draw")
    place = draw.mapTo(window, draw.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert window.latent_tab.tool is window.latent_tab.tools.draw


def test_a_mouse_that_lies_where_it_was_is_no_hand(qtbot, window, mouse_in_window, play):
    QTest.mouseMove(window.windowHandle(), window.windowHandle().mapFromGlobal(QCursor.pos()))

    assert play.plays


def test_it_goes_on_in_another_network(qtbot, window, play, untrained):
    has_walked(qtbot, window)
    other = untrained(2, seed=5)
    window.session.on_show.replace(type(window.network)(other, other.encode(window.session.data.split.images), None))
    has_walked(qtbot, window)

    assert play.plays


def test_with_less_motion_nothing_plays(window):
    play = SelfPlay(window.latent_tab)
    play.start()

    assert not play.plays


def test_another_page_in_front_ends_it(qtbot, window, play):
    window.tabs.setCurrentWidget(window.training_tab)

    qtbot.waitUntil(lambda: not play.plays)
