import numpy as np
import pytest

from ae_gui.widgets.training_status import TrainingStatus
from ae_model.config import TrainingConfig
from ae_model.events import Losses, Started


@pytest.fixture
def status(qtbot) -> TrainingStatus:
    status = TrainingStatus()
    qtbot.addWidget(status)
    status.start(Started(TrainingConfig(epochs=10, batch_size=100), "CPU, 2 threads", 50, train_size=5_000))
    return status


def losses(first_step: int, count: int, seconds: float) -> Losses:
    return Losses(first_step, np.full(count, 0.05, np.float32), seconds)


def test_speed_is_images_over_the_seconds_of_training(status):
    status.advance(losses(1, 10, 1.0))
    status.advance(losses(11, 20, 2.0))

    assert status.images_per_second == pytest.approx(20 * 100 / 1.0)


def test_a_batch_that_is_not_full_counts_as_it_is(status):
    status.start(Started(TrainingConfig(epochs=10, batch_size=100), "CPU, 2 threads", 2, train_size=101))
    status.advance(losses(1, 2, 1.0))
    status.advance(losses(3, 3, 2.0))

    assert status.images_per_second == pytest.approx(101 + 100)


def test_speed_forgets_what_was_long_ago(status):
    status.advance(losses(1, 1, 0.1))
    for second in range(1, 11):
        status.advance(losses(1 + second, 1, float(second)))

    assert status.images_per_second == pytest.approx(100)


def test_it_shows_epoch_progress_time_left_speed_loss_and_device(status):
    status.advance(losses(1, 60, 1.0))
    status.advance(losses(61, 60, 2.0))
    status.refresh()
    status.say_on_show("On show: this")

    shown = status.shown
    assert "Epoch 3 of 10" in shown
    assert "6,000 images/s" in shown
    assert "0:06 left" in shown  # 380 of 500 steps to go, 60 a second
    assert "loss 0.05000" in shown
    assert "CPU, 2 threads" in shown
    assert shown.endswith("On show: this")


def test_a_training_that_stands_still_has_no_time_left_and_one_that_has_ended_no_figures(status):
    status.say_on_show("On show: this")
    status.advance(losses(1, 60, 1.0))
    status.advance(losses(61, 60, 2.0))
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
