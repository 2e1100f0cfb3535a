"""The list of all shortcuts, read from the window's own actions and widgets, so that it is never behind them.

A widget that answers to keys or to the mouse by itself says so in its class: `GESTURES` are pairs of what the user does
and what happens, and `GESTURES_OF` says where.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QFont, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import in_column, open_with
from ae_gui.words import translated

Group = dict[str, str]  # what is done: by which keys

_SIZE = (620, 600)  # logical pixels


def shortcuts_of(window: QMainWindow, everywhere: str) -> dict[str, Group]:
    """What keys and the mouse do, by where they do it: first in menus, then by other actions, then on widgets.

    What several widgets have in common stands under `everywhere`.
    """
    found: dict[str, Group] = {}
    seen: list[QAction] = []
    bar = window.findChild(QMenuBar)
    for menu in (action.menu() for action in bar.actions()) if bar else ():
        if isinstance(menu, QMenu):
            for action in _actions_below(menu):
                seen.append(action)
                _add(found, _plain(menu.title()), action)
    owners: dict[tuple[str, str], set[str]] = {}
    others = [action for action in window.findChildren(QAction) if action not in seen and action.shortcuts()]
    for action in others:
        owners.setdefault(_words(action), set()).add(_place(action, window))
    for action in others:
        places = owners[_words(action)]
        _add(found, everywhere if len(places) > 1 else next(iter(places)), action)
    kinds = [kind for widget in window.findChildren(QWidget) for kind in type(widget).__mro__]
    for kind in dict.fromkeys(kinds):
        if gestures := vars(kind).get("GESTURES"):
            where = found.setdefault(translated(vars(kind)["GESTURES_OF"]), {})
            where.update({translated(does): translated(by) for by, does in gestures})
    return found


class ShortcutsDialog(QDialog):
    """The list, with a line to search it."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keyboard and mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(placeholderText=self.tr("Search keys and what they do …"), clearButtonEnabled=True)
        self.list = QTreeWidget()
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._lay_out()
        self._fill(shortcuts_of(window, self.tr("Wherever it has the focus")))
        self.search.textChanged.connect(self._search)
        open_with(self, *_SIZE)

    @Slot(str)
    def _search(self, words: str) -> None:
        """Show only what is called so, or is done by such keys."""
        wanted = words.strip().casefold()
        for group, rows in self._groups:
            whole = wanted in group.text(0).casefold()
            for row in rows:
                row.setHidden(not (whole or wanted in f"{row.text(0)}\n{row.text(1)}".casefold()))
            group.setHidden(all(row.isHidden() for row in rows))

    def _fill(self, groups: dict[str, Group]) -> None:
        for place, group in groups.items():
            item = QTreeWidgetItem([place])
            font = QFont(item.font(0))
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(0, font)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            rows = [QTreeWidgetItem([does, by]) for does, by in group.items()]
            item.addChildren(rows)
            self.list.addTopLevelItem(item)
            self._groups.append((item, rows))
        self.list.expandAll()

    def _lay_out(self) -> None:
        self.search.setAccessibleName(self.tr("Search shortcuts"))
        self.list.setAccessibleName(self.tr("Shortcuts"))
        self.list.setHeaderLabels([self.tr("What is done"), self.tr("How")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setIndentation(MARGIN)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setBackgroundRole(QPalette.ColorRole.Base)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        in_column(self.search, (self.list, 1), buttons, parent=self, margin=MARGIN, spacing=SPACING)


def _actions_below(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _actions_below(below)
        else:
            yield action


def _add(found: dict[str, Group], place: str, action: QAction) -> None:
    words, keys = _words(action)
    if keys:
        found.setdefault(place, {})[words] = keys


def _words(action: QAction) -> tuple[str, str]:
    """What an action is called, and its keys as this system writes them: two of them, where there are many."""
    keys = [sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in action.shortcuts()[:2]]
    return _plain(action.text()), ", ".join(keys)


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…")


def _place(action: QAction, window: QMainWindow) -> str:
    """Where an action is: in the nearest widget that has a name, or else in a tab."""
    place = action.parent()
    while isinstance(place, QWidget) and place is not window:
        if place.accessibleName():
            return place.accessibleName()
        for tabs in window.findChildren(QTabWidget):
            if tabs.indexOf(place) >= 0:
                return _plain(tabs.tabText(tabs.indexOf(place)))
        place = place.parent()
    return window.windowTitle()
