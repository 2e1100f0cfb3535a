"""What the last session has left is offered at a start: trainings that were interrupted, or what was on show."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ae_gui.background import Latest, Story
from ae_gui.recent import Recent, names
from ae_gui.run_files import sweep_and_read
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.words import fill, translated
from ae_model import runs
from ae_model.files import is_there, why_unwritable
from ae_model.runs import Run


class LookingBack(QObject):
    """Reads all runs once, and offers to go on.

    Signals:
        runs_read(runs, complaints): as `RunFiles.read`.
        runs_wanted(folders): the runs in these folders are to be seen.
        told(words, offers): a message, and what is offered with it.
        suggested(words, offers): the same, of less importance than any other message.
        failed(sentence): why something cannot be read.
    """

    runs_read = Signal(object, object)
    runs_wanted = Signal(object)
    told = Signal(str, object)
    suggested = Signal(str, object)
    failed = Signal(str)

    def __init__(self, session: Session, opening: Opening, recent: Recent) -> None:
        super().__init__(opening)
        self._data_dir, self._engine = session.data_dir, session.engine
        self._opening, self._recent = opening, recent
        self._job = Latest(self, self.failed.emit)

    def look(self) -> None:
        """Offer to go on with trainings that the end of the program, a crash or a power cut has ended.

        Where there is none, what was on show last is offered: it may be slow to read, and the first picture is not.
        """
        self._job.follow(self._looking())

    def _looking(self) -> Story[None]:
        unwritable = yield partial(why_unwritable, self._data_dir)
        if unwritable is not None:
            self.told.emit(translated(unwritable), {})
        found, complaints, interrupted = yield partial(_read, self._data_dir)
        self.runs_read.emit(found, complaints)
        if interrupted:
            self._offer_to_go_on(*interrupted)
        elif (item := self._recent.last_on_show) is not None and is_there(item.path):
            words = fill(self.tr("When you were last here, “{name}” was on show."), name=names([item])[0])
            self.suggested.emit(words, {self.tr("Open"): partial(self._opening.open_recent, item)})

    def _offer_to_go_on(self, run: Run, *others: Run) -> None:
        words = self.tr("The training “{name}” was interrupted after epoch {epoch} of {epochs}.")
        words = fill(words, name=translated(run.name), epoch=run.epochs, epochs=run.about.config.epochs)
        offers: dict[str, Callable[[], object]] = {}
        if not self._engine.why_not:
            offers[self.tr("Resume")] = partial(self._opening.resume_run, run)
        offers[self.tr("Open")] = partial(self._opening.open_run, run)
        offers[self.tr("Leave it")] = partial(self._job.run, partial(runs.leave, run.folder), lambda _: None)
        if others:
            more = self.tr("Another one was, too."), self.tr("Others were, too.")
            words += " " + more[len(others) > 1]
            folders = [other.folder for other in (run, *others)]
            offers[self.tr("Show all")] = partial(self.runs_wanted.emit, folders)
        self.told.emit(words, offers)


def _read(data_dir: Path) -> tuple[list[Run], list[str], list[Run]]:
    """All runs, complaints, and the runs to be gone on with since they were interrupted, the last one first."""
    found, complaints = sweep_and_read(data_dir)
    interrupted = [run for run in found if run.is_interrupted and run.can_resume]
    interrupted.sort(key=lambda run: (run.folder / "state.safetensors").stat().st_mtime, reverse=True)
    return found, complaints, interrupted
