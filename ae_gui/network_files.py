"""Networks in files: asked for, opened and saved in the background."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ae_gui.background import Job
from ae_gui.networks import Network, read_network
from ae_model import checkpoint
from ae_model.datasets import Split


class NetworkFiles(QObject):
    """Asks for files and reads and writes them, one window's worth.

    Signals:
        opened(network): a network was read and its codes computed.
        saved(network, path): a network is on the disk.
        failed(sentence): why it is not.
    """

    opened = Signal(Network)
    saved = Signal(Network, Path)
    failed = Signal(str)

    def __init__(self, split: Split, window: QWidget) -> None:
        """For networks that encode `split`."""
        super().__init__(window)
        self._split = split
        self._window = window
        self._opening: Path | None = None  # the last one asked for

    def set_split(self, split: Split) -> None:
        """Networks have other test images to encode from now on."""
        self._split = split

    def choose_to_open(self) -> None:
        """Ask for a checkpoint and open it."""
        # Any name: the notebook's own file has no extension.
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open network"))
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Read a checkpoint; of several asked for at once the last one is opened."""
        self._opening = path
        self._run(partial(read_network, path, self._split), partial(self._take, path, self._split))

    def _take(self, path: Path, split: Split, network: Network) -> None:
        if path != self._opening:
            return
        if split is not self._split:  # the data set has changed under it
            self.open(path)
            return
        self._opening = None
        self.opened.emit(network)

    def choose_to_save(self, network: Network) -> None:
        """Ask where to save a network."""
        native = self.tr("Autoencoder Lab network (*.safetensors)")
        notebook = self.tr("The notebook's state dict (*.pt)")
        proposal = f"{network.name.replace(', epoch ', '-')}.safetensors"
        path, kind = QFileDialog.getSaveFileName(
            self._window, self.tr("Save network"), proposal, f"{native};;{notebook}"
        )
        if path:
            self.save(network, Path(path), as_pt=kind == notebook)

    def save(self, network: Network, path: Path, as_pt: bool = False) -> None:
        """Save a network as a checkpoint, or as the notebook's state dict."""
        if as_pt:
            write = partial(checkpoint.export_pt, path, network.snapshot)
        else:
            write = partial(checkpoint.save, path, network.snapshot, network.training)
        self._run(write, lambda _: self.saved.emit(network, path))

    def _run(self, work: Callable[[], object], take: Callable[[object], object]) -> None:
        Job(work, take, self.failed.emit, self._window).start()
