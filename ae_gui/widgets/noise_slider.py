"""A slider for how strong the noise is that is laid on what a network sees."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.fields import Slider
from ae_gui.widgets.layouts import in_row
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import written

_TICKS = 100


class NoiseSlider(QWidget):
    """From no noise, 0, to the strongest, 1.

    Signals:
        changed(): the user has moved it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _TICKS)
        self.slider.setPageStep(_TICKS // 10)
        self.slider.setAccessibleName(self.tr("Noise"))
        tip = self.tr(
            "Lays noise on the picture before the network sees it: of the kind that the network was trained under, or "
            "Gaussian"
        )
        self.setToolTip(tip)
        self._value = quiet_label()
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance("0.00"))
        in_row(QLabel(self.tr("Noise")), (self.slider, 1), self._value, parent=self, spacing=SPACING)
        self.slider.valueChanged.connect(self._tell)
        self._tell()

    @property
    def strength(self) -> float:
        """The standard deviation of Gaussian noise, or the share of pixels that other noise hits."""
        return self.slider.value() / _TICKS

    @Slot()
    def _tell(self) -> None:
        self._value.setText(written(self.strength, ".2f"))
        self.changed.emit()
