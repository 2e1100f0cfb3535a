"""A small popup of real images to choose one from."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.pictures import gray_image
from ae_gui.words import fill
from ae_model.datasets import Split

_COLUMNS, _ROWS = 8, 5
_SIDE = 56  # logical pixels of an image
_CELL = _SIDE + 8
_Role = Qt.ItemDataRole


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
        self._classes = QComboBox()
        self._others = QPushButton(self.tr("Others"))
        self._images = QListWidget()
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
        for row in range(1, self._classes.count()):
            label = names[self._classes.itemData(row)]
            self._classes.setItemText(row, fill(self.tr("Class {label}"), label=label))

    @property
    def offered(self) -> list[int]:
        """The indices of the images on offer."""
        return [self._images.item(i).data(_Role.UserRole) for i in range(self._images.count())]

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
        self._images.clear()
        for index in self._rng.choice(candidates, count, replace=False).tolist():
            self._images.addItem(_item(self._split.images[index], self._words(index), index))
        self._images.setCurrentRow(0)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.accept()
        self.chosen.emit(item.data(_Role.UserRole))

    def _words(self, index: int) -> str:
        assert self._split is not None
        text = self.tr("Class {label}, test image {index:,}")
        return fill(text, label=self._class_names[self._split.labels[index]], index=index)

    def _set_up(self) -> None:
        self._classes.setAccessibleName(self.tr("Class"))
        self._classes.currentIndexChanged.connect(self._offer)
        self._others.setToolTip(self.tr("Draw other images at random"))
        self._others.setAutoDefault(False)
        self._others.clicked.connect(self._offer)

        self._images.setAccessibleName(self.tr("Images to choose from"))
        self._images.setViewMode(QListView.ViewMode.IconMode)
        self._images.setMovement(QListView.Movement.Static)
        self._images.setResizeMode(QListView.ResizeMode.Adjust)
        self._images.setIconSize(QSize(_SIDE, _SIDE))
        self._images.setGridSize(QSize(_CELL, _CELL))
        self._images.setUniformItemSizes(True)
        self._images.setFrameShape(QListWidget.Shape.NoFrame)
        self._images.viewport().setAutoFillBackground(False)
        self._images.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._images.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._images.setFixedSize(_COLUMNS * _CELL + 4, _ROWS * _CELL + 4)
        self._images.itemClicked.connect(self._choose)
        self._images.itemActivated.connect(self._choose)

    def _lay_out(self) -> None:
        choices = in_row(self._classes, self._others, STRETCH)
        in_column(choices, self._images, parent=self, margin=MARGIN, spacing=SPACING)


def _item(pixels: NDArray[np.uint8], words: str, index: int) -> QListWidgetItem:
    pixmap = QPixmap.fromImage(gray_image(pixels).scaled(2 * _SIDE, 2 * _SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # otherwise Qt tints the selected one
    item = QListWidgetItem(icon, "")
    item.setToolTip(words)
    item.setData(_Role.AccessibleTextRole, words)
    item.setData(_Role.UserRole, index)
    return item
