"""Places images by the network on show: computes the codes that it does not bring along."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.background import Latest, Story
from ae_gui.latent_view import Digits
from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import OpenData
from ae_model.datasets import Dataset
from ae_model.snapshot import Array, Snapshot


class Placing(QObject):
    """The codes of all test images, where training has placed some of them only, and those of the training images.

    Signals:
        training_placed(digits, codes, snapshot): all images, and where `snapshot` places the training images.
        training_awaited(awaited): the user has asked for the training images, which takes seconds; or waits no longer.
        training_unwanted(): the training images are to be seen no longer.
        failed(sentence): why something could not be placed.
    """

    training_placed = Signal(Digits, object, Snapshot)
    training_awaited = Signal(bool)
    training_unwanted = Signal()
    failed = Signal(str)

    def __init__(self, data: OpenData, on_show: OnShow, parent: QObject) -> None:
        super().__init__(parent)
        self._data, self._on_show = data, on_show
        self._test = Latest(self, self.failed.emit)
        self._training = Latest(self, self.failed.emit)
        self._wanted = self._again = False
        data.images_changed.connect(self.place_all)
        for ended in (self.failed, data.images_changed, self.training_placed, self.training_unwanted):
            ended.connect(lambda *_: self.training_awaited.emit(False))
        data.images_changed.connect(self._training.close)
        data.loaded.connect(self._place_training)
        on_show.settled.connect(self._place_training)
        on_show.replaced.connect(self._place_training)

    @Slot()
    def place_all(self) -> None:
        """Place all test images by the network as it is now."""
        snapshot = self._on_show.now.snapshot
        if self._data.fits(snapshot):
            work = partial(snapshot.encode, self._data.split.images)
            self._test.run(work, partial(self._on_show.take_codes, snapshot))
        else:
            self._test.close()

    @Slot(bool)
    def want_training(self, wanted: bool) -> None:
        """Place the training images too from now on, or no longer."""
        self._wanted = wanted
        if wanted:
            self.training_awaited.emit(self._data.fits(self._on_show.network.snapshot))
            self._place_training()
        else:
            self.training_unwanted.emit()

    @Slot()
    def _place_training(self) -> None:
        """Place the training images by the network that is looked at; what is being placed is placed first."""
        dataset = self._data.dataset
        if not self._wanted or dataset is None or not self._data.fits(self._on_show.network.snapshot):
            return
        if self._training.busy:
            self._again = True
        else:
            self._training.follow(self._placing(dataset))

    def _placing(self, dataset: Dataset) -> Story[None]:
        self._again = True
        while self._again:
            self._again = False
            snapshot, names = self._on_show.network.snapshot, self._data.names.now

            def place(snapshot: Snapshot = snapshot, names: tuple[str, ...] = names) -> tuple[Digits, Array]:
                return Digits.of_all(dataset.test, dataset.train, names), snapshot.encode(dataset.train.images)

            placed = yield place
            # Another network may have come on show meanwhile.
            if self._wanted and snapshot.config == self._on_show.network.snapshot.config:
                self.training_placed.emit(*placed, snapshot)
            self._again &= (
                snapshot is not self._on_show.network.snapshot
            )  # once is enough, however often it was asked for
