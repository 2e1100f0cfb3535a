"""Steps by kernels of our own, which run on the processor here: their numbers are those of the steps in PyTorch.

No module here may reach Qt: `scripts/gpu_check.sh` runs the tests of a real GPU where there is no Qt.
"""

import ctypes
import logging
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch

from ae_model.config import NetworkConfig
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.network import AutoEncoder
from ae_model.resources import resource
from ae_model.steppers import fused
from ae_model.steppers.backprop import Backprop
from ae_model.steppers.fused import FusedBackprop, are_right, fits
from ae_model.steppers.own_kernels import THREADS

pytestmark = pytest.mark.usefixtures("one_thread")

COMPILER = shutil.which("g++")
needs_compiler = pytest.mark.skipif(COMPILER is None, reason="no compiler of C++ is at hand")


class KernelsOnTheCpu:
    """The kernels, of whose blocks the threads take turns in one order or in the other."""

    def __init__(self, library: ctypes.CDLL, backwards: bool = False) -> None:
        self._library, self._backwards = library, backwards

    def launch(self, name: str, across: int, down: int, arguments: ctypes.Structure) -> None:
        assert not self._library.launch(name.encode(), across, down, ctypes.byref(arguments), self._backwards)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    assert COMPILER is not None
    built, source = tmp_path_factory.mktemp("kernels") / "kernels.so", Path(__file__).with_name("cuda_on_cpu.cpp")
    kernels = f'-DKERNELS="{resource("kernels", "dense_step.cu").resolve()}"'
    options = ["-std=c++17", "-O2", "-Wall", "-Werror", "-Wno-unknown-pragmas", "-shared", "-fPIC", kernels]
    subprocess.run([COMPILER, *options, "-o", str(built), str(source)], check=True)
    return ctypes.CDLL(str(built))


def small_images(mnist: Dataset, height: int, width: int) -> np.ndarray:
    return np.ascontiguousarray(mnist.train.images[:60, 4 : 4 + height, 4 : 4 + width])


@needs_compiler
@pytest.mark.parametrize(
    ("network", "size"),
    [
        (NetworkConfig(hidden_sizes=(140,)), (16, 16)),
        (NetworkConfig(hidden_sizes=(40,)), (9, 7)),
        (NetworkConfig(hidden_sizes=(), latent_dim=33), (12, 12)),
        (NetworkConfig(hidden_sizes=(33, 18), latent_dim=5, activation="tanh"), (9, 7)),
        (NetworkConfig(hidden_sizes=(50,), activation="silu", output="linear"), (8, 8)),
    ],
    ids=["784-140-2 deeper than a tile", "odd sizes", "no hidden layer", "tanh", "silu and no sigmoid"],
)
def test_losses_gradients_and_weights_are_those_of_the_products_of_pytorch(
    mnist: Dataset, library: ctypes.CDLL, network: NetworkConfig, size: tuple[int, int]
):
    images = small_images(mnist, *size)
    config = NetworkConfig(**{**vars_of(network), "image_shape": ImageShape(*size)})
    networks = [AutoEncoder(config, torch.Generator().manual_seed(0)) for _ in range(2)]
    vendors = Backprop(networks[0], images, 0.01)
    own = FusedBackprop(networks[1], images, 0.01, KernelsOnTheCpu(library))
    order = torch.randperm(60, generator=torch.Generator().manual_seed(1))

    for batch, rate in zip(order.split(23), [1e-3, torch.tensor(5e-4), 1e-3], strict=True):
        losses = vendors.differentiate(batch), own.differentiate(batch)
        torch.testing.assert_close(losses[1], losses[0], rtol=1e-6, atol=0)
        for gradient, expected in zip(own.gradients, vendors.gradients, strict=True):
            torch.testing.assert_close(gradient, expected, rtol=0, atol=2e-5 * expected.abs().max().item())
        # From the same gradients: Adam makes a whole step of one that is nearly 0, whatever its sign is.
        own._flat_gradients.copy_(vendors._flat_gradients)
        vendors.update(rate)
        own.update(rate)
        for weights, expected in zip(networks[1].parameters(), networks[0].parameters(), strict=True):
            torch.testing.assert_close(weights, expected, rtol=1e-6, atol=1e-7)
    assert own.moments.updates == vendors.moments.updates == 3


def vars_of(config: NetworkConfig) -> dict[str, object]:
    return {name: getattr(config, name) for name in config.__dataclass_fields__}


