"""A CUDA GPU that is there and cannot be used, or fails: the CPU is taken or offered, and the reason said.

No module here may reach Qt: `scripts/gpu_check.sh` runs the tests of a real GPU where there is no Qt.
"""

import gc
import itertools
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from digits import first_of, write_data_set
from made_up_gpu import MadeUpGpu

import ae_model
from ae_model import training
from ae_model.config import ConfigError, NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Event, Started
from ae_model.network import AutoEncoder
from ae_model.steppers import cuda, fused, gpu
from ae_model.training import TrainingError, cuda_found, resume, train, warm_up
from ae_model.training_state import TrainingState

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=2, batch_size=64, precision="fp32", threads=1)

TOO_OLD = "CUDA error: no kernel image is available for execution on the device\nCUDA kernel errors might be reported"
BUSY = "CUDA error: CUDA-capable device(s) is/are busy or unavailable\nFor debugging consider passing"
FULL = "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call"
NO_ROOM = "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"
ILLEGAL = "CUDA error: an illegal memory access was encountered\nSearch for `cudaErrorIllegalAddress'"
OLD_DRIVER = (
    "CUDA initialization: The NVIDIA driver on your system is too old (found version 11040). Please update your GPU "
    "driver (Triggered internally at /pytorch/c10/cuda/CUDAFunctions.cpp:109.)"
)


