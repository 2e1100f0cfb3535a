import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from ae_model import checkpoint
from ae_model.drawing import MNIST_BOX, are_of_strokes, as_mnist, typical_box
from ae_model.image_shape import ImageShape
from ae_model.resources import resource


def centre_of_mass(image: np.ndarray) -> np.ndarray:
    places = np.indices(image.shape).reshape(2, -1)
    return places @ image.reshape(-1) / image.sum()


def test_test_digits_drawn_again_pixel_for_pixel_are_themselves(mnist):
    digits = mnist.test.images[:1_000]
    drawn = np.array([as_mnist(np.kron(digit, np.ones((8, 8), np.uint8))) for digit in digits])

    np.testing.assert_array_equal(drawn, digits)


def test_test_digits_drawn_coarser_and_elsewhere_land_near_their_own_codes(mnist):
    snapshot = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
    digits = mnist.test.images[:1_000]
    elsewhere = [np.pad(np.kron(digit, np.ones((5, 5), np.uint8)), ((9, 60), (70, 7))) for digit in digits]
    drawn = np.array([as_mnist(ink) for ink in elsewhere])

    low, high = np.quantile(snapshot.encode(mnist.test.images), [0.01, 0.99], axis=0)
    apart = np.linalg.norm(snapshot.encode(drawn) - snapshot.encode(digits), axis=1)
    assert np.median(apart) <= 0.03 * np.linalg.norm(high - low)
    off = [np.abs(centre_of_mass(new) - centre_of_mass(old)).max() for new, old in zip(drawn, digits, strict=True)]
    assert max(off) <= 0.5


@given(
    npst.arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60)), elements=st.sampled_from([0, 0, 0, 255]))
)
def test_any_drawing_fits_the_box_and_lies_in_the_middle(ink):
    image = as_mnist(ink)

    assert image.shape == (28, 28)
    if not ink.any():
        assert not image.any()
        return
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    if not len(rows):  # a few pixels of ink far apart may be fainter than a grey level
        return
    assert max(np.ptp(rows), np.ptp(columns)) < 20
    centre = centre_of_mass(image.astype(float))
    touches = rows[0] == 0 or rows[-1] == 27 or columns[0] == 0 or columns[-1] == 27
    assert touches or (np.abs(centre - 14) <= 1.1).all()


def test_ink_is_neither_lost_nor_made_by_scaling():
    ink = np.zeros((224, 224), np.uint8)
    ink[40:200, 30:190] = 255

    image = as_mnist(ink)

    assert image[image > 0].tolist() == [255] * 400


@pytest.mark.parametrize("shape", [(8, 8), (40, 30), (1, 1)])
def test_other_image_shapes_have_a_box_in_proportion(shape):
    ink = np.zeros((100, 100), np.uint8)
    ink[10:90, 30:70] = 255

    image = as_mnist(ink, ImageShape(*shape))

    assert image.shape == shape
    assert np.ptp(np.flatnonzero(image.any(axis=1))) + 1 == max(1, round(20 / 28 * min(shape)))


def test_the_box_of_mnist_is_found_in_its_images(mnist):
    assert typical_box(mnist.train.images) == typical_box(mnist.test.images[:10]) == MNIST_BOX
    assert typical_box(mnist.test.images[:, ::2, ::2]) == MNIST_BOX  # of half the size
    assert typical_box(np.zeros((3, 28, 28), np.uint8)) == MNIST_BOX


def test_images_that_are_filled_have_a_box_of_all_of_them_and_so_have_drawings(mnist):
    filled = np.full((5, 30, 20), 9, np.uint8)
    filled[:, 2:29, :] = 200
    assert typical_box(filled) == 1
    ink = np.kron(mnist.test.images[0], np.ones((8, 8), np.uint8))
    image = as_mnist(ink, ImageShape(30, 20), 1)
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20


def test_digits_are_of_strokes_and_what_fills_its_image_is_not(mnist):
    assert are_of_strokes(mnist.test.images)
    assert not are_of_strokes(255 - mnist.test.images)
