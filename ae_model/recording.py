"""The `Recorder` writes a training down while it goes on, so that neither a crash nor a full disk loses any of it.

    recorder = Recorder(data_dir)
    events = train(config, dataset, autosave_s=AUTOSAVE_S, wants_state=recorder.wants_state)
    for event in recorder.record(events, dataset):
        ...

A failure to write is told as an `Unsaved` among the events, and the writing tried again at the next state; the training
goes on. The thread that takes the events writes the files, between two steps: 28 ms for each epoch of the notebook's
plane. Epochs so short that this would be felt are written together, about once a second, in a thread of its own.
"""

import platform
import re
import time
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import numpy as np
from filelock import FileLock

from ae_model import __version__, checkpoint, runs, sealed
from ae_model.checkpoint import CheckpointError
from ae_model.config import TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Event, Losses, Started, Unsaved
from ae_model.files import numbered, sweep, write_whole
from ae_model.known_data import KnownData
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import About, Measurement, Outcome, RunError
from ae_model.sentence import MEMORY_IS_FULL, Clause, Sentence, system_words
from ae_model.snapshot import Array, Snapshot
from ae_model.training_state import TrainingState

AUTOSAVE_S = 30.0  # between two states in the middle of an epoch

_WRITING_SHARE = 1 / 20  # of the time, at most; a pause and the end are written at once or soon after
_AT_ONCE = 2  # epochs at most that training waits for: if more are there, they come too fast for that
_MOST_UNWRITTEN = 32  # epochs; more would take too much memory, ...
_MOST_UNWRITTEN_BYTES = 2**29  # ... as would these, of large networks

_MOST_LETTERS = 40  # of a version
_DECIDING = ("Autoencoder Lab", "torch")  # of them the numbers of a training depend on these
_LIBRARIES = ("torch", "numpy", "PySide6-Essentials", "safetensors")


