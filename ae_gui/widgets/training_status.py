"""The status bar: what is on show, what happens, and of a training its progress, its speed and its loss."""

import math
from collections import deque
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from ae_gui.theme import MARGIN, SPACING, tabular
from ae_gui.widgets.text_labels import OneLine
from ae_gui.words import clock, figure, fill, translated
from ae_model.events import Losses, Started

_TEXT_EVERY = 0.5  # seconds; text that changes faster cannot be read
_LOSS_OVER = 100  # steps over which the loss is averaged
_SPEED_OVER, _SPEED_AFTER = 3.0, 1.0  # seconds over which the speed is averaged, and that it takes to know it
_WARM_UP = 1.0  # seconds from the first step on whose steps are slower than all others


class TrainingStatus(QStatusBar):
    """A bar with a sentence, and at its end what is on show.

    While a training is under way the sentence is its epoch, beside progress, time left, loss, images a second, device.
    """

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = monotonic) -> None:
        """A bar of no training; the speed is by the `clock`, which also counts what a slowed training waits."""
        super().__init__(parent)
        self._clock = clock
        self._started: Started | None = None
        self._step = 0
        self._marks: deque[tuple[int, float]] = deque()  # steps that were done, and when
        self._began: float | None = None  # when the first step was done; None once all are as fast as they will be
        self._text_due = 0.0
        self._loss = math.nan

        self._words, self._on_show = OneLine(), OneLine()
        self._progress = QProgressBar(textVisible=False)
        self._progress.setMinimumWidth(40)  # it gives way to words
        self._progress.setMaximumWidth(160)
        self._progress.setMaximumHeight(8)
        self._progress.setAccessibleName(self.tr("Progress of the training"))
        self._left = QLabel()
        self._speed = QLabel()
        self._mean_loss = QLabel()
        self._device = QLabel()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.addWidget(self._words, 1)
        self._of_training = (self._progress, self._left, self._mean_loss, self._speed, self._device)
        for label in (*self._of_training, self._on_show):
            label.setFont(tabular(self.font()))
            self.addPermanentWidget(label)
        for label in self._of_training[1:]:
            label.setContentsMargins(SPACING, 0, 0, 0)
        self._on_show.setContentsMargins(2 * MARGIN, 0, 0, 0)  # it is of another network than the figures beside it
        self._show_training(False)
        self.say(self.tr("Ready"))

    @property
    def images_per_second(self) -> float:
        """The speed over the last seconds; NaN before it is known."""
        if self._started is None or len(self._marks) < 2:
            return math.nan
        (first_step, since), (last_step, until) = self._marks[0], self._marks[-1]
        if until - since < _SPEED_AFTER:
            return math.nan
        return (self._started.images(last_step) - self._started.images(first_step)) / (until - since)

    @property
    def step(self) -> int:
        """Number of steps done, as far as `advance` was told."""
        return self._step

    @property
    def shown(self) -> str:
        """All its texts, from left to right."""
        labels = (self._words, self._left, self._mean_loss, self._speed, self._device, self._on_show)
        return "  ".join(label.text() for label in labels if not label.isHidden())

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the epoch."""
        self._words.setText(sentence)
        self._words.setMinimumWidth(0)

    def say_on_show(self, words: str) -> None:
        """Show what is on show."""
        self._on_show.setText(words)

    def start(self, started: Started) -> None:
        """Begin to show a training."""
        self._started = started
        self._step = 0
        self._marks.clear()
        self._began = math.inf
        self._progress.setRange(0, started.steps_per_epoch * started.config.epochs)
        self._progress.setValue(0)
        for label in (self._left, self._mean_loss, self._speed):
            label.clear()
        self._device.setText(translated(started.device_name))
        self._loss = math.nan
        self._show_training(True)

    def advance(self, losses: Losses) -> None:
        """Show the steps that were done since the last call."""
        if not len(losses.values):
            return
        self._loss = float(losses.values[-_LOSS_OVER:].mean())
        now = self._clock()
        self._step = losses.first_step + len(losses.values) - 1
        if self._began is not None:
            self._marks.clear()
            self._began = min(self._began, now)
            if now - self._began >= _WARM_UP:
                self._began = None
        self._marks.append((self._step, now))
        while len(self._marks) > 2 and now - self._marks[0][1] > _SPEED_OVER:
            self._marks.popleft()
        if monotonic() >= self._text_due:
            self.refresh()

    def pause(self, sentence: str) -> None:
        """Show a sentence that says where the training stands still: no time is left, and there is no speed."""
        self.say(sentence)
        self.forget_speed()

    @Slot()
    def forget_speed(self) -> None:
        """Measure the speed anew: it will be another one. Until then no time is left."""
        self._marks.clear()
        self._left.clear()
        self._speed.clear()

    def end(self, sentence: str) -> None:
        """Show a sentence that says how the training has ended."""
        self.say(sentence)
        self._show_training(False)

    @Slot()
    def refresh(self) -> None:
        """Show the newest figures, without waiting for the next moment to."""
        if self._started is None:
            return
        self._text_due = monotonic() + _TEXT_EVERY
        epochs = self._started.config.epochs
        epoch = min(self.step // self._started.steps_per_epoch + 1, epochs)
        self._words.setText(fill(self.tr("Epoch {epoch:,} of {epochs:,}"), epoch=epoch, epochs=epochs))
        self._words.setMinimumWidth(self._words.sizeHint().width())  # what is on show may be cut before it is
        self._progress.setValue(self.step)
        form = ".1f" if self._started.config.objective == "variational" else ".5f"  # in nats, or squared
        self._mean_loss.setText(fill(self.tr("loss {loss}"), loss=figure(self._loss, form)))
        speed = self.images_per_second
        if speed > 0:
            images_left = self._started.images(self._progress.maximum()) - self._started.images(self.step)
            self._speed.setText(fill(self.tr("{speed:,.0f} images/s"), speed=speed))
            self._left.setText(fill(self.tr("{time} left"), time=clock(images_left / speed)))

    def _show_training(self, under_way: bool) -> None:
        for part in self._of_training:
            part.setVisible(under_way)
