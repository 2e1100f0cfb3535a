"""One unit of a layer: its picture, enlarged, and words about it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import as_letters, grown
from ae_gui.widgets.diverging import diverging_image
from ae_gui.widgets.layouts import STRETCH, in_column
from ae_gui.widgets.pictures import add_picture_actions, fitted
from ae_gui.widgets.text_labels import quiet_label

_SIDE = 196  # logical pixels


class UnitView(QWidget):
    """The picture of a unit above its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = _Picture()
        self._words = quiet_label(wrapped=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        as_letters(self._fit)
        in_column(self._picture, self._words, STRETCH, parent=self)

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(grown(_SIDE))

    def show_unit(self, field: NDArray[np.floating] | None, words: str = "") -> None:
        """Show the picture of a unit, (H, W) of any scale, and words about it; None empties the view."""
        self._picture.set_field(field)
        self._words.setText(words)


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._field: NDArray[np.floating] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Unit"))
        add_picture_actions(self, "unit")

    def set_field(self, field: NDArray[np.floating] | None) -> None:
        self._field = field
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._field is None:
            return
        painter = QPainter(self)
        image = diverging_image(self._field, self.palette())
        place = fitted(image.size(), self.rect())
        painter.drawImage(place, image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
