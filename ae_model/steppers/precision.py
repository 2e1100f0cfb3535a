"""In which precision matrices are multiplied."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def fp32_products(precision: str) -> Iterator[None]:
    """Let a GPU multiply fp32 matrices in TF32 where `precision` is "tf32"; a captured graph keeps it for good.

    Convolutions are such products too. Of the ways that cuDNN has to compute one, those are taken that give the same
    bits each time.
    """
    products, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    convolutions = cudnn.conv  # type: ignore[attr-defined]
    before = products.fp32_precision, convolutions.fp32_precision, cudnn.deterministic
    products.fp32_precision = convolutions.fp32_precision = "tf32" if precision == "tf32" else "ieee"
    cudnn.deterministic = True
    try:
        yield
    finally:
        products.fp32_precision, convolutions.fp32_precision, cudnn.deterministic = before
