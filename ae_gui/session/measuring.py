"""The test error of the network on show, whoever trained it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.background import Latest
from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import MNIST, OpenData
from ae_gui.session.trainer import Trainer
from ae_model.metrics import mean_squared_error
from ae_model.snapshot import Snapshot


class Measuring(QObject):
    """Knows the error of the network that is looked at: an epoch brings its own along, any other is measured.

    While an epoch is under way, it is that of the end of the last one, whose number the network has.

    Signals:
        changed(): it is another one, or is not known any more.

    Attributes:
        test_error: the mean squared error a pixel over the test images that are open; None where it is not known.
    """

    changed = Signal()

    def __init__(
        self, data: OpenData, on_show: OnShow, trainer: Trainer, is_loaded: Callable[[], bool], parent: QObject
    ) -> None:
        """Measures nothing before all `is_loaded`: the start has the processor to itself."""
        super().__init__(parent)
        self.test_error: float | None = None
        self._data, self._on_show, self._trainer, self._is_loaded = data, on_show, trainer, is_loaded
        self._of: Snapshot | None = None
        self._job = Latest(self, self._say_nothing)
        for another in (data.images_changed, data.missed, on_show.replaced):
            another.connect(self._forget)
        for moved in (data.loaded, on_show.replaced, on_show.moved, on_show.settled, trainer.ended):
            moved.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Know or measure the error of what is looked at now."""
        snapshot, told = self._on_show.network.snapshot, self._on_show.test_error
        trained_on = self._on_show.now.data
        over_others = trained_on is not None and trained_on.is_another_than(self._data.identity)
        if told is not None and not over_others:  # else it is of images that are not open
            self._take(snapshot, told)
        elif self._trainer.running and (epochs := self._on_show.history.epochs):
            self._take(None, epochs[-1].test_mse)
        elif not self._is_loaded() and self._data.source == MNIST and (known := self._on_show.network.known_error):
            self._take(None, known)  # until it can be measured
        elif snapshot is not self._of and not self._trainer.running and self._data.fits(snapshot) and self._is_loaded():
            self._of = snapshot
            self._job.run(partial(mean_squared_error, snapshot, self._data.split.images), partial(self._take, snapshot))

    @Slot()
    def _forget(self) -> None:
        self._job.close()
        self.test_error = self._of = None
        self.changed.emit()

    def _take(self, snapshot: Snapshot | None, error: float) -> None:
        self._of = snapshot
        if error != self.test_error:
            self.test_error = error
            self.changed.emit()

    def _say_nothing(self, _: str) -> None:
        """A network that cannot be measured has no figure, and its views say why."""
