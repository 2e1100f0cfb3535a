import gzip
import os
from pathlib import Path

import numpy as np
import pytest
from digits import idx_file
from PIL import Image

from ae_model import checkpoint
from ae_model.dropped import kind_of


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "digits" / "a" / "0.png"
    path.parent.mkdir(parents=True)
    Image.fromarray(np.zeros((28, 28), np.uint8)).save(path)
    return path


def test_a_picture_is_one_by_its_name_or_by_its_content(picture, tmp_path):
    assert kind_of(picture) == "picture"
    assert kind_of(picture.rename(tmp_path / "photo")) == "picture"
    (tmp_path / "IMG_1.HEIC").write_bytes(b"not read here, and nothing else either")
    assert kind_of(tmp_path / "IMG_1.HEIC") == "picture"


def test_a_folder_of_pictures_is_told_from_a_data_set_and_from_a_run(picture, tmp_path):
    assert kind_of(tmp_path / "digits") == "pictures"
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        (tmp_path / "digits" / name).write_bytes(b"")
    assert kind_of(tmp_path / "digits") == "dataset"
    assert kind_of(tmp_path / "digits" / "train-images-idx3-ubyte") == "dataset"
    (tmp_path / "run").mkdir()
    assert kind_of(tmp_path / "run") == "dataset"  # which says what it lacks
    (tmp_path / "run" / "run.json").write_text("{}")
    assert kind_of(tmp_path / "run") == "run"


@pytest.mark.parametrize("name", ["download", "net.pt"])
def test_an_idx_file_is_a_data_set_whatever_it_is_called(tmp_path, name):
    content = idx_file(np.zeros((2, 3, 3), np.uint8))
    for packed in (content, gzip.compress(content)):
        (tmp_path / name).write_bytes(packed)
        assert kind_of(tmp_path / name) == "dataset"
    for broken in (b"\0\0\x08", b"\x1f\x8b", gzip.compress(b"text")):
        (tmp_path / name).write_bytes(broken)
        assert kind_of(tmp_path / name) == "network"


def test_arrays_are_a_data_set_by_their_content_and_a_zip_of_torch_is_none(tmp_path, untrained):
    np.save(tmp_path / "images.npy", np.zeros((2, 3, 3)))
    np.savez(tmp_path / "mnist.npz", x_train=np.zeros((2, 3, 3)))
    assert kind_of(tmp_path / "images.npy") == kind_of(tmp_path / "mnist.npz") == "dataset"
    (tmp_path / "mnist.npz").rename(tmp_path / "mnist")
    assert kind_of(tmp_path / "mnist") == "dataset"
    checkpoint.export_pt(tmp_path / "net.pt", untrained(2))
    checkpoint.save(tmp_path / "net.safetensors", untrained(2))
    assert kind_of(tmp_path / "net.pt") == kind_of(tmp_path / "net.safetensors") == "network"
    (tmp_path / "notes.txt").write_text("neither")
    os.mkfifo(tmp_path / "pipe")
    assert kind_of(tmp_path / "pipe") == "network"  # and it is not waited for
    assert kind_of(tmp_path / "notes.txt") == kind_of(tmp_path / "nowhere") == "network"
    assert kind_of(tmp_path / ("x" * 300)) == "network"
