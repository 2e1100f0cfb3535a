"""What a state dict does not say of its network, guessed by trying: as what it is it redraws images best."""

from dataclasses import dataclass, replace
from itertools import product
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from ae_model.checkpoint import Checkpoint
from ae_model.config import Activation, NetworkConfig, Output
from ae_model.image_shape import ImageShape
from ae_model.metrics import mean_squared_error
from ae_model.snapshot import unit_floats

SAMPLE = 1_000  # images that are enough to tell guesses apart


@dataclass(frozen=True, slots=True)
class Guess:
    """A network that a file may hold.

    Attributes:
        config: its configuration.
        error: the mean squared error a pixel with which it redraws the images.
    """

    config: NetworkConfig
    error: float


def ranked(opened: Checkpoint, images: NDArray[np.generic]) -> list[Guess]:
    """Everything that the network may be as far as its file does not say, the best on `images`, (N, H, W), first.

    There is nothing to compare if the images have not as many pixels as the network's.
    """
    config, unsaid = opened.snapshot.config, opened.unsaid
    shape = ImageShape.of(images) if "image_shape" in unsaid else config.image_shape
    if not shape.pixels == config.image_shape.pixels == ImageShape.of(images).pixels:
        return []
    images = images.reshape(len(images), *shape.array_shape)
    activations = get_args(Activation) if "activation" in unsaid and config.hidden_sizes else (config.activation,)
    outputs = get_args(Output) if "output" in unsaid else (config.output,)
    guesses = []
    for activation, output in product(activations, outputs):
        guess = replace(config, image_shape=shape, activation=activation, output=output)
        guesses.append(Guess(guess, mean_squared_error(replace(opened.snapshot, config=guess), images)))
    return sorted(guesses, key=lambda guess: guess.error)


def error_of_mean(images: NDArray[np.generic]) -> float:
    """The mean squared error a pixel of the mean image in the place of each: a network that was trained is better."""
    values = unit_floats(images)
    return float(np.mean((values - values.mean(axis=0)) ** 2))


def as_guessed(opened: Checkpoint, guess: Guess) -> Checkpoint:
    """The network of a file as it was guessed; that it was remains known."""
    return replace(opened, snapshot=replace(opened.snapshot, config=guess.config))
