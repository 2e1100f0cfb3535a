"""One optimisation step, done fast.

What a step computes is the same everywhere: the mean squared error of one batch, its gradient, one update of Adam.
Steppers differ in how they get there on which machine. `eager` is the reference that others are held against.
"""

from typing import Protocol

from torch import Tensor

from ae_model.network import AutoEncoder


class Stepper(Protocol):
    """Trains one network on one set of images, a batch at a time.

    It is made from the network, the images and what Adam needs, and works on the network's device. Whatever form
    of the weights it computes with, `network` holds the present ones after every step: what snapshots and test
    errors are taken from.

    Attributes:
        network: what is trained, in place.
        learning_rate: of the next step; may be set between any two.
    """

    network: AutoEncoder
    learning_rate: float

    def step(self, indices: Tensor) -> Tensor:
        """Train on one batch, without waiting for the device to finish it.

        Args:
            indices: (B,) int64 on the device, of the batch's images.

        Returns:
            The batch's mean squared error before the update: a tensor of no dimensions on the device, which is not
            written again and may be read whenever it suits.
        """
        ...

    def warm_up(self, indices: Tensor) -> None:
        """Do what a first step costs extra, on a batch like those to come, and leave the network as it is."""
        ...
