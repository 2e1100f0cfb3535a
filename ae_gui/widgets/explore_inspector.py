"""The inspector of the Explore tool: the digit under the cursor, the nearest one, and chosen ones."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ae_gui.theme import SPACING, grown
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.distance_meter import DistanceMeter
from ae_gui.widgets.kept_strip import KeptStrip
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.text_labels import heading, quiet_label, wrap_labels
from ae_gui.words import fill

INSPECTOR_WIDTH = 224
_LARGE, _SMALL = 196, 56  # seven and two screen pixels a pixel of MNIST

_Pixels = NDArray[np.generic]


class ExploreInspector(QWidget):
    """Pictures of digits, each with its words.

    Attributes:
        kept: the digits that the user kept.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decoded = DigitView(self.tr("Decoded digit"), _LARGE)
        self._position = _selectable_label()
        self.meter = DistanceMeter()
        self.nearest = DigitView(self.tr("Nearest real digit"), _SMALL)
        self._nearest_words = _selectable_label()
        self.picked = DigitView(self.tr("Picked digit"), _SMALL)
        self.redrawn = DigitView(self.tr("Its reconstruction"), _SMALL)
        self._picked_words = _selectable_label()
        self.kept = KeptStrip()
        self.setFixedWidth(grown(INSPECTOR_WIDTH))

        nearest = in_row(self.nearest, self._nearest_words, STRETCH, spacing=SPACING)
        picked = in_row(self.picked, self.redrawn, STRETCH, spacing=SPACING)
        in_column(
            *(heading(self.tr("Decoded under the cursor")), self.decoded, self._position, self.meter, SPACING),
            *(heading(self.tr("Nearest real digit")), nearest, SPACING),
            *(heading(self.tr("Picked digit, and redrawn")), picked, self._picked_words, SPACING),
            *(heading(self.tr("Kept digits")), (self.kept, 1)),
            parent=self,
            spacing=4,
        )
        wrap_labels(self)
        self.clear()

    def clear(self) -> None:
        """Show no digits, and say how to get some."""
        self.show_picked(None)
        self.decoded.set_image(None)
        self._position.setText(self.tr("Move the mouse over the plane."))
        self.meter.set_distance(None)
        self.nearest.set_image(None)
        self._nearest_words.clear()

    def show_probe(self, position: tuple[float, float], pixels: _Pixels, distance: float) -> None:
        """Show the decoded digit, (H, W), at `position`, and how far from the data that is."""
        self.decoded.set_image(pixels)
        words = fill(self.tr("({x:.2f}, {y:.2f})"), x=position[0], y=position[1])
        self._position.setText(words)
        self.decoded.setAccessibleDescription(words)
        self.meter.set_distance(distance)

    def show_nearest(self, pixels: _Pixels, words: str) -> None:
        """Show the digit, (H, W), whose code is nearest to the cursor."""
        self.nearest.set_image(pixels)
        self._nearest_words.setText(words)
        self.nearest.setAccessibleDescription(words)

    def show_picked(self, digit: tuple[_Pixels, _Pixels, str] | None) -> None:
        """Show a digit that was clicked: (H, W) pixels, its reconstruction, and what is said of it."""
        if digit is None:
            self.picked.set_image(None)
            self.redrawn.set_image(None)
            self._picked_words.setText(self.tr("Click a point."))
            return
        pixels, redrawn, words = digit
        self.picked.set_image(pixels)
        self.redrawn.set_image(redrawn)
        self.picked.setAccessibleDescription(words)
        self._picked_words.setText(words)


def _selectable_label() -> QLabel:
    label = quiet_label()
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
