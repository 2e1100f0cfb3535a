"""What a path is that a user drops on the window or chooses, by its content and, where that says more, its name."""

import gzip
import stat
import zlib
from pathlib import Path
from typing import Literal

from ae_model import array_files, dataset_files
from ae_model.dataset_files import DatasetFilesError
from ae_model.files import is_folder, is_there

Kind = Literal["network", "dataset", "run", "picture", "pictures"]

_GZIP_START = b"\x1f\x8b"
_IDX_STARTS = tuple(bytes([0, 0, kind]) for kind in (8, 9, 11, 12))


def kind_of(path: Path) -> Kind:
    """What is at `path`: a run's folder, a data set, pictures to make one of, a picture; anything else is a network.

    A folder that holds nothing known counts as a data set: whoever opens it says what is missing.
    """
    from ae_model.picture_search import holds_pictures, is_called_a_picture  # which is slow to import

    if is_folder(path):
        if is_there(path / "run.json"):
            return "run"
        return "pictures" if not _holds_dataset(path) and holds_pictures(path) else "dataset"
    if is_called_a_picture(path):
        return "picture"
    return "dataset" if dataset_files.is_named_as_one(path) or array_files.count(path) or _is_idx(path) else "network"


def _holds_dataset(folder: Path) -> bool:
    try:
        return bool(dataset_files.find(folder).paths)
    except DatasetFilesError:  # several, or it cannot be read: it says so when it is opened
        return True


def _is_idx(path: Path) -> bool:
    """Whether a file, gzipped or not, begins as IDX files do."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            return False
        with path.open("rb") as file, gzip.open(file) if file.peek().startswith(_GZIP_START) else file as stream:
            start = stream.read(4)
            return start[:3] in _IDX_STARTS and 1 <= start[3] <= 3
    except (OSError, EOFError, IndexError, zlib.error):
        return False
