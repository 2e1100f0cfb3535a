"""Counts, in the background, how often each unit of a sparse code fires at the training images."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from ae_gui.background import Latest, Story
from ae_model.dictionary import Dictionary, dictionary_of
from ae_model.snapshot import Snapshot


class Counting(QObject):
    """The units of the network that was asked for last; one count is not begun before another has ended.

    Signals:
        known(): `dictionary` is of another network, or of another moment.
        failed(sentence): why it could not be counted.

    Attributes:
        images: (N, H, W) of the training images; None while they are not here.
        dictionary: what came of the last count; None if there is none.
    """

    known = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.images: NDArray[np.uint8] | None = None
        self.dictionary: Dictionary | None = None
        self._of: Snapshot | None = None  # the network that is counted, or being counted
        self._wanted: Snapshot | None = None
        self._job = Latest(self, self.failed.emit)

    def set_images(self, images: NDArray[np.uint8] | None) -> None:
        """Count other images from now on."""
        self.images = images
        self.forget()

    def forget(self) -> None:
        """Know nothing: another network is on show."""
        self.dictionary = self._of = None
        self._job.close()

    def count(self, snapshot: Snapshot) -> None:
        """Count the units of a network with a sparse code, unless that is done or under way."""
        if self.images is None or snapshot.config.image_shape.array_shape != self.images.shape[1:]:
            return
        self._wanted = snapshot
        if snapshot is not self._of and not self._job.busy:
            self._job.follow(self._counting(self.images))

    def _counting(self, images: NDArray[np.uint8]) -> Story[None]:
        while self._wanted is not None and self._wanted is not self._of:
            self._of = self._wanted
            self.dictionary = yield partial(dictionary_of, self._of, images)
            self.known.emit()
