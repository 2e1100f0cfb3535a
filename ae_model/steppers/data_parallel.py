"""One training on several processes: each differentiates its part of every batch, all take the same step.

The processes are those of `torchrun`. All hold the same weights and draw the same batches, so that nothing but
gradients and losses travels between them, and the numbers are those of one process.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import torch
from torch import Tensor, distributed

from ae_model.config import ConfigError, Precision
from ae_model.objectives.noise import Noise
from ae_model.steppers import gpu
from ae_model.steppers.gradient_step import GradientStep, one_by_one
from ae_model.steppers.precision import fp32_products
from ae_model.training_state import Moments

# For a process that is stuck. One that dies is noticed at once on CPUs; on GPUs NCCL ends all of them after that time.
_TIMEOUT = timedelta(seconds=60)


class PeerLostError(RuntimeError):
    """Another process of this training has ended before its time."""


class DataParallelStepper:
    """A `Stepper` that shares every batch with the other processes.

    Args:
        gradient_step: differentiates this process's part, and updates its copy of the network.
        noise: of the objective, where it has any.
        precision: of the matrix products.
    """

    stride = 1
    trouble = ""

    def __init__(self, gradient_step: GradientStep, noise: Noise | None = None, precision: Precision = "fp32") -> None:
        self.network = gradient_step.network
        self._gradient_step = gradient_step
        self._noise = noise or Noise(0)
        self._precision = precision

    @property
    def gradients(self) -> list[Tensor]:
        """The gradients of the whole of the last batch, one a parameter and in their order."""
        return self._gradient_step.gradients

    def steps(self, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
        return one_by_one(self, batches, learning_rates)

    def warm_up(self, indices: Tensor) -> None:
        with self._noise.unspent(), fp32_products(self._precision):
            self._gradient_step.differentiate(indices)

    @property
    def moments(self) -> Moments:
        return self._gradient_step.moments

    def restore(self, moments: Moments) -> None:
        self._gradient_step.restore(moments)

    def differentiate(self, indices: Tensor) -> Tensor:
        """Return the loss of a whole batch, and its terms, and leave its gradient in `gradients`.

        Raises:
            PeerLostError: if another process has ended.
        """
        parts, rank = torch.tensor_split(indices, distributed.get_world_size()), distributed.get_rank()
        part = parts[rank]
        # A last batch may have fewer images than there are processes: a process without any takes the last image, and
        # adds nothing.
        first = min(sum(map(len, parts[:rank])), len(indices) - 1)
        self._noise.share = len(indices), first
        with fp32_products(self._precision):
            loss = self._gradient_step.differentiate(part if len(part) else indices[first:])
        sums = torch.cat([*(gradient.flatten() for gradient in self.gradients), loss.view(-1)])
        sums.mul_(len(part) / len(indices))
        try:
            distributed.all_reduce(sums)
        except RuntimeError as error:
            raise PeerLostError(str(error)) from error
        sizes = [gradient.numel() for gradient in self.gradients]
        *gradients, summed_loss = torch.split(sums, [*sizes, loss.numel()])
        shaped = [summed.view_as(gradient) for gradient, summed in zip(self.gradients, gradients, strict=True)]
        torch._foreach_copy_(self.gradients, shaped)
        return summed_loss.view_as(loss).clone()

    def update(self, learning_rate: float) -> None:
        """Take one step of Adam down `gradients`, the same in every process."""
        self._gradient_step.update(learning_rate)


@contextmanager
def joined(device: str) -> Iterator[int]:
    """Meet the other processes that `torchrun` has started; gives this one's rank.

    Args:
        device: as in the training's configuration: each process takes a GPU of its own, or all share the CPU.

    Raises:
        ConfigError: if there is no GPU left for this process.
    """
    on_gpu = device != "cpu" and gpu.can_be_used()
    if on_gpu:
        number, gpus = int(os.environ["LOCAL_RANK"]), torch.cuda.device_count()
        if number >= gpus:
            raise ConfigError(
                "Each process takes a GPU of its own, and there are {gpus} here: process {number} has none.",
                gpus=gpus,
                number=number + 1,
            )
        torch.cuda.set_device(number)
    distributed.init_process_group("nccl" if on_gpu else "gloo", timeout=_TIMEOUT)
    try:
        yield distributed.get_rank()
    finally:
        distributed.destroy_process_group()
