"""The recipe for another kind of network, followed with a toy: two matrices, without a bias or an activation."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
import onnxruntime
import pytest
import torch
from networks import drawn, normal
from torch import nn

from ae_model import checkpoint, config, network
from ae_model.checkpoint import CheckpointError
from ae_model.config import ConfigError, NetworkConfig, TrainingConfig
from ae_model.events import Epoch
from ae_model.kinds import KINDS, Array, Arrays, LayerSummary, Node
from ae_model.onnx_export import export_onnx
from ae_model.training import resume, train
from ae_model.training_state import TrainingState

MIX, PAINT = "ae.0.mix.weight", "ae.1.paint.weight"


class Toy:
    """What a file `ae_model/kinds/toy.py` would hold."""

    def __init__(self, config: NetworkConfig) -> None:
        self._shape, self._pixels, self._codes = config.image_shape, config.image_shape.pixels, config.latent_dim

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {MIX: (self._codes, self._pixels), PAINT: (self._pixels, self._codes)}

    @property
    def layers(self) -> tuple[LayerSummary, ...]:
        return (
            LayerSummary("ae.0.mix", 0, self._codes, self._pixels, True, False, "linear"),
            LayerSummary("ae.1.paint", 1, self._pixels, self._codes, False, True, "linear"),
        )

    @property
    def widest(self) -> int:
        return self._pixels

    def encode(self, arrays: Arrays, images: Array) -> Array:
        return images.reshape(len(images), -1) @ arrays[MIX].T

    def decode(self, arrays: Arrays, codes: Array) -> Array:
        return (codes @ arrays[PAINT].T).reshape(-1, *self._shape.array_shape)

    def inner(self, arrays: Arrays, images: Array) -> tuple[Array, ...]:
        return (self.encode(arrays, images),)

    def answers(self, arrays: Arrays, codes: Array) -> tuple[Array, ...]:
        return (self.decode(arrays, codes).reshape(len(codes), -1),)

    def looks_for(self, arrays: Arrays, layer: int, units: list[int]) -> Array:
        return arrays[MIX][units].reshape(-1, *self._shape.array_shape)

    def draws(self, arrays: Arrays, layer: int, units: list[int]) -> Array:
        return arrays[PAINT].T[units].reshape(-1, *self._shape.array_shape)

    def onnx_encoder(self, images: str, codes: str) -> Iterator[Node]:
        yield Node("Flatten", (images,), "pixels")
        yield Node("Gemm", ("pixels", MIX), codes, {"transB": 1})

    def onnx_decoder(self, codes: str, pixels: str) -> Iterator[Node]:
        yield Node("Gemm", (codes, PAINT), pixels, {"transB": 1})


def encoder(config: NetworkConfig) -> nn.Module:
    """What a file `ae_model/network/toy.py` would hold, with `decoder`."""
    made = nn.Sequential(nn.Flatten())
    made.add_module("mix", nn.Linear(config.image_shape.pixels, config.latent_dim, bias=False))
    return made


def decoder(config: NetworkConfig) -> nn.Module:
    made = nn.Sequential()
    made.add_module("paint", nn.Linear(config.latent_dim, config.image_shape.pixels, bias=False))
    made.add_module("shape", nn.Unflatten(1, config.image_shape.array_shape))
    return made


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> NetworkConfig:
    monkeypatch.setattr(config, "KindName", Literal["dense", "toy"])
    monkeypatch.setitem(KINDS, "toy", Toy)
    monkeypatch.setitem(network.PARTS, "toy", (encoder, decoder))
    return NetworkConfig(kind="toy", latent_dim=3)


def test_numpy_and_torch_agree_on_a_kind(toy, mnist):
    made = network.AutoEncoder(toy, torch.Generator().manual_seed(0))
    snapshot = network.snapshot_of(made)
    images = mnist.test.images[:50]
    with torch.no_grad():
        codes = made.encoder(network.unit_floats(torch.tensor(images)))
        np.testing.assert_allclose(snapshot.encode(images), codes, atol=1e-5)
        np.testing.assert_allclose(snapshot.decode(codes.numpy()), made.decoder(codes), atol=1e-5)
    assert [output.shape for output in snapshot.activations(images)] == [(50, 3), (50, 784)]
    assert snapshot.looks_for(0, [2]).shape == snapshot.draws(0, [2]).shape == (1, 28, 28)


def test_a_file_of_a_kind_is_opened_where_the_kind_is_known_and_elsewhere_refused(toy, tmp_path, monkeypatch):
    snapshot = drawn(toy, normal(np.random.default_rng(0)), epoch=4)
    checkpoint.save(tmp_path / "file", snapshot, TrainingConfig(toy))
    opened = checkpoint.load(tmp_path / "file")
    assert (opened.snapshot.config, opened.snapshot.epoch) == (toy, 4)
    assert [*opened.snapshot.arrays] == [MIX, PAINT]
    assert all(np.array_equal(opened.snapshot.arrays[name], array) for name, array in snapshot.arrays.items())

    monkeypatch.undo()
    with pytest.raises(CheckpointError, match="the kind of network must be one of dense, convolutional, not 'toy'"):
        checkpoint.load(tmp_path / "file")
    with pytest.raises(ConfigError):
        NetworkConfig(kind="toy")


@pytest.mark.usefixtures("one_thread")
def test_a_kind_is_trained_by_autograd_and_goes_on_from_a_file_as_if_it_had_never_stopped(toy, tiny, tmp_path):
    recipe = TrainingConfig(toy, epochs=3, batch_size=64, device="cpu")
    events = list(train(recipe, tiny, autosave_s=0))
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert epochs[-1].test_mse < epochs[0].test_mse

    middle = next(event for event in events if isinstance(event, TrainingState) and event.snapshot.epoch == 1)
    checkpoint.save_state(tmp_path / "state", middle)
    *_, last = (event for event in resume(checkpoint.load_state(tmp_path / "state"), tiny) if isinstance(event, Epoch))
    for name, array in epochs[-1].snapshot.arrays.items():
        assert last.snapshot.arrays[name].tobytes() == array.tobytes()


def test_a_kind_goes_out_as_onnx(toy, mnist, tmp_path):
    snapshot = drawn(replace(toy, latent_dim=2), normal(np.random.default_rng(0)))
    export_onnx(tmp_path / "net.onnx", snapshot)
    session = onnxruntime.InferenceSession(tmp_path / "net.onnx", providers=["CPUExecutionProvider"])
    images = mnist.test.images[:5] / np.float32(255)
    codes, reconstructions = session.run(None, {"images": images})
    np.testing.assert_allclose(codes, snapshot.encode(images), atol=1e-5)
    np.testing.assert_allclose(reconstructions, snapshot.reconstruct(images), atol=1e-5)
