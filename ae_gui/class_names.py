"""What the user calls the classes of each data set, remembered by its name."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand

from ae_gui.preferences import CLASS_NAMES, Preferences
from ae_gui.widgets.change import Change


class ClassNames(QObject):
    """The names of the classes of the data set that is open.

    Signals:
        changed(names): the user, or a reset of the settings, has given them other ones.
    """

    changed = Signal(object)

    def __init__(self, preferences: Preferences, own: Sequence[str], parent: QObject) -> None:
        """Begins with MNIST, whose classes are called `own`."""
        super().__init__(parent)
        self._preferences = preferences
        self._dataset, self._own = "mnist", tuple(own)

    @property
    def now(self) -> tuple[str, ...]:
        """What the user calls them, or else the data set."""
        remembered = self._preferences[CLASS_NAMES].get(self._dataset, ())
        return remembered if len(remembered) == len(self._own) else self._own

    def set_dataset(self, name: str, own: Sequence[str]) -> None:
        """Another data set is open, which calls its classes so."""
        self._dataset, self._own = name, tuple(own)

    def renaming(self, kind: int, name: str) -> QUndoCommand:
        """To call one class otherwise; it is undone in the data set that it was done in."""
        rename = partial(self._rename, self._dataset, self.now, kind)
        return Change(self.tr("Name of a class"), rename, self.now[kind], name)

    @Slot()
    def tell(self) -> None:
        """Settings were reset or brought back, and the names with them."""
        self.changed.emit(self.now)

    def _rename(self, dataset: str, known: tuple[str, ...], kind: int, name: str) -> None:
        remembered = self._preferences[CLASS_NAMES]
        kept = remembered.get(dataset, ())
        names = list(kept if len(kept) == len(known) else known)
        names[kind] = name
        self._preferences[CLASS_NAMES] = remembered | {dataset: tuple(names)}
        if dataset == self._dataset:
            self.changed.emit(self.now)
