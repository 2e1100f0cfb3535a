"""All that a window works with, connected: who owns what is told by the modules beside this one."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.networks import Network
from ae_gui.preferences import Preferences
from ae_gui.session.engine import Engine
from ae_gui.session.measuring import Measuring
from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import OpenData
from ae_gui.session.placing import Placing
from ae_gui.session.shown_over import ShownOver
from ae_gui.session.trainer import Trainer
from ae_model.datasets import Dataset, Split
from ae_model.known_data import KnownData


class Session(QObject):
    """The owners of a window's state.

    Signals:
        loaded(dataset): a data set is open, and whether there is an engine is known.
        ready(): both are here, for the first time.
    """

    loaded = Signal(Dataset)
    ready = Signal()

    def __init__(
        self, split: Split, network: Network, data_dir: Path, preferences: Preferences, parent: QObject
    ) -> None:
        """Begins with the test images of MNIST and a network; `data_dir` is for all that is written unasked."""
        super().__init__(parent)
        self.data_dir = data_dir
        self.engine = Engine(self)
        self.trainer = Trainer(self)
        self.data = OpenData(split, preferences, self, KnownData(data_dir))
        self.on_show = OnShow(network, self)
        self.shown_over = ShownOver(self.data, self.on_show, self)
        self.placing = Placing(self.data, self.on_show, self)
        self.measuring = Measuring(self.data, self.on_show, self.trainer, lambda: self.is_loaded, self)
        self._was_ready = False
        self.loaded.connect(self.measuring.look)
        for known in (self.engine.ready, self.engine.missing, self.data.loaded):
            known.connect(self._tell_loaded)
        self.data.images_changed.connect(self.on_show.forget_epochs)
        self.data.images_changed.connect(self.trainer.watch_usual)
        trainer, on_show = self.trainer, self.on_show
        trainer.training_started.connect(lambda started: on_show.begin(started, self.data.identity))
        trainer.reconstructions.connect(on_show.take_reconstructions)
        trainer.recipe_changed.connect(on_show.take_change)
        trainer.live.connect(on_show.take_live)
        trainer.epoch_done.connect(on_show.take_epoch)
        trainer.halted.connect(self.placing.place_all)
        trainer.ended.connect(on_show.end)
        trainer.ended.connect(self.placing.place_all)

    @property
    def is_ready(self) -> bool:
        """Whether the engine and a data set are here."""
        return self.engine.is_ready and self.data.dataset is not None

    @property
    def is_loaded(self) -> bool:
        """Whether all is here that will come: a data set, and the engine if there is one."""
        return self.data.dataset is not None and (self.engine.is_ready or bool(self.engine.why_not))

    @Slot()
    def _tell_loaded(self) -> None:
        if self.data.dataset is not None and self.is_loaded:
            self.loaded.emit(self.data.dataset)
        if self.is_ready and not self._was_ready:
            self._was_ready = True
            self.ready.emit()
