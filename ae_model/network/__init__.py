"""The networks in torch, where they are trained: an `AutoEncoder` is an encoder and a decoder of one kind.

Its state dict has the names of `Snapshot.arrays`, so that weights go both ways.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ae_model.config import NetworkConfig
from ae_model.kinds import MOST_LOG_VARIANCE, kind_of
from ae_model.network import convolutional, dense
from ae_model.snapshot import Array, Snapshot

# Of each kind, what makes its encoder, (N, H, W) -> (N, latent_dim), and its decoder, which goes back.
PARTS: dict[str, tuple[Callable[[NetworkConfig], nn.Module], Callable[[NetworkConfig], nn.Module]]] = {
    "dense": (dense.Encoder, dense.Decoder),
    "convolutional": (convolutional.Encoder, convolutional.Decoder),
}

_STAGE = 2**22  # numbers that come from a GPU at a time: 16 MB of pinned memory, which torch keeps for the next time
_LEAST_GREY = 1 / 255  # that a pixel begins with, where all images are black
_DRAWN = 3  # times as long as what it looks for is what a unit of a sparse code draws at first


class AutoEncoder(nn.Module):
    """An encoder and a decoder: (N, H, W) -> (N, H, W).

    Args:
        config: describes them.
        generator: the weights are drawn from it, Kaiming-normal for ReLU (He et al., 2015). Vectors are biases: zero.
            So is all of a Gaussian code's log-variance: it begins at the prior's, and beside the weights that a plain
            network of the same seed has. What the units of a sparse code draw begins as what they look for, or most
            would never fire (Gao et al., 2024), in a length that left few dead.
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
        if config.code == "sparse":
            layers = kind_of(config).layers
            code = next(layer.number for layer in layers if layer.is_code)
            looks_for, draws = (self.get_parameter(f"{layer.name}.weight") for layer in layers[code : code + 2])
            with torch.no_grad():
                draws.copy_(_DRAWN * looks_for.t())

    @property
    def encoder(self) -> nn.Module:
        """From images to codes; the notebook's `ae[0]`."""
        return self.ae[0]

    @property
    def decoder(self) -> nn.Module:
        """From codes to images; the notebook's `ae[1]`."""
        return self.ae[1]

    def answers(self, images: Tensor) -> Tensor:
        """What the units of a sparse code answer to images, (N, latent_dim), before the largest are kept."""
        encoder: Any = self.encoder
        answers: Tensor = encoder.encoder(images)
        return answers

    def posterior(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of the code of each image, (N, latent_dim) each, where the code is Gaussian."""
        encoder: Any = self.encoder
        mean, log_variance = encoder.posterior(images)
        # The gradient passes the bound, so that what is beyond comes back.
        return mean, log_variance + (log_variance.clamp(max=MOST_LOG_VARIANCE) - log_variance).detach()

    @torch.no_grad()
    def begin_amid(self, images: Tensor) -> None:
        """Set the biases of a sparse code so that its units tell `images`, (N, H, W), apart before anything is trained.

        The mean answer of each unit becomes 0, and of a code of zeros the mean image is drawn. Otherwise the units that
        see what all images have in common would win, and learn to darken the paper, and no others would ever fire.
        """
        *_, output = layers = kind_of(self.config).layers
        code = next(layer for layer in layers if layer.is_code)
        self.get_parameter(f"{code.name}.bias").sub_(self.answers(images).mean(0))
        bias, pixels = self.get_parameter(f"{output.name}.bias"), images.mean(0).flatten()
        if bias.numel() < pixels.numel():  # one for all pixels
            pixels = pixels.mean(0, keepdim=True)
        bias.copy_(torch.logit(pixels, eps=_LEAST_GREY) if self.config.output == "sigmoid" else pixels)

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

    They come from the device in one row, and lie in memory of numpy's: it asks for large pages, while torch's are small
    ones, each of which the system clears as it is first written, which takes longer than the copy itself.
    """
    rows = [tensor.detach().reshape(-1) for tensor in tensors]
    row = np.empty(sum(map(len, rows)), np.float32)
    if rows[0].is_cuda:
        _fetch(torch.cat(rows).float(), torch.from_numpy(row))
    else:
        torch.cat(rows, out=torch.from_numpy(row))
    parts = np.split(row, np.cumsum([tensor.numel() for tensor in tensors])[:-1])
    return {name: part.reshape(tensor.shape) for name, part, tensor in zip(names, parts, tensors, strict=True)}


def _fetch(row: Tensor, copy: Tensor) -> None:
    """Copy a row of a GPU to the CPU by way of pinned memory, into which it comes several times as fast."""
    stage = torch.empty(min(_STAGE, len(row)), pin_memory=True)
    for part, target in zip(torch.split(row, _STAGE), torch.split(copy, _STAGE), strict=True):
        target.copy_(stage[: len(part)].copy_(part))


def network_of(snapshot: Snapshot) -> AutoEncoder:
    """A network on the CPU with the snapshot's weights."""
    network = AutoEncoder(snapshot.config, torch.Generator())
    # torch.tensor copies: a snapshot's arrays are read-only, and a network's are there to be trained.
    network.load_state_dict({name: torch.tensor(array) for name, array in snapshot.arrays.items()})
    return network


def unit_floats(images: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    """Images as networks take them: (N, H, W) uint8 -> `dtype` in [0, 1], as torchvision's ToTensor does it."""
    return images.to(dtype).div_(255)
