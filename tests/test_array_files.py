import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from ae_model import array_files, datasets
from ae_model.array_files import ArrayFileError
from ae_model.datasets import DatasetError

TRAIN, TEST = np.arange(12 * 8 * 8, dtype=np.uint8).reshape(12, 8, 8), np.full((4, 8, 8), 200, np.uint8)
TRAIN_LABELS, TEST_LABELS = np.arange(12, dtype=np.int64) % 3, np.array([0, 1, 2, 0])
PARTS = (TRAIN, TRAIN_LABELS, TEST, TEST_LABELS)


def npz(folder: Path, packed: bool = False, **arrays: np.ndarray) -> str:
    path = folder / "digits.npz"
    (np.savez_compressed if packed else np.savez)(path, **arrays)
    return str(path)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "names",
    [
        ("x_train", "y_train", "x_test", "y_test"),  # as Keras has MNIST
        ("train_images", "train_labels", "test_images", "test_labels"),  # as MedMNIST has its sets
        ("X_train", "Y_train", "X_test", "Y_test"),
        ("trainX", "trainY", "testX", "testY"),
        ("xtrain", "ytrain", "xtest", "ytest"),
        ("imgs_train", "targets_train", "imgs_test", "targets_test"),
        ("arr_0", "arr_1", "arr_2", "arr_3"),
        ("images", "labels", "images_test", "labels_test"),
        ("train", "train_target", "test", "test_target"),
    ],
    ids=lambda names: names[0],
)
def test_an_archive_is_a_data_set_whatever_its_arrays_are_called(tmp_path, names, packed):
    dataset = datasets.load(npz(tmp_path, packed, **dict(zip(names, PARTS, strict=True))))
    assert dataset.name == "digits.npz"
    np.testing.assert_array_equal(dataset.train.images, TRAIN)
    np.testing.assert_array_equal(dataset.test.images, TEST)
    assert dataset.train.labels.tolist() == TRAIN_LABELS.tolist()
    assert dataset.test.labels.tolist() == TEST_LABELS.tolist()
    assert dataset.class_names == ("0", "1", "2")
    assert dataset.notes[0] == f"Read from {', '.join(names)}."


def test_arrays_without_words_are_known_by_their_shapes_in_their_order(tmp_path):
    dataset = datasets.load(npz(tmp_path, arr_0=TRAIN, arr_1=TEST, arr_2=TRAIN_LABELS, arr_3=TEST_LABELS))
    assert (len(dataset.train.images), len(dataset.test.images)) == (12, 4)
    assert dataset.test.labels.tolist() == TEST_LABELS.tolist()


def test_images_and_labels_alone_are_divided_and_rows_are_squares(tmp_path):
    dataset = datasets.load(npz(tmp_path, X=TRAIN.reshape(12, 64) / 255, y=TRAIN_LABELS))
    assert dataset.image_shape.array_shape == (8, 8)
    assert (len(dataset.train.images), len(dataset.test.images)) == (9, 3)
    assert any("Each row was taken for an image of 8×8 pixels" in note for note in dataset.notes)
    assert any("are held back" in note for note in dataset.notes)


def test_whole_images_go_before_their_rows_and_what_is_not_used_is_named(tmp_path):
    """As scikit-learn has its digits."""
    digits = {"data": TRAIN.reshape(12, 64), "target": TRAIN_LABELS, "images": TRAIN, "frame": np.array(0)}
    dataset = datasets.load(npz(tmp_path, **digits))
    assert dataset.notes[:2] == ("Read from images, target.", "Not used: data, frame.")


def test_test_images_alone_are_divided_and_labels_are_known_beside_images_without_a_word(tmp_path):
    dataset = datasets.load(npz(tmp_path, x_test=TRAIN, y_test=TRAIN_LABELS))
    assert (len(dataset.train.images), len(dataset.test.images)) == (9, 3)
    dataset = datasets.load(npz(tmp_path, faces=TRAIN, target=TRAIN_LABELS))
    assert dataset.class_names == ("0", "1", "2")


def test_validation_images_are_left_out_beside_test_images_which_is_said(tmp_path):
    names = {"train_images": TRAIN, "val_images": TEST, "test_images": TEST}
    names |= {"train_labels": TRAIN_LABELS[:, None], "val_labels": TEST_LABELS, "test_labels": TEST_LABELS[:, None]}
    dataset = datasets.load(npz(tmp_path, **names))
    assert len(dataset.train.images) == 12
    assert "The 4 images for validation are left out." in dataset.notes


