"""Data sets of small grey images: the MNIST that travels with the program, IDX files, or arrays of numpy.

An autoencoder needs no labels and can hold back its own test images: what a data set lacks is made up here, and said in
its notes. One that nothing can be learnt from, or whose files contradict each other, is refused here, so that no other
part has to ask.
"""

import codecs
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ae_model import array_files, dataset_files
from ae_model.array_files import ArrayFileError, Found
from ae_model.config import MAX_IMAGE_SIDE
from ae_model.dataset_files import CONTENTS, PARTS, Content, DatasetFiles, DatasetFilesError, Part, is_called_an_array
from ae_model.idx import IdxError, read_images, read_labels
from ae_model.image_arrays import ArrayError, Notes, Numbers, class_numbers, grey_images
from ae_model.image_shape import ImageShape
from ae_model.resources import resource
from ae_model.samples import of_every_class, sample
from ae_model.sentence import SaidError, Sentence, system_words

MAX_CLASSES = 100  # more could not be told apart on a screen, and a label of 255 is a mistake
MAX_CLASS_NAME = 60  # characters: more than fits beside a picture

CLASSES_FILE = "classes.txt"

TEST_SHARE = 6  # one image of so many is held back where there is no test part, as in MNIST, ...
MAX_HELD_BACK = 10_000  # ... and no more than MNIST has

UNLABELLED = "unlabelled"  # what the only class is called where there are no labels

_MAX_CLASSES_BYTES = 2**16
_JOINERS = "[\u200c\u200d]"
_SEED = 0  # of the choice of images that are held back


class DatasetError(SaidError):
    """A data set that cannot be used; the message is one sentence for the user that names the file or folder."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Images to train on, or those held back to test with.

    Attributes:
        images: (N, H, W) uint8, read-only; 0 is the background.
        labels: (N,) uint8, read-only; the class of each image.

    Raises:
        DatasetError: if the arrays are not such; `Dataset.from_arrays` makes them of any others.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __post_init__(self) -> None:
        for name, array, dimensions in (("images", self.images, 3), ("labels", self.labels, 1)):
            is_array = isinstance(array, np.ndarray) and array.dtype == np.uint8 and array.ndim == dimensions
            if not is_array or min(array.strides) < 0:  # which torch cannot take
                raise DatasetError(
                    "{name} of a split are bytes in {dimensions} dimensions; Dataset.from_arrays makes them of others.",
                    name=name,
                    dimensions=dimensions,
                )

    @property
    def image_shape(self) -> ImageShape:
        """Of every image."""
        return ImageShape.of(self.images)

    @property
    def has_classes(self) -> bool:
        """Whether the labels tell images apart: they are two or more."""
        return bool((self.labels != self.labels[:1]).any())

    def sample(self, count: int) -> NDArray[np.intp]:
        """Which `count` images stand for all: (min(count, N),), ascending, always the same ones."""
        return sample(len(self.images), count)

    def of_every_class(self, count: int) -> NDArray[np.intp]:
        """Which `count` images show all classes: (min(count, N),), by their classes, always the same ones."""
        return of_every_class(self.labels, count)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Images in two parts.

    Attributes:
        name: for the user: "mnist", or the folder's name.
        train, test: the two parts; their images have one shape.
        class_names: the name of each label, counted from 0; one alone, where images have no labels or all the same.
        notes: what the user should know of how it was read.
    """

    name: str
    train: Split
    test: Split
    class_names: tuple[str, ...]
    notes: Notes = ()

    @classmethod
    def from_arrays(
        cls,
        train_images: ArrayLike,
        train_labels: ArrayLike | None = None,
        test_images: ArrayLike | None = None,
        test_labels: ArrayLike | None = None,
        *,
        class_names: Sequence[str] | None = None,
        name: str = "arrays",
    ) -> "Dataset":
        """A data set of what a notebook has: arrays, tensors or lists, which are copied.

        What is left out is made up for as in `load`, and `notes` tell what was done.

        Args:
            train_images: grey, (N, H, W), (N, 1, H, W), (N, H, W, 1) or rows of squares; or in colour, which becomes
                grey. Bytes, or any other numbers, of which the range in use becomes 0 to 255.
            train_labels: (N,) whole numbers or texts, or one-hot.
            test_images: as `train_images`, and of the same size.
            test_labels: as `train_labels`.
            class_names: the name of each label.
            name: what to call it.

        Raises:
            DatasetError: naming the argument, if it is none of these or the arguments contradict each other.
        """
        given = {"train_images": train_images, "train_labels": train_labels}
        given |= {"test_images": test_images, "test_labels": test_labels}
        if test_images is None and test_labels is not None:
            raise DatasetError("There are test_labels, but no test_images.")
        keys: Mapping[str, tuple[Part, Content]] = {
            f"{part}_{content}": (part, content) for part, content in product(PARTS, CONTENTS)
        }
        found = {keys[key]: (key, _array(key, value)) for key, value in given.items() if value is not None}
        naming = None if class_names is None else _Naming(tuple(class_names), "class_names")
        if naming is not None and not all(isinstance(of, str) and is_class_name(of) for of in naming.names):
            raise DatasetError(
                "class_names has a name that is not of 1 to {most} printable characters.", most=MAX_CLASS_NAME
            )
        return _of_arrays(name, name, found, naming, ())

    @property
    def image_shape(self) -> ImageShape:
        """Of every image."""
        return self.train.image_shape

    @property
    def has_classes(self) -> bool:
        """Whether there are classes to be told apart."""
        return len(self.class_names) > 1


