"""Kernels of our own, where they can be had and where not."""

import logging

import pytest
import torch

from ae_model.steppers import own_kernels

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")


@pytest.fixture(autouse=True)
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_kernels, "_tried", False)
    monkeypatch.setattr(own_kernels, "_compiled", None)


@pytest.mark.skipif(torch.cuda.is_available(), reason="a CUDA GPU is at hand")
def test_where_they_cannot_be_had_there_are_none_and_the_log_says_why_once(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    assert own_kernels.load() is own_kernels.load() is None
    assert [message for message in caplog.messages if message.startswith("No kernels of our own: ")] == caplog.messages
    assert len(caplog.messages) == 1


@needs_gpu
def test_they_are_compiled_once_for_the_gpu_at_hand():
    kernels = own_kernels.load()
    assert kernels is not None and own_kernels.load() is kernels


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
