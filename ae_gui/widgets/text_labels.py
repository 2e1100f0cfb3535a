"""The texts of a panel: headings, and small print whose figures do not jump."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ae_gui.theme import SMALL, as_letters, sized, strong, tabular


class OneLine(QLabel):
    """A text in one line that makes nothing wider: without room it ends in dots, and the tooltip has all of it."""

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        align, palette, role = int(self.alignment()), self.palette(), self.foregroundRole()
        self.style().drawItemText(painter, room, align, palette, True, words, role)
        painter.end()


def heading(words: str) -> QLabel:
    """A title above a group of controls or pictures."""
    label = QLabel(words)
    label.setFont(strong(label.font()))
    return label


def quiet_label(words: str = "", wrapped: bool = False) -> QLabel:
    """Small print."""
    return _Quiet(words, wordWrap=wrapped)


class _Quiet(QLabel):
    def __init__(self, words: str, wordWrap: bool) -> None:  # noqa: N803  # as Qt has it
        super().__init__(words, wordWrap=wordWrap)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        as_letters(self._size)

    @Slot()
    def _size(self) -> None:
        self.setFont(_small_print(self.font()))


def quiet_line(words: str = "") -> QLabel:
    """Small print in one line that makes nothing wider."""
    label = _QuietLine()
    label.setText(words)
    return label


class _QuietLine(OneLine):
    def __init__(self) -> None:
        super().__init__()
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        as_letters(self._size)

    @Slot()
    def _size(self) -> None:
        self.setFont(_small_print(self.font()))


def _small_print(font: QFont) -> QFont:
    return tabular(sized(font, SMALL))


def wrap_labels(column: QWidget) -> None:
    """Let every text of a narrow column wrap: another language or large letters make it longer."""
    for label in column.findChildren(QLabel):
        label.setWordWrap(True)
