"""A line above the tabs that tells something and offers to act on it, without stopping anyone."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import in_row


class MessageBar(QWidget):
    """One message at a time; hidden where there is none. What offers something comes back after what came over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._offers: Mapping[str, Callable[[], object]] = {}
        self._covered: list[tuple[str, Mapping[str, Callable[[], object]]]] = []  # by another message
        margin = (MARGIN, SPACING, MARGIN, SPACING)
        self._row = in_row((self._words, 1), parent=self, margin=margin, spacing=SPACING)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty where it says nothing."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, text: str, offers: Mapping[str, Callable[[], object]] | None = None) -> None:
        """Show `text`, a button for each offer (its words and what it does), and one that closes the bar."""
        if self._offers and not self.isHidden():
            self._covered.append((self._words.text(), self._offers))
        self._offers = offers or {}
        while (item := self._row.takeAt(1)) is not None:  # an earlier button
            if (button := item.widget()) is not None:
                button.deleteLater()
        self._words.setText(text)
        for words, act in self._offers.items():
            self._add_button(words, act)
        self._add_button(self.tr("Close"), lambda: None)
        self.show()

    def suggest(self, text: str, offers: Mapping[str, Callable[[], object]]) -> None:
        """Say something that is not worth saying over anything else."""
        if not self.text:
            self.say(text, offers)

    def withdraw(self, text: str) -> None:
        """Say something no longer, where it is still said: it is not true any more."""
        if text and self.text == text:
            self._close()

    def _add_button(self, words: str, act: Callable[[], object]) -> None:
        button = QPushButton(words)
        button.clicked.connect(self._close)
        button.clicked.connect(lambda: act())
        self._row.addWidget(button)

    @Slot()
    def _close(self) -> None:
        self.hide()
        if self._covered:
            self.say(*self._covered.pop())
