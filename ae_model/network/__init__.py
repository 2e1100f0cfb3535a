"""The networks in torch, where they are trained: an `AutoEncoder` is an encoder and a decoder of one kind.

Its state dict has the names of `Snapshot.arrays`, so that weights go both ways.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ae_model.config import NetworkConfig
from ae_model.kinds import MOST_LOG_VARIANCE
from ae_model.network import convolutional, dense
from ae_model.snapshot import Array, Snapshot

# Of each kind, what makes its encoder, (N, H, W) -> (N, latent_dim), and its decoder, which goes back.
PARTS: dict[str, tuple[Callable[[NetworkConfig], nn.Module], Callable[[NetworkConfig], nn.Module]]] = {
    "dense": (dense.Encoder, dense.Decoder),
    "convolutional": (convolutional.Encoder, convolutional.Decoder),
}


class AutoEncoder(nn.Module):
    """An encoder and a decoder: (N, H, W) -> (N, H, W).

    Args:
        config: describes them.
        generator: the weights are drawn from it, Kaiming-normal for ReLU (He et al., 2015). Vectors are biases: zero.
            So is all of a Gaussian code's log-variance: it begins at the prior's, and beside the weights that a plain
            network of the same seed has.
    """

    def __init__(self, config: NetworkConfig, generator: torch.Generator) -> None:
        super().__init__()
        self.config = config
        self.ae = nn.Sequential(*(part(config) for part in PARTS[config.kind]))
        for name, parameter in self.named_parameters():
            if parameter.dim() > 1 and "log_variance" not in name:
                nn.init.kaiming_normal_(parameter, nonlinearity="relu", generator=generator)
            else:
                nn.init.zeros_(parameter)

    @property
    def encoder(self) -> nn.Module:
        """From images to codes; the notebook's `ae[0]`."""
        return self.ae[0]

    @property
    def decoder(self) -> nn.Module:
        """From codes to images; the notebook's `ae[1]`."""
        return self.ae[1]

    def posterior(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of the code of each image, (N, latent_dim) each, where the code is Gaussian."""
        encoder: Any = self.encoder
        mean, log_variance = encoder.posterior(images)
        # The gradient passes the bound, so that what is beyond comes back.
        return mean, log_variance + (log_variance.clamp(max=MOST_LOG_VARIANCE) - log_variance).detach()

    def logits(self, codes: Tensor) -> Tensor:
        """Images for codes before their sigmoid: (N, latent_dim) -> (N, H, W)."""
        decoder: Any = self.decoder
        logits: Tensor = decoder.logits(codes)
        return logits

    def forward(self, images: Tensor) -> Tensor:
        reconstructions: Tensor = self.ae(images)
        return reconstructions


def snapshot_of(network: AutoEncoder, epoch: int = 0) -> Snapshot:
    """A copy of the network's weights in numpy, from any device and of any type.

    Raises:
        ValueError: if a weight is not finite.
    """
    weights = network.state_dict()
    return Snapshot(network.config, numpy_copies(weights, list(weights.values())), epoch)


def numpy_copies(names: Iterable[str], tensors: Sequence[Tensor]) -> dict[str, Array]:
    """Copies in numpy and float32 of tensors on one device, by their names.

    They come from the device in one piece, for which it is waited once.
    """
    row = torch.cat([tensor.detach().reshape(-1) for tensor in tensors]).to("cpu", torch.float32).numpy()
    parts = np.split(row, np.cumsum([tensor.numel() for tensor in tensors])[:-1])
    return {name: part.reshape(tensor.shape) for name, part, tensor in zip(names, parts, tensors, strict=True)}


def network_of(snapshot: Snapshot) -> AutoEncoder:
    """A network on the CPU with the snapshot's weights."""
    network = AutoEncoder(snapshot.config, torch.Generator())
    # torch.tensor copies: a snapshot's arrays are read-only, and a network's are there to be trained.
    network.load_state_dict({name: torch.tensor(array) for name, array in snapshot.arrays.items()})
    return network


def unit_floats(images: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    """Images as networks take them: (N, H, W) uint8 -> `dtype` in [0, 1], as torchvision's ToTensor does it."""
    return images.to(dtype).div_(255)
