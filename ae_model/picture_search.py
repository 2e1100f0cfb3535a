"""The pictures below a folder as people have them, and of everything else there the reason why it is left out.

Folders of the system and hidden files are not looked into; links are followed, once. A picture is told by its name, and
one whose name has no extension by its first bytes.
"""

import os
import re
import stat
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ae_model.datasets import is_class_name
from ae_model.files import is_folder
from ae_model.picture_reading import PictureError
from ae_model.progress import Progress, no_progress
from ae_model.sentence import Clause, Sentence, system_words

MAX_PICTURES = 200_000
_BETWEEN_REPORTS = 500  # files of a folder, which may be on a slow disk
_FIRST = 1_000  # files that are looked at to tell a folder of pictures
MAX_FILES = 1_000_000  # and folders, of any kind, to look through

_EXTENSIONS = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".dib", ".tif", ".tiff", ".webp"),
    *(".ppm", ".pgm", ".pbm", ".pnm"),
)
_NOT_READ = (
    *(".heic", ".heif", ".avif", ".jxl", ".jp2", ".j2k", ".ico", ".tga", ".pcx", ".exr", ".hdr", ".dcm", ".fits"),
    *(".svg", ".psd", ".xcf", ".eps", ".pdf"),
    *(".dng", ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".orf", ".rw2", ".raf", ".pef", ".srw", ".x3f", ".3fr"),
)
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OF_SYSTEMS = {
    *("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"),  # files
    *("__macosx", "@eadir", "#recycle", "$recycle.bin", "system volume information", "lost+found"),  # folders
}

