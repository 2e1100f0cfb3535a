import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from networks import drawn, normal

from ae_model.config import NetworkConfig
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset
from ae_model.files import ExportError
from ae_model.image_shape import ImageShape
from ae_model.onnx_export import export_onnx, export_onnx_decoder
from ae_model.snapshot import Snapshot


def network(**config: Any) -> Snapshot:
    """A network of random weights."""
    return drawn(NetworkConfig(**config), normal(np.random.default_rng(0)), epoch=7)


def run(path: Path, **inputs: np.ndarray) -> list[np.ndarray]:
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, inputs)


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"activation": "silu", "hidden_sizes": (64, 32)},
        {"activation": "tanh", "hidden_sizes": (64, 32), "code": "gaussian"},
        {"output": "linear"},
        {"hidden_sizes": (), "output": "linear"},
        {"image_shape": ImageShape(9, 12), "latent_dim": 30},
        {"code": "gaussian", "latent_dim": 5},
        {"code": "sparse", "latent_dim": 50, "k": 6},
        {"code": "sparse", "latent_dim": 50, "hidden_sizes": (), "activation": "silu"},
        {"kind": "convolutional"},
        {"kind": "convolutional", "channels": (3, 5, 4), "kernel": 4, "activation": "silu", "hidden_sizes": ()},
        {"kind": "convolutional", "image_shape": ImageShape(9, 32), "output": "linear", "code": "gaussian"},
        {"kind": "convolutional", "code": "sparse", "latent_dim": 50, "k": 6},
    ],
    ids=str,
)
def test_what_another_runtime_computes_is_what_the_network_computes(tmp_path: Path, config: dict[str, Any]):
    snapshot = network(**config)
    height, width = snapshot.config.image_shape.array_shape
    images = np.random.default_rng(1).random((5, height, width), np.float32)
    export_onnx(tmp_path / "net.onnx", snapshot)
    codes, reconstructions = run(tmp_path / "net.onnx", images=images)
    np.testing.assert_allclose(codes, snapshot.encode(images), atol=1e-5)
    np.testing.assert_allclose(reconstructions, snapshot.reconstruct(images), atol=1e-5)

    export_onnx_decoder(tmp_path / "decoder.onnx", snapshot)
    (decoded,) = run(tmp_path / "decoder.onnx", codes=codes)
    np.testing.assert_allclose(decoded, snapshot.decode(codes), atol=1e-5)


def test_real_digits_go_through(tmp_path: Path, mnist: Dataset, untrained: Any):
    snapshot = untrained(2)
    export_onnx(tmp_path / "net.onnx", snapshot)
    images = mnist.test.images[:100].astype(np.float32) / 255
    codes, _ = run(tmp_path / "net.onnx", images=images)
    np.testing.assert_allclose(codes, snapshot.encode(mnist.test.images[:100]), atol=1e-4)


def test_the_file_says_where_it_comes_from_and_has_torchs_names(tmp_path: Path):
    export_onnx(tmp_path / "net.onnx", network())
    model = onnx.load(tmp_path / "net.onnx")
    onnx.checker.check_model(model, full_check=True)
    assert model.producer_name == "Autoencoder Lab"
    assert {prop.key: prop.value for prop in model.metadata_props} == {"epoch": "7", "latent_dim": "2"}
    assert {"ae.0.encoder.1.weight", "ae.1.decoder.2.bias"} <= {weight.name for weight in model.graph.initializer}


def test_the_file_says_what_the_network_was_trained_on(tmp_path: Path):
    for export in (export_onnx, export_onnx_decoder):
        export(tmp_path / "net.onnx", network(), DataIdentity("clothes", "ab" * 32))
        told = {prop.key: prop.value for prop in onnx.load(tmp_path / "net.onnx").metadata_props}
        assert (told["data"], told["data_sha256"]) == ("clothes", "ab" * 32)


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match=r"net\.onnx cannot be saved: not a directory"):
        export_onnx(tmp_path / "file" / "net.onnx", network())


def test_without_the_package_it_is_a_sentence_and_torch_is_not_needed(tmp_path: Path):
    program = (
        "import sys; sys.modules['onnx'] = None\n"
        "from pathlib import Path\n"
        "from ae_model import checkpoint, files\n"
        "from ae_model.resources import resource\n"
        "from ae_model.onnx_export import export_onnx\n"
        "snapshot = checkpoint.load(resource('pretrained', 'seed-2d.safetensors')).snapshot\n"
        "try: export_onnx(Path('x.onnx'), snapshot)\n"
        "except files.ExportError as error: print(error, 'torch' in sys.modules)\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "x.onnx cannot be saved: the package onnx is not installed. False", done.stderr
