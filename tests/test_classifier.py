from pathlib import Path

import numpy as np
import pytest

from ae_model.classifier import Classifier, shipped_classifier
from ae_model.datasets import Dataset
from ae_model.resources import resource


def test_the_classifier_that_ships_errs_on_no_more_than_one_in_a_hundred_test_images(mnist: Dataset):
    read = shipped_classifier().probabilities(mnist.test.images).argmax(axis=1)
    assert (read != mnist.test.labels).mean() <= 0.01
    assert resource("classifier", "digits.safetensors").stat().st_size < 1_000_000


def test_it_gives_a_probability_of_each_digit_whatever_is_drawn(mnist: Dataset):
    images = mnist.test.images[:20]
    likely = shipped_classifier().probabilities(images)
    assert likely.shape == (20, 10) and likely.min() >= 0
    np.testing.assert_allclose(likely.sum(axis=1), 1, rtol=1e-5)
    beyond = (images / np.float32(255) - 0.5).astype(np.float32) * 1e4 + 0.5  # as PCA and diverged networks draw
    assert np.isfinite(shipped_classifier().probabilities(beyond)).all()
    np.testing.assert_array_equal(
        shipped_classifier().probabilities(beyond), shipped_classifier().probabilities(beyond.clip(0, 1))
    )


def test_a_file_keeps_it_in_half_the_bytes_and_notices_what_changes(tmp_path: Path, mnist: Dataset):
    file, made = tmp_path / "made.safetensors", shipped_classifier()
    made.save(file)
    again = Classifier.load(file)
    assert again.told == made.told
    images = mnist.test.images[:5]
    np.testing.assert_array_equal(again.probabilities(images), made.probabilities(images))
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(ValueError, match="damaged"):
        Classifier.load(file)


@pytest.mark.parametrize(
    "arrays",
    [
        {},
        {"0.weight": np.zeros((10, 784), np.float16)},
        {"0.weight": np.zeros((10, 784), np.float16), "1.bias": np.zeros(10, np.float16)},
        {"0.weight": np.zeros((10, 9), np.float16), "0.bias": np.zeros(10, np.float16)},
        {"0.weight": np.zeros((9, 784), np.float16), "0.bias": np.zeros(9, np.float16)},
        {"0.weight": np.zeros((10, 784), np.float16), "0.bias": np.float16(np.zeros(()))},
        {"0.weight": np.zeros((10, 784), np.float16), "0.bias": np.full(10, np.nan, np.float16)},
    ],
)
def test_a_sealed_file_of_anything_else_is_refused(tmp_path: Path, arrays: dict[str, np.ndarray]):
    Classifier({name: np.asarray(array) for name, array in arrays.items()}, {}).save(tmp_path / "other.safetensors")
    with pytest.raises(ValueError, match=r"other\.safetensors cannot be opened: it is not a classifier"):
        Classifier.load(tmp_path / "other.safetensors")
