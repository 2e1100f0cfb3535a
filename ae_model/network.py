"""The networks in torch: `Encoder`, `Decoder` and `AutoEncoder`, exactly as in the notebook.

Their `state_dict` keys are the notebook's, so that files go both ways; what is new is that layers, activation and
output come from a `NetworkConfig`, and that the weights are drawn from a generator that the caller seeds.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn

from ae_model.config import Activation, NetworkConfig
from ae_model.snapshot import Snapshot


class Encoder(nn.Module):
    """Images to codes: (N, H, W) -> (N, latent_dim)."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.encoder = nn.Sequential(nn.Flatten(), *_layers(config.encoder_sizes, config.activation))

    def forward(self, images: Tensor) -> Tensor:
        codes: Tensor = self.encoder(images)
        return codes


class Decoder(nn.Module):
    """Codes to images: (N, latent_dim) -> (N, H, W); in [0, 1] if the output is a sigmoid."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.decoder = nn.Sequential(*_layers(config.decoder_sizes, config.activation))

    def forward(self, codes: Tensor) -> Tensor:
        pixels: Tensor = self.decoder(codes)
        if self.config.output == "sigmoid":
            pixels = torch.sigmoid(pixels)
        return pixels.view(-1, *self.config.image_shape)


class AutoEncoder(nn.Module):
    """An encoder and the decoder that mirrors it: (N, H, W) -> (N, H, W).

    Args:
        config: the layers.
        generator: the weights are drawn from it, Kaiming-normal for ReLU (He et al., 2015); biases are zero.
    """

    def __init__(self, config: NetworkConfig, generator: torch.Generator) -> None:
        super().__init__()
        self.config = config
        self.ae = nn.Sequential(Encoder(config), Decoder(config))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
                nn.init.zeros_(module.bias)

    @property
    def encoder(self) -> nn.Module:
        """From images to codes; the notebook's `ae[0]`."""
        return self.ae[0]

    @property
    def decoder(self) -> nn.Module:
        """From codes to images; the notebook's `ae[1]`."""
        return self.ae[1]

    def forward(self, images: Tensor) -> Tensor:
        reconstructions: Tensor = self.ae(images)
        return reconstructions


def snapshot_of(network: AutoEncoder, epoch: int = 0) -> Snapshot:
    """The network's weights now, copied to numpy from whatever device and type they have.

    Raises:
        ValueError: if a weight is not finite.
    """
    arrays = {name: tensor.to("cpu", torch.float32, copy=True).numpy() for name, tensor in network.state_dict().items()}
    return Snapshot(network.config, arrays, epoch)


def network_of(snapshot: Snapshot) -> AutoEncoder:
    """A network on the CPU with the snapshot's weights."""
    network = AutoEncoder(snapshot.config, torch.Generator())
    # torch.tensor copies: a snapshot's arrays are read-only, and a network's are there to be trained.
    network.load_state_dict({name: torch.tensor(array) for name, array in snapshot.arrays.items()})
    return network


def unit_floats(images: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    """Grey values as the networks take them: (N, H, W) uint8 -> `dtype` in [0, 1], as torchvision's ToTensor does."""
    return images.to(dtype).div_(255)


def _layers(sizes: tuple[int, ...], activation: Activation) -> list[nn.Module]:
    """Linear layers from each size to the next, with the activation between them but not after the last."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU() if activation == "relu" else nn.SiLU()]
    return layers[:-1]
