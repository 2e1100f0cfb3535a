"""Runs on the disk, as the window needs them: read, annotated, deleted, opened and gone on with."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from PySide6.QtCore import QFile, QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job, Latest
from ae_gui.networks import Network
from ae_gui.runs_watch import RunsWatch
from ae_gui.words import counted, fill, translated
from ae_model import checkpoint, dataset_folders, runs
from ae_model.checkpoint import CheckpointError
from ae_model.datasets import Split
from ae_model.events import Epoch
from ae_model.history import affordable
from ae_model.recording import Recorder, sweep_leftovers
from ae_model.runs import Measurement, Notes, Run, RunError, RunReader
from ae_model.sentence import Sentence
from ae_model.snapshot import Array, Snapshot
from ae_model.training_state import TrainingState


@dataclass(frozen=True, slots=True, eq=False)
class OpenedRun:
    """A run read from its folder, ready to be put on show.

    Attributes:
        run: its recipe, notes and measurements.
        network: the network as the run has left it.
        first_step: the first step whose loss is known.
        losses: (n,) from there.
        measurements: of its epochs.
        recorder, state: to train it further; None if it is only looked at.
        terms: of the losses, by their names, (n,) each; none where a loss is not a sum of several.
    """

    run: Run
    network: Network
    first_step: int
    losses: Array
    measurements: Sequence[Measurement]
    recorder: Recorder | None = None
    state: TrainingState | None = None
    terms: Mapping[str, Array] = field(default_factory=dict)


class RunFiles(QObject):
    """Reads, annotates and deletes the runs of a user in the background.

    Signals:
        read(runs, complaints): all of them, the newest first, and a sentence for each folder that is none; while they
            are watched, whenever something is new.
        deleted(words, runs): they were moved to the trash, and can be taken out again.
        restored(words): they were taken out again, and what was said of it is not true any more.
        failed(sentence): why something could not be done.
    """

    read = Signal(object, object)
    deleted = Signal(str, object)
    restored = Signal(str)
    failed = Signal(str)

    def __init__(self, data_dir: Path, window: QWidget) -> None:
        """For the runs in a user's folder."""
        super().__init__(window)
        self._reader = RunReader(data_dir)
        self._reading = Latest(self, self.failed.emit)
        self._told: tuple[Sequence[Run], Sequence[str]] | None = None
        self._trashed: dict[Path, Path] = {}  # where runs of the window are now, by the folders that they had
        self._one_at_a_time = Lock()  # of what moves runs
        self._watch = RunsWatch(runs.runs_folder(data_dir), self)
        self._watch.changed.connect(self._look)

    @Slot()
    def watch(self) -> None:
        """Read all runs, and again whenever something changes, until `rest`."""
        self._watch.start()
        self.refresh()

    @Slot()
    def rest(self) -> None:
        """Look no more for what changes."""
        self._watch.stop()

    @Slot(Path, Notes)
    def annotate(self, folder: Path, notes: Notes) -> None:
        """Write what the user says of a run: at once, it is a few hundred bytes."""
        try:
            runs.annotate(folder, notes)
        except RunError as error:
            self.failed.emit(translated(error))

    @Slot(object)
    def delete(self, doomed: Sequence[Run]) -> None:
        """Move runs to the trash; a run that somebody trains stays."""

        def work() -> tuple[list[Run], list[str]]:
            deleted, complaints = [], []
            with self._one_at_a_time:
                for run in doomed:
                    try:
                        self._trashed[run.folder] = _to_trash(run)
                        deleted.append(run)
                    except RunError as error:
                        complaints.append(str(error))
            return deleted, complaints

        Job(work, self._take_deleted, self.failed.emit, self).start()

    @Slot(object)
    def restore(self, deleted: Sequence[Run]) -> None:
        """Take runs out of the trash again that were deleted here, and are not back yet."""

        def work() -> None:
            with self._one_at_a_time:
                for folder in [run.folder for run in deleted if run.folder in self._trashed]:
                    self._trashed.pop(folder).rename(folder)

        def take(_: None) -> None:
            self.restored.emit(self._words_of(deleted))
            self.refresh()

        Job(work, take, self.failed.emit, self).start()

    def _take_deleted(self, outcome: tuple[Sequence[Run], Sequence[str]]) -> None:
        deleted, complaints = outcome
        if deleted:
            self.deleted.emit(self._words_of(deleted), deleted)
        if complaints:
            self.failed.emit(" ".join(map(translated, complaints)))
        self.refresh()

    def _words_of(self, deleted: Sequence[Run]) -> str:
        if len(deleted) == 1:
            return fill(self.tr("“{name}” is in the trash."), name=deleted[0].name)
        return counted(self.tr("%n training(s) moved to the trash.", "", len(deleted)), len(deleted))

    @Slot()
    def refresh(self) -> None:
        """Read all runs again, and tell of them."""
        self._told = None
        self._reading.run(self._reader.read, self._take)

    @Slot()
    def _look(self) -> None:
        """Read all runs again, and tell of them if there is something new."""
        if not self._reading.busy:
            self._reading.run(self._reader.read, self._take)

    def _take(self, found: tuple[Sequence[Run], Sequence[str]]) -> None:
        self._watch.follow(run.folder for run in found[0] if run.in_use)
        if found != self._told:
            self._told = found
            self.read.emit(*found)


