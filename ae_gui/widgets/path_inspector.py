"""The inspector of the Path tool: one frame large and all of them small, played to and fro, and exported."""

import numpy as np
from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from ae_gui.theme import SPACING, grown
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.fields import ComboBox, Slider, SpinBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row, together
from ae_gui.widgets.pictures import digit_pixmap, gray_image
from ae_gui.widgets.text_labels import heading, quiet_label, wrap_labels
from ae_gui.words import fill
from ae_model.snapshot import Array

FRAME_SECONDS = 0.1  # of each frame, played and in a GIF

_LARGE, _SMALL = 140, 28  # five screen pixels a pixel of MNIST, and one: all of it is seen on a low screen
_FEWEST, _MOST = 2, 120


class PathInspector(QWidget):
    """The digits that the decoder draws along a path.

    Signals:
        frame_changed(frame): another frame is shown large.
        path_wanted(): another way, or another number of frames, was chosen.

    Attributes:
        frames: all of them, (n, H, W); none while there is no path.
        count: how many are wanted.
        strip_button, gif_button: to export the frames.
    """

    frame_changed = Signal(int)
    path_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames: Array = np.empty((0, 1, 1), np.float32)
        self._direction = 1
        self.large = DigitView(self.tr("Frame of the path"), _LARGE)
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.way = ComboBox()
        self.count = SpinBox(minimum=_FEWEST, maximum=_MOST, value=24)
        self.film = QListWidget()
        self._words, self._hint = quiet_label(), quiet_label()
        self._back, self._forth = QPushButton("‹"), QPushButton("›")
        self.play_button = QPushButton(self.tr("Play"))
        self.strip_button, self.gif_button = QPushButton(self.tr("Strip…")), QPushButton(self.tr("GIF…"))
        self._timer = QTimer(self, interval=round(1000 * FRAME_SECONDS))
        self._set_up()
        self._lay_out()
        self.set_frames(None)

    @property
    def frame(self) -> int:
        """The frame that is shown large."""
        return self.slider.value()

    @property
    def near_data(self) -> bool:
        """Whether the path is to stay near the data instead of being straight."""
        return self.way.currentIndex() == 1

    def set_frames(self, images: Array | None, begun: bool = False) -> None:
        """Show these frames, (n, H, W), at the frame where the last ones stood; None while the path lacks an end.

        Of a path that has `begun`, only the other end is asked for.
        """
        self.frames = np.empty((0, 1, 1), np.float32) if images is None else images
        there = len(self.frames) > 0
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(len(self.frames) - 1, 0))
        buttons = (self.play_button, self._back, self._forth, self.strip_button, self.gif_button)
        for widget in (self.slider, *buttons):
            widget.setEnabled(there)
        self._frames.setVisible(there)
        self._hints.setVisible(not there)
        if not there:
            begin = self.tr("Click where the path is to begin, on a digit or between them.")
            self._hint.setText(self.tr("Now click where it is to end.") if begun else begin)
            self.pause()
            self._direction = 1
        self._fill_film()
        self._show_frame()

    def pause(self) -> None:
        """Stop playing."""
        self._timer.stop()
        self.play_button.setText(self.tr("Play"))

    @Slot()
    def _toggle(self) -> None:
        if self._timer.isActive():
            self.pause()
        else:
            self._timer.start()
            self.play_button.setText(self.tr("Pause"))

    @Slot()
    def _advance(self) -> None:
        """Play to and fro: a path has no end to jump back from."""
        if not self.slider.minimum() <= self.frame + self._direction <= self.slider.maximum():
            self._direction = -self._direction
        self.slider.setValue(self.frame + self._direction)

    @Slot()
    def _show_frame(self) -> None:
        if not len(self.frames):
            self.large.set_image(None)
            return
        frame = self.frame
        self.large.set_image(self.frames[frame])
        self._words.setText(fill(self.tr("Frame {frame} of {count}"), frame=frame + 1, count=len(self.frames)))
        with QSignalBlocker(self.film):
            self.film.setCurrentRow(frame)
        self.frame_changed.emit(frame)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill_film()

    def _fill_film(self) -> None:
        with QSignalBlocker(self.film):
            while self.film.count() > len(self.frames):
                self.film.takeItem(self.film.count() - 1)
            while self.film.count() < len(self.frames):
                item = QListWidgetItem()
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, fill(self.tr("Frame {frame}"), frame=self.film.count() + 1)
                )
                self.film.addItem(item)
            for row, image in enumerate(self.frames):
                pixmap = digit_pixmap(gray_image(image), self.film.iconSize() * 2, self.palette())
                icon = QIcon(pixmap)
                icon.addPixmap(pixmap, QIcon.Mode.Selected)  # or Qt would tint a selected one
                self.film.item(row).setIcon(icon)

    def _step(self, by: int) -> None:
        self.pause()
        self.slider.setValue(self.frame + by)

    def _set_up(self) -> None:
        self.way.addItems([self.tr("Straight"), self.tr("Near the data")])
        self.way.setAccessibleName(self.tr("Route of the path"))
        self.way.setToolTip(self.tr("In a straight line, or through places where there are digits"))
        self.count.setKeyboardTracking(False)
        self.count.setAccessibleName(self.tr("Number of frames"))
        self.count.setToolTip(self.tr("Number of frames"))
        self.slider.setAccessibleName(self.tr("Frame"))
        for button, name in ((self._back, self.tr("Frame before")), (self._forth, self.tr("Next frame"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(grown(32))
        self.strip_button.setToolTip(self.tr("Save all frames side by side, as PNG"))
        self.gif_button.setToolTip(self.tr("Save all frames as an animated GIF"))
        self.film.setAccessibleName(self.tr("Frames of the path"))
        self.film.setFlow(QListView.Flow.LeftToRight)
        self.film.setWrapping(True)
        self.film.setResizeMode(QListView.ResizeMode.Adjust)
        self.film.setIconSize(QSize(_SMALL, _SMALL))
        self.film.setFrameShape(self.film.Shape.NoFrame)
        self.film.setVerticalScrollMode(self.film.ScrollMode.ScrollPerPixel)
        self.slider.valueChanged.connect(self._show_frame)
        self.film.currentRowChanged.connect(self.slider.setValue)
        self.way.currentIndexChanged.connect(self.path_wanted)
        self.count.valueChanged.connect(self.path_wanted)
        self.play_button.clicked.connect(self._toggle)
        self._back.clicked.connect(lambda: self._step(-1))
        self._forth.clicked.connect(lambda: self._step(1))
        self._timer.timeout.connect(self._advance)

    def _lay_out(self) -> None:
        choices = QGridLayout()
        choices.setSpacing(4)
        for row, (words, widget) in enumerate(((self.tr("Route"), self.way), (self.tr("Frames"), self.count))):
            label = QLabel(words)
            label.setBuddy(widget)
            choices.addWidget(label, row, 0)
            choices.addWidget(widget, row, 1)
        choices.setColumnStretch(1, 1)
        frame = heading(self.tr("On the way")), self.large, self._words, self.slider
        hint = heading(self.tr("From one place to another")), self._hint
        play = in_row(self._back, (self.play_button, 1), self._forth)
        export = in_row(self.strip_button, self.gif_button)
        self._frames = together(*frame, play, SPACING, (self.film, 1), export, spacing=4)
        self._hints = together(*hint, spacing=4)
        in_column(self._hints, choices, (self._frames, 1), STRETCH, parent=self, spacing=SPACING)
        wrap_labels(self)
