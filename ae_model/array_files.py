"""Files of numpy's arrays, .npy and .npz, that hold a data set: read within limits, and never as pickles.

What they declare is checked before memory is made for it: each array's header against the bytes that its file, or its
entry in the archive, has; and what an archive unpacks to against what pictures can pack to. Which array is what is
told by the words of its name, such as `x_train` and `train_labels`, and otherwise by its shape.
"""

import io
import math
import os
import stat
import struct
import tokenize
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias

import numpy as np

from ae_model import zip_files
from ae_model.dataset_files import CONTENTS, PARTS, Content, Part, meaning_of
from ae_model.idx import MAX_BYTES, is_inflated
from ae_model.image_arrays import Notes, Numbers, is_shape_of_images
from ae_model.sentence import SaidError, Sentence, system_words

MAX_ARRAYS = 1_000  # of an archive

_NPY_START = b"\x93NUMPY"
_PIECE = 2**20  # bytes that are read at once
_MAX_HEADER = 2**16  # bytes; numpy's have some hundred
_SHOWN = 8  # arrays, at most, that are named in a sentence


class ArrayFileError(SaidError):
    """A file of arrays that cannot be read or holds no images; the message is one sentence that names it."""


# What numpy, zipfile, zlib and literals that nest too deeply raise of a damaged file.
_DAMAGES = (
    *(ValueError, SyntaxError, TypeError, KeyError, EOFError, NotImplementedError, RuntimeError, MemoryError),
    *(zipfile.BadZipFile, zlib.error, struct.error, OverflowError, tokenize.TokenError),
)

Found: TypeAlias = dict[tuple[Part, Content], tuple[str, Numbers]]  # each array with what a sentence calls it


@dataclass(frozen=True, slots=True)
class _Header:
    """What a file declares of an array, and how many bytes it takes to say so."""

    name: str
    shape: tuple[int, ...]
    is_fortran: bool
    dtype: np.dtype[Any]
    length: int

    @property
    def nbytes(self) -> int:
        """Of the numbers."""
        return math.prod(self.shape) * self.dtype.itemsize

    @property
    def could_be_images(self) -> bool:
        """Whether its shape and its numbers may be those of images; the weights of a network may be as square."""
        is_weights = self.name.lower().endswith(("weight", "weights", "bias", "kernel"))
        return self.dtype.kind in "buif" and is_shape_of_images(self.shape) and not is_weights


def count(path: Path) -> int:
    """How many arrays a file is of, by its content: an .npy is one, a zip may be of nothing else. 0 for all others."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return 0
        with path.open("rb") as file:
            if file.read(len(_NPY_START)) == _NPY_START:
                return 1
            with zip_files.opened(file) as archive:
                names = archive.namelist()
            return len(names) if all(name.endswith(".npy") for name in names) else 0
    except (OSError, *_DAMAGES):
        return 0


def read(path: Path) -> tuple[Found, Notes]:
    """The arrays of the data set that a file holds, and notes on which they are.

    Raises:
        ArrayFileError: if it cannot be read, is damaged or too large, or holds no images.
    """
    with _opened(path) as (file, size):
        if file.read(len(_NPY_START)) == _NPY_START:
            header = _header(path, "", file, size)
            if not header.could_be_images:
                raise _without_images(path, [header])
            return {("train", "images"): (str(path), _array(path, file, header))}, ()
        with zip_files.opened(file) as archive:
            headers = _headers(path, archive)
            chosen = _chosen([header for header in headers.values() if not header.dtype.hasobject])
            if ("train", "images") not in chosen:
                raise _without_images(path, list(headers.values()))
            _require_possible(path, [headers[name] for name in chosen.values()], size)
            found = {
                key: (f"{path}: {name}", _of_archive(path, archive, headers[name])) for key, name in chosen.items()
            }
    left = ", ".join(sorted(set(headers) - set(chosen.values())))
    notes = (Sentence("Read from {files}.", files=", ".join(chosen.values())),)
    return found, (*notes, Sentence("Not used: {names}.", names=left)) if left else notes


def read_one(path: Path) -> Numbers:
    """The only array of a file.

    Raises:
        ArrayFileError: if it cannot be read, is damaged or too large, or holds several.
    """
    with _opened(path) as (file, size):
        if file.read(len(_NPY_START)) == _NPY_START:
            return _array(path, file, _header(path, "", file, size))
        with zip_files.opened(file) as archive:
            headers = list(_headers(path, archive).values())
            if len(headers) != 1:
                raise ArrayFileError("{path} holds {count:,} arrays, and not one.", path=path, count=len(headers))
            _require_possible(path, headers, size)
            return _of_archive(path, archive, headers[0])


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """A file and its size; whatever is said of its damages becomes a sentence."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise ArrayFileError("{path} cannot be read: it is not a file.", path=path)
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy's, on headers of Python 2
            yield file, os.fstat(file.fileno()).st_size
    except ArrayFileError:
        raise
    except OSError as error:
        raise ArrayFileError("{path} cannot be read: {reason}.", path=path, reason=system_words(error)) from None
    except _DAMAGES:
        raise ArrayFileError("{path} is a damaged file of arrays.", path=path) from None


