import numpy as np
import pytest
from networks import drawn

from ae_gui.widgets.training_status import TrainingStatus
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.events import Epoch, Losses, Started


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


def epoch_end(step: int, test_mse: float) -> Epoch:
    return Epoch(
        step, drawn(NetworkConfig(hidden_sizes=()), np.zeros), np.zeros((1, 2), np.float32), test_mse, 0.05, 1.0
    )


def test_it_shows_epoch_progress_time_left_speed_loss_and_device(status):
    status.advance(losses(1, 60, 1.0))
    status.advance(losses(61, 60, 2.0))
    status.end_epoch(epoch_end(100, 0.0625))

    shown = status.shown
    assert "Epoch 3 of 10" in shown
    assert "6,000 images/s" in shown
    assert "0:06 left" in shown  # 380 of 500 steps to go, 60 a second
    assert "train 0.05000" in shown
    assert "test 0.06250" in shown
    assert "CPU, 2 threads" in shown
