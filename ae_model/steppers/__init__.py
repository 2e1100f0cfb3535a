"""Steppers: fast optimisation steps.

Every stepper computes the objective of one batch, its gradient and one update of Adam; they differ in how, and on which
machine. `eager` trains every objective and is the reference for the others; `cpu` and `cuda` have the steps of plain
reconstruction written out, `variational`, `denoising` and `sparse` those of these objectives for the CPU;
`data_parallel` divides each batch among processes.
"""

from collections.abc import Sequence
from typing import Protocol

from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.training_state import Moments


class Stepper(Protocol):
    """Trains one network on one set of images, a batch at a time.

    It works on the network's device. Whatever form of the weights it computes with, `network` holds the present ones
    after every step: snapshots and test errors are taken from it.

    Attributes:
        network: is trained in place.
        stride: the number of steps that one call does fastest; 1 where an objective's weights may change between two.
        trouble: a sentence for the user on why it is slower than it could be; empty if it is not.
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
            (n,) float32 on the device, each batch's objective before its update; or (n, 1 + terms), the objective and
            its terms, where it has several. It is never written again.
        """
        ...

    def warm_up(self, indices: Tensor) -> None:
        """Compute a first gradient, which takes longer than any other, of a batch like those to come; train nothing."""
        ...

    @property
    def moments(self) -> Moments:
        """A copy of Adam's memory; the next step depends on it, on the weights and on the objective's noise alone."""
        ...

    def restore(self, moments: Moments) -> None:
        """Let Adam go on from an earlier memory; to be called after `warm_up` and before any step."""
        ...
