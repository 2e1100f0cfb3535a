"""A small network that learns before everybody's eyes, of which nothing is written down."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ae_gui.session.trainer import Ending, Trainer
from ae_model.config import PRESETS
from ae_model.control import Report
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Live, Started
from ae_model.history import EpochHistory
from ae_model.samples import sample

CONFIG = replace(PRESETS["tuned-2d"].config, epochs=20)

LIVE = 1_000  # test digits in the plane while a network learns: the others would be left behind

# Most of what can be seen happens in the first steps, which at full speed are over in a second.
FIRST_SPEED = 30.0  # steps a second
_FASTER = 1.15  # times as fast, ...
_FASTER_MS = 500  # ... each time
_FULL_SPEED = 600.0  # from which on there is no limit


class LiveTraining(QObject):
    """One training at a time, slow at first and then ever faster.

    Signals:
        grown(snapshot, codes, placed, seen): the network now, its codes, (n, latent_dim), of some test images, which
            these are, (n,), and how many digits it has seen so far.
        ended(reason): it is over, and another one can begin; the reason is empty, or why it failed.

    Attributes:
        trainer: does it; while it runs, even if it was told to end, another one cannot begin.
        history: the epochs so far.
    """

    grown = Signal(object, object, object, int)
    ended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.history = EpochHistory()
        self.trainer = Trainer(self)
        self._started: Started | None = None
        self._wanted = False  # False when what still comes is to be forgotten
        self._speed = FIRST_SPEED
        self._clock = QTimer(self, interval=_FASTER_MS)
        self._clock.timeout.connect(self._speed_up)
        self.trainer.report(Report.LIVE)
        self.trainer.training_started.connect(self._take_start)
        self.trainer.live.connect(self._take_live)
        self.trainer.epoch_done.connect(self._take_epoch)
        self.trainer.ended.connect(self._end)

    @property
    def running(self) -> bool:
        """Whether there is a training that is seen."""
        return self.trainer.running and self._wanted

    def start(self, dataset: Dataset) -> None:
        """Train a new network, if none is in training."""
        if self.trainer.running:
            return
        self.history.clear()
        self._started, self._wanted, self._speed = None, True, FIRST_SPEED
        self.trainer.limit_speed(self._speed)
        self.trainer.start(CONFIG, dataset)
        self._clock.start()

    def forget(self) -> None:
        """End it, and forget all of it."""
        self._wanted = False
        self.history.clear()
        self.trainer.stop()

    @Slot()
    def _speed_up(self) -> None:
        self._speed *= _FASTER
        self.trainer.limit_speed(self._speed if self._speed < _FULL_SPEED else None)

    @Slot(Started)
    def _take_start(self, started: Started) -> None:
        self._started = started

    @Slot(Live)
    def _take_live(self, live: Live) -> None:
        if self._wanted and self._started is not None:
            self.grown.emit(live.snapshot, live.codes, live.indices, self._started.images(live.step))

    @Slot(Epoch)
    def _take_epoch(self, epoch: Epoch) -> None:
        if self._wanted and self._started is not None:
            self.history.add(epoch)
            codes, seen = epoch.test_codes, self._started.images(epoch.step)
            some = sample(len(codes), LIVE)
            self.grown.emit(epoch.snapshot, codes[some], some, seen)

    @Slot(Ending)
    def _end(self, ending: Ending) -> None:
        self._clock.stop()
        self.ended.emit(ending.failure.message if self._wanted and ending.failure is not None else "")
