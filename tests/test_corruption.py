import numpy as np
import pytest

from ae_model.corruption import corrupted


def test_gaussian_noise_has_the_deviation_it_is_asked_for_and_stays_between_black_and_white():
    grey = np.full((200, 28, 28), 0.5, np.float32)
    noisy = corrupted(grey, "gaussian", 0.1, np.random.default_rng(0))
    assert (noisy.dtype, noisy.shape) == (np.float32, grey.shape)
    assert (noisy - grey).std() == pytest.approx(0.1, rel=0.01)
    strong = corrupted(grey, "gaussian", 1.0, np.random.default_rng(0))
    assert (strong.min(), strong.max()) == (0, 1)


@pytest.mark.parametrize(("kind", "black", "white"), [("masking", 0.4, 0.0), ("salt-and-pepper", 0.2, 0.2)])
def test_other_noise_hits_the_share_of_pixels_it_is_asked_for_and_no_other(kind, black, white):
    grey = np.full((200, 28, 28), 0.5, np.float32)
    noisy = corrupted(grey, kind, 0.4, np.random.default_rng(0))
    assert noisy.dtype == np.float32
    assert ((noisy == 0).mean(), (noisy == 1).mean()) == pytest.approx((black, white), abs=0.005)
    assert ((noisy == 0.5) | (noisy == 0) | (noisy == 1)).all()


@pytest.mark.parametrize("kind", ["gaussian", "masking", "salt-and-pepper"])
def test_the_same_generator_gives_the_same_noise_and_the_images_stay_clean(kind):
    images = np.random.default_rng(1).random((3, 28, 28), np.float32)
    before = images.copy()
    first, again = (corrupted(images, kind, 0.5, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(first, again) and np.array_equal(images, before)
    assert np.array_equal(corrupted(images, kind, 0.0, np.random.default_rng(7)), images)
