"""Films of the epochs: a picture is taken in each turn of the event loop, and written before the next is taken.

So the window stays alive, and however long a film is, two of its pictures are in memory.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QProgressDialog, QWidget

from ae_gui.background import JobError, Story
from ae_gui.words import fill, tr
from ae_model.picture_files import Frame

MOST_PICTURES = 300  # of a GIF: it plays for a minute, and has some 30 MB
_SECONDS = 1.0  # before the progress is shown


@dataclass(frozen=True, slots=True)
class Film:
    """A film of the epochs that can be taken.

    Attributes:
        numbers: of the epochs, in order.
        show: shows the epoch at a position.
        picture: takes a picture of the epoch that is shown.
        end: goes back to the epoch that was shown before.
        there: whether the epochs are still there, and not another network's.
    """

    numbers: Sequence[int]
    show: Callable[[int], None]
    picture: Callable[[], QImage]
    end: Callable[[], None]
    there: Callable[[], bool] = lambda: True

    @property
    def told(self) -> str:
        """How many of how many epochs it shows."""
        first, last = self.numbers[0], self.numbers[-1]
        values = {"count": len(self.numbers), "all": last - first + 1, "first": first, "last": last}
        if len(self.numbers) == values["all"]:
            return fill(tr("all {count:,} epochs, from {first:,} to {last:,}"), **values)
        return fill(tr("{count:,} of the {all:,} epochs from {first:,} to {last:,}"), **values)

    def thinned(self, most: int) -> "Film":
        """The film with at most so many epochs, evenly spaced, the first and the last among them."""
        if len(self.numbers) <= most:
            return self
        positions = np.linspace(0, len(self.numbers) - 1, most).round().astype(int).tolist()
        numbers = [self.numbers[position] for position in positions]
        return replace(self, numbers=numbers, show=lambda index: self.show(positions[index]))


class Writer(Protocol):
    """Takes the pictures of a film; as a context it leaves nothing half done behind."""

    def add(self, frame: Frame) -> None: ...
    def finish(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...


def filming(film: Film, open_writer: Callable[[], Writer], window: QWidget) -> Story[bool]:
    """Take and write all pictures of a film, anew if the window is resized; returns whether it was not cancelled.

    Raises:
        JobError: if they cannot be written, or the epochs have gone.
    """
    count = len(film.numbers)
    progress = QProgressDialog(
        fill(tr("Taking pictures of {epochs} …"), epochs=film.told), tr("Cancel"), 0, count, window
    )
    progress.setWindowTitle(QCoreApplication.applicationName())
    progress.setMinimumDuration(round(1000 * _SECONDS))
    progress.setAutoReset(False)
    progress.setAutoClose(False)
    progress.setValue(0)
    finished = False
    try:
        while not finished and not progress.wasCanceled() and film.there():
            with (yield open_writer) as writer:
                finished = yield from _take_all(film, writer, progress)
        if not finished and not film.there():
            raise JobError(tr("The film was cancelled: its epochs are no longer on show."))
        return finished
    finally:
        film.end()
        progress.close()
        progress.deleteLater()


def _take_all(film: Film, writer: Writer, progress: QProgressDialog) -> Story[bool]:
    """Take all pictures; returns whether it could be done, not cancelled and in one size."""
    size = None
    film.show(0)
    yield a_turn
    for position in range(len(film.numbers)):
        picture = film.picture()
        if progress.wasCanceled() or not film.there() or size not in (None, picture.size()):
            return False
        size = picture.size()
        if position + 1 < len(film.numbers):
            film.show(position + 1)  # it has its size, and is drawn, when this picture is written
        yield partial(writer.add, pixels_of(picture))
        progress.setValue(position + 1)
    yield writer.finish
    return True


def a_turn() -> None:
    """No work at all: a story that yields it goes on in a later turn of the event loop."""


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """The pixels of a picture: (H, W, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
