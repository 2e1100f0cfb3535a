"""Dialogs that ask for a file or folder, and what is dropped instead; each begins where the last of its purpose ended.

The first of a purpose begins in the user's documents. The folders are remembered by the process, as Qt remembers its
last folder; Qt knows no purposes, and forgets at the end.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ae_gui.words import fill, tr
from ae_model.dataset_files import is_named_as_one
from ae_model.files import is_there

Purpose = Literal["networks", "images", "exports"]

_folders: dict[str, str] = {}


def folders() -> dict[str, str]:
    """The folder in which the next dialog begins, for each purpose that has had a dialog."""
    return dict(_folders)


def begin_in(remembered: Mapping[str, str]) -> None:
    """Let dialogs begin where those of an earlier process have ended."""
    _folders.clear()
    _folders.update(remembered)


def open_file(parent: QWidget, title: str, purpose: Purpose) -> Path | None:
    """Ask for a file of any name."""
    path, _ = QFileDialog.getOpenFileName(parent, title, _start(purpose))
    return _chosen(purpose, path, Path(path).parent)


def open_folder(parent: QWidget, title: str, purpose: Purpose) -> Path | None:
    """Ask for a folder to read, or to write files into."""
    path = QFileDialog.getExistingDirectory(parent, title, _start(purpose))
    return _chosen(purpose, path, Path(path) if purpose == "exports" else Path(path).parent)


def dropped_path(event: QDropEvent) -> Path | None:
    """The file or folder that lies on the mouse above a window; None if it is another thing, or several.

    Of several files of a data set, in one folder, the first: it stands for all of them.
    """
    urls = event.mimeData().urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return None
    paths = [Path(url.toLocalFile()) for url in urls]
    belong = all(path.parent == paths[0].parent and is_named_as_one(path) for path in paths)
    return paths[0] if len(paths) == 1 or belong else None


def save_file(
    parent: QWidget, title: str, name: str, kinds: Sequence[tuple[str, str]], purpose: Purpose = "exports"
) -> Path | None:
    """Ask where to write a file, as `save_file_as` does, where the ending says all there is to know of its kind."""
    chosen = save_file_as(parent, title, name, kinds, purpose)
    return chosen and chosen[0]


def save_file_as(
    parent: QWidget, title: str, name: str, kinds: Sequence[tuple[str, str]], purpose: Purpose = "exports"
) -> tuple[Path, int] | None:
    """Ask where to write a file, and as which of the kinds; a name without an ending gets that of the chosen kind.

    The dialog asks before a file with the name that the user gave is replaced; this asks if an ending was added.
    Proposed are `name`, which has no ending, and the first of `kinds`, such as ("Picture", "png"): words and an ending.
    """
    filters = [f"{words} (*.{ending})" for words, ending in kinds]
    proposal = Path(_start(purpose), f"{name}.{kinds[0][1]}")
    text, kind = QFileDialog.getSaveFileName(parent, title, str(proposal), ";;".join(filters))
    path = _chosen(purpose, text, Path(text).parent)
    endings = [ending for _, ending in kinds]
    if path is None:
        return None
    number = filters.index(kind) if kind in filters else 0
    if (ending := path.suffix.removeprefix(".").lower()) in endings:
        return path, number if endings[number] == ending else endings.index(ending)
    whole = Path(f"{path}.{endings[number]}")
    words = fill(tr("{name} exists already. Do you want to replace it?"), name=whole.name)
    if is_there(whole) and QMessageBox.question(parent, title, words) != QMessageBox.StandardButton.Yes:
        return None
    return whole, number


def _start(purpose: Purpose) -> str:
    """The last folder of a purpose, or else that of the user's documents: whichever is there."""
    places = QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation
    folders = _folders.get(purpose, ""), *map(QStandardPaths.writableLocation, places)
    return next((f for f in folders if os.path.isdir(f)), "")  # noqa: PTH112 - Path.is_dir raises where it cannot find out


def _chosen(purpose: Purpose, path: str, folder: Path) -> Path | None:
    if not path:
        return None
    _folders[purpose] = str(folder)
    return Path(path)
