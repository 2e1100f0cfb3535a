"""A tour drives the real window as a user would, through every tab and tool, and saves pictures and times.

It shows the program where there is no display, and measures what is promised. It works on any Qt platform; without
torch it explores and does not train. `tour.json` has the times, in milliseconds where not said otherwise, measured
while a training goes on at full speed:

- `window_shown_s`, `plane_usable_s`, `ready_s`: from the start of the process to the painted plane, to a digit decoded
  under the mouse, and to an engine warmed up (without torch, to all digits loaded).
- `frame_gap_ms`: how late the window could have drawn a frame while training and exploring, as the time between two
  beats of a timer of 16 ms in the window's thread; `load_gap_ms` is the worst from the first picture until ready.
- `decode_ms`: from a mouse event to the decoded digit painted.
- `scatter_10000_ms`, `scatter_70000_ms`: to make and draw a new picture of the points.
- `carpet_rest_ms`: from asking for the carpet until every tile is there; `carpet_motion_ms`: from a drag of the plane
  to the plane painted with the carpet.
- `epoch_change_ms`: from the slider to the plane painted as it was at that epoch.
- `draw_ms`: from a move of the pen to the drawing painted as the network redraws it, its mark in the plane.
- `images_per_second`: over the epochs after the first, with the mouse still, all live views on and no beat.
"""

import json
import math
import os
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Slot
from PySide6.QtWidgets import QApplication

from ae_gui.main_window import MainWindow
from ae_gui.networks import shipped_network
from ae_gui.preferences import ComparisonPage
from ae_gui.tour_hands import (
    STILL_S,
    Beat,
    at,
    click,
    drag,
    mouse_event,
    percentiles,
    play,
    rest,
    send,
    three,
    timed,
    wait,
)
from ae_model.config import PRESETS, TrainingConfig
from ae_model.events import Epoch, Started
from ae_model.files import write_whole

_ENDLESS = 100_000  # epochs: more than any machine trains while the tour looks about
_HOVERS = 160  # mouse positions, at each of which the decoder is timed
_REDRAWS, _PANS, _EPOCHS, _CARPETS = 50, 60, 30, 8  # times that something else is timed
MOVE_REST_S = 0.012  # pyqtgraph drops a move within 10 ms of the last, and nothing would answer it
_LESSONS = {  # of which pictures are taken
    5: "guide",
    11: "guide-noise",
    12: "guide-convolutions",
    15: "guide-dictionary",
}


