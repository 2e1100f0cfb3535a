"""The texts of a panel: headings, and small print whose figures do not jump."""

from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ae_gui.theme import tabular


def heading(words: str) -> QLabel:
    """A title above a group of controls or pictures."""
    label = QLabel(words)
    font = QFont(label.font())
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def quiet_label(words: str = "", wrapped: bool = False) -> QLabel:
    """Small print."""
    label = QLabel(words, wordWrap=wrapped)
    label.setFont(tabular(label.font()))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def wrap_labels(column: QWidget) -> None:
    """Let every text of a narrow column wrap: another language or large letters make it longer."""
    for label in column.findChildren(QLabel):
        label.setWordWrap(True)
