"""A folder of pictures as people have them, made into a data set of small grey images.

`picture_search` finds the pictures, `picture_layout` tells which folders are classes and which are parts, and
`picture_reading` reads one picture and converts it as a `Look` says. One that cannot be read is left out: a folder of
thousands is not refused for it. All that is left out is told, with the reason.

    found = scan(folder)
    made = convert(found, data_dir, "animals", look_for(found))
    print(made.folder, made.found.notes, made.found.left_out)

`scan` decodes a few pictures, or all of them where their values are so low that white has to be found.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ae_model import dataset_folders, datasets
from ae_model.config import MAX_IMAGE_SIDE
from ae_model.dataset_folders import datasets_folder, names_kept, put_in_place, temporary_folder
from ae_model.datasets import MAX_CLASS_NAME, Dataset, DatasetError, Split, held_back
from ae_model.downloads import CATALOGUE
from ae_model.files import numbered
from ae_model.picture_layout import Layout, Picture, class_name_of, class_names, layouts
from ae_model.picture_reading import (
    Depth,
    Levels,
    Look,
    PictureError,
    depth_of,
    has_several_frames,
    is_dark_on_bright,
    measured,
    opened,
    read,
    small,
)
from ae_model.picture_search import LeftOut, Search, natural, shown
from ae_model.progress import Progress, no_progress
from ae_model.sentence import Clause, Sentence, in_a_row, system_words, without

MAX_DATASET_BYTES = 2**29  # of all converted images; twice that while they are divided into train and test

_SHOWN = 5  # pictures, or classes, at most, that are named in a sentence
_LISTED = 10_000  # that are named in the notice of a data set
_SEED = 0  # of the choice of examples

Sample = tuple[Path, int]  # a picture and the label of its class
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """The contents of a folder of pictures.

    Attributes:
        root: the folder.
        class_names: of the labels from 0; one where there are no classes.
        train: pictures to train on, or all where `test` is empty.
        test: those of a part to test with.
        sizes: (width, height) of the stored pictures, and how many have each.
        modes: Pillow's names for how pixels are stored, and how many pictures have each.
        left_out: what is not taken, and why.
        notes: sentences on what was understood of the folders.
        levels: the values of all pictures of a depth, where they are so few that they should be stretched.
        layout: the name of the way in which the folders were read.
        layouts: the names of all ways in which they can be, and a title of each.
    """

    root: Path
    class_names: tuple[str, ...]
    train: tuple[Sample, ...]
    test: tuple[Sample, ...]
    sizes: Counter[tuple[int, int]]
    modes: Counter[str]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    levels: tuple[Levels, ...] = ()
    layout: str = ""
    layouts: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """Number of all pictures."""
        return len(self.train) + len(self.test)

    @property
    def left_out_count(self) -> int:
        """Number of files that are left out, and of folders without a picture."""
        return sum(item.count for item in self.left_out)


@dataclass(frozen=True, slots=True)
class Made:
    """A data set that was made.

    Attributes:
        folder: its own.
        found: what it was made of: without the pictures that could not be decoded.
    """

    folder: Path
    found: Found


def scan(root: Path, report: Progress = no_progress, layout: str = "") -> Found:
    """Look through a folder of pictures, and read its folders in the likeliest way, or in the one called `layout`.

    An exception that `report` raises ends the scan and is passed on.

    Raises:
        PictureError: if there is nothing in it to learn from, or too much of anything.
    """
    search = Search(root, report)
    readings = layouts(search.pictures)
    reading = next((one for one in readings if one.name == layout), readings[0])
    sizes: Counter[tuple[int, int]] = Counter()
    modes: Counter[str] = Counter()
    depths: dict[Path, Depth] = {}
    kept, bad, of_several = [], [], 0
    for number, picture in enumerate(reading.pictures):
        report(0.5 * number / len(reading.pictures))
        path = root.joinpath(*picture.way)
        try:
            with opened(path) as image:
                sizes[image.size] += 1
                modes[image.mode] += 1
                depths[path] = depth_of(image)
                of_several += has_several_frames(image)
            kept.append(picture)
        except PictureError as error:
            bad.append(_left_out(root, path, error))
    left_out = _sorted((*search.left_out, *reading.left_out, *bad))
    found = _found(root, reading, kept, left_out)
    levels = _narrow(found, depths, lambda share: report(0.5 + 0.5 * share))
    words = Sentence("Pictures of several frames, of which the first is taken: {count:,}.", count=of_several)
    notes = (*found.notes, words) if of_several else found.notes
    titles = tuple((one.name, one.title) for one in readings)
    seen = replace(found, sizes=sizes, modes=modes, levels=levels, notes=notes)
    return replace(seen, layout=reading.name, layouts=titles)


def look_for(found: Found, side: int = 28) -> Look:
    """The look that suits most pictures: inverted if they are dark on bright, stretched if their values are few.

    Raises:
        PictureError: if no picture can be read.
    """
    plain, inverted = (Look(side, invert, found.levels) for invert in (False, True))
    seen = _read_some(found, 20, lambda path: (small(path, plain), small(path, inverted)))
    bright = sum(is_dark_on_bright(*both) for _, both in seen)
    return inverted if 2 * bright > len(seen) else plain


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


def preview(
    found: Found, look: Look, count: int = 20, report: Progress = no_progress
) -> tuple[NDArray[np.uint8], list[str]]:
    """The pictures of `examples` that can be read, converted, (n, side, side), and the class of each.

    Raises:
        PictureError: if none of them can be read.
    """
    _require_side(look.side)
    seen = _read_some(found, count, lambda path: read(path, look), report)
    return np.stack([image for _, image in seen]), [found.class_names[label] for (_, label), _ in seen]


def convert(found: Found, data_dir: Path, name: str, look: Look, report: Progress = no_progress) -> Made:
    """Make a data set of the pictures below the user's folder `data_dir`.

    In its name, characters that no folder can have are replaced, and a number is added if it is taken. Without a part
    to test with, one picture in six of each class is held back, drawn at random with a fixed seed. Its NOTICE.md tells
    what was understood and left out. An exception that `report` raises ends the work and is passed on.

    Raises:
        PictureError: if too few pictures can be read or the data set cannot be written; nothing is left of it.
    """
    dataset, found = as_dataset(found, name, look, lambda share: report(0.9 * share))
    try:
        with temporary_folder(data_dir) as temporary:
            made = temporary / "made"
            made.mkdir()
            _write(made, dataset, _notice(dataset, found, look), lambda share: report(0.9 + 0.1 * share))
            with names_kept(data_dir):
                folder = free_folder(data_dir, name)
                put_in_place(made, folder)
    except OSError as error:
        raise PictureError(
            "The pictures of {root} could not be written below {folder}: {reason}.",
            root=found.root,
            folder=data_dir,
            reason=system_words(error),
        ) from error
    return Made(folder, found)


def as_dataset(found: Found, name: str, look: Look, report: Progress = no_progress) -> tuple[Dataset, Found]:
    """The pictures as a data set in memory, and what was found without those that could not be decoded.

    Raises:
        PictureError: if too few pictures can be read, or the data set would be too large.
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
    place: dict[Path, int] = {}
    bad = {}
    for number, (path, _) in enumerate(samples):
        report(number / len(samples))
        try:
            images[number] = read(path, look)
            place[path] = number
        except PictureError as error:
            bad[path] = _left_out(found.root, path, error)
    if bad:
        found = _without(found, bad)
    samples = found.train + found.test
    order = np.array([place[path] for path, _ in samples])
    labels = np.array([label for _, label in samples], np.uint8)
    is_test = np.arange(len(samples)) >= len(found.train) if found.test else held_back(labels)
    train, test = (_split(images[order[chosen]], labels[chosen]) for chosen in (~is_test, is_test))
    return Dataset(name, train, test, found.class_names), _with_copies_told(found, train, test)


