"""What was opened and saved last, to be opened again: a menu, and what was on show when the window was closed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu

from ae_gui.preferences import MOST_RECENT, ON_SHOW, RECENT, Place, Preferences
from ae_gui.words import called, fill, translated
from ae_model.files import is_there
from ae_model.sentence import Sentence


class Recent(QObject):
    """The last ten networks, data sets and runs.

    Signals:
        wanted(place): one of them is to be opened again.

    Attributes:
        last_on_show: what was on show when the last window was closed, until something else is.
    """

    wanted = Signal(Place)

    def __init__(self, preferences: Preferences, menu: QMenu) -> None:
        """Remembers by these preferences, and shows all in `menu`, which is filled whenever it is opened."""
        super().__init__(menu)
        self._preferences = preferences
        self._menu = menu
        self.last_on_show = preferences[ON_SHOW]
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill_menu)

    def enter(self, place: Place) -> None:
        """Put something first, also of what other windows have entered."""
        place = replace(place, path=str(Path(place.path).absolute()))
        if not place.can_be_kept:
            return
        self._preferences.read_again(RECENT)
        others = [other for other in self._preferences[RECENT] if other.path != place.path]
        self._preferences[RECENT] = (place, *others)[:MOST_RECENT]
        self._preferences.save()

    def show(self, place: Place | None) -> None:
        """Put what has come on show first, and remember it for the next start; None is nothing to come back to."""
        self.last_on_show = None
        self._preferences[ON_SHOW] = place
        if place is not None:
            self.enter(place)

    @Slot()
    def fill_menu(self) -> None:
        """Offer what there is now; what is gone for the moment is said to be."""
        self._menu.clear()
        self._preferences.read_again(RECENT)
        places = self._preferences[RECENT]
        for place, name in zip(places, names(places), strict=True):
            action = self._menu.addAction(name.replace("&", "&&"))
            there = is_there(place.path)
            action.setEnabled(there)
            action.setToolTip(place.path if there else fill(self.tr("It is not there now: {path}"), path=place.path))
            action.triggered.connect(partial(self.wanted.emit, place))
        if not places:
            self._menu.addAction(self.tr("Nothing was opened or saved yet")).setEnabled(False)
        self._menu.addSeparator()
        clear = self._menu.addAction(self.tr("Clear list"))
        clear.setEnabled(bool(places))
        clear.triggered.connect(self._clear)

    @Slot()
    def _clear(self) -> None:
        self._preferences[RECENT] = ()
        self._preferences.save()


def names(places: Sequence[Place]) -> list[str]:
    """What to call each in a menu: by its name, with as many of the folders that it is in as tell it from others."""
    return [_name(place, [other for other in places if other is not place]) for place in places]


def _name(place: Place, others: Sequence[Place]) -> str:
    path, wanted = Path(place.path), _words(place)
    rivals = [Path(other.path) for other in others if _words(other) == wanted]
    if not rivals:
        return wanted
    parts = path.parts if place.name else path.parts[:-1]
    for count in range(1, len(parts) + 1):
        tails = [(rival.parts if place.name else rival.parts[:-1])[-count:] for rival in rivals]
        if parts[-count:] not in tails:
            return f"{wanted} – {Path(*parts[-count:])}"
    return f"{wanted} – {path}"


def _words(place: Place) -> str:
    if place.epoch is None:
        return place.name or Path(place.path).name
    return translated(Sentence("{name}, epoch {epoch}", name=called(place.name), epoch=place.epoch))
