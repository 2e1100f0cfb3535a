"""A fair of so many seconds: the kiosk plays by itself and is touched in turns; a program for `test_soak`, no test."""

import gc
import json
import sys
import time
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from soaker import taken

from ae_gui import app
from ae_gui.background import Job
from ae_gui.kiosk import training, window
from ae_gui.tour_hands import Beat, drag, mouse_event, rest, wait
from ae_model.config import NetworkConfig

_LONG = 600  # seconds; what is shorter trains smaller networks, and not as long


class Soaked(window.KioskWindow):
    """The real window, at a fair that never ends."""

    def load_behind(self) -> None:
        super().load_behind()
        QTimer.singleShot(0, self, self._use)

    @Slot()
    def _use(self) -> None:
        wait(self.train.button.isEnabled, 60, "load")
        wait(lambda: not self.findChildren(Job), 60, "come to rest")
        seconds = float(sys.argv[2])
        beat = Beat(self)
        gaps: list[float] = []
        turns = []
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            beat.start()
            self._turn(len(turns))
            gaps += beat.gaps_ms().tolist()
            beat.stop()
            wait(lambda: not self.training.trainer.running, 60, "stop")
            gc.collect()
            turns.append({"seconds": time.monotonic() - began, **taken()})
        print(json.dumps({"turns": turns, "frame_gap_p99_ms": round(float(np.percentile(gaps, 99)), 1)}))
        self.leave()

    def _turn(self, number: int) -> None:
        """Nobody is there; then somebody is, who touches everything."""
        rng = np.random.default_rng(number)
        self.watch.leave_alone()
        rest(0.5)
        self.player.take_turn()
        wait(lambda: len(self.training.history) > 1, 120, "train by itself")
        press(self.plane.viewport())  # which only wakes it
        rest(0.5)
        plane = self.plane.viewport()
        for x, y in rng.uniform(0.1, 0.9, (20, 2)):
            place = QPointF(x * plane.width(), y * plane.height())
            QApplication.sendEvent(plane, mouse_event(QEvent.Type.MouseMove, plane, place))
            rest(0.01)
        press(self.explore.carpet_button)
        rest(0.2)
        press(self.buttons.button(1))
        pad = self.draw.pad
        drag(pad, [QPointF(x * pad.width(), y * pad.height()) for x, y in rng.uniform(0.1, 0.9, (12, 2))])
        rest(0.1)
        press(self.buttons.button(2))
        wait(self.train.button.isEnabled, 60, "be ready again")
        if not self.training.running:  # the one that played was still ending
            press(self.train.button)
        wait(lambda: len(self.training.history) > 1, 120, "train")
        press(self.train.button)
        wait(lambda: not self.training.trainer.running, 60, "stop")
        for position in range(self.epochs.slider.maximum(), -1, -1):
            self.epochs.slider.setValue(position)
            rest(0.02)


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


if __name__ == "__main__":
    window.KioskWindow = Soaked
    if float(sys.argv[2]) < _LONG:
        network = NetworkConfig(hidden_sizes=(16,))
        training.CONFIG = replace(training.CONFIG, network=network, batch_size=1_000, threads=1, device="cpu")
        training.FIRST_SPEED = 1e4
    sys.exit(app.main(["--kiosk", "--kiosk-idle", "3600", "--data-dir", sys.argv[1] + "/user"]))
