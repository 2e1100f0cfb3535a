import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ae_gui.session.trainer import Ending, Trainer
from ae_model import runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.control import ASIDE_S, Report
from ae_model.datasets import Dataset, Split
from ae_model.recording import Recorder

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=2, device="cpu")
LONG = replace(SMALL, epochs=100_000)


@pytest.fixture(scope="module")
def few(mnist) -> Dataset:
    """2,000 digits to train on and 500 to test with: an epoch is 16 steps."""

    def first(split: Split, count: int) -> Split:
        return Split(split.images[:count], split.labels[:count])

    return replace(mnist, train=first(mnist.train, 2_000), test=first(mnist.test, 500))


@pytest.fixture
def trainer(qtbot):
    owner = QObject()
    trainer = Trainer(owner)
    yield trainer
    trainer.close(10_000)
    qtbot.waitUntil(lambda: not trainer.running)
    owner.deleteLater()


def ended(qtbot, trainer: Trainer, act) -> Ending:
    with qtbot.waitSignal(trainer.ended, timeout=20_000) as told:
        act()
    return told.args[0]


def test_a_training_tells_all_that_it_does_and_how_it_ended(qtbot, trainer, few, tmp_path):
    heard = []
    trainer.training_started.connect(lambda started: heard.append(started.steps_per_epoch))
    trainer.epoch_done.connect(lambda epoch: heard.append(epoch.snapshot.epoch))
    ending = ended(qtbot, trainer, lambda: trainer.start(SMALL, few, Recorder(tmp_path)))

    assert heard == [16, 0, 1, 2]
    assert (ending.stopped, ending.failure, ending.newest.epoch) == (False, None, 2)
    assert ending.config.precision != "auto"  # but what it became
    assert ending.folder == runs.read_all(tmp_path)[0][0].folder
    assert not trainer.running


def test_without_a_recorder_nothing_is_written(qtbot, trainer, few):
    assert ended(qtbot, trainer, lambda: trainer.start(SMALL, few)).folder is None


def test_it_is_paused_and_goes_on_and_says_so(qtbot, trainer, few):
    states = []
    trainer.changed.connect(lambda: states.append((trainer.running, trainer.paused)))
    trainer.start(LONG, few)
    trainer.pause()
    trainer.pause()  # it is already
    trainer.toggle()
    assert ended(qtbot, trainer, trainer.stop).stopped

    assert states == [(True, False), (True, True), (True, False), (False, False)]


def test_one_step_at_a_time(qtbot, trainer, few):
    steps = []
    trainer.losses.connect(lambda losses: steps.append(losses.first_step + len(losses.values) - 1))
    trainer.report(Report.LOSSES)
    trainer.start(LONG, few, one_step=True)
    qtbot.waitUntil(lambda: steps == [1])
    trainer.step()
    qtbot.waitUntil(lambda: steps == [1, 2])


def test_what_was_wanted_before_a_training_holds_for_it(qtbot, trainer, few):
    trainer.watch(np.arange(20, 30))
    trainer.limit_speed(1)
    trainer.start(LONG, few)
    assert trainer.training.control.watched.tolist() == list(range(20, 30))

    trainer.set_learning_rate(0.005)
    assert trainer.training.control.learning_rate == 0.005


def test_nothing_is_trained_beside_a_training(qtbot, trainer, few):
    trainer.start(LONG, few)
    thread = trainer.training
    trainer.start(SMALL, few)
    assert trainer.training is thread


def test_a_training_that_fails_says_why_and_keeps_its_last_good_weights(qtbot, trainer, few):
    deep = replace(SMALL.network, hidden_sizes=(64,) * 8, output="linear")
    ending = ended(qtbot, trainer, lambda: trainer.start(replace(SMALL, network=deep, learning_rate=10), few))
    assert "learning rate" in ending.failure.message
    assert ending.newest is None or all(np.isfinite(array).all() for array in ending.newest.arrays.values())


def test_a_training_that_the_end_of_the_program_ends_is_interrupted_and_not_stopped(qtbot, trainer, few, tmp_path):
    trainer.start(LONG, few, Recorder(tmp_path))
    with qtbot.waitSignal(trainer.epoch_done, timeout=20_000):
        pass
    assert trainer.close(10_000) == ""
    assert runs.read_all(tmp_path)[0][0].is_interrupted


def test_closing_says_what_could_not_be_written(qtbot, trainer, few, tmp_path):
    (tmp_path / "runs").write_text("in the way")
    ended(qtbot, trainer, lambda: trainer.start(SMALL, few, Recorder(tmp_path)))
    assert "cannot be saved" in trainer.close(0)


class Canvas(QWidget):
    """A window of a trainer that notes, each time that it is painted, how long a training would stand aside for it."""

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self.installEventFilter(trainer)
        self.waits: list[float] = []
        self._trainer = trainer

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._trainer.training is not None:
            self.waits.append(seconds_aside(self._trainer))


def seconds_aside(trainer: Trainer) -> float:
    began = time.monotonic()
    trainer.training.control.stand_aside()
    return time.monotonic() - began


def test_a_training_stands_aside_while_the_window_draws_and_goes_on_when_it_has(qtbot, trainer, few):
    canvas = Canvas(trainer)
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitExposed(canvas)
    with qtbot.waitSignal(trainer.halted):
        trainer.start(LONG, few, one_step=True)
    qtbot.waitUntil(lambda: seconds_aside(trainer) < ASIDE_S / 2)  # what was told of the step has been taken
    canvas.waits.clear()
    canvas.update()
    qtbot.waitUntil(lambda: len(canvas.waits) > 0)

    assert canvas.waits[0] > ASIDE_S / 2
    assert seconds_aside(trainer) < ASIDE_S / 2
