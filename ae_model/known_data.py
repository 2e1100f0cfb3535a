"""Where data sets lie: what was opened is remembered by its fingerprint, so that one that was moved is found again.

    <data_dir>/fingerprints.json   of each path: when its files were changed, and their fingerprint then

To read a data set of 60,000 images takes a tenth of a second, a large one many: only what has changed since is read.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from ae_model import datasets
from ae_model.data_identity import MNIST, DataIdentity, fingerprint
from ae_model.dataset_folders import datasets_folder
from ae_model.datasets import DatasetError
from ae_model.files import is_there, write_whole

_MOST = 200  # paths that are remembered
_MOST_BYTES = 2**20
_MOST_FILES = 10_000  # of a folder that are looked at: a data set has four


class KnownData:
    """The data sets that a user of this folder has opened, and those that lie in it; slow, so off the window's thread.

    Whatever cannot be read or written is not known, and no reason for trouble.
    """

    def __init__(self, data_dir: Path | None) -> None:
        """Those of the user's folder `data_dir`; without one, of this program alone."""
        self._data_dir = data_dir

    def remember(self, source: str, images: str) -> None:
        """Remember that the data set at `source` has the fingerprint `images`."""
        if self._data_dir is None or source == MNIST.name:
            return
        source = str(Path(source).absolute())
        with suppress(OSError, ValueError):
            stamp, known = _stamp(source), self._read()
            if known.get(source) != [stamp, images]:
                known.pop(source, None)
                newest = dict([*known.items(), (source, [stamp, images])][-_MOST:])
                self._data_dir.mkdir(parents=True, exist_ok=True)
                write_whole(self._path, json.dumps(newest, indent=1).encode())

    def where(self, data: DataIdentity, recorded: str = "") -> str | None:
        """Where a data set is now, for `datasets.load`: at the place that was recorded, or where it was opened last.

        None if it is found nowhere. Of a data set whose fingerprint is not known, the recorded place is believed.
        """
        if not data.fingerprint:
            return recorded if Path(recorded).is_absolute() and is_there(recorded) else None
        remembered = {path: entry for path, entry in self._read().items() if is_there(path)}
        places = [path for path in (recorded, *reversed(remembered), *self._own_folders()) if path and is_there(path)]
        unread = []
        for place in dict.fromkeys(str(Path(place).absolute()) for place in places):
            match remembered.get(place):
                case [stamp, images] if stamp == _stamp_or_none(place):
                    if images == data.fingerprint:
                        return place
                case _:
                    unread.append(place)
        if data.fingerprint == MNIST.fingerprint:
            return MNIST.name
        return next((place for place in unread if self._read_anew(place) == data.fingerprint), None)

    @property
    def _path(self) -> Path:
        assert self._data_dir is not None
        return self._data_dir / "fingerprints.json"

    def _read(self) -> dict[str, Any]:
        if self._data_dir is None:
            return {}
        try:
            if self._path.stat().st_size > _MOST_BYTES or not self._path.is_file():
                return {}
            known = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}

    def _own_folders(self) -> list[str]:
        """The data sets that were downloaded, or made from pictures."""
        if self._data_dir is None:
            return []
        with suppress(OSError):
            folders = datasets_folder(self._data_dir).iterdir()
            return sorted(str(folder) for folder in folders if not folder.name.startswith("."))
        return []

    def _read_anew(self, place: str) -> str:
        """The fingerprint of what lies there now; empty where that is no data set."""
        try:
            images = fingerprint(datasets.load(place))
        except (DatasetError, OSError, MemoryError):
            images = ""
        self.remember(place, images)
        return images


def _stamp(source: str) -> str:
    """What changes whenever a file of a data set does: names, sizes and times, in a folder and in the folders in it.

    Of a file, which may stand for those beside it, all in its folder count.
    """
    digest, place = sha256(), Path(source)
    for number, path in enumerate(_files(place) if place.is_dir() else _files(place.parent, depth=1)):
        if number == _MOST_FILES:
            raise ValueError(source)
        told = path.stat()
        digest.update(f"{os.fspath(path)}\0{told.st_size}\0{told.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()[:32]


def _stamp_or_none(source: str) -> str | None:
    try:
        return _stamp(source)
    except (OSError, ValueError):
        return None


def _files(path: Path, depth: int = 4) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    elif depth:
        for inside in sorted(path.iterdir()):
            yield from _files(inside, depth - 1)
