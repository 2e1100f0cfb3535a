"""The fast stepper for NVIDIA GPUs: many steps captured in one CUDA graph.

A step of so small a network takes a GPU less time than Python needs to launch its thirty kernels. So the launches of
`stride` steps, the gathering of their batches included, are recorded once and replayed in one go; indices and learning
rates, which change from replay to replay, are copied into the tensors that the recording reads. Batches that are left
over are replayed one at a time. Nothing waits for the device but who is too far ahead of it. Of fully connected layers
the steps are those of kernels of our own where they serve, else those that are written out; of others those of
autograd.

All work is on the stream that is current where the stepper is made and used, the training thread's own, and on one
beside it.
"""

import logging
from collections.abc import Sequence
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.config import NetworkConfig
from ae_model.network import AutoEncoder
from ae_model.sentence import Sentence
from ae_model.steppers import fused, gpu
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.eager import EagerStepper
from ae_model.steppers.fused import FusedBackprop
from ae_model.steppers.gradient_step import one_by_one
from ae_model.steppers.pace import Pace
from ae_model.steppers.precision import fp32_products
from ae_model.training_state import Moments

log = logging.getLogger(__name__)

_no_graphs = ""  # a reason: what failed once fails again, and may leave PyTorch's memory in disorder each time

_LONGEST_STRIDE = 64
_SHORTEST_STRIDE = 16
# What is under way has to end before a pause is one. A replay is short enough to be a part of that, and all that run
# ahead together are long enough to keep the device busy while the window's thread holds the interpreter.
_REPLAY_MS = 10
_AHEAD_MS = 30
_WIDEST_FASTEST = 1024  # numbers of a layer: from there on PyTorch's products in tf32 are faster than ours in fp32