def free_folder(data_dir: Path, name: str) -> Path:
    """A free folder for a data set called `name`, or a name close to it."""
    stem = re.sub(r"[^\w -]+", "-", name).strip(" -")[:MAX_CLASS_NAME] or "pictures"
    parent = datasets_folder(data_dir)
    taken = {path.name.casefold() for path in parent.iterdir()} if parent.is_dir() else set()
    return next(path for path in numbered(parent / stem) if path.name.casefold() not in taken | _RESERVED)


# What was found

_RESERVED = {"mnist", *(offer.name for offer in CATALOGUE)} | {
    *("con", "prn", "aux", "nul"),  # devices of Windows
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
}


def _found(root: Path, reading: Layout, kept: Sequence[Picture], left_out: Sequence[LeftOut]) -> Found:
    """What the pictures that are `kept` of a reading make."""
    called, notes = class_names(reading.pictures)
    only = _only_class(root, reading.pictures)
    named = [(root.joinpath(*p.way), only if p.folder is None else called[p.folder], p.part == "test") for p in kept]
    empty = Found(root, (), (), (), Counter(), Counter(), tuple(left_out), (*reading.notes, *notes))
    expected = dict.fromkeys(only if p.folder is None else called[p.folder] for p in reading.pictures)
    return _sorted_into_classes(empty, named, tuple(expected))


