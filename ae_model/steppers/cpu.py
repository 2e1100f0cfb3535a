"""The fast stepper for the CPU: `Backprop`, in fp32 or in bf16.

Half the bytes and twice the multiplications an instruction make bf16 about twice as fast where the CPU has
instructions for it.
"""

import time
from collections.abc import Mapping, Sequence
from functools import cache

import torch
from torch import Tensor

from ae_model.steppers.backprop import Backprop
from ae_model.steppers.gradient_step import one_by_one

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


@cache
def bf16_is_faster() -> bool:
    """Whether this CPU has instructions for bf16 and its products are faster with them; measured once a process."""
    capabilities: Mapping[str, object] = getattr(
        torch.cpu, "get_capabilities", dict
    )()  # absent before torch 2.11 or so: then it is fp32
    if not any(capabilities.get(name) for name in _BF16_INSTRUCTIONS):
        return False
    seconds = {dtype: _product_seconds(dtype) for dtype in (torch.float32, torch.bfloat16)}
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
