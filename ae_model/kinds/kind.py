"""The promise of a kind of network: `Kind` is all that the program knows of one, in numpy alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig

Array = NDArray[np.float32]

# Of a Gaussian code, which is never as wide as this beside a prior of 0. Without a bound one odd image can make its
# variance, an exponential, so large that Adam takes no step worth the name for a dozen epochs.
MOST_LOG_VARIANCE = 2.0
Arrays = Mapping[str, Array]
Units = Sequence[int] | NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One layer.

    Attributes:
        name: of its arrays, which are `name.weight` and `name.bias`.
        number: counted from 0 through encoder and decoder.
        units: how many numbers it puts out.
        inputs: how many numbers each unit takes.
        is_code: whether its output is the code.
        is_output: whether its output is the image.
        activation: "relu", "silu", "tanh", "sigmoid", or "linear".
        heads: 1, or 2 of a Gaussian code, whose log-variance has as many weights as its mean.
        maps: channels, height and width of what a convolution puts out, all numbers of a channel with the same weights;
            None of other layers.
    """

    name: str
    number: int
    units: int
    inputs: int
    is_code: bool
    is_output: bool
    activation: str
    heads: int = 1
    maps: tuple[int, int, int] | None = None

    @property
    def filters(self) -> int:
        """How many sets of weights it has: one a channel, or one a unit."""
        return self.units if self.maps is None else self.maps[0]

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.heads * self.filters * (self.inputs + 1)


class Node(NamedTuple):
    """One operation of an ONNX graph; its inputs are outputs of others, or arrays of the network.

    `unused` are the outputs that it has besides.
    """

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, Any] = {}
    unused: tuple[str, ...] = ()


class Kind(Protocol):
    """A network of a kind, without its weights: those are the `arrays`, by the names of `shapes`.

    A `Snapshot` asks, and sees to it that everything fits: images are (N, H, W) float32 in [0, 1], codes
    (N, latent_dim), and both are few enough for memory.
    """

    def __init__(self, config: NetworkConfig) -> None: ...

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of every array, by the names of torch's state dict and in its order."""
        ...

    @property
    def layers(self) -> tuple[LayerSummary, ...]:
        """All layers, from the first of the encoder to the last of the decoder."""
        ...

    @property
    def widest(self) -> int:
        """The size of the largest layer: how many numbers one image becomes on its way, at most."""
        ...

    def encode(self, arrays: Arrays, images: Array) -> Array:
        """Codes of images: (N, H, W) -> (N, latent_dim)."""
        ...

    def posterior(self, arrays: Arrays, images: Array) -> tuple[Array, Array]:
        """As `Snapshot.posterior`."""
        ...

    def logits(self, arrays: Arrays, codes: Array) -> Array:
        """Images for codes, before a sigmoid: (N, latent_dim) -> (N, pixels)."""
        ...

    def decode(self, arrays: Arrays, codes: Array) -> Array:
        """Images for codes: (N, latent_dim) -> (N, H, W)."""
        ...

    def inner(self, arrays: Arrays, images: Array) -> tuple[Array, ...]:
        """The output of every layer of the encoder for images, (N, H, W): (N, units) each, the code the last."""
        ...

    def answers(self, arrays: Arrays, codes: Array) -> tuple[Array, ...]:
        """The output of every layer of the decoder for codes, (N, latent_dim): (N, units) each, the image the last."""
        ...

    def looks_for(self, arrays: Arrays, layer: int, units: Units) -> Array:
        """As `Snapshot.looks_for`."""
        ...

    def draws(self, arrays: Arrays, layer: int, units: Units) -> Array:
        """As `Snapshot.draws`."""
        ...

    def onnx_encoder(self, images: str, codes: str) -> Iterable[Node]:
        """The operations that make `codes` of `images`."""
        ...

    def onnx_decoder(self, codes: str, pixels: str) -> Iterable[Node]:
        """The operations that make `pixels` of `codes`; the caller gives the pixels the shape of an image."""
        ...
