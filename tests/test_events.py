from dataclasses import FrozenInstanceError

import pytest

from ae_model.config import TrainingConfig
from ae_model.events import Started


def test_images_are_counted_through_epochs_whose_last_batch_is_a_small_one():
    started = Started(TrainingConfig(batch_size=64), "CPU", steps_per_epoch=5, train_size=300)
    assert [started.images(step) for step in (0, 1, 4, 5, 6, 10)] == [0, 64, 256, 300, 364, 600]


def test_what_was_said_is_not_changed_afterwards():
    started = Started(TrainingConfig(), "CPU", steps_per_epoch=5, train_size=300)
    with pytest.raises(FrozenInstanceError):
        started.step = 3
