"""Controls for fingers: at least 64 logical pixels in each direction, and more on a larger screen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy

from ae_gui.widgets.fields import Slider

TARGET = 64  # logical pixels that a finger hits without aiming: 10 mm on most screens, and more on larger ones
_PADDING = 24  # at each side of a button's words

_Role = QPalette.ColorRole


class BigButton(QAbstractButton):
    """Words on a round-cornered ground, in the accent colour if it is chosen."""

    def __init__(self, words: str, *, checkable: bool = False) -> None:
        """A button with these words."""
        super().__init__()
        self._unit = 1.0
        self.say(words)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.enlarge(1.0)

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def enlarge(self, unit: float) -> None:
        """Become so many times as large as on a small screen."""
        self._unit = unit
        font = QFont(self.font())
        font.setPixelSize(round(22 * unit))
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PADDING * self._unit
        return QSize(max(round(width), self._side()), self._side())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accented = self.isEnabled() and self.isChecked()
        ground, ink = (_Role.Highlight, _Role.HighlightedText) if accented else (_Role.Button, _Role.ButtonText)
        color = self.palette().color(ground)
        if self.isDown():
            color = color.darker(115)
        edge = 2 * self._unit
        frame = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, 12 * self._unit, 12 * self._unit)
        painter.setPen(self.palette().color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _side(self) -> int:
        return round((TARGET + 8) * self._unit)


class BigSlider(Slider):
    """A slider whose handle goes to where it is touched."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._unit = 1.0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def enlarge(self, unit: float) -> None:
        """Become so many times as large as on a small screen."""
        self._unit = unit
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = round(TARGET * self._unit)
        return QSize(4 * side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: the handle is there already."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, middle, radius = self.palette(), self.height() / 2, self._radius()
        steps = max(self.maximum() - self.minimum(), 1)
        handle = radius + (self.width() - 2 * radius) * (self.value() - self.minimum()) / steps
        groove = 5 * self._unit
        painter.setPen(Qt.PenStyle.NoPen)
        for left, right, role in ((radius, self.width() - radius, _Role.Mid), (radius, handle, _Role.Highlight)):
            painter.setBrush(palette.color(role))
            painter.drawRoundedRect(QRectF(left, middle - groove, right - left, 2 * groove), groove, groove)
        painter.setBrush(palette.color(_Role.Highlight))
        painter.drawEllipse(QPointF(handle, middle), radius, radius)
        painter.end()

    def _radius(self) -> float:
        return 0.34 * TARGET * self._unit

    def _go_to(self, position: QPointF) -> None:
        radius = self._radius()
        share = (position.x() - radius) / max(self.width() - 2 * radius, 1)
        self.setValue(round(self.minimum() + min(max(share, 0.0), 1.0) * (self.maximum() - self.minimum())))


class Words(QLabel):
    """Text that is read from three metres away; it has no links and cannot be selected."""

    def __init__(self, words: str = "", *, pixels: int = 20, bold: bool = False, quiet: bool = False) -> None:
        """Text of a height in logical pixels on the smallest screen."""
        super().__init__(words)
        self._pixels, self._bold = pixels, bold
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if quiet:
            self.setForegroundRole(_Role.PlaceholderText)
        self.enlarge(1.0)

    def enlarge(self, unit: float) -> None:
        """Become so many times as large as on a small screen."""
        font = QFont(self.font())
        font.setPixelSize(round(self._pixels * unit))
        font.setWeight(QFont.Weight.Bold if self._bold else QFont.Weight.Normal)
        self.setFont(font)


class Banner(Words):
    """Words on a round-cornered ground of the accent colour, which lie over another widget and let touches through."""

    def __init__(self, words: str) -> None:
        super().__init__(words, pixels=30, bold=True)
        self.setWordWrap(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setForegroundRole(_Role.HighlightedText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def enlarge(self, unit: float) -> None:
        super().enlarge(unit)
        self.setContentsMargins(*(round(side * unit) for side in (32, 14, 32, 14)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(_Role.Highlight))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.end()
        super().paintEvent(event)
