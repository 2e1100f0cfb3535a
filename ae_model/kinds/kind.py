"""What a kind of network promises: all that the program knows of one, in numpy alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig

Array = NDArray[np.float32]
Arrays = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One layer.

    Attributes:
        name: of its arrays, which are `name.weight` and `name.bias`.
        number: counted from 0 through encoder and decoder.
        units: what it puts out.
        inputs: what it takes.
        is_code: whether its output is the code.
        is_output: whether its output is the image.
        activation: "relu", "silu", "sigmoid", or "linear".
    """

    name: str
    number: int
    units: int
    inputs: int
    is_code: bool
    is_output: bool
    activation: str

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.units * (self.inputs + 1)


class Node(NamedTuple):
    """One operation of an ONNX graph; its inputs are outputs of others, or arrays of the network."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, Any] = {}


class Kind(Protocol):
    """A kind of network. `config` describes one network and `arrays` are its own, of the names and shapes of `shapes`.

    Images are (N, H, W) float32 in [0, 1], codes (N, latent_dim). Both fit the network, and are few enough for memory:
    the `Snapshot` that asks has seen to it.
    """

    def shapes(self, config: NetworkConfig) -> dict[str, tuple[int, ...]]:
        """The shape of every array, by its name in torch's state dict and in torch's order."""
        ...

    def widest(self, config: NetworkConfig) -> int:
        """How many numbers the largest layer puts out or takes for one image."""
        ...

    def encode(self, config: NetworkConfig, arrays: Arrays, images: Array) -> Array:
        """Codes of images: (N, H, W) -> (N, latent_dim)."""
        ...

    def decode(self, config: NetworkConfig, arrays: Arrays, codes: Array) -> Array:
        """Images for codes: (N, latent_dim) -> (N, H, W)."""
        ...

    def layers(self, config: NetworkConfig) -> tuple[LayerSummary, ...]:
        """All layers, from the first of the encoder to the last of the decoder."""
        ...

    def activations(self, config: NetworkConfig, arrays: Arrays, images: Array) -> tuple[Array, ...]:
        """The output of every layer for images: (N, units) each, the code and the image among them."""
        ...

    def looks_for(
        self, config: NetworkConfig, arrays: Arrays, layer: int, units: Sequence[int] | NDArray[np.intp]
    ) -> Array:
        """The image that excites each of some units of an encoder layer, (n, H, W).

        Raises:
            ValueError: if `layer` is one of the decoder.
        """
        ...

    def draws(
        self, config: NetworkConfig, arrays: Arrays, layer: int, units: Sequence[int] | NDArray[np.intp]
    ) -> Array:
        """The image that each of some units of the code or of a decoder layer adds to the output, (n, H, W).

        Raises:
            ValueError: if `layer` is one before the code, or the output itself.
        """
        ...

    def onnx_encoder(self, config: NetworkConfig, images: str, codes: str) -> Iterable[Node]:
        """The operations that make `codes` of `images`."""
        ...

    def onnx_decoder(self, config: NetworkConfig, codes: str, pixels: str) -> Iterable[Node]:
        """The operations that make `pixels` of `codes`; whatever their shape, they are put into that of an image."""
        ...
