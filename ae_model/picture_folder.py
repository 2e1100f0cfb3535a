"""A folder of pictures, a folder for each class, made into a data set of small grey images.

torchvision's ImageFolder lists the pictures and their classes. They are read here, one at a time and within limits,
because a stranger's picture may unpack to any size. A `Look` decides how a picture is converted, and can be previewed:

- It becomes grey by the usual weights (ITU-R 601); of 16 bits the upper 8 count, of an animation the first picture.
- It is turned upright, as its EXIF data says.
- The whole of it is scaled, in proportion, into the middle of a square of background.
- Background is 0, as in MNIST: a picture that is dark on bright is inverted. Transparent pixels become background
  either way, so that black ink on nothing, inverted, becomes white ink on black.

`scan` reads only the beginnings of the files. Pictures that cannot be decoded are found by `convert`, which names
them and makes nothing.
"""

import os
import re
import stat
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from ae_model import dataset_folders, datasets
from ae_model.config import MAX_IMAGE_SIDE
from ae_model.dataset_folders import datasets_folder, put_in_place, temporary_folder
from ae_model.datasets import MAX_CLASS_NAME, MAX_CLASSES, Dataset, DatasetError, Split, is_class_name
from ae_model.downloads import CATALOGUE
from ae_model.files import numbered
from ae_model.progress import Progress, no_progress
from ae_model.sentence import Clause, SaidError, Sentence, in_a_row, system_words

MAX_PICTURES = 200_000
MAX_PIXELS = 2**25  # of one picture; with transparency it takes some 400 MB while it is scaled
MAX_FILE_BYTES = 2**26  # of one picture
MAX_DATASET_BYTES = 2**29  # of all converted images; twice that while they are divided into train and test
MAX_FILES = 1_000_000  # and folders, of any kind, to look through

TEST_SHARE = 6  # one picture of so many is held back, as in MNIST

_EXTENSIONS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".ppm", ".pgm")
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")  # no others: Pillow runs a program for some
_SHOWN = 5  # bad pictures, at most, that are named in a sentence
_SEED = 0  # of the choice of pictures that are held back

_ORIENTATION = 0x0112  # the EXIF tag
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Sample = tuple[Path, int]  # a picture and the label of its class


class PictureError(SaidError):
    """Pictures that make no data set; the message is one sentence for the user that names the file or folder."""


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are converted.

    Attributes:
        side: of the square images, in pixels.
        invert: whether bright becomes dark.
    """

    side: int = 28
    invert: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The contents of a folder of pictures.

    Attributes:
        root: the folder.
        class_names: of the labels from 0.
        train: pictures to train on, or all where `test` is empty.
        test: those of a folder `test` beside a folder `train`.
        sizes: (width, height) of the stored pictures, and how many have each.
        modes: Pillow's names for how pixels are stored, and how many pictures have each.
        ignored: number of files whose names are not those of pictures.
    """

    root: Path
    class_names: tuple[str, ...]
    train: tuple[Sample, ...]
    test: tuple[Sample, ...]
    sizes: Counter[tuple[int, int]]
    modes: Counter[str]
    ignored: int

    @property
    def count(self) -> int:
        """Number of all pictures."""
        return len(self.train) + len(self.test)


def scan(root: Path, report: Progress = no_progress) -> Found:
    """Look through a folder that has a folder of pictures for each class, or below `train` and `test` one each.

    An exception that `report` raises ends the scan and is passed on.

    Raises:
        PictureError: if there are not two classes of pictures in it, too much of anything, or files that are not what
            their names say.
    """
    ignored = _look_through(root, report)
    parts = [root / "train", root / "test"] if _is_divided(root) else [root]
    class_names, *listed = _listed(root, parts)
    train, test = listed if len(listed) == 2 else (*listed, ())
    _require_classes(root, class_names, train, test)
    sizes: Counter[tuple[int, int]] = Counter()
    modes: Counter[str] = Counter()
    troubles = []
    samples = train + test
    for number, (path, _) in enumerate(samples):
        report(number / len(samples))
        try:
            with _opened(path) as image:
                sizes[image.size] += 1
                modes[image.mode] += 1
        except PictureError as error:
            troubles.append(str(error))
    _require_none(troubles, root)
    return Found(root, class_names, train, test, sizes, modes, ignored)


def look_for(found: Found, side: int = 28) -> Look:
    """The look that suits most pictures: inverted if their borders are brighter than those of their inverses.

    Where a border is transparent, and so the same either way, the look with more contrast counts.

    Raises:
        PictureError: if a picture cannot be read.
    """
    bright = 0
    samples = examples(found)
    for path, _ in samples:
        plain, inverted = (_small(path, Look(side, invert)) for invert in (False, True))
        difference = _border(plain) - _border(inverted)
        bright += bool(difference > 0 or (difference == 0 and inverted.std() > plain.std()))
    return Look(side, invert=2 * bright > len(samples))


