"""The state of a training between two steps, in numpy: enough to go on as if it had never stopped.

On the same device, in the same precision and with as many threads, the same numbers follow, bit for bit. Instead of
the order of an epoch's images it holds the generator that draws the order, as it was before the epoch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ae_model.config import ConfigError, TrainingConfig, require_learning_rate
from ae_model.recipe_changes import RecipeChange
from ae_model.sentence import SaidError
from ae_model.snapshot import Array, Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """The memory of Adam.

    Attributes:
        means, squares: running averages of each parameter's gradient and of its square, float32, of the parameter's
            shape and by its name.
        updates: number of updates so far.
    """

    means: Mapping[str, Array]
    squares: Mapping[str, Array]
    updates: int


@dataclass(frozen=True, slots=True, eq=False)
class TrainingState:
    """Where a training stands between two steps.

    Attributes:
        config: the configuration, with the device, precision and threads that "auto" stood for.
        snapshot: the weights; its `epoch` counts finished epochs.
        moments: of Adam.
        generator: (n,) uint8, the state of torch's generator before it drew the order of the present epoch.
        step: number of steps done.
        epoch_losses: (n,), the losses of the present epoch so far.
        learning_rate: as set during the training; None if it is the configuration's.
        seconds: spent on training so far.
        noise: (n,) uint8, the state of the generator of the objective's noise; None in files of 0.1.0.

    Raises:
        ValueError: if its parts do not belong together.
    """

    config: TrainingConfig
    snapshot: Snapshot
    moments: Moments
    generator: NDArray[np.uint8]
    step: int
    epoch_losses: Array
    learning_rate: float | None
    seconds: float
    noise: NDArray[np.uint8] | None = None

    @property
    def rate(self) -> float:
        """The learning rate in force, before the schedule."""
        return self.config.learning_rate if self.learning_rate is None else self.learning_rate

    def changed(self, **values: Any) -> Self:
        """The state from which the training goes on with other values of some fields; None leaves a field as it is.

        Args:
            values: of "learning_rate" and "beta", of "epochs", in all, and of "device" and "threads"; on a CPU, which
                has no tf32, the precision becomes fp32 in its place.

        Raises:
            ConfigError: if a value is impossible, or the training had more epochs before.
        """
        before = {"learning_rate": self.rate}
        given = {name: value for name, value in values.items() if value is not None}
        if given.get("device") == "cpu" and self.config.precision == "tf32":
            given["precision"] = "fp32"
        changes = [
            RecipeChange(self.step + 1, name, before.get(name, getattr(self.config, name)), value)
            for name, value in given.items()
        ]
        if (epochs := given.get("epochs", self.config.epochs)) < self.config.epochs:
            planned = self.config.epochs
            raise ConfigError(
                "The training has {planned:,} epochs; it can be given more in all, not {epochs:,}.",
                planned=planned,
                epochs=epochs,
            )
        rate = given.get("learning_rate", self.rate)
        require_learning_rate(rate)
        rate = None if rate == self.config.learning_rate else rate
        return replace(self, config=self.config.with_changes(*changes), learning_rate=rate)

    def __post_init__(self) -> None:
        if self.config.network != self.snapshot.config:
            raise SaidError("Its weights are those of another network.")
        shapes = {name: array.shape for name, array in self.snapshot.arrays.items()}
        for arrays in (self.moments.means, self.moments.squares):
            if {name: array.shape for name, array in arrays.items()} != shapes:
                raise SaidError("Its averages of gradients are those of another network.")
            if not all(array.dtype == np.float32 and np.isfinite(array).all() for array in arrays.values()):
                raise SaidError("Its averages of gradients are not finite numbers of float32.")
        if any((square < 0).any() for square in self.moments.squares.values()):
            raise SaidError("Its averages of squares are not all positive.")
        if not 0 <= len(self.epoch_losses) <= self.step:
            count = len(self.epoch_losses)
            raise SaidError("It holds losses of {count} steps after {step}.", count=count, step=self.step)