@pytest.fixture
def few(mnist: Dataset) -> Dataset:
    return replace(first_of(mnist, 300, 50), name="few")


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A process that has not looked for a GPU yet."""
    monkeypatch.setattr(gpu, "_why_not", None)
    monkeypatch.setattr(gpu, "_is_there", False)
    return monkeypatch


Break = Callable[[str], list[int]]


@pytest.fixture
def broken(unknown: pytest.MonkeyPatch) -> Break:
    """Called with what CUDA says, gives this machine a GPU that says so to everything, and a list of its complaints."""

    def make(said: str) -> list[int]:
        complaints: list[int] = []
        ones = torch.ones

        def on_gpu(*size: int, device: str = "cpu", **more: Any) -> torch.Tensor:
            if device == "cpu":
                return ones(*size, **more)
            complaints.append(0)
            raise RuntimeError(said)

        unknown.setattr(torch.cuda, "is_available", lambda: True)
        unknown.setattr(torch, "ones", on_gpu)
        return complaints

    return make


def of(kind: type, events: list[Event]) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (TOO_OLD, "it is too old for this PyTorch, or too new"),
        (BUSY, "another program holds it"),
        (FULL, "its memory is full"),
        (NO_ROOM, "its memory is full"),
        (ILLEGAL, "CUDA error: an illegal memory access was encountered"),
        ("x" * 500, "x" * 120 + "…"),
        ("", "RuntimeError"),
    ],
)
def test_auto_trains_on_the_cpu_and_says_why_the_gpu_is_not_used(few: Dataset, broken: Break, said: str, reason: str):
    broken(said)
    events = list(train(replace(SMALL, device="auto"), few))

    (started,) = of(Started, events)
    assert started.config.device == "cpu"
    assert started.trouble == f"The GPU cannot be used, so that the CPU trains: {reason}."
    assert of(Epoch, events)[-1].snapshot.epoch == 2


def test_a_gpu_that_was_asked_for_and_cannot_be_used_is_told_of_and_the_cpu_offered(few: Dataset, broken: Break):
    broken(BUSY)
    for config in (replace(SMALL, device="cuda"), replace(SMALL, device="auto", precision="tf32")):
        with pytest.raises(TrainingError) as caught:
            next(train(config, few))
        assert str(caught.value) == ("The GPU cannot be used: another program holds it; train on the CPU instead.")
        assert caught.value.cpu_may_help


def test_the_gpu_is_tried_once_in_a_process(few: Dataset, broken: Break):
    complaints = broken(TOO_OLD)
    warm_up()
    for _ in range(2):
        next(train(replace(SMALL, device="auto"), few)).config  # noqa: B018
    assert cuda_found() == (None, "The GPU cannot be used: it is too old for this PyTorch, or too new.")
    assert len(complaints) == 1


def test_what_pytorch_warns_of_is_the_reason_where_it_finds_no_gpu(unknown: pytest.MonkeyPatch):
    def warn() -> bool:
        warnings.warn(OLD_DRIVER, stacklevel=1)
        return False

    unknown.setattr(torch.cuda, "is_available", warn)
    assert cuda_found() == (None, "The GPU cannot be used: its driver is too old for this PyTorch.")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_nothing_is_said_where_there_is_no_gpu(unknown: pytest.MonkeyPatch, few: Dataset):
    assert cuda_found() == (None, "")
    assert next(train(replace(SMALL, device="auto"), few)).trouble == ""


@pytest.mark.parametrize("stage", ["a first step", "a later step", "a test", "a snapshot"])
@pytest.mark.parametrize("kind", [RuntimeError, torch.AcceleratorError])
def test_a_gpu_that_fails_in_a_training_offers_the_cpu_and_leaves_the_last_good_weights(
    few: Dataset, unknown: pytest.MonkeyPatch, stage: str, kind: type[RuntimeError]
):
    place, name, goes_well = {
        "a first step": (torch, "addmm", 1),
        "a later step": (torch, "addmm", 14),
        "a test": (torch, "split", 5),
        "a snapshot": (torch, "from_numpy", 1),
    }[stage]
    real, calls = getattr(place, name), itertools.count()

    def failing(*arguments: Any, **more: Any) -> Any:
        if next(calls) >= goes_well:
            raise kind(ILLEGAL)
        return real(*arguments, **more)

    unknown.setattr(place, name, failing)
    events: list[Event] = []
    with pytest.raises(TrainingError) as caught:
        events.extend(train(replace(SMALL, device="cpu"), few))
    assert str(caught.value) == (
        "The GPU has failed: CUDA error: an illegal memory access was encountered. The CPU may work."
    )
    assert caught.value.cpu_may_help and not caught.value.smaller_batch_may_help
    shown = of(Epoch, events)
    assert (caught.value.snapshot is not None) >= bool(shown)
    if shown:
        assert caught.value.snapshot.epoch >= shown[-1].snapshot.epoch


def test_after_an_error_that_lasts_the_gpu_is_gone_until_the_next_start(few: Dataset, broken: Break):
    broken(ILLEGAL)
    gpu.try_again(RuntimeError(ILLEGAL))
    assert not gpu.can_be_used() and gpu.why_not() == "CUDA error: an illegal memory access was encountered"


def test_images_that_no_gpu_memory_would_hold_are_told_of_and_no_smaller_batch_advised(
    few: Dataset, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: Any, **__: Any) -> Any:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 35.00 MiB.")

    monkeypatch.setattr(torch, "addmm", full)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
    for total, small_enough in ((100_000, False), (2**30, True)):
        monkeypatch.setattr(
            torch.cuda, "get_device_properties", lambda _, total=total: SimpleNamespace(total_memory=total)
        )
        with pytest.raises(TrainingError) as caught:
            list(train(replace(SMALL, device="cpu"), few))
        assert (str(caught.value) == "The GPU's memory is too small for the images; train on the CPU.") != small_enough
        assert caught.value.cpu_may_help and caught.value.smaller_batch_may_help == small_enough


@pytest.mark.parametrize(("capability", "precision"), [((7, 5), "fp32"), ((8, 0), "tf32"), ((9, 0), "tf32")])
def test_auto_is_tf32_on_gpus_that_have_it_alone(
    unknown: pytest.MonkeyPatch, capability: tuple[int, int], precision: str
):
    unknown.setattr(fused, "load", lambda: None)
    unknown.setattr(gpu, "_why_not", "")
    unknown.setattr(gpu, "_is_there", True)
    unknown.setattr(torch.cuda, "get_device_capability", lambda: capability)
    config = TrainingConfig(device="auto", precision="auto")
    meant = replace(config, device="cuda", precision=precision, threads=torch.get_num_threads())
    assert training._resolved(config, "")[0] == meant
    if precision == "fp32":
        with pytest.raises(ConfigError, match="and the one here is older"):
            training._resolved(replace(config, precision="tf32"), "")


@pytest.mark.parametrize(
    ("changes", "precision"),
    [
        ({}, "fp32"),
        ({"network": NetworkConfig(hidden_sizes=(1000, 500, 250))}, "fp32"),
        ({"network": NetworkConfig(hidden_sizes=(2048,))}, "tf32"),
        ({"network": NetworkConfig(kind="convolutional")}, "tf32"),
        ({"objective": "denoising"}, "tf32"),
    ],
    ids=["784-512-2", "deep", "wide", "convolutional", "another objective"],
)
def test_auto_is_fp32_where_kernels_of_our_own_are_faster_than_tf32(
    unknown: pytest.MonkeyPatch, changes: dict[str, Any], precision: str
):
    unknown.setattr(fused, "load", lambda: "kernels")
    unknown.setattr(gpu, "_why_not", "")
    unknown.setattr(gpu, "_is_there", True)
    unknown.setattr(torch.cuda, "get_device_capability", lambda: (9, 0))
    config = TrainingConfig(device="auto", precision="auto", **changes)
    assert training._resolved(config, "")[0].precision == precision


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_training_that_has_ended_gives_the_gpus_memory_back(
    few: Dataset, monkeypatch: pytest.MonkeyPatch, ends_well: bool
):
    given = []
    monkeypatch.setattr(torch.cuda, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: given.append(0))
    events = train(replace(SMALL, device="cpu"), few)
    next(events)
    assert not given
    list(events) if ends_well else events.close()
    assert given == [0]


def test_what_cublas_has_set_aside_is_given_back_when_the_last_training_has_let_its_graphs_go(
    few: Dataset, monkeypatch: pytest.MonkeyPatch
):
    def captured(network: AutoEncoder, images: np.ndarray, *_: Any) -> cuda.CudaStepper:
        return cuda.CudaStepper(network, images, SMALL.batch_size)

    def graphs() -> int:
        return sum(type(each) is cuda._Graph for each in gc.get_objects())

    given: list[int | str] = []
    monkeypatch.setattr(cuda, "_no_graphs", "")
    MadeUpGpu().put_in(monkeypatch)
    monkeypatch.setattr(training, "CpuStepper", captured)
    monkeypatch.setattr(torch.cuda, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: given.append("unused"))
    clear = "_cuda_clearCublasWorkspaces"
    monkeypatch.setattr(torch._C, clear, lambda: given.append(graphs()), raising=False)
    first, second = (train(replace(SMALL, device="cpu"), few) for _ in range(2))
    next(first), next(second)
    assert graphs() > 1
    list(first)
    assert given == ["unused"]
    second.close()
    assert given == ["unused", 0, "unused"]

    monkeypatch.delattr(torch._C, clear)  # as in a PyTorch without it
    warm_up("cpu")
    assert given == ["unused", 0, "unused", "unused"]


def test_a_full_cublas_is_a_full_memory(few: Dataset, monkeypatch: pytest.MonkeyPatch):
    def full(*_: Any, **__: Any) -> Any:
        raise RuntimeError(NO_ROOM)

    monkeypatch.setattr(torch, "addmm", full)
    with pytest.raises(TrainingError, match="The GPU's memory is full") as caught:
        list(train(replace(SMALL, device="cpu"), few))
    assert caught.value.cpu_may_help and caught.value.smaller_batch_may_help


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_training_of_a_gpu_is_gone_on_with_on_the_cpu_where_there_is_none(few: Dataset):
    config = replace(SMALL, device="cpu", epochs=2)
    whole = list(train(config, few, autosave_s=1e9))
    state = next(event for event in whole if isinstance(event, TrainingState))
    of_gpu = replace(state, config=replace(state.config, device="cuda", precision="tf32", threads=7))

    started, *rest = resume(of_gpu, few)
    assert (started.config.device, started.config.precision, started.config.threads) == ("cpu", "fp32", 1)
    assert started.trouble == (
        "This training was begun on a GPU, and none can be used now: the CPU goes on with it, and the last digits "
        "will differ."
    )
    assert ("device", "cuda", "cpu") in [(c.field, c.before, c.after) for c in started.config.changes]
    arrays = [of(Epoch, events)[-1].snapshot.arrays for events in (rest, whole)]
    for name in arrays[0]:  # this one was begun on the CPU
        np.testing.assert_array_equal(arrays[0][name], arrays[1][name])


def test_a_graph_that_cannot_be_captured_is_tried_once_and_its_reason_said(
    few: Dataset, monkeypatch: pytest.MonkeyPatch
):
    tried = []

    @contextmanager
    def failing(*_: Any, **__: Any) -> Iterator[None]:
        tried.append(0)
        raise RuntimeError("CUDA error: operation not permitted when stream is capturing\nmore")
        yield

    monkeypatch.setattr(cuda, "_no_graphs", "")
    MadeUpGpu().put_in(monkeypatch)
    monkeypatch.setattr(torch.cuda, "graph", failing)
    for _ in range(2):
        network = AutoEncoder(NetworkConfig(hidden_sizes=(16,)), torch.Generator().manual_seed(0))
        stepper = cuda.CudaStepper(network, few.train.images, 16)
        stepper.warm_up(torch.arange(16))
        assert stepper.stride == 1
        assert stepper.trouble == (
            "The GPU's steps cannot be captured as a graph, so that training is slower: "
            "CUDA error: operation not permitted when stream is capturing."
        )
        assert stepper.steps([torch.arange(16)], [1e-3]).isfinite().all()
    assert len(tried) == 1


# What a real one does.

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(ae_model.__file__).parents[1]), *sys.path])}


def python(script: str, *arguments: str, **environment: str) -> list[str]:
    """The lines that a script prints in a process of its own, which ends well."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=150,
        env=ENVIRONMENT | environment,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout.splitlines()