def examples(found: Found, count: int = 20) -> list[Sample]:
    """Some of the pictures, spread over the classes; the same ones in each call."""
    rng = np.random.default_rng(_SEED)
    order = rng.permutation(len(found.train))
    turn: Counter[int] = Counter()
    ranked = []
    for index in order.tolist():
        label = found.train[index][1]
        ranked.append((turn[label], label, index))
        turn[label] += 1
    return [found.train[index] for _, _, index in sorted(ranked)[:count]]


def preview(found: Found, look: Look, count: int = 20, report: Progress = no_progress) -> NDArray[np.uint8]:
    """The pictures of `examples`, converted: (n, side, side).

    Raises:
        PictureError: if one of them cannot be read.
    """
    _require_side(look.side)
    images = []
    samples = examples(found, count)
    for number, (path, _) in enumerate(samples):
        report(number / len(samples))
        images.append(read(path, look))
    return np.stack(images)


def convert(found: Found, data_dir: Path, name: str, look: Look, report: Progress = no_progress) -> Path:
    """Make a data set of the pictures below the user's folder `data_dir`; returns its own folder.

    In its name, characters that no folder can have are replaced, and a number is added if it is taken. Without a folder
    `test`, one picture in six of each class is held back, drawn at random with a fixed seed. An exception that `report`
    raises ends the work and is passed on.

    Raises:
        PictureError: if a picture cannot be read or the data set cannot be written; nothing is left of it.
    """
    dataset = as_dataset(found, name, look, lambda share: report(0.9 * share))
    try:
        with temporary_folder(data_dir) as temporary:
            made = temporary / "made"
            made.mkdir()
            _write(made, dataset, lambda share: report(0.9 + 0.1 * share))
            folder = free_folder(data_dir, name)
            put_in_place(made, folder)
    except OSError as error:
        raise PictureError(
            "The pictures of {root} could not be written below {folder}: {reason}.",
            root=found.root,
            folder=data_dir,
            reason=system_words(error),
        ) from error
    return folder


def as_dataset(found: Found, name: str, look: Look, report: Progress = no_progress) -> Dataset:
    """The pictures as a data set in memory.

    Raises:
        PictureError: if a picture cannot be read, or the data set would be too large.
    """
    _require_side(look.side)
    if found.count * look.side**2 > MAX_DATASET_BYTES:
        raise PictureError(
            "{root} would become {count:,} images of {side}×{side} pixels, "
            "more than the {most:,} bytes that fit; choose a smaller side.",
            root=found.root,
            count=found.count,
            side=look.side,
            most=MAX_DATASET_BYTES,
        )
    samples = found.train + found.test
    images = np.zeros((len(samples), look.side, look.side), np.uint8)
    labels = np.array([label for _, label in samples], np.uint8)
    troubles = []
    for number, (path, _) in enumerate(samples):
        report(number / len(samples))
        try:
            images[number] = read(path, look)
        except PictureError as error:
            troubles.append(str(error))
    _require_none(troubles, found.root)
    is_test = np.arange(len(samples)) >= len(found.train) if found.test else held_back(labels)
    train, test = (_split(images[chosen], labels[chosen]) for chosen in (~is_test, is_test))
    return Dataset(name, train, test, found.class_names)


