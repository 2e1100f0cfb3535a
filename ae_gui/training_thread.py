"""Training in a thread of its own: the only file of the window that reaches training, and so torch.

The thread pumps the generator `train()` and turns events into signals. Queued signals have no back-pressure, so live
views are *pulled*: each signal, once the window has taken it, asks for the next one, some time later. The ends of
epochs, which nobody asks for, are sent in *batches*: a GPU may end forty epochs a second, and a window that is still
busy with a batch gets what came since in the next one, in order. It sees fewer pictures, and misses no number.
"""

import logging
import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from ae_gui.background import give_way
from ae_gui.words import fill, translated
from ae_model.config import ConfigError, TrainingConfig
from ae_model.control import Control, Report
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Event, Live, Losses, Reconstructions, Started, Unsaved
from ae_model.preload import preload_torch
from ae_model.recipe_changes import RecipeChange
from ae_model.recording import AUTOSAVE_S, Recorder
from ae_model.runs import RunError
from ae_model.snapshot import Snapshot
from ae_model.training_state import TrainingState
from ae_model.verdict import verdict

log = logging.getLogger(__name__)

_REPORTS = {Losses: Report.LOSSES, Reconstructions: Report.RECONSTRUCTIONS, Live: Report.LIVE}

# Seconds from one report taken to the next one made. Chosen by what they cost: what is seen at one time may take 5 %
# of the training's speed, and each millisecond of the window's thread costs training that of every core it uses.
_EVERY = {Report.LOSSES: 0.35, Report.RECONSTRUCTIONS: 0.7, Report.LIVE: 0.45}