def _headers(path: Path, archive: zipfile.ZipFile) -> dict[str, _Header]:
    """The headers of all arrays, by their names."""
    infos = archive.infolist()
    if len(infos) > MAX_ARRAYS:
        raise ArrayFileError("{path} holds more than {most:,} arrays.", path=path, most=MAX_ARRAYS)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise ArrayFileError("{path} is packed in a way that numpy does not use.", path=path)
    headers = {}
    for info in infos:
        name = info.filename.removesuffix(".npy")
        with archive.open(info) as entry:
            entry.read(len(_NPY_START))
            headers[name] = _header(path, name, entry, info.file_size)
    return headers


def _header(path: Path, name: str, stream: IO[bytes], size: int) -> _Header:
    """The header of an array of which the first bytes were read, and whose file or entry has `size` bytes."""
    # Numpy would read a header of any length, which may be packed as small as one likes.
    beginning = io.BytesIO(_NPY_START + stream.read(_MAX_HEADER))
    version = np.lib.format.read_magic(beginning)
    if version not in ((1, 0), (2, 0)):
        raise ValueError
    read_rest = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, is_fortran, dtype = read_rest(beginning)
    header = _Header(name, shape, is_fortran, dtype, beginning.tell())
    if any(side < 0 for side in shape) or (not dtype.hasobject and header.length + header.nbytes != size):
        raise ValueError
    return header


def _array(path: Path, file: BinaryIO, header: _Header) -> Numbers:
    """The numbers of an array from the file of its own, which is as large as it has to be."""
    if header.nbytes > MAX_BYTES:
        raise _too_large(path, header.nbytes)
    _require_numbers(path, header)
    file.seek(header.length)
    return _exactly(file, header)


def _of_archive(path: Path, archive: zipfile.ZipFile, header: _Header) -> Numbers:
    _require_numbers(path, header)
    with archive.open(f"{header.name}.npy") as entry:
        entry.read(header.length)
        return _exactly(entry, header)


def _exactly(stream: IO[bytes], header: _Header) -> Numbers:
    values = bytearray()
    while piece := stream.read(min(_PIECE, header.nbytes + 1 - len(values))):  # the end of an entry tells of damages
        values += piece
    if len(values) != header.nbytes:
        raise EOFError
    flat = np.frombuffer(values, header.dtype)
    return flat.reshape(header.shape, order="F" if header.is_fortran else "C")


def _require_numbers(path: Path, header: _Header) -> None:
    if header.dtype.hasobject or header.dtype.kind not in "buifUS":
        raise ArrayFileError(
            "{path} holds {kind}, and no plain numbers.",
            path=f"{path}: {header.name}" if header.name else path,
            kind=Sentence("pickled objects, which could run code and are not read")
            if header.dtype.hasobject
            else header.dtype,
        )


def _require_possible(path: Path, headers: Sequence[_Header], packed: int) -> None:
    size = sum(header.nbytes for header in headers)
    if size > MAX_BYTES:
        raise _too_large(path, size)
    if is_inflated(size, packed):
        raise ArrayFileError(
            "{path} declares {size:,} bytes of arrays, more than pictures in a file of {packed:,} bytes can have.",
            path=path,
            size=size,
            packed=packed,
        )


def _too_large(path: Path, size: int) -> ArrayFileError:
    return ArrayFileError(
        "{path} declares {size:,} bytes of arrays; at most {most:,} can be read.", path=path, size=size, most=MAX_BYTES
    )


def _without_images(path: Path, headers: Sequence[_Header]) -> ArrayFileError:
    held = ", ".join(f"{header.name} {header.shape}".strip() for header in headers[:_SHOWN])
    return ArrayFileError(
        "{path} holds no array of images, which would have the shape (N, H, W), (N, H, W, 3) or (N, a square): {held}.",
        path=path,
        held=held + (" …" if len(headers) > _SHOWN else ""),
    )


def _chosen(headers: Sequence[_Header]) -> dict[tuple[Part, Content], str]:
    """Which arrays are the parts of a data set: by the words of their names, or else by their shapes and order."""
    found: dict[tuple[Part, Content], str] = {}
    nameless: dict[Content, list[str]] = {"images": [], "labels": []}
    for header in sorted(headers, key=lambda header: len(header.shape) == 2):  # rows of pixels after whole images
        part, content = meaning_of(header.name)
        by_shape: Content = "images" if header.could_be_images else "labels"
        if part is None and content is None:
            nameless[by_shape].append(header.name)
        elif content != "images" or header.could_be_images:
            found.setdefault((part or "train", content or by_shape), header.name)
    if not any(content == "images" for _, content in found):
        for content, names in nameless.items():
            for part, name in zip(PARTS, names, strict=False):
                found.setdefault((part, content), name)
    if ("train", "images") not in found:  # nothing but test images: they are divided
        found = {("train", content): name for (part, content), name in found.items() if part == "test"}
    return {
        (part, content): found[part, content] for part, content in product(PARTS, CONTENTS) if (part, content) in found
    }
