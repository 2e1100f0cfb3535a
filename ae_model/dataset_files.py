"""Which files of a folder are a data set's: named as MNIST's are, or as downloads, archives and people name them.

`train-images-idx3-ubyte` is also `train-images.idx3-ubyte`, `train_images (1).gz`, a folder of that name with the file
in it, `MNIST/raw/train-images-idx3-ubyte` or `emnist-letters-train-images-idx3-ubyte`. So a path is read as words: one
says which part it is, one whether it holds images or labels, some are of the format, and what is left over is the name
of the data set, by which several in one folder are told apart.
"""

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar, get_args

from ae_model.files import is_folder, is_there
from ae_model.sentence import SaidError, Sentence, system_words

Part = Literal["train", "test", "validation"]
Content = Literal["images", "labels"]
Word = TypeVar("Word", bound=str)

PARTS: tuple[Part, ...] = get_args(Part)
CONTENTS: tuple[Content, ...] = get_args(Content)

_PART_WORDS: dict[Part, tuple[str, ...]] = {
    "train": ("train", "training"),
    "test": ("t10k", "test", "testing"),
    "validation": ("val", "valid", "validation"),
}
_CONTENT_WORDS: dict[Content, tuple[str, ...]] = {
    "images": ("images", "image", "imgs", "img", "x", "idx3"),
    "labels": ("labels", "label", "targets", "y", "idx1", "idx2"),
}
_KNOWN_WORDS = {word for words in (*_PART_WORDS.values(), *_CONTENT_WORDS.values()) for word in words}
# Of arrays, which have a name for each content; a file "data" may be anything.
_ARRAY_WORDS: dict[Content, tuple[str, ...]] = {
    "images": (*_CONTENT_WORDS["images"], "data", "pixels", "features", "inputs"),
    "labels": (*_CONTENT_WORDS["labels"], "target", "class", "classes"),
}
_RUN_TOGETHER = re.compile(r"^(?:(x|y)(train|test|val|valid)|(train|test|val|valid)(x|y))$")
_FORMAT_WORDS = re.compile(r"raw|gzip|gz|idx\d?|ubyte|uint8|int|int32|bin|npy|npz|copy|\d{1,2}")
# What a browser or wget adds to the name of a second download.
_COPY = re.compile(r"(?: ?\(\d+\)| - copy)(?=\.|$)|(?<=\.gz)\.\d$")
_ENDINGS = re.compile(r"|\.idx\d?(-\w+)?|\.ubyte|\.bin|\.gz|\.npy|\.npz")

_DEPTH = 3  # folders below the one that is given: MNIST/raw/train-images-idx3-ubyte/
_MOST_ENTRIES = 20_000  # files and folders that are looked at: a data set's four are not among a million others

_WANTED: dict[tuple[Part, Content], str] = {
    ("train", "images"): Sentence("train images"),
    ("train", "labels"): Sentence("train labels"),
    ("test", "images"): Sentence("test images"),
    ("test", "labels"): Sentence("test labels"),
}


class DatasetFilesError(SaidError):
    """A folder in which the files of one data set cannot be found; the message is one sentence that names it."""


class SeveralDatasetsError(DatasetFilesError):
    """A folder with the files of several data sets.

    Attributes:
        choices: what to open each by, a folder or one of its files, by the data sets' names.
    """

    def __init__(self, folder: Path, choices: Mapping[str, Path]) -> None:
        """For the folder of them."""
        file = next(iter(choices.values())).relative_to(folder)
        super().__init__(
            Sentence(
                "{folder} holds several data sets: {names}. Open one alone, such as {file}.",
                folder=folder,
                names=", ".join(choices),
                file=file,
            )
        )
        self.choices = dict(choices)


