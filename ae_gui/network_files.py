"""Networks in files: asked for, opened and saved in the background."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job
from ae_gui.networks import Network, file_name, read_network, save_network
from ae_gui.widgets.file_dialogs import open_file, save_file
from ae_model.datasets import Split


class NetworkFiles(QObject):
    """Asks for files and reads and writes them, one window's worth.

    Signals:
        opened(network, path): a network was read and its codes computed.
        saved(network, path): a network is on the disk.
        failed(sentence): why it is not.
    """

    opened = Signal(Network, Path)
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
        path = open_file(self._window, self.tr("Open network"), "networks")
        if path is not None:
            self.open(path)

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
        self.opened.emit(network, path)

    def choose_to_save(self, network: Network) -> None:
        """Ask where to save a network, and as what."""
        kinds = [
            (self.tr("Autoencoder Lab network"), "safetensors"),
            (self.tr("The notebook's state dict"), "pt"),
            (self.tr("ONNX, for other programs"), "onnx"),
        ]
        path = save_file(self._window, self.tr("Save network"), file_name(network), kinds, "networks")
        if path is not None:
            self.save(network, path)

    def save(self, network: Network, path: Path) -> None:
        """Save a network as what the path ends in, see `networks.save_network`."""
        self._run(partial(save_network, network, path), lambda _: self.saved.emit(network, path))

    def _run(self, work: Callable[[], object], take: Callable[[object], object]) -> None:
        Job(work, take, self.failed.emit, self._window).start()
