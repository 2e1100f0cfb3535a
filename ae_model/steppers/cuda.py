"""The fast stepper for NVIDIA GPUs: many steps captured in one CUDA graph.

A step of so small a network takes a GPU less time than Python needs to launch its thirty kernels. So the launches of
`stride` steps, the gathering of their batches included, are recorded once and replayed in one go; indices and learning
rates, which change from replay to replay, are copied into the tensors that the recording reads.

All work is on the stream that is current where the stepper is made and used: the training thread's own.
"""

import logging
from collections import deque
from collections.abc import Sequence
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.sentence import Sentence
from ae_model.steppers import gpu
from ae_model.steppers.adam import Adam
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.gradient_step import one_by_one
from ae_model.steppers.precision import fp32_products
from ae_model.training_state import Moments

log = logging.getLogger(__name__)

_no_graphs = ""  # a reason: what failed once fails again, and may leave PyTorch's memory in disorder each time

_LONGEST_STRIDE = 64
_SHORTEST_STRIDE = 16
_REPLAYS_AHEAD = 2  # more would not be faster, and would all have to end before a pause is one


class CudaStepper:
    """A `Stepper` for a CUDA GPU.

    Args:
        network: is trained in place; it is on the GPU, and its parameters become views of one tensor.
        images: (N, H, W) uint8, the training images.
        batch_size: of all batches but an epoch's last.
        weight_decay: of AdamW.
        precision: of the matrix products.

    Attributes:
        stride: steps a replay; 1 if the graph cannot be captured.
        trouble: a sentence for the user if the graph cannot be captured; empty if it can.
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
        self.trouble = ""
        self._precision = precision
        self._backprop = Backprop(network, images, weight_decay, bf16=precision == "bf16")
        device = next(network.parameters()).device
        self._batch_size = batch_size
        self.stride = divided(len(images) // batch_size)
        self._indices = torch.zeros(self.stride, batch_size, dtype=torch.int64, device=device)
        self._learning_rates = torch.zeros(self.stride, device=device)
        self._losses = torch.zeros(self.stride, device=device)
        self._graph: torch.cuda.CUDAGraph | None = None
        self._ends: deque[torch.cuda.Event] = deque()  # of the replays that may still run

    def steps(self, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
        fits = len(batches) == self.stride and all(len(indices) == self._batch_size for indices in batches)
        if self._graph is None or not fits:
            with fp32_products(self._precision):
                return one_by_one(self._backprop, batches, learning_rates)
        torch.stack(list(batches), out=self._indices)
        self._learning_rates.copy_(torch.tensor(learning_rates))
        self._graph.replay()
        losses = self._losses.clone()
        self._ends.append(torch.cuda.current_stream().record_event())
        if len(self._ends) > _REPLAYS_AHEAD:
            self._ends.popleft().synchronize()
        return losses

    def warm_up(self, indices: Tensor) -> None:
        with fp32_products(self._precision):
            self._backprop.differentiate(indices)
            if self.stride > 1 and len(indices) == self._batch_size:
                self._load_adam()
                self._capture()

    @property
    def moments(self) -> Moments:
        return self._backprop.moments

    def restore(self, moments: Moments) -> None:
        self._backprop.restore(moments)

    def _load_adam(self) -> None:
        """Run the kernels of Adam once, on other weights: a kernel cannot be loaded in the middle of a capture."""
        weights = torch.zeros(1, device=self._losses.device)
        Adam([weights]).update([weights], self._learning_rates[0])

    def _capture(self) -> None:
        global _no_graphs
        if _no_graphs:
            self._do_without()
            return
        graph = torch.cuda.CUDAGraph()
        try:
            # thread_local: work of other threads on the GPU must not break the capture.
            stream = torch.cuda.current_stream()
            with torch.cuda.graph(graph, stream=stream, capture_error_mode="thread_local"):
                for step in range(self.stride):
                    self._losses[step].copy_(self._backprop.differentiate(self._indices[step]))
                    self._backprop.update(self._learning_rates[step])
        except torch.OutOfMemoryError:
            raise
        except RuntimeError as error:
            log.info("No CUDA graph: %s", error)
            _no_graphs = gpu.meaning(error)
            self._do_without()
        else:
            self._graph = graph

    def _do_without(self) -> None:
        self.stride = 1
        self.trouble = Sentence(
            "The GPU's steps cannot be captured as a graph, so that training is slower: {reason}.", reason=_no_graphs
        )


def divided(batches: int) -> int:
    """The stride that leaves no full batch of an epoch over; or few, if that stride were too short."""
    longest = min(_LONGEST_STRIDE, max(batches, 1))
    even = max(stride for stride in range(1, longest + 1) if batches % stride == 0)
    return even if even >= _SHORTEST_STRIDE else longest