def held_back(labels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which pictures are test pictures: (N,), one in six of each class, and at least one if the class has two."""
    rng = np.random.default_rng(_SEED)
    chosen = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        number = max(1, round(len(members) / TEST_SHARE)) if len(members) > 1 else 0
        chosen[members[:number]] = True
    return chosen


def free_folder(data_dir: Path, name: str) -> Path:
    """A free folder for a data set called `name`, or a name close to it."""
    stem = re.sub(r"[^\w -]+", "-", name).strip(" -")[:MAX_CLASS_NAME] or "pictures"
    parent = datasets_folder(data_dir)
    taken = {path.name.casefold() for path in parent.iterdir()} if parent.is_dir() else set()
    return next(path for path in numbered(parent / stem) if path.name.casefold() not in taken | _RESERVED)


def read(path: Path, look: Look) -> NDArray[np.uint8]:
    """One picture, converted: (side, side).

    Raises:
        PictureError: if it cannot be read, or is larger than a picture may be.
    """
    return _in_the_middle(_small(path, look), look.side)


# Finding pictures

_RESERVED = {"mnist", *(offer.name for offer in CATALOGUE)} | {
    *("con", "prn", "aux", "nul"),  # devices of Windows
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
}


def _look_through(root: Path, report: Progress) -> int:
    """The number of files that are not pictures; refuses links and crowds in which ImageFolder would get lost."""
    if not root.is_dir():
        raise PictureError("There is no folder {root} to look for pictures in.", root=root)
    seen = pictures = ignored = 0
    try:
        for folder, folders, files in os.walk(root, onerror=_raise):
            report(0)
            for name in folders:
                if (link := Path(folder, name)).is_symlink():
                    raise PictureError(
                        "{link} is a link to a folder; only folders themselves are looked through.", link=link
                    )
            valid = sum(_is_picture(os.fspath(root), f"{folder}{os.sep}{name}") for name in files)
            pictures += valid
            ignored += len(files) - valid
            seen += len(folders) + len(files)
            if pictures > MAX_PICTURES or seen > MAX_FILES:
                raise PictureError(
                    "{root} holds more than {pictures:,} pictures or {files:,} files; that is too many.",
                    root=root,
                    pictures=MAX_PICTURES,
                    files=MAX_FILES,
                )
    except OSError as error:
        path, reason = error.filename or root, system_words(error)
        raise PictureError("{path} cannot be read: {reason}.", path=path, reason=reason) from error
    return ignored


def _raise(error: OSError) -> None:
    raise error


def _is_picture(root: str, path: str) -> bool:
    """Whether a file below `root` has the name of a picture, and neither it nor a folder above it is hidden."""
    way = Path(path.removeprefix(root)).parts
    return path.lower().endswith(_EXTENSIONS) and not any(part.startswith((".", "__MACOSX")) for part in way)


def _is_divided(root: Path) -> bool:
    """Whether there are folders `train` and `test` with folders in them: `train` alone may be a class of vehicles."""
    return all(
        (root / part).is_dir() and any(path.is_dir() for path in (root / part).iterdir()) for part in ("train", "test")
    )


def _listed(root: Path, parts: Sequence[Path]) -> tuple[tuple[str, ...], *tuple[tuple[Sample, ...], ...]]:
    """The names of the classes, and the pictures of each part, as ImageFolder finds them."""
    try:
        image_folder = datasets.torchvision().datasets.ImageFolder
    except (ImportError, RuntimeError) as error:
        raise PictureError(
            "{root} cannot be looked through: torchvision, which does that, is not part of this program.", root=root
        ) from error
    by_name: list[list[tuple[str, str]]] = []
    for part in (path.absolute() for path in parts):  # a name may begin with "~", which would be a home
        is_valid = partial(_is_picture, os.fspath(part))
        try:
            listing = image_folder(os.fspath(part), is_valid_file=is_valid, allow_empty=True)
        except OSError:
            raise PictureError(
                "{part} holds pictures, if any, but no folder for each class of them.", part=part
            ) from None
        by_name.append([(path, listing.classes[label]) for path, label in listing.samples])
    names = sorted({name for samples in by_name for _, name in samples})  # folders without pictures are no classes
    label_of = {name: label for label, name in enumerate(names)}
    return tuple(names), *(tuple((Path(path), label_of[name]) for path, name in samples) for samples in by_name)


def _require_classes(root: Path, names: Sequence[str], train: Sequence[Sample], test: Sequence[Sample]) -> None:
    if len(names) < 2:
        raise PictureError(
            "{root} holds pictures in {count} folders; it takes two, one for each class.", root=root, count=len(names)
        )
    if len(names) > MAX_CLASSES:
        raise PictureError(
            "{root} holds pictures in {count:,} folders; at most {most} can be classes.",
            root=root,
            count=len(names),
            most=MAX_CLASSES,
        )
    for name in names:
        if not is_class_name(name):
            raise PictureError(
                "{root} has a folder {name!r}, which is no name for a class: it is too long or odd.",
                root=root,
                name=name,
            )
    trained = {label for _, label in train}
    for label, name in enumerate(names):
        if label not in trained:
            raise PictureError(
                "{root} has pictures of {name} in its folder test, but none in train.", root=root, name=name
            )
    if not test and len(train) == len(names):
        raise PictureError("{root} has one picture of each class; it takes two to hold one back.", root=root)


def _require_none(troubles: Sequence[str], root: Path) -> None:
    """Refuse in one sentence: that of a single trouble, or one that names some of several."""
    if len(troubles) == 1:
        raise PictureError(troubles[0])
    if troubles:
        some: list[str] = [Clause(trouble) for trouble in troubles[:_SHOWN]]
        if len(troubles) > _SHOWN:
            some.append(Sentence("and {count:,} more", count=len(troubles) - _SHOWN))
        raise PictureError(
            "{root} holds {count:,} pictures that cannot be read: {some}.",
            root=root,
            count=len(troubles),
            some=in_a_row(some),
        )


def _require_side(side: int) -> None:
    if not 1 <= side <= MAX_IMAGE_SIDE:
        raise PictureError(
            "The side of the images must be from 1 to {most:,} pixels, not {side:,}.", most=MAX_IMAGE_SIDE, side=side
        )


# Reading one


@contextmanager
def _opened(path: Path, side: int | None = None) -> Iterator[Image.Image]:
    """A picture within the limits, opened but not decoded; with a `side`, a JPEG is decoded at roughly that size."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's warnings of oddities that do no harm
        with _open(path, side) as image:
            yield image


def _open(path: Path, side: int | None) -> Image.Image:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise PictureError("{path} is not a file.", path=path)
        if status.st_size > MAX_FILE_BYTES:
            raise PictureError(
                "{path} has {size:,} bytes; a picture may have {most:,}.",
                path=path,
                size=status.st_size,
                most=MAX_FILE_BYTES,
            )
        image = Image.open(path, formats=_FORMATS)
        width, height = image.size
        if width * height > MAX_PIXELS:
            image.close()
            raise PictureError(
                "{path} has {width:,}×{height:,} pixels; a picture may have {most:,} in all.",
                path=path,
                width=width,
                height=height,
                most=MAX_PIXELS,
            )
        if side is not None:
            image.draft("RGB", (2 * side, 2 * side))
        return image
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError(
            "{path} has too many pixels; a picture may have {most:,} in all.", path=path, most=MAX_PIXELS
        ) from None
    except UnidentifiedImageError:
        raise PictureError("{path} is not a picture that can be read.", path=path) from None
    except Exception as error:  # a damaged file may lead a decoder to any exception
        raise PictureError(_undecodable(path, error)) from error


def _small(path: Path, look: Look) -> NDArray[np.uint8]:
    """A picture in its proportions, with the longer side as long as the square's."""
    with _opened(path, look.side) as image:
        try:
            return np.asarray(_shrunk(_grey(image, look.invert), look.side))
        except Exception as error:  # a damaged file may lead a decoder to any exception
            raise PictureError(_undecodable(path, error)) from error


def _grey(image: Image.Image, invert: bool) -> Image.Image:
    """The picture upright in 8 bits, inverted if wanted, with background for transparent pixels."""
    image.load()
    turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        grey = Image.new("L", image.size, 255 if invert else 0)
        grey.paste(image.convert("L"), mask=image.getchannel("A"))
    else:
        grey = _opaque(image)
    if turn is not None:
        grey = grey.transpose(turn)
    return grey.point([255 - value for value in range(256)]) if invert else grey


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or (image.mode == "I" and image.format == "PPM"):
        values = np.asarray(image).astype(np.uint32)
        return Image.fromarray(((np.minimum(values, 65535) + 128) // 257).astype(np.uint8))
    if image.mode in ("I", "F"):
        raise ValueError(Sentence("32 bits a pixel do not say what is white"))
    if image.mode in ("1", "L", "RGB", "P"):
        return image.convert("L")
    return image.convert("RGB").convert("L")  # CMYK and others become grey by way of RGB alone


def _shrunk(grey: Image.Image, side: int) -> Image.Image:
    scale = side / max(grey.size)
    width, height = (max(1, round(scale * length)) for length in grey.size)
    return grey if grey.size == (width, height) else grey.resize((width, height), Image.Resampling.BICUBIC)


def _in_the_middle(small: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The picture on a square of zeros: (side, side)."""
    height, width = small.shape
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = small
    return square


def _split(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> Split:
    images.flags.writeable = labels.flags.writeable = False
    return Split(images, labels)


def _border(image: NDArray[np.uint8]) -> float:
    return float(np.median(np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])))


def _undecodable(path: Path, error: Exception) -> Sentence:
    return Sentence("{path} cannot be decoded ({reason}).", path=path, reason=_words(error))


def _words(error: Exception) -> str:
    """A decoder's message, as far as it fits into a sentence."""
    if isinstance(said := str(error), Sentence):
        return said
    first = next(iter(said.splitlines()), "")[:100].rstrip(". ")
    return first if first.isprintable() and first else type(error).__name__


# Writing


def _write(folder: Path, dataset: Dataset, report: Progress) -> None:
    dataset_folders.write_images(folder / f"{dataset_folders.TRAIN_IMAGES}.gz", dataset.train.images, report)
    dataset_folders.write_labels(folder / dataset_folders.TRAIN_LABELS, dataset.train.labels)
    dataset_folders.write_images(folder / f"{dataset_folders.TEST_IMAGES}.gz", dataset.test.images)
    dataset_folders.write_labels(folder / dataset_folders.TEST_LABELS, dataset.test.labels)
    title = " ".join(dataset.name.split())
    notice = f"# {title}\n\nMade from a folder of pictures by Autoencoder Lab; its licence is that of the pictures.\n"
    dataset_folders.write_words(folder, dataset.class_names, notice)
    try:
        datasets.load(str(folder))
    except DatasetError as error:
        raise PictureError(
            "The data set {name} cannot be used: {reason}", name=dataset.name, reason=str(error)
        ) from error
