"""Data sets that the program makes itself, from a download or from pictures: folders that appear whole or not at all.

    <data_dir>/datasets/fashion-mnist/       the four IDX files, classes.txt, NOTICE.md
    <data_dir>/datasets/.<16 hex>.partial/   one that is being made
    <data_dir>/datasets/.<16 hex>.lock       held meanwhile; the system lets go of it when its process dies

A folder is filled under its temporary name, forced to the disk and renamed. Whatever fails on the way, the former
data set stays. Leftovers of a process that died are recognised by their lock, which nobody holds.
"""

import gzip
import os
import re
import secrets
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from ae_model.datasets import CLASSES_FILE
from ae_model.progress import Progress, no_progress

TRAIN_IMAGES, TRAIN_LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
TEST_IMAGES, TEST_LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"

_PARTIAL, _LOCK = ".partial", ".lock"
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}(\.partial|\.lock)")
_BLOCK = 2**22  # bytes that are compressed between two reports


def datasets_folder(data_dir: Path) -> Path:
    """The folder of these data sets, below the user's folder."""
    return data_dir / "datasets"


@contextmanager
def temporary_folder(data_dir: Path) -> Iterator[Path]:
    """A new folder beside the data sets, in which to make one: locked against `sweep`, removed when the block ends.

    Raises:
        OSError: if it cannot be made.
    """
    parent = datasets_folder(data_dir)
    parent.mkdir(parents=True, exist_ok=True)
    stem = parent / f".{secrets.token_hex(8)}"
    folder, lock = stem.with_name(stem.name + _PARTIAL), stem.with_name(stem.name + _LOCK)
    try:
        with FileLock(lock):  # before the folder is there, or a sweep could come in between
            try:
                folder.mkdir()
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        with suppress(OSError):
            lock.unlink(missing_ok=True)  # not above: Windows removes no file that is open


@contextmanager
def names_kept(data_dir: Path) -> Iterator[None]:
    """Let no other process put a data set in place while one is given a free name: it would be replaced.

    Raises:
        OSError: if the folder cannot be written.
    """
    with FileLock(data_dir / f".datasets{_LOCK}"):
        yield


def put_in_place(made: Path, folder: Path) -> None:
    """Rename the finished folder `made` to `folder`, replacing a data set that is there already.

    Raises:
        OSError: naming `folder`; the former data set stays.
    """
    old = made.with_name(f"{made.name}-old")  # within the temporary folder, and removed with it
    try:
        _sync(made)
        if folder.exists():
            folder.rename(old)
        try:
            made.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
        _sync_folder(folder.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(folder)) from error


def sweep(data_dir: Path) -> None:
    """Remove the unfinished folders of processes that died; those of living processes stay."""
    with suppress(OSError):
        stems = {path.stem for path in datasets_folder(data_dir).iterdir() if _TEMPORARY.fullmatch(path.name)}
        for stem in stems:
            _sweep(datasets_folder(data_dir) / stem)


def write_images(path: Path, images: NDArray[np.uint8], report: Progress = no_progress) -> None:
    """Write images, (N, H, W), as a gzipped IDX file; if `report` raises, a part of the file remains."""
    with gzip.GzipFile(path, "wb", compresslevel=1, mtime=0) as file:
        file.write(struct.pack(">4BIII", 0, 0, 8, 3, *images.shape))
        at_once = max(1, _BLOCK // max(1, images[:1].size))
        for first in range(0, len(images), at_once):
            report(first / len(images))
            file.write(np.ascontiguousarray(images[first : first + at_once]).data)


def write_labels(path: Path, labels: NDArray[np.uint8]) -> None:
    """Write labels, (N,), as an IDX file."""
    path.write_bytes(struct.pack(">4BI", 0, 0, 8, 1, len(labels)) + labels.tobytes())


def write_words(folder: Path, class_names: tuple[str, ...], notice: str) -> None:
    """Write the names of the classes, and a notice of origin and licence, beside the images of a data set."""
    (folder / CLASSES_FILE).write_text("".join(f"{name}\n" for name in class_names), encoding="utf-8", newline="\n")
    (folder / "NOTICE.md").write_text(notice, encoding="utf-8", newline="\n")


def _sweep(stem: Path) -> None:
    lock = stem.with_name(stem.name + _LOCK)
    with suppress(OSError, Timeout):
        with FileLock(lock, timeout=0):
            shutil.rmtree(stem.with_name(stem.name + _PARTIAL), ignore_errors=True)
        lock.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no such call and does not need it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
