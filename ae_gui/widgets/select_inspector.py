"""The inspector of the Select tool: how many digits are selected, their classes, their mean, and each of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QToolButton, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.class_mix import ClassMix
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.layouts import STRETCH, in_column, in_flow, together
from ae_gui.widgets.text_labels import heading, quiet_label, wrap_labels
from ae_gui.widgets.tool_row import Segments
from ae_gui.words import fill

_SMALL = 84


class SelectInspector(QWidget):
    """The selected digits.

    Attributes:
        lasso_button: selections are drawn as a lasso while it is checked, and as a rectangle otherwise.
        clear_button: to select nothing.
        mix: the classes of the digits; `mean` and `decoded_mean` are their means.
        words: the line about the selection.
        sheet: all of them, of which the user may choose one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rectangle_button, self.lasso_button = QToolButton(), QToolButton()
        self._shapes = QButtonGroup(self)
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setToolTip(self.tr("Select nothing (Esc)"))
        self.words = quiet_label()
        self.mix = ClassMix()
        self.mean = DigitView(self.tr("Mean of the images"), _SMALL)
        self.decoded_mean = DigitView(self.tr("Decoded mean of their codes"), _SMALL)
        self.sheet = DigitSheet(self.tr("Selected images"))
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show how to select, and no digits."""
        self.words.setText(self.tr("Draw around points of the plane to see their classes and their mean."))
        self._selection.hide()
        self.clear_button.setEnabled(False)
        self.mix.set_labels(np.empty(0, np.uint8), ())
        self.sheet.set_digits(np.empty((0, 1, 1), np.uint8), np.empty(0, np.intp))
        self.mean.set_image(None)
        self.decoded_mean.set_image(None)

    def show_selection(
        self,
        indices: NDArray[np.intp],
        images: NDArray[np.uint8],
        labels: NDArray[np.uint8],
        class_names: Sequence[str],
        mean: NDArray[np.float32],
    ) -> None:
        """Show the digits at `indices`, (n,), of all `images`, (N, H, W), with labels, (N,), and mean, (H, W)."""
        self.words.setText(fill(self.tr("Images: {count:,}"), count=len(indices)))
        self._selection.show()
        self.clear_button.setEnabled(True)
        self.mix.set_labels(labels[indices], class_names)
        self.mean.set_image(mean)
        words = self.tr("Class {name}, no. {index:,}") if len(class_names) > 1 else self.tr("No. {index:,}")
        self.sheet.set_digits(images, indices, lambda index: fill(words, name=class_names[labels[index]], index=index))

    def _lay_out(self) -> None:
        for button, name, tip in (
            (self.rectangle_button, self.tr("Rectangle"), self.tr("Drag a rectangle over the plane")),
            (self.lasso_button, self.tr("Lasso"), self.tr("Drag around points in any shape")),
        ):
            button.setText(name)
            button.setToolTip(tip)
            button.setCheckable(True)
            self._shapes.addButton(button)
        self.rectangle_button.setChecked(True)
        shapes = in_flow(Segments(self._shapes.buttons()), STRETCH, self.clear_button)

        means = QGridLayout()
        means.setHorizontalSpacing(SPACING)
        means.setVerticalSpacing(2)
        named = (self.mean, self.tr("Mean image")), (self.decoded_mean, self.tr("Mean code"))
        for column, (view, words) in enumerate(named):
            means.addWidget(view, 0, column)
            means.addWidget(quiet_label(words), 1, column, Qt.AlignmentFlag.AlignLeft)
        means.setColumnStretch(2, 1)

        self._selection = together(self.mix, means, (self.sheet, 1), spacing=SPACING)
        selection = heading(self.tr("Selection")), self.words, (self._selection, 1)
        in_column(shapes, *selection, STRETCH, parent=self, spacing=SPACING)
        wrap_labels(self)
