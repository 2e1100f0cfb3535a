"""A small popup of real images to choose one from."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.fields import ComboBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.words import fill
from ae_model.datasets import Split

_COLUMNS, _ROWS = 8, 5
_SIDE = 56  # logical pixels of an image


class DigitChooser(QDialog):
    """A popup of forty images drawn at random, of one class or of any; Escape or a click elsewhere closes it.

    Signals:
        chosen(index): the user chose this image.
    """

    chosen = Signal(int)

    def __init__(self, rng: np.random.Generator, parent: QWidget | None = None) -> None:
        """Make a popup without images; `rng` draws those that it will offer."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._split: Split | None = None
        self._class_names: Sequence[str] = ()
        self._rng = rng
        self._classes = ComboBox()
        self._classes.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)  # names change, and data sets
        self._others = QPushButton(self.tr("Others"), autoDefault=False)
        self._images = DigitSheet(self.tr("Images to choose from"), _SIDE)
        self._set_up()
        self._lay_out()

    def set_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Offer other images from now on."""
        self._split = split
        with QSignalBlocker(self._classes):
            self._classes.clear()
            self._classes.addItem(self.tr("Any class"), None)
            for label in np.flatnonzero(np.bincount(split.labels)).tolist():
                self._classes.addItem("", label)
        self.set_class_names(class_names)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by other names."""
        self._class_names = names
        self._classes.setVisible(len(names) > 1)
        for row in range(1, self._classes.count()):
            label = names[self._classes.itemData(row)]
            self._classes.setItemText(row, fill(self.tr("Class {label}"), label=label))

    def open_at(self, place: QPoint) -> None:
        """Offer a new draw, with the lower left corner at this point of the screen as far as there is room."""
        self._offer()
        self.adjustSize()
        corner = place - QPoint(0, self.height())
        screen = self.screen().availableGeometry()
        corner.setX(max(min(corner.x(), screen.right() - self.width()), screen.left()))
        corner.setY(max(corner.y(), screen.top()))
        self.move(corner)
        self.show()
        self._images.setFocus()

    @Slot()
    def _offer(self) -> None:
        assert self._split is not None
        labels, kind = self._split.labels, self._classes.currentData()
        candidates = np.arange(len(labels)) if kind is None else np.flatnonzero(labels == kind)
        count = min(_COLUMNS * _ROWS, len(candidates))
        self._images.set_digits(self._split.images, self._rng.choice(candidates, count, replace=False), self._words)

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.accept()
        self.chosen.emit(index)

    def _words(self, index: int) -> str:
        assert self._split is not None
        text = self.tr("Class {label}, test image {index:,}")
        if len(self._class_names) < 2:
            text = self.tr("Test image {index:,}")
        return fill(text, label=self._class_names[self._split.labels[index]], index=index)

    def _set_up(self) -> None:
        self._classes.setAccessibleName(self.tr("Class"))
        self._classes.currentIndexChanged.connect(self._offer)
        self._others.setToolTip(self.tr("Draw other images at random"))
        self._others.clicked.connect(self._offer)

        self._images.viewport().setAutoFillBackground(False)
        self._images.setFixedSize(_COLUMNS * self._images.cell.width() + 4, _ROWS * self._images.cell.height() + 4)
        self._images.digit_chosen.connect(self._choose)

    def _lay_out(self) -> None:
        row = in_row(self._classes, self._others, STRETCH)
        in_column(row, self._images, parent=self, margin=MARGIN, spacing=SPACING)