@pytest.mark.parametrize("shape", [(12, 8, 8), (12, 8, 8, 1), (12, 64)])
def test_a_lone_array_is_a_data_set_without_classes(tmp_path, shape):
    np.save(tmp_path / "mine.npy", TRAIN.reshape(shape))
    dataset = datasets.load(str(tmp_path / "mine.npy"))
    assert dataset.name == "mine.npy"
    assert not dataset.has_classes
    assert (len(dataset.train.images), len(dataset.test.images)) == (10, 2)


@pytest.mark.parametrize("chosen", ["", "x_train.npy", "y_test.npy"])
def test_a_folder_of_arrays_is_a_data_set_and_so_is_each_of_them(tmp_path, chosen):
    for name, array in zip(("x_train", "y_train", "x_test", "y_test"), PARTS, strict=True):
        np.save(tmp_path / f"{name}.npy", array)
    dataset = datasets.load(str(tmp_path / chosen))
    assert (len(dataset.train.images), len(dataset.test.images)) == (12, 4)
    assert dataset.test.labels.tolist() == TEST_LABELS.tolist()


def test_a_folder_with_nothing_but_an_archive_is_the_data_set_in_it(tmp_path):
    np.savez(tmp_path / "mnist.npz", x_train=TRAIN, y_train=TRAIN_LABELS)
    assert datasets.load(str(tmp_path)).class_names == ("0", "1", "2")


def test_archives_of_one_array_each_are_a_data_set_together(tmp_path):
    for name, array in zip(("train-imgs", "train-labels", "test-imgs", "test-labels"), PARTS, strict=True):
        np.savez_compressed(tmp_path / f"kmnist-{name}.npz", array)
    dataset = datasets.load(str(tmp_path))
    assert dataset.name == "kmnist"
    assert dataset.test.labels.tolist() == TEST_LABELS.tolist()


def test_labels_that_are_texts_are_the_names_of_the_classes(tmp_path):
    dataset = datasets.load(npz(tmp_path, images=TRAIN, labels=np.array(["cat", "dog", "owl"])[TRAIN_LABELS]))
    assert dataset.class_names == ("cat", "dog", "owl")


def test_classes_whose_names_cannot_be_shown_are_called_by_numbers_which_is_said(tmp_path):
    labels = np.array(["cat", "dog\n"] * 6)
    np.savez(tmp_path / "a.npz", x_train=np.zeros((12, 8, 8), np.uint8), y_train=labels)
    dataset = datasets.load(str(tmp_path / "a.npz"))
    assert dataset.class_names == ("0", "1")
    assert "The classes are called by numbers: they have names that cannot be shown." in dataset.notes


def test_arrays_in_the_order_of_fortran_and_of_other_machines_are_read(tmp_path):
    dataset = datasets.load(npz(tmp_path, x=np.asfortranarray(TRAIN.astype(">i4"))))
    together = {image.tobytes() for split in (dataset.train, dataset.test) for image in split.images}
    assert together == {image.tobytes() for image in TRAIN}


def pickled(tmp_path: Path) -> Path:
    np.savez(tmp_path / "evil.npz", x_train=np.array([[1, "a"]], object), allow_pickle=True)
    return tmp_path / "evil.npz"


def test_endings_in_capitals_are_the_same_endings(tmp_path):
    np.savez(tmp_path / "a.npz", x_train=np.zeros((3, 8, 8), np.uint8))
    (tmp_path / "a.npz").rename(tmp_path / "A.NPZ")
    assert datasets.load(str(tmp_path)).name == "A.NPZ"
    (tmp_path / "A.NPZ").write_bytes(b"PK")
    with pytest.raises(DatasetError, match="is a damaged file of arrays"):
        datasets.load(str(tmp_path / "A.NPZ"))


def test_pickled_objects_are_never_read(tmp_path):
    with pytest.raises(DatasetError, match=r"evil\.npz holds no array of images"):
        datasets.load(str(pickled(tmp_path)))
    np.savez(tmp_path / "labels.npz", x_train=TRAIN, y_train=np.array([None] * 12, object), allow_pickle=True)
    dataset = datasets.load(str(tmp_path / "labels.npz"))
    assert not dataset.has_classes
    assert "Not used: y_train." in dataset.notes


