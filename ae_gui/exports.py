"""Sequences of pictures, asked for in the window and written in the background: paths, and the epochs of a training."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ae_gui.background import Job
from ae_model.sequences import gray_frames, write_gif, write_numbered, write_strip
from ae_model.snapshot import Array

_SIDE = 224  # pixels, at least, of a digit in a GIF
_EPOCH_SECONDS = 0.2  # of each epoch in a GIF


@dataclass(frozen=True, slots=True)
class Film:
    """What is to be filmed.

    Attributes:
        numbers: of the epochs, in order.
        show: shows the one at a position.
        picture: takes a picture of what is shown.
        end: goes back to what was shown before.
    """

    numbers: Sequence[int]
    show: Callable[[int], None]
    picture: Callable[[], QImage]
    end: Callable[[], None]


class Exports(QObject):
    """Asks where to, and writes.

    Signals:
        said(words): what was written.
        failed(sentence): why it was not.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._film: _Recording | None = None

    def strip(self, images: Array) -> None:
        """Ask for a file and write images, (n, H, W), side by side as PNG."""
        path = self._ask(self.tr("Save path as a strip"), "path.png", self.tr("Pictures (*.png)"))
        if path:
            self._write(lambda: write_strip(path, gray_frames(images)), path.name)

    def gif(self, images: Array, seconds: float) -> None:
        """Ask for a file and write images, (n, H, W), as a GIF with so many seconds for each."""
        path = self._ask(self.tr("Save path as a GIF"), "path.gif", self.tr("Animations (*.gif)"))
        if path:
            enlarged = max(1, _SIDE // images.shape[2])
            self._write(lambda: write_gif(path, gray_frames(images, enlarged), seconds), path.name)

    def epochs_gif(self, film: Film) -> None:
        """Ask for a file and write what `film` shows at every epoch as a GIF."""
        path = self._ask(self.tr("Save the epochs as a GIF"), "epochs.gif", self.tr("Animations (*.gif)"))
        if path:
            self._record(film, lambda frames: write_gif(path, frames, _EPOCH_SECONDS), path.name)

    def epochs_pngs(self, film: Film) -> None:
        """Ask for a folder and write what `film` shows at every epoch as a numbered PNG."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Folder for a PNG of each epoch"))
        if folder:
            numbers = list(film.numbers)
            self._record(film, lambda frames: write_numbered(Path(folder), "epoch", frames, numbers), Path(folder).name)

    def _ask(self, title: str, proposal: str, kinds: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._window, title, proposal, kinds)
        if not path:
            return None
        return Path(path) if Path(path).suffix else Path(path).with_suffix(Path(proposal).suffix)

    def _record(self, film: Film, write: Callable[[NDArray[np.uint8]], None], name: str) -> None:
        if self._film is None:
            self._film = _Recording(film, partial(self._recorded, write, name), self)

    def _recorded(self, write: Callable[[NDArray[np.uint8]], None], name: str, frames: NDArray[np.uint8]) -> None:
        self._film = None
        self._write(lambda: write(frames), name)

    def _write(self, write: Callable[[], None], name: str) -> None:
        words = self.tr("Saved {name}").format(name=name)
        Job(write, lambda _: self.said.emit(words), self.failed.emit, self._window).start()


class _Recording(QObject):
    """Takes one epoch in each turn of the event loop, so that the window stays alive."""

    def __init__(self, film: Film, done: Callable[[NDArray[np.uint8]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._film = film
        self._done = done
        self._frames: list[NDArray[np.uint8]] = []
        QTimer.singleShot(0, self, self._take)

    @Slot()
    def _take(self) -> None:
        position = len(self._frames)
        if position == len(self._film.numbers):
            self._film.end()
            self._done(np.stack(self._frames))
            self.deleteLater()
            return
        self._film.show(position)
        frame = _pixels(self._film.picture())
        if self._frames and frame.shape != self._frames[0].shape:
            self._frames.clear()  # the window was resized: from the first epoch again
        else:
            self._frames.append(frame)
        QTimer.singleShot(0, self, self._take)


def _pixels(image: QImage) -> NDArray[np.uint8]:
    """(H, W, 3) of a picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
