"""The data set that is open: which one, from where, and what its classes are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from ae_gui.background import Story
from ae_gui.class_names import ClassNames
from ae_gui.preferences import Preferences
from ae_model import data_identity, datasets
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset, Split
from ae_model.image_shape import ImageShape
from ae_model.known_data import KnownData
from ae_model.snapshot import Snapshot

MNIST = "mnist"  # the source of the data set that travels with the program, and the key of its class names


class OpenData(QObject):
    """The data set that is open; at first the test images of MNIST alone, until its training images are read too.

    Signals:
        loading_changed(): a data set is on its way, or no longer.
        images_changed(split, class_names): other test images are on show.
        loaded(dataset): a data set is open, training images and all.
        missed(identity, shape): the one that is wanted, of images of this shape, is not here, and none is open.

    Attributes:
        split: the test images.
        dataset: all images; None at first, and where the one that is wanted is not here.
        source: what `ae_model.datasets.load` read it from; empty where it is not here.
        identity: what tells it from others.
        names: what the classes are called.
    """

    loading_changed = Signal()
    images_changed = Signal(Split, object)
    loaded = Signal(Dataset)
    missed = Signal(DataIdentity, ImageShape)

    def __init__(self, split: Split, preferences: Preferences, parent: QObject, known: KnownData | None = None) -> None:
        """Begins with the test images of MNIST; where data sets lie is `known`."""
        super().__init__(parent)
        self.split = split
        self.dataset: Dataset | None = None
        self.source = MNIST
        self.identity = data_identity.MNIST
        self._on_way: list[str] = []  # names of what is being looked for or read
        self._known = known or KnownData(None)
        digits = [str(digit) for digit in range(int(split.labels.max()) + 1)]
        self.names = ClassNames(preferences, MNIST, digits, self)

    @property
    def loading(self) -> str:
        """The name of what is on its way; empty where nothing is."""
        return self._on_way[-1] if self._on_way else ""

    @property
    def is_ready(self) -> bool:
        """Whether there is a data set, and no other one on its way."""
        return self.dataset is not None and not self.loading

    def fits(self, snapshot: Snapshot) -> bool:
        """Whether a network takes images of this shape."""
        return snapshot.config.image_shape == self.split.image_shape

    def opening(self, source: str, again: bool = False) -> Story[None]:
        """The story of opening the data set at `source`, "mnist" or a folder; one that is open is read `again` or not.

        Raises:
            JobError: if it cannot be read; what was open stays open.
        """
        if source == self.source and self.dataset is not None and not again:
            return
        dataset, identity = yield from self.reading(source)
        self.take(source, dataset, identity.fingerprint)

    def seeking(self, wanted: DataIdentity | None, recorded: str) -> Story[str | None]:
        """The story of looking for a data set where it was `recorded` to be, and where it was opened before.

        Returns:
            What `opening` takes; None if it is nowhere, or open.
        """
        if wanted is None or not wanted.is_another_than(self.identity):
            return None
        with self._being_loaded(wanted.name):
            return (yield partial(self._known.where, wanted, recorded))

    def reading(self, source: str) -> Story[tuple[Dataset, DataIdentity]]:
        """The story of reading the data set at `source` without opening it.

        Raises:
            JobError: if it cannot be read.
        """
        with self._being_loaded(Path(source).name):
            return (yield partial(_read, source, self._known))

    def take(self, source: str, dataset: Dataset, images: str) -> None:
        """Open a data set that was read from `source` and has the fingerprint `images`."""
        self.source, self.dataset = source, dataset
        self.identity = DataIdentity(dataset.name, images, len(dataset.train.images), len(dataset.test.images))
        before, now = self.split, dataset.test
        called = self.names.now
        of_mnist = images == data_identity.MNIST.fingerprint
        self.names.set_dataset(MNIST if of_mnist else images, source, dataset.class_names)
        as_many = len(self.names.now) == len(called)  # a class may be among the training images alone
        if not (as_many and np.array_equal(before.images, now.images) and np.array_equal(before.labels, now.labels)):
            self.split = now
            self.images_changed.emit(now, self.names.now)
        elif self.names.now != called:
            self.names.tell()
        self.loaded.emit(dataset)

    def make_room(self, wanted: DataIdentity, shape: ImageShape) -> None:
        """Let there be images of `shape`, for a network that was trained on a data set that is wanted and not here."""
        if shape != self.split.image_shape:
            self.miss(wanted, shape)

    def miss(self, wanted: DataIdentity, shape: ImageShape) -> None:
        """Have a blank image of `shape` alone, in place of those that are wanted and not here.

        With one image every view is as it is with any others: networks are seen from the inside, and codes decoded.
        """
        self.source, self.dataset, self.identity = "", None, DataIdentity("")
        self.split = Split(np.zeros((1, *shape.array_shape), np.uint8), np.zeros(1, np.uint8))
        self.names.set_dataset(wanted.fingerprint, "", ("–",))
        self.images_changed.emit(self.split, self.names.now)
        self.missed.emit(wanted, shape)

    @contextmanager
    def _being_loaded(self, name: str) -> Iterator[None]:
        """Something of this name is on its way inside the block, beside what else may be."""
        self._on_way.append(name)
        self.loading_changed.emit()
        try:
            yield
        finally:
            self._on_way.remove(name)
            self.loading_changed.emit()


def _read(source: str, known: KnownData) -> tuple[Dataset, DataIdentity]:
    dataset = datasets.load(source)
    identity = DataIdentity.of(dataset)
    known.remember(source, identity.fingerprint)
    return dataset, identity
