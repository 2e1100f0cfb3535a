"""One unit of a sparse code: how often it fires, the digits that fire it most, and a knob for its answer."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from ae_gui.theme import SPACING, as_letters, grown
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.fields import Slider
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import fill
from ae_model.dictionary import Dictionary

_SIDE = 56  # logical pixels of a digit, of which three stand in a row
_WIDTH = 196  # logical pixels
_TICKS = 200  # of the knob
_MOST_NAMED = 24  # dead units
_BOOST = 2  # times as strong as ever seen, at most


class UnitFiring(QWidget):
    """What stands beside the picture of a unit of a sparse code.

    Signals:
        answer_changed(): the user lets the unit answer otherwise, or as it does by itself again.

    Attributes:
        answer: that the user gives it, whatever the digit; None is its own.
    """

    answer_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits = DigitSheet(self.tr("Digits that fire the unit most"), _SIDE)
        self.knob = Slider(Qt.Orientation.Horizontal)
        self.silence, self.back = QPushButton(self.tr("Silence")), QPushButton(self.tr("As it is"))
        self._often = quiet_label(wrapped=True)
        self._answer = quiet_label()
        self.answer: float | None = None
        self._unit: int | None = None
        self._own, self._high = 0.0, 1.0
        self._lay_out()
        self.knob.valueChanged.connect(self._turn)
        self.silence.clicked.connect(lambda: self._be(0.0))
        self.back.clicked.connect(lambda: self._be(None))

    def show_unit(
        self,
        unit: int | None,
        own: float = 0,
        dictionary: Dictionary | None = None,
        images: NDArray[np.uint8] | None = None,
    ) -> None:
        """Show a unit and its own answer to a digit; None is no unit.

        What is known of it is in the `dictionary`, which was counted over `images`, (N, H, W).
        """
        if unit != self._unit:
            self._unit, self.answer = unit, None
        most, often, strongest = 0.0, "", np.empty(0, np.intp)
        if unit is not None and dictionary is not None:
            most, fired = float(dictionary.most[unit]), int(dictionary.fired[unit])
            strongest = dictionary.strongest[unit][dictionary.strongest[unit] >= 0]
            words = self.tr("It is dead: it fires at none of {images:,} training images.")
            if fired:
                words = self.tr("It fires at {fired:,} of {images:,} training images, most at these:")
            often = fill(words, fired=fired, images=dictionary.images)
        self._often.setText(often)
        self.digits.setVisible(len(strongest) > 0)
        self.digits.set_digits(np.empty((0, 1, 1), np.uint8) if images is None else images, strongest, self._about)
        self._own, self._high = own, _BOOST * max(most, own, 1e-3)
        self._show_answer()

    def told(self, dictionary: Dictionary | None) -> str:
        """How often the units of a code fire, and which of them never do; None is being counted."""
        if dictionary is None:
            return self.tr("How often they fire is being counted.")
        dead, units = [str(unit + 1) for unit in dictionary.dead], len(dictionary.fired)
        words = self.tr("On average one fires at {share:.1%} of {images:,} training images.")
        said = fill(words, share=float(dictionary.fired.sum() / (units * dictionary.images)), images=dictionary.images)
        if not dead:
            return f"{said} " + self.tr("No unit is dead.")
        named = ", ".join(dead[:_MOST_NAMED]) + (" …" if len(dead) > _MOST_NAMED else "")
        words = self.tr("Dead units, {count} of {all}: {numbers}.")
        return f"{said} " + fill(words, count=len(dead), all=units, numbers=named)

    def _be(self, answer: float | None) -> None:
        self.answer = answer
        self._show_answer()
        self.answer_changed.emit()

    @Slot(int)
    def _turn(self, ticks: int) -> None:
        self._be(self._high * ticks / _TICKS)

    def _show_answer(self) -> None:
        """Put the knob where the answer is, and say it."""
        answer = self._own if self.answer is None else self.answer
        with QSignalBlocker(self.knob):
            self.knob.setValue(round(_TICKS * answer / self._high))
        self.back.setEnabled(self.answer is not None)
        words = (
            self.tr("Its answer {own:.2f}") if self.answer is None else self.tr("{answer:.2f} in place of {own:.2f}")
        )
        self._answer.setText(fill(words, answer=answer, own=self._own))

    def _about(self, index: int) -> str:
        return fill(self.tr("Training image {index:,}"), index=index)

    def _lay_out(self) -> None:
        self.knob.setRange(0, _TICKS)
        self.knob.setPageStep(_TICKS // 20)
        self.knob.setAccessibleName(self.tr("Answer of the unit"))
        self.knob.setToolTip(self.tr("Silence the unit or boost it: the redrawn image changes at once"))
        buttons = in_row(self.silence, self.back, STRETCH, spacing=SPACING)
        self.digits.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        in_column(self._often, self.digits, STRETCH, self._answer, self.knob, buttons, parent=self, spacing=4)
        as_letters(self._fit)

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(grown(_WIDTH))
        self.digits.setFixedSize(3 * self.digits.cell.width(), 3 * self.digits.cell.height())
