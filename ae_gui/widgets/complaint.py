"""What has gone wrong, in a dialog that stops nobody."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox, QWidget


class Complaints(QObject):
    """The dialogs of one window; none says what another is saying already."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    @Slot(str)
    def say(self, sentence: str, offers: Mapping[str, Callable[[], object]] | None = None) -> None:
        """Show one sentence, and a button for each offer: its words and what it does."""
        if any(box.isVisible() and box.text() == sentence for box in self._window.findChildren(QMessageBox)):
            return
        box = QMessageBox(QMessageBox.Icon.Warning, "Autoencoder Lab", sentence, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setModal(False)  # a modal one would keep the window from being closed
        box.addButton(QMessageBox.StandardButton.Close)
        for words, act in (offers or {}).items():
            box.addButton(words, QMessageBox.ButtonRole.AcceptRole).clicked.connect(act)
        box.finished.connect(box.deleteLater)
        box.show()