def _only_class(root: Path, pictures: Sequence[Picture]) -> str:
    """What the class is called where there are none: as the one folder that all are in, or else as the root."""
    tops = {picture.way[0] if len(picture.way) > 1 else "" for picture in pictures}
    return class_name_of(tops.pop() if len(tops) == 1 and "" not in tops else root.resolve().name)


def _without(found: Found, bad: Mapping[Path, LeftOut]) -> Found:
    """What is left without some pictures; a class that has none left is gone, which is said."""
    samples = [*((*sample, False) for sample in found.train), *((*sample, True) for sample in found.test)]
    named = [(path, found.class_names[label], tested) for path, label, tested in samples if path not in bad]
    left = replace(found, left_out=_sorted((*found.left_out, *bad.values())))
    return _sorted_into_classes(left, named, found.class_names)


def _sorted_into_classes(found: Found, named: Sequence[tuple[Path, str, bool]], expected: Sequence[str]) -> Found:
    """`found` with other pictures: the path of each, the name of its class, and whether it is a test picture.

    Classes that are only tested, and those `expected` of which nothing is left, are left out.
    """
    trained = sorted({name for _, name, tested in named if not tested}, key=lambda name: natural([name]))
    label_of = {name: label for label, name in enumerate(trained)}
    untrained = [path for path, name, _ in named if name not in label_of]
    reason = Sentence("There are no pictures of its class to train on.")
    more = [LeftOut(_shown(found.root, path), reason) for path in untrained]
    train, test = (
        tuple(
            sorted(((path, label_of[name]) for path, name, t in named if t is tested and name in label_of), key=_label)
        )
        for tested in (False, True)
    )
    notes: list[str] = [
        Sentence("The class {name} is left out: it has no pictures to train on that can be read.", name=name)
        for name in expected
        if name not in label_of
    ]
    left_out = _sorted((*found.left_out, *more))
    _require_enough(found.root, train, test, len(trained), left_out)
    counts = Counter(label for _, label in train)
    tested = {label for _, label in test} if test else {label for label in counts if counts[label] > 1}
    if lone := [name for label, name in enumerate(trained) if label not in tested]:
        some = ", ".join(lone[:_SHOWN]) + (", …" if len(lone) > _SHOWN else "")
        notes.append(Sentence("There are no test pictures of {names}.", names=some))
    return replace(
        found,
        class_names=tuple(trained),
        train=train,
        test=test,
        left_out=left_out,
        notes=tuple(dict.fromkeys((*found.notes, *notes))),
    )


def _label(sample: Sample) -> int:
    return sample[1]


def _require_enough(
    root: Path, train: Sequence[Sample], test: Sequence[Sample], classes: int, left_out: Sequence[LeftOut]
) -> None:
    if not train and left_out:
        some: list[str] = [Clause(str(item)) for item in left_out[:_SHOWN]]
        if len(left_out) > _SHOWN:
            some.append(Sentence("and {count:,} more", count=len(left_out) - _SHOWN))
        raise PictureError("{root} holds no pictures that can be used: {some}.", root=root, some=in_a_row(some))
    if not train:
        raise PictureError("{root} holds no pictures.", root=root)
    if not test and len(train) == classes:
        raise PictureError("{root} has one picture of each class; it takes two to hold one back.", root=root)


