"""Fields that the wheel does not change in passing: boxes, sliders and tabs for every window and dialog.

Qt's own take each notch of a wheel that turns over them, so that who scrolls a panel changes what is in it. These take
one only while they have the focus, which the wheel does not give them, and tabs never; otherwise they leave it to what
scrolls around them. Every such field of the program is one of these or a subclass.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSlider, QSpinBox, QTabBar, QWidget

from ae_gui.words import written

_INSET = 3  # pixels, by which a number stands where the words of a list do

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # Qt's class comes after it


class _Still(_Base):
    """What a field does about the wheel."""

    def __init__(self, *arguments: Any, **properties: Any) -> None:
        super().__init__(*arguments, **properties)
        if self.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if isinstance(self, QAbstractSpinBox):  # in which the style sheet moves no text
            self.lineEdit().setTextMargins(_INSET, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ComboBox(_Still, QComboBox):
    """A list to choose from."""


class AnySpinBox(_Still, QAbstractSpinBox):
    """A box with arrows, for a subclass to fill."""


class SpinBox(_Still, QSpinBox):
    """A box for whole numbers, which are written as everywhere else: Qt would write 1000 in Italian, and 10.000."""

    def __init__(self, *arguments: Any, **properties: Any) -> None:
        super().__init__(*arguments, **properties)
        self.setGroupSeparatorShown(True)  # also lets it be typed

    def textFromValue(self, value: int) -> str:
        return written(value, ",")


class Slider(_Still, QSlider):
    """A handle in a groove."""


class TabBar(QTabBar):
    """The tabs of pages, which have the focus whenever one of them was clicked."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
