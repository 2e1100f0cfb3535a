"""A short film of the real window at work, an animated GIF: from noise to digits, the plane, its carpet, a drawing.

The README's films are made with it: `python main.py --film docs/film-light.gif --theme light`.
"""

import math
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot

from ae_gui.filming import pixels_of
from ae_gui.main_window import MainWindow
from ae_gui.tour_hands import STILL_S, at, play, rest, send, three, wait
from ae_model.config import PRESETS
from ae_model.picture_files import GifWriter

_WINDOW = QSize(1160, 716)  # no larger, or its words could not be read in a film of
_FRAME = QSize(812, 501)
_FRAME_SECONDS = 0.2


class TourFilm(QObject):
    """One film: it begins when the window is first painted, and ends the program."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._path = path
        window.resize(_WINDOW)
        window.first_painted.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        QTimer.singleShot(0, self, partial(play, self._window, self._film_all, "film"))

    def _film_all(self) -> str:
        wait(lambda: self._window.session.is_ready, STILL_S, "load", lambda: len(sys.modules))
        with GifWriter(self._path, _FRAME_SECONDS) as self._gif:
            self._film_training()
            self._film_plane()
            self._film_drawing()
            self._film_epochs()
            self._gif.finish()
        return f"The film of {self._gif.count} pictures is in {self._path}."

    def _film_training(self) -> None:
        """Film how noise becomes digits, then the same in the plane."""
        window = self._window
        window.tabs.setCurrentWidget(window.training_tab)
        window.panel.set_config(PRESETS["tuned-2d"].config)
        self._film(0.6)
        window.commands.train.trigger()
        wait(lambda: window.status.step > 0, STILL_S, "train", self._steps)
        self._film(2.4)
        window.tabs.setCurrentWidget(window.latent_tab)
        self._film(2.4)

    def _film_plane(self) -> None:
        """Film the digit under the cursor, on the points and on the carpet."""
        latent = self._window.latent_tab
        latent.use(latent.tools.explore)
        walk = self._walk()
        self._film(3, lambda: next(walk))
        latent.carpet_action.setChecked(True)
        self._film(2.4, lambda: next(walk))
        latent.carpet_action.setChecked(False)

    def _walk(self) -> Iterator[None]:
        """Move the mouse around the middle of the plane, for ever."""
        plane = self._window.latent_tab.plane.viewport()
        turn = 0.0
        while True:
            turn += 0.25
            position = at(plane, 0.5 + 0.22 * math.cos(turn), 0.5 + 0.28 * math.sin(1.5 * turn))
            send(QEvent.Type.MouseMove, plane, position)
            yield

    def _film_drawing(self) -> None:
        """Film a digit that is drawn by hand, and where it lies."""
        latent = self._window.latent_tab
        latent.use(latent.tools.draw)
        pad = latent.tools.draw.inspector.pad
        way = three(pad)
        send(QEvent.Type.MouseButtonPress, pad, way[0])
        for few in np.array_split(np.arange(1, len(way)), 10):
            for index in few:
                send(QEvent.Type.MouseMove, pad, way[index], held=True)
            self._film(_FRAME_SECONDS)
        send(QEvent.Type.MouseButtonRelease, pad, way[-1])
        self._film(0.8)

    def _film_epochs(self) -> None:
        window = self._window
        window.latent_tab.use(window.latent_tab.tools.explore)
        wait(lambda: len(window.session.on_show.history) > 6, STILL_S, "train six epochs", self._steps)
        for position in range(len(window.session.on_show.history)):
            window.epoch_slider.look_at(position)
            self._film(_FRAME_SECONDS)
        window.epoch_slider.go_live()
        self._film(1)
        window.commands.stop.trigger()
        wait(lambda: not window.training, STILL_S, "stop", self._steps)

    def _steps(self) -> int:
        return self._window.status.step

    def _film(self, seconds: float, act: Callable[[], object] = lambda: None) -> None:
        """Take frames for so many seconds, and call `act` before each."""
        for _ in range(round(seconds / _FRAME_SECONDS)):
            act()
            rest(_FRAME_SECONDS)
            picture = self._window.grab().toImage()
            fill, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._gif.add(pixels_of(picture.scaled(_FRAME, fill, smooth)))
