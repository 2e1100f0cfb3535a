"""What the user calls the classes of each data set, remembered by the fingerprint of its images and labels."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand

from ae_gui.preferences import CLASS_NAMES, RECENT, Preferences
from ae_gui.widgets.change import Change
from ae_model.datasets import is_class_name


class ClassNames(QObject):
    """The names of the classes of the data set that is open.

    Signals:
        changed(names): the classes of the images on show have other names.
    """

    changed = Signal(object)

    def __init__(self, preferences: Preferences, key: str, own: Sequence[str], parent: QObject) -> None:
        """Begins with the data set of the program, which is remembered by `key` and calls its classes `own`."""
        super().__init__(parent)
        self._preferences = preferences
        self._key = self._first = key
        self._own = tuple(own)

    @property
    def now(self) -> tuple[str, ...]:
        """What the user calls them, or else the data set: its file of names may have been corrected since."""
        remembered = self._preferences[CLASS_NAMES].get(self._key, ())
        if len(remembered) != len(self._own):
            return self._own
        return tuple(name if is_class_name(name) else own for name, own in zip(remembered, self._own, strict=True))

    def set_dataset(self, key: str, source: str, own: Sequence[str]) -> None:
        """Name the classes of another data set from now on: of this fingerprint, with its `own` names of its classes.

        Earlier versions remembered it by the name of its folder, `source`, alone.
        """
        self._key, self._own = key, tuple(own)
        name, remembered = Path(source).name, self._preferences[CLASS_NAMES].copy()
        known = {item.path for item in self._preferences[RECENT] if item.kind == "dataset"} | {source}
        alone = name != self._first and [Path(path).name for path in known].count(name) == 1
        if alone and key not in remembered and len(remembered.get(name, ())) == len(own):
            remembered[key] = remembered.pop(name)
            self._preferences[CLASS_NAMES] = remembered

    def renaming(self, kind: int, name: str) -> QUndoCommand:
        """To call one class otherwise; it is undone in the data set that it was done in."""
        rename = partial(self._rename, self._key, self._own, kind)
        return Change(self.tr("Rename class"), rename, self.now[kind], name)

    @Slot()
    def tell(self) -> None:
        """Say the names again: settings were reset or brought back, or the same images are open from elsewhere."""
        self.changed.emit(self.now)

    def _rename(self, key: str, own: tuple[str, ...], kind: int, name: str) -> None:
        """Remember a name; where there is none but that of the data set, an empty one."""
        remembered = self._preferences[CLASS_NAMES]
        kept = remembered.get(key, ())
        names = list(kept if len(kept) == len(own) else own)
        names[kind] = name
        given = tuple("" if name == its_own else name for name, its_own in zip(names, own, strict=True))
        self._preferences[CLASS_NAMES] = remembered | {key: given}
        if key == self._key:
            self.tell()
