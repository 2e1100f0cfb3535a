"""The control of each field of a recipe.

A control emits `edited` when the user has changed it. `read` returns its value, or raises a `ConfigError` with a
sentence for the user; `write` shows a value without a signal.
"""

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ae_gui.theme import icon
from ae_gui.widgets.fields import ComboBox, SpinBox
from ae_gui.widgets.layouts import in_row
from ae_gui.widgets.rate_box import RateBox
from ae_gui.words import translated
from ae_model.config_fields import Choice, Field, Number, Seed, Whole


class WholeBox(SpinBox):
    """A whole number; where there is a word for none, it stands for 0."""

    edited = Signal()

    def __init__(self, kind: Whole) -> None:
        super().__init__(minimum=0 if kind.nothing else kind.low, maximum=kind.high)
        self._nothing = kind.nothing
        if kind.nothing:
            self.setSpecialValueText(translated(kind.nothing[1]))
        self.valueChanged.connect(self.edited)

    def read(self) -> Any:
        return self._nothing[0] if self._nothing and self.value() == 0 else self.value()

    def write(self, value: Any) -> None:
        """Show a value, even one larger than the box offers."""
        with QSignalBlocker(self):
            number = 0 if self._nothing and value == self._nothing[0] else value
            self.setMaximum(max(self.maximum(), number))
            self.setValue(number)


class ChoiceBox(ComboBox):
    """A list of the words of some values."""

    edited = Signal()

    def __init__(self, kind: Choice) -> None:
        super().__init__()
        for value, words in kind.words.items():
            self.addItem(translated(words), value)
        self.activated.connect(self.edited)

    def read(self) -> Any:
        return self.currentData()

    def write(self, value: str) -> None:
        self.setCurrentIndex(self.findData(value))

    def offer(self, value: str, offered: bool, tip: str) -> None:
        """Let a value be chosen or not; the tooltip says why."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        item = model.item(self.findData(value))
        item.setEnabled(offered)
        item.setToolTip(tip)


class TextLine(QLineEdit):
    """A line of text, such as the sizes of layers."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.setPlaceholderText(translated(getattr(field.control, "empty", "")))
        self.textChanged.connect(self.edited)

    def read(self) -> Any:
        return self._field.read(self.text())

    def write(self, value: Any) -> None:
        with QSignalBlocker(self):
            self.setText("" if value == () else self._field.told(value))


class SeedLine(QWidget):
    """A line for a seed, and dice that draw another."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._line = TextLine(field)
        self._dice = QToolButton(autoRaise=True)
        self._dice.setIcon(icon("dices", self.palette()))
        self._dice.setAccessibleName(self.tr("New seed"))
        self._dice.setToolTip(self.tr("Draw a seed at random"))
        in_row(self._line, self._dice, parent=self, spacing=2)
        self.setFocusProxy(self._line)
        self._line.edited.connect(self.edited)
        self._dice.clicked.connect(self._draw)
        self.read, self.write = self._line.read, self._line.write

    @Slot()
    def _draw(self) -> None:
        self.write(int(np.random.default_rng().integers(1_000_000)))
        self.edited.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dice.setIcon(icon("dices", self.palette()))


Control = WholeBox | RateBox | ChoiceBox | TextLine | SeedLine


def control_of(field: Field) -> Control:
    """An empty control for a field, with its name and its tooltip."""
    control: Control
    match field.control:
        case Whole() as kind:
            control = WholeBox(kind)
        case Choice() as kind:
            control = ChoiceBox(kind)
        case Number():
            control = RateBox(field)
        case Seed():
            control = SeedLine(field)
        case _:
            control = TextLine(field)
    named = control.focusProxy() or control
    named.setAccessibleName(translated(field.label))
    named.setToolTip(translated(field.tip))
    return control