def load(source: str) -> Dataset:
    """The data set at `source`: "mnist", which travels with the program, or the path of a folder or a file.

    A folder holds IDX files, or arrays of numpy; `dataset_files` says what they may be called, and one of them stands
    for the data set that it belongs to. A file of arrays (.npz, .npy) is one by itself, see `array_files`. Without
    labels, or with a single one, all images are of one class. Without test images, some training images are held back.
    Beside the files `classes.txt` may name the classes, in UTF-8, one a line in the order of the labels, which count
    from 0, or from 1 where there are as many names. They are called by their numbers without it.

    Raises:
        DatasetError: if there are no training images, a file is damaged, or the files contradict each other.
    """
    path = Path(source)
    arrays = 0 if source == "mnist" else array_files.count(path)
    is_damaged = not arrays and is_called_an_array(path) and path.is_file()
    if arrays > 1 or is_damaged or (arrays == 1 and not dataset_files.is_named_as_one(path)):
        try:
            found, notes = array_files.read(path)
        except ArrayFileError as error:
            raise DatasetError(str(error)) from error
        return _of_arrays(path.name, source, found, _naming([path.parent]), notes)
    files = _files(source)
    if not files.paths and len(lone := [path for path in files.folder.iterdir() if is_called_an_array(path)]) == 1:
        return load(str(lone[0]))
    notes = () if files.are_as_usual else (Sentence("Read from {files}.", files=files.spelled),)
    folders = [*dict.fromkeys(path.parent for path in files.paths.values()), files.folder]
    naming = _naming(folders) or _emnist_naming(folders, files.name)
    if any(is_called_an_array(path) for path in files.paths.values()):
        return _of_arrays(_name(source, files), source, _found(files), naming, notes)
    parts = {part: _given(files, part) for part in _parts(files)}
    if files.name.startswith("emnist"):
        parts = {part: replace(given, images=_upright(given.images)) for part, given in parts.items()}
        notes += (Sentence("The images were turned upright: EMNIST's files hold them mirrored, on their side."),)
    return _assembled(_name(source, files), source, parts, naming, notes)


def load_split(source: str, part: Part) -> Split:
    """One part of the data set at `source` as its files have it: the window opens with the test images alone.

    Raises:
        DatasetError: if its images are missing, one of its files is damaged, or they do not belong together.
    """
    given = _given(_files(source), part)
    if given.labels is None:
        return _of_one_class(given)
    return Split(given.images, _bytes(given.labels, given.labels_name))


def held_back(labels: NDArray[np.uint8], most: int | None = None) -> NDArray[np.bool_]:
    """Which images test what the others train: (N,), of each class a sixth, and at least one if the class has two.

    They are drawn at random with a fixed seed, and are some `most` in all.
    """
    rng = np.random.default_rng(_SEED)
    share = 1 / TEST_SHARE if most is None else min(1 / TEST_SHARE, most / max(len(labels), 1))
    chosen = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        number = max(1, round(len(members) * share)) if len(members) > 1 else 0
        chosen[members[:number]] = True
    return chosen


