import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ae_model import datasets
from ae_model.datasets import Dataset, DatasetError, Split
from ae_model.image_shape import ImageShape
from ae_model.resources import resource

MNIST_NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")

Folder = Callable[..., Path]


def idx(values: np.ndarray) -> bytes:
    return bytes([0, 0, 8, values.ndim]) + b"".join(n.to_bytes(4, "big") for n in values.shape) + values.tobytes()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes a user's data set: six images of 5x7 to train on, four to test with, of two classes."""

    def write(names: tuple[str, ...] = MNIST_NAMES, *, without: str | None = None, **replaced: np.ndarray) -> Path:
        parts = {
            "train_images": np.arange(6 * 5 * 7, dtype=np.uint8).reshape(6, 5, 7),
            "train_labels": np.array([0, 1, 1, 0, 1, 0], np.uint8),
            "test_images": np.ones((4, 5, 7), np.uint8),
            "test_labels": np.array([1, 0, 0, 1], np.uint8),
        } | replaced
        mine = tmp_path / "my digits"
        mine.mkdir()
        for name, values in zip(names, parts.values(), strict=True):
            if name != without:
                (mine / name).write_bytes(gzip.compress(idx(values)) if name.endswith(".gz") else idx(values))
        return mine

    return write


def test_mnist_travels_with_the_program(mnist):
    assert mnist.name == "mnist"
    assert (len(mnist.train.images), len(mnist.test.images)) == (60_000, 10_000)
    assert mnist.image_shape == ImageShape(28, 28)
    assert mnist.class_names == tuple("0123456789")
    assert mnist.test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]  # as everyone has seen them


def test_the_test_images_load_alone(mnist):
    test = datasets.load_split("mnist", "test")
    np.testing.assert_array_equal(test.images, mnist.test.images)
    np.testing.assert_array_equal(test.labels, mnist.test.labels)


def test_a_folder_of_images_of_any_size_is_a_data_set_under_its_own_name(folder):
    mine = datasets.load(str(folder()))
    assert mine.name == "my digits"
    assert mine.image_shape == ImageShape(5, 7)
    assert mine.class_names == ("0", "1")
    assert mine.train.images[0, 0].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert mine.test.labels.tolist() == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "names",
    [
        tuple(f"{name}.gz" for name in MNIST_NAMES),
        tuple(name.replace("-idx", ".idx") for name in MNIST_NAMES),
        tuple(name.replace("t10k", "test") for name in MNIST_NAMES),
        (f"{MNIST_NAMES[0]}.gz", "train-labels.idx1-ubyte", "test-images.idx3-ubyte.gz", MNIST_NAMES[3]),
    ],
)
def test_the_usual_spellings_of_the_four_names_are_found(folder, names):
    assert len(datasets.load(str(folder(names))).train.images) == 6


def test_missing_training_images_are_named_as_all_the_names_that_were_looked_for(folder):
    with pytest.raises(DatasetError) as refusal:
        datasets.load(str(folder(without=MNIST_NAMES[0])))
    assert "my digits has no train images" in str(refusal.value)
    assert f"{MNIST_NAMES[0]}, {MNIST_NAMES[0].replace('-idx', '.idx')}" in str(refusal.value)


def test_an_autoencoder_needs_no_labels(folder):
    mine = folder()
    for name in (MNIST_NAMES[1], MNIST_NAMES[3]):
        (mine / name).unlink()
    dataset = datasets.load(str(mine))
    assert not (dataset.has_classes or dataset.train.has_classes or dataset.test.has_classes)
    assert dataset.class_names == ("unlabelled",)
    assert (dataset.train.labels.tolist(), dataset.test.labels.tolist()) == ([0] * 6, [0] * 4)
    assert dataset.notes == ("There are no labels, and so no classes.",)


@pytest.mark.parametrize(("missing", "bare"), [(MNIST_NAMES[1], MNIST_NAMES[0]), (MNIST_NAMES[3], MNIST_NAMES[2])])
def test_labels_of_one_part_alone_are_no_classes_which_is_said(folder, missing, bare):
    mine = folder(without=missing)
    dataset = datasets.load(str(mine))
    assert not dataset.has_classes
    assert dataset.notes == (f"There are no classes, because {bare} has no labels.",)


@pytest.mark.parametrize(("names", "called"), [(None, "3"), ("cat", "cat"), ("a\nb\nc\nd\ne", "d")])
def test_images_that_are_all_of_one_class_are_a_data_set_too(folder, names, called):
    mine = folder(train_labels=np.full(6, 3, np.uint8), test_labels=np.full(4, 3, np.uint8))
    if names is not None:
        (mine / "classes.txt").write_text(names)
    dataset = datasets.load(str(mine))
    assert not dataset.has_classes
    assert dataset.class_names == (called,)
    assert set(dataset.train.labels) | set(dataset.test.labels) == {0}
    assert dataset.notes == ("All images are of one class.",)


