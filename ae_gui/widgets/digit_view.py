"""One digit, enlarged, with crisp pixels."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.widgets.pictures import add_picture_actions, draw_digit, fitted, gray_image


class DigitView(QWidget):
    """A square that shows one grey image, enlarged without blurring.

    Signals:
        painted(): a new image is on the screen.
    """

    painted = Signal()

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        """Make a view of `side` logical pixels; `name` is for screen readers and for saved files."""
        super().__init__(parent)
        self._side, self._scale = side, 1.0
        self.image: QImage | None = None  # on show, in its own pixels
        self._fresh = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add_picture_actions(self, name)

    def set_image(self, pixels: NDArray[np.generic] | None) -> None:
        """Show (H, W) pixels, uint8 or floats in [0, 1]; of None nothing is drawn, not even a frame."""
        self.image = None if pixels is None else gray_image(pixels)
        self._fresh = True
        self.update()

    def enlarge(self, scale: float) -> None:
        """Be so many times as large as it was made."""
        self._scale = scale
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = round(self._scale * self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is not None:
            painter = QPainter(self)
            draw_digit(painter, fitted(self.image.size(), self.rect()), self.image, self.palette())
            painter.end()
        if self._fresh:
            self._fresh = False
            self.painted.emit()
