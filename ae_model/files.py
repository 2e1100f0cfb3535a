"""Writing a file so that it is whole or not there at all, whatever fails on the way.

Content goes to a temporary file in the same folder, is forced to the disk and renamed over the old file: a
full disk, a crash or a power cut leaves the old file or the new one, never a piece of either. Qt's QSaveFile
promises the same, but was seen to commit a truncated file after a short write.

A process that dies before the rename leaves its temporary file behind. Nobody else knows whether its owner still
lives, so only the owner of a folder may `sweep` it.
"""

import errno
import os
import re
import secrets
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Self

from ae_model.sentence import Clause, SaidError, Sentence, system_words

TEMPORARY_SUFFIX = ".partial"

_TEMPORARY = re.compile(r"\.[0-9a-f]{16}" + re.escape(TEMPORARY_SUFFIX))

# Seconds before each further try of a rename. On Windows virus scanners and indexers open a new file for a moment,
# and nobody can rename it meanwhile; elsewhere a refusal is one. Tests put zeros here, and wait for nothing.
_PAUSES: tuple[float, ...] = (0.01, 0.03, 0.1, 0.3, 0.5) if os.name == "nt" else ()


class ExportError(SaidError):
    """A file that could not be written; the message is one sentence that names it and says why."""


def is_there(path: str | Path) -> bool:
    """Whether there is a file or a folder; not where nobody can find out, for which `Path.exists` raises."""
    return os.path.exists(path)  # noqa: PTH110


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder; not where nobody can find out, for which `Path.is_dir` raises."""
    return os.path.isdir(path)  # noqa: PTH112


def why_unwritable(folder: Path) -> str | None:
    """Why nothing can be kept in a folder, in a sentence; None if all is well. A folder that is not there is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
        os.close(_new(probe))
        probe.unlink()
    except OSError as error:
        reason = system_words(error)
        return Sentence(
            "Nothing will be kept, because {folder} cannot be written: {reason}.", folder=folder, reason=reason
        )
    return None


def write_whole(path: Path, *content: bytes | memoryview) -> None:
    """Make `content`, piece after piece, the file at `path`, replacing an older one in a single step.

    Raises:
        OSError: naming `path`. The old file is untouched and nothing is left behind; only if the very last step
            failed, forcing the rename to the disk, is the new file in place but not sure to outlive a power cut.
    """
    with GrowingFile(path) as file:
        for piece in content:
            file.write(piece)
        file.finish()


class GrowingFile:
    """A file that is written piece by piece, as `write_whole` writes one in one piece: it is there once it is whole.

    As a context it goes away unless it was finished inside. Errors are `OSError`s that name its path.
    """

    def __init__(self, path: Path) -> None:
        """The file that will be at `path`, and until then has a temporary name."""
        self._path = path
        # Its own short name: `path`'s may already be as long as the file system allows.
        self._temporary = path.parent / f".{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
        self._descriptor: int | None = None
        self._lock = threading.Lock()  # a window that closes may give it up while a job still writes
        with self._named():
            _require_replaceable(path)
            self._descriptor = _new(self._temporary)

    def write(self, content: bytes | memoryview) -> None:
        """Write the next piece."""
        with self._named(), self._lock:
            _write(self._open, content)

    def finish(self) -> None:
        """Put the whole file into its place."""
        with self._named():
            with self._lock:
                os.fsync(self._open)
            self._close()
            _replace(self._temporary, self._path)
            _sync_folder(self._path.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        with suppress(OSError):
            self._temporary.unlink()

    @property
    def _open(self) -> int:
        if self._descriptor is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._descriptor

    def _close(self) -> None:
        with self._lock:
            descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, error.strerror, os.fspath(self._path)) from error


def behind(path: Path) -> Path:
    """The file that a link leads to, there or not yet; of any other path itself.

    `write_whole` replaces a link: in a folder from elsewhere, one might lead to any file of the user's. What users name
    themselves is to be written where their links lead.
    """
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def write_export(path: Path, content: bytes) -> None:
    """Do as `write_whole` does, through a link.

    Raises:
        ExportError: if the file cannot be written; an older one is untouched.
    """
    try:
        write_whole(behind(path), content)
    except OSError as error:
        raise ExportError(unsaved(path, error)) from error


def unsaved(path: Path, error: OSError) -> Sentence:
    """Why `path` cannot be written."""
    return Sentence("{path} cannot be saved: {reason}.", path=path, reason=Clause(system_words(error)))


def numbered(path: Path) -> Iterator[Path]:
    """`path`, and then paths like it without end: "name (2)", "name (3)"."""
    yield path
    yield from (path.with_name(f"{path.name} ({number})") for number in count(2))


def rename_to_free(made: Path, wanted: Path) -> Path:
    """Give a folder the wanted name, or the first one like it that is free, also if others take names meanwhile.

    Raises:
        OSError: if it cannot be renamed.
    """
    for path in numbered(wanted):
        if not os.path.lexists(path):
            try:
                return made.rename(path)
            except OSError as error:
                if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):  # another process was quicker
                    raise
    raise AssertionError  # there is always another number


def sweep(folder: Path) -> None:
    """Remove from `folder` what `write_whole` left there when a process died in the middle of it.

    The caller owns the folder: it holds its lock and nothing of its own is being written there, or a file that is
    not yet whole would be taken from under its writer. Folders inside are not looked into, links are neither followed
    nor removed, and what cannot be removed stays.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if _TEMPORARY.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode):
                    path.unlink()


def _require_replaceable(path: Path) -> None:
    # A rename would replace /dev/null itself if the user may, and root may.
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, Sentence("Not a regular file"))


def _new(path: Path) -> int:
    """The descriptor of a file that was not there yet."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def _write(descriptor: int, content: bytes | memoryview) -> None:
    rest = memoryview(content)
    while rest:
        written = os.write(descriptor, rest)
        if written == 0:  # no system should; to try for ever would be worse than to say so
            raise OSError(errno.EIO, Sentence("Nothing more could be written"))
        rest = rest[written:]  # a disk that is nearly full takes a part, and refuses the next


def _replace(temporary: Path, path: Path) -> None:
    for pause in _PAUSES:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """Force a rename in `folder` to the disk. Windows has no such call and does not need it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot sync a folder and say so; PostgreSQL passes over the same two.
        if error.errno not in (errno.EBADF, errno.EINVAL):
            raise
    finally:
        os.close(descriptor)
