"""Strided convolutions, fully connected layers around the code, and transposed convolutions back, in torch.

`ae_model.kinds.convolutional` names their arrays.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn

from ae_model.config import NetworkConfig
from ae_model.network.dense import activation, largest_kept, linear_layers


class Encoder(nn.Module):
    """Images to codes: (N, H, W) -> (N, latent_dim)."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        height = config.image_shape.height
        layers: list[nn.Module] = [nn.Unflatten(1, (1, height))]
        for (inputs, *_), (channels, *_) in pairwise(config.maps):
            layers += [nn.Conv2d(inputs, channels, config.kernel, 2, config.padding), activation(config.activation)]
        sizes = config.encoder_sizes
        self.encoder = nn.Sequential(*layers, nn.Flatten(), *linear_layers(sizes, config.activation))
        if config.code == "gaussian":
            self.log_variance = nn.Linear(sizes[-2], sizes[-1])

    def forward(self, images: Tensor) -> Tensor:
        codes: Tensor = self.encoder(images)
        return largest_kept(codes, self.config.k) if self.config.code == "sparse" else codes

    def posterior(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of the code of each image, (N, latent_dim) each, where the code is Gaussian."""
        hidden = self.encoder[:-1](images)
        return self.encoder[-1](hidden), self.log_variance(hidden)


class Decoder(nn.Module):
    """Codes to images: (N, latent_dim) -> (N, H, W); in [0, 1] if the output is a sigmoid."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        layers = linear_layers(config.decoder_sizes, config.activation)
        maps = config.maps[::-1]
        layers += [activation(config.activation), nn.Unflatten(1, maps[0])]
        for (inputs, *small), (channels, *large) in pairwise(maps):
            left = config.left_over(small, large)
            layers.append(nn.ConvTranspose2d(inputs, channels, config.kernel, 2, config.padding, left))
            layers.append(activation(config.activation))
        self.decoder = nn.Sequential(*layers[:-1])

    def forward(self, codes: Tensor) -> Tensor:
        pixels = self.logits(codes)
        return torch.sigmoid(pixels) if self.config.output == "sigmoid" else pixels

    def logits(self, codes: Tensor) -> Tensor:
        """Images before their sigmoid: (N, latent_dim) -> (N, H, W)."""
        pixels: Tensor = self.decoder(codes)
        return pixels.view(-1, *self.config.image_shape.array_shape)
