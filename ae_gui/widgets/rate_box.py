"""A box for a learning rate or a weight decay, which are written in many ways and changed by factors."""

import math

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from ae_gui.words import written

_StepFlag = QAbstractSpinBox.StepEnabledFlag


class RateBox(QAbstractSpinBox):
    """A number as its user writes it, 0.001, 1e-3 or, where one writes so, 0,001; the arrows go by 1, 2, 5, 10.

    Signals:
        edited(): the text was changed by the user.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().textEdited.connect(self.edited)

    @property
    def rate(self) -> float:
        """What is written.

        Raises:
            ValueError: if it is no number.
        """
        return float(self.text().replace(QLocale().decimalPoint(), "."))

    def set_rate(self, rate: float) -> None:
        """Show a rate, in as many figures as it has."""
        self.lineEdit().setText(written(rate))

    def stepEnabled(self) -> _StepFlag:
        return _StepFlag.StepUpEnabled | _StepFlag.StepDownEnabled

    def stepBy(self, steps: int) -> None:
        try:
            rate = self.rate
            exponent = math.floor(math.log10(rate))
        except (ValueError, OverflowError):  # no number, none above zero, or an infinite one
            return
        ladder = [float(f"{m}e{e}") for e in range(exponent - 1, exponent + 2) for m in (1, 2, 5)]
        self.set_rate(min(r for r in ladder if r > rate) if steps > 0 else max(r for r in ladder if r < rate))
        self.edited.emit()
        self.editingFinished.emit()
