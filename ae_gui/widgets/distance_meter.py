"""How far a position is from the data: a scale from what the network knows to what it invents, with a needle."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import SMALL, grown, sized, strong
from ae_gui.words import fill
from ae_model.latent_map import EDGE, FAR, NEIGHBOUR

_BAR, _NEEDLE = 5, 9  # logical pixels of the height of each; the needle stands on the bar
_PARTS = 3
_GAP = 2  # logical pixels between the parts
_Role = QPalette.ColorRole


class DistanceMeter(QWidget):
    """A bar in three parts, known, edge and invented, each with its name; that of the position is in strong letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._distance: float | None = None
        self._names = self.tr("known"), self.tr("edge"), self.tr("invented")
        self.setAccessibleName(self.tr("Distance from the data"))
        tip = self.tr(
            "The distance of the nearest image's code, in units of that code's distance to its own neighbour number "
            "{neighbour}. Up to {edge:.0f} the network has learnt what belongs here; above {far:.0f} it answers a "
            "question that it was never asked in training."
        )
        self.setToolTip(fill(tip, neighbour=NEIGHBOUR, edge=EDGE, far=FAR))
        self.setFont(sized(self.font(), SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What is said of the distance."""
        if self._distance is None:
            return ""
        return (
            self.tr("Known: there are images close by"),
            self.tr("Edge: the nearest images are some way off"),
            self.tr("Invented: there are no images near here"),
        )[self._part(self._distance)]

    def set_distance(self, distance: float | None) -> None:
        """Show a distance as `Familiarity` has it, 0 to infinity; None for no position."""
        if distance != self._distance:
            self._distance = distance
            self.setAccessibleDescription(self.words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, grown(_NEEDLE + _BAR) + self.fontMetrics().height() + _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, width = self.palette(), (self.width() + _GAP) / _PARTS
        top, bar = grown(_NEEDLE), grown(_BAR)
        here = None if self._distance is None else self._part(self._distance)
        for part, name in enumerate(self._names):
            place = QRectF(part * width, top, width - _GAP, bar)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground(part))
            painter.drawRoundedRect(place, 2, 2)
            painter.setPen(palette.color(_Role.WindowText if part == here else _Role.PlaceholderText))
            painter.setFont(strong(self.font()) if part == here else self.font())
            below = QRectF(part * width, top + bar + _GAP, width - _GAP, self.fontMetrics().height())
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, name)
        if self._distance is not None:
            half = grown(_NEEDLE) / 2
            across = self._share(self._distance) * self.width()
            tip = QPointF(min(max(across, half), self.width() - half), top + bar / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(_Role.WindowText))
            painter.drawPolygon(QPolygonF([tip, QPointF(tip.x() - half, 0), QPointF(tip.x() + half, 0)]))
        painter.end()

    def _ground(self, part: int) -> QColor:
        """The parts lose their colour on the way: what is drawn at the end is the decoder's own invention."""
        color = self.palette().color(_Role.Accent if part < _PARTS - 1 else _Role.Dark)
        color.setAlpha((255, 110, 255)[part])
        return color

    @staticmethod
    def _part(distance: float) -> int:
        return (distance > EDGE) + (distance > FAR)

    @staticmethod
    def _share(distance: float) -> float:
        """Where the needle stands, from 0 to 1; far beyond `FAR` it hardly moves, and never leaves the scale."""
        if distance <= FAR:
            return distance / EDGE / _PARTS
        beyond = distance - FAR
        return (2 + (beyond / (beyond + FAR) if math.isfinite(beyond) else 1)) / _PARTS
