import io
import pickle
import zipfile

import numpy as np
import pytest
import torch
from networks import drawn

from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.onnx_export import export_onnx


def npz():
    stream = io.BytesIO()
    np.savez(stream, images=np.zeros((2, 4, 4)))
    return stream.getvalue()


def npy():
    stream = io.BytesIO()
    np.save(stream, np.zeros(4))
    return stream.getvalue()


def archive():
    """As Kaggle sends MNIST."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in ("train-images-idx3-ubyte/train-images-idx3-ubyte", "train-images.idx3-ubyte"):
            zipped.writestr(name, bytes(1000))
    return stream.getvalue()


def torchscript():
    stream = io.BytesIO()
    with pytest.warns(DeprecationWarning, match="jit"):
        torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), stream)
    return stream.getvalue()


def keras():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("metadata.json", "config.json", "model.weights.h5"):
            archive.writestr(name, "{}")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: pickle.dumps({"a": np.zeros(4)}), "torch.save(model.state_dict(), file)"),
        (lambda: pickle.dumps({"a": np.zeros(4)}, 2), "torch.save(model.state_dict(), file)"),
        (torchscript, "it is a program of TorchScript; in torch, torch.save(model.state_dict(), file)"),
        (npz, "it holds arrays of numpy"),
        (npy, "it is an array of numpy"),
        (lambda: b"\x89HDF\r\n\x1a\n" + bytes(100), "HDF5 file, as Keras writes them"),
        (keras, "a network of Keras"),
        (archive, "it is an archive of other files; unpack it"),
        (lambda: b"\n<!DOCTYPE html><html>404</html>", "a web page"),
        (lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:4\nsize 3\n", "git lfs pull"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "neither a checkpoint"),
    ],
)
def test_what_a_file_of_another_program_is_and_what_can_be_done_is_said(tmp_path, content, reason):
    path = tmp_path / "file"
    path.write_bytes(content())
    with pytest.raises(CheckpointError) as caught:
        checkpoint.load(path)
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 300


def test_its_own_onnx_is_known(tmp_path):
    config = NetworkConfig(ImageShape(3, 3), (), 2)
    export_onnx(tmp_path / "file", drawn(config, lambda shape: np.zeros(shape)))
    with pytest.raises(CheckpointError, match="it is an ONNX file, which is for other programs to open"):
        checkpoint.load(tmp_path / "file")


def test_a_whole_model_is_told_how_to_be_saved(tmp_path):
    torch.save(torch.nn.Linear(2, 2), tmp_path / "file")
    with pytest.raises(
        CheckpointError, match=r"Linear', which a .* in torch, torch.save\(model.state_dict\(\), file\)"
    ):
        checkpoint.load(tmp_path / "file")
