"""Memory that runs out at every stage of a training: the weights are intact, and what may help is offered."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from digits import first

from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.control import Control, Report
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Event, Live
from ae_model.training import TrainingError, train

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=2, batch_size=64, device="cpu", precision="fp32")

GPU: Callable[[], Exception] = lambda: torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")  # noqa: E731
CPU: Callable[[], Exception] = lambda: RuntimeError(  # noqa: E731
    "[enforce fail at alloc_cpu.cpp:114] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."
)
PYTHON: Callable[[], Exception] = MemoryError

STAGES = {  # what torch or numpy are asked for at each, and how many calls go well before
    "building the network": (torch.nn.init, "kaiming_normal_", 0),
    "taking the images": (torch, "zeros", 0),
    "warming up": (torch, "addmm", 0),
    "the first forward pass": (torch, "addmm", 2),
    "a later forward pass": (torch, "addmm", 9),
    "a backward pass": (torch, "mm", 20),
    "an update": (torch, "_fused_adamw_", 7),
    "a shuffle": (torch, "randperm", 1),
    "measuring the test error": (torch, "split", 9),
    "taking a snapshot": (torch, "from_numpy", 5),
}


@pytest.mark.fault("out of memory at each stage", short=20, full=20)
def test_a_full_memory_ends_a_training_in_a_sentence_with_its_weights_intact(
    mnist: Dataset, monkeypatch: pytest.MonkeyPatch, fault
):
    """Each stage, with the error of a GPU's memory and of the CPU's by turns, and Python's own.

    Seen to fail: with `except torch.OutOfMemoryError` in `training._events` (a `RuntimeError` gets through), and with
    weights taken without `rescue` where even a copy has no room.
    """
    few = Dataset("few", first(mnist.train, 300), first(mnist.test, 50), mnist.class_names)
    kinds = itertools.cycle([GPU, CPU, PYTHON])
    for (stage, (place, name, goes_well)), _ in itertools.product(STAGES.items(), range(2)):
        error, said = next(kinds), []
        with monkeypatch.context() as patched:
            patched.setattr(place, name, failing(getattr(place, name), goes_well, error))
            with pytest.raises(TrainingError, match="memory is full") as caught:
                said.extend(train(SMALL, few, asking(), 0.0))
        raised = caught.value
        assert raised.smaller_batch_may_help, stage
        assert raised.cpu_may_help == (error is GPU), stage
        require_intact(raised, said, stage)
        fault.survived += 1


def asking() -> Control:
    """A control that wants every view."""
    control = Control()
    control.request(Report.ALL)
    return control


def failing(real: Callable[..., Any], goes_well: int, error: Callable[[], Exception]) -> Callable[..., Any]:
    calls = itertools.count()

    def call(*arguments: Any, **more: Any) -> Any:
        if next(calls) >= goes_well:
            raise error()
        return real(*arguments, **more)

    return call


def require_intact(raised: TrainingError, said: list[Event], stage: str) -> None:
    """What is left is finite, and no older than what was last shown."""
    shown = [event for event in said if isinstance(event, Epoch | Live)]
    if not shown:
        return
    assert raised.snapshot is not None, stage
    assert raised.snapshot.epoch >= shown[-1].snapshot.epoch, stage
    assert all(np.isfinite(array).all() for array in raised.snapshot.arrays.values()), stage


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")
def test_a_gpu_whose_memory_is_really_full_offers_the_cpu(mnist: Dataset):
    torch.cuda.set_per_process_memory_fraction(0.001)
    try:
        with pytest.raises(TrainingError, match="GPU's memory is full") as caught:
            list(train(replace(SMALL, device="cuda", batch_size=60_000), mnist))
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    assert caught.value.cpu_may_help and caught.value.smaller_batch_may_help
