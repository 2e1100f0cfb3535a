"""A training as the command line attends it: alone, leading the processes that `torchrun` started, or following."""

import os
import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ae_model import runs
from ae_model.cli.output import DONE, FAILED, INTERRUPTED, SIGNALLED, Destination, RefusedError, program, say, show
from ae_model.cli.progress import with_progress
from ae_model.cli.signals import leave_signals_to_first, signals_stop
from ae_model.config import Device, TrainingConfig
from ae_model.control import Control
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Event, Live, Losses, Started, Unsaved
from ae_model.recording import AUTOSAVE_S, Recorder
from ae_model.runs import Measurement
from ae_model.snapshot import Snapshot
from ae_model.training_state import TrainingState
from ae_model.verdict import verdict

if TYPE_CHECKING:
    from ae_model.training import TrainingError


def by_torchrun() -> bool:
    """Whether this process is one of those that `torchrun` has started."""
    return "TORCHELASTIC_RUN_ID" in os.environ


def is_leader() -> bool:
    """Whether this process speaks for all that `torchrun` has started; it does if it is alone."""
    return not by_torchrun() or os.environ.get("RANK", "0") == "0"


@dataclass(slots=True)
class _Account:
    """What a training has told so far.

    Attributes:
        config: its configuration, with what "auto" stood for once it has started.
        dataset: that it is trained on.
        recorder: of its run, if it has one.
        started, epoch, newest: its beginning, last finished epoch and last weights; None before they are told.
        measurements: its epochs since it was begun here.
        step, seconds: as far as is told.
        verdict: what is to be said of a network that has learnt nothing; empty of any other.
    """

    config: TrainingConfig
    dataset: Dataset
    recorder: Recorder | None
    started: Started | None = None
    measurements: list[Measurement] = field(default_factory=list)
    epoch: Epoch | None = None
    newest: Snapshot | None = None
    step: int = 0
    seconds: float = 0.0
    verdict: str = ""

    def take(self, event: Event) -> None:
        match event:
            case Started():
                self.started, self.config = event, event.config
                self._say_beginning(event)
            case Losses():
                self.step, self.seconds = event.first_step + len(event.values) - 1, event.seconds
            case Live():
                self.newest = event.snapshot
            case Epoch():
                self.epoch, self.newest = event, event.snapshot
                self.measurements.append(Measurement.of(event))
                self.step, self.seconds = event.step, event.seconds

    @property
    def run(self) -> Path | None:
        """The folder of its run, if it is written down."""
        return self.recorder.folder if self.recorder is not None else None

    @property
    def how_to_go_on(self) -> str | None:
        """The command that goes on with it; None if nothing does."""
        if self.recorder is None or self.run is None or self.recorder.trouble:
            return None
        return f"{program()} resume {shlex.quote(str(self.run))}"

    def save(self, snapshot: Snapshot, output: Destination) -> tuple[Path, bool]:
        """Save weights of it as `Destination.save` does."""
        about = self.recorder.about if self.recorder is not None else None
        return output.save(snapshot, self.config, about.data if about else DataIdentity.of(self.dataset))

    def judge(self) -> None:
        """Come to the verdict, and say it."""
        all_of_run = self.recorder.measurements if self.recorder is not None else self.measurements
        self.verdict = verdict(self.config, self.dataset, all_of_run)
        if self.verdict:
            say(self.verdict)

    def results(self, outcome: str) -> dict[str, Any]:
        """How it was made, how long it took and what came of it."""
        images = self.started.images(self.step) if self.started else 0
        return {
            "outcome": outcome,
            "preset": self.config.preset,
            "latent_dim": self.config.network.latent_dim,
            "epochs": self.config.epochs,
            "epoch": self.newest.epoch if self.newest else 0,
            "device": self.config.device,
            "precision": self.config.precision,
            "threads": self.config.threads,
            "seconds": self.seconds,
            "images_per_second": images / self.seconds if self.seconds else None,
            "train_mse": self.epoch.train_mse if self.epoch and self.epoch.snapshot.epoch else None,
            "test_mse": self.epoch.test_mse if self.epoch else None,
            **({"verdict": self.verdict} if self.verdict else {}),
            "run": str(self.run or ""),
        }

    def _say_beginning(self, started: Started) -> None:
        what = "Going on with" if started.step else "Training"
        length = "1 epoch" if self.config.epochs == 1 else f"{self.config.epochs:,} epochs"
        say(f"{what} {self.config.preset} on {started.device_name}: {length}.")
        if self.config.origin is not None and not started.step:
            say(f"It begins from the weights of {self.config.origin.name}.")
        if started.trouble:
            say(started.trouble)
        if self.run is not None:
            say(f"Its run is {self.run}.")