@needs_compiler
def test_no_thread_of_a_block_relies_on_another_that_it_has_not_waited_for(mnist: Dataset, library: ctypes.CDLL):
    config = NetworkConfig(image_shape=ImageShape(16, 16), hidden_sizes=(140,))
    numbers = []
    for backwards in (False, True):
        network = AutoEncoder(config, torch.Generator().manual_seed(0))
        own = FusedBackprop(network, small_images(mnist, 16, 16), 0.0, KernelsOnTheCpu(library, backwards))
        losses = []
        for _ in range(2):
            losses.append(own.differentiate(torch.arange(20)).item())
            own.update(1e-3)
        numbers.append((losses, [parameter.detach().numpy().tobytes() for parameter in network.parameters()]))
    assert numbers[0] == numbers[1]


@needs_compiler
def test_adams_memory_goes_on_where_it_was_and_trials_leave_no_trace(mnist: Dataset, library: ctypes.CDLL):
    config = NetworkConfig(image_shape=ImageShape(8, 8), hidden_sizes=(20,))
    images = small_images(mnist, 8, 8)

    def fresh() -> FusedBackprop:
        network = AutoEncoder(config, torch.Generator().manual_seed(0))
        return FusedBackprop(network, images, 0.0, KernelsOnTheCpu(library))

    def step(own: FusedBackprop) -> None:
        own.differentiate(torch.arange(30))
        own.update(1e-3)

    through, first, second = fresh(), fresh(), fresh()
    with through.tried():
        step(through)
    for _ in range(3):
        step(through)
    step(first)
    second.restore(first.moments)
    second.network.load_state_dict(first.network.state_dict())
    step(second)
    step(second)
    for a, b in zip(through.network.parameters(), second.network.parameters(), strict=True):
        assert torch.equal(a, b)
    assert second.moments.updates == 3


@needs_compiler
@pytest.mark.parametrize("fails", ["", "first_layer", "next_layer", "back", "gradients", "adam"])
def test_kernels_that_compute_something_else_are_found_out(library: ctypes.CDLL, fails: str):
    class Failing(KernelsOnTheCpu):
        def launch(self, name: str, across: int, down: int, arguments: ctypes.Structure) -> None:
            if name != fails:
                super().launch(name, across, down, arguments)

    assert are_right(Failing(library), "cpu") == (not fails)


def test_numbers_that_both_sides_count_on_are_the_same():
    source = resource("kernels", "dense_step.cu").read_text(encoding="utf-8")
    constants = dict(re.findall(r"\b([A-Z_]+) = (\d+)[,;]", source))
    assert (int(constants["THREADS"]), int(constants["MOST_LAYERS"])) == (THREADS, fused.MOST_LAYERS)
    assert (int(constants["TILE_ROWS"]), int(constants["TILE_COLUMNS"])) == fused._FORWARD_TILE
    assert (int(constants["GRADIENT_ROWS"]), int(constants["GRADIENT_COLUMNS"])) == fused._GRADIENT_TILE


@pytest.fixture
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fused, "_tried", False)
    monkeypatch.setattr(fused, "_kernels", None)


@pytest.mark.skipif(torch.cuda.is_available(), reason="a CUDA GPU is at hand")
def test_where_there_is_no_gpu_there_are_no_kernels_and_the_log_says_why_once(
    untried: None, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    assert fused.load() is fused.load() is None
    (said,) = caplog.messages
    assert said.startswith("No kernels of our own: ")


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU is at hand")
def test_kernels_are_compiled_once_for_the_gpu_at_hand(untried: None):
    kernels = fused.load()
    assert kernels is not None and fused.load() is kernels


@pytest.mark.parametrize(
    ("network", "served"),
    [
        (NetworkConfig(), True),
        (NetworkConfig(hidden_sizes=(1000, 500, 250), latent_dim=30), True),
        (NetworkConfig(hidden_sizes=(4096, 4096)), False),
        (NetworkConfig(hidden_sizes=(16,) * 16), False),
        (NetworkConfig(kind="convolutional"), False),
    ],
    ids=["seed-2d", "deep", "wide", "of more layers than a launch takes", "convolutional"],
)
def test_kernels_serve_dense_networks_that_are_neither_too_wide_nor_too_deep(network: NetworkConfig, served: bool):
    assert fits(network) is served
