"""A slider over the epochs of a training, which can be dragged or played, and a key back to the present."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.fields import Slider
from ae_gui.widgets.layouts import in_row
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.widgets.tool_row import Switch, ToolButton
from ae_gui.words import counted, fill

_SPEEDS, _USUAL_SPEED = (1, 2, 5, 10, 20), 5  # epochs a second, when played


class EpochSlider(QWidget):
    """One line: play, a slider over the epochs that are kept, which one is shown, and a way back to now.

    It is there while there are epochs to choose from.

    Signals:
        epoch_chosen(position): look at the epoch at this position of those that are kept.
        live_chosen(): look at the network as it is now.

    Attributes:
        position: of the epoch that is looked at; None for the present.
        words: about the epoch that is shown.
        epochs_a_second: how fast they are played.
        trails_action: whether the points draw trails behind them.
        gif_action, pngs_action: export the sequence of what the plane shows.
    """

    epoch_chosen = Signal(int)
    live_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs: Sequence[int] = ()
        self._stride = 1
        self.position: int | None = None
        self.slider = Slider(Qt.Orientation.Horizontal)
        self._speed_button, self._live_button, self._export_button = QToolButton(), QToolButton(), QToolButton()
        self.words = quiet_label()
        self._timer = QTimer(self, interval=1_000 // _USUAL_SPEED)
        self._timer.timeout.connect(self._advance)
        self._make_actions()
        self._play_button, self._trails_button = ToolButton(self.play_action, "play"), Switch(self.trails_action)
        self._lay_out()
        self.slider.valueChanged.connect(self.look_at)
        self._refresh()

    @property
    def epochs_a_second(self) -> int:
        """How fast the epochs are played."""
        return 1_000 // self._timer.interval()

    def choose_speed(self, epochs_a_second: int) -> None:
        """Play so many epochs a second; the usual number where that is no choice."""
        speed = epochs_a_second if epochs_a_second in _SPEEDS else _USUAL_SPEED
        self._timer.setInterval(1_000 // speed)
        for action in self._speeds.actions():
            action.setChecked(action.data() == speed)
        self._speed_button.setText(self._told(speed))

    def _told(self, speed: int) -> str:
        return fill(self.tr("{count} a second"), count=speed)

    def set_epochs(self, epochs: Sequence[int], shown: int | None, stride: int = 1) -> None:
        """Offer other epochs by their numbers, of which every `stride`th is kept.

        The one at the position `shown` is looked at; None is the present.
        """
        self._epochs, self.position, self._stride = epochs, shown, stride
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(len(epochs) - 1, 0))
            self.slider.setValue(len(epochs) - 1 if shown is None else shown)
        if len(epochs) < 2:
            self._timer.stop()
        self._refresh()

    @Slot()
    def go_live(self) -> None:
        """Look at the network as it is now."""
        self._timer.stop()
        self.position = None
        with QSignalBlocker(self.slider):
            self.slider.setValue(self.slider.maximum())
        self._refresh()
        self.live_chosen.emit()

    @Slot()
    def toggle_playing(self) -> None:
        """Play from the epoch that is shown, or from the first if that is the last; or stop."""
        if self._timer.isActive():
            self._timer.stop()
        elif len(self._epochs) > 1:
            if self.slider.value() == self.slider.maximum():
                self.look_at(0)
            self._timer.start()
        self._refresh()

    @Slot()
    def _advance(self) -> None:
        if self.slider.value() >= self.slider.maximum():
            self._timer.stop()
            self._refresh()
        else:
            self.look_at(self.slider.value() + 1)

    @Slot(int)
    def look_at(self, position: int) -> None:
        """Look at the epoch at a position of those that are kept."""
        self.position = position
        with QSignalBlocker(self.slider):
            self.slider.setValue(position)
        self._refresh()
        self.epoch_chosen.emit(position)

    def _refresh(self) -> None:
        self.setHidden(len(self._epochs) < 2)
        self.play_action.setText(self.tr("Stop") if self._timer.isActive() else self.tr("Play"))
        self._play_button.show_drawing("square" if self._timer.isActive() else "play")
        self.live_action.setEnabled(self.position is not None)
        if self.position is None:
            all_kept = counted(self.tr("Now, %n epoch(s) kept", "", len(self._epochs)), len(self._epochs))
            some_kept = self.tr("Now, 1 of {stride} epochs kept")
            self.words.setText(all_kept if self._stride == 1 else fill(some_kept, stride=self._stride))
        else:
            epoch, last = self._epochs[self.position], self._epochs[-1]
            self.words.setText(fill(self.tr("Epoch {epoch} of {last}"), epoch=epoch, last=last))
        self.slider.setAccessibleDescription(self.words.text())

    def _make_actions(self) -> None:
        self.play_action = QAction(self.tr("Play"), self, toolTip=self.tr("Play the epochs (Ctrl+P)"))
        self.play_action.setShortcut("Ctrl+P")
        self.play_action.triggered.connect(self.toggle_playing)
        self.live_action = QAction(self.tr("Live"), self, toolTip=self.tr("Back to the network as it is now (Ctrl+L)"))
        self.live_action.setShortcut("Ctrl+L")
        self.live_action.triggered.connect(self.go_live)
        self.trails_action = QAction(self.tr("Trails"), self, checkable=True)
        tip = self.tr("Show where the points were just now, while a network trains or is played")
        self.trails_action.setToolTip(tip)
        self._speeds = QActionGroup(self)
        self._speed_menu = QMenu(self)
        for speed in _SPEEDS:
            action = self._speed_menu.addAction(self._told(speed))
            action.setCheckable(True)
            action.setData(speed)
            self._speeds.addAction(action)
        self._speeds.triggered.connect(lambda action: self.choose_speed(action.data()))
        self._export_menu = QMenu(self)
        self.gif_action = self._export_menu.addAction(self.tr("Animated GIF…"))
        self.pngs_action = self._export_menu.addAction(self.tr("Numbered PNG files…"))

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("Epochs"))
        self.slider.setAccessibleName(self.tr("Epoch"))
        self.slider.setToolTip(
            self.tr(
                "Look at an earlier epoch, while training goes on. Every epoch is kept in up to 512 MB of memory, then "
                "every second one, and so on; the folder of the run has them too."
            )
        )
        self._live_button.setDefaultAction(self.live_action)
        self._export_button.setText(self.tr("Export"))
        self._export_button.setToolTip(self.tr("The plane at every epoch that is kept, as pictures"))
        self._export_button.setMenu(self._export_menu)
        self._export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._speed_button.setMenu(self._speed_menu)
        self._speed_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._speed_button.setToolTip(self.tr("How fast the epochs are played"))
        self._speed_button.setAccessibleName(self.tr("How fast the epochs are played"))
        self.choose_speed(_USUAL_SPEED)
        for button in (self._speed_button, self._live_button, self._export_button):
            button.setObjectName("tool")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        longest = counted(self.tr("Now, %n epoch(s) kept", "", 1000), 1000)
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance(longest) + 4)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        beside = (self._live_button, self._trails_button, self._export_button)
        parts = (self._play_button, self._speed_button, (self.slider, 1), self.words, *beside)
        in_row(*parts, parent=self, margin=(MARGIN, 0, MARGIN, SPACING), spacing=SPACING)
