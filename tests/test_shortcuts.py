import importlib
import inspect
import pkgutil
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget
from windows import make_all

from ae_gui import widgets
from ae_gui.main_window import MainWindow
from ae_gui.shortcuts import ShortcutsDialog, shortcuts_of

WORDS = {
    **dict.fromkeys(("Left", "Right"), ("Left, Right", "Left or Right", "Arrow keys")),
    **dict.fromkeys(("Up", "Down"), ("Arrow keys",)),
    **dict.fromkeys(("Return", "Enter"), ("Enter",)),
    **dict.fromkeys(("Plus", "Equal"), ("plus",)),  # where plus is above the equals sign, nobody wants to hold Shift
    "Minus": ("minus",),
    "PageUp": ("Page Up",),
    "PageDown": ("Page Down",),
    "Asterisk": ("*",),
}


@pytest.fixture
def window(window) -> MainWindow:
    """All of it: each part has keys of its own."""
    make_all(window)
    return window


def keys_of(groups: dict[str, dict[str, str]]) -> set[str]:
    return {keys for group in groups.values() for keys in group.values()}


def test_every_action_with_a_key_is_in_the_list_by_that_key(window):
    listed = keys_of(shortcuts_of(window, "everywhere"))
    actions = [action for action in window.findChildren(QAction) if not action.shortcut().isEmpty()]

    assert len(actions) > 30
    for action in actions:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert any(key in keys.split(", ") for keys in listed), action.text()


def test_menus_come_first_and_each_thing_is_where_it_is_done(window):
    groups = shortcuts_of(window, "everywhere")

    assert next(iter(groups)) == "File"
    assert groups["Training"]["Train"] == "F5"
    assert groups["Overview"]["Explore"] == "E"
    assert groups["Epochs"] == {"Play": "Ctrl+P", "Live": "Ctrl+L"}
    assert groups["everywhere"]["Copy picture"] == "Ctrl+C"
    assert groups["On a plane of codes"]["Show all points"] == "Home"


WIDGETS = [f"ae_gui.widgets.{module.name}" for module in pkgutil.iter_modules(widgets.__path__)]


def classes_with_keys() -> list[type]:
    return [
        value
        for module in map(importlib.import_module, WIDGETS)
        for value in vars(module).values()
        if inspect.isclass(value) and value.__module__ == module.__name__ and "keyPressEvent" in vars(value)
    ]


@pytest.mark.parametrize("kind", classes_with_keys(), ids=lambda kind: kind.__name__)
def test_a_widget_that_takes_keys_says_which_in_the_list(kind):
    source = inspect.getsource(kind.keyPressEvent)
    keys = set(re.findall(r"Key\.Key_(\w+)", source)) | set(re.findall(r"StandardKey\.(\w+)", source))
    assert keys
    shown = [kind] if "GESTURES" in vars(kind) else [one for one in kind.__subclasses__() if one.__module__ in WIDGETS]
    assert shown
    for said in (" | ".join(by for by, _ in vars(one)["GESTURES"]) for one in shown):
        for key in keys:
            assert any(words in said for words in WORDS.get(key, (key,))), key


def test_what_two_widgets_have_in_common_is_listed_once(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    tabs = QTabWidget()
    window.setCentralWidget(tabs)
    for name in ("One", "Other"):
        page = QWidget()
        tabs.addTab(page, name)
        action = QAction("Copy", page)
        action.setShortcut("Ctrl+C")
        page.addAction(action)

    assert shortcuts_of(window, "Everywhere") == {"Everywhere": {"Copy": "Ctrl+C"}}


def shown(dialog: ShortcutsDialog) -> list[str]:
    groups = [dialog.list.topLevelItem(number) for number in range(dialog.list.topLevelItemCount())]
    rows = [group.child(row) for group in groups for row in range(group.childCount()) if not group.isHidden()]
    return [row.text(0) for row in rows if not row.isHidden()]


def test_the_list_opens_by_f1_and_is_searched_by_what_is_done_by_keys_and_by_place(qtbot, open_window):
    window = open_window(source=None)
    assert window.commands.shortcuts.shortcut().toString() == "F1"
    window.commands.shortcuts.trigger()
    (dialog,) = window.findChildren(ShortcutsDialog)
    assert len(shown(dialog)) > 50

    qtbot.keyClicks(dialog.search, "grid of")
    assert shown(dialog) == ["Grid of digits"]
    dialog.search.setText("ctrl+o")
    assert shown(dialog) == ["Open file"]
    dialog.search.setText("epochs")
    assert {"Play", "Live"} <= set(shown(dialog))
    dialog.search.setText("nothing is called so")
    assert shown(dialog) == []
    assert window.unseen.runs.is_made  # whose keys are in it though its page was never seen

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
