from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from ae_model.config import NetworkConfig, NoiseKind, TrainingConfig
from ae_model.corruption import corrupted
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch, Event
from ae_model.metrics import mean_squared_error
from ae_model.objectives.denoising import Denoising
from ae_model.objectives.noise import Noise
from ae_model.snapshot import Snapshot
from ae_model.training import train

pytestmark = pytest.mark.usefixtures("one_thread")


class Copy(nn.Module):
    """A network that redraws what it sees, and remembers it."""

    def forward(self, images: Tensor) -> Tensor:
        self.seen = images
        return images


def test_the_network_sees_noisy_images_between_black_and_white_and_is_held_against_the_clean_ones():
    network, images = Copy(), torch.rand(100, 28, 28)
    (error,) = Denoising(0.5).loss(network, images, Noise(3))
    noisy = (images + 0.5 * Noise(3).normal(images)).clamp(0, 1)
    torch.testing.assert_close(network.seen, noisy)
    torch.testing.assert_close(error, (noisy - images).square().mean())
    assert (network.seen.min(), network.seen.max()) == (0, 1)


def test_the_images_themselves_stay_clean():
    images = torch.rand(100, 28, 28)
    before = images.clone()
    Denoising(0.5).loss(Copy(), images, Noise(3))
    assert torch.equal(images, before)


def test_masking_makes_the_share_of_pixels_black_that_it_is_asked_for():
    network, images = Copy(), torch.rand(100, 28, 28) + 0.1
    Denoising(0.3, "masking").loss(network, images, Noise(3))
    black = network.seen == 0
    assert black.float().mean() == pytest.approx(0.3, abs=0.01)
    assert torch.equal(network.seen[~black], images[~black])


def test_salt_and_pepper_makes_half_of_its_pixels_black_and_half_white():
    network, images = Copy(), torch.rand(100, 28, 28) * 0.8 + 0.1
    Denoising(0.3, "salt-and-pepper").loss(network, images, Noise(3))
    black, white = network.seen == 0, network.seen == 1
    assert (black.float().mean(), white.float().mean()) == pytest.approx((0.15, 0.15), abs=0.01)
    assert torch.equal(network.seen[~(black | white)], images[~(black | white)])


@pytest.mark.parametrize("kind", get_args(NoiseKind))
def test_without_noise_it_is_reconstruction(kind: NoiseKind):
    images = torch.rand(10, 28, 28)
    (error,) = Denoising(0.0, kind).loss(Copy(), images, Noise(3))
    assert error == 0


@pytest.mark.parametrize("kind", get_args(NoiseKind))
def test_its_noise_is_that_which_is_shown_and_measured_without_torch(kind: NoiseKind):
    network, images = Copy(), torch.rand(500, 28, 28)
    Denoising(0.4, kind).loss(network, images, Noise(3))
    clean, seen = images.numpy(), network.seen.numpy()
    shown = corrupted(clean, kind, 0.4, np.random.default_rng(3))
    assert (shown - clean).mean() == pytest.approx((seen - clean).mean(), abs=0.003)
    assert (shown - clean).std() == pytest.approx((seen - clean).std(), abs=0.003)
    assert shown.min() == seen.min() == 0 and shown.max() == pytest.approx(seen.max(), abs=1e-4)


def last(events: list[Event]) -> Epoch:
    return [event for event in events if isinstance(event, Epoch)][-1]


def test_it_learns_to_take_noise_away_as_plain_training_does_not(mnist: Dataset):
    few = Dataset(
        "few", *(Split(of.images[:2_000], of.labels[:2_000]) for of in (mnist.train, mnist.test)), mnist.class_names
    )
    config = TrainingConfig(
        NetworkConfig(hidden_sizes=(128,), latent_dim=16), epochs=15, batch_size=32, learning_rate=2e-3
    )
    plain, denoising = (
        last(list(train(replace(config, objective=objective), few))) for objective in ("reconstruction", "denoising")
    )
    clean = few.test.images / np.float32(255)
    noisy = np.clip(clean + np.random.default_rng(1).normal(0, 0.5, clean.shape), 0, 1).astype(np.float32)

    def error_from_noisy(snapshot: Snapshot) -> float:
        return float(np.square(snapshot.reconstruct(noisy) - clean).mean())

    assert error_from_noisy(denoising.snapshot) < 0.6 * error_from_noisy(plain.snapshot)
    # Whatever is minimised, the test error is the one of clean images, which every network and PCA are measured by.
    assert denoising.test_mse == pytest.approx(mean_squared_error(denoising.snapshot, few.test.images), rel=1e-5)
    assert denoising.test_mse > plain.test_mse
