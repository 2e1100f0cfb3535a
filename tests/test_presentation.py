from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontInfo, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel
from windows import menu_item

from ae_gui.main_window import MainWindow
from ae_gui.theme import Theme


@pytest.fixture
def window(open_window, theme: Theme) -> Iterator[MainWindow]:
    yield open_window(source=None)
    theme.enlarge(1.0)


def letters_of(widget) -> int:
    return QFontInfo(widget.font()).pixelSize()


def test_all_letters_and_what_is_measured_by_them_grow_at_once(window):
    small_print = next(label for label in window.panel.findChildren(QLabel) if "_Quiet" in type(label).__name__)
    parts = window.panel, window.commands.speed, window.guide
    letters, widths = letters_of(small_print), [part.width() for part in parts]
    before = letters_of(QApplication.instance().activeWindow() or window)

    for _ in range(4):
        window.commands.larger.trigger()
    assert letters_of(window) == pytest.approx(1.75 * before, abs=1)
    assert letters_of(small_print) == pytest.approx(1.75 * letters, abs=1)
    for part, width in zip(parts, widths, strict=True):
        assert part.minimumWidth() > 1.4 * width

    canvas = window.training_tab.plot.canvas
    titles = [canvas.getAxis(axis).label.font() for axis in ("left", "bottom", "right")]
    assert [QFontInfo(title).pixelSize() for title in titles] == [letters_of(window)] * 3

    window.commands.usual_size.trigger()
    assert letters_of(small_print) == letters
    assert [part.minimumWidth() for part in parts] == widths


def test_there_is_a_largest_and_a_smallest_size(window):
    for action, other in (
        (window.commands.larger, window.commands.smaller),
        (window.commands.smaller, window.commands.larger),
    ):
        while action.isEnabled():
            action.trigger()
        assert other.isEnabled()


def test_its_keys_are_those_of_every_browser(window):
    keys = {words: menu_item(window, words).shortcuts() for words in ("Full screen", "Larger", "Smaller", "Usual size")}
    assert keys["Full screen"] == [QKeySequence("F11")]
    assert QKeySequence("Ctrl++") in keys["Larger"] and QKeySequence("Ctrl+=") in keys["Larger"]
    assert (keys["Smaller"], keys["Usual size"]) == ([QKeySequence("Ctrl+-")], [QKeySequence("Ctrl+0")])


def test_the_window_fills_the_screen_and_is_as_it_was_after_it(qtbot, window):
    window.commands.full_screen.trigger()
    qtbot.waitUntil(window.isFullScreen)
    assert window.commands.full_screen.isChecked()
    window.showNormal()  # as a window manager does
    qtbot.waitUntil(lambda: not window.commands.full_screen.isChecked())
    assert not window.isFullScreen()


def test_the_size_is_remembered(open_window, theme):
    first = open_window(source=None)
    first.commands.larger.trigger()
    first.close()
    theme.enlarge(1.0)

    open_window(source=None)
    assert theme.enlargement == 1.15
    theme.enlarge(1.0)
