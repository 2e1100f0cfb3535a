"""Networks made by hand, and what is in them layer by layer."""

from collections.abc import Callable

import numpy as np

from ae_gui.networks import Network
from ae_model.config import NetworkConfig
from ae_model.kinds import Array, kind_of
from ae_model.snapshot import Snapshot


def drawn(config: NetworkConfig, draw: Callable[[tuple[int, ...]], np.ndarray], epoch: int = 0) -> Snapshot:
    """A network each of whose arrays is what `draw` makes of its shape, in float32."""
    shapes = kind_of(config).shapes
    return Snapshot(config, {name: draw(shape).astype(np.float32) for name, shape in shapes.items()}, epoch)


def normal(rng: np.random.Generator, scale: float = 1, bias: float = 0.1) -> Callable[[tuple[int, ...]], np.ndarray]:
    """For `drawn`: weights that keep the variance of what goes through them, times `scale`, and small biases."""
    return lambda shape: rng.normal(0, scale * (2 / shape[1]) ** 0.5 if len(shape) == 2 else bias, shape)


def layer(snapshot: Snapshot, number: int) -> tuple[Array, Array]:
    """The weight and the bias of a layer, counted from 0 through encoder and decoder, or from the end."""
    name = snapshot.layers[number].name
    return snapshot.arrays[f"{name}.weight"], snapshot.arrays[f"{name}.bias"]


def shown(snapshot: Snapshot) -> Network:
    """What views are told of a network whose codes they do not look at."""
    return Network(snapshot, np.empty((0, snapshot.latent_dim), np.float32), None)
