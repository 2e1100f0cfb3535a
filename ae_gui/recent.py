"""Recent items, to be opened again: a menu of them, and the one that was on show when the window was closed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu

from ae_gui.preferences import MOST_RECENT, ON_SHOW, RECENT, Preferences, RecentItem, Said
from ae_gui.words import called, fill, translated
from ae_model.files import is_there
from ae_model.sentence import Sentence


class Recent(QObject):
    """The last ten networks, data sets and runs.

    Signals:
        wanted(item): one of them is to be opened again.

    Attributes:
        last_on_show: what was on show when the last window was closed, until something else is.
    """

    wanted = Signal(RecentItem)

    def __init__(self, preferences: Preferences, menu: QMenu) -> None:
        """Remembers them in `preferences`, and fills `menu` with them whenever it is opened."""
        super().__init__(menu)
        self._preferences = preferences
        self._menu = menu
        self.last_on_show = preferences[ON_SHOW]
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill_menu)

    def enter(self, item: RecentItem) -> None:
        """Put an item first, before those that other windows have entered, too."""
        item = replace(item, path=str(Path(item.path).absolute()))
        if not item.can_be_kept:
            return
        self._preferences.read_again(RECENT)
        others = [other for other in self._preferences[RECENT] if other.path != item.path]
        self._preferences[RECENT] = (item, *others)[:MOST_RECENT]
        self._preferences.save()

    def said(self, path: Path) -> Said | None:
        """What the user has said of the network in a file, if it is among the recent items."""
        there = str(path.absolute())
        return next((item.said for item in self._preferences[RECENT] if item.path == there), None)

    def show(self, item: RecentItem | None) -> None:
        """Put the item on show first, and remember it for the next start; None is nothing to come back to."""
        self.last_on_show = None
        self._preferences[ON_SHOW] = item
        if item is not None:
            self.enter(item)

    @Slot()
    def fill_menu(self) -> None:
        """Offer all items; those that are gone for the moment say so."""
        self._menu.clear()
        self._preferences.read_again(RECENT)
        items = self._preferences[RECENT]
        for item, name in zip(items, names(items), strict=True):
            action = self._menu.addAction(name.replace("&", "&&"))
            there = is_there(item.path)
            action.setEnabled(there)
            action.setToolTip(item.path if there else fill(self.tr("It is not there now: {path}"), path=item.path))
            action.triggered.connect(partial(self.wanted.emit, item))
        if not items:
            self._menu.addAction(self.tr("Nothing has been opened or saved yet")).setEnabled(False)
        self._menu.addSeparator()
        clear = self._menu.addAction(self.tr("Clear list"))
        clear.setEnabled(bool(items))
        clear.triggered.connect(self._clear)

    @Slot()
    def _clear(self) -> None:
        self._preferences[RECENT] = ()
        self._preferences.save()


def names(items: Sequence[RecentItem]) -> list[str]:
    """What to call each in a menu: by its name, with as many of the folders that it is in as tell it from others."""
    return [_name(item, [other for other in items if other is not item]) for item in items]


def _name(item: RecentItem, others: Sequence[RecentItem]) -> str:
    path, wanted = Path(item.path), _words(item)
    rivals = [Path(other.path) for other in others if _words(other) == wanted]
    if not rivals:
        return wanted
    parts = path.parts if item.name else path.parts[:-1]
    for count in range(1, len(parts) + 1):
        tails = [(rival.parts if item.name else rival.parts[:-1])[-count:] for rival in rivals]
        if parts[-count:] not in tails:
            return f"{wanted} – {Path(*parts[-count:])}"
    return f"{wanted} – {path}"


def _words(item: RecentItem) -> str:
    if item.epoch is None:
        return item.name or Path(item.path).name
    return translated(Sentence("{name}, epoch {epoch}", name=called(item.name), epoch=item.epoch))
