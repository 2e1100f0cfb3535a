"""The events of a training: frozen dataclasses of numbers and numpy arrays.

Arrays are fresh, and never written again after they were yielded, so that they may cross threads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ae_model.config import TrainingConfig
from ae_model.recipe_changes import RecipeChange
from ae_model.sentence import Sentence
from ae_model.snapshot import Array, Snapshot
from ae_model.training_state import TrainingState

MOST_DIVERGENCES = 64  # of an epoch: a run's table of a hundred thousand epochs is to stay one that can be read


@dataclass(frozen=True, slots=True)
class Started:
    """The network is built and its first step warmed up; always the first event.

    Attributes:
        config: the configuration, with the device, precision and threads that "auto" stood for.
        device_name: in words: "CPU, 2 threads, bf16" or the GPU's name and the precision.
        steps_per_epoch: number of batches.
        train_size: number of training images.
        trouble: a sentence for the user on why it is slower than it could be; empty if it is not.
        step: number of steps done before; 0 unless the training was resumed.
    """

    config: TrainingConfig
    device_name: str
    steps_per_epoch: int
    train_size: int
    trouble: str = ""
    step: int = 0

    def images(self, step: int) -> int:
        """The number of images trained on in so many steps; the last batch of an epoch may be a small one."""
        epochs, rest = divmod(step, self.steps_per_epoch)
        return epochs * self.train_size + rest * self.config.batch_size


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """The training loss of every step since the last such event.

    Attributes:
        first_step: the step of `values[0]`, counted from 1 over the whole run.
        values: (n,) float32, the objective of each step's batch before its update.
        seconds: spent on training since the run began, without pauses.
        terms: of an objective that is a sum of several, by their names: (n,) each, without their weights.
    """

    first_step: int
    values: Array
    seconds: float
    terms: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Reconstructions:
    """The watched test images as the network redraws them now.

    Attributes:
        step: number of steps done.
        indices: (n,) of the watched images in the test set.
        images: (n, H, W) float32.
    """

    step: int
    indices: NDArray[np.intp]
    images: Array


@dataclass(frozen=True, slots=True, eq=False)
class Live:
    """The network in the middle of an epoch.

    Attributes:
        step: number of steps done.
        snapshot: the present weights; its `epoch` counts finished epochs.
        codes: (n, latent_dim) of a sample of the test images.
        indices: (n,) of these images in the test set, ascending.
    """

    step: int
    snapshot: Snapshot
    codes: Array
    indices: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Epoch:
    """The end of an epoch; epoch 0 is the untrained network.

    Attributes:
        step: number of steps done.
        snapshot: the weights; `snapshot.epoch` is the epoch's number.
        test_codes: (N, latent_dim) of the whole test set.
        test_mse: the mean squared error a pixel over the whole test set.
        train_mse: the mean of the epoch's losses; NaN for epoch 0.
        seconds: spent on training and testing since the run began, without pauses.
        figures: the other metrics of an epoch, by their names in `metrics.METRICS`.
        divergences: of each number of a Gaussian code from the prior, over the whole test set, in nats an image; empty
            of any other code, and of one of more than `MOST_DIVERGENCES` numbers.
    """

    step: int
    snapshot: Snapshot
    test_codes: Array
    test_mse: float
    train_mse: float
    seconds: float
    figures: Mapping[str, float] = field(default_factory=dict)
    divergences: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Told when a training can no longer be written down, and once when it can again; the training goes on.

    Attributes:
        reason: a sentence for the user; empty when it can be written again.
    """

    reason: str

    @classmethod
    def because(cls, reason: str) -> Self:
        """Told for a reason, which is a sentence."""
        return cls(Sentence("This training cannot be saved. {reason}", reason=reason))


Event = Unsaved | Started | Losses | Reconstructions | Live | Epoch | RecipeChange | TrainingState
