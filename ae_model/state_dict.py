"""The notebook's names for a network's arrays: `ae.0.encoder.1.weight` ... `ae.1.decoder.2.bias`.

They are the keys of `AutoEncoder.state_dict()` in torch, and of every checkpoint file. The encoder is a Sequential
of Flatten, Linear, activation, Linear, ..., so its linear layers stand at 1, 3, 5, ...; the decoder has no Flatten
and its own stand at 0, 2, 4, ... .
"""

import math
from collections.abc import Mapping

import numpy as np

from ae_model.config import NetworkConfig
from ae_model.sentence import Sentence
from ae_model.snapshot import Array, Layer, Snapshot


def state_dict_keys(config: NetworkConfig) -> tuple[str, ...]:
    """Names of all arrays of a network, in the order of torch: encoder, decoder; weight, bias."""
    layers = range(len(config.hidden_sizes) + 1)
    linears = [f"ae.0.encoder.{2 * i + 1}" for i in layers] + [f"ae.1.decoder.{2 * i}" for i in layers]
    return tuple(f"{linear}.{kind}" for linear in linears for kind in ("weight", "bias"))


def state_dict(snapshot: Snapshot) -> dict[str, Array]:
    """A snapshot's arrays by name, each contiguous: weights (out, in), biases (out,)."""
    arrays = [array for layer in (*snapshot.encoder, *snapshot.decoder) for array in layer]
    return dict(zip(state_dict_keys(snapshot.config), map(np.ascontiguousarray, arrays), strict=True))


def snapshot_from(arrays: Mapping[str, Array], config: NetworkConfig, epoch: int = 0) -> Snapshot:
    """The inverse of `state_dict`.

    Raises:
        ValueError: if a name is missing or unknown, or an array is not float32, finite and of its layer's shape.
    """
    keys = state_dict_keys(config)
    if odd := sorted(set(keys) ^ set(arrays)):
        if odd[0] in keys:
            raise ValueError(Sentence("{key!r} is missing.", key=odd[0]))
        raise ValueError(Sentence("{key!r} is in it, but not part of its network.", key=odd[0]))
    layers = [(arrays[weight], arrays[bias]) for weight, bias in zip(keys[::2], keys[1::2], strict=True)]
    encoder: tuple[Layer, ...] = tuple(layers[: len(layers) // 2])
    return Snapshot(config, encoder, tuple(layers[len(layers) // 2 :]), epoch)


def infer_config(arrays: Mapping[str, Array]) -> NetworkConfig:
    """The layers that a bare state dict must belong to, with the notebook's ReLU and sigmoid and square images.

    Raises:
        ValueError: if there is no such network, or its images are not square: a state dict does not say their
            height and width, and a guess would show every image torn to pieces.
    """
    shapes: list[tuple[int, ...]] = []
    while (key := f"ae.0.encoder.{2 * len(shapes) + 1}.weight") in arrays:
        shapes.append(arrays[key].shape)
    if not shapes or any(len(shape) != 2 for shape in shapes):
        raise ValueError(Sentence("It is not a state dict of the notebook's AutoEncoder."))
    pixels = shapes[0][1]
    side = math.isqrt(pixels)
    if side * side != pixels:
        raise ValueError(
            Sentence(
                "Its images have {pixels} pixels, not a square number, and it does not say their shape.", pixels=pixels
            )
        )
    *hidden_sizes, latent_dim = [outputs for outputs, _ in shapes]
    return NetworkConfig((side, side), tuple(hidden_sizes), latent_dim)