TRAINS_BY_ITSELF = """
from ae_model import datasets
from ae_model.config import ConfigError, NetworkConfig, TrainingConfig
from ae_model.events import Epoch, Started
from ae_model.training import cuda_found, train, warm_up
warm_up()
mnist = datasets.load("mnist")
events = [e for e in train(TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=1), mnist)
          if isinstance(e, Started | Epoch)]
print(events[0].config.device)
print(events[0].trouble)
print(cuda_found())
"""


@needs_gpu
def test_a_full_real_gpu_gives_way_to_the_cpu():
    free, _ = torch.cuda.mem_get_info()
    held = [torch.empty(max(free - (160 << 20), 0), dtype=torch.uint8, device="cuda")]
    with suppress(torch.OutOfMemoryError):
        while torch.cuda.mem_get_info()[0] > 64 << 20:  # what a second process needs for itself alone is more
            held.append(torch.empty(16 << 20, dtype=torch.uint8, device="cuda"))
    try:
        device, trouble, _ = python(TRAINS_BY_ITSELF)
    finally:
        held.clear()
        torch.cuda.empty_cache()
    assert (device, trouble) == ("cpu", "The GPU cannot be used, so that the CPU trains: its memory is full.")


@needs_gpu
def test_a_real_gpu_is_used_and_nothing_said():
    device, trouble, found = python(TRAINS_BY_ITSELF)
    assert (device, trouble) == ("cuda", "")
    assert found == str((torch.cuda.get_device_name(), ""))


