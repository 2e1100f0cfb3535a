"""What is on show: a network, the moment of it that is looked at, and how it came to be."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.networks import Network
from ae_gui.session.trainer import Ending
from ae_model.config import TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.events import Epoch, Live, Reconstructions, Started
from ae_model.history import EpochHistory
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Measurement
from ae_model.snapshot import Array, Snapshot


class OnShow(QObject):
    """The network that every view shows: one from a file, or the one in training, now or at an earlier epoch.

    Signals:
        replaced(network): another network is on show.
        moved(network): another moment of the same network is on show.
        settled(): an epoch has ended, or nothing trains: what takes long to compute of a network is worth it now.
        epochs_changed(numbers, position, stride): other epochs can be looked at, and the one at `position` is, None
            for the present; `stride` as of `EpochHistory`.
        redrawn(indices, images): test images as the network in training draws them, while its present is looked at.
        trained(network, test_mse): a training of at least one epoch has ended.

    Attributes:
        now: the network as it is now, whatever is looked at.
        history: its epochs that can be looked at.
        measurements: its epochs so far, where they are known.
        run: the folder of its run, if it was opened from one, or one has come of its training.
    """

    replaced = Signal(Network)
    moved = Signal(Network)
    settled = Signal()
    epochs_changed = Signal(object, object, int)
    redrawn = Signal(object, object)
    trained = Signal(Network, float)

    def __init__(self, network: Network, parent: QObject) -> None:
        super().__init__(parent)
        self.now = network
        self.history = EpochHistory()
        self.measurements: tuple[Measurement, ...] = ()
        self.run: Path | None = None
        self._looked_at: Epoch | None = None  # an earlier epoch; None is now
        self._recipe = TrainingConfig()  # of the network in training
        self._data: DataIdentity | None = None  # that it is trained on

    @property
    def network(self) -> Network:
        """The network at the moment that is looked at."""
        return self.now if self._looked_at is None else _as_it_was(self.now, self._looked_at)

    @property
    def test_error(self) -> float | None:
        """The test error of the moment that is looked at, if it is the end of an epoch that is kept."""
        kept = self.history.epochs
        epoch = self._looked_at or (kept[-1] if kept else None)
        return epoch.test_mse if epoch is not None and epoch.snapshot is self.network.snapshot else None

    def replace(self, network: Network, run: Path | None = None, measurements: Sequence[Measurement] = ()) -> None:
        """Put another network on show, whose epochs are not known yet."""
        self.now, self.run, self.measurements = network, run, tuple(measurements)
        self.forget_epochs()
        self.replaced.emit(network)

    def set_data(self, data: DataIdentity) -> None:
        """Know what the network was trained on, which nothing but its name was known of."""
        self.now = replace(self.now, data=data)

    @Slot()
    def forget_epochs(self) -> None:
        """Keep the present alone: the epochs so far are another network's, or have the codes of other images."""
        self.history.clear()
        self._looked_at = None
        self._tell_epochs()

    def add_earlier(self, run: Path, epochs: Sequence[Epoch]) -> None:
        """Let the epochs of a run be looked at that were trained before it was opened, if it is still on show."""
        if run == self.run:
            self.history.put_before(epochs)
            self._tell_epochs()

    def take_codes(self, snapshot: Snapshot, codes: Array) -> None:
        """Place all test images, (N, latent_dim), if the network is still at this moment."""
        if snapshot is self.now.snapshot:
            self._move(replace(self.now, codes=codes, placed=None))
            self.settled.emit()

    # A training

    def begin(self, started: Started, data: DataIdentity | None = None) -> None:
        """Take the recipe of a training, and the data set that it is trained on."""
        self._recipe, self._data = started.config, data
        if started.step:  # of a run on show, whose recipe may have changed before it goes on
            self.now = replace(self.now, training=started.config)

    @Slot(RecipeChange)
    def take_change(self, change: RecipeChange) -> None:
        """Take a change of the recipe of the training."""
        self._recipe = self._recipe.with_changes(change)
        self.now = replace(self.now, training=self._recipe)

    @Slot(Live)
    def take_live(self, live: Live) -> None:
        """Go on to a moment in the middle of an epoch, with the codes of some test images."""
        self._move(replace(self.now, snapshot=live.snapshot, codes=live.codes, placed=live.indices))

    @Slot(Epoch)
    def take_epoch(self, epoch: Epoch) -> None:
        """Go on to the end of an epoch; of the first, which is before any step, it is another network."""
        if epoch.snapshot.epoch == 0:
            self.replace(Network(epoch.snapshot, epoch.test_codes, self._recipe, data=self._data))
        self.history.add(epoch)
        self.measurements = (*self.measurements, Measurement.of(epoch))
        self._tell_epochs()
        if epoch.snapshot.epoch > 0:
            self._move(replace(self.now, snapshot=epoch.snapshot, codes=epoch.test_codes, placed=None))
        self.settled.emit()

    @Slot(Reconstructions)
    def take_reconstructions(self, reconstructions: Reconstructions) -> None:
        if self._looked_at is None:
            self.redrawn.emit(reconstructions.indices, reconstructions.images)

    @Slot(Ending)
    def end(self, ending: Ending) -> None:
        """Keep the last weights of a training, which it may not have told any more, and its run."""
        self.run = ending.folder if ending.newest is not None else self.run
        if ending.newest is None:
            return
        if ending.newest is not self.now.snapshot:
            self.now = replace(self.now, snapshot=ending.newest)
        if self.history.epochs and (last := self.history.epochs[-1]).snapshot.epoch > 0:
            network = Network(last.snapshot, last.test_codes, self._recipe, data=self._data)
            self.trained.emit(network, last.test_mse)

    # Looking back

    @Slot(int)
    def look_at(self, position: int) -> None:
        """Show an earlier epoch, while a training goes on behind it."""
        self._looked_at = self.history.epochs[position]
        self.moved.emit(self.network)
        self.settled.emit()

    @Slot()
    def look_at_now(self) -> None:
        """Show the network as it is now."""
        self._looked_at = None
        self.moved.emit(self.network)
        self.settled.emit()

    def _move(self, now: Network) -> None:
        self.now = now
        if self._looked_at is None:
            self.moved.emit(now)

    def _tell_epochs(self) -> None:
        """Say which epochs there are; one that was thinned out gives way to the one before it."""
        numbers = [epoch.snapshot.epoch for epoch in self.history.epochs]
        position = None
        if self._looked_at is not None:
            position = max(bisect_right(numbers, self._looked_at.snapshot.epoch) - 1, 0)
        self.epochs_changed.emit(numbers, position, self.history.stride)


@lru_cache(maxsize=1)  # all that shows another epoch asks, a dozen views, and each answer makes a recipe anew
def _as_it_was(network: Network, epoch: Epoch) -> Network:
    """A network at one of its epochs."""
    training = network.training and network.training.as_of(epoch.step)
    return Network(epoch.snapshot, epoch.test_codes, training, data=network.data)
