"""Strided convolutions, fully connected layers around the code, and transposed convolutions back, in torch.

`ae_model.kinds.convolutional` names their arrays.
"""

from itertools import pairwise

from torch import nn

from ae_model.config import NetworkConfig
from ae_model.network import dense
from ae_model.network.dense import activation, linear_layers


class Encoder(dense.Encoder):
    """Images to codes: (N, H, W) -> (N, latent_dim)."""

    @staticmethod
    def layers(config: NetworkConfig) -> list[nn.Module]:
        layers: list[nn.Module] = [nn.Unflatten(1, (1, config.image_shape.height))]
        for (inputs, *_), (channels, *_) in pairwise(config.maps):
            layers += [nn.Conv2d(inputs, channels, config.kernel, 2, config.padding), activation(config.activation)]
        return [*layers, nn.Flatten(), *linear_layers(config.encoder_sizes, config.activation)]


class Decoder(dense.Decoder):
    """Codes to images: (N, latent_dim) -> (N, H, W); in [0, 1] if the output is a sigmoid."""

    @staticmethod
    def layers(config: NetworkConfig) -> list[nn.Module]:
        layers = linear_layers(config.decoder_sizes, config.activation)
        maps = config.maps[::-1]
        layers += [activation(config.activation), nn.Unflatten(1, maps[0])]
        for (inputs, *small), (channels, *large) in pairwise(maps):
            left = config.left_over(small, large)
            layers.append(nn.ConvTranspose2d(inputs, channels, config.kernel, 2, config.padding, left))
            layers.append(activation(config.activation))
        return layers[:-1]