def lead(
    config: TrainingConfig,
    dataset: Dataset,
    output: Destination,
    recorder: Recorder | None,
    state: TrainingState | None = None,
    *,
    start: Snapshot | None = None,
    as_json: bool = False,
) -> int:
    """Train alone or for the processes that follow, say how far it is, save the network and give the exit code."""
    from ae_model import training  # loads torch: not before all input is known to be good

    control, account = Control(), _Account(config, dataset, recorder)
    autosave_s, wants_state = (None, None) if recorder is None else (AUTOSAVE_S, recorder.wants_state)
    if state is None:
        events = training.train(config, dataset, control, autosave_s, start, wants_state)
    else:
        events = training.resume(state, dataset, control, AUTOSAVE_S, wants_state)
    with signals_stop(control, recorder) as signals:
        try:
            recorded = events if recorder is None else _told(recorder.record(events, dataset))
            for event in with_progress(recorded, control):
                account.take(event)
        except training.TrainingError as error:
            return _failed(account, error, output, as_json)
        assert account.newest is not None
        saved, as_wanted = account.save(account.newest, output)
    account.judge()

    if account.newest.epoch < account.config.epochs:
        return _stopped(account, saved, as_json, signals)
    show(account.results("done") | {"checkpoint": str(saved)}, as_json=as_json)
    return DONE if as_wanted else FAILED


def _stopped(account: _Account, saved: Path, as_json: bool, signals: list[int]) -> int:
    assert account.newest is not None
    again = account.how_to_go_on
    going_on = "" if again is None else f"\nGo on with it: {again}"
    say(f"Stopped in epoch {account.newest.epoch + 1}; the weights are in {saved}.{going_on}")
    if as_json:
        show(account.results("stopped") | {"checkpoint": str(saved), "resume": again}, as_json=True)
    return SIGNALLED + signals[0] if signals else INTERRUPTED


def _failed(account: _Account, error: "TrainingError", output: Destination, as_json: bool) -> int:
    say(str(error))
    saved = None if error.snapshot is None else account.save(error.snapshot, output)[0]
    if saved is not None:
        say(f"The last good weights are in {saved}.")
    has_state = account.run is not None and runs.has_state(account.run)
    if error.cpu_may_help and has_state and (again := account.how_to_go_on):
        say(f"Go on with it: {again}")
    if as_json:
        results = account.results("failed") | {"trouble": str(error), "checkpoint": str(saved or "")}
        show(results, as_json=True)
    return FAILED


def follow(
    config: TrainingConfig,
    dataset: Dataset,
    rank: int,
    state: TrainingState | None = None,
    *,
    start: Snapshot | None = None,
) -> int:
    """Take this process's part of each batch, silently."""
    from ae_model import training

    leave_signals_to_first()
    try:
        events = training.train(config, dataset, start=start) if state is None else training.resume(state, dataset)
        for _ in events:
            pass
    except training.TrainingError as error:
        say(f"Process {rank}: {error}")
        return FAILED
    return DONE


def meant(device: Device, threads: int | Literal["auto"]) -> dict[str, Any]:
    """The device and threads that "auto" stands for here, by name; says so if a GPU that is there cannot be it.

    Raises:
        RefusedError: if a GPU is asked for, and there is none, or it cannot be used.
    """
    from ae_model import training

    try:
        device, threads, trouble = training.meant(device, threads)
    except training.TrainingError as error:
        raise RefusedError(str(error)) from error
    if trouble and is_leader():
        say(trouble)
    return {"device": device, "threads": threads}


@contextmanager
def joined(device: str) -> Iterator[int]:
    """Meet the processes that `torchrun` has started, when all are there; gives this one's rank."""
    from ae_model.steppers import data_parallel

    with data_parallel.joined(device) as rank:
        yield rank


def _told(events: Iterable[Event]) -> Iterator[Event]:
    """Pass events on, and say when the run cannot be written to the disk."""
    for event in events:
        if isinstance(event, Unsaved):
            say(event.reason or "The training is on the disk again.")
        else:
            yield event
