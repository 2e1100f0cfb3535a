"""Runs: every training is a folder that holds all there is to know of it; `recording` writes it.

    run.json             the configuration, data set and versions, and how it ended; "~" stands for the user's home
    notes.json           the user's notes
    metrics.csv          a row an epoch: step, epoch, train_loss, test_error, seconds, and metrics of each epoch
    losses.safetensors   the loss of every step, and its terms where it has several
    state.safetensors    the training state from which it can be resumed
    epochs/00012.safetensors ...   the network after each epoch, in float16, fewer where they would be too large
    .lock                held by the process that trains it; the system releases it when that process dies

A folder belongs to the process that holds its lock. Anyone may read it, and write `notes.json`. A folder may be a
stranger's: its values are checked, and nothing in it is ever run.
"""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal, Self, get_args

import numpy as np
from filelock import FileLock, Timeout

from ae_model import checkpoint, data_identity, sealed
from ae_model.config import TrainingConfig, cpu_name
from ae_model.config_fields import name_of
from ae_model.data_identity import DataIdentity
from ae_model.events import Epoch
from ae_model.files import write_whole
from ae_model.metrics import METRICS
from ae_model.recipe_changes import RecipeChange
from ae_model.sentence import Clause, SaidError, legible, system_words
from ae_model.snapshot import Array, Snapshot
from ae_model.tables import PLAIN, Dialect
from ae_model.user_folder import with_home, without_home

Outcome = Literal["running", "done", "stopped", "interrupted", "failed"]

FORMAT_VERSION = 1
MAX_RUN_BYTES = 256 * 2**20
MAX_LOSSES = 2_000_000  # kept, of the last steps: 8 MB
MAX_JSON_BYTES = 2**20
MAX_METRICS_BYTES = 2**26  # a million epochs
LOSSES_KIND = "autoencoder-lab-losses"

_COLUMNS = ("step", "epoch", "train_loss", "test_error", "seconds")
_LOCK_SECONDS = 1.0  # to wait for a process that only looks whether the folder is in use


class RunError(SaidError):
    """A run cannot be read, written or resumed; the message is one sentence that names its folder."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of one epoch, of which epoch 0 is the untrained network: a row of `metrics.csv`.

    Attributes:
        step: number of steps done.
        epoch: number of finished epochs.
        train_loss: the mean of the epoch's losses; NaN for epoch 0.
        test_error: the mean squared error a pixel over the test set.
        seconds: spent on training, without pauses.
        figures: the other metrics of an epoch, by their names in `metrics.METRICS`: columns of their own.
        divergences: of each number of a Gaussian code, as `Epoch` has them: columns "kl_1", "kl_2", ...; empty where an
            older version did not say.
    """

    step: int
    epoch: int
    train_loss: float
    test_error: float
    seconds: float
    figures: Mapping[str, float] = field(default_factory=dict)
    divergences: tuple[float, ...] = ()

    @property
    def divergence(self) -> float:
        """Of the whole code, in nats an image; NaN where it is not told."""
        return sum(self.divergences) if self.divergences else math.nan

    @classmethod
    def of(cls, epoch: Epoch) -> Self:
        """The figures of an epoch."""
        measured = epoch.train_mse, epoch.test_mse, epoch.seconds, epoch.figures, epoch.divergences
        return cls(epoch.step, epoch.snapshot.epoch, *measured)


