"""Uses the window for so many seconds and prints what it took of the machine: a program for `test_soak`, no test."""

import gc
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Slot
from PySide6.QtWidgets import QApplication

from ae_gui import app, main_window
from ae_gui.networks import shipped_network
from ae_gui.tour_hands import Beat, mouse_event, rest, wait
from ae_model.config import PRESETS, NetworkConfig

_TURN_EPOCHS = 2
_LONG = 600  # seconds; what is shorter trains smaller networks
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024


class Soaked(main_window.MainWindow):
    """The real window, with a hand that does not tire."""

    def load_behind(self) -> None:
        super().load_behind()
        self.ready.connect(self._soak)

    @Slot()
    def _soak(self) -> None:
        self.ready.disconnect(self._soak)
        QTimer.singleShot(0, self, self._use)

    @Slot()
    def _use(self) -> None:
        folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
        beat = Beat(self)
        gaps: list[float] = []
        turns = []
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            beat.start()
            self._turn(folder, len(turns))
            gaps += beat.gaps_ms().tolist()
            beat.stop()
            gc.collect()
            turns.append({"seconds": time.monotonic() - began, **taken()})
        print(json.dumps({"turns": turns, "frame_gap_p99_ms": round(float(np.percentile(gaps, 99)), 1)}))
        self.close()

    def _turn(self, folder: Path, number: int) -> None:
        """Train, look about meanwhile, save, open another network and a run."""
        latent = self.latent_tab
        config = replace(PRESETS["seed-2d"].config, epochs=_TURN_EPOCHS, device="cpu")
        if float(sys.argv[2]) < _LONG:
            config = replace(config, network=NetworkConfig(hidden_sizes=(16,)), epochs=1)
        self.panel.set_config(config)
        self.tabs.setCurrentWidget(self.training_tab)
        self.commands.train.trigger()
        wait(lambda: self.status.step > 20, 60, "train")
        self.tabs.setCurrentWidget(latent)
        plane = latent.plane.viewport()
        rng = np.random.default_rng(number)
        for x, y in rng.uniform(0.1, 0.9, (40, 2)):
            place = QPointF(x * plane.width(), y * plane.height())
            QApplication.sendEvent(plane, mouse_event(QEvent.Type.MouseMove, plane, place))
            rest(0.01)
        latent.carpet_action.setChecked(True)
        rest(0.3)
        latent.carpet_action.setChecked(False)
        for tab in (self.comparison_tab, self.network_tab, self.runs_tab, latent):
            self.tabs.setCurrentWidget(tab)
            rest(0.2)
        wait(lambda: not self.training, 120, "end its training")
        for place in range(len(self.session.on_show.history)):
            self.epoch_slider.look_at(place)
            rest(0.05)
        self.epoch_slider.go_live()
        self.menus.networks.save(self.network, folder / "saved.safetensors")
        rest(0.3)
        self.opening.open_network(shipped_network("deep-2d"))
        wait(lambda: self.network.snapshot.config.hidden_sizes == (1000, 500, 250), 60, "open a network")
        self.opening.open_network(folder / "saved.safetensors")
        wait(lambda: self.network.snapshot.config == config.network, 60, "open what was saved")
        wait(lambda: not any(job.isRunning() for job in self.findChildren(main_window.Job)), 60, "come to rest")
        rest(0.3)


def taken() -> dict[str, float]:
    """What the process has of the machine now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "memory_mb": pages * _PAGE_KB / 1024,
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "objects": sum(len(widget.findChildren(QObject)) for widget in QApplication.topLevelWidgets()),
    }


if __name__ == "__main__":
    main_window.MainWindow = Soaked
    sys.exit(app.main(["--data-dir", sys.argv[1] + "/user"]))
