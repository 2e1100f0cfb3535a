"""The fast stepper for the CPU: `Backprop`, in fp32 or in bf16.

Half the bytes and twice the multiplications an instruction make bf16 about twice as fast where the CPU has
instructions for it.
"""

import time
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Generic, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ae_model.network import AutoEncoder
from ae_model.objectives import Objective
from ae_model.objectives.noise import Noise
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.gradient_step import one_by_one

ObjectiveT = TypeVar("ObjectiveT", bound=Objective)

_WORTH_IT = 1.2  # times as fast as fp32 bf16 has to be
_BF16_INSTRUCTIONS = ("avx512_bf16", "amx_bf16", "sve_bf16")


class CpuStepper(Backprop):
    """A `Stepper` for the CPU, without autograd; its arguments are those of `Backprop`."""

    stride = 1
    trouble = ""

    def steps(self, batches: Sequence[Tensor], learning_rates: Sequence[float]) -> Tensor:
        return one_by_one(self, batches, learning_rates)

    def warm_up(self, indices: Tensor) -> None:
        self.differentiate(indices)


class ObjectiveStepper(CpuStepper, Generic[ObjectiveT]):
    """A `Stepper` and a `GradientStep` of another objective than reconstruction on a dense network.

    Args:
        network: is trained in place.
        images: (N, H, W) uint8, the training images.
        objective: what is minimised.
        noise: the source of the objective's random numbers, in the order of its `loss`; warming up spends none.
        weight_decay: of AdamW.
        bf16: whether the matrix products are in bf16.
    """

    def __init__(
        self,
        network: AutoEncoder,
        images: NDArray[np.uint8],
        objective: ObjectiveT,
        noise: Noise,
        weight_decay: float = 0.0,
        bf16: bool = False,
    ) -> None:
        super().__init__(network, images, weight_decay, bf16)
        self._objective = objective
        self._noise = noise
        self._code = len(network.config.hidden_sizes)  # the number of its layer

    def warm_up(self, indices: Tensor) -> None:
        with self._noise.unspent():
            super().warm_up(indices)


@cache
def bf16_is_faster() -> bool:
    """Whether this CPU has instructions for bf16 and its products are faster with them; measured once a process."""
    capabilities: Mapping[str, object] = getattr(
        torch.cpu, "get_capabilities", dict
    )()  # absent before torch 2.11 or so: then it is fp32
    if not any(capabilities.get(name) for name in _BF16_INSTRUCTIONS):
        return False
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # beside other programs several wait for each other, far longer than a product takes
    try:
        seconds = {dtype: _product_seconds(dtype) for dtype in (torch.float32, torch.bfloat16)}
    finally:
        torch.set_num_threads(threads)
    return seconds[torch.float32] > _WORTH_IT * seconds[torch.bfloat16]


def _product_seconds(dtype: torch.dtype) -> float:
    """The least time that a product as large as most of `seed-2d` takes."""
    images, weights = torch.ones(128, 784, dtype=dtype), torch.ones(512, 784, dtype=dtype)
    outputs = torch.empty(128, 512, dtype=dtype)
    seconds = []
    for _ in range(20):
        began = time.perf_counter()
        torch.mm(images, weights.t(), out=outputs)
        seconds.append(time.perf_counter() - began)
    return min(seconds)
