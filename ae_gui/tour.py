"""Drives the real window as a user would, through every tab, and saves what it shows and how fast it was.

The tour is how pictures for the README are made, how a machine without a display sees the program, and how its
promises are measured. It works on any Qt platform. Times are in `tour.json`:

- `window_shown_s`, `ready_s`: from the start of the process to the painted plane, and to an engine warmed up.
- `frame_gap_ms`: how late the window could have drawn a frame while training and exploring, as the time between two
  beats of a timer of 16 ms in the window's thread; `load_gap_ms` is the worst from the first picture until ready.
- `decode_ms`: from a mouse event to the decoded digit painted.
- `images_per_second`: over the epochs after the first, with the mouse still, all live views on and no beat.
"""

import json
import logging
import math
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ae_gui.main_window import MainWindow
from ae_model.config import PRESETS, TrainingConfig
from ae_model.events import Epoch, Started
from ae_model.files import write_whole

log = logging.getLogger(__name__)

_BEAT_MS = 16
_ENDLESS = 1_000  # epochs: more than any machine trains while the tour looks about
_HOVERS = 250  # mouse positions at which the decoder is timed
_LOOK_S = 0.05  # between two looks whether something has happened
_LOAD_SECONDS, _EPOCH_SECONDS = 60, 120  # before the tour gives up


