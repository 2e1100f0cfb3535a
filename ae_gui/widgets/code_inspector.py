"""The inspector of the Code tool: a slider for each dimension of a code, and the decoded digit."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.fields import Slider
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.text_labels import heading, quiet_label, wrap_labels
from ae_gui.words import fill, written
from ae_model.snapshot import Array

_LARGE = 196
_TICKS = 1_000  # of a slider
_LOT = 32  # sliders made at once: hundreds would keep the window waiting


class CodeInspector(QWidget):
    """The digit of a code above the sliders of the code.

    Signals:
        code_changed(code): the user moved a slider; (latent_dim,) float32.

    Attributes:
        code: that is shown, (latent_dim,).
        sliders: one for each dimension; those of a long code are made a few at a time.
        mean_button: to ask for the mean of all codes.
    """

    code_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code: Array = np.empty(0, np.float32)
        self._low = self._high = np.empty(0, np.float32)
        self.sliders: list[Slider] = []
        self._values: list[QLabel] = []
        self.decoded = DigitView(self.tr("Digit of this code"), _LARGE)
        self.mean_button = QPushButton(self.tr("Mean code"))
        self._bank = QWidget()
        self._rows = QGridLayout(self._bank)
        self._growth = QTimer(self, interval=0)
        self._growth.timeout.connect(self._add_lot)
        self._lay_out()

    def set_ranges(self, low: Array, high: Array) -> None:
        """Let each dimension go from `low` to `high`, both (latent_dim,)."""
        if len(low) != len(self._low):
            self._clear()
        self._low, self._high = low, np.maximum(high, low + np.float32(1e-6))
        self._growth.start()

    def set_code(self, code: Array) -> None:
        """Show another code, (latent_dim,)."""
        self.code = code.astype(np.float32)
        for index in range(min(len(self.sliders), len(code))):
            self._put(index)

    def show_decoded(self, pixels: NDArray[np.generic] | None) -> None:
        """Show the decoded code, (H, W)."""
        self.decoded.set_image(pixels)

    @Slot()
    def _add_lot(self) -> None:
        start = len(self.sliders)
        for index in range(start, min(start + _LOT, len(self._low))):
            self._add_slider(index)
        if len(self.sliders) == len(self._low):
            self._growth.stop()

    def _add_slider(self, index: int) -> None:
        slider = Slider(Qt.Orientation.Horizontal)
        slider.setRange(0, _TICKS)
        slider.setPageStep(_TICKS // 20)
        slider.setAccessibleName(fill(self.tr("Dimension {number}"), number=index + 1))
        number, value = quiet_label(), quiet_label()
        number.setText(str(index + 1))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance("-000.0"))
        for column, widget in enumerate((number, slider, value)):
            self._rows.addWidget(widget, index, column)
        self.setTabOrder(self.sliders[-1] if self.sliders else self.mean_button, slider)
        self.sliders.append(slider)
        self._values.append(value)
        if index < len(self.code):
            self._put(index)
        slider.valueChanged.connect(lambda ticks: self._moved(index, ticks))

    def _put(self, index: int) -> None:
        """Put a slider where the code has it."""
        share = (self.code[index] - self._low[index]) / (self._high[index] - self._low[index])
        with QSignalBlocker(self.sliders[index]):
            self.sliders[index].setValue(round(_TICKS * float(np.clip(np.nan_to_num(share), 0, 1))))
        self._say(index)

    def _say(self, index: int) -> None:
        self._values[index].setText(written(self.code[index], ".1f"))

    def _moved(self, index: int, ticks: int) -> None:
        if index >= len(self.code):
            return
        code = self.code.copy()
        code[index] = self._low[index] + ticks / _TICKS * (self._high[index] - self._low[index])
        self.code = code
        self._say(index)
        self.code_changed.emit(code)

    def _clear(self) -> None:
        self._growth.stop()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.sliders.clear()
        self._values.clear()

    def _lay_out(self) -> None:
        self.mean_button.setToolTip(self.tr("Back to the mean of all codes"))
        self._rows.setContentsMargins(0, 0, SPACING, 0)
        self._rows.setSpacing(4)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self._bank)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its sliders have the keys, and come into sight
        scroll.setFrameShape(scroll.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)

        digit = heading(self.tr("Digit of this code")), self.decoded
        numbers = in_row(heading(self.tr("Its numbers")), STRETCH, self.mean_button)
        in_column(*digit, SPACING, numbers, (scroll, 1), parent=self, spacing=4)
        wrap_labels(self)
