import tracemalloc

import numpy as np
import pytest

from ae_model.image_arrays import ArrayError, class_numbers, grey_images

BYTES = np.arange(0, 256, dtype=np.uint8)[: 4 * 8 * 8].reshape(4, 8, 8)  # 0 to 255


def one(array: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    (images,), notes = grey_images({"x": array})
    assert images.dtype == np.uint8 and not images.flags.writeable
    return images, notes


def test_bytes_are_taken_as_they_are_without_a_word():
    images, notes = one(BYTES)
    np.testing.assert_array_equal(images, BYTES)
    assert notes == ()


@pytest.mark.parametrize("kind", [np.int64, np.int16, np.uint16, np.float32, np.float64, ">i4", ">f8"])
def test_numbers_from_0_to_255_of_any_kind_are_the_same_images(kind):
    images, notes = one(BYTES.astype(kind))
    np.testing.assert_array_equal(images, BYTES)
    assert notes == ()


@pytest.mark.parametrize(
    ("array", "said"),
    [
        (BYTES.astype(np.float32) / 255, "Values from 0 to 1 "),
        (BYTES / 255, "Values from 0 to 1 "),
        (BYTES.astype(np.float16) / 255, "Values from 0 to 1 "),
        (BYTES / 127.5 - 1, "Values from -1 to 1 "),
        (BYTES.astype(np.uint16) * 257, "Values from 0 to 65535 "),
        (BYTES / 255 * 16, "Values from 0 to 16 "),
        (BYTES / 255 * 3 - 1.5, "Values from -1.5 to 1.5 "),
    ],
)
def test_the_range_in_use_becomes_grey_values_which_is_said(array, said):
    images, notes = one(array)
    np.testing.assert_allclose(images, BYTES, atol=1 if array.dtype == np.float16 else 0)
    assert notes == (f"{said}became grey values from black to white.",)


@pytest.mark.parametrize("kind", [bool, np.uint8, np.float32])
def test_masks_of_0_and_1_become_black_and_white(kind):
    images, notes = one((BYTES > 100).astype(kind))
    np.testing.assert_array_equal(images, np.where(BYTES > 100, 255, 0))
    assert "Values from 0 to 1" in notes[0]


def test_training_and_test_images_are_converted_alike():
    dim, bright = np.full((1, 8, 8), 0.25), np.full((1, 8, 8), 1.0)
    (train, test), _ = grey_images({"train": bright, "test": dim})
    assert (train.max(), test.max()) == (255, 64)


def test_arrays_of_which_one_is_scaled_and_the_other_not_are_refused():
    with pytest.raises(ArrayError, match="train has values up to 1, and test up to 255; white has to be the same"):
        grey_images({"train": BYTES / 255, "test": BYTES})


@pytest.mark.parametrize(
    "array",
    [
        BYTES[:, None],
        BYTES[..., None],
        BYTES.reshape(4, 64),
        np.asfortranarray(BYTES),
        BYTES[:, ::-1, ::-1][:, ::-1, ::-1],
        np.repeat(BYTES[..., None], 3, axis=3),
        np.repeat(BYTES[:, None], 3, axis=1),
        np.moveaxis(BYTES, 0, -1),
        np.repeat(np.moveaxis(BYTES, 0, -1)[:, :, None], 3, axis=2),
    ],
    ids=["N1HW", "NHW1", "rows", "Fortran", "negative strides", "NHW3", "N3HW", "HWN", "HW3N"],
)
def test_images_of_any_layout_are_the_same(array):
    np.testing.assert_array_equal(one(array)[0], BYTES)


def test_colours_become_grey_by_their_usual_weights_which_is_said():
    colours = np.zeros((3, 5, 5, 4), np.uint8)
    for channel in range(3):
        colours[channel, ..., channel] = 255
    images, notes = one(colours)
    assert images[:, 0, 0].tolist() == [76, 150, 29]
    assert notes == ("Colours became grey.",)


@pytest.mark.parametrize(
    ("array", "reason"),
    [
        (np.zeros(784), "x has the shape (784,)"),
        (np.zeros((10, 783)), "x has the shape (10, 783)"),
        (np.zeros((150, 4)), None),
        (np.zeros((10, 3)), "x has the shape (10, 3)"),
        (np.zeros((5, 28, 28, 7)), "x has the shape (5, 28, 28, 7)"),
        (np.zeros((5, 28, 28), complex), "x holds complex128, and no numbers"),
        (np.full((5, 28, 28), np.nan), "x holds values that are no numbers (NaN) or infinite"),
        (np.full((5, 28, 28), -np.inf), "(NaN) or infinite"),
        (np.array(["cat"]), "x holds <U3"),
        (np.array([[1], None], object), "x holds object"),
    ],
)
def test_what_can_be_no_images_is_refused_by_name(array, reason):
    with pytest.raises(ArrayError) as refusal:
        one(array)
    assert (reason or "x has the shape (150, 4)") in str(refusal.value)


def labels_of(array: np.ndarray) -> tuple[list[int] | None, tuple[str, ...] | None, tuple[str, ...]]:
    numbers, names, notes = class_numbers({"y": array}, 100)
    return None if numbers is None else numbers[0].tolist(), names, notes


@pytest.mark.parametrize(
    "array",
    [
        np.array([2, 0, 1]),
        np.array([[2], [0], [1]], np.uint8),
        np.array([2.0, 0.0, 1.0], np.float32),
        np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]]),
        np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]], np.float32),
        np.eye(3, dtype=bool)[[2, 0, 1]],
    ],
)
def test_labels_of_any_form_are_the_same_numbers(array):
    assert labels_of(array) == ([2, 0, 1], None, ())


