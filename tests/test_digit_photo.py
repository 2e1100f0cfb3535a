from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ae_model import checkpoint
from ae_model.digit_photo import read_ink
from ae_model.drawing import as_mnist
from ae_model.picture_reading import PictureError
from ae_model.resources import resource

SIDE = 224


def seen(path: Path, image: Image.Image, **options: object) -> np.ndarray:
    image.save(path, **options)
    ink = read_ink(path, SIDE)
    assert ink.shape == (SIDE, SIDE) and ink.dtype == np.uint8
    return as_mnist(ink)


@pytest.mark.parametrize("paper", [0, 255])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_a_picture_of_a_digit_of_mnist_is_that_digit_to_the_pixel_on_black_and_on_white(tmp_path, mnist, paper, depth):
    times = 1 if depth == np.uint8 else 257
    for digit in mnist.test.images[:20]:
        values = np.abs(paper - digit.astype(int)).astype(depth) * depth(times)
        np.testing.assert_array_equal(seen(tmp_path / "x.png", Image.fromarray(values)), digit)


def test_ink_on_nothing_is_ink(tmp_path, mnist):
    digit = mnist.test.images[0]
    for ink in (0, 255):
        image = Image.new("LA", (28, 28), (ink, 0))
        image.putalpha(Image.fromarray(digit))
        np.testing.assert_allclose(seen(tmp_path / "x.png", image), digit, atol=1)


def photo(digit: np.ndarray, seed: int) -> Image.Image:
    """The digit in dark ink on grey paper with a shadow across it, as a camera sees it."""
    side, rng = 600, np.random.default_rng(seed)
    large = Image.fromarray(np.pad(digit, 10)).resize((side, side), Image.Resampling.BICUBIC)
    y, x = np.mgrid[:side, :side] / side
    paper = 120 + 90 * x * y + 20 * np.sin(3 * x) + rng.normal(0, 5, (side, side))
    values = np.clip(paper * (1 - 0.75 * np.asarray(large) / 255), 0, 255)
    return Image.fromarray((values[:, :, None] * (1, 0.97, 0.9)).astype(np.uint8))


def test_a_photo_of_a_digit_lies_where_the_digit_does_in_spite_of_shadows(tmp_path, mnist):
    snapshot = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
    digits = mnist.test.images[:30]
    photos = np.array([seen(tmp_path / "x.jpg", photo(d, n), quality=80) for n, d in enumerate(digits)])
    low, high = np.quantile(snapshot.encode(mnist.test.images), [0.01, 0.99], axis=0)
    apart = np.linalg.norm(snapshot.encode(photos) - snapshot.encode(digits), axis=1)
    assert np.median(apart) <= 0.08 * np.linalg.norm(high - low)
    assert (photos[:, 0].max(), photos[:, :, 0].max()) == (0, 0)  # no ground is left at the edges


def test_specks_on_the_paper_are_no_ink(tmp_path, mnist):
    spotted = np.array(photo(mnist.test.images[0], 0))
    spotted[20:26, 20:26] = spotted[570:578, 560:566] = 30
    np.testing.assert_allclose(
        seen(tmp_path / "x.png", Image.fromarray(spotted)),
        seen(tmp_path / "y.png", photo(mnist.test.images[0], 0)),
        atol=3,
    )


def test_what_is_not_of_strokes_stays_on_its_ground(tmp_path):
    grey = np.add.outer(np.arange(SIDE), np.zeros(SIDE)).astype(np.uint8)
    Image.fromarray(grey).save(tmp_path / "x.png")
    np.testing.assert_array_equal(read_ink(tmp_path / "x.png", SIDE, of_strokes=False), grey)


def test_a_picture_of_one_brightness_shows_no_digit(tmp_path):
    for grey in (0, 100, 255):
        Image.new("L", (60, 40), grey).save(tmp_path / "x.png")
        with pytest.raises(PictureError, match=r"x\.png shows nothing that could be a digit: it is of one"):
            read_ink(tmp_path / "x.png", SIDE)


def test_what_is_no_picture_is_refused_by_name(tmp_path):
    (tmp_path / "x.png").write_bytes(b"nothing")
    with pytest.raises(PictureError, match=r"x\.png is not a picture"):
        read_ink(tmp_path / "x.png", SIDE)