def test_without_test_images_a_sixth_of_each_class_is_held_back_which_is_said(folder):
    images = np.arange(60 * 5 * 7, dtype=np.uint32).astype(np.uint8).reshape(60, 5, 7)
    mine = folder(train_images=images, train_labels=np.repeat([0, 1], [42, 18]).astype(np.uint8))
    (mine / MNIST_NAMES[2]).unlink()
    dataset, again = datasets.load(str(mine)), datasets.load(str(mine))
    assert np.bincount(dataset.test.labels).tolist() == [7, 3]
    assert np.bincount(dataset.train.labels).tolist() == [35, 15]
    pictures = {image.tobytes() for image in images}
    assert {image.tobytes() for split in (dataset.train, dataset.test) for image in split.images} == pictures
    np.testing.assert_array_equal(dataset.test.images, again.test.images)
    assert dataset.notes == (
        "There are no test images; 10 of the 60 images, drawn at random, are held back to test with.",
    )


def test_no_more_images_are_held_back_than_mnist_has_for_tests(folder):
    mine = folder(train_images=np.zeros((90_000, 1, 1), np.uint8), train_labels=np.arange(90_000).astype(np.uint8) % 3)
    (mine / MNIST_NAMES[2]).unlink()
    dataset = datasets.load(str(mine))
    assert len(dataset.test.images) == pytest.approx(10_000, abs=2)
    assert len(dataset.train.images) + len(dataset.test.images) == 90_000


def test_a_single_image_is_too_few(folder):
    mine = folder(train_images=np.zeros((1, 5, 7), np.uint8), train_labels=np.zeros(1, np.uint8))
    (mine / MNIST_NAMES[2]).unlink()
    with pytest.raises(DatasetError, match="my digits holds too few images"):
        datasets.load(str(mine))


def test_classes_that_only_the_test_images_have_are_taken_and_named(folder):
    dataset = datasets.load(
        str(folder(train_labels=np.zeros(6, np.uint8), test_labels=np.array([0, 2, 0, 1], np.uint8)))
    )
    assert dataset.has_classes and dataset.test.has_classes and not dataset.train.has_classes
    assert dataset.class_names == ("0", "1", "2")
    assert dataset.notes == ("Only the test images have these classes, which training never sees: 1, 2.",)


@pytest.mark.parametrize("names", ["", "a\nb\nc"])
def test_labels_count_from_one_where_there_are_as_many_names(folder, names):
    mine = folder(train_labels=np.array([1, 2, 3, 1, 2, 3], np.uint8), test_labels=np.array([3, 1, 1, 2], np.uint8))
    if names:
        (mine / "classes.txt").write_text(names)
    dataset = datasets.load(str(mine))
    assert dataset.class_names == (("a", "b", "c") if names else ("0", "1", "2", "3"))
    assert dataset.test.labels.tolist() == ([2, 0, 0, 1] if names else [3, 1, 1, 2])


def test_images_for_validation_test_where_there_are_no_others_and_are_left_out_where_there_are(folder):
    mine = folder()
    for name in MNIST_NAMES[2:]:
        (mine / name.replace("t10k", "val")).write_bytes((mine / name).read_bytes())
    both = datasets.load(str(mine))
    for name in MNIST_NAMES[2:]:
        (mine / name).unlink()
    alone = datasets.load(str(mine))
    assert len(both.train.images) == len(alone.train.images) == 6
    assert len(both.test.images) == len(alone.test.images) == 4
    assert both.notes[-1] == "The 4 images for validation are left out."
    assert alone.notes[-1] == "There are no test images; those for validation are taken instead."


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(DatasetError, match=r"There is no folder .*nowhere to read"):
        datasets.load(str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("replaced", "reason"),
    [
        ({"train_images": np.zeros((0, 5, 7), np.uint8)}, "train-images-idx3-ubyte holds no images"),
        ({"test_labels": np.zeros(3, np.uint8)}, "holds 4 images and t10k-labels-idx1-ubyte 3 labels"),
        ({"train_images": np.zeros((6, 0, 7), np.uint8)}, "holds images of 0×7 pixels"),
        ({"train_images": np.zeros((6, 1, 1025), np.uint8)}, "holds images of 1×1025 pixels"),
        ({"test_images": np.ones((4, 7, 5), np.uint8)}, "training images of 5×7 and test images of 7×5 pixels"),
        ({"train_labels": np.array([0, 1, 1, 0, 1, 255], np.uint8)}, "holds the label 255"),
    ],
)
def test_files_that_make_no_data_set_are_refused_with_their_name_and_the_reason(folder, replaced, reason):
    with pytest.raises(DatasetError) as refusal:
        datasets.load(str(folder(**replaced)))
    assert "my digits" in str(refusal.value)
    assert reason in str(refusal.value)


