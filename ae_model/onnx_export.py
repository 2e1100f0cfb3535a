"""Networks in ONNX, to be run by other programs: written from the numpy arrays of a snapshot, without torch.

There are two models: the autoencoder (`images` in, `codes` and `reconstructions` out), and the decoder (`codes` in,
`images` out). Both take any number of images; a Gaussian code is its mean. Weights have the names of torch's state
dict.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ae_model import __version__
from ae_model.data_identity import DataIdentity
from ae_model.files import ExportError, write_export
from ae_model.kinds import Node, kind_of
from ae_model.snapshot import Snapshot

_OPSET = 17  # of 2022: runtimes of some years ago read it, too
_IR_VERSION = 8  # of the same release

_Shapes = Mapping[str, tuple[int, ...]]  # of one image or code, by name


def export_onnx(path: Path, snapshot: Snapshot, data: DataIdentity | None = None) -> None:
    """Write the autoencoder: from `images`, (N, H, W) float32 in [0, 1], to `codes` and `reconstructions`.

    What it was trained on, `data`, is told by the model's properties where that is known.

    Raises:
        ExportError: if the package onnx is not installed, or the file cannot be written; an older one is untouched.
    """
    image = snapshot.config.image_shape.array_shape
    encoder = kind_of(snapshot.config).onnx_encoder("images", "codes")
    nodes = [*encoder, *_decoder(snapshot, "codes", "reconstructions")]
    outputs = {"codes": (snapshot.latent_dim,), "reconstructions": image}
    _write(path, snapshot, data, "autoencoder", {"images": image}, nodes, outputs)


def export_onnx_decoder(path: Path, snapshot: Snapshot, data: DataIdentity | None = None) -> None:
    """Write the decoder alone: from `codes`, (N, latent_dim) float32, to `images`, (N, H, W).

    Raises:
        ExportError: as `export_onnx`.
    """
    nodes, image = _decoder(snapshot, "codes", "images"), snapshot.config.image_shape.array_shape
    _write(path, snapshot, data, "decoder", {"codes": (snapshot.latent_dim,)}, nodes, {"images": image})


def _decoder(snapshot: Snapshot, codes: str, images: str) -> list[Node]:
    pixels = kind_of(snapshot.config).onnx_decoder(codes, "values")
    return [*pixels, Node("Reshape", ("values", "image_shape"), images)]


def _write(
    path: Path,
    snapshot: Snapshot,
    data: DataIdentity | None,
    name: str,
    inputs: _Shapes,
    nodes: Sequence[Node],
    outputs: _Shapes,
) -> None:
    try:
        import onnx
    except ImportError as error:
        raise ExportError("{path} cannot be saved: the package onnx is not installed.", path=path) from error
    helper = onnx.helper
    arrays: dict[str, NDArray[Any]] = dict(snapshot.arrays)
    arrays["image_shape"] = np.array([-1, *snapshot.config.image_shape.array_shape], np.int64)
    taken = [array for node in nodes for array in node.inputs if array in arrays]
    made = [
        helper.make_node(operator, used, [output, *unused], name=f"make {output}", **attributes)
        for operator, used, output, attributes, unused in nodes
    ]
    takes, gives = (
        [helper.make_tensor_value_info(value, onnx.TensorProto.FLOAT, ["N", *shape]) for value, shape in shapes.items()]
        for shapes in (inputs, outputs)
    )
    weights = [onnx.numpy_helper.from_array(arrays[array], array) for array in taken]
    model = helper.make_model(
        helper.make_graph(made, name, takes, gives, weights),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        producer_name="Autoencoder Lab",
        producer_version=__version__,
        ir_version=_IR_VERSION,
    )
    properties = {"epoch": str(snapshot.epoch), "latent_dim": str(snapshot.latent_dim)}
    if data is not None:
        properties |= {"data": data.name, "data_sha256": data.fingerprint}
    helper.set_model_props(model, properties)
    onnx.checker.check_model(model)
    write_export(path, model.SerializeToString())
