"""Fully connected layers in torch, exactly as in the notebook; `ae_model.kinds.dense` names their arrays."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from ae_model.config import Activation, NetworkConfig


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
        return pixels.view(-1, *self.config.image_shape.array_shape)


def _layers(sizes: tuple[int, ...], activation: Activation) -> list[nn.Module]:
    """Linear layers from each size to the next, with the activation between them but not after the last."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU() if activation == "relu" else nn.SiLU()]
    return layers[:-1]