_HOLD_MS = 80  # between a batch that was taken and the next: with the time that taking takes, about ten a second


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a training ended before its time.

    Attributes:
        message: one sentence for the user.
        try_cpu: the GPU or its memory was the reason; the CPU would do.
        try_smaller_batch: memory was the reason; with a smaller batch it may do.
        gpu_trouble: a sentence on why the GPU cannot be used any more; empty if it can, or there is none.
    """

    message: str
    try_cpu: bool = False
    try_smaller_batch: bool = False
    gpu_trouble: str = ""


def load_engine() -> tuple[str | None, str]:
    """Load torch and warm it up, off the window's thread.

    Returns:
        The name of the CUDA GPU, or None without one; and a sentence on why the GPU that is there cannot be used.
    """
    preload_torch()
    from ae_model.training import cuda_found, warm_up

    warm_up()
    return cuda_found()


class TrainingThread(QThread):
    """One training run, from its first step to its end; start it with `start()`, steer it through `control`.

    Signals, each with one event of `ae_model.events`:
        training_started, losses, reconstructions, live, epoch_done, recipe_changed.
        failed(Failure): it ended by an error; `finished` follows, as always.
        unsaved(sentence): it can no longer be written down, and why; empty when it can again.

    Attributes:
        control: pause, resume, step, stop, learning rate, speed, the digits that are watched.
        newest: the last snapshot that was published, to be read once the thread has ended; None before any step.
        verdict: a sentence on a network that has learnt nothing, to be read then; empty of any other.
    """

    training_started = Signal(Started)
    losses = Signal(Losses)
    reconstructions = Signal(Reconstructions)
    live = Signal(Live)
    epoch_done = Signal(Epoch)
    recipe_changed = Signal(RecipeChange)
    failed = Signal(Failure)
    unsaved = Signal(str)
    _batch_sent = Signal()

    def __init__(
        self,
        config: TrainingConfig,
        dataset: Dataset,
        parent: QObject | None = None,
        *,
        recorder: Recorder | None = None,
        state: TrainingState | None = None,
        weights: Snapshot | None = None,
    ) -> None:
        """A training that starts with `start()`.

        A `recorder` writes it down; a `state` is gone on from; a new one begins from random weights, or from `weights`.
        """
        super().__init__(parent)
        self.control = Control()
        self.newest: Snapshot | None = None
        self.verdict = ""
        self._config = config
        self._dataset = dataset
        self._recorder = recorder
        self._state, self._weights = state, weights
        self._pulled = Report(0)
        self._lock = threading.Lock()  # of the two below
        self._pending: list[Event] = []
        self._awaiting_window = False  # whether a batch is on its way
        self._batch_sent.connect(self._batch_taken)

    def start_pulling(self) -> None:
        """Ask for the next report of a kind each time that one was taken; call it after connecting the window's slots.

        Slots of one signal run in the order in which they were connected: these come last, when the window has
        taken what arrived.
        """
        for signal in (self.losses, self.reconstructions, self.live):
            signal.connect(self._pull_next)

    def pull(self, reports: Report) -> None:
        """Keep these reports coming, and no others: those that can be seen."""
        self._pulled = reports
        self.control.request(reports)

    def run(self) -> None:
        """Train (in the thread's own context; called by `start`)."""
        give_way()
        try:
            from ae_model.training import TrainingError, cuda_found, resume, train
        except Exception as error:
            log.exception("torch cannot be loaded")
            if self._recorder is not None:
                self._recorder.give_up()
            self.failed.emit(Failure(fill(self.tr("PyTorch cannot be loaded: {error}"), error=error)))
            return
        failure = None
        try:
            autosave_s = None if self._recorder is None else AUTOSAVE_S
            wants_state = None if self._recorder is None else self._recorder.wants_state
            if self._state is None:
                events = train(self._config, self._dataset, self.control, autosave_s, self._weights, wants_state)
            else:
                events = resume(self._state, self._dataset, self.control, autosave_s, wants_state)
            for event in events if self._recorder is None else self._recorder.record(events, self._dataset):
                self._publish(event)
            if self._recorder is not None and self._recorder.about is not None:
                self.verdict = verdict(self._recorder.about.config, self._dataset, self._recorder.measurements)
        except TrainingError as error:
            self.newest = error.snapshot or self.newest
            gone = translated(cuda_found()[1])
            failure = Failure(translated(error), error.cpu_may_help, error.smaller_batch_may_help, gone)
        except (ConfigError, RunError) as error:
            failure = Failure(translated(error))
        except Exception as error:
            log.exception("Training failed")
            words = self.tr("Training failed: {kind}: {error}")
            failure = Failure(fill(words, kind=type(error).__name__, error=error))
        self._send_batch(last=True)
        if failure is not None:
            self.failed.emit(failure)

    def _publish(self, event: Event) -> None:
        if isinstance(event, Unsaved):
            self.unsaved.emit(translated(event.reason))
            return
        if isinstance(event, TrainingState):  # for the recorder alone
            return
        if isinstance(event, Live | Epoch) and event.step > 0:
            self.newest = event.snapshot
        with self._lock:
            if isinstance(event, Live | Reconstructions):  # of pictures the newest is enough
                self._pending = [pending for pending in self._pending if type(pending) is not type(event)]
            self._pending.append(event)
        self._send_batch()

    def _send_batch(self, last: bool = False) -> None:
        """Send what is held, if the window has taken the batch before or this is the last one."""
        with self._lock:
            if not self._pending or (self._awaiting_window and not last):
                return
            batch, self._pending = self._pending, []
            self._awaiting_window = True
        signals = {
            Started: self.training_started,
            Losses: self.losses,
            Reconstructions: self.reconstructions,
            Live: self.live,
            Epoch: self.epoch_done,
            RecipeChange: self.recipe_changed,
        }
        self.control.hold_back()  # until the window has taken it
        for event in batch:
            signals[type(event)].emit(event)
        self._batch_sent.emit()

    @Slot()
    def _batch_taken(self) -> None:
        self.control.hold_back()  # what it has changed is drawn next
        QTimer.singleShot(_HOLD_MS, self, self._batch_due)

    @Slot()
    def _batch_due(self) -> None:
        with self._lock:
            self._awaiting_window = False
        self._send_batch()

    @Slot(object)
    def _pull_next(self, taken: Losses | Reconstructions | Live) -> None:
        if (report := _REPORTS[type(taken)]) in self._pulled:
            self.control.request(report, _EVERY[report])
