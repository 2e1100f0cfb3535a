"""Kernels of our own as a real GPU takes them, and what NVIDIA's bindings answer.

No module here may reach Qt: `scripts/gpu_check.sh` runs the tests of a real GPU where there is no Qt.
"""

import pytest
import torch

from ae_model.steppers import own_kernels

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")


@needs_gpu
def test_a_source_that_does_not_compile_is_refused_with_the_compilers_words():
    with pytest.raises(RuntimeError, match="no storage class"):
        own_kernels.CompiledKernels(b"nonsense;")


def test_an_error_of_the_driver_is_raised_by_its_name():
    class Code(int):
        def __str__(self) -> str:
            return "CUDA_ERROR_NO_DEVICE"

    assert own_kernels._asked((Code(0), 5)) == (5,)
    with pytest.raises(RuntimeError, match="CUDA_ERROR_NO_DEVICE"):
        own_kernels._asked((Code(100), None))