def _narrow(found: Found, depths: Mapping[Path, Depth], report: Progress) -> tuple[Levels, ...]:
    """The values of all pictures of each depth, where they are few of those possible.

    Pictures of a depth are decoded until their values are many, which for most is so with the first one.
    """
    levels: dict[Depth, Levels] = {}
    samples = found.train + found.test
    for number, (path, _) in enumerate(samples):
        depth = depths[path]
        if depth in levels and levels[depth].is_wide:
            continue
        report(number / len(samples))
        try:
            one = measured(path)
        except PictureError:  # it will be told by whoever converts it
            continue
        if one is not None:
            levels[depth] = one.with_those_of(levels.get(depth, one))
    return tuple(one for one in levels.values() if one.is_narrow)


def _read_some(
    found: Found, count: int, read_one: Callable[[Path], T], report: Progress = no_progress
) -> list[tuple[Sample, T]]:
    """What `read_one` makes of so many of the examples that can be read."""
    seen: list[tuple[Sample, T]] = []
    trouble = None
    for sample in examples(found, 3 * count):
        report(len(seen) / count)
        try:
            seen.append((sample, read_one(sample[0])))
        except PictureError as error:
            trouble = error
        if len(seen) == count:
            break
    if trouble is not None and not seen:
        raise trouble
    return seen


def _with_copies_told(found: Found, train: Split, test: Split) -> Found:
    trained = {image.tobytes() for image in train.images}
    count = sum(image.tobytes() in trained for image in test.images)
    if count == 0:
        return found
    words = Sentence("Test images that are also training images: {count:,}.", count=count)
    return replace(found, notes=(*found.notes, words))


def _left_out(root: Path, path: Path, error: PictureError) -> LeftOut:
    return LeftOut(_shown(root, path), without(path, str(error)))


def _shown(root: Path, path: Path) -> str:
    return shown(path.relative_to(root).parts)


def _sorted(left_out: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left_out, key=lambda item: natural(item.path.split("/"))))


def _require_side(side: int) -> None:
    if not 1 <= side <= MAX_IMAGE_SIDE:
        raise PictureError(
            "The side of the images must be from 1 to {most:,} pixels, not {side:,}.", most=MAX_IMAGE_SIDE, side=side
        )


def _split(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> Split:
    images.flags.writeable = labels.flags.writeable = False
    return Split(images, labels)


# Writing


def _write(folder: Path, dataset: Dataset, notice: str, report: Progress) -> None:
    dataset_folders.write_images(folder / f"{dataset_folders.TRAIN_IMAGES}.gz", dataset.train.images, report)
    dataset_folders.write_labels(folder / dataset_folders.TRAIN_LABELS, dataset.train.labels)
    dataset_folders.write_images(folder / f"{dataset_folders.TEST_IMAGES}.gz", dataset.test.images)
    dataset_folders.write_labels(folder / dataset_folders.TEST_LABELS, dataset.test.labels)
    dataset_folders.write_words(folder, dataset.class_names, notice)
    try:
        datasets.load(str(folder))
    except DatasetError as error:
        raise PictureError(
            "The data set {name} cannot be used: {reason}", name=dataset.name, reason=without(folder, str(error))
        ) from error


def _notice(dataset: Dataset, found: Found, look: Look) -> str:
    """What NOTICE.md says: where the images are from, what was made of them, and what is not among them."""
    title = shown((" ".join(dataset.name.split()),))
    lines: list[str] = [f"# {title}", ""]
    lines += ["Made from a folder of pictures by Autoencoder Lab; its licence is that of the pictures.", ""]
    lines.append(f"- {len(dataset.train.images):,} images to train on, {len(dataset.test.images):,} to test with")
    lines += [f"- {note}" for note in found.notes]
    lines += [f"- Stretched: {levels} became those from black to white." for levels in look.stretched]
    lines += ["- Inverted: bright became dark."] if look.invert else []
    if found.left_out:
        lines += ["", f"Left out: {found.left_out_count:,}", ""]
        lines += [f"- {item}" for item in found.left_out[:_LISTED]]
        lines += [f"- and {len(found.left_out) - _LISTED:,} more"] if len(found.left_out) > _LISTED else []
    return "\n".join(lines) + "\n"
