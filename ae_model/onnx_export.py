"""Networks in ONNX, to be run by other programs: written from the numpy arrays of a snapshot, without torch.

There are two models: the autoencoder (`images` in, `codes` and `reconstructions` out), and the decoder (`codes` in,
`images` out). Both take any number of images. Weights have the names of torch's state dict.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ae_model import __version__
from ae_model.checkpoint import CheckpointError
from ae_model.files import unsaved, write_whole
from ae_model.kinds import Node, kind_of
from ae_model.sentence import Sentence
from ae_model.snapshot import Snapshot

_OPSET = 17  # of 2022: runtimes of some years ago read it, too
_IR_VERSION = 8  # of the same release


def export_onnx(path: Path, snapshot: Snapshot) -> None:
    """Write the autoencoder: from `images`, (N, H, W) float32 in [0, 1], to `codes` and `reconstructions`.

    Raises:
        CheckpointError: if the package onnx is not installed, or the file cannot be written; an older one is untouched.
    """
    graph = _Graph(path, snapshot)
    graph.add_input("images", snapshot.config.image_shape.array_shape)
    graph.add(kind_of(snapshot.config).onnx_encoder(snapshot.config, "images", "codes"))
    graph.add_output("codes", (snapshot.latent_dim,))
    graph.add_decoder("codes", "reconstructions")
    graph.write("autoencoder")


def export_onnx_decoder(path: Path, snapshot: Snapshot) -> None:
    """Write the decoder alone: from `codes`, (N, latent_dim) float32, to `images`, (N, H, W).

    Raises:
        CheckpointError: as `export_onnx`.
    """
    graph = _Graph(path, snapshot)
    graph.add_input("codes", (snapshot.latent_dim,))
    graph.add_decoder("codes", "images")
    graph.write("decoder")


class _Graph:
    """An ONNX model that is being put together."""

    def __init__(self, path: Path, snapshot: Snapshot) -> None:
        try:
            import onnx
        except ImportError as error:
            said = Sentence("{path} cannot be saved: the package onnx is not installed.", path=path)
            raise CheckpointError(said) from error
        self._onnx = onnx
        self._path = path
        self._snapshot = snapshot
        self._nodes: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []
        self._weights: list[Any] = []

    def add_input(self, name: str, shape: tuple[int, ...]) -> None:
        self._inputs.append(self._value(name, shape))

    def add_output(self, name: str, shape: tuple[int, ...]) -> None:
        self._outputs.append(self._value(name, shape))

    def add(self, nodes: Iterable[Node]) -> None:
        """Add operations, and the network's arrays that they take."""
        for operator, inputs, output, attributes in nodes:
            for name in inputs:
                if name in self._snapshot.arrays:
                    self._add_array(name, self._snapshot.arrays[name])
            node = self._onnx.helper.make_node(operator, inputs, [output], name=f"make {output}", **attributes)
            self._nodes.append(node)

    def add_decoder(self, codes: str, output: str) -> None:
        """Add the decoder, which puts out images."""
        config = self._snapshot.config
        self.add(kind_of(config).onnx_decoder(config, codes, "values"))
        self._add_array("image_shape", np.array([-1, *config.image_shape.array_shape], np.int64))
        self.add([Node("Reshape", ("values", "image_shape"), output)])
        self.add_output(output, config.image_shape.array_shape)

    def write(self, name: str) -> None:
        onnx, snapshot = self._onnx, self._snapshot
        graph = onnx.helper.make_graph(self._nodes, name, self._inputs, self._outputs, self._weights)
        opset = onnx.helper.make_opsetid("", _OPSET)
        model = onnx.helper.make_model(
            graph, opset_imports=[opset], producer_name="Autoencoder Lab", producer_version=__version__
        )
        model.ir_version = _IR_VERSION
        facts = {"epoch": str(snapshot.epoch), "latent_dim": str(snapshot.latent_dim)}
        onnx.helper.set_model_props(model, facts)
        onnx.checker.check_model(model)
        try:
            write_whole(self._path, model.SerializeToString())
        except OSError as error:
            raise CheckpointError(unsaved(self._path, error)) from error

    def _add_array(self, name: str, array: NDArray[Any]) -> None:
        self._weights.append(self._onnx.numpy_helper.from_array(array, name))

    def _value(self, name: str, shape: tuple[int, ...]) -> Any:
        return self._onnx.helper.make_tensor_value_info(name, self._onnx.TensorProto.FLOAT, ["N", *shape])
