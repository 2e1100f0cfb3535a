"""A box for numbers that can be written in many ways and are changed by factors, such as a learning rate."""

import math
from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QAbstractSpinBox

from ae_gui.widgets.fields import AnySpinBox
from ae_gui.words import written
from ae_model.config_fields import Field

_StepFlag = QAbstractSpinBox.StepEnabledFlag


class RateBox(AnySpinBox):
    """A number as its user writes it, 0.001, 1e-3 or, in some languages, 0,001; the arrows go by 1, 2, 5, 10.

    Signals:
        edited(): the user has changed the text.
    """

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.lineEdit().textEdited.connect(self.edited)

    def read(self) -> Any:
        """The number that is written.

        Raises:
            ConfigError: if the text is no number.
        """
        return self._field.read(self.text().replace(QLocale().decimalPoint(), "."))

    def write(self, rate: float) -> None:
        """Show a number in as many figures as it has."""
        self.lineEdit().setText(written(rate))

    def stepEnabled(self) -> _StepFlag:
        return _StepFlag.StepUpEnabled | _StepFlag.StepDownEnabled

    def stepBy(self, steps: int) -> None:
        try:
            rate = self.read()
            exponent = math.floor(math.log10(rate))
        except (ValueError, OverflowError):  # no number, none above zero, or an infinite one
            return
        ladder = [float(f"{m}e{e}") for e in range(exponent - 1, exponent + 2) for m in (1, 2, 5)]
        self.write(min(r for r in ladder if r > rate) if steps > 0 else max(r for r in ladder if r < rate))
        self.edited.emit()
        self.editingFinished.emit()
