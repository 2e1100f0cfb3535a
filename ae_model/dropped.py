"""What a path is that a user drops on the window or chooses, by its content and, where that says more, its name."""

import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ae_model import dataset_files
from ae_model.dataset_files import DatasetFilesError
from ae_model.picture_search import holds_pictures, is_called_a_picture

Kind = Literal["network", "dataset", "run", "picture", "pictures"]

_MOST_NAMES = 100  # of an archive that are looked at


def kind_of(path: Path) -> Kind:
    """What is at `path`: a run's folder, a data set, pictures to make one of, a picture; anything else is a network.

    A folder that holds nothing known counts as a data set: whoever opens it says what is missing.
    """
    if path.is_dir():
        if (path / "run.json").is_file():
            return "run"
        return "pictures" if not _holds_dataset(path) and holds_pictures(path) else "dataset"
    if is_called_a_picture(path):
        return "picture"
    return "dataset" if dataset_files.is_named_as_one(path) or _holds_arrays(path) else "network"


def _holds_dataset(folder: Path) -> bool:
    try:
        return bool(dataset_files.find(folder).paths)
    except DatasetFilesError:  # several, or it cannot be read: it says so when it is opened
        return True


def _holds_arrays(path: Path) -> bool:
    """Whether a file is numpy's: one array, or an archive of some."""
    with suppress(OSError, zipfile.BadZipFile):
        with path.open("rb") as file:
            if file.read(6) == b"\x93NUMPY":
                return True
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return any(name.endswith(".npy") for name in archive.namelist()[:_MOST_NAMES])
    return False