Way = tuple[str, ...]  # the names of the folders from the root to a file, and of the file


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not taken, or a folder of some.

    Attributes:
        path: from the root, with "/" between the names.
        reason: a sentence, of which "it" is the file or folder.
        count: of files that are left out with it.
    """

    path: str
    reason: str
    count: int = 1

    def __str__(self) -> Sentence:
        """A line about it."""
        return Sentence("{path}: {reason}.", path=self.path, reason=Clause(self.reason))


def is_called_a_picture(path: Path) -> bool:
    """Whether a file is a picture by its name, read here or not, or by its first bytes."""
    with suppress(OSError):
        return path.name.strip().lower().endswith((*_EXTENSIONS, *_NOT_READ)) or (
            path.is_file() and _begins_as_a_picture(os.fspath(path))
        )
    return False


def holds_pictures(folder: Path) -> bool:
    """Whether there is a picture among the first files below a folder."""
    files = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return any(is_called_a_picture(path) for path in islice(files, _FIRST))


class Search:
    """What was found below a folder.

    Attributes:
        pictures: the ways to them, in natural order: 2 before 10.
        left_out: the rest.
    """

    def __init__(self, root: Path, report: Progress = no_progress) -> None:
        """Look through `root`; an exception that `report` raises ends the search and is passed on.

        Raises:
            PictureError: if the folder cannot be read, or holds too much.
        """
        if not is_folder(root):
            raise PictureError("There is no folder {root} to look for pictures in.", root=root)
        self.pictures: list[Way] = []
        self.left_out: list[LeftOut] = []
        self._root, self._report, self._seen = root, report, 0
        self._known: set[tuple[int, int]] = set()  # folders, by what the system knows them by
        self._ways: list[Way] = []  # to them
        self._folders: deque[Way] = deque([()])
        self._links: deque[Way] = deque()  # to folders; they come last, so that what is there itself is found there
        while self._folders or self._links:
            report(0)
            self._look_into((self._folders or self._links).popleft())
        self.pictures.sort(key=natural)
        self.left_out += self._empty_folders()
        self.left_out.sort(key=lambda item: natural(item.path.split("/")))

    def _look_into(self, way: Way) -> None:
        folder = self._root.joinpath(*way)
        try:
            status = folder.stat()
            if (known := (status.st_dev, status.st_ino)) in self._known:
                self._leave_out(way, Sentence("It is a link to a folder that is looked through already."))
                return
            self._known.add(known)
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._look_at((*way, entry.name), entry)
            self._ways.append(way)
        except OSError as error:
            if not way:
                raise PictureError(
                    "{path} cannot be read: {reason}.", path=folder, reason=system_words(error)
                ) from error
            self._leave_out(way, Sentence("It cannot be read: {reason}.", reason=system_words(error)))

    def _look_at(self, way: Way, entry: "os.DirEntry[str]") -> None:
        self._seen += 1
        if self._seen % _BETWEEN_REPORTS == 0:
            self._report(0)
        try:
            if reason := _why_hidden(entry.name):
                self._leave_out(way, reason)
            elif entry.is_dir():
                (self._links if entry.is_symlink() else self._folders).append(way)
            elif reason := _why_no_picture(entry):
                self._leave_out(way, reason)
            else:
                self.pictures.append(way)
        except OSError as error:
            said = Sentence("It cannot be read: {reason}.", reason=system_words(error))
            self._leave_out(way, Sentence("It is a link that leads nowhere.") if entry.is_symlink() else said)
        if len(self.pictures) > MAX_PICTURES or self._seen > MAX_FILES:
            raise PictureError(
                "{root} holds more than {pictures:,} pictures or {files:,} files; that is too many.",
                root=self._root,
                pictures=MAX_PICTURES,
                files=MAX_FILES,
            )

    def _leave_out(self, way: Way, reason: str) -> None:
        self.left_out.append(LeftOut(shown(way), reason))

    def _empty_folders(self) -> list[LeftOut]:
        """Folders, which might have been classes, that hold no picture at all."""
        filled = {way[:depth] for way in self.pictures for depth in range(1, len(way))} | {()}
        empty = [way for way in self._ways if way not in filled and way[:-1] in filled]
        return [LeftOut(shown(way), Sentence("It holds no pictures.")) for way in empty]


def shown(way: Way) -> str:
    """A way as it can be shown and written down: a name may be no text at all, or hold line breaks."""
    text = "/".join(way)
    return text if text.isprintable() else "".join(c if is_class_name(f"x{c}") else "\ufffd" for c in text)


def natural(names: Iterable[str]) -> list[tuple[tuple[int, int, str], ...]]:
    """A key to sort names by as people count: 9 before 10, and a before B."""
    return [(*map(_rank, re.findall(r"\d+|\D+", name)), (-1, 0, name)) for name in names]


def _rank(piece: str) -> tuple[int, int, str]:
    return (0, int(piece), "") if piece.isdecimal() else (1, 0, piece.casefold())


def _why_hidden(name: str) -> str:
    """Why a file or folder is left out for its name alone; empty for most."""
    if name.startswith(".") and name.lower().endswith(".icloud"):
        return Sentence("It is in the cloud and not on this disk: download it first.")
    if name.startswith(".") or name.lower() in _OF_SYSTEMS:
        return Sentence("It is hidden, or the system's own.")
    return ""


def _why_no_picture(entry: "os.DirEntry[str]") -> str:
    """Why a file is left out without a look into it; empty for a picture.

    Raises:
        OSError: if nobody can find out.
    """
    status, name = entry.stat(), entry.name.strip().lower()
    is_picture = name.endswith(_EXTENSIONS)
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        return Sentence("It is not a file.")
    if name.endswith(_NOT_READ):
        return Sentence("This kind of picture is not read here: export it as JPEG or PNG.")
    if is_picture and status.st_size == 0:
        return Sentence("It is empty: if it is in the cloud, download it first.")
    if is_picture or ("." not in name and _begins_as_a_picture(entry.path)):
        return ""
    return Sentence("By its name, it is not a picture.")


def _begins_as_a_picture(path: str) -> bool:
    with Path(path).open("rb") as file:
        return file.read(8).startswith(_MAGIC)
