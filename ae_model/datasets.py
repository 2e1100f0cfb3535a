"""Data sets of small grey images with labels: the MNIST that travels with the program, or a folder of IDX files.

A data set that nothing can be learnt from, or whose files contradict each other, is refused here, so that no
other part has to ask.
"""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ae_model.config import MAX_IMAGE_SIDE
from ae_model.idx import IdxError, read_images, read_labels
from ae_model.resources import resource

Part = Literal["train", "test"]

MAX_CLASSES = 100  # more could not be told apart on a screen, and a label of 255 is a mistake
MAX_CLASS_NAME = 60  # characters: more than fits beside a picture

CLASSES_FILE = "classes.txt"

_MAX_CLASSES_BYTES = 2**16

_PREFIXES: dict[Part, tuple[str, ...]] = {"train": ("train",), "test": ("t10k", "test")}


class DatasetError(ValueError):
    """A data set that cannot be used; the message is one sentence for the user that names the file or folder."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Labelled images to train on, or those held back to test with.

    Attributes:
        images: (N, H, W) uint8, read-only; 0 is the background.
        labels: (N,) uint8, read-only; the class of each image.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Labelled images in two parts.

    Attributes:
        name: for the user: "mnist", or the folder's name.
        train, test: the two parts; their images have one shape.
        class_names: the name of each label, counted from 0.
    """

    name: str
    train: Split
    test: Split
    class_names: tuple[str, ...]

    @property
    def image_shape(self) -> tuple[int, int]:
        """(height, width) of every image."""
        _, height, width = self.train.images.shape
        return height, width


def load(source: str) -> Dataset:
    """The data set at `source`: "mnist", which travels with the program, or the path of a folder of IDX files.

    A folder's four files are called as MNIST's are (`train-images-idx3-ubyte` ... `t10k-labels-idx1-ubyte`); `test` may
    stand for `t10k`, a dot for the hyphen before `idx`, and any of them may be gzipped (`.gz`). Beside them
    `classes.txt` may name the classes, in UTF-8, one a line in the order of the labels; they are numbered without it.

    Raises:
        DatasetError: if a file is missing or damaged, or the files do not make a data set of two or more classes.
    """
    train, test = load_split(source, "train"), load_split(source, "test")
    classes, untrained = np.unique(train.labels), np.setdiff1d(test.labels, train.labels)
    if train.images.shape[1:] != test.images.shape[1:]:
        raise DatasetError(
            f"{source} holds training images of {_size(train.images)} and test images of {_size(test.images)} pixels."
        )
    if len(classes) < 2:
        raise DatasetError(f"{source} holds training images of one class only; it takes two to be told apart.")
    if len(untrained) > 0:
        raise DatasetError(f"{source} holds test images of class {untrained[0]}, but no such training images.")
    class_names = _class_names(_folder(source), int(classes.max()) + 1)
    return Dataset(Path(source).resolve().name, train, test, class_names)


def load_split(source: str, part: Part) -> Split:
    """One part of the data set at `source` alone: what a window needs to open is the test images.

    Raises:
        DatasetError: if one of its two files is missing or damaged, or they do not belong together.
    """
    folder = _folder(source)
    images_path, labels_path = _find(folder, part, "images-idx3"), _find(folder, part, "labels-idx1")
    try:
        split = Split(read_images(images_path), read_labels(labels_path))
    except IdxError as error:
        raise DatasetError(str(error)) from error
    if len(split.images) == 0:
        raise DatasetError(f"{images_path} holds no images.")
    if len(split.images) != len(split.labels):
        counts = f"{len(split.images):,} images and {labels_path.name} {len(split.labels):,} labels"
        raise DatasetError(f"{images_path} holds {counts}; there must be one for each.")
    if not all(1 <= side <= MAX_IMAGE_SIDE for side in split.images.shape[1:]):
        raise DatasetError(
            f"{images_path} holds images of {_size(split.images)} pixels; a side must be from 1 to {MAX_IMAGE_SIDE:,}."
        )
    if split.labels.max() >= MAX_CLASSES:
        raise DatasetError(f"{labels_path} holds the label {split.labels.max()}, not one from 0 to {MAX_CLASSES - 1}.")
    return split


def torchvision() -> ModuleType:
    """The torchvision package, also where a torch for the CPU stands beside a torchvision built for CUDA.

    The package index has torchvision for Linux only with CUDA, where the library that defines its operators cannot
    be loaded without a CUDA torch, and importing fails on the two that it describes further. Their bare signatures
    are enough for its data sets, transforms and utilities. Loads torch: up to three seconds.
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
    """Whether a line of text can name a class: it is not blank, fits beside a picture and is all to be seen.

    Characters that turn the direction of writing around, or break the line, are none that can be seen.
    """
    return 0 < len(name) <= MAX_CLASS_NAME and name.isprintable() and not name.isspace()


def _folder(source: str) -> Path:
    return resource("mnist") if source == "mnist" else Path(source)


def _class_names(folder: Path, count: int) -> tuple[str, ...]:
    """The names in the folder's `classes.txt`, or else the numbers from 0."""
    path = folder / CLASSES_FILE
    if not path.is_file():
        return tuple(str(label) for label in range(count))
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_CLASSES_BYTES + 1)
        if len(content) > _MAX_CLASSES_BYTES:
            raise DatasetError(f"{path} is larger than {_MAX_CLASSES_BYTES:,} bytes, too large for names of classes.")
        names = content.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise DatasetError(f"{path} is not text in UTF-8.") from None
    if len(names) != count:
        raise DatasetError(f"{path} names {len(names):,} classes, one a line, but the labels are of {count}.")
    for number, name in enumerate(names, start=1):
        if not is_class_name(name):
            raise DatasetError(f"{path} has no name of at most {MAX_CLASS_NAME} printable characters in line {number}.")
    return tuple(names)


def _find(folder: Path, part: Part, kind: str) -> Path:
    if not folder.is_dir():
        raise DatasetError(f"There is no folder {folder} to read a data set from.")
    content, dimensions = kind.split("-")
    plain = [f"{prefix}-{content}{dot}{dimensions}-ubyte" for prefix in _PREFIXES[part] for dot in "-."]
    for name in plain:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                return path
    raise DatasetError(f"{folder} has no {part} {content}: none of {', '.join(plain)} is there, gzipped (.gz) or not.")


def _size(images: NDArray[np.uint8]) -> str:
    _, height, width = images.shape
    return f"{height}×{width}"
