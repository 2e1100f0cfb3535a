"""Networks written into files: asked for, and saved in the background."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job
from ae_gui.networks import Network, file_name, save_network
from ae_gui.widgets.file_dialogs import save_file
from ae_model import runs
from ae_model.runs import Run
from ae_model.snapshot import Snapshot


class NetworkFiles(QObject):
    """Asks for files and writes them, one window's worth.

    Signals:
        saved(network, path): a network is on the disk.
        failed(sentence): why it is not.
    """

    saved = Signal(Network, Path)
    failed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def choose_to_save(self, network: Network) -> None:
        """Ask where to save a network, and as what."""
        kinds = [
            (self.tr("Autoencoder Lab network"), "safetensors"),
            (self.tr("State dict of torch"), "pt"),
            (self.tr("ONNX, for other programs"), "onnx"),
        ]
        path = save_file(self._window, self.tr("Save network"), file_name(network), kinds, "networks")
        if path is not None:
            self.save(network, path)

    @Slot(Run)
    def choose_to_save_run(self, run: Run) -> None:
        """Read the network of a run, and ask where to save it."""

        def take(snapshot: Snapshot) -> None:
            codes = np.empty((0, snapshot.latent_dim), np.float32)
            self.choose_to_save(Network(snapshot, codes, run.about.config, data=run.about.data))

        Job(partial(runs.network, run.folder), take, self.failed.emit, self).start()

    def save(self, network: Network, path: Path) -> None:
        """Save a network as what the path ends in, see `networks.save_network`."""
        work = partial(save_network, network, path)
        Job(work, lambda _: self.saved.emit(network, path), self.failed.emit, self).start()
