"""Digits kept from the plane, each with the position where it was decoded."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from ae_gui.widgets.change import Change
from ae_gui.widgets.pictures import add_picture_actions, digit_pixmap, gray_image
from ae_gui.words import fill
from ae_model.sentence import Sentence

_SIDE = 42  # pixels of a kept digit
_ENLARGED = 8  # times: a digit that is copied or saved
_POSITION, _IMAGE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class KeptStrip(QListWidget):
    """The kept digits in their order; Delete drops one.

    Signals:
        position_chosen(x, y): the user chose the digit that was kept at this position of the plane, at true scale.

    Attributes:
        undo_stack: keeping a digit and dropping one are a change each.
    """

    GESTURES_OF = Sentence("On kept digits")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Click, or arrow keys"), Sentence("Go back to where the digit was kept")),
        (Sentence("Delete"), Sentence("Drop the digit")),
    )
    position_chosen = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Kept"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setGridSize(QSize(_SIDE + 10, _SIDE + 12))
        self.setFrameShape(self.Shape.NoFrame)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_SIDE + 14)
        add_picture_actions(self, "kept-digit", self.picture)
        self.undo_stack = QUndoStack(self)
        self._kept = 0  # ever
        self.currentItemChanged.connect(self._chosen)

    def keep(self, pixels: NDArray[np.generic], position: tuple[float, float]) -> None:
        """Add a digit, (H, W), that was decoded at this position, which is told at true scale."""
        image = gray_image(pixels)
        item = QListWidgetItem(self._icon(image), "")
        item.setData(_POSITION, position)
        item.setData(_IMAGE, image)
        self._kept += 1
        words = fill(self.tr("Kept image {number:,}"), number=self._kept)
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.undo_stack.push(Change(self.tr("Keep image"), partial(self._put, item, self.count()), False, True))
        self.scrollToItem(item)

    def image(self, row: int) -> QImage:
        """A kept digit in its own pixels."""
        image: QImage = self.item(row).data(_IMAGE)
        return image

    def picture(self) -> QImage:
        """The chosen digit, enlarged; the whole strip if none is chosen."""
        if self.currentRow() < 0:
            return self.viewport().grab().toImage()
        image = self.image(self.currentRow())
        return image.scaled(image.size() * _ENLARGED)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in range(self.count()):
                self.item(row).setIcon(self._icon(self.image(row)))

    def _icon(self, image: QImage) -> QIcon:
        return QIcon(digit_pixmap(image, QSize(2 * _SIDE, 2 * _SIDE), self.palette()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.matches(QKeySequence.StandardKey.Delete):
            super().keyPressEvent(event)
        elif (item := self.item(row := self.currentRow())) is not None:
            self.undo_stack.push(Change(self.tr("Drop image"), partial(self._put, item, row), True, False))

    def _put(self, item: QListWidgetItem, row: int, there: bool) -> None:
        if there:
            self.insertItem(row, item)
        else:
            self.takeItem(row)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if item is not None:
            self.position_chosen.emit(*item.data(_POSITION))
