"""What the tests of steppers hold against each other: networks of the same weights on the same batches."""

from collections.abc import Iterator, Sequence

import notebook
import numpy as np
import pytest
import torch
from torch import Tensor

from ae_model.config import NetworkConfig
from ae_model.network import AutoEncoder, unit_floats
from ae_model.steppers import Stepper
from ae_model.steppers.cpu import CpuStepper
from ae_model.steppers.eager import EagerStepper

BATCH_SIZE = 128
RATE = 1e-3


def same_weights(latent_dim: int, dtype: torch.dtype, seed: int = 0) -> tuple[notebook.AutoEncoder, AutoEncoder]:
    """The notebook's network and ours with the weights that the notebook's drew."""
    torch.manual_seed(seed)
    theirs = notebook.AutoEncoder((1, 28, 28), 512, latent_dim).to(dtype)
    ours = AutoEncoder(NetworkConfig(latent_dim=latent_dim), torch.Generator()).to(dtype)
    ours.load_state_dict(theirs.state_dict())
    return theirs, ours


def shuffled(count: int, seed: int) -> tuple[Tensor, ...]:
    """The indices of each batch of one epoch."""
    return torch.randperm(count, generator=torch.Generator().manual_seed(seed)).split(BATCH_SIZE)


def notebook_batches(images: np.ndarray, order: tuple[Tensor, ...], dtype: torch.dtype) -> Iterator[Tensor]:
    """What the notebook's DataLoader makes of these images: (B, 1, 28, 28) in [0, 1]."""
    for indices in order:
        yield torch.tensor(images[indices.numpy()]).unsqueeze(1).to(dtype) / 255


def train_on(stepper: Stepper, order: tuple[Tensor, ...], rate: float = RATE) -> list[float]:
    """The loss of each batch."""
    return [stepper.steps([indices], [rate]).item() for indices in order]


def take_weights(ours: AutoEncoder, theirs: AutoEncoder) -> None:
    """Give a network the weights of another."""
    for parameter, weights in zip(ours.parameters(), theirs.parameters(), strict=True):
        parameter.data.copy_(weights.data)


def difference_and_norm(gradients: Sequence[Tensor], expected: Sequence[Tensor]) -> tuple[float, float]:
    """How far a gradient is from the expected one, and how long that is."""
    apart = [a - b for a, b in zip(gradients, expected, strict=True)]
    difference, norm = (torch.cat([part.flatten() for part in parts]).norm().item() for parts in (apart, expected))
    return difference, norm


def same_step(written_out: CpuStepper, eager: EagerStepper, indices: Tensor, bf16: bool) -> Tensor:
    """Hold a step that is written out against autograd's, and return its loss with its terms.

    In fp32 the terms are alike to 1e-5 and the gradient to 1e-4 of its norm; in bf16 to 1 % and 10 %.
    """
    to_loss, to_gradient = (1e-2, 1e-1) if bf16 else (1e-5, 1e-4)
    loss, expected = written_out.differentiate(indices), eager.differentiate(indices)
    assert loss.tolist() == pytest.approx(expected.tolist(), rel=to_loss)
    difference, norm = difference_and_norm(written_out.gradients, eager.gradients)
    assert difference <= to_gradient * norm
    for got, wanted in zip(written_out.gradients, eager.gradients, strict=True):  # none is left out or doubled
        assert (got - wanted).norm() <= 2 * to_gradient * max(wanted.norm(), 1e-2 * norm)
    return loss


def test_error(network: AutoEncoder, images: np.ndarray) -> float:
    pixels = unit_floats(torch.tensor(images))
    with torch.no_grad():
        return torch.mean((network(pixels) - pixels) ** 2).item()


test_error.__test__ = False  # by its name pytest would take it for one