STOPPED_BY_AN_ASSERT = """
import torch
from ae_model import datasets
from ae_model.config import ConfigError, NetworkConfig, TrainingConfig
from ae_model.events import Epoch
from ae_model.training import TrainingError, cuda_found, train
mnist = datasets.load("mnist")
config = TrainingConfig(NetworkConfig(hidden_sizes=(32,)), epochs=3)
try:
    for event in train(config, mnist):
        if isinstance(event, Epoch) and event.snapshot.epoch == 1:
            torch.zeros(1, device="cuda")[torch.tensor([5], device="cuda")]
except TrainingError as error:
    print(error)
    print(error.snapshot.epoch, error.cpu_may_help)
print(cuda_found())
events = list(train(config, mnist))
print(events[0].config.device, events[0].trouble)
print([event.snapshot.epoch for event in events if isinstance(event, Epoch)])
"""


@needs_gpu
def test_a_real_gpu_that_an_assert_has_stopped_keeps_the_weights_and_is_not_used_again():
    failed, kept, found, again, epochs = python(STOPPED_BY_AN_ASSERT)
    reason = "it has stopped at an error of this program"
    assert failed == f"The GPU has failed: {reason}. The CPU may work."
    assert kept == "1 True"
    assert found == str((None, f"The GPU cannot be used: {reason}."))
    assert again == f"cpu The GPU cannot be used, so that the CPU trains: {reason}."
    assert epochs == "[0, 1, 2, 3]"


@needs_gpu
def test_a_training_of_a_real_gpu_is_gone_on_with_where_there_is_none(few: Dataset, tmp_path: Path):
    folder = write_data_set(tmp_path / "few", few.train, few.test)
    script = "import sys; from ae_model.__main__ import main; sys.exit(main(sys.argv[1:]))"
    begin = ("train", "--dataset", str(folder), "--epochs", "2", "--device", "cuda", "--data-dir", str(tmp_path))
    first = json.loads(python(script, *begin, "--json", "--output", str(tmp_path / "one.safetensors"))[-1])
    assert first["device"] == "cuda"
    again = ("resume", first["run"], "--epochs", "4", "--json", "--output", str(tmp_path / "two.safetensors"))
    second = json.loads(python(script, *again, CUDA_VISIBLE_DEVICES="")[-1])
    assert (second["device"], second["epoch"], second["outcome"]) == ("cpu", 4, "done")