class Tour(QObject):
    """One tour: it begins when the window is first painted, and ends the program; of no epochs it is brief."""

    def __init__(self, window: MainWindow, folder: Path, preset: str, epochs: int, size: tuple[int, int]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._is_brief = epochs == 0
        self._config = replace(PRESETS[preset].config, epochs=max(epochs, 1))
        self._beat = Beat(self)
        self._epochs: list[Epoch] = []
        self._train_size = 0
        self._figures: dict[str, object] = {"preset": preset, "epochs": epochs}
        self._pictures: list[Path] = []
        self._loaded: list[float] = []  # when it was, to the millisecond: waiting looks now and then
        window.session.loaded.connect(lambda: self._loaded.append(_process_age()))
        window.resize(*size)
        window.commands.less_motion.setChecked(True)  # pictures of what has arrived
        window.latent_tab.plane.first_painted.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        self._figures["window_shown_s"] = round(_process_age(), 3)
        QTimer.singleShot(0, self, partial(play, self._window, self._visit_all, "tour"))

    def _visit_all(self) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._load()
        self._keep()
        if self._is_brief:
            self._save("loaded")
        elif self._window.session.engine.why_not:
            self._explore()
        else:
            self._visit()
            self._train()
        self._write_figures()
        names = ", ".join(path.name for path in self._pictures)
        return f"The tour wrote {names} and tour.json to {self._folder}."

    def _load(self) -> None:
        self._hover(1)
        self._figures["plane_usable_s"] = round(_process_age(), 3)
        self._beat.start()
        wait(lambda: self._window.session.is_loaded, STILL_S, "load", lambda: len(sys.modules))
        self._figures["ready_s"] = round(self._loaded[0], 3)
        self._figures["load_gap_ms"] = round(float(self._beat.gaps_ms().max()), 1)

    def _keep(self) -> None:
        """Save the network on show, open it again, and write down where it places the test digits."""
        window, path = self._window, self._folder / "network.safetensors"
        first = window.network
        path.unlink(missing_ok=True)  # an earlier tour's
        window.menus.networks.save(window.network, path)
        wait(path.exists, STILL_S, "save a network")
        window.opening.open_network(path)
        wait(lambda: window.network is not first, STILL_S, "open a network")
        # The codes that ship with the first network may be another processor's, to their last figures.
        if not np.allclose(window.network.codes, first.codes, atol=1e-4):
            raise RuntimeError("the network was opened as another one than was saved")
        np.save(self._folder / "codes.npy", window.network.codes)

    def _explore(self) -> None:
        """Use every tool and look at every tab, where nothing can be trained."""
        window = self._window
        self._beat.start()
        window.tabs.setCurrentWidget(window.training_tab)
        rest(0.5)
        self._save("training")
        window.tabs.setCurrentWidget(window.latent_tab)
        self._figures["decode_ms"] = self._hover()
        self._visit_tools()
        self._visit_all_digits()
        self._click_about()
        self._save("latent-space")
        self._visit_comparison()
        self._visit_network()
        self._visit_guide()
        self._visit_variational()
        self._figures["frame_gap_ms"] = percentiles(self._beat.gaps_ms(), "p99")
        self._beat.stop()

    def _visit(self) -> None:
        """Watch a training that does not end by itself, and use every tool meanwhile."""
        window = self._window
        window.tabs.setCurrentWidget(window.training_tab)
        rest(0.2)  # until all is laid out
        self._save("before-training")
        self._beat.start()
        self._start(replace(self._config, epochs=_ENDLESS))
        self._wait_for_epoch(0)
        rest(1.5)
        self._save("training")
        window.tabs.setCurrentWidget(window.latent_tab)
        self._figures["decode_ms"] = self._hover()
        self._visit_tools()
        self._visit_all_digits()
        self._visit_epochs()
        window.commands.train.trigger()  # pause
        rest(0.5)
        self._click_about()
        self._save("latent-space-paused")
        window.commands.train.trigger()  # resume
        rest(0.5)
        self._visit_comparison()
        self._visit_network()
        self._visit_guide()
        self._figures["frame_gap_ms"] = percentiles(self._beat.gaps_ms(), "p99")
        self._beat.stop()
        window.commands.stop.trigger()
        wait(lambda: not window.training, STILL_S, "stop", self._steps)

    def _train(self) -> None:
        """Train for as long as was asked, with the mouse still."""
        window = self._window
        window.tabs.setCurrentWidget(window.training_tab)
        self._start(self._config)
        for epoch in range(self._config.epochs + 1):
            self._wait_for_epoch(epoch)
        wait(lambda: not window.training, STILL_S, "end", self._steps)
        rest(0.5)
        self._save("training-done")
        window.tabs.setCurrentWidget(window.latent_tab)
        window.latent_tab.use(window.latent_tab.tools.explore)
        self._hover(20)
        rest(0.2)
        self._save("latent-space")
        self._visit_runs()
        self._visit_variational()
        self._visit_recipes()

    def _visit_runs(self) -> None:
        runs = self._window.runs_tab
        self._window.tabs.setCurrentWidget(runs)
        wait(lambda: len(runs.table.runs) >= 2, STILL_S, "read the runs")
        runs.table.select([run.folder for run in runs.table.runs])
        rest(0.2)
        self._save("runs")

    # The latent space

    def _visit_tools(self) -> None:
        tab, plane = self._window.latent_tab, self._window.latent_tab.plane.viewport()
        self._figures["scatter_10000_ms"] = self._redraw_points()
        self._lay_carpet()
        tab.use(tab.tools.path)
        tab.tools.path.inspector.way.setCurrentIndex(1)
        click(plane, at(plane, 0.3, 0.4))
        click(plane, at(plane, 0.7, 0.6))
        tab.tools.path.inspector.play_button.click()
        rest(1.5)
        self._save("path")
        self._draw()
        tab.use(tab.tools.select)
        tab.tools.select.inspector.lasso_button.click()
        turns = np.linspace(0, 2 * math.pi, 40)
        drag(plane, [at(plane, 0.5 + 0.12 * math.cos(turn), 0.5 + 0.2 * math.sin(turn)) for turn in turns])
        rest(0.6)
        self._save("select")
        tab.tools.select.clear()
        tab.use(tab.tools.code)
        rest(0.3)
        for ticks in range(0, 1_001, 50):
            tab.tools.code.inspector.sliders[0].setValue(ticks)
            rest(0.02)
        self._save("code")
        tab.use(tab.tools.explore)

    def _redraw_points(self) -> dict[str, float]:
        """Show the points again, as each snapshot does, and time their picture."""
        tab = self._window.latent_tab
        times: list[float] = []
        tab.plane.points.redrawn.connect(times.append)
        while len(times) < _REDRAWS:
            view = tab.view
            if view is not None:
                tab.plane.set_points(view.positions, view.digits.labels, view.placed)
            rest(0.02)
        tab.plane.points.redrawn.disconnect(times.append)
        return percentiles(1000 * np.array(times))

    def _lay_carpet(self) -> None:
        tab = self._window.latent_tab
        times = []
        for _ in range(_CARPETS):
            times.append(timed(partial(tab.carpet_action.setChecked, True), tab.plane.carpet.refined))
            if len(times) < _CARPETS:
                tab.carpet_action.setChecked(False)
                rest(0.1)
        self._figures["carpet_rest_ms"] = percentiles(times)
        rest(0.3)
        self._save("carpet")
        self._figures["carpet_motion_ms"] = self._drag_plane()
        tab.carpet_action.setChecked(False)
        tab.plane.fit()

    def _drag_plane(self) -> dict[str, float]:
        """Drag the plane about with the mouse, and time each move to the painted plane."""
        plane = self._window.latent_tab.plane
        widget, turns = plane.viewport(), np.linspace(0, 2 * math.pi, _PANS + 1)
        way = [at(widget, 0.5 + 0.2 * math.sin(turn), 0.5 + 0.2 * math.sin(2 * turn)) for turn in turns]
        return percentiles(drag(widget, way, MOVE_REST_S, plane.painted))

    def _draw(self) -> None:
        """Draw a three on the pad, and time each move of the pen to the redrawn digit."""
        tab = self._window.latent_tab
        tab.use(tab.tools.draw)
        pad, redrawn = tab.tools.draw.inspector.pad, tab.tools.draw.inspector.redrawn
        self._figures["draw_ms"] = percentiles(drag(pad, three(pad), 0, redrawn.painted))
        rest(0.2)
        self._save("draw")
        noise = tab.tools.draw.inspector.noise.slider
        noise.setValue(noise.maximum() // 2)
        rest(0.2)
        self._save("draw-under-noise")
        noise.setValue(0)

    def _visit_all_digits(self) -> None:
        tab = self._window.latent_tab
        count = len(tab.plane.positions)
        tab.all_action.trigger()
        wait(lambda: len(tab.plane.positions) > count, STILL_S, "place the training digits")
        self._figures["scatter_70000_ms"] = self._redraw_points()
        self._save("all-digits")
        tab.all_action.trigger()

    def _visit_epochs(self) -> None:
        """Bring back earlier epochs, each until it is painted."""
        window = self._window
        wait(lambda: len(window.session.on_show.history) > 3, STILL_S, "train three epochs", self._steps)
        plane, times = window.latent_tab.plane, []
        for turn in range(_EPOCHS):
            position = turn % (len(window.session.on_show.history) - 1)
            times.append(timed(partial(window.epoch_slider.look_at, position), plane.painted))
            rest(0.05)
        self._figures["epoch_change_ms"] = percentiles(times)
        window.epoch_slider.look_at(1)
        rest(0.1)
        self._save("an-earlier-epoch")
        window.epoch_slider.go_live()

    def _hover(self, count: int = _HOVERS) -> dict[str, float]:
        """Move the mouse through the plane in a spiral; returns the times to the painted digit."""
        plane = self._window.latent_tab.plane.viewport()
        digit = self._window.latent_tab.tools.explore.inspector.decoded
        times = []

        def move(turn: float) -> None:  # done again, it finds the plane as it is by then
            radius, angle = 0.4 * min(plane.width(), plane.height()) * (1 - turn), 12 * math.pi * turn
            position = QPointF(plane.rect().center()) + QPointF(radius * math.cos(angle), radius * math.sin(angle))
            QApplication.postEvent(plane, mouse_event(QEvent.Type.MouseMove, plane, position))

        for turn in np.linspace(0, 1, count):
            times.append(timed(partial(move, turn), digit.painted))
            rest(MOVE_REST_S)
        return percentiles(times)

    def _click_about(self) -> None:
        """Keep a few digits that never existed, and pick a real one."""
        plane = self._window.latent_tab.plane
        middle = QPointF(plane.viewport().rect().center())
        for right, down in ((-140, -60), (-90, 70), (20, -110), (80, 30), (150, -20), (-30, 10)):
            click(plane.viewport(), middle + QPointF(right, down))
        index = plane.nearest(0, 0)
        if index is not None:
            position = plane.frame.mapViewToScene(QPointF(*plane.point(index)))
            click(plane.viewport(), plane.viewportTransform().map(position))

    # The other tabs

    def _visit_comparison(self) -> None:
        window, tab = self._window, self._window.comparison_tab
        window.tabs.setCurrentWidget(tab)
        wait(lambda: len(tab.planes.planes[1].positions) > 0, STILL_S, "fit PCA", tab.progress.value)
        rest(0.5)
        plane = tab.planes.planes[0].viewport()
        for x in np.linspace(0.3, 0.6, 30):
            send(QEvent.Type.MouseMove, plane, at(plane, x, 0.5))
            rest(0.02)
        self._save("compare-planes")
        for page in (ComparisonPage.DIGITS, ComparisonPage.DIMENSIONS, ComparisonPage.ERRORS):
            tab.show_page(page)
            if page is ComparisonPage.DIMENSIONS:
                wait(lambda: len(tab.curve.networks) > 0, STILL_S, "measure the networks that ship", tab.progress.value)
            if page is ComparisonPage.ERRORS:
                wait(lambda: all(len(worst.row_names) > 1 for worst in tab.worst), STILL_S, "measure the errors")
            rest(0.5)
            self._save(f"compare-{page.name.lower()}")

    def _visit_network(self) -> None:
        window, tab = self._window, self._window.network_tab
        window.tabs.setCurrentWidget(tab)
        tab.diagram.select(0)
        rest(1.0)
        self._save("network")
        tab.select_code()
        rest(0.5)

    def _visit_variational(self) -> None:
        """Look at the prior, a posterior and samples of a variational network, and at what its code is used for."""
        window = self._window
        for preset in ("variational-2d", "variational-collapsed"):
            before = window.network
            window.opening.open_network(shipped_network(preset))
            wait(lambda before=before: window.network is not before, STILL_S, f"open {preset}")  # type: ignore[misc]
            if preset == "variational-2d":
                window.tabs.setCurrentWidget(window.latent_tab)
                window.latent_tab.use(window.latent_tab.tools.explore)
                window.latent_tab.tools.explore.inspector.sample.click()
                self._click_about()
            else:
                window.tabs.setCurrentWidget(window.network_tab)
                window.network_tab.select_code()
            rest(0.5)
            self._save(preset)

    def _visit_recipes(self) -> None:
        """Look at the panel as each of the family needs it."""
        window = self._window
        window.tabs.setCurrentWidget(window.training_tab)
        for preset in ("denoising-32d", "variational-2d", "sparse-1000", "convolutional-2d"):
            window.panel.set_config(PRESETS[preset].config)
            rest(0.2)
            self._save(f"recipe-{preset}")

    def _visit_guide(self) -> None:
        """Follow the guide to its end, and have back what was there before."""
        window, guide = self._window, self._window.guide
        window.guide_action.trigger()
        for number in range(guide.choice.count()):
            ready = window.scenes.is_set_up
            wait(ready, STILL_S, "set a lesson up")
            rest(0.3)
            if guide.lesson.part == "dictionary":
                counting = window.network_tab.counting
                wait(partial(getattr, counting, "dictionary"), STILL_S, "count how often units fire")
                guide.act_button.click()
                rest(0.3)
            if number in _LESSONS:
                self._save(_LESSONS[number])
            guide.next_button.click()
        wait(ready, STILL_S, "leave the guide")

    # Training

    def _start(self, config: TrainingConfig) -> None:
        self._epochs.clear()
        self._window.panel.set_config(config)
        self._window.commands.train.trigger()
        if self._window.session.trainer.training is None:
            raise RuntimeError("the training did not start")
        self._window.session.trainer.training.training_started.connect(self._take_start)
        self._window.session.trainer.training.epoch_done.connect(self._take_epoch)

    @Slot(Started)
    def _take_start(self, started: Started) -> None:
        self._train_size = started.train_size

    @Slot(Epoch)
    def _take_epoch(self, epoch: Epoch) -> None:
        self._epochs.append(epoch)

    def _wait_for_epoch(self, epoch: int) -> None:
        def there() -> bool:
            return len(self._epochs) > epoch or not self._window.training

        wait(there, STILL_S, f"train epoch {epoch}", self._steps)
        if len(self._epochs) <= epoch:
            raise TimeoutError("the training ended by itself")

    def _steps(self) -> int:
        return self._window.status.step

    # What is left of it

    def _save(self, name: str) -> None:
        path = self._folder / f"{len(self._pictures) + 1:02}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")
        self._pictures.append(path)
        self._beat.skip()

    def _write_figures(self) -> None:
        if self._epochs:
            first, last = self._epochs[min(1, len(self._epochs) - 2)], self._epochs[-1]
            images = self._train_size * (last.snapshot.epoch - first.snapshot.epoch)
            self._figures["test_mse"] = last.test_mse
            self._figures["images_per_second"] = round(images / (last.seconds - first.seconds))
        write_whole(self._folder / "tour.json", json.dumps(self._figures, indent=2).encode())


def _process_age() -> float:
    """Seconds since the operating system started this process; on other systems than Linux, since Python did."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return time.process_time()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
