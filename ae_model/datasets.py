"""Data sets of small grey images with labels: the MNIST that travels with the program, or a folder of IDX files.

A data set that nothing can be learnt from, or whose files contradict each other, is refused here, so that no
other part has to ask.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ae_model.config import MAX_IMAGE_SIDE
from ae_model.idx import IdxError, read_images, read_labels
from ae_model.image_shape import ImageShape
from ae_model.resources import resource
from ae_model.samples import sample
from ae_model.sentence import SaidError, Sentence, system_words

Part = Literal["train", "test"]

MAX_CLASSES = 100  # more could not be told apart on a screen, and a label of 255 is a mistake
MAX_CLASS_NAME = 60  # characters: more than fits beside a picture

CLASSES_FILE = "classes.txt"

_MAX_CLASSES_BYTES = 2**16
_JOINERS = "[\u200c\u200d]"

_PREFIXES: dict[Part, tuple[str, ...]] = {"train": ("train",), "test": ("t10k", "test")}
_FILES: dict[tuple[Part, str], str] = {
    ("train", "images"): Sentence("train images"),
    ("train", "labels"): Sentence("train labels"),
    ("test", "images"): Sentence("test images"),
    ("test", "labels"): Sentence("test labels"),
}


class DatasetError(SaidError):
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

    @property
    def image_shape(self) -> ImageShape:
        """Of every image."""
        return ImageShape.of(self.images)

    def sample(self, count: int) -> NDArray[np.intp]:
        """Which `count` images stand for all: (min(count, N),), ascending, always the same ones."""
        return sample(len(self.images), count)


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
    def image_shape(self) -> ImageShape:
        """Of every image."""
        return self.train.image_shape


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
    if train.image_shape != test.image_shape:
        raise DatasetError(
            "{source} holds training images of {train} and test images of {test} pixels.",
            source=source,
            train=train.image_shape,
            test=test.image_shape,
        )
    if len(classes) < 2:
        raise DatasetError(
            "{source} holds training images of one class only; it takes two to be told apart.", source=source
        )
    if len(untrained) > 0:
        raise DatasetError(
            "{source} holds test images of class {label}, but no such training images.",
            source=source,
            label=untrained[0],
        )
    class_names = _class_names(_folder(source), int(classes.max()) + 1)
    return Dataset(Path(source).resolve().name, train, test, class_names)


def load_split(source: str, part: Part) -> Split:
    """One part of the data set at `source`: the window opens with the test images alone.

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
        raise DatasetError("{path} holds no images.", path=images_path)
    if len(split.images) != len(split.labels):
        raise DatasetError(
            "{path} holds {images:,} images and {other} {labels:,} labels; there must be one for each.",
            path=images_path,
            images=len(split.images),
            other=labels_path.name,
            labels=len(split.labels),
        )
    if not all(1 <= side <= MAX_IMAGE_SIDE for side in split.images.shape[1:]):
        raise DatasetError(
            "{path} holds images of {size} pixels; a side must be from 1 to {most:,}.",
            path=images_path,
            size=split.image_shape,
            most=MAX_IMAGE_SIDE,
        )
    if split.labels.max() >= MAX_CLASSES:
        raise DatasetError(
            "{path} holds the label {label}, not one from 0 to {last}.",
            path=labels_path,
            label=split.labels.max(),
            last=MAX_CLASSES - 1,
        )
    return split


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


def _folder(source: str) -> Path:
    return resource("mnist") if source == "mnist" else Path(source)


def _class_names(folder: Path, count: int) -> tuple[str, ...]:
    """The names in the folder's `classes.txt`, or without that file the numbers from 0."""
    path = folder / CLASSES_FILE
    if not path.is_file():
        return tuple(str(label) for label in range(count))
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
    if len(names) != count:
        raise DatasetError(
            "{path} names {names:,} classes, one a line, but the labels are of {count}.",
            path=path,
            names=len(names),
            count=count,
        )
    for number, name in enumerate(names, start=1):
        if not is_class_name(name):
            raise DatasetError(
                "{path} has no name of at most {most} printable characters in line {number}.",
                path=path,
                most=MAX_CLASS_NAME,
                number=number,
            )
    return tuple(names)


def _lines(content: bytes) -> list[str]:
    """The lines of a text that was edited by hand, on whatever system; blanks around them and at its end are none.

    Raises:
        UnicodeDecodeError: if it is neither UTF-8 nor, as its first two bytes then say, UTF-16.
    """
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_wide else "utf-8-sig")
    return [unicodedata.normalize("NFC", line.strip()) for line in text.rstrip().splitlines()]


def _find(folder: Path, part: Part, kind: str) -> Path:
    if not folder.is_dir():
        raise DatasetError("There is no folder {folder} to read a data set from.", folder=folder)
    content, dimensions = kind.split("-")
    plain = [f"{prefix}-{content}{dot}{dimensions}-ubyte" for prefix in _PREFIXES[part] for dot in "-."]
    for name in plain:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                return path
    raise DatasetError(
        "{folder} has no {what}: none of {names} is there, gzipped (.gz) or not.",
        folder=folder,
        what=_FILES[part, content],
        names=", ".join(plain),
    )