def test_a_damaged_file_is_refused_as_a_data_set_too(folder):
    mine = folder()
    (mine / "t10k-labels-idx1-ubyte").write_bytes(b"")
    with pytest.raises(DatasetError, match="t10k-labels-idx1-ubyte is not an IDX file of labels"):
        datasets.load(str(mine))


@pytest.mark.parametrize(
    "content",
    [
        b"cat\ndog\n",
        b"cat\r\ndog",
        b"\xef\xbb\xbfcat\ndog",
        b"cat\r\ndog\r\n\r\n  \r\n",
        b" cat \ndog\t\n",
        "\ufeffcat\r\ndog\r\n".encode("utf-16-le"),  # "Unicode", in older editors of Windows
        "\ufeffcat\ndog".encode("utf-16-be"),
    ],
)
def test_a_file_beside_the_images_names_their_classes_however_it_was_edited(folder, content):
    mine = folder()
    (mine / "classes.txt").write_bytes(content)
    assert datasets.load(str(mine)).class_names == ("cat", "dog")


def test_names_are_taken_in_every_script_and_compose_their_accents(folder):
    mine = folder()
    (mine / "classes.txt").write_text("cafe\u0301\n👩\u200d🚀\n", encoding="utf-8")
    assert datasets.load(str(mine)).class_names == ("caf\u00e9", "👩\u200d🚀")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"cat\n", "names 1 classes, but the labels are of 2"),
        (b"", "names 0 classes"),
        (b"cat\ndog\nbird\n", "names 3 classes"),
        (b"\ncat", "has no name of at most 60 printable characters in line 1"),
        ("cat\n\u200d".encode(), "characters in line 2"),
        (b" \ndog", "characters in line 1"),
        (b"cat\n" + b"x" * 61, "characters in line 2"),
        ("cat\n\u202edog".encode(), "characters in line 2"),
        (b"cat\n\x1b[31mdog", "characters in line 2"),
        (b"cat\n\xff\xfe", "is not text in UTF-8: save it with that encoding"),
        (b"x\n" * 2**16, "is larger than 65,536 bytes"),
    ],
)
def test_names_that_cannot_be_those_of_the_classes_are_refused(folder, content, reason):
    mine = folder()
    (mine / "classes.txt").write_bytes(content)
    with pytest.raises(DatasetError, match=r"classes\.txt") as refusal:
        datasets.load(str(mine))
    assert reason in str(refusal.value)