class CudaStepper:
    """A `Stepper` for a CUDA GPU.

    Args:
        network: is trained in place; it is on the GPU, and its parameters become views of one tensor.
        images: (N, H, W) uint8, the training images.
        batch_size: of all batches but an epoch's last.
        weight_decay: of AdamW.
        precision: of the matrix products.

    Attributes:
        stride: steps a replay; 1 until it is warmed up, and if no graph can be captured.
        trouble: a sentence for the user if no graph can be captured; empty if it can.
    """

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        batch_size: int,
        weight_decay: float = 0.0,
        precision: Literal["fp32", "tf32", "bf16"] = "fp32",
    ) -> None:
        self.network = network
        self.stride = 1
        self.trouble = ""
        self._precision = precision
        self._gradient_step = _gradient_step(network, images, weight_decay, precision)
        self._full_batches, self._last_batch = divmod(len(images), batch_size)
        self._graphs: dict[tuple[int, int], _Graph] = {}  # by their numbers of steps, and of images in a batch
        self._pace = Pace(1)

    def steps(self, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
        # Rounded as a graph reads them: steps by themselves would go on with other bits.
        rates = torch.tensor(learning_rates, dtype=torch.float32).tolist()
        losses, done = [], 0
        while done < len(batches):
            some = batches[done : done + self.stride]
            if (len(some), len(some[-1])) not in self._graphs:  # the last batch of an epoch is smaller
                some = some[:1]
            losses.append(self._done(some, rates[done : done + len(some)]))
            done += len(some)
        return torch.cat(losses)

    def _done(self, batches: Sequence[Tensor], rates: list[float]) -> Tensor:
        """The losses, (n,), of steps that are done together."""
        graph = self._graphs.get((len(batches), len(batches[0])))
        if graph is None:
            with fp32_products(self._precision):
                losses = one_by_one(self._gradient_step, batches, rates)
        else:
            losses = graph.replay(batches, rates)
        self._pace.begun(len(batches))
        return losses

    def warm_up(self, indices: Tensor) -> None:
        with fp32_products(self._precision), self._gradient_step.tried():
            # A kernel cannot be loaded in the middle of a capture, and other kernels may serve a smaller batch.
            for size in {len(indices), self._last_batch} - {0}:
                self._gradient_step.differentiate(indices[:size])
            self._gradient_step.update(torch.zeros((), device=indices.device))
            self._capture_all(indices)

    @property
    def moments(self) -> Moments:
        return self._gradient_step.moments

    def restore(self, moments: Moments) -> None:
        self._gradient_step.restore(moments)

    def _capture_all(self, indices: Tensor) -> None:
        global _no_graphs
        try:
            if not _no_graphs:
                step_ms = self._capture(1, len(indices)).milliseconds(indices)
                self.stride = divided(self._full_batches, int(_REPLAY_MS / step_ms))
                self._pace = Pace(int(_AHEAD_MS / step_ms))
                if self.stride > 1:
                    self._capture(self.stride, len(indices))
                if self._last_batch not in (0, len(indices)):
                    self._capture(1, self._last_batch)
                return
        except torch.OutOfMemoryError:
            raise
        except RuntimeError as error:
            log.info("No CUDA graph: %s", error)
            _no_graphs = gpu.meaning(error)
        self._graphs.clear()
        self.stride = 1
        self.trouble = Sentence(
            "The GPU's steps cannot be captured as a graph, so that training is slower: {reason}.", reason=_no_graphs
        )

    def _capture(self, steps: int, batch_size: int) -> "_Graph":
        graph = self._graphs[steps, batch_size] = _Graph(self._gradient_step, steps, batch_size)
        return graph


def _gradient_step(
    network: AutoEncoder, images: NDArray[np.uint8], weight_decay: float, precision: Literal["fp32", "tf32", "bf16"]
) -> Backprop | EagerStepper:
    """The fastest one for a network, and for the kernels that can be had."""
    if network.config.kind != "dense":
        return EagerStepper(network, images, weight_decay, precision=precision)
    if precision == "fp32" and fused.fits(network.config) and next(network.parameters()).is_cuda:
        kernels = fused.load()
        if kernels is not None:
            return FusedBackprop(network, images, weight_decay, kernels)
    beside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    return Backprop(network, images, weight_decay, bf16=precision == "bf16", beside=beside)


class _Graph:
    """Some steps on batches of one size, captured once."""

    def __init__(self, gradient_step: Backprop | EagerStepper, steps: int, batch_size: int) -> None:
        device = next(gradient_step.network.parameters()).device
        self._indices = torch.zeros(steps, batch_size, dtype=torch.int64, device=device)
        self._rates = torch.zeros(steps, device=device)
        self._losses = torch.zeros(steps, device=device)
        self._present_rates = [0.0] * steps
        self._graph = torch.cuda.CUDAGraph()
        stream = torch.cuda.current_stream()
        # thread_local: work of other threads on the GPU must not break the capture.
        with torch.cuda.graph(self._graph, stream=stream, capture_error_mode="thread_local"):
            for step in range(steps):
                self._losses[step].copy_(gradient_step.differentiate(self._indices[step]))
                gradient_step.update(self._rates[step])

    def replay(self, batches: Sequence[Tensor], rates: list[float]) -> Tensor:
        """Begin the steps, and return their losses."""
        torch.stack(list(batches), out=self._indices)
        if rates != self._present_rates:
            # From pinned memory, which torch keeps until it is read: any other would be copied at once, and so not
            # before all that is under way has ended.
            fresh = torch.tensor(rates, pin_memory=self._rates.is_cuda)
            self._rates.copy_(fresh, non_blocking=True)
            self._present_rates = rates
        self._graph.replay()
        return self._losses.clone()

    def milliseconds(self, indices: Tensor) -> float:
        """The time that the device takes for steps at a rate of 0, at least a microsecond."""
        times: list[float] = []
        for _ in range(3):  # the first one takes longer
            begin = torch.cuda.Event(enable_timing=True)  # type: ignore[no-untyped-call]
            end = torch.cuda.Event(enable_timing=True)  # type: ignore[no-untyped-call]
            begin.record()
            self.replay([indices] * len(self._rates), self._present_rates)
            end.record()
            end.synchronize()
            times.append(begin.elapsed_time(end))
        return max(min(times), 1e-3)


def fp32_is_fastest(network: NetworkConfig) -> bool:
    """Whether a GPU that has tf32 trains a network to reconstruct faster in fp32: with kernels of our own."""
    return max(network.hidden_sizes, default=0) <= _WIDEST_FASTEST and fused.fits(network) and bool(fused.load())


def divided(batches: int, most: int = _LONGEST_STRIDE) -> int:
    """The stride that leaves no full batch of an epoch over; or few, if that stride were too short.

    Args:
        batches: the full ones of an epoch.
        most: the longest stride, if that is shorter than the longest of all.
    """
    longest = max(1, min(_LONGEST_STRIDE, most, batches))
    even = max(stride for stride in range(1, longest + 1) if batches % stride == 0)
    return even if even >= min(_SHORTEST_STRIDE, longest / 2) else longest
