"""Data sets that are not where they were: the user is asked where they are now, and what they show is checked."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import Latest, Story
from ae_gui.preferences import RecentItem
from ae_gui.session.session import Session
from ae_gui.widgets.file_dialogs import open_file, open_folder
from ae_gui.words import fill, translated
from ae_model.data_identity import DataIdentity
from ae_model.dataset_files import is_called_an_array
from ae_model.files import is_there
from ae_model.image_shape import ImageShape
from ae_model.runs import Run

Offers = Mapping[str, Callable[[], object]]


class Finding(QObject):
    """Asks where a data set is, a folder or a file of arrays, and opens it if it is the one.

    Signals:
        told(words, offers): a message, and what is offered with it.
        open_wanted(item): a data set is to be opened although it is another one, or a run again with its own.
    """

    told = Signal(str, object)
    open_wanted = Signal(RecentItem)

    def __init__(self, session: Session, stage: Latest, window: QWidget, refuses: Callable[[], bool]) -> None:
        """For what a session owns, of which `stage` opens data sets; `window` is the parent of its dialogs.

        Nothing is opened while whoever opens things `refuses` to, which it says.
        """
        super().__init__(window)
        self._data, self._on_show, self._over = session.data, session.on_show, session.shown_over
        self._stage, self._window, self._refuses = stage, window, refuses

    @Slot()
    def ask_for_shown(self) -> None:
        """Ask where the data set of the network on show is, and show it over that."""
        if not self._refuses() and (wanted := self._over.wanted) is not None:
            self.ask(wanted, self._on_show.now.snapshot.config.image_shape, self._show_again)

    def ask(self, wanted: DataIdentity, shape: ImageShape, then: Callable[[], object]) -> None:
        """Ask for the data set that is wanted, of images of `shape`; `then` is called once it is open."""
        title = fill(self.tr("Where is {name} now?"), name=wanted.name)
        choose = open_file if is_called_an_array(Path(wanted.name)) else open_folder
        if source := choose(self._window, title, "images"):
            self._stage.follow(self._taking(str(source), wanted, shape, then))

    def offer(self, run: Run, then: Callable[[], object], others: Offers) -> None:
        """Say that the data set of a run is not here, and offer to find it and do something `then`, and others."""
        data, place = run.about.data, run.about.config.dataset
        if is_there(place):
            words = self.tr("{place} is no longer the data set that “{run}” was trained on.")
        else:
            words = self.tr("The data set of “{run}” is no longer at {place}, nor anywhere else that is known.")
        find = partial(self.ask, data, run.about.config.network.image_shape, then)
        self.told.emit(fill(words, run=translated(run.name), place=place), {self.tr("Find it…"): find, **others})

    def _taking(self, folder: str, wanted: DataIdentity, shape: ImageShape, then: Callable[[], object]) -> Story[None]:
        dataset, found = yield from self._data.reading(folder)
        # Of networks of 0.1.0 nothing but the name is known: there the user is believed.
        is_it = found.fingerprint == wanted.fingerprint if wanted.fingerprint else dataset.image_shape == shape
        if not is_it:
            words = self.tr("{folder} is another data set than {name}: {difference}.")
            difference = wanted.difference(shape, dataset)
            offers: Offers = {
                self.tr("Find it…"): partial(self.ask, wanted, shape, then),
                self.tr("Open it all the same"): partial(self.open_wanted.emit, RecentItem("dataset", folder)),
            }
            self.told.emit(fill(words, folder=Path(folder).name, name=wanted.name, difference=difference), offers)
        elif not self._refuses():
            self._data.take(folder, dataset, found.fingerprint)
            then()

    def _show_again(self) -> None:
        self._on_show.set_data(self._data.identity)
        self._over.tell()
        if self._on_show.run is not None:  # its epochs have codes of other images
            self.open_wanted.emit(RecentItem("run", str(self._on_show.run)))
