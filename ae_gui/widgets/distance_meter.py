"""How far a position is from the data, as a calm bar and a few words."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.widgets.layouts import in_column
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import fill, written
from ae_model.latent_map import EDGE, FAR, NEIGHBOUR, SAMPLE, USUAL

_HEIGHT = 5  # logical pixels of the bar


class DistanceMeter(QWidget):
    """A bar that is empty at a position among the data, and full far away from them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar()
        self._words = quiet_label()
        self.setAccessibleName(self.tr("Distance from the data"))
        tip = self.tr(
            "How far neighbour number {neighbour} among {sample:,} digits is, in units of the distance that "
            "{usual:.0%} of digits stay below. Up to {edge:.0f} the decoder has learnt what belongs here; far above "
            "it answers a question that it was never asked in training."
        )
        self.setToolTip(fill(tip, neighbour=NEIGHBOUR, sample=SAMPLE, usual=USUAL, edge=EDGE))
        in_column(self._bar, self._words, parent=self, spacing=2)

    @property
    def words(self) -> str:
        """What is said of the distance."""
        return self._words.text()

    def set_distance(self, distance: float | None) -> None:
        """Show a distance in usual ones, 0 to infinity; None for no position."""
        self._bar.set_share(0 if distance is None else distance / (distance + 1) if math.isfinite(distance) else 1)
        if distance is None:
            self._words.clear()
        elif distance <= EDGE:
            self._words.setText(fill(self.tr("Among the data ({distance:.1f})"), distance=distance))
        elif distance <= FAR:
            self._words.setText(fill(self.tr("At the edge of the data ({distance:.1f})"), distance=distance))
        else:
            far = written(distance, ".1f") if distance < 10 else "> 10"
            self._words.setText(fill(self.tr("Never learnt: far from all data ({far})"), far=far))
        self.setAccessibleDescription(self.words)


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = _HEIGHT / 2
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        # Beyond the edge the bar loses its colour: what is drawn there is the decoder's own invention.
        known = QRectF(0, 0, self.width() * min(self._share, EDGE / (EDGE + 1)), _HEIGHT)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._share, _HEIGHT), radius, radius)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(known, radius, radius)
        painter.end()
