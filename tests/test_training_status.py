from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ae_gui.widgets.training_status import TrainingStatus
from ae_model.config import PRESETS, TrainingConfig
from ae_model.events import Losses, Started


class Clock:
    """Goes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def status(qtbot, clock) -> TrainingStatus:
    status = TrainingStatus(clock=clock)
    qtbot.addWidget(status)
    begin(status, Started(TrainingConfig(epochs=10, batch_size=100), "CPU, 2 threads", 50, train_size=5_000))
    return status


def begin(status: TrainingStatus, started: Started) -> None:
    """Start a training whose slow first second is over."""
    status.start(started)
    advance(status, 1, 1, -2.0)
    advance(status, 1, 1, -1.0)
    status.forget_speed()


def advance(status: TrainingStatus, first_step: int, count: int, now: float) -> None:
    """Be told of so many steps at a moment."""
    status._clock.now = now
    status.advance(Losses(first_step, np.full(count, 0.05, np.float32), 0.01 * first_step))


def test_speed_is_images_over_the_seconds_that_went_by(status):
    advance(status, 1, 10, 1.0)
    advance(status, 11, 20, 2.0)

    assert status.images_per_second == pytest.approx(20 * 100 / 1.0)


def test_a_batch_that_is_not_full_counts_as_it_is(status):
    begin(status, Started(TrainingConfig(epochs=10, batch_size=100), "CPU, 2 threads", 2, train_size=101))
    advance(status, 1, 2, 1.0)
    advance(status, 3, 3, 2.0)

    assert status.images_per_second == pytest.approx(101 + 100)


def test_speed_forgets_what_was_long_ago(status):
    advance(status, 1, 1, 0.1)
    for second in range(1, 11):
        advance(status, 1 + second, 1, float(second))

    assert status.images_per_second == pytest.approx(100)


def test_it_shows_epoch_progress_time_left_speed_loss_and_device(status):
    advance(status, 1, 60, 1.0)
    advance(status, 61, 60, 2.0)
    status.refresh()
    status.say_on_show("On show: this")

    shown = status.shown
    assert "Epoch 3 of 10" in shown
    assert "6,000 images/s" in shown
    assert "0:06 left" in shown  # 380 of 500 steps to go, 60 a second
    assert "loss 0.05000" in shown
    assert "CPU, 2 threads" in shown
    assert shown.endswith("On show: this")


def test_a_loss_in_nats_has_one_decimal(status):
    recipe = replace(PRESETS["variational-2d"].config, epochs=10, batch_size=100)
    begin(status, Started(recipe, "CPU, 2 threads", 50, train_size=5_000))
    status.refresh()
    assert "loss 0.1 " in f"{status.shown} "


def test_in_a_narrow_bar_the_epoch_and_the_figures_are_whole(status):
    advance(status, 1, 60, 1.0)
    advance(status, 61, 60, 2.0)
    status.say_on_show("On show: a network with a name that is as long as one may be, epoch 1")
    status.show()
    status.refresh()
    status.resize(620, status.sizeHint().height())
    QApplication.processEvents()
    labels = [label for label in status.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.width() < label.sizeHint().width()] == [labels[-1].text()]
    status.say("Paused")
    assert status._words.minimumWidth() == 0


def test_a_training_that_stands_still_has_no_time_left_and_one_that_has_ended_no_figures(status):
    status.say_on_show("On show: this")
    advance(status, 1, 60, 1.0)
    advance(status, 61, 60, 2.0)
    status.refresh()
    assert " left" in status.shown
    status.pause("Paused")
    assert " left" not in status.shown and "images/s" not in status.shown
    status.end("Done")
    assert status.shown == "Done  On show: this"


def test_long_sentences_make_no_window_wider(status):
    before = status.minimumSizeHint().width()
    status.say("word " * 200)
    status.say_on_show("word " * 200)
    assert status.minimumSizeHint().width() == before


def test_a_slowed_training_has_the_time_left_that_it_takes_at_its_speed(status):
    advance(status, 1, 1, 1.0)
    advance(status, 2, 1, 2.0)  # a step takes a hundredth of a second, and is done once a second
    status.refresh()
    assert "8:18 left" in status.shown  # 498 of 500 steps to go
    assert "100 images/s" in status.shown


def test_a_speed_is_not_that_of_before_a_pause_or_of_another_limit(status):
    advance(status, 1, 1, 1.0)
    advance(status, 2, 1, 2.0)
    status.pause("Paused")
    assert status.step == 2
    advance(status, 3, 1, 1_000.0)
    advance(status, 4, 10, 1_001.0)
    assert status.images_per_second == pytest.approx(1_000)
    status.forget_speed()
    assert np.isnan(status.images_per_second) and " left" not in status.shown


def test_of_the_slow_first_steps_no_time_left_is_reckoned_and_none_is_told_before_the_speed_is_known(status):
    status.start(Started(TrainingConfig(epochs=10, batch_size=100), "CPU, 2 threads", 50, train_size=5_000))
    advance(status, 1, 1, 0.0)
    advance(status, 2, 1, 0.4)
    advance(status, 3, 1, 0.8)
    advance(status, 4, 4, 1.2)  # of which some were still slow
    advance(status, 8, 20, 1.6)
    status.refresh()
    assert " left" not in status.shown and "images/s" not in status.shown
    advance(status, 28, 30, 2.2)
    status.refresh()
    assert "0:09 left" in status.shown  # 443 of 500 steps to go, 50 a second
    assert "5,000 images/s" in status.shown