class Tour(QObject):
    """One tour; it begins when the window is first painted, and ends the program."""

    def __init__(self, window: MainWindow, folder: Path, preset: str, epochs: int, size: tuple[int, int]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._config = replace(PRESETS[preset].config, epochs=epochs)
        self._beat = _Beat(self)
        self._epochs: list[Epoch] = []
        self._train_size = 0
        self._figures: dict[str, object] = {"preset": preset, "epochs": epochs}
        self._pictures: list[Path] = []
        self._shown_s = math.nan
        window.resize(*size)
        window.latent_tab.plane.first_painted.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        self._figures["window_shown_s"] = round(_process_age(), 3)
        QTimer.singleShot(0, self, self._take)

    @Slot()
    def _take(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._load()
            self._explore()
            self._train()
            self._write_figures()
        except Exception as error:  # whatever it was, nobody is there to close the window
            QApplication.exit(1)
            log.debug("The tour's last steps", exc_info=True)
            print(f"The tour ended early: {error}", file=sys.stderr)
        else:
            names = ", ".join(path.name for path in self._pictures)
            print(f"The tour wrote {names} and tour.json to {self._folder}.")
            self._window.close()
            QApplication.exit(0)

    def _load(self) -> None:
        self._beat.start()
        self._wait(lambda: self._window.is_ready, _LOAD_SECONDS, "load")
        self._figures["ready_s"] = round(_process_age(), 3)
        self._figures["load_gap_ms"] = round(float(self._beat.gaps_ms().max()), 1)

    def _explore(self) -> None:
        """Watch a training that does not end by itself, and move about in its plane."""
        window = self._window
        window.tabs.setCurrentWidget(window.training_tab)
        self._save("before-training")
        self._beat.start()
        self._start(replace(self._config, epochs=_ENDLESS))
        self._wait_for_epoch(0)
        self._rest(1.5)
        self._save("training")
        window.tabs.setCurrentWidget(window.latent_tab)
        self._figures["decode_ms"] = self._hover()
        window.train_action.trigger()  # pause
        self._rest(0.5)
        self._click_about()
        self._save("latent-space-paused")
        window.train_action.trigger()  # resume
        self._rest(0.5)
        self._figures["frame_gap_ms"] = _percentiles(self._beat.gaps_ms(), {"p50": 50, "p99": 99})
        self._beat.stop()
        window.stop_action.trigger()
        self._wait(lambda: not window.training, _EPOCH_SECONDS, "stop")

    def _train(self) -> None:
        """Train for as long as was asked, with the mouse still."""
        window = self._window
        window.tabs.setCurrentWidget(window.training_tab)
        self._start(self._config)
        for epoch in range(self._config.epochs + 1):
            self._wait_for_epoch(epoch)
        self._wait(lambda: not window.training, _EPOCH_SECONDS, "end")
        self._rest(0.5)
        self._save("training-done")
        window.tabs.setCurrentWidget(window.latent_tab)
        self._hover(20)
        self._rest(0.2)
        self._save("latent-space")

    def _start(self, config: TrainingConfig) -> None:
        self._epochs.clear()
        self._window.panel.set_config(config)
        self._window.train_action.trigger()
        if self._window.training_thread is None:
            raise RuntimeError("the training did not start")
        self._window.training_thread.training_started.connect(self._take_start)
        self._window.training_thread.epoch_done.connect(self._take_epoch)

    @Slot(Started)
    def _take_start(self, started: Started) -> None:
        self._train_size = started.train_size

    @Slot(Epoch)
    def _take_epoch(self, epoch: Epoch) -> None:
        self._epochs.append(epoch)

    def _write_figures(self) -> None:
        first, last = self._epochs[min(1, len(self._epochs) - 2)], self._epochs[-1]
        images = self._train_size * (last.snapshot.epoch - first.snapshot.epoch)
        self._figures["test_mse"] = last.test_mse
        self._figures["images_per_second"] = round(images / (last.seconds - first.seconds))
        write_whole(self._folder / "tour.json", json.dumps(self._figures, indent=2).encode())

    # What a user does

    def _hover(self, count: int = _HOVERS) -> dict[str, float]:
        """Move the mouse through the plane in a spiral; returns the times to the painted digit, in ms."""
        plane, digit = self._window.latent_tab.plane.viewport(), self._window.latent_tab.explore.inspector.decoded
        delays = []
        for turn in np.linspace(0, 1, count):
            radius, angle = 0.4 * min(plane.width(), plane.height()) * (1 - turn), 12 * math.pi * turn
            place = QPointF(plane.rect().center()) + QPointF(radius * math.cos(angle), radius * math.sin(angle))
            painted = QEventLoop()
            digit.painted.connect(painted.quit)
            began = time.perf_counter()
            QApplication.postEvent(plane, mouse_event(QEvent.Type.MouseMove, plane, place))
            painted.exec()
            delays.append(1000 * (time.perf_counter() - began))
            digit.painted.disconnect(painted.quit)
            self._rest(0.008)
        return _percentiles(np.array(delays), {"p50": 50, "p95": 95})

    def _click_about(self) -> None:
        """Keep a few digits that never existed, and pick a real one."""
        plane = self._window.latent_tab.plane
        middle = QPointF(plane.viewport().rect().center())
        for right, down in ((-140, -60), (-90, 70), (20, -110), (80, 30), (150, -20), (-30, 10)):
            self._click(plane.viewport(), middle + QPointF(right, down))
        index = plane.nearest(0, 0)
        if index is not None:
            place = plane.getViewBox().mapViewToScene(QPointF(*plane.point(index)))
            self._click(plane.viewport(), plane.viewportTransform().map(place))

    def _click(self, widget: QWidget, place: QPointF) -> None:
        for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            QApplication.sendEvent(widget, mouse_event(kind, widget, place))
        self._rest(0.05)

    # Waiting, with the window alive

    def _rest(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)  # precise up to 2 s
        loop.exec()

    def _wait_for_epoch(self, epoch: int) -> None:
        self._wait(
            lambda: len(self._epochs) > epoch or not self._window.training, _EPOCH_SECONDS, f"train epoch {epoch}"
        )
        if len(self._epochs) <= epoch:
            raise TimeoutError("the training ended by itself")

    def _wait(self, is_done: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the program took more than {seconds} s to {what}")
            self._rest(_LOOK_S)

    def _save(self, name: str) -> None:
        path = self._folder / f"{len(self._pictures) + 1}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")
        self._pictures.append(path)
        self._beat.skip()


class _Beat(QObject):
    """A steady beat in the window's thread, and how far apart its beats really came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._gaps: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        """Begin anew."""
        self._gaps.clear()
        self.skip()
        self._timer.start(_BEAT_MS)

    def stop(self) -> None:
        """Beat no more: 60 beats a second cost a training on all cores some of its speed."""
        self._timer.stop()

    def skip(self) -> None:
        """Leave out the time since the last beat: the tour itself kept the window's thread busy."""
        self._last = time.perf_counter()

    def gaps_ms(self) -> NDArray[np.float64]:
        """Milliseconds from each beat to the next, from the start until now."""
        self._note()
        return 1000 * np.array(self._gaps)

    @Slot()
    def _note(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now


def mouse_event(kind: QEvent.Type, widget: QWidget, place: QPointF, held: bool = False) -> QMouseEvent:
    """A move, or a press or release of the left button, at `place` of `widget`; a move with the button held drags."""
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    down = held or kind == QEvent.Type.MouseButtonPress
    buttons = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
    position = QPointF(widget.mapToGlobal(place))
    return QMouseEvent(kind, place, position, button, buttons, Qt.KeyboardModifier.NoModifier)


def _percentiles(values: NDArray[np.float64], named: dict[str, float]) -> dict[str, float]:
    figures = {name: round(float(np.percentile(values, percent)), 2) for name, percent in named.items()}
    return figures | {"max": round(float(values.max()), 2)}


def _process_age() -> float:
    """Seconds since the operating system started this process; on other systems than Linux, since Python did."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return time.process_time()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