@pytest.mark.parametrize(
    ("arrays", "reason"),
    [
        ({"w": np.zeros((784, 512)), "b": np.zeros(512)}, "holds no array of images"),
        ({"x": np.zeros(5)}, "holds no array of images"),
        ({"encoder.1.weight": np.zeros((512, 784)), "encoder.1.bias": np.zeros(512)}, "holds no array of images"),
        ({"x": np.zeros((5, 28, 28), complex)}, "x (5, 28, 28)"),
        ({"x": np.full((5, 8, 8), np.nan)}, "digits.npz: x holds values that are no numbers"),
        ({"x": np.zeros((5, 8, 8)), "y": np.zeros(4, int)}, "digits.npz: x holds 5 images and digits.npz: y 4 labels"),
        ({"x_train": np.zeros((5, 8, 8)), "x_test": np.zeros((5, 9, 9))}, "of 8×8 and test images of 9×9 pixels"),
        ({"x": np.zeros((0, 8, 8))}, "digits.npz: x holds no images"),
        ({"x": np.zeros((5, 8, 2000))}, "images of 8×2000 pixels"),
    ],
)
def test_arrays_that_make_no_data_set_are_refused_with_their_name_and_the_reason(tmp_path, arrays, reason):
    with pytest.raises(DatasetError) as refusal:
        datasets.load(npz(tmp_path, True, **arrays))
    assert reason in str(refusal.value)
    assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)


def npy(shape: str, descr: str = "'|u1'", body: bytes = b"") -> bytes:
    header = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header + body


@pytest.mark.parametrize(
    "content",
    [
        npy("(2, 8, 8)", body=bytes(127)),  # cut short
        npy("(2, 8, 8)", body=bytes(129)),
        npy("(2, 8, 8)", body=bytes(128))[:40],
        npy("(-2, -8, 8)", body=bytes(128)),
        npy("(100000000, 28, 28)"),
        npy("(" * 200 + ")" * 200, body=bytes(9)),
        npy("(2, 8, 8)", "'|u1', 'descr': __import__('os')", bytes(128)),
        npy("(2, 8, 8)", "'nonsense'", bytes(128)),
        b"\x93NUMPY\2\0" + struct.pack("<I", 2**31) + b" " * 100,
        b"\x93NUMPY\x09\0",
        b"\x93NUMPY",
    ],
)
def test_a_damaged_array_is_a_sentence(tmp_path, content):
    (tmp_path / "mine.npy").write_bytes(content)
    with pytest.raises(DatasetError, match=r"mine\.npy is a damaged file of arrays\."):
        datasets.load(str(tmp_path / "mine.npy"))
    with zipfile.ZipFile(tmp_path / "mine.npz", "w") as archive:
        archive.writestr("x.npy", content)
    with pytest.raises(ArrayFileError, match=r"mine\.npz is a damaged file of arrays\."):
        array_files.read(tmp_path / "mine.npz")


def test_a_small_archive_that_unpacks_to_much_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x_train.npy", "w") as entry:
        entry.write(npy("(90000, 28, 28)"))
        for _ in range(90):
            entry.write(bytes(1_000 * 28 * 28))
    with pytest.raises(ArrayFileError, match="more than pictures in a file of"):
        array_files.read(path)


def test_a_large_array_is_refused_by_its_header_alone(tmp_path):
    path = tmp_path / "large.npy"
    with path.open("wb") as file:
        file.write(npy("(60000, 224, 224)"))
        file.truncate(len(npy("(60000, 224, 224)")) + 60_000 * 224 * 224)  # a hole, which takes no room
    with pytest.raises(ArrayFileError, match="at most 2,147,483,648 can be read"):
        array_files.read(path)


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"PK\3\4" + bytes(100), b"no arrays"])
def test_what_is_no_file_of_arrays_is_not_taken_for_one(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    assert array_files.count(tmp_path / "file") == 0
    assert array_files.count(tmp_path) == 0
    assert array_files.count(tmp_path / "nowhere") == 0


def test_a_checkpoint_of_torch_which_is_a_zip_too_is_no_file_of_arrays(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("net/data.pkl", b"")
        archive.writestr("net/data/0.npy", b"")
    (tmp_path / "net.pt").write_bytes(stream.getvalue())
    assert array_files.count(tmp_path / "net.pt") == 0


def test_an_archive_that_is_packed_in_another_way_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "mine.npz", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x.npy", npy("(2, 8, 8)", body=bytes(128)))
    with pytest.raises(ArrayFileError, match="packed in a way that numpy does not use"):
        array_files.read(tmp_path / "mine.npz")
