"""The error of what is on show as one large number, and beside it the losses of its training as a small curve."""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import SPACING, grown, tabular
from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import figure, fill, four_figures, written
from ae_model.sentence import Sentence

if TYPE_CHECKING:
    from ae_gui.widgets.loss_plot import LossPlot

_HEIGHT = 116  # logical pixels, as high as the flow beside it
_WIDTH, _NUMBER = 340, 124  # logical pixels: of all, and of the number
_NARROWEST = 60  # logical pixels of a curve; with less room the number stands alone
_RADIUS = 8  # logical pixels of the corners, as the plane's
_LARGE = 28  # logical pixels of the number
_MOST_DOTS = 40  # more test errors are drawn as a line alone
_SMALLEST = 1e-12  # stands for an error of zero: the curve's heights are logarithms
_EXAMPLE = 0.9 * np.exp(-np.linspace(0, 5, 40)) + 0.06  # the way an error falls, for as long as there is none
_Role = QPalette.ColorRole


class SmallCurve(QWidget):
    """What the Training page shows at large; a click opens it.

    Signals:
        opened(): a click, or Enter.
    """

    GESTURES_OF = Sentence("On the test error")  # in the list of shortcuts
    GESTURES = ((Sentence("Click, Enter or Space"), Sentence("Open the Training page")),)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot: LossPlot | None = None
        self._error: float | None = None
        self._over = ""
        self._training = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Error and loss curve"))
        self.setToolTip(
            self.tr(
                "The test error is the mean squared error over digits that were not trained on. The curve is the loss "
                "of the training, on a logarithmic scale, and its dots are the test error after each epoch. Click for "
                "the Training page."
            )
        )
        add_picture_actions(self, "error")

    def follow(self, plot: "LossPlot") -> None:
        """Draw the curves of this plot from now on."""
        self._plot = plot
        plot.grew.connect(self._grow)

    def show_error(self, error: float | None, over: str) -> None:
        """Show the test error of what is on show, if it is known, and say `over` what it was measured."""
        self._error, self._over = error, over
        self._describe()
        self.update()

    def set_training(self, training: bool) -> None:
        """Let the large number be the loss of the training as it falls, or else the test error."""
        self._training = training
        self.update()

    # Called by Qt

    def sizeHint(self) -> QSize:
        return QSize(round(self._scale * grown(_WIDTH)), grown(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(_NUMBER), grown(_HEIGHT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().lineSpacing()
        number = self._number_width()
        self._draw_number(painter, QRectF(0, 0, number, self.height()))
        room = QRectF(self.rect()).adjusted(number + 2 * SPACING, line + SPACING / 2, -1, -line - SPACING / 2)
        if room.width() < grown(_NARROWEST):
            painter.end()
            return
        top = QRectF(room.left(), 0, room.width(), line)
        bottom = QRectF(room.left(), self.height() - line, room.width(), line)
        painter.setPen(self.palette().color(_Role.WindowText))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, self.tr("Loss in training"))
        painter.setPen(self.palette().color(_Role.Mid))
        painter.setBrush(self.palette().color(_Role.Base))
        painter.drawRoundedRect(room, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._plot is None or self._plot.record.is_empty:
            self._draw_example(painter, room)
        else:
            self._draw_curves(painter, room, bottom)
        painter.end()

    # What is drawn

    @property
    def _scale(self) -> float:
        """How many times as large as in a small window all but the words is drawn."""
        return max(self.height() / grown(_HEIGHT), 1.0)

    @property
    def figures(self) -> tuple[str, str, str]:
        """The large number, with what stands above and below it."""
        known = "…" if self._error is None else four_figures(self._error)
        loss = None if self._plot is None or not self._training else self._plot.record.loss_now
        if loss is None:
            return self.tr("Test error"), known, self._over
        assert self._plot is not None
        form = ".1f" if self._plot.record.is_variational else ""  # in nats
        return self.tr("Loss now"), figure(loss, form), fill(self.tr("test error {error}"), error=known)

    def _number_width(self) -> float:
        """As wide as in a small window, or as the words above and below it are."""
        above, _, under = self.figures
        words = max(map(self.fontMetrics().horizontalAdvance, (above, under)))
        return max(self._scale * grown(_NUMBER), words + SPACING)

    def _draw_number(self, painter: QPainter, place: QRectF) -> None:
        above, number, under = self.figures
        top, below = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.setPen(self.palette().color(_Role.WindowText))
        painter.drawText(place, top, above)
        font = tabular(self.font())
        font.setPixelSize(round(self._scale * grown(_LARGE)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number)
        painter.setFont(tabular(self.font()))
        painter.setPen(self.palette().color(_Role.PlaceholderText))
        painter.drawText(place, below, under)

    def _draw_curves(self, painter: QPainter, room: QRectF, bottom: QRectF) -> None:
        assert self._plot is not None
        record, palette = self._plot.record, self.palette()
        first, last = record.extent_of_epochs()
        epochs, means = record.means(max(int(room.width()), 1))
        none = np.empty(0), np.empty(0)  # beside a loss in nats
        tested = none if record.is_variational else (np.array(record.test_epochs), np.array(record.test_errors))
        heights = _logarithms(np.concatenate([means, tested[1]]))
        low, high = float(heights.min(initial=math.inf)), float(heights.max(initial=-math.inf))
        if not math.isfinite(low):
            return
        span = max(high - low, 0.1)

        def line(at: NDArray[np.floating], errors: NDArray[np.floating]) -> list[QPointF]:
            known = np.isfinite(errors)
            across = room.left() + (at[known] - first) / (last - first) * room.width()
            up = room.bottom() - 4 - (_logarithms(errors[known]) - low) / span * (room.height() - 8)
            return [QPointF(x, y) for x, y in zip(across.tolist(), up.tolist(), strict=True)]

        painter.setPen(QPen(palette.color(_Role.Accent), 2))
        painter.drawPolyline(QPolygonF(line(epochs, means)))
        dots = line(*tested)
        if len(dots) > _MOST_DOTS:
            painter.setPen(QPen(palette.color(_Role.Text), 1))
            painter.drawPolyline(QPolygonF(dots))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(_Role.Text))
            for dot in dots:
                painter.drawEllipse(dot, 2.2, 2.2)
        painter.setPen(palette.color(_Role.PlaceholderText))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, written(max(math.ceil(first), 0), ","))
        end = fill(self.tr("epoch {epoch:,}"), epoch=math.ceil(last))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignRight, end)

    def _draw_example(self, painter: QPainter, room: QRectF) -> None:
        """Draw how an error falls, and say how to see one."""
        faint = QColor(self.palette().color(_Role.Accent))
        faint.setAlpha(70)
        painter.setPen(QPen(faint, 2, Qt.PenStyle.DashLine))
        inner = room.adjusted(6, 6, -6, -6)
        across = np.linspace(inner.left(), inner.right(), len(_EXAMPLE)).tolist()
        up = (inner.bottom() - _EXAMPLE * inner.height()).tolist()
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in zip(across, up, strict=True)]))
        painter.setPen(self.palette().color(_Role.PlaceholderText))
        words = room.adjusted(0.25 * room.width(), 4, -6, -0.3 * room.height())
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, align, self.tr("Press Train and watch it fall"))

    def _grow(self) -> None:
        if self.isVisible():
            self.update()

    def _describe(self) -> None:
        known = "" if self._error is None else four_figures(self._error)
        words = fill(self.tr("Test error {error} {over}"), error=known, over=self._over)
        self.setAccessibleDescription(words if known else self.tr("The test error is not known."))


def _logarithms(errors: NDArray[np.floating]) -> NDArray[np.floating]:
    return np.log10(np.maximum(errors[np.isfinite(errors)], _SMALLEST))