@dataclass(frozen=True, slots=True)
class Notes:
    """The user's notes on a run; they may be changed at any time, during the training as well."""

    title: str = ""
    text: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """The description of a run: `run.json`.

    Attributes:
        config: the configuration, with the device, precision and threads that "auto" stood for.
        created: when it began, with the time zone.
        device_name: in words.
        steps_per_epoch: number of batches.
        data_fingerprint: SHA-256 of its images and labels, in hexadecimal.
        versions: of the program and its libraries, by name.
        outcome: "running" until it has ended; if nobody holds its lock, its process died. "interrupted" if the program
            was closed.
        trouble: a sentence on why it failed.
        data_name: of the data set; empty where an older version did not say, for which its folder is called so.
        train_images, test_images: how many there are in the data set; 0 where an older version did not say.
    """

    config: TrainingConfig
    created: datetime
    device_name: str
    steps_per_epoch: int
    data_fingerprint: str
    versions: Mapping[str, str]
    outcome: Outcome = "running"
    trouble: str = ""
    data_name: str = ""
    train_images: int = 0
    test_images: int = 0

    @property
    def data(self) -> DataIdentity:
        """What it is trained on."""
        counts = self.train_images, self.test_images
        name = self.data_name or data_identity.name_of(self.config.dataset)
        return DataIdentity(name, self.data_fingerprint, *counts)

    @property
    def changes(self) -> tuple[RecipeChange, ...]:
        """The changes that were made while it trained, in their order."""
        return self.config.changes


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read from its folder.

    Attributes:
        folder: its folder.
        about: its description.
        notes: the user's notes.
        measurements: the epochs so far.
        in_use: whether a process trains it now.
        has_state: whether there is a state to resume from, or to open.
    """

    folder: Path
    about: About
    notes: Notes
    measurements: tuple[Measurement, ...]
    in_use: bool
    has_state: bool

    @property
    def name(self) -> str:
        """Its title, or else what its recipe is called."""
        return self.notes.title or name_of(self.about.config)

    @property
    def epochs(self) -> int:
        """The number of finished epochs."""
        return self.measurements[-1].epoch if self.measurements else 0

    @property
    def is_interrupted(self) -> bool:
        """Whether the program was closed, or died, during the training."""
        return self.about.outcome == "interrupted" or (self.about.outcome == "running" and not self.in_use)

    @property
    def can_resume(self) -> bool:
        """Whether epochs are left to train, a state is there to resume from, and no process is training it."""
        return self.has_state and not self.in_use and self.epochs < self.about.config.epochs


def runs_folder(data_dir: Path) -> Path:
    """The folder of all runs of a user."""
    return data_dir / "runs"


def read_all(data_dir: Path) -> tuple[list[Run], list[str]]:
    """All runs, the newest first, and a sentence for each folder that cannot be read as one."""
    return RunReader(data_dir).read()


class RunReader:
    """Reads all runs of a user again and again, each of them only if its files have changed since."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = runs_folder(data_dir)
        self._known: dict[Path, tuple[_Stamp, Run | str]] = {}
        self._one_at_a_time = Lock()

    def read(self) -> tuple[list[Run], list[str]]:
        """As `read_all`; a run of which nothing has changed is the same object as before.

        Raises:
            RunError: if there is no telling which runs there are.
        """
        with self._one_at_a_time, _as_run_error(self._folder):
            paths = [path for path in self._folder.glob("*") if path.is_dir() and (path / "run.json").exists()]
            self._known = {path: self._read(path) for path in paths}
            found = [run for _, run in self._known.values()]
        runs = sorted((run for run in found if isinstance(run, Run)), key=lambda run: run.about.created, reverse=True)
        return runs, [complaint for complaint in found if isinstance(complaint, str)]

    def _read(self, folder: Path) -> "tuple[_Stamp, Run | str]":
        stamp = _stamp(folder)  # before the files are read: what changes meanwhile is read the next time
        known_stamp, known = self._known.get(folder, (None, ""))
        if stamp != known_stamp:
            try:
                return stamp, read(folder)
            except RunError as error:
                return stamp, str(error)
        if isinstance(known, Run) and known.about.outcome == "running" and known.in_use != _in_use(folder):
            return stamp, replace(known, in_use=not known.in_use)  # a process that is killed changes no file
        return stamp, known


_Stamp = tuple[tuple[int, int, int] | None, ...]


def _stamp(folder: Path) -> _Stamp:
    """What changes with each of the files that a `Run` is read from; they are replaced as a whole."""
    stamps: list[tuple[int, int, int] | None] = []
    for name in ("run.json", "notes.json", "metrics.csv"):
        try:
            found = (folder / name).stat()
            stamps.append((found.st_mtime_ns, found.st_size, found.st_ino))
        except OSError:
            stamps.append(None)
    return (*stamps, (0, 0, 0) if (folder / "state.safetensors").is_file() else None)


def read(folder: Path) -> Run:
    """The run in a folder.

    Raises:
        RunError: if it is not one, or damaged.
    """
    with _as_run_error(folder):
        if folder.is_file():
            raise RunError("{folder} is a file, and not the folder of a run.", folder=folder)
        if not folder.is_dir():
            raise RunError("There is no folder {folder}.", folder=folder)
        if not (folder / "run.json").exists():
            raise RunError("{folder} is not the folder of a run: it has no run.json.", folder=folder)
        about = _read_about(folder)
        return Run(
            folder,
            about,
            _read_notes(folder),
            read_measurements(folder),
            about.outcome == "running" and _in_use(folder),
            has_state(folder),
        )


def has_state(folder: Path) -> bool:
    """Whether there is a state to resume the run in a folder from, or to open."""
    return (folder / "state.safetensors").is_file()


def annotate(folder: Path, notes: Notes) -> None:
    """Write the user's notes on a run.

    Raises:
        RunError: if the folder cannot be written.
    """
    with _as_run_error(folder):
        write_whole(folder / "notes.json", _json(asdict(notes)))


def network(folder: Path) -> Snapshot:
    """The network at the end of a run.

    Raises:
        CheckpointError: if there is none, or its file is damaged.
    """
    return checkpoint.load_state(folder / "state.safetensors").snapshot


