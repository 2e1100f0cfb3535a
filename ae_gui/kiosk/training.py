"""A small network that learns before everybody's eyes, of which nothing is written down."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ae_gui.training_thread import Failure, TrainingThread
from ae_model.config import PRESETS
from ae_model.control import Report
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Live, Started
from ae_model.history import EpochHistory

CONFIG = replace(PRESETS["tuned-2d"].config, epochs=20)

# Most of what can be seen happens in the first steps, which at full speed are over in a second.
_FIRST_SPEED = 30.0  # steps a second
_FASTER = 1.15  # times as fast, ...
_FASTER_MS = 500  # ... each time
_FULL_SPEED = 600.0  # from which on there is no limit


class LiveTraining(QObject):
    """One training at a time, slow at first and then ever faster.

    Signals:
        grown(snapshot, codes, seen): the network now, the (n, latent_dim) codes of the first n test images, and how
            many digits it has seen so far.
        ended(reason): it is over, and another one can begin; the reason is empty, or why it failed.

    Attributes:
        history: the epochs so far.
    """

    grown = Signal(object, object, int)
    ended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.history = EpochHistory()
        self._thread: TrainingThread | None = None
        self._started: Started | None = None
        self._wanted = False  # False when what still comes is to be forgotten
        self._reason = ""
        self._speed = _FIRST_SPEED
        self._clock = QTimer(self, interval=_FASTER_MS)
        self._clock.timeout.connect(self._speed_up)

    @property
    def busy(self) -> bool:
        """Whether there is a training, even if it was told to end: another one cannot begin yet."""
        return self._thread is not None

    @property
    def running(self) -> bool:
        """Whether there is a training that is seen."""
        return self._thread is not None and self._wanted

    def start(self, dataset: Dataset) -> None:
        """Train a new network, if none is in training."""
        if self._thread is not None:
            return
        self.history.clear()
        self._started, self._wanted, self._reason = None, True, ""
        self._speed = _FIRST_SPEED
        thread = TrainingThread(CONFIG, dataset, self)
        thread.training_started.connect(self._take_start)
        thread.live.connect(self._take_live)
        thread.epoch_done.connect(self._take_epoch)
        thread.failed.connect(self._take_failure)
        thread.finished.connect(self._finished)
        thread.start_pulling()
        thread.pull(Report.LIVE)
        thread.control.limit_speed(self._speed)
        self._thread = thread
        self._clock.start()
        thread.start()

    def stop(self) -> None:
        """End it, and keep what it has learnt."""
        if self._thread is not None:
            self._thread.control.stop()

    def forget(self) -> None:
        """End it, and forget all of it."""
        self._wanted = False
        self.history.clear()
        self.stop()

    def wait(self, milliseconds: int) -> None:
        """Wait for it to end, if it was told to."""
        if self._thread is not None:
            self._thread.wait(milliseconds)

    @Slot()
    def _speed_up(self) -> None:
        self._speed *= _FASTER
        if self._thread is not None:
            self._thread.control.limit_speed(self._speed if self._speed < _FULL_SPEED else None)

    @Slot(Started)
    def _take_start(self, started: Started) -> None:
        self._started = started

    @Slot(Live)
    def _take_live(self, live: Live) -> None:
        if self._wanted and self._started is not None:
            self.grown.emit(live.snapshot, live.codes, self._started.images(live.step))

    @Slot(Epoch)
    def _take_epoch(self, epoch: Epoch) -> None:
        if self._wanted and self._started is not None:
            self.history.add(epoch)
            self.grown.emit(epoch.snapshot, epoch.test_codes, self._started.images(epoch.step))

    @Slot(Failure)
    def _take_failure(self, failure: Failure) -> None:
        self._reason = failure.message

    @Slot()
    def _finished(self) -> None:
        assert self._thread is not None
        self._clock.stop()
        self._thread.deleteLater()
        self._thread = None
        self.ended.emit(self._reason if self._wanted else "")
