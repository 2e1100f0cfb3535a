"""What is beside the plane while exploring: the digit under the cursor, the nearest real one, a picked one."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.labels import heading, quiet_label

_LARGE, _SMALL = 224, 84  # eight and three screen pixels a pixel of MNIST

_Pixels = NDArray[np.generic]


class ExploreInspector(QWidget):
    """Three pictures and their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decoded = DigitView(self.tr("Decoded digit"), _LARGE)
        self._place = _selectable_label()
        self.nearest = DigitView(self.tr("Nearest real digit"), _SMALL)
        self._nearest_words = _selectable_label()
        self.picked = DigitView(self.tr("Picked digit"), _SMALL)
        self.redrawn = DigitView(self.tr("Its reconstruction"), _SMALL)
        self._picked_words = _selectable_label()
        self.setFixedWidth(_LARGE)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(self.tr("Decoded under the cursor")))
        column.addWidget(self.decoded)
        column.addWidget(self._place)
        column.addSpacing(SPACING)
        column.addWidget(heading(self.tr("Nearest real digit")))
        column.addLayout(_row(self.nearest, self._nearest_words))
        column.addSpacing(SPACING)
        column.addWidget(heading(self.tr("Picked digit, and redrawn")))
        column.addLayout(_row(self.picked, self.redrawn))
        column.addWidget(self._picked_words)
        column.addStretch()
        self.clear()

    @property
    def nearest_words(self) -> str:
        """What is said of the nearest real digit."""
        return self._nearest_words.text()

    @property
    def picked_words(self) -> str:
        """What is said of the picked digit."""
        return self._picked_words.text()

    def clear(self) -> None:
        """Show nothing but what to do."""
        self.show_picked(None)
        self.decoded.set_image(None)
        self._place.setText(self.tr("Move the mouse over the plane."))
        self.nearest.set_image(None)
        self._nearest_words.clear()

    def show_probe(self, place: tuple[float, float], pixels: _Pixels) -> None:
        """Show what the decoder draws, (H, W), at `place` of the plane."""
        self.decoded.set_image(pixels)
        self._place.setText(f"({place[0]:.2f}, {place[1]:.2f})")

    def show_nearest(self, index: int, pixels: _Pixels, class_name: str) -> None:
        """Show the test digit `index`, (H, W), whose code is nearest to the cursor."""
        self.nearest.set_image(pixels)
        self._nearest_words.setText(self.tr("Class {name}\nTest digit {index:,}").format(name=class_name, index=index))

    def show_picked(self, digit: tuple[int, _Pixels, _Pixels, str, float] | None) -> None:
        """Show a test digit that was clicked: its index, (H, W) pixels, reconstruction, class and squared error."""
        if digit is None:
            self.picked.set_image(None)
            self.redrawn.set_image(None)
            self._picked_words.setText(self.tr("Click a point."))
            return
        index, pixels, redrawn, name, error = digit
        self.picked.set_image(pixels)
        self.redrawn.set_image(redrawn)
        words = self.tr("Class {name}, test digit {index:,}\nMean squared error {error:.4f}")
        self._picked_words.setText(words.format(name=name, index=index, error=error))


def _selectable_label() -> QLabel:
    label = quiet_label()
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _row(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACING)
    row.addWidget(left)
    row.addWidget(right)
    row.addStretch()
    return row
