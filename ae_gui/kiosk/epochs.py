"""Below the plane: the epochs of a training that has ended, to look back at."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from ae_gui.kiosk.controls import BigSlider, Words
from ae_gui.widgets.layouts import in_column
from ae_gui.words import fill


class PastEpochs(QWidget):
    """A slider over the epochs, and what is said of the one on show; hidden while there are none.

    Signals:
        chosen(position): the epoch at this position of the history is wanted.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = BigSlider(self.tr("Epoch"))
        self._words = Words(bold=True)
        in_column(self._words, self.slider, parent=self)
        self.slider.valueChanged.connect(self.chosen)
        self.hide()

    def offer(self, count: int) -> None:
        """Offer so many epochs, and choose the last one."""
        with QSignalBlocker(self.slider):  # it may be there already, and would tell nothing
            self.slider.setRange(0, count - 1)
            self.slider.setValue(count - 1)
        self.chosen.emit(count - 1)
        self.show()

    def say(self, epoch: int) -> None:
        """Say how much a network of this epoch has seen."""
        if epoch == 0:
            words = self.tr("Before the first digit: noise")
        elif epoch == 1:
            words = self.tr("After seeing every digit once")
        else:
            words = fill(self.tr("After seeing every digit {count} times"), count=epoch)
        self._words.setText(words)
