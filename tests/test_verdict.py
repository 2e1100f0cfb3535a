from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from ae_model.config import TrainingConfig
from ae_model.datasets import Dataset
from ae_model.metrics import mean_image_error
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Measurement
from ae_model.verdict import verdict

CONFIG = TrainingConfig(epochs=2, learning_rate=5)


def measured(*errors: float, first: int = 0) -> list[Measurement]:
    return [Measurement(469 * epoch, epoch, 0.1, error, 1.0 * epoch) for epoch, error in enumerate(errors, first)]


def test_the_error_of_the_mean_image_is_what_its_name_says(tiny: Dataset):
    train, test = (split.images / 255 for split in (tiny.train, tiny.test))
    assert mean_image_error(tiny) == pytest.approx(np.square(test - train.mean(axis=0)).mean(), rel=1e-6)


def test_a_network_that_ends_no_better_than_it_began_has_learnt_nothing(tiny: Dataset):
    assert verdict(CONFIG, tiny, measured(0.231, 0.2, 0.302)) == (
        "The network has learnt nothing: its test error of 0.3020 is no lower than before the training, 0.2310; "
        "the learning rate of 5 may be too high."
    )
    raised = CONFIG.with_changes(RecipeChange(100, "learning_rate", 5, 7))
    assert "the learning rate of 7 may be" in verdict(raised, tiny, measured(0.231, 0.2, 0.302))


def test_a_network_that_redraws_all_images_alike_has_learnt_next_to_nothing(tiny: Dataset):
    mean = mean_image_error(tiny)
    said = verdict(CONFIG, tiny, measured(0.231, 0.2, mean))
    assert said.startswith(f"The network has learnt next to nothing: its test error of {mean:.4f} is no lower than")
    assert verdict(CONFIG, tiny, measured(0.231, 0.2, 0.999 * mean)) == ""


def test_a_network_that_redraws_its_training_images_alone_has_learnt_those(tiny: Dataset):
    mean = mean_image_error(tiny)
    begun, ended = measured(0.231, 0.2, 1.1 * mean)[0], measured(0.231, 0.2, 1.1 * mean)[-1]
    said = verdict(CONFIG, tiny, [begun, replace(ended, train_loss=0.5 * mean)])
    assert said.startswith(f"The network has learnt its training images alone: their error is {0.5 * mean:.4f}, but")
    assert "next to nothing" in verdict(CONFIG, tiny, [begun, replace(ended, train_loss=0.95 * mean)])


@pytest.mark.parametrize("epochs", [measured(0.231), measured(0.231, 0.2), []])
def test_of_a_training_that_was_stopped_early_nothing_is_said(tiny: Dataset, epochs: Sequence[Measurement]):
    assert verdict(CONFIG, tiny, epochs) == ""


def test_a_run_whose_first_epochs_are_not_known_is_held_against_the_mean_image(tiny: Dataset):
    config = replace(CONFIG, epochs=6)
    assert "next to nothing" in verdict(config, tiny, measured(0.2, 0.3, first=5))