def epoch_files(folder: Path) -> dict[int, Path]:
    """The files of the networks that are kept, by the number of their epoch and in that order."""
    paths = {int(path.stem): path for path in (folder / "epochs").glob("*.safetensors") if path.stem.isdecimal()}
    return dict(sorted(paths.items()))


def read_measurements(folder: Path) -> tuple[Measurement, ...]:
    """The rows of `metrics.csv`; none if there is no such file.

    Raises:
        ValueError: if the file is anything else.
        OSError: if it cannot be read.
    """
    path = folder / "metrics.csv"
    if not path.exists():
        return ()
    rows = csv.reader(io.StringIO(_read_bytes(path, MAX_METRICS_BYTES).decode()))
    columns = next(rows, [])
    if columns[: len(_COLUMNS)] != list(_COLUMNS):
        raise SaidError("its metrics.csv does not begin with the names of its columns")
    names = columns[len(_COLUMNS) :]
    first = next((place for place, name in enumerate(names) if name == _divergence(0)), len(names))
    names, of_divergences = names[:first], names[first:]
    if of_divergences != [_divergence(number) for number in range(len(of_divergences))]:
        names += of_divergences
    if unknown := ", ".join(name for name in names if name not in METRICS):
        raise SaidError("its metrics.csv has columns that only a newer Autoencoder Lab knows: {names}", names=unknown)
    try:
        return tuple(
            Measurement(
                *(int(step), int(epoch), float(loss or "nan"), float(error), float(seconds)),
                dict(zip(names, (float(figure or "nan") for figure in figures[: len(names)]), strict=True)),
                tuple(float(figure) for figure in figures[len(names) :] if figure),
            )
            for step, epoch, loss, error, seconds, *figures in rows
        )
    except ValueError as error:
        raise SaidError("its metrics.csv holds a row that is not one of five numbers") from error


def read_losses(folder: Path) -> tuple[int, Array, dict[str, Array]]:
    """The first step whose loss is known, the losses from there, (n,), and the terms that they are made of.

    The terms are those of an objective that is a sum of several, by their names, (n,) each. Without such a file the
    first step is 1, and there are no losses.

    Raises:
        RunError: if the file is damaged.
    """
    path = folder / "losses.safetensors"
    if not path.exists():
        return 1, np.empty(0, np.float32), {}
    with _as_run_error(folder):
        content = _read_bytes(path, checkpoint.MAX_FILE_BYTES)
        if not sealed.is_sealed(content):
            raise SaidError("its losses.safetensors is not a safetensors file")
        header, arrays = sealed.unseal(LOSSES_KIND, {"first_step"}, content)
        first_step, shape = header["first_step"], arrays["losses"].shape if "losses" in arrays else ()
        alike = all(array.dtype == np.float32 and array.shape == shape for array in arrays.values())
        if len(shape) != 1 or not alike or type(first_step) is not int:
            raise SaidError("its losses.safetensors holds something else than losses")
    return max(first_step, 1), arrays.pop("losses"), arrays


# Written by the run's owner alone.


def write_about(folder: Path, about: About) -> None:
    """Write `run.json`.

    Raises:
        OSError: naming the file.
    """
    values = asdict(about) | {
        "format_version": FORMAT_VERSION,
        "config": about.config.to_dict() | {"dataset": without_home(about.config.dataset)},
        "trouble": without_home(about.trouble),
        "created": about.created.isoformat(),
        "versions": dict(about.versions),
    }
    write_whole(folder / "run.json", _json(values))


def write_measurements(folder: Path, measurements: Sequence[Measurement]) -> None:
    """Write `metrics.csv`.

    Raises:
        OSError: naming the file.
    """
    write_whole(folder / "metrics.csv", as_csv(measurements))


def as_csv(
    measurements: Sequence[Measurement], changes: Sequence[RecipeChange] = (), dialect: Dialect = PLAIN
) -> bytes:
    """A table with a row an epoch; a float is written so that the same one is read back.

    If there are changes of the recipe, a last column tells of those that were made in each epoch.
    """
    text = io.StringIO()
    writer, number = dialect.writer(text), dialect.number
    names = sorted({name for row in measurements for name in row.figures})
    numbers = max((len(row.divergences) for row in measurements), default=0)
    divergences = [_divergence(number) for number in range(numbers)]
    writer.writerow([*_COLUMNS, *names, *divergences, *(["changes"] if changes else [])])
    before = 0
    for row in measurements:
        loss, error, seconds = number(_cell(row.train_loss)), number(repr(row.test_error)), number(f"{row.seconds:.3f}")
        figures = (number(_cell(row.figures.get(name, math.nan))) for name in names)
        until = math.inf if row is measurements[-1] else row.step  # an epoch may not have been finished
        told = [
            f"{c.field} {number(str(c.before))} -> {number(str(c.after))} at step {c.step}"
            for c in changes
            if before < c.step <= until
        ]
        last = ["; ".join(told)] if changes else []
        nats = [number(f"{nat:.4f}") for nat in row.divergences] or [""] * numbers
        writer.writerow([row.step, row.epoch, loss, error, seconds, *figures, *nats, *last])
        before = row.step
    return text.getvalue().encode(dialect.encoding)


