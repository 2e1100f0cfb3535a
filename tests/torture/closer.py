"""Closes the window in the middle of something, at a moment of its own: a program for `test_closing`, no test.

Arguments: the user's folder, what is to be going on, and after how many seconds of it the window is closed.
"""

import socket
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from ae_gui import app, main_window
from ae_gui.data_dialog import DataDialog
from ae_gui.networks import shipped_network
from ae_gui.tour_hands import rest, wait
from ae_model.config import PRESETS, NetworkConfig, TrainingConfig
from ae_model.downloads import Remote

FOLDER = Path(sys.argv[1])
SMALL = TrainingConfig(NetworkConfig(hidden_sizes=(16,)), epochs=4, batch_size=2_000, device="cpu")


class Closed(main_window.MainWindow):
    """The real window."""

    def load_behind(self) -> None:
        super().load_behind()
        what, after = sys.argv[2], float(sys.argv[3])
        if what == "loading":
            QTimer.singleShot(round(1000 * after), self, self._close)
        else:
            self.ready.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        self.ready.disconnect(self._begin)
        QTimer.singleShot(0, self, self._do)

    @Slot()
    def _do(self) -> None:
        doings: dict[str, Callable[[], object]] = {
            "training": self._train_long,
            "saving": self._save,
            "exporting": self._film_epochs,
            "exporting everything": self._export_everything,
            "placing all digits": lambda: self.latent_tab.all_action.trigger(),
            "measuring": self._measure,
            "opening a run": self._open_run,
            "downloading": self._download,
        }
        doings[sys.argv[2]]()
        rest(float(sys.argv[3]))
        self._close()

    @Slot()
    def _close(self) -> None:
        print("closing", time.time(), flush=True)
        self.close()

    def _train_long(self) -> None:
        self.panel.set_config(replace(PRESETS["seed-2d"].config, device="cpu"))
        self.commands.train.trigger()
        wait(lambda: self.status.step > 3, 60, "train")

    def _trained(self) -> None:
        """Four epochs, quickly."""
        self.panel.set_config(SMALL)
        self.commands.train.trigger()
        wait(lambda: not self.training, 60, "train")

    def _save(self) -> None:
        self.opening.open_network(shipped_network("deep-2d"))
        wait(lambda: len(self.network.snapshot.config.hidden_sizes) == 3, 60, "open a network")
        self.menus.networks.save(self.network, FOLDER / "saved.safetensors")

    def _film_epochs(self) -> None:
        self._trained()
        self.tabs.setCurrentWidget(self.latent_tab)
        QFileDialog.getSaveFileName = lambda *_: (str(FOLDER / "epochs.gif"), "")
        self.epoch_slider.gif_action.trigger()

    def _export_everything(self) -> None:
        self._trained()
        QFileDialog.getExistingDirectory = lambda *_: str(FOLDER)
        self.commands.export_everything.trigger()

    def _measure(self) -> None:
        self.tabs.setCurrentWidget(self.comparison_tab)
        wait(lambda: self.comparison.pca_network is not None, 60, "fit PCA")
        self.comparison_tab.planes.measure_button.click()

    def _open_run(self) -> None:
        self._trained()
        wait(lambda: bool(self.runs_tab.table.runs), 60, "read the runs")
        self.opening.open_run(self.runs_tab.table.runs[0])

    def _download(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))  # takes connections, and says nothing
        address = f"http://127.0.0.1:{self._server.getsockname()[1]}/images"
        files = {"fashion-mnist": [Remote("train-images-idx3-ubyte.gz", (address,), "0" * 32)]}
        self.menus.datasets = DataDialog(FOLDER, self, files)
        self.menus.datasets.show()
        self.menus.datasets._download("fashion-mnist")


if __name__ == "__main__":
    main_window.MainWindow = Closed
    sys.exit(app.main(["--data-dir", str(FOLDER)]))