def test_labels_that_are_texts_are_the_names_of_classes_in_all_parts():
    (train, test), names, _ = class_numbers({"a": np.array(["dog", "cat"]), "b": np.array([b"owl", b"cat"])}, 100)
    assert names == ("cat", "dog", "owl")
    assert (train.tolist(), test.tolist()) == ([1, 0], [2, 0])


@pytest.mark.parametrize(
    ("array", "names"),
    [
        (np.array([1, -1, -1]), ("-1", "1")),
        (np.array([500.0, 7, 7]), ("7", "500")),
        (np.array(["7", "10", "10"]), None),
    ],
)
def test_numbers_that_cannot_be_labels_are_names_of_classes(array, names):
    assert labels_of(array) == ([1, 0, 0], names or ("10", "7"), ())


@pytest.mark.parametrize(
    ("array", "reason"),
    [
        (np.array([0.5, 1.25]), "y does not have one class for each image"),
        (np.array([[1, 1, 0], [0, 0, 0]]), "y does not have one class for each image"),  # several, or none
        (np.arange(101), "y has labels of 101 classes; they are not used, because at most 100 can be told apart"),
        (np.array([None], object), "y does not have one class"),
    ],
)
def test_labels_that_tell_no_classes_apart_are_none_which_is_said(array, reason):
    numbers, names, notes = labels_of(array)
    assert numbers is None and names is None
    assert reason in notes[0]


def test_one_long_text_among_the_labels_does_not_make_all_of_them_long():
    train, test = np.array(["a", "b"] * 3_000), np.array(["a", "b"], "U5000")
    tracemalloc.start()
    numbers, names, _ = class_numbers({"a": train, "b": test}, 100)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert numbers is not None and (numbers[1].tolist(), names) == ([0, 1], ("a", "b"))
    assert peak < 8_000_000  # 120 million bytes otherwise


def test_classes_are_counted_over_all_parts():
    _, _, (note,) = class_numbers({"a": np.arange(60), "b": np.arange(60, 120)}, 100)
    assert note.startswith("a has labels of 120 classes")