def torchvision() -> ModuleType:
    """The torchvision package, even where a CPU torch stands beside a torchvision built for CUDA.

    The package index offers torchvision for Linux with CUDA only. Its library of operators does not load without a
    CUDA torch, and the import fails on the two operators that it describes further. Declaring their bare signatures
    is enough for data sets, transforms and utilities. Loads torch: up to three seconds.
    """
    import torch

    try:
        import torchvision
    except RuntimeError as error:
        if "torchvision::nms does not exist" not in str(error):
            raise
        for operator in ("nms", "qnms"):
            torch.library.define(
                f"torchvision::{operator}", "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
            )
        import torchvision
    package: ModuleType = torchvision
    return package


def is_class_name(name: str) -> bool:
    """Whether a line of text can name a class: not blank, short enough to stand beside a picture, all visible.

    Characters that reverse the direction of writing or break the line are not visible. Those that join letters are
    passed over: Persian and Hindi are written with them, and emoji are made with them.
    """
    visible = re.sub(_JOINERS, "", name)
    return len(name) <= MAX_CLASS_NAME and visible.isprintable() and bool(visible.strip())


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What there is for one part of a data set: labels or None, and what a sentence calls the images and the labels."""

    images: NDArray[np.uint8]
    labels: NDArray[np.integer] | None
    images_name: str
    labels_name: str


@dataclass(frozen=True, slots=True)
class _Naming:
    """Names of classes, and where they are written."""

    names: tuple[str, ...]
    path: str


# Reading folders


def _parts(files: DatasetFiles) -> list[Part]:
    """The parts that there are images of; the training images are required in any case."""
    return ["train", *(part for part, content in files.paths if content == "images" and part != "train")]


def _files(source: str) -> DatasetFiles:
    try:
        return dataset_files.find(resource("mnist") if source == "mnist" else Path(source))
    except DatasetFilesError as error:
        raise DatasetError(str(error)) from error


def _name(source: str, files: DatasetFiles) -> str:
    """What to call a data set: as its files are called, or its folder, but not "raw"."""
    if source == "mnist":
        return source
    folder = files.folder.resolve()
    return files.name or (folder.parent.name if folder.name == "raw" else folder.name)


def _given(files: DatasetFiles, part: Part) -> _Given:
    try:
        images_path = files.require(part, "images")
        images, labels_path = read_images(images_path), files.paths.get((part, "labels"))
        labels = None if labels_path is None else read_labels(labels_path)
    except (DatasetFilesError, IdxError) as error:
        raise DatasetError(str(error)) from error
    given = _Given(images, labels, str(images_path), str(labels_path))
    _require_possible(given)
    return given


def _naming(folders: Sequence[Path]) -> _Naming | None:
    """The names in the first `classes.txt` of several folders; None without that file."""
    path = next((folder / CLASSES_FILE for folder in folders if (folder / CLASSES_FILE).is_file()), None)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_CLASSES_BYTES + 1)
        if len(content) > _MAX_CLASSES_BYTES:
            raise DatasetError(
                "{path} is larger than {most:,} bytes, too large for names of classes.",
                path=path,
                most=_MAX_CLASSES_BYTES,
            )
        names = _lines(content)
    except OSError as error:
        raise DatasetError("{path} cannot be read: {reason}.", path=path, reason=system_words(error)) from None
    except UnicodeDecodeError:
        raise DatasetError("{path} is not text in UTF-8: save it with that encoding.", path=path) from None
    for number, name in enumerate(names, start=1):
        if not is_class_name(name):
            raise DatasetError(
                "{path} has no name of at most {most} printable characters in line {number}.",
                path=path,
                most=MAX_CLASS_NAME,
                number=number,
            )
    return _Naming(tuple(names), str(path))


def _lines(content: bytes) -> list[str]:
    """The lines of a text that was edited by hand, on whatever system; blanks around them and at its end are none.

    Raises:
        UnicodeDecodeError: if it is neither UTF-8 nor, as its first two bytes then say, UTF-16.
    """
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_wide else "utf-8-sig")
    return [unicodedata.normalize("NFC", line.strip()) for line in text.rstrip().splitlines()]


# Making a data set of what there is


def _emnist_naming(folders: Sequence[Path], name: str) -> _Naming | None:
    """The letters of EMNIST's own list of its labels and their characters; None if there is no such list."""
    path = next((path for folder in folders if (path := folder / f"{name}-mapping.txt").is_file()), None)
    if path is None or not name:
        return None
    try:
        with path.open("rb") as file:
            rows = [line.split() for line in file.read(_MAX_CLASSES_BYTES).splitlines()]
        letters = {int(label): chr(int(code)) for label, code, *_ in rows}
    except (OSError, ValueError, OverflowError):
        return None
    names = tuple(letters[label] for label in sorted(letters))
    return _Naming(names, str(path)) if all(map(is_class_name, names)) else None


