"""Finds words that do not fit where they stand, and widgets that reach out of what they are in."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QScrollArea,
    QSplitter,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_SLACK = 1  # logical pixels: sizes are rounded


def clipped(root: QWidget) -> list[str]:
    """What is cut off in all that is visible, a line each."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible():
            found += [f"{type(widget).__name__} in {type(widget.parent()).__name__}: {words}" for words in _cut(widget)]
    return found


def _cut(widget: QWidget) -> list[str]:
    found = []
    needed, there, words = _text(widget)
    if needed > there + _SLACK:
        found.append(f"{words!r} needs {needed} and has {there}")
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
        height = widget.heightForWidth(widget.width())
        if height > widget.height() + _SLACK:
            found.append(f"{widget.text()[:40]!r} needs a height of {height} and has {widget.height()}")
    letters = widget.fontMetrics().height()
    if (
        isinstance(widget, QLabel | QAbstractButton | QComboBox | QAbstractSpinBox)
        and words
        and widget.height() < letters
    ):
        found.append(f"{words!r} needs a height of {letters} and has {widget.height()}")
    if isinstance(widget, QScrollArea) and widget.horizontalScrollBarPolicy() == _NEVER and widget.widget() is not None:
        column, room = widget.widget().width(), widget.viewport().width()
        found += [f"a column of {column} has {room}"] if column > room + _SLACK else []
    parent = widget.parentWidget()
    if parent is not None and not widget.isWindow() and _holds(parent):
        outside = widget.geometry().united(parent.rect()) != parent.rect()
        if outside and widget.width() and widget.height():
            found.append(f"{_rect(widget.geometry())} is not within {_rect(parent.rect())}")
    return found


def _text(widget: QWidget) -> tuple[int, int, str]:
    """How wide a widget's words are, how wide the room for them is, and the words."""
    width = widget.fontMetrics().horizontalAdvance
    match widget:
        case QLabel() if not widget.wordWrap() and not widget.toolTip():
            return _label_width(widget), widget.contentsRect().width(), widget.text()
        case QAbstractButton() if widget.text() and not is_a_drawing(widget):
            icon = 0 if widget.icon().isNull() else widget.iconSize().width()
            text = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widget.text()).width()
            return text + icon, widget.width() - 4, widget.text()
        case QComboBox():
            option = QStyleOptionComboBox()
            option.initFrom(widget)
            widget.initStyleOption(option)
            control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
            room = widget.style().subControlRect(control, option, field, widget)
            return width(widget.currentText()), room.width(), widget.currentText()
        case QAbstractSpinBox():
            return width(widget.text()), widget.lineEdit().width(), widget.text()
        case QTabBar():
            return widget.sizeHint().width(), widget.width(), "tabs"
    return 0, 0, ""


def is_a_drawing(button: QWidget) -> bool:
    """Whether a button shows its icon alone; its words are for a screen reader."""
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() == icon_only and not button.icon().isNull()


def _label_width(label: QLabel) -> int:
    if label.pixmap() is not None and not label.pixmap().isNull():
        return 0
    if label.textFormat() != Qt.TextFormat.PlainText and "<" in label.text():
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(label.text())
        return round(document.idealWidth())
    return max((label.fontMetrics().horizontalAdvance(line) for line in label.text().splitlines()), default=0)


def _holds(parent: QWidget) -> bool:
    """Whether what is in it should be within it: all but what scrolls does."""
    above = parent.parentWidget()
    scrolls = isinstance(above, QAbstractScrollArea) and above.viewport() is parent
    return not scrolls and not isinstance(parent, QSplitter | QAbstractScrollArea)


def _rect(rect: QRect) -> str:
    return f"({rect.x()}, {rect.y()}) {rect.width()}×{rect.height()}"
