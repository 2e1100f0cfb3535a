"""Training of the classifier of digits, in torch: a small network that sees each image moved and turned a little.

Without that it would err on twice as many of the test images, and be sure of what is only near to a digit.
"""

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ae_model.classifier import DIGITS, Classifier
from ae_model.datasets import Dataset
from ae_model.progress import Progress, no_progress
from ae_model.snapshot import unit_floats

HIDDEN = (400, 200)
_BATCH, _RATE, _DECAY, _DROPPED = 128, 2e-3, 0.01, 0.2
_TURN, _ZOOM, _SLANT, _SHIFT = 0.2, 0.12, 0.15, 1 / 7  # at most: radians, shares, and of half an image (2 pixels)


def trained(dataset: Dataset, epochs: int, seed: int = 0, progress: Progress = no_progress) -> Classifier:
    """Train a classifier on a data set of digits; the same seed gives the same one on the same machine.

    Args:
        dataset: its images are of MNIST's shape, and its labels 0 to 9.
        epochs: passes over the training images.
        seed: of all that is random.
        progress: is told the share that is done; it may raise to end the work.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = _network(dataset.image_shape.pixels)
        images = torch.from_numpy(unit_floats(dataset.train.images))
        labels = torch.from_numpy(dataset.train.labels.astype(np.int64))
        steps = epochs * math.ceil(len(images) / _BATCH)
        optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
        for epoch in range(epochs):
            progress(epoch / epochs)
            for batch in torch.split(torch.randperm(len(images)), _BATCH):
                loss = F.cross_entropy(network(_moved(images[batch])), labels[batch])
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                schedule.step()
    layers = [layer for layer in network if isinstance(layer, nn.Linear)]
    arrays = {
        f"{number}.{name}": array.detach().numpy()
        for number, layer in enumerate(layers)
        for name, array in layer.named_parameters()
    }
    return Classifier(arrays, {"data": dataset.name, "epochs": epochs, "seed": seed})


def _network(pixels: int) -> nn.Sequential:
    sizes = (pixels, *HIDDEN)
    hidden = [
        part
        for inputs, outputs in zip(sizes, HIDDEN, strict=False)
        for part in (nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(_DROPPED))
    ]
    return nn.Sequential(nn.Flatten(), *hidden, nn.Linear(HIDDEN[-1], DIGITS))


def _moved(images: Tensor) -> Tensor:
    """Each of (B, H, W) images moved, turned, slanted and sized a little, at random."""
    turn, zoom, slant, x, y = (
        (2 * torch.rand(len(images)) - 1) * most for most in (_TURN, _ZOOM, _SLANT, _SHIFT, _SHIFT)
    )
    cos, sin, scale = turn.cos(), turn.sin(), 1 + zoom
    rows = torch.stack([cos * scale, -sin * scale + slant, x, sin * scale, cos * scale, y], dim=1)
    grid = F.affine_grid(rows.view(-1, 2, 3), [len(images), 1, *images.shape[1:]], align_corners=False)
    return F.grid_sample(images[:, None], grid, align_corners=False)[:, 0]