class Recorder:
    """Owns and writes the folder of one run, from the first event to the last.

    Attributes:
        folder: of the run; None before the training has started.
        trouble: a sentence on why the last writing failed; empty if it did not.
        closing: whether a stop means that the program is being closed, not that the user has seen enough.
        about: the description of the run; None before it has started.
        measurements: the epochs so far.
    """

    def __init__(self, data_dir: Path) -> None:
        """Prepare a new run; its folder is made when the training starts."""
        self.folder: Path | None = None
        self.trouble = ""
        self.closing = False
        self._data_dir = data_dir
        self._lock: FileLock | None = None
        self.about: About | None = None
        self._written_about: About | None = None
        self.measurements: list[Measurement] = []
        self._losses: list[Array] = []
        self._terms: dict[str, list[Array]] = {}  # of the losses
        self._first_step = 1
        self._epochs: list[Epoch] = []  # that are not written yet
        self._state: TrainingState | None = None  # that is not written yet
        self._next_write = 0.0
        self._stride = 1  # between the epochs that are kept
        self._writer = ThreadPoolExecutor(1, "recorder")
        self._writing: tuple[_Unwritten, Future[None]] | None = None  # that has begun

    @classmethod
    def reopened(cls, folder: Path, **values: Any) -> tuple[Self, TrainingState]:
        """A recorder that goes on in the folder of a run, and the state from which the training can be resumed.

        Everything written after that state is dropped: it will come again. `values` change the recipe from there on, as
        `TrainingState.changed` does: with more "epochs" a run that is complete goes on as well.

        Raises:
            RunError: if another process has the folder, it is damaged, or there is nothing left to be trained.
            CheckpointError: if its state is damaged.
            ConfigError: if a value is impossible.
        """
        _run_with_state(folder)  # nothing is written, not even a lock, where there is nothing to go on from
        recorder = cls(folder.parent.parent)
        recorder._lock = runs.lock(folder)
        try:
            recorder.folder = folder
            state = state_of(folder, **values)
            recorder._go_on(runs.read(folder), state)
            if state.config.changes and state.config.changes[-1].step > state.step:
                recorder._state = state  # with changes that are written as soon as it has begun
        except BaseException:
            recorder.give_up()
            raise
        return recorder, state

    def give_up(self) -> None:
        """Release the folder: at the end of the run, or when it was reopened and is not resumed."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._writer.shutdown()

    @property
    def losses(self) -> tuple[int, Array]:
        """The first step whose loss is known, and the losses from there, (n,)."""
        return self._first_step, _joined(self._losses)

    def wants_state(self) -> bool:
        """Whether a state that comes now would be written; training asks before it makes one at an epoch's end."""
        if self._writing is not None:
            if not self._writing[1].done() and len(self._epochs) < self._most_unwritten:
                return False
            self._settle()
        return time.monotonic() >= self._next_write or 2 * len(self._epochs) >= self._most_unwritten

    @property
    def terms(self) -> dict[str, Array]:
        """The terms of these losses, by their names, (n,) each; none where a loss is not a sum of several."""
        return {name: _joined(values) for name, values in self._terms.items()}

    def record(self, events: Iterable[Event], dataset: Dataset) -> Generator[Event]:
        """Pass the events of a training on `dataset` on and write them down; close the run at their end.

        Raises:
            RunError: if a resumed run was trained on other images; it stays as it is.
            Exception: whatever `events` raise.
        """
        try:
            data = self.checked(dataset)
        except RunError:
            self.give_up()
            raise
        outcome: Outcome = "failed"
        reason = told = ""
        try:
            for event in events:
                self._take(event, data)
                if not isinstance(event, Unsaved):  # which is told below
                    yield event
                if self.trouble != told:
                    told = self.trouble
                    yield Unsaved(told)
            is_complete = self.about is not None and self._epochs_done == self.about.config.epochs
            outcome = "done" if is_complete else "interrupted" if self.closing else "stopped"
        except (GeneratorExit, KeyboardInterrupt):  # whoever took the events wants no more
            outcome = "stopped"
            raise
        except Exception as error:
            reason = str(error)
            raise
        finally:
            self._close(outcome, reason)
        if self.trouble != told:
            yield Unsaved(self.trouble)

    def checked(self, dataset: Dataset) -> DataIdentity:
        """The identity of a data set, which is that of a run that was reopened.

        Raises:
            RunError: if the run was trained on other images.
        """
        data = DataIdentity.of(dataset)
        if self.about is not None and self.about.data_fingerprint != data.fingerprint:
            raise RunError(
                "{folder} was trained on other images than those of {dataset}: {difference}.",
                folder=self.folder,
                dataset=dataset.name,
                difference=self.about.data.difference(self._config.network.image_shape, dataset),
            )
        return data

    @property
    def _epochs_done(self) -> int:
        return self.measurements[-1].epoch if self.measurements else 0

    def _take(self, event: Event, data: DataIdentity) -> None:
        match event:
            case Started():
                self._begin(event, data)
            case RecipeChange():
                assert self.about is not None
                self.about = replace(self.about, config=self.about.config.with_changes(event))
                self._next_write = 0.0  # what the user did is written at once, with the state that follows
            case Losses():
                self._add_losses(event)
            case Epoch():
                self.measurements.append(Measurement.of(event))
                self._epochs.append(event)
            case Unsaved():  # there is no state to be written, but all else
                self._write()
                self._settle()
                self.trouble = event.reason
            case TrainingState():
                self._state = event
                if self.wants_state():
                    self._write()

    # Beginning and end

    def _begin(self, started: Started, data: DataIdentity) -> None:
        if self.about is None:
            self.about = _about(started, data)
        else:
            config, device = started.config, started.device_name
            self.about = replace(self.about, config=config, device_name=device, outcome="running", trouble="")
        self._write()
        KnownData(self._data_dir).remember(self.about.config.dataset, data.fingerprint)
        self._next_write = 0.0  # the first state is written at once: without one a run cannot be gone on with

    def _go_on(self, run: runs.Run, state: TrainingState) -> None:
        self.about = replace(run.about, config=state.config, versions=_versions())  # with the changes made by then
        self.measurements = [row for row in run.measurements if row.step <= state.step]
        self._first_step, losses, terms = _losses(run.folder)
        done = max(state.step - self._first_step + 1, 0)
        self._losses = [losses[:done]]
        self._terms = {name: [values[:done]] for name, values in terms.items()}
        if self._first_step + len(self._losses[0]) != state.step + 1:  # not all that came before is there
            self._first_step, self._losses, self._terms = state.step + 1, [], {}
        sweep(run.folder)
        sweep(run.folder / "epochs")
        with suppress(OSError):
            for number, path in runs.epoch_files(run.folder).items():
                if number > self._epochs_done:
                    path.unlink()

    def _close(self, outcome: Outcome, reason: str) -> None:
        if self.about is not None:
            self.about = replace(self.about, outcome=outcome, trouble=reason)
            self._write()
            self._settle()
        self.give_up()

    # Writing

    def _write(self) -> None:
        """Write everything that is not yet written, and wait for it where that is little and seldom."""
        self._settle()
        is_due = time.monotonic() >= self._next_write
        assert self.about is not None
        lists = self.measurements.copy(), self._epochs.copy(), self._losses.copy()
        terms = {name: values.copy() for name, values in self._terms.items()}
        unwritten = _Unwritten(self.about, *lists, terms, self._first_step, self._state)
        self._writing = unwritten, self._writer.submit(self._write_all, unwritten)
        if is_due and len(self._epochs) <= _AT_ONCE:
            self._settle()

    def _settle(self) -> None:
        """Wait until what is being written has been; what has failed is kept for the next time."""
        if self._writing is None:
            return
        (unwritten, writing), self._writing = self._writing, None
        try:
            writing.result()
        except (OSError, RunError, CheckpointError, MemoryError) as error:
            self.trouble = Unsaved.because(_sentence(error)).reason
        else:
            self.trouble = ""
            if self._state is unwritten.state:
                self._state = None
        self._epochs = [epoch for epoch in self._epochs if epoch not in unwritten.written]
        if self.trouble:
            del self._epochs[: -self._most_unwritten]
        self._next_write = time.monotonic() + unwritten.seconds / _WRITING_SHARE

    @property
    def _most_unwritten(self) -> int:
        """The number of epochs at most that wait to be written: fewer of a large network."""
        of_each = 4 * self._config.network.parameter_count
        return max(1, min(_MOST_UNWRITTEN, _MOST_UNWRITTEN_BYTES // of_each))

    def _write_all(self, unwritten: "_Unwritten") -> None:
        began = time.monotonic()
        try:
            if self.folder is None:
                made = _new_folder(runs.runs_folder(self._data_dir), unwritten.about)
                self._lock = runs.lock(made)
                self.folder = made
            if unwritten.about != self._written_about:
                runs.write_about(self.folder, unwritten.about)
                self._written_about = unwritten.about
            if unwritten.epochs:
                runs.write_measurements(self.folder, unwritten.measurements)
            for epoch in unwritten.epochs:
                self._write_epoch(self.folder, epoch)
                unwritten.written.add(epoch)
            if unwritten.state is not None:
                terms = {name: _joined(values) for name, values in unwritten.terms.items()}
                losses = {"losses": _joined(unwritten.losses), **terms}
                pieces = sealed.seal(runs.LOSSES_KIND, {"first_step": unwritten.first_step}, losses)
                write_whole(self.folder / "losses.safetensors", *pieces)
                # Last: it vouches for the rest.
                checkpoint.save_state(self.folder / "state.safetensors", unwritten.state)
        finally:
            unwritten.seconds = time.monotonic() - began

    def _write_epoch(self, folder: Path, epoch: Epoch) -> None:
        (folder / "epochs").mkdir(exist_ok=True)
        path = folder / "epochs" / f"{epoch.snapshot.epoch:05}.safetensors"
        assert self.about is not None
        float16 = _fits_float16(epoch.snapshot)
        checkpoint.save(path, epoch.snapshot, self.about.config.as_of(epoch.step), self.about.data, float16=float16)
        self._thin_out(folder)

    def _thin_out(self, folder: Path) -> None:
        """Keep every second epoch, every fourth, ... if all are too large; always the first and the last."""
        # A state holds two moments beside the weights in float32, and while it is replaced there are two states.
        room = runs.MAX_RUN_BYTES - runs.MAX_LOSSES * 4 - 2 * 3 * 4 * self._config.network.parameter_count
        files = runs.epoch_files(folder)
        sizes = {number: path.stat().st_size for number, path in files.items()}
        last = max(files)
        while True:
            for number in [number for number in sizes if number % self._stride and number != last]:
                files[number].unlink()
                del sizes[number]
            if sum(sizes.values()) <= room or len(sizes) <= 2:
                return
            self._stride *= 2

    def _add_losses(self, event: Losses) -> None:
        self._losses.append(event.values)
        for name, values in event.terms.items():
            self._terms.setdefault(name, []).append(values)
        if len(self._losses) > 1_000:  # of a few steps each
            with suppress(MemoryError):  # they stay in pieces until there is room
                first_step, losses = self.losses
                kept = losses[-runs.MAX_LOSSES :]
                terms = {name: [values[-runs.MAX_LOSSES :]] for name, values in self.terms.items()}
                self._first_step, self._losses = first_step + len(losses) - len(kept), [kept]
                self._terms = terms

    @property
    def _config(self) -> TrainingConfig:
        assert self.about is not None
        return self.about.config


@dataclass(slots=True, eq=False)
class _Unwritten:
    """All that is to be written when that begins, for the thread that does it.

    Attributes:
        losses, terms, first_step: as `Recorder` tells them, but in pieces.
        written: the epochs that are on the disk by now.
        seconds: what writing has taken.
    """

    about: About
    measurements: list[Measurement]
    epochs: list[Epoch]
    losses: list[Array]
    terms: Mapping[str, list[Array]]
    first_step: int
    state: TrainingState | None
    written: set[Epoch] = field(default_factory=set)
    seconds: float = 0.0


def state_of(folder: Path, **values: Any) -> TrainingState:
    """The state from which the run in a folder can be gone on with, with changes as of `TrainingState.changed`.

    Raises:
        RunError: if there is no run or no state, or nothing left to be trained.
        CheckpointError: if the state is damaged.
        ConfigError: if a value is impossible.
    """
    run = _run_with_state(folder)
    state = checkpoint.load_state(folder / "state.safetensors")
    if run.about.config.epochs > state.config.epochs:  # killed when it had just been made longer
        state = state.changed(epochs=run.about.config.epochs, learning_rate=run.about.config.rate)
    state = _by_new_versions(state.changed(**values), run.about.versions)
    if state.snapshot.epoch >= state.config.epochs:
        raise RunError("{folder} is complete: there is nothing left to be trained.", folder=folder)
    return state


def _by_new_versions(state: TrainingState, before: Mapping[str, str]) -> TrainingState:
    """The state, which tells that it is gone on with by another version of what decides its numbers."""
    now = _versions()
    changes = [
        RecipeChange(state.step + 1, name, before[name][:_MOST_LETTERS], now[name])
        for name in _DECIDING
        if name in now and before.get(name, "").isprintable() and before.get(name)
    ]
    return replace(state, config=state.config.with_changes(*changes))


def _run_with_state(folder: Path) -> runs.Run:
    run = runs.read(folder)
    if not run.has_state:
        raise RunError(
            "There is nothing to go on from in {folder}: the training ended before its first state was written.",
            folder=folder,
        )
    return run


def sweep_leftovers(data_dir: Path) -> None:
    """Remove the leftovers of processes that died in the middle of writing to the folders of their runs."""
    for folder in runs.runs_folder(data_dir).glob("*"):
        with suppress(RunError, OSError):
            held = runs.lock(folder, wait_s=0)
            try:
                sweep(folder)
                sweep(folder / "epochs")
                _remove_if_never_begun(folder)
            finally:
                held.release()


def _about(started: Started, data: DataIdentity) -> About:
    now = datetime.now().astimezone().replace(microsecond=0)
    return About(
        started.config,
        now,
        started.device_name,
        started.steps_per_epoch,
        data.fingerprint,
        _versions(),
        data_name=data.name,
        train_images=data.train_images,
        test_images=data.test_images,
    )


def _versions() -> dict[str, str]:
    """Of the program, the system and the libraries."""
    from importlib import metadata  # which is slow to import, and not needed before

    versions = {"Autoencoder Lab": __version__, "Python": platform.python_version(), "system": platform.platform()}
    for library in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            versions[library] = metadata.version(library)
    return versions


def _new_folder(parent: Path, about: About) -> Path:
    parent.mkdir(parents=True, exist_ok=True)
    preset = re.sub(r"[^\w-]", "_", about.config.preset)[:40]  # a configuration from a file may say anything
    stem = f"{about.created:%Y-%m-%d %H-%M-%S} {preset}"
    for folder in numbered(parent / stem):
        with suppress(FileExistsError):
            folder.mkdir()
            break
    return folder


def _remove_if_never_begun(folder: Path) -> None:
    """Remove the folder of a run whose process died before it could write its description."""
    if {path.name for path in folder.iterdir()} <= {".lock"}:
        (folder / ".lock").unlink(missing_ok=True)
        folder.rmdir()


def _fits_float16(snapshot: Snapshot) -> bool:
    most = float(np.finfo(np.float16).max)
    return all(-most <= array.min() and array.max() <= most for array in snapshot.arrays.values())


def _joined(losses: list[Array]) -> Array:
    return np.concatenate([np.empty(0, np.float32), *losses])


def _losses(folder: Path) -> tuple[int, Array, dict[str, Array]]:
    """The losses that were kept; none if their file is damaged: that is no reason not to go on."""
    try:
        return runs.read_losses(folder)
    except RunError:
        return 1, np.empty(0, np.float32), {}


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return Sentence("{path} cannot be written: {reason}.", path=error.filename, reason=Clause(system_words(error)))
    return MEMORY_IS_FULL if isinstance(error, MemoryError) else str(error)
