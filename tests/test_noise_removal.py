import math

import numpy as np
import pytest
from digits import first_of

from ae_model import checkpoint
from ae_model.datasets import Dataset
from ae_model.noise_removal import median_filtered, noise_removal, psnr
from ae_model.resources import resource
from ae_model.snapshot import unit_floats


def test_the_median_filter_takes_single_pixels_away_and_leaves_edges_and_straight_lines():
    image = np.zeros((1, 9, 9), np.float32)
    image[:, :, 5:] = 1
    kept = image.copy()
    image[0, 4, 2], image[0, 0, 0] = 1, 1
    assert np.array_equal(median_filtered(image), kept)


def test_the_median_is_that_of_nine_pixels(mnist: Dataset):
    image = unit_floats(mnist.test.images[:1])
    assert median_filtered(image)[0, 14, 14] == np.median(image[0, 13:16, 13:16])


@pytest.mark.parametrize(("error", "decibels"), [(1.0, 0.0), (0.01, 20.0), (0.0, math.inf)])
def test_psnr_is_in_decibels_of_the_largest_possible_error(error: float, decibels: float):
    assert psnr(error) == pytest.approx(decibels)


def test_the_denoising_network_aboard_does_better_than_pca_and_a_median_filter(mnist: Dataset):
    network = checkpoint.load(resource("pretrained/denoising-32d.safetensors")).snapshot
    error = noise_removal(network, first_of(mnist, 5_000, 1_000), "gaussian", 0.5)
    assert error.model <= 0.019  # the aim that the preset was made for
    assert error.model < error.pca < error.median < error.noisy
    assert 30 <= error.components <= 100


def test_a_model_that_copies_what_it_sees_takes_no_noise_away(mnist: Dataset):
    class Copy:
        latent_dim = 784

        def encode(self, images):
            return images.reshape(len(images), -1)

        def decode(self, codes):
            return codes.reshape(-1, 28, 28)

        def reconstruct(self, images):
            return images

    error = noise_removal(Copy(), first_of(mnist, 300, 100), "salt-and-pepper", 0.2)
    assert error.model == error.noisy == pytest.approx(0.2 * 0.5 * (1 - 0.13), abs=0.02)