@dataclass(frozen=True, slots=True)
class DatasetFiles:
    """The files of one data set.

    Attributes:
        folder: in or below which they are.
        name: that tells it from others there, such as "emnist-letters"; empty where its files have none.
        paths: of what there is.
    """

    folder: Path
    name: str
    paths: Mapping[tuple[Part, Content], Path]

    @property
    def are_as_usual(self) -> bool:
        """Whether all lie in the folder itself under the names that MNIST's have."""
        return all(path.parent == self.folder and path.name in _usual(*key) for key, path in self.paths.items())

    @property
    def spelled(self) -> str:
        """Their paths below the folder."""
        return ", ".join(str(path.relative_to(self.folder)) for path in self.paths.values())

    def require(self, part: Part, content: Content) -> Path:
        """One of the files.

        Raises:
            DatasetFilesError: if it is not there.
        """
        if (part, content) not in self.paths:
            raise DatasetFilesError(
                "{folder} has no {what}: none of {names} is there, gzipped (.gz) or not.",
                folder=self.folder,
                what=_WANTED[part, content],
                names=", ".join(_plain(part, content)),
            )
        return self.paths[part, content]


def find(source: Path) -> DatasetFiles:
    """The files of the data set in a folder, or of the one that a file belongs to or, by its name, is alone.

    Raises:
        DatasetFilesError: if the folder is not there or cannot be read.
        SeveralDatasetsError: if it holds several, none of them nearer than the others.
    """
    if not is_there(source):
        raise DatasetFilesError("There is no folder {folder} to read a data set from.", folder=source)
    folder = source if source.is_dir() else source.parent
    if source != folder and not is_named_as_one(source):
        return DatasetFiles(folder, source.name, {("train", "images"): source})
    if source != folder and is_named_as_one(folder):  # in a folder of its own, beside those of the others
        folder = folder.parent
    sets = _sets(folder)
    if source != folder:  # a file, whose words say which one is meant
        wanted = _words_of(Path(source.name))
        sets = {wanted[2]: sets[wanted[2]]} if wanted is not None and wanted[2] in sets else {}
    with_images = {name: paths for name, paths in sets.items() if any(content == "images" for _, content in paths)}
    nearest = {
        name: paths for name, paths in with_images.items() if _depth(folder, paths) == _least(folder, with_images)
    }
    if "" in nearest:  # the usual names, which need no other
        nearest = {"": nearest[""]}
    if len(nearest) > 1:
        files = {name or folder.name: _a_file(paths) for name, paths in nearest.items()}
        raise SeveralDatasetsError(folder, {name: _place(folder, file, files.values()) for name, file in files.items()})
    name, paths = next(iter((nearest or sets).items()), ("", {}))
    return DatasetFiles(folder, name, paths)


def place_of(source: Path) -> Path:
    """The folder of the data set that a file belongs to, where the folder holds no other; or else the file."""
    try:
        files = find(source)
        return files.folder if files.folder != source and find(files.folder).paths == files.paths else source
    except DatasetFilesError:
        return source


def choices(source: Path) -> dict[str, Path]:
    """What to open each of several data sets in a folder by, by their names; none where there is no choice."""
    try:
        find(source)
    except SeveralDatasetsError as several:
        return several.choices
    except DatasetFilesError:
        pass
    return {}


def is_named_as_one(path: Path) -> bool:
    """Whether a file's name says that it is one of a data set."""
    return _words_of(Path(path.name)) is not None


def is_called_an_array(path: Path) -> bool:
    """Whether a file's name says that it is of numpy."""
    return path.suffix.lower() in (".npy", ".npz")


