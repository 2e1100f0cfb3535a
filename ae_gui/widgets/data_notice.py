"""A line above the tabs, for as long as a network is shown over other images than those that it was trained on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import in_row


class DataNotice(QWidget):
    """It stays until the right data set is open; hidden where nothing is to be said.

    Signals:
        find_wanted(): the user knows where the right data set is.
        speaks(whether): something is to be said now, or is not any more.
    """

    find_wanted = Signal()
    speaks = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.find_button = QPushButton(self.tr("Find it…"))
        self.find_button.setToolTip(self.tr("Open the data set that this network was trained on"))
        self.find_button.clicked.connect(self.find_wanted)
        margin = (MARGIN, SPACING // 2, MARGIN, SPACING // 2)
        in_row((self._words, 1), self.find_button, parent=self, margin=margin, spacing=SPACING)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty where it says nothing."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, words: str) -> None:
        """Say this from now on; nothing where it is empty."""
        self._words.setText(words)
        self.setVisible(bool(words))
        self.speaks.emit(bool(words))
