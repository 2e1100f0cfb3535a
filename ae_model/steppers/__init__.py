"""Optimisation steps, done fast.

What a step computes is the same everywhere: the mean squared error of one batch, its gradient, one update of Adam.
Steppers differ in how they get there on which machine. `eager` is the reference that others are held against; `cpu`
and `cuda` are what trains; `data_parallel` divides each batch among processes.
"""

from collections.abc import Sequence
from typing import Protocol

from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.training_state import Moments


class Stepper(Protocol):
    """Trains one network on one set of images, a batch at a time.

    It is made from the network, the images and what Adam needs, and works on the network's device. Whatever form of
    the weights it computes with, `network` holds the present ones after every step: what snapshots and test errors
    are taken from.

    Attributes:
        network: what is trained, in place.
        stride: the number of steps that one call does fastest.
        trouble: why it is slower than it could be, in a sentence for the user; empty if it is not.
    """

    network: AutoEncoder
    stride: int
    trouble: str

    def steps(self, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
        """Train on some batches, one after the other, without waiting for the device to finish them.

        Args:
            batches: of each, (B,) int64 on the device: the indices of its images.
            learning_rates: one for each batch.

        Returns:
            (n,) float32 on the device, each batch's mean squared error before its update: not written again, to be
            read whenever it suits.
        """
        ...

    def warm_up(self, indices: Tensor) -> None:
        """Do what the first steps cost extra, on a batch like those to come, and leave the network as it is."""
        ...

    @property
    def moments(self) -> Moments:
        """What Adam remembers, copied; with the network's weights, all that the next step depends on."""
        ...

    def restore(self, moments: Moments) -> None:
        """Let Adam go on from what it once remembered, after `warm_up` and before any step."""
        ...
