"""Fully connected layers in torch, exactly as in the notebook; `ae_model.kinds.dense` names their arrays."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from ae_model.config import Activation, NetworkConfig


class Encoder(nn.Module):
    """Images to codes: (N, H, W) -> (N, latent_dim); another kind of network has other `layers`."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = nn.Sequential(*self.layers(config))
        if config.code == "gaussian":
            inputs, outputs = config.encoder_sizes[-2:]
            self.log_variance = nn.Linear(inputs, outputs)

    @staticmethod
    def layers(config: NetworkConfig) -> list[nn.Module]:
        """From images to the answers that become codes."""
        return [nn.Flatten(), *linear_layers(config.encoder_sizes, config.activation)]

    def forward(self, images: Tensor) -> Tensor:
        codes: Tensor = self.encoder(images)
        return largest_kept(codes, self.config.k) if self.config.code == "sparse" else codes

    def posterior(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of the code of each image, (N, latent_dim) each, where the code is Gaussian."""
        hidden = self.encoder[:-1](images)
        return self.encoder[-1](hidden), self.log_variance(hidden)


class Decoder(nn.Module):
    """Codes to images: (N, latent_dim) -> (N, H, W); in [0, 1] if the output is a sigmoid.

    Another kind of network has other `layers`.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.decoder = nn.Sequential(*self.layers(config))

    @staticmethod
    def layers(config: NetworkConfig) -> list[nn.Module]:
        """From codes to pixels before their sigmoid."""
        return linear_layers(config.decoder_sizes, config.activation)

    def forward(self, codes: Tensor) -> Tensor:
        pixels = self.logits(codes)
        return torch.sigmoid(pixels) if self.config.output == "sigmoid" else pixels

    def logits(self, codes: Tensor) -> Tensor:
        """Images before their sigmoid: (N, latent_dim) -> (N, H, W)."""
        pixels: Tensor = self.decoder(codes)
        return pixels.view(-1, *self.config.image_shape.array_shape)


def largest_kept(answers: Tensor, k: int) -> Tensor:
    """The sparse codes, (N, units), that an encoder's answers make: none is below 0, and all but the `k` largest are 0.

    The network of Makhzani and Frey (2013) keeps the largest answers whatever their sign; here a unit adds to the
    image or does not, so that its picture says what it means (as in Gao et al., 2024, "Scaling and evaluating sparse
    autoencoders"). With a k of 0 all of them are kept.
    """
    codes = torch.relu(answers)
    if 0 < k < codes.shape[1]:
        least = codes.topk(k, sorted=False).values.amin(1, keepdim=True)
        codes = torch.where(codes < least, 0, codes)
    return codes


def linear_layers(sizes: tuple[int, ...], name: Activation) -> list[nn.Module]:
    """Linear layers from each size to the next, with the activation between them but not after the last."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), activation(name)]
    return layers[:-1]


def activation(name: Activation) -> nn.Module:
    """What stands between two layers."""
    return {"relu": nn.ReLU, "silu": nn.SiLU, "tanh": nn.Tanh}[name]()