def _divergence(number: int) -> str:
    """The column of the divergence of a number of the code, counted from 0."""
    return f"kl_{number + 1}"


def _cell(figure: float) -> str:
    return "" if math.isnan(figure) else repr(figure)


def lock(folder: Path, wait_s: float = _LOCK_SECONDS) -> FileLock:
    """Make this process the owner of a run's folder until the lock is released or the process dies.

    While another process has the lock, it is tried for `wait_s` seconds.

    Raises:
        RunError: if another process keeps it.
        OSError: if the folder cannot be written.
    """
    held = FileLock(folder / ".lock", timeout=wait_s, thread_local=False)
    try:
        held.acquire()
    except Timeout:
        raise RunError("{folder} is in use by another window or process.", folder=folder) from None
    return held


def leave(folder: Path) -> None:
    """Take an interrupted run for a stopped one: its user does not want to be asked to go on with it.

    Raises:
        RunError: if another process has the folder, or it cannot be written.
    """
    with _as_run_error(folder):
        held = lock(folder)
        try:
            write_about(folder, replace(_read_about(folder), outcome="stopped"))
        finally:
            held.release()


# Reading what may be anything.


def _in_use(folder: Path) -> bool:
    try:
        lock(folder, wait_s=0).release()
    except RunError:
        return True
    except OSError:  # of a read-only folder: nobody can be training into it
        pass
    return False


def _read_about(folder: Path) -> About:
    values = _read_json(folder / "run.json")
    sealed.require_known_version(values.pop("format_version", None), FORMAT_VERSION)
    if unknown := sorted(set(values) - {field.name for field in fields(About)}):
        names = ", ".join(unknown)
        raise SaidError("its run.json has fields that only a newer Autoencoder Lab knows: {names}", names=names)
    try:
        config = TrainingConfig.from_dict(values["config"])
        values["config"] = replace(config, dataset=with_home(config.dataset))
        values["created"] = datetime.fromisoformat(values["created"]).astimezone()
        about = About(**values)
    except (TypeError, KeyError, OverflowError) as error:
        raise SaidError("its run.json does not hold what a run's does") from error
    texts = (about.device_name, about.data_fingerprint, about.outcome, about.trouble)
    if not all(isinstance(text, str) for text in texts) or about.outcome not in get_args(Outcome):
        raise SaidError("its run.json holds something else than text")
    _ = about.data  # which raises where its values are none
    if not isinstance(about.versions, dict) or type(about.steps_per_epoch) is not int or about.steps_per_epoch < 1:
        raise SaidError("its run.json holds impossible values")
    versions = {str(name): str(version) for name, version in about.versions.items()}
    cpu = cpu_name(about.config)  # which is said in the user's language, as it was when it trained
    return replace(about, versions=versions, device_name=cpu if about.device_name == cpu else about.device_name)


def _read_notes(folder: Path) -> Notes:
    """The user's notes, empty if their file is damaged: that is no reason to lose a run."""
    try:
        values = _read_json(folder / "notes.json")
        return Notes(str(values.get("title", "")), str(values.get("text", "")), values.get("starred") is True)
    except (OSError, ValueError):
        return Notes()


def _read_json(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(_read_bytes(path, MAX_JSON_BYTES).decode())
    except (ValueError, RecursionError) as error:
        raise SaidError("its {name} cannot be read", name=path.name) from error
    if not isinstance(values, dict):
        raise SaidError("its {name} is not a table of names and values", name=path.name)
    return values


def _read_bytes(path: Path, limit: int) -> bytes:
    if not path.is_file():  # to open a pipe would wait for ever
        raise SaidError("its {name} is not a file", name=path.name)
    if path.stat().st_size > limit:
        raise SaidError("its {name} has more than {limit:,} bytes", name=path.name, limit=limit)
    return path.read_bytes()


def _json(values: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(values, indent=2, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # the path of a data set may be no text
        return json.dumps(values, indent=2).encode()


@contextmanager
def _as_run_error(folder: Path) -> Iterator[None]:
    """Turn an OSError or a ValueError raised inside the block into a RunError that names `folder`."""
    try:
        yield
    except RunError:
        raise
    except OSError as error:
        path, reason = error.filename or folder, Clause(system_words(error))
        raise RunError("{path} cannot be used: {reason}.", path=path, reason=reason) from error
    except ValueError as error:
        reason = Clause(legible(str(error)))
        raise RunError("{path} cannot be read: {reason}.", path=folder, reason=reason) from error
