"""One training at a time: begun, steered and ended here, whoever shows it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Signal, Slot

from ae_gui.training_thread import Failure, TrainingThread
from ae_gui.words import translated
from ae_model.config import TrainingConfig
from ae_model.control import Report
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Live, Losses, Reconstructions, Started
from ae_model.recipe_changes import RecipeChange
from ae_model.recording import Recorder
from ae_model.snapshot import Snapshot
from ae_model.training_state import TrainingState

_PASSED_ON = ("training_started", "losses", "reconstructions", "live", "epoch_done", "recipe_changed", "unsaved")
_HANDS = (QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.KeyPress, QEvent.Type.TouchUpdate)


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """How a training has ended.

    Attributes:
        config: the recipe it had, with what "auto" has become.
        newest: its last weights, which may not have been told of; None before any step.
        stopped: whether it was told to end.
        failure: why it ended by an error; None if it did not.
        folder: of its run; None if it is not written down.
        verdict: a sentence on a network that has learnt nothing; empty of any other.
    """

    config: TrainingConfig
    newest: Snapshot | None
    stopped: bool
    failure: Failure | None
    folder: Path | None
    verdict: str = ""


class Trainer(QObject):
    """Owns the thread of a training, and what each one is told: its speed, the watched digits, what to report.

    Signals:
        training_started, losses, reconstructions, live, epoch_done, recipe_changed, unsaved: as of `TrainingThread`.
        changed(): a training has begun, ended, been paused or gone on.
        halted(step): it stands still after this step, of which all has been told.
        watching(indices): other test images are reconstructed, (n,) indices.
        ended(Ending): it is over, and another one can begin.

    Attributes:
        config: the recipe in force, or that of the last training.
        training: the training under way, paused or not.
    """

    training_started = Signal(Started)
    losses = Signal(Losses)
    reconstructions = Signal(Reconstructions)
    live = Signal(Live)
    epoch_done = Signal(Epoch)
    recipe_changed = Signal(RecipeChange)
    unsaved = Signal(str)
    changed = Signal()
    halted = Signal(int)
    watching = Signal(object)
    ended = Signal(Ending)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.config = TrainingConfig()
        self.training: TrainingThread | None = None
        self._recorder: Recorder | None = None
        self._failure: Failure | None = None
        self._reports = Report(0)
        self._steps_a_second: float | None = None
        self.watched: NDArray[np.intp] | None = None  # the usual ones

    @property
    def running(self) -> bool:
        """Whether a training is under way."""
        return self.training is not None

    @property
    def can_be_resumed(self) -> bool:
        """Whether the training under way is on the disk, from which it could go on after an end."""
        recorder = self._recorder
        return self.running and recorder is not None and recorder.folder is not None and not recorder.trouble

    @property
    def paused(self) -> bool:
        """Whether the training under way waits."""
        return self.training is not None and self.training.control.paused

    def start(
        self,
        config: TrainingConfig,
        dataset: Dataset,
        recorder: Recorder | None = None,
        state: TrainingState | None = None,
        one_step: bool = False,
        weights: Snapshot | None = None,
    ) -> None:
        """Train, if nothing is in training; as `TrainingThread`, and with `one_step` paused after the first step."""
        if self.training is not None:
            return
        thread = TrainingThread(config, dataset, self, recorder=recorder, state=state, weights=weights)
        thread.training_started.connect(self._take_config)
        thread.recipe_changed.connect(self._take_change)
        for name in _PASSED_ON:
            getattr(thread, name).connect(getattr(self, name))
        thread.live.connect(self._tell_halt)
        thread.failed.connect(self._take_failure)
        thread.finished.connect(self._finish)
        thread.start_pulling()
        thread.pull(self._reports)
        thread.control.limit_speed(self._steps_a_second)
        if self.watched is not None:
            thread.control.watch(self.watched)
        if one_step:
            thread.control.step()
        self.training, self._recorder = thread, recorder
        self.config, self._failure = config, None
        thread.start()
        self.changed.emit()

    def toggle(self) -> None:
        """Pause the training under way, or go on."""
        if self.training is not None:
            control = self.training.control
            (control.resume if control.paused else control.pause)()
            self.changed.emit()

    @Slot()
    def pause(self) -> None:
        """Pause the training under way."""
        if not self.paused:
            self.toggle()

    def step(self) -> None:
        """Do one step and pause."""
        if self.training is not None:
            self.training.control.step()
            self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """End the training after its current step."""
        if self.training is not None:
            self.training.control.stop()

    def close(self, milliseconds: int) -> str:
        """End the training because the program ends, and wait for that; returns why it cannot be written down."""
        if self.training is not None:
            if self._recorder is not None:
                self._recorder.closing = True
            self.stop()
            self.training.wait(milliseconds)
        return "" if self._recorder is None else translated(self._recorder.trouble)

    # Room for the window

    @Slot()
    def make_room(self) -> None:
        """Let the training stand aside for some milliseconds, or until what follows has been drawn."""
        if self.training is not None:
            self.training.control.hold_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room while a window that has this filter draws, and when hands move over a view that has it."""
        if event.type() in _HANDS:
            self.make_room()
        if event.type() != QEvent.Type.UpdateRequest or self.training is None:
            return False
        self.make_room()
        watched.event(event)
        if self.training is not None:
            self.training.control.let_go_on()
        return True

    # What this and later trainings are told

    def report(self, reports: Report) -> None:
        """Keep these reports coming, and no others."""
        self._reports = reports
        if self.training is not None:
            self.training.pull(reports)

    @Slot(object)
    def limit_speed(self, steps_a_second: float | None) -> None:
        """Do at most so many steps a second; None is as many as the machine can."""
        self._steps_a_second = steps_a_second
        if self.training is not None:
            self.training.control.limit_speed(steps_a_second)

    @Slot(object)
    def watch(self, indices: NDArray[np.intp]) -> None:
        """Reconstruct these test images, (n,) indices."""
        self.watched = indices
        if self.training is not None:
            self.training.control.watch(indices)
        self.watching.emit(indices)

    @Slot()
    def watch_usual(self) -> None:
        """Reconstruct test images of every class in the next training, which has other ones."""
        self.watched = None

    @Slot(float)
    def set_learning_rate(self, rate: float) -> None:
        """Change the learning rate of the training under way."""
        if self.training is not None:
            self.training.control.set_learning_rate(rate)

    @Slot(float)
    def set_beta(self, beta: float) -> None:
        """Change the weight of the divergence of the variational training under way."""
        if self.training is not None:
            self.training.control.set_beta(beta)

    # What the thread says

    @Slot(Started)
    def _take_config(self, started: Started) -> None:
        self.config = started.config

    @Slot(RecipeChange)
    def _take_change(self, change: RecipeChange) -> None:
        self.config = self.config.with_changes(change)

    @Slot(Live)
    def _tell_halt(self, live: Live) -> None:
        if self.paused:
            self.halted.emit(live.step)

    @Slot(Failure)
    def _take_failure(self, failure: Failure) -> None:
        self._failure = failure

    @Slot()
    def _finish(self) -> None:
        assert self.training is not None
        thread, self.training = self.training, None
        folder = None if self._recorder is None else self._recorder.folder
        thread.deleteLater()
        self.changed.emit()
        stopped = thread.control.stopped
        self.ended.emit(Ending(self.config, thread.newest, stopped, self._failure, folder, thread.verdict))
