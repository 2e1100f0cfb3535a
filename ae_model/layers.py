"""The layers of a network one by one: what they are, what each unit looks for, and what it draws."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ae_model.config import NetworkConfig
from ae_model.snapshot import Array, Snapshot


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """One layer.

    Attributes:
        number: counted from 0 through encoder and decoder.
        units: what it puts out.
        inputs: what it takes.
        is_code: whether its output is the code.
        is_output: whether its output is the image.
        activation: "relu", "silu", "sigmoid", or "linear".
    """

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


def summaries(config: NetworkConfig) -> tuple[LayerSummary, ...]:
    """All layers of a network, from the first of the encoder to the last of the decoder."""
    sizes = (*config.encoder_sizes, *config.decoder_sizes[1:])
    code, output = len(config.encoder_sizes) - 2, len(sizes) - 2
    activations = {code: "linear", output: config.output}
    return tuple(
        LayerSummary(
            number,
            sizes[number + 1],
            sizes[number],
            number == code,
            number == output,
            activations.get(number, config.activation),
        )
        for number in range(output + 1)
    )


# Weights of a network that diverged, or of a stranger's file, may be finite and too large for float32's range.
@np.errstate(over="ignore", invalid="ignore")
def looks_for(snapshot: Snapshot, layer: int, units: Sequence[int] | NDArray[np.intp]) -> Array:
    """What units of an encoder layer answer to: the weights of the way from the image to them, (n, H, W).

    Beyond the first layer it is what would be if no layer before had an activation: a linear approximation.

    Raises:
        ValueError: if `layer` is one of the decoder.
    """
    if layer >= len(snapshot.encoder):
        raise ValueError("What a unit looks for is asked of the encoder.")
    fields = snapshot.encoder[layer][0][units]
    for weight, _ in snapshot.encoder[:layer][::-1]:
        fields = fields @ weight
    return fields.reshape(-1, *snapshot.config.image_shape)


@np.errstate(over="ignore", invalid="ignore")
def draws(snapshot: Snapshot, layer: int, units: Sequence[int] | NDArray[np.intp]) -> Array:
    """What units of the code or of a decoder layer add to the image: the weights of the way out, (n, H, W).

    Before the last layer it is what would be if no layer after had an activation: a linear approximation. It is of the
    image before its sigmoid.

    Raises:
        ValueError: if `layer` is one before the code, or the output itself.
    """
    first = layer - len(snapshot.encoder) + 1  # of the decoder's layers on the way out
    if not 0 <= first < len(snapshot.decoder):
        raise ValueError("What a unit draws is asked of the code and of the decoder's hidden layers.")
    fields = snapshot.decoder[first][0][:, units].T
    for weight, _ in snapshot.decoder[first + 1 :]:
        fields = fields @ weight.T
    return fields.reshape(-1, *snapshot.config.image_shape)
