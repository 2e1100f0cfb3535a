"""A line above the pages that tells something and offers to act on it, without stopping anyone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import in_row

_READ_S = 2.0  # seconds that any message is there for


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    offers: Mapping[str, Callable[[], object]]
    is_passing: bool
    said: float = field(default_factory=monotonic)


class MessageBar(QWidget):
    """One message at a time; hidden where there is none. What offers something comes back after what came over it.

    A message goes when it is closed, when one of its offers is taken and when it is not true any more. One that offers
    nothing, and of which nobody says until when it is true, goes with the page that it was read on.

    Signals:
        speaks(whether): there is a message now, or is none any more.
    """

    speaks = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._messages: list[_Message] = []  # the last one is shown; the others are covered by it
        margin = (MARGIN, SPACING, MARGIN, SPACING)
        self._row = in_row((self._words, 1), parent=self, margin=margin, spacing=SPACING)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty where it says nothing."""
        return self._messages[-1].text if self._messages else ""

    def say(
        self,
        text: str,
        offers: Mapping[str, Callable[[], object]] | None = None,
        until: SignalInstance | None = None,
    ) -> None:
        """Show `text`, a button for each offer (its words and what it does), and one that closes the bar.

        Once the signal `until` is emitted, the text is not true any more.
        """
        self._messages = [before for before in self._messages if before.offers and before.text != text]
        self._messages.append(_Message(text, offers or {}, is_passing=not offers and until is None))
        if until is not None:
            until.connect(partial(self.withdraw, text), Qt.ConnectionType.SingleShotConnection)
        self._show_last()

    def suggest(self, text: str, offers: Mapping[str, Callable[[], object]], until: SignalInstance) -> None:
        """Say something that is not worth saying over anything else."""
        if not self.text:
            self.say(text, offers, until)

    def withdraw(self, text: str, *_: object) -> None:
        """Say something no longer: it is not true any more."""
        left = [message for message in self._messages if message.text != text]
        if len(left) < len(self._messages):
            self._messages = left
            self._show_last()

    @Slot()
    def turn_page(self) -> None:
        """Take away what was read on another page, and concerns this one no more."""
        if self._messages and self._messages[-1].is_passing and monotonic() > self._messages[-1].said + _READ_S:
            self._close()

    def _show_last(self) -> None:
        while (item := self._row.takeAt(1)) is not None:  # an earlier button
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        if self._messages:
            self._words.setText(self.text)
            for words, act in self._messages[-1].offers.items():
                self._add_button(words, act)
            self._add_button(self.tr("Close"), lambda: None)
        self.setVisible(bool(self._messages))
        self.speaks.emit(bool(self._messages))

    def _add_button(self, words: str, act: Callable[[], object]) -> None:
        button = QPushButton(words)
        button.clicked.connect(self._close)
        button.clicked.connect(lambda: act())
        self._row.addWidget(button)
        button.show()  # now, and not when the layout comes to it

    @Slot()
    def _close(self) -> None:
        del self._messages[-1:]
        self._show_last()