@pytest.fixture(scope="module")
def mnist_for_torchvision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled files unpacked to where torchvision looks for them."""
    root = tmp_path_factory.mktemp("torchvision")
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in MNIST_NAMES:
        (raw / name).write_bytes(gzip.decompress(resource("mnist", f"{name}.gz").read_bytes()))
    return root


@pytest.mark.parametrize("part", ["train", "test"])
def test_our_reader_and_torchvisions_agree_on_every_byte(mnist, mnist_for_torchvision, part):
    theirs = datasets.torchvision().datasets.MNIST(str(mnist_for_torchvision), train=part == "train")
    ours = getattr(mnist, part)
    np.testing.assert_array_equal(ours.images, theirs.data.numpy())
    np.testing.assert_array_equal(ours.labels, theirs.targets.numpy())


def test_the_notebooks_loader_transform_and_grid_work_beside_our_torch(mnist, mnist_for_torchvision):
    import torch

    torchvision = datasets.torchvision()
    to_tensor = torchvision.transforms.ToTensor()
    test = torchvision.datasets.MNIST(str(mnist_for_torchvision), train=False, transform=to_tensor)
    images, labels = next(iter(torch.utils.data.DataLoader(test, batch_size=128)))
    np.testing.assert_array_equal(images[:, 0].numpy(), mnist.test.images[:128] / np.float32(255))
    np.testing.assert_array_equal(labels.numpy(), mnist.test.labels[:128])
    assert torchvision.utils.make_grid([*images[:20]], pad_value=1, padding=1, nrow=10).shape == (3, 59, 291)


def test_reading_a_data_set_loads_neither_torch_nor_torchvision():
    program = "import sys; from ae_model import datasets; datasets.load('mnist'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "ae_model.datasets" in loaded
    assert not {"torch", "torchvision"} & set(loaded)


def test_the_sample_of_a_part_holds_every_class_although_they_are_sorted(mnist):
    order = np.argsort(mnist.test.labels, kind="stable")
    by_class = datasets.Split(mnist.test.images[order], mnist.test.labels[order])
    drawn = by_class.sample(1_000)
    assert len(drawn) == 1_000 and np.bincount(by_class.labels[drawn], minlength=10).min() > 70
    np.testing.assert_array_equal(drawn, mnist.test.sample(1_000))  # the same places, whatever the images


IMAGES, LABELS = np.arange(12 * 8 * 8, dtype=np.uint8).reshape(12, 8, 8), np.arange(12) % 3


def test_arrays_of_a_notebook_are_a_data_set_which_is_not_changed_by_them_later():
    images = IMAGES.copy()
    dataset = Dataset.from_arrays(images, LABELS, images[:4], LABELS[:4], class_names=["a", "b", "c"], name="mine")
    images[:] = 0
    np.testing.assert_array_equal(dataset.train.images, IMAGES)
    np.testing.assert_array_equal(dataset.test.images, IMAGES[:4])
    assert (dataset.train.labels.dtype, dataset.train.labels.tolist()) == (np.uint8, LABELS.tolist())
    assert (dataset.name, dataset.class_names, dataset.notes) == ("mine", ("a", "b", "c"), ())


@pytest.mark.parametrize(
    "given",
    [
        IMAGES.tolist(),
        IMAGES / 255,
        (IMAGES / 255).astype(np.float32)[:, None],
        IMAGES[:, ::-1, ::-1].copy()[:, ::-1, ::-1],
        IMAGES.reshape(12, 64),
    ],
    ids=["lists", "floats", "channels first", "negative strides", "rows"],
)
def test_images_of_a_notebook_may_have_any_dress(given):
    dataset = Dataset.from_arrays(given, test_images=IMAGES[:4] if np.max(given) > 1 else IMAGES[:4] / 255)
    np.testing.assert_array_equal(dataset.train.images, IMAGES)
    assert not dataset.has_classes


def test_tensors_are_arrays_too():
    import torch

    dataset = Dataset.from_arrays(torch.from_numpy(IMAGES / 255), torch.from_numpy(LABELS))
    assert dataset.class_names == ("0", "1", "2")
    with pytest.raises(DatasetError, match=r"^train_images is no array: .*grad"):
        Dataset.from_arrays(torch.zeros((4, 8, 8), requires_grad=True))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"train_images": IMAGES[0]}, "train_images has the shape (8, 8)"),
        ({"train_images": [[[1, 2], [3]]]}, "train_images is no array"),
        ({"train_images": [["a"]]}, "train_images holds <U1, and no numbers"),
        ({"train_images": IMAGES * np.nan}, "train_images holds values that are no numbers (NaN)"),
        (
            {"train_images": IMAGES, "test_images": (IMAGES + 1.0) * np.inf},
            "test_images holds values that are no numbers",
        ),
        ({"train_images": IMAGES[:0]}, "train_images holds no images"),
        (
            {"train_images": IMAGES, "train_labels": LABELS[:5]},
            "train_images holds 12 images and train_labels 5 labels",
        ),
        ({"train_images": IMAGES, "test_labels": LABELS}, "There are test_labels, but no test_images"),
        ({"train_images": IMAGES, "test_images": IMAGES[:, :7]}, "training images of 8×8 and test images of 7×8"),
        ({"train_images": IMAGES, "train_labels": LABELS, "class_names": ["a"]}, "class_names names 1 classes"),
        ({"train_images": IMAGES, "train_labels": LABELS, "class_names": ["a", "b", ""]}, "class_names has a name"),
    ],
)
def test_arrays_that_make_no_data_set_are_refused_by_the_argument(arguments, reason):
    with pytest.raises(DatasetError) as refusal:
        Dataset.from_arrays(**arguments)
    assert reason in str(refusal.value)


@pytest.mark.parametrize("images", [IMAGES / 255, IMAGES[:, None], IMAGES[:, ::-1], IMAGES.tolist()])
def test_a_split_takes_bytes_alone_and_says_who_makes_them(images):
    with pytest.raises(DatasetError, match=r"^images of a split are bytes in 3 dimensions; Dataset\.from_arrays makes"):
        Split(images, LABELS.astype(np.uint8))
    with pytest.raises(DatasetError, match=r"^labels of a split are bytes in 1 dimensions"):
        Split(IMAGES, LABELS)
