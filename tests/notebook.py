"""The course notebook's network and loop, operation by operation: what our training is held against.

Written anew, and for the CPU, from the notebook that the project grew from. Left out are its printing and plotting;
what decides a number is here, in its order: the modules, the initial weights, `ToTensor`, the loss with the images as
its first argument, Adam as `torch.optim` makes it.
"""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from ae_model import datasets
from ae_model.resources import resource


class Encoder(nn.Module):
    def __init__(self, inp_shape: tuple[int, ...], hidden_dim: int, out_dim: int) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Flatten(), nn.Linear(int(np.prod(inp_shape)), hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, out_dim)
        )
        init_weights(self)

    def forward(self, x: Tensor) -> Tensor:
        return self.encoder(x)


class Decoder(nn.Module):
    def __init__(self, inp_shape: tuple[int, ...], hidden_dim: int, out_dim: int) -> None:
        super().__init__()
        self.inp_shape = inp_shape
        self.decoder = nn.Sequential(
            nn.Linear(out_dim, hidden_dim), nn.ReLU(), nn.Linear(hidden_dim, int(np.prod(inp_shape)))
        )
        init_weights(self)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.decoder(x)).view(x.shape[0], *self.inp_shape)


class AutoEncoder(nn.Module):
    def __init__(self, inp_shape: tuple[int, ...], hidden_dim: int, out_dim: int) -> None:
        super().__init__()
        self.ae = nn.Sequential(Encoder(inp_shape, hidden_dim, out_dim), Decoder(inp_shape, hidden_dim, out_dim))

    def forward(self, x: Tensor) -> Tensor:
        return self.ae(x)


def init_weights(module: nn.Module) -> None:
    for part in module.modules():
        if isinstance(part, nn.Linear):
            nn.init.kaiming_normal_(part.weight, nonlinearity="relu")
            nn.init.constant_(part.bias, 0)


def train_ae(batches: Iterable[Tensor], model: nn.Module) -> Iterator[float]:
    """Train on each batch, (B, 1, H, W) floats in [0, 1], and yield its loss once the weights are updated."""
    loss_function = nn.MSELoss(reduction="mean")
    optimiser = torch.optim.Adam(model.parameters())
    for x in batches:
        optimiser.zero_grad()
        x_recon = model(x)
        loss = loss_function(x, x_recon)
        loss.backward()
        optimiser.step()
        yield loss.item()


def loaders(root: Path) -> tuple[DataLoader, DataLoader]:
    """Real MNIST as the notebook reads it, for training (shuffled) and for testing, unpacked below `root`.

    Each yields (x, y): (128, 1, 28, 28) floats in [0, 1], and labels.
    """
    unpacked = root / "MNIST" / "raw"
    unpacked.mkdir(parents=True, exist_ok=True)
    for packed in resource("mnist").glob("*.gz"):
        (unpacked / packed.stem).write_bytes(gzip.decompress(packed.read_bytes()))
    torchvision = datasets.torchvision()
    train, test = (
        torchvision.datasets.MNIST(str(root), train=part, transform=torchvision.transforms.ToTensor())
        for part in (True, False)
    )
    return DataLoader(train, batch_size=128, shuffle=True), DataLoader(test, batch_size=128, shuffle=False)
