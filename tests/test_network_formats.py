import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch
from networks import drawn, normal

from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.image_shape import ImageShape
from ae_model.network_formats import require_known, save

CONFIG = NetworkConfig(ImageShape(3, 4), (5,), 2, activation="silu")
SNAPSHOT = drawn(CONFIG, normal(np.random.default_rng(0)))


@pytest.mark.parametrize("name", ["net.pt", "net.PTH"])
def test_a_name_for_torch_is_a_file_for_torch(tmp_path: Path, name: str):
    save(tmp_path / name, SNAPSHOT, TrainingConfig(CONFIG))
    state = torch.load(tmp_path / name, weights_only=True)
    assert all(np.array_equal(state[key].numpy(), array) for key, array in SNAPSHOT.arrays.items())
    assert checkpoint.load(tmp_path / name).snapshot.config == CONFIG


@pytest.mark.parametrize("name", ["net.safetensors", "net.SAFETENSORS", "net"])
def test_a_name_of_ours_or_without_an_ending_is_a_file_of_ours(tmp_path: Path, name: str):
    require_known(tmp_path / name, float16=True)
    save(tmp_path / name, SNAPSHOT)
    assert b"autoencoder-lab" in (tmp_path / name).read_bytes()[:500]


def test_a_name_for_onnx_is_a_file_of_onnx(tmp_path: Path):
    onnx = pytest.importorskip("onnx")
    require_known(tmp_path / "net.onnx")
    save(tmp_path / "net.onnx", SNAPSHOT)
    assert [output.name for output in onnx.load(tmp_path / "net.onnx").graph.output] == ["codes", "reconstructions"]


@pytest.mark.parametrize("name", ["net.csv", "net.h5", "net.ckpt", "net.v2", "net.pt.gz"])
def test_an_ending_that_promises_another_format_is_refused(tmp_path: Path, name: str):
    with pytest.raises(CheckpointError, match=r"is to be .safetensors, .pt or .pth for torch, or .onnx\."):
        require_known(tmp_path / name)


@pytest.mark.parametrize("name", ["net.pt", "net.onnx"])
def test_float16_is_for_our_own_format(tmp_path: Path, name: str):
    with pytest.raises(CheckpointError, match=r"float16 is for \.safetensors alone"):
        require_known(tmp_path / name, float16=True)


def test_onnx_is_refused_where_its_package_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ae_model.network_formats.find_spec", lambda _: None)
    with pytest.raises(CheckpointError, match="package onnx is not installed"):
        require_known(tmp_path / "net.onnx")


@pytest.mark.parametrize(("name", "place", "asked"), [("net", "sha256", hashlib), ("net.pt", "save", torch)])
def test_a_full_memory_is_a_sentence_that_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str, asked: object
):
    def full(*_: object, **__: object) -> None:
        raise MemoryError("Unable to allocate 359. MiB")

    monkeypatch.setattr(asked, place, full)
    with pytest.raises(CheckpointError, match=f"{name} cannot be saved: the memory is full"):
        save(tmp_path / name, SNAPSHOT)
    assert list(tmp_path.iterdir()) == []
