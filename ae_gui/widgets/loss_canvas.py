"""The axes of the loss plots, with ticks at round values on a logarithmic scale of any length.

pyqtgraph's own logarithmic axis labels whole decades, and a loss may spend its life within one.
"""

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QPalette

from ae_gui.theme import as_letters, grown, tabular
from ae_gui.words import written
from ae_model.sentence import Sentence

# Limits of panning and zooming: beyond, a power of ten overflows, or a range vanishes.
_LOG_LIMITS = {"yMin": -13.0, "yMax": 39.0, "minYRange": 1e-4}
_LINEAR_LIMITS = {"yMin": None, "yMax": None, "minYRange": 1e-7}
_STEP, _FAR_STEP = 2, 20  # pixels by which an arrow key moves the cursor, without and with Shift
_ZOOM = 1.25
_Role = QPalette.ColorRole


class LossCanvas(pg.PlotWidget):
    """A canvas with epochs to the right and errors upwards, moved by dragging and zoomed by the wheel.

    At the right edge there may be an axis of other figures beside.

    Signals:
        hovered(epoch): the mouse is over this position of the lower axis.
        stepped(columns): an arrow key moves the cursor by this many pixels to the right; negative is left.
        left(): the mouse has left, or Escape was pressed.
        fit_wanted(): a double click, or Home was pressed.
    """

    GESTURES_OF = Sentence("On the curves of the loss")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Arrow keys, or move the mouse"), Sentence("Say the values under it")),
        (Sentence("Drag"), Sentence("Move the curves")),
        (Sentence("Wheel, plus or minus"), Sentence("Zoom in or out")),
        (Sentence("Escape"), Sentence("Say the last values")),
        (Sentence("Double click"), Sentence("Show the whole training")),
    )
    hovered = Signal(float)
    stepped = Signal(int)
    left = Signal()
    fit_wanted = Signal()

    def __init__(self) -> None:
        self._errors = _Axis("left", log=True, spacing=32)
        self._epochs = _Axis("bottom", log=False, spacing=70)
        self._beside = _AxisBeside("right", log=False, spacing=32)
        axes = {"left": self._errors, "bottom": self._epochs, "right": self._beside}
        super().__init__(viewBox=_View(), axisItems=axes)
        self.hideAxis("right")
        self.hideButtons()
        self.setMenuEnabled(False)
        self.disableAutoRange()
        self.setLimits(minXRange=1e-3, maxXRange=1e6, **_LOG_LIMITS)
        self.setLabel("left", self.tr("mean squared error"))
        self.setLabel("bottom", self.tr("epoch"))
        as_letters(self._fit_axes)
        self._errors.setGrid(255)
        self._errors.setZValue(-1)  # pyqtgraph draws an axis, and with it the grid, over the curves
        self.getPlotItem().layout.setContentsMargins(6, 8, 16, 4)  # room for the ends of the labels
        self.setAccessibleName(self.tr("Loss curves"))
        fit = QAction(self.tr("Fit"), self, shortcutContext=Qt.ShortcutContext.WidgetShortcut)
        fit.setShortcut(QKeySequence(Qt.Key.Key_Home))
        fit.triggered.connect(self.fit_wanted)
        self.addAction(fit)

    @Slot()
    def _fit_axes(self) -> None:
        axes = grown(48)  # logical pixels below the room for the name of the left axis
        self.setMinimumHeight(self.fontMetrics().horizontalAdvance(self._errors.labelText) + axes)
        for axis, width in ((self._errors, 68), (self._beside, 52)):
            axis.setWidth(grown(width))  # an automatic width would move the curves
        for axis in (self._errors, self._epochs, self._beside):
            axis.label.setFont(self.font())

    def set_unit(self, unit: str) -> None:
        """Call the left axis by what errors are counted in."""
        self.setLabel("left", unit)
        self._fit_axes()

    def show_beside(self, name: str) -> None:
        """Have an axis at the right for figures of this name; without one there is none."""
        self.setLabel("right", name)  # which shows the axis
        self.showAxis("right", bool(name))
        self._fit_axes()

    def lay_beside(self, most: float) -> None:
        """Let the figures beside be 0 at the bottom of what is in sight now, and `most` at its top."""
        low, high = self.viewRange()[1]
        self._beside.lay(low, (high - low) / most)

    def heights_beside(self, figures: NDArray[np.floating]) -> NDArray[np.floating]:
        """Where figures of the right axis are on the left one: (n,) -> (n,)."""
        return self._beside.zero + figures * self._beside.unit

    def set_log(self, log: bool) -> None:
        """Read heights as logarithms to base 10 of errors, or as errors."""
        self._errors.set_log(log)
        self.setLimits(**(_LOG_LIMITS if log else _LINEAR_LIMITS))

    def take_palette(self, palette: QPalette) -> None:
        """Draw in these colours."""
        self.setBackground(palette.color(_Role.Base))
        for axis in (self._errors, self._epochs, self._beside):
            axis.setPen(palette.color(_Role.Mid))
            axis.setTickPen(palette.color(_Role.Midlight))
            axis.setTextPen(palette.color(_Role.PlaceholderText))
            axis.setTickFont(tabular(self.font()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = self.viewportTransform().inverted()[0].map(event.position())
        self.hovered.emit(self.getViewBox().mapSceneToView(place).x())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                columns = _FAR_STEP if far else _STEP
                self.stepped.emit(columns if event.key() == Qt.Key.Key_Right else -columns)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Minus:
                zoom = _ZOOM if event.key() == Qt.Key.Key_Minus else 1 / _ZOOM
                self.getViewBox().scaleBy((zoom, zoom))
                self.getViewBox().sigRangeChangedManually.emit([True, True])
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class _View(pg.ViewBox):
    """A view box that leaves the right button to the menu."""

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.RightButton:
            super().mouseDragEvent(event, axis)


class _Axis(pg.AxisItem):
    """An axis with one level of ticks at round values; a logarithmic one takes and shows logarithms to base 10."""

    def __init__(self, orientation: str, log: bool, spacing: int) -> None:
        """An axis with no two ticks closer than `spacing` pixels."""
        super().__init__(orientation)
        self._log = log
        self._spacing = spacing
        self.enableAutoSIPrefix(False)
        self.setStyle(hideOverlappingLabels=False)

    def set_log(self, log: bool) -> None:
        self._log = log
        self.picture = None  # pyqtgraph's cached drawing
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[None, list[float]]]:
        most = max(int(size / self._spacing), 2)
        if self._log:
            return [(None, np.log10(_log_ticks(10**low, 10**high, most)).tolist())]
        return [(None, _round_ticks(low, high, most).tolist())]

    def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        return [written(10**value if self._log else value, ".6g") for value in values]


class _AxisBeside(_Axis):
    """An axis whose figures are shifted and stretched onto the heights of the left one.

    Attributes:
        zero: the height at which it is 0.
        unit: by how much more it is 1.
    """

    zero, unit = 0.0, 1.0

    def lay(self, zero: float, unit: float) -> None:
        if (zero, unit) != (self.zero, self.unit):
            self.zero, self.unit = zero, unit
            self.picture = None  # pyqtgraph's cached drawing
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[None, list[float]]]:
        ((_, figures),) = super().tickValues((low - self.zero) / self.unit, (high - self.zero) / self.unit, size)
        return [(None, [self.zero + figure * self.unit for figure in figures])]

    def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        return super().tickStrings([round((value - self.zero) / self.unit, 9) for value in values], scale, spacing)


def _round_ticks(low: float, high: float, most: int) -> NDArray[np.floating]:
    """At most `most` multiples of 1, 2 or 5 times a power of ten."""
    exponent = math.floor(math.log10((high - low) / most))
    step = next(m * 10.0**exponent for m in (1, 2, 5, 10, 20) if (high - low) / (m * 10.0**exponent) <= most)
    return np.arange(math.ceil(low / step), math.floor(high / step) + 1) * step


def _log_ticks(low: float, high: float, most: int) -> NDArray[np.floating]:
    """At most `most` round values, even on a logarithmic axis; evenly spaced ones on a short axis."""
    if high < 3 * low:
        return _round_ticks(low, high, most)
    decades = 10.0 ** np.arange(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for mantissas in ((1, 2, 3, 5, 7), (1, 2, 5), (1,)):
        ticks = np.outer(decades, mantissas).ravel()
        ticks = ticks[(ticks >= low) & (ticks <= high)]
        if len(ticks) <= most:
            return ticks
    return ticks[:: math.ceil(len(ticks) / most)]