def _upright(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return _read_only(np.ascontiguousarray(images.transpose(0, 2, 1)))


def _found(files: DatasetFiles) -> Found:
    """The files of a folder as arrays, with what a sentence calls each."""
    files.require("train", "images")
    found: Found = {}
    try:
        for (part, content), path in files.paths.items():
            if is_called_an_array(path):
                array = array_files.read_one(path)
            else:
                array = read_images(path) if content == "images" else read_labels(path)
            found[part, content] = (str(path), array)
    except (ArrayFileError, IdxError) as error:
        raise DatasetError(str(error)) from error
    return found


def _array(name: str, value: ArrayLike) -> Numbers:
    """An argument of a user's own program as an array."""
    try:
        return np.asarray(value)
    except (ValueError, TypeError, RuntimeError) as error:  # a ragged list, a tensor on a GPU or with a gradient
        raise DatasetError("{name} is no array: {reason}.", name=name, reason=str(error).rstrip(".")) from error


def _of_arrays(name: str, source: str, found: Found, naming: _Naming | None, notes: Notes) -> Dataset:
    """The data set of arrays, which are brought into form."""
    images = {part: array for (part, content), array in found.items() if content == "images"}
    labels = {part: array for (part, content), array in found.items() if content == "labels" and part in images}
    try:
        pixels, of_pixels = grey_images(dict(images.values()))
    except ArrayError as error:
        raise DatasetError(str(error)) from error
    numbers, names, of_labels = class_numbers(
        {Path(called).name: array for called, array in labels.values()}, MAX_CLASSES
    )
    label_of = {} if numbers is None else dict(zip(labels, numbers, strict=True))
    parts = {
        part: _Given(of_part, label_of.get(part), images[part][0], labels.get(part, ("", None))[0])
        for part, of_part in zip(images, pixels, strict=True)
    }
    for given in parts.values():
        _require_possible(given)
    if naming is None and names is not None:
        if all(map(is_class_name, names)):
            naming = _Naming(names, source)
        else:
            of_labels = (Sentence("The classes are called by numbers: they have names that cannot be shown."),)
    return _assembled(name, source, parts, naming, (*notes, *of_pixels, *of_labels))


def _require_possible(given: _Given) -> None:
    images, labels = given.images, given.labels
    if len(images) == 0:
        raise DatasetError("{path} holds no images.", path=given.images_name)
    if labels is not None and len(images) != len(labels):
        raise DatasetError(
            "{path} holds {images:,} images and {other} {labels:,} labels; there must be one for each.",
            path=given.images_name,
            images=len(images),
            other=Path(given.labels_name).name,
            labels=len(labels),
        )
    if not all(1 <= side <= MAX_IMAGE_SIDE for side in images.shape[1:]):
        raise DatasetError(
            "{path} holds images of {size} pixels; a side must be from 1 to {most:,}.",
            path=given.images_name,
            size=ImageShape.of(images),
            most=MAX_IMAGE_SIDE,
        )


def _assembled(name: str, source: str, parts: Mapping[Part, _Given], naming: _Naming | None, notes: Notes) -> Dataset:
    """The data set of these parts, with what it lacks made up for and said in its notes."""
    train, test = parts["train"], parts.get("test", parts.get("validation"))
    if "validation" in parts and "test" in parts:
        count = len(parts["validation"].images)
        notes += (Sentence("The {count:,} images for validation are left out.", count=count),)
    elif "validation" in parts:
        notes += (Sentence("There are no test images; those for validation are taken instead."),)
    if test is not None and ImageShape.of(train.images) != ImageShape.of(test.images):
        raise DatasetError(
            "{source} holds training images of {train} and test images of {test} pixels.",
            source=source,
            train=ImageShape.of(train.images),
            test=ImageShape.of(test.images),
        )
    splits, names, of_labels = _labelled([train] if test is None else [train, test], naming)
    notes += of_labels
    if test is None:
        splits, of_division = _divided(source, *splits)
        notes += of_division
    if len(unseen := np.setdiff1d(splits[1].labels, splits[0].labels)) > 0:
        words = ", ".join(names[label] for label in unseen)
        notes += (
            Sentence("Only the test images have these classes, which training never sees: {names}.", names=words),
        )
    return Dataset(name, splits[0], splits[1], names, notes)


def _labelled(parts: Sequence[_Given], naming: _Naming | None) -> tuple[list[Split], tuple[str, ...], Notes]:
    """The parts with labels from 0, the name of each label, and what is to be said of them."""
    given = [(part.labels, part.labels_name) for part in parts if part.labels is not None]
    if len(given) < len(parts):
        bare = next(part for part in parts if part.labels is None)
        note = Sentence("There are no labels, and so no classes.")
        if given:
            note = Sentence("There are no classes, because {path} has no labels.", path=Path(bare.images_name).name)
        name = naming.names[0] if naming is not None and len(naming.names) == 1 else UNLABELLED
        return [_of_one_class(part) for part in parts], (name,), (note,)
    first, last = min(int(labels.min()) for labels, _ in given), max(int(labels.max()) for labels, _ in given)
    from_one = naming is not None and first > 0 and last == len(naming.names)
    numbers = [_bytes(labels - 1 if from_one else labels, path) for labels, path in given]
    if first == last:
        return (
            [_of_one_class(part) for part in parts],
            (_name_of(last - from_one, naming),),
            (Sentence("All images are of one class."),),
        )
    splits = [Split(part.images, labels) for part, labels in zip(parts, numbers, strict=True)]
    return splits, _names(naming, last - from_one + 1), ()


def _of_one_class(part: _Given) -> Split:
    return Split(part.images, _read_only(np.zeros(len(part.images), np.uint8)))


def _bytes(labels: NDArray[np.integer], path: str) -> NDArray[np.uint8]:
    for label in (int(labels.min()), int(labels.max())):
        if not 0 <= label < MAX_CLASSES:
            raise DatasetError(
                "{path} holds the label {label}, not one from 0 to {last}.",
                path=path,
                label=label,
                last=MAX_CLASSES - 1,
            )
    return _read_only(labels.astype(np.uint8, copy=False))


def _names(naming: _Naming | None, count: int) -> tuple[str, ...]:
    """What the classes are called: by their numbers, where nobody has named them."""
    if naming is None:
        return tuple(str(label) for label in range(count))
    if len(naming.names) != count:
        raise DatasetError(
            "{path} names {names:,} classes, but the labels are of {count}.",
            path=naming.path,
            names=len(naming.names),
            count=count,
        )
    return naming.names


def _name_of(label: int, naming: _Naming | None) -> str:
    """What the only class is called, which may be one of several that have names, or the only one that has."""
    names = () if naming is None else naming.names
    return names[label] if label < len(names) else names[0] if len(names) == 1 else str(label)


def _divided(source: str, whole: Split) -> tuple[list[Split], Notes]:
    """Images to train on and, out of them, images to test with."""
    is_test = held_back(whole.labels, MAX_HELD_BACK)
    if not is_test.any():
        raise DatasetError(
            "{source} holds too few images: there are no test images, and no class has two, of which one could test.",
            source=source,
        )
    splits = [Split(_read_only(whole.images[of]), _read_only(whole.labels[of])) for of in (~is_test, is_test)]
    note = Sentence(
        "There are no test images; {count:,} of the {total:,} images, drawn at random, are held back to test with.",
        count=int(is_test.sum()),
        total=len(is_test),
    )
    return splits, (note,)


def _read_only(array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    array.flags.writeable = False
    return array
