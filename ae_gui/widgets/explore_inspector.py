"""The inspector of the Explore tool: what the decoder draws under the cursor, and digits that were picked or kept."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.distance_meter import DistanceMeter
from ae_gui.widgets.kept_strip import KeptStrip
from ae_gui.widgets.layouts import STRETCH, in_column, in_row, together
from ae_gui.widgets.noise_slider import NoiseSlider
from ae_gui.widgets.text_labels import heading, quiet_label, wrap_labels
from ae_gui.widgets.tool_row import Switch
from ae_gui.words import fill

_LARGE, _SMALL = 196, 56  # seven and two screen pixels a pixel of MNIST
_SHEET = 112  # one screen pixel a pixel of four rows and columns

_Pixels = NDArray[np.generic]


class ExploreInspector(QWidget):
    """Pictures of digits, each with its words; what has nothing to show is not there.

    Attributes:
        kept: the digits that the user kept.
        noise: how strong the noise is that is laid on the digit nearest to the cursor.
        sample: the button that draws other digits from the prior of a variational network.
        save_sheet: the button that saves a hundred of them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decoded = DigitView(self.tr("Decoded digit"), _LARGE)
        self.meter = DistanceMeter()
        self.picked = DigitView(self.tr("Picked image"), _SMALL)
        self.redrawn = DigitView(self.tr("Its reconstruction"), _SMALL)
        self._picked_words = _selectable_label()
        self._farther = quiet_label()
        self._drawn = DigitView(self.tr("Digits drawn from the prior"), _SHEET)
        self.sample = QPushButton(self.tr("Sample"))
        self.sample.setToolTip(self.tr("Draw codes from the prior, N(0, 1), and see which digits they are"))
        self.noise = NoiseSlider()
        self.noisy = DigitView(self.tr("Nearest image, under noise"), _SMALL)
        self.repaired = DigitView(self.tr("As it is redrawn from under noise"), _SMALL)
        self.save_sheet = QPushButton(self.tr("Save…"))
        self.save_sheet.setToolTip(self.tr("Save a hundred digits drawn from the prior as a picture, these among them"))
        self._of_noise: QAction | None = None
        self.kept = KeptStrip()
        self._hint = quiet_label()

        here = heading(self.tr("What the network draws here")), self.decoded, self.meter, self._farther
        pair = in_row(self.picked, self.redrawn, STRETCH, spacing=SPACING)
        of_noise = quiet_label(self.tr("The nearest image, and how it is redrawn"))
        self._repair = together(in_row(self.noisy, self.repaired, (of_noise, 1), spacing=SPACING), spacing=0)
        self._noise = together(self.noise, self._repair, spacing=4)
        picked = heading(self.tr("Picked, and redrawn")), pair, self._picked_words
        self._here = together(*here, spacing=4)
        self._picked = together(*picked, spacing=4)
        buttons = together(self.sample, self.save_sheet, spacing=4)
        sampled = in_row(self._drawn, (buttons, 0, Qt.AlignmentFlag.AlignBottom), STRETCH, spacing=SPACING)
        self._samples = together(heading(self.tr("Drawn from the prior")), sampled, spacing=4)
        self._kept = together(heading(self.tr("Kept")), (self.kept, 1), spacing=4)
        in_column(
            *(self._here, self._noise, self._samples, self._picked, self._hint, (self._kept, 1), STRETCH),
            parent=self,
            spacing=SPACING,
        )
        wrap_labels(self)
        self.kept.model().rowsInserted.connect(self._refresh)
        self.kept.model().rowsRemoved.connect(self._refresh)
        self.clear()

    def add_noise_switch(self, switch: Switch) -> None:
        """Have a switch of what else is shown of noise, beside its slider wherever its action is visible."""
        layout = self._noise.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(0, switch, 0, Qt.AlignmentFlag.AlignLeft)
        self._of_noise = switch.defaultAction()
        self._of_noise.visibleChanged.connect(self._refresh)
        self._refresh()

    def clear(self) -> None:
        """Show no digits but the kept ones, and say how to get some."""
        self.decoded.set_image(None)
        self.meter.set_distance(None)
        self.show_noisy(None)
        self.show_samples(None)
        self.show_picked(None)

    def show_probe(self, pixels: _Pixels, distance: float | None, farther: float | None = None) -> None:
        """Show what is decoded there, (H, W), and how far from the data that is; its numbers stand in the flow.

        The last `distance` stays until another is known. Of a network that has a prior `farther` is the share of it
        that is farther out, 0 to 1.
        """
        first = self.decoded.image is None
        self.decoded.set_image(pixels)
        if distance is not None:
            self.meter.set_distance(distance)
        words = "" if farther is None else fill(self.tr("{share:.1%} of the prior is farther out"), share=farther)
        self._farther.setText(words)
        self._farther.setVisible(bool(words))
        self.decoded.setAccessibleDescription(f"{self.meter.words} {words}".strip())
        if first:
            self._refresh()

    def show_noisy(self, digit: tuple[_Pixels, _Pixels] | None) -> None:
        """Show a digit under noise and as it is redrawn, both (H, W); None where there is no noise."""
        noisy, repaired = digit or (None, None)
        self.noisy.set_image(noisy)
        self.repaired.set_image(repaired)
        self._repair.setVisible(digit is not None)

    def show_samples(self, sheet: _Pixels | None) -> None:
        """Show a sheet of digits that were drawn from the prior; None where there is no prior."""
        self._drawn.set_image(sheet)
        self._samples.setVisible(sheet is not None)

    def show_picked(self, digit: tuple[_Pixels, _Pixels, str] | None) -> None:
        """Show a digit that was clicked: (H, W) pixels, its reconstruction, and what is said of it."""
        pixels, redrawn, words = digit or (None, None, "")
        self.picked.set_image(pixels)
        self.redrawn.set_image(redrawn)
        self.picked.setAccessibleDescription(words)
        self._picked_words.setText(words)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Take away what has nothing to show, and say of it how to get something."""
        here, picked, kept = self.decoded.image is not None, self.picked.image is not None, self.kept.count() > 0
        noise = here or (self._of_noise is not None and self._of_noise.isVisible())
        for group, there in ((self._here, here), (self._noise, noise), (self._picked, picked), (self._kept, kept)):
            group.setVisible(there)
        hints = []
        if not here:
            hints.append(self.tr("Move the mouse over the plane, and the network draws what it imagines there."))
        if not picked:
            hints.append(self.tr("Click a point to see its image beside what the network makes of it."))
        if not kept:
            hints.append(self.tr("Click between the points to keep what is drawn there."))
        self._hint.setText("\n\n".join(hints))
        self._hint.setVisible(bool(hints))


def _selectable_label() -> QLabel:
    label = quiet_label()
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