def meaning_of(name: str) -> tuple[Part | None, Content | None]:
    """Which part and content the name of an array says that it is: `x_train`, `trainX`, `val_labels`, `images`."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()
    words = [_RUN_TOGETHER.sub(r"\1\4 \2\3", word) for word in _split(apart)]
    return _last(_split(" ".join(words)), _PART_WORDS), _last(_split(" ".join(words)), _ARRAY_WORDS)


def _sets(folder: Path) -> dict[str, dict[tuple[Part, Content], Path]]:
    """The files by the names of their data sets; of several copies of one, the nearest and most usual."""
    copies: dict[str, dict[tuple[Part, Content], list[Path]]] = defaultdict(lambda: defaultdict(list))
    for path in _files_below(folder):
        if (words := _words_of(path.relative_to(folder))) is not None:
            part, content, name = words
            copies[name][part, content].append(path)
    return {
        name: {key: min(paths, key=partial(_rank, folder, key)) for key, paths in sorted(of.items())}
        for name, of in sorted(copies.items())
    }


def _files_below(folder: Path) -> Iterator[Path]:
    level, seen = [folder], 0
    for _ in range(_DEPTH + 1):
        below = []
        for parent in level:
            try:
                entries = sorted(os.scandir(parent), key=lambda entry: entry.name)
            except OSError as error:
                if parent != folder:
                    continue
                reason = system_words(error)
                raise DatasetFilesError("{path} cannot be read: {reason}.", path=folder, reason=reason) from None
            seen += len(entries)
            if seen > _MOST_ENTRIES and parent != folder:
                return
            for entry in entries:
                if entry.name.startswith((".", "__MACOSX")):
                    continue
                if is_folder(entry.path):
                    below.append(Path(entry.path))
                else:
                    yield Path(entry.path)
        level = below


def _words_of(path: Path) -> tuple[Part, Content, str] | None:
    """What a path says: part, content and the name that is left over; None if it is not one of a data set's."""
    file = _COPY.sub("", path.name.lower())
    if not _ENDINGS.fullmatch(Path(file.removesuffix(".gz")).suffix):
        return None
    words = [word for name in (*map(str.lower, path.parent.parts), file) for word in _split(name)]
    part, content = _last(words, _PART_WORDS), _last(words, _CONTENT_WORDS)
    if content is None or not {*_split(file)} & _KNOWN_WORDS:
        return None
    rest = [word for word in words if word not in _KNOWN_WORDS and not _FORMAT_WORDS.fullmatch(word)]
    return part or "train", content, "-".join(dict.fromkeys(rest))


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", text) if word]


def _last(words: list[str], meanings: Mapping[Word, tuple[str, ...]]) -> Word | None:
    """What the last word that has one of these meanings means."""
    for word in reversed(words):
        for meaning, of_it in meanings.items():
            if word in of_it:
                return meaning
    return None


def _rank(folder: Path, key: tuple[Part, Content], path: Path) -> tuple[int, int, str]:
    usual = _usual(*key)
    return (
        len(path.relative_to(folder).parts),
        usual.index(path.name) if path.name in usual else len(usual),
        path.name,
    )


def _plain(part: Part, content: Content) -> list[str]:
    """The names that are usual, the first one most of all."""
    prefixes = ("t10k", "test") if part == "test" else (part,)
    dimensions = "idx3" if content == "images" else "idx1"
    return [f"{prefix}-{content}{dot}{dimensions}-ubyte" for prefix in prefixes for dot in "-."]


def _usual(part: Part, content: Content) -> list[str]:
    return [name for plain in _plain(part, content) for name in (plain, f"{plain}.gz")]


def _a_file(paths: Mapping[tuple[Part, Content], Path]) -> Path:
    return next(path for (_, content), path in paths.items() if content == "images")


def _place(folder: Path, file: Path, files: Collection[Path]) -> Path:
    """The folder within `folder` in which the file of a data set lies and no other of `files`; or else the file."""
    below = folder / file.relative_to(folder).parts[0]
    return file if sum(other.is_relative_to(below) for other in files) > 1 else below


def _depth(folder: Path, paths: Mapping[tuple[Part, Content], Path]) -> int:
    return len(_a_file(paths).relative_to(folder).parts)


def _least(folder: Path, sets: Mapping[str, Mapping[tuple[Part, Content], Path]]) -> int:
    return min((_depth(folder, paths) for paths in sets.values()), default=0)