def sweep_and_read(data_dir: Path) -> tuple[list[Run], list[str]]:
    """Sweep away what processes that died have left, and read all runs: at a start."""
    sweep_leftovers(data_dir)
    dataset_folders.sweep(data_dir)
    return runs.read_all(data_dir)


def read_run(folder: Path, split: Split) -> OpenedRun:
    """Read a run to be looked at, and encode the test images with its network.

    Raises:
        RunError, CheckpointError: if it is damaged.
    """
    run = runs.read(folder)
    network = _network(run, runs.network(folder), split)
    first_step, losses, terms = runs.read_losses(folder)
    return OpenedRun(run, network, first_step, losses, run.measurements, terms=terms)


def reopen_run(folder: Path, split: Split, **values: Any) -> OpenedRun:
    """Read a run as `read_run` does, and take its folder, to train it further by a recipe changed by `values`.

    Raises:
        RunError, CheckpointError: if it is damaged, complete or in use.
        ConfigError: if a value is impossible.
    """
    recorder, state = Recorder.reopened(folder, **values)
    try:
        assert recorder.about is not None
        run = replace(runs.read(folder), about=recorder.about)
        network = _network(run, state.snapshot, split)
        return OpenedRun(run, network, *recorder.losses, tuple(recorder.measurements), recorder, state, recorder.terms)
    except BaseException:
        recorder.give_up()
        raise


def read_epochs(run: Run, split: Split) -> list[Epoch]:
    """Read the networks after each epoch of a run, as far as they are kept, undamaged and find room in memory."""
    rows = {row.epoch: row for row in run.measurements}
    network, files = run.about.config.network, runs.epoch_files(run.folder)
    size = 4 * (network.parameter_count + network.latent_dim * len(split.images))
    epochs = []
    for number in affordable(list(files), size):
        with suppress(CheckpointError):
            snapshot = checkpoint.load(files[number]).snapshot
            if number in rows and snapshot.config == run.about.config.network:
                row = rows[number]
                codes = snapshot.encode(split.images)
                measured = row.test_error, row.train_loss, row.seconds, row.figures, row.divergences
                epochs.append(Epoch(row.step, snapshot, codes, *measured))
    return epochs


def _network(run: Run, snapshot: Snapshot, split: Split) -> Network:
    title = Sentence("{name}, epoch {epoch}", name=run.notes.title, epoch=snapshot.epoch) if run.notes.title else ""
    return Network(snapshot, snapshot.encode(split.images), run.about.config, title=title, data=run.about.data)


def _to_trash(run: Run) -> Path:
    """Move a run to the trash, and tell where it is now; without a trash nothing is deleted.

    Raises:
        RunError: if somebody trains it, or it cannot be moved.
    """
    try:
        runs.lock(run.folder).release()
    except RunError:
        raise RunError("“{name}” is being trained, here or in another window: stop it first.", name=run.name) from None
    except OSError:  # of a read-only folder, which the trash will speak of
        pass
    with suppress(OSError):  # on Linux Qt makes the trash of a user who has none, but not the folder that it belongs in
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        Path(home).mkdir(parents=True, exist_ok=True)
    file = QFile(str(run.folder))
    if not file.moveToTrash():
        raise RunError("{folder} cannot be moved to the trash, and is left as it is.", folder=run.folder)
    return Path(file.fileName())
