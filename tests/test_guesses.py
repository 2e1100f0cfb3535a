from dataclasses import replace

import numpy as np
import pytest
from networks import drawn, normal

from ae_model import checkpoint, guesses
from ae_model.checkpoint import UNSAID, Checkpoint
from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.resources import resource


def bare(name: str) -> Checkpoint:
    """A network that ships, as if its file did not say what it is."""
    snapshot = checkpoint.load(resource("pretrained", f"{name}.safetensors")).snapshot
    config = replace(snapshot.config, activation="relu", output="sigmoid")
    return Checkpoint(replace(snapshot, config=config), unsaid=UNSAID)


@pytest.mark.parametrize("name", ["seed-2d", "deep-2d", "linear-2d", "deep-30d", "tuned-2d"])
def test_a_network_redraws_images_best_as_what_it_is(name: str, mnist: Dataset):
    images = mnist.train.images[mnist.train.sample(200)]
    opened = bare(name)
    best, *others = guesses.ranked(opened, images)
    assert best.config == checkpoint.load(resource("pretrained", f"{name}.safetensors")).snapshot.config
    assert all(best.error < other.error for other in others)
    assert best.error < guesses.error_of_mean(images)
    assert guesses.as_guessed(opened, best).snapshot.config == best.config


def test_what_a_file_says_is_not_guessed(mnist: Dataset):
    opened = replace(bare("seed-2d"), unsaid=frozenset({"output"}))
    assert {guess.config.activation for guess in guesses.ranked(opened, mnist.test.images[:50])} == {"relu"}


def test_images_of_another_number_of_pixels_tell_nothing():
    assert guesses.ranked(bare("seed-2d"), np.zeros((5, 4, 4), np.uint8)) == []


def test_the_shape_is_that_of_the_images_if_it_can_be():
    config = NetworkConfig(ImageShape(4, 4), (), 2)
    opened = Checkpoint(drawn(config, normal(np.random.default_rng(0))), unsaid=UNSAID)
    images = np.random.default_rng(1).integers(256, size=(9, 2, 8), dtype=np.uint8)
    best, *others = guesses.ranked(opened, images)
    assert len(others) == 1, "without hidden layers there is no activation to guess"
    assert best.config.image_shape == ImageShape(2, 8)
    assert best.error > guesses.error_of_mean(images), "it was not trained on any"
