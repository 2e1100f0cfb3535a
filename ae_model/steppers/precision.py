"""In which precision matrices are multiplied."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def fp32_products(precision: str) -> Iterator[None]:
    """Let a GPU multiply fp32 matrices in TF32 where `precision` is "tf32"; a captured graph keeps it for good."""
    products = torch.backends.cuda.matmul
    before, products.fp32_precision = products.fp32_precision, "tf32" if precision == "tf32" else "ieee"
    try:
        yield
    finally:
        products.fp32_precision = before
