"""The curves of a run while it trains: the loss of every step, its mean, each epoch's test error, and PCA's error.

`LossHistory` thins the curves to the columns of the plot: pyqtgraph would take the logarithm of a million points, and
thin them, again at every new one.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSizePolicy, QWidget

from ae_gui.theme import SPACING, tabular
from ae_gui.widgets.card import Card
from ae_gui.widgets.change_marks import ChangeMarks
from ae_gui.widgets.fields import Slider
from ae_gui.widgets.layouts import in_column, in_row
from ae_gui.widgets.loss_canvas import LossCanvas
from ae_gui.widgets.loss_history import LossHistory
from ae_gui.widgets.pictures import add_picture_actions, spoken
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import fill, four_figures, translated, written
from ae_model.config import TrainingConfig
from ae_model.config_fields import told_change, told_values, unit_of_loss
from ae_model.recipe_changes import RecipeChange

_WINDOWS = (1, 3, 10, 30, 100, 300, 1000)  # last steps to take the mean of, one entry for each tick of the slider
_DEFAULT_WINDOW = 30
_TEXT_MS = 500  # between two updates of the line of values during training
_MOST_DOTS = 120  # more test errors are drawn as a line without dots
_NEAR_A_CHANGE = 6  # pixels from the cursor to the mark of a change that it tells of
_SMALL_SMOOTHING = 3  # columns of a small picture over which its curve is a mean
_SMALLEST = 1e-12  # stands for an error of zero on a logarithmic axis
_EXTENTS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)  # times a power of ten: lengths of the axis of epochs
_EXPECTED_ERRORS = [0.03, 0.3]  # the vertical axis shows these before the first loss
_EXPECTED_NATS = [100.0, 1000.0]
_LEAST_NATS = 0.1  # that the axis of divergences goes up to: of a code that dies they go to nothing
NO_TERMS: Mapping[str, NDArray[np.float32]] = {}
_Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class LossRecord:
    """The figures of the run that is plotted, of `steps_per_epoch` steps an epoch and so many `epochs`.

    Of a variational run the `losses` are the reconstruction error, beside which the `divergences` have a curve and an
    axis; both are in nats, so that test errors, which are squared, are told and not drawn.
    """

    steps_per_epoch: int = 1
    epochs: int = 1
    is_variational: bool = False
    losses: LossHistory = field(default_factory=LossHistory)
    divergences: LossHistory = field(default_factory=LossHistory)
    test_epochs: list[float] = field(default_factory=list)
    test_errors: list[float] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be drawn yet."""
        return not len(self.losses) and not self.test_errors

    def epoch_of(self, step: float) -> float:
        """The epoch, and the fraction of it, at which a step ends."""
        return step / self.steps_per_epoch

    @property
    def loss_now(self) -> float | None:
        """The mean loss of the last tenth of an epoch; None before the first."""
        if not len(self.losses):
            return None
        return float(self.losses.means(np.array([self.losses.next_step - 1]), max(self.steps_per_epoch // 10, 1))[0])

    def means(self, columns: int) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Epochs, and the mean loss there for a small picture, both (n,) with n at most `columns`."""
        start, end = self.losses.first_step, self.losses.next_step
        steps = np.linspace(start, end - 1, min(columns, end - start)).astype(np.intp)
        return steps / self.steps_per_epoch, self.losses.means(steps, 1 + _SMALL_SMOOTHING * (end - start) // columns)

    def extent_of_epochs(self) -> tuple[float, float]:
        """From the first step to a round number of epochs beyond the last."""
        start = self.epoch_of(self.losses.first_step - 1)
        reached = max([self.epoch_of(self.losses.next_step - 1), *self.test_epochs])
        end = _rounded_up(max(reached, self.epoch_of(10))) if reached else 1.0
        end = max(min(end, self.epochs), reached)
        return start - 0.01 * (end - start), end  # the first dot is shown whole


class _Values(QLabel):
    """One line with the figures of a step, in as many words as there is room for; the tooltip has all of them.

    Attributes:
        whole: the line with all its words.
    """

    def __init__(self) -> None:
        super().__init__()
        self.whole = ""
        self._forms: Sequence[str] = ()  # of the line, from the longest to the shortest
        self.setFont(tabular(self.font()))
        self.setForegroundRole(_Role.PlaceholderText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_step(self, run: LossRecord, step: int, window: int, change: str) -> None:
        """Show a step or the `change` near it, its loss, the mean of a `window`, and the nearest test error."""
        if run.is_empty:
            forms: Sequence[Sequence[str]] = [[self.tr("Press Train to watch the loss of every step here.")]]
        else:
            step_told, epoch_told = self._places(run.epoch_of(step), step, change)
            train, train_shortly = self._losses(run, step, window)
            test, test_shortly = self._test_error(run, run.epoch_of(step))
            forms = (
                (step_told, *train, *test),
                (epoch_told, *train, *test_shortly),
                (epoch_told, *train_shortly, *test_shortly),
                (f"┊ {change}",) if change else (*train_shortly, *test_shortly),
            )
        self._forms = ["&nbsp;&nbsp;&nbsp; ".join(form) for form in forms]
        self.whole = self._forms[0]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        fitting = (form for form in self._forms if metrics.horizontalAdvance(_plain(form)) <= room)
        shortest = _plain(self._forms[-1]) if self._forms else ""
        said = next(fitting, None)
        self.setTextFormat(Qt.TextFormat.PlainText if said is None else Qt.TextFormat.RichText)
        self.setText(metrics.elidedText(shortest, Qt.TextElideMode.ElideRight, room) if said is None else said)
        self.setToolTip("" if said == self.whole else self.whole)

    def _places(self, epoch: float, step: int, change: str) -> tuple[str, str]:
        """Where a step is, told at length and shortly."""
        if change:
            return f"┊ {change}", f"┊ {change}"
        told = fill(self.tr("Epoch {epoch:.2f}, step {step:,}"), epoch=epoch, step=step)
        return told, fill(self.tr("Epoch {epoch:.2f}"), epoch=epoch)

    def _losses(self, run: LossRecord, step: int, window: int) -> tuple[list[str], list[str]]:
        """The losses of a step, told at length and shortly; nothing where there are none."""
        if not len(run.losses):
            return [], []
        accent, ink = self.palette().color(_Role.Accent), self.palette().color(_Role.Text)
        words = self.tr("Error {error}") if run.is_variational else self.tr("Train {error}")
        figures = partial(written, form=".1f") if run.is_variational else four_figures
        loss = "━ " + fill(words, error=figures(run.losses.loss(step)))
        told = loss
        if window > 1:
            mean = float(run.losses.means(np.array([step]), window)[0])
            told += ", " + fill(self.tr("smoothed {error}"), error=figures(mean))
        beside = []
        if len(run.divergences):
            mean = float(run.divergences.means(np.array([step]), window)[0])
            text = fill(self.tr("Divergence {nats}"), nats=written(mean, ".1f"))
            beside = [_colored("━ " + text, ink)]
        return [_colored(told, accent), *beside], [_colored(loss, accent), *beside]

    def _test_error(self, run: LossRecord, epoch: float) -> tuple[list[str], list[str]]:
        """The nearest test error, told at length and shortly; nothing where there is none."""
        if not run.test_errors:
            return [], []
        nearest = int(np.argmin(np.abs(np.array(run.test_epochs) - epoch)))
        error = four_figures(run.test_errors[nearest])
        told = fill(self.tr("Test {error} (epoch {epoch:g})"), error=error, epoch=run.test_epochs[nearest])
        mark, ink = "" if run.is_variational else "● ", self.palette().color(_Role.Text)
        return [_colored(mark + told, ink)], [_colored(mark + fill(self.tr("Test {error}"), error=error), ink)]


class LossPlot(QWidget):
    """The curves, and above them one line with the values under the cursor, or the last ones without a cursor.

    The view follows the run until the user drags or zooms; Fit, a double click or Home lets it follow again.

    Signals:
        grew(): there are other figures than before.

    Attributes:
        log: the switch for a logarithmic vertical axis.
        smoothing: the slider for the number of steps that the strong curve averages.
        changes: the marks of changes of the recipe.
    """

    grew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = LossRecord()
        self._reference: float | None = None
        self._cursor_step: int | None = None
        self._following = True
        self._is_drawn = False

        self._values = _Values()
        self.smoothing = Slider(Qt.Orientation.Horizontal)
        self._smoothing_words = quiet_label()
        self.log = QCheckBox(self.tr("Log"))
        self._fit = QPushButton(self.tr("Fit"))
        self._text_timer = QTimer(self, singleShot=True, interval=_TEXT_MS)

        self.canvas = LossCanvas()
        self._losses = pg.PlotCurveItem(antialias=False)
        self._means = pg.PlotCurveItem(antialias=True)
        self._means.setSegmentedLineMode("on")  # a thick antialiased path takes 10 ms, its segments one by one 2 ms
        self._divergences = pg.PlotCurveItem(antialias=True)
        self._divergences.setSegmentedLineMode("on")
        self._tests = pg.PlotDataItem(symbolPen=None, symbolSize=5, antialias=True)
        self._reference_line = pg.InfiniteLine(angle=0, label="", labelOpts={"position": 0.99, "anchors": [(1, 1)] * 2})
        self._cursor_line = pg.InfiniteLine(angle=90)
        self.changes = ChangeMarks(self.canvas)

        self._set_up_header()
        self._set_up_canvas()
        self._lay_out()
        self._smooth()
        self.clear()

    # For the tab

    def start(self, steps_per_epoch: int, epochs: int, config: TrainingConfig | None = None) -> None:
        """Begin an empty plot for a run of this length, whose recipe says what its loss is counted in."""
        config = config or TrainingConfig()
        self._run = LossRecord(steps_per_epoch, epochs, config.objective == "variational")
        self.canvas.set_unit(translated(unit_of_loss(config)))
        self.canvas.show_beside(self.tr("divergence, nats an image") if self._run.is_variational else "")
        self.clear()

    def clear(self) -> None:
        """Forget the losses and test errors, and follow the next ones; the reference stays."""
        many = len(self._run.test_errors) > _MOST_DOTS
        self._run = LossRecord(self._run.steps_per_epoch, self._run.epochs, self._run.is_variational)
        self.changes.clear()
        if many:
            self._style_curves()
        self.fit()
        self._unhover()
        self.grew.emit()

    def add_losses(
        self, first_step: int, values: NDArray[np.float32], terms: Mapping[str, NDArray[np.float32]] = NO_TERMS
    ) -> None:
        """Append the losses of the steps from `first_step`, counted from 1 over the whole run, (n,), and their terms.

        Raises:
            ValueError: if `first_step` does not follow the last step here.
        """
        self._run.losses.append(first_step, terms.get("error", values))
        if "divergence" in terms:
            self._run.divergences.append(first_step, terms["divergence"])
        self._data_came()

    def add_test_error(self, step: int, mse: float) -> None:
        """Add the test error after this many steps; after 0 it is that of the untrained network."""
        self._run.test_epochs.append(self._run.epoch_of(step))
        self._run.test_errors.append(mse)
        if len(self._run.test_errors) == _MOST_DOTS + 1:
            self._style_curves()
        self._data_came()

    @property
    def record(self) -> LossRecord:
        """The figures that are plotted."""
        return self._run

    def set_changes(self, changes: Sequence[RecipeChange]) -> None:
        """Mark these changes of the recipe and no others."""
        self.changes.clear()
        for change in changes:
            self.add_change(change)

    def add_change(self, change: RecipeChange) -> None:
        """Mark where the recipe was changed while it trained."""
        before = self._run.epoch_of(change.step - 1)
        sentence = translated(told_change(change)).replace("&", "&amp;").replace("<", "&lt;")
        self.changes.add(before, translated(told_values(change)), sentence)

    def set_reference(self, label: str, mse: float | None) -> None:
        """Draw a dashed line at this error to compare the curves with; None removes it."""
        self._reference = mse
        self._reference_line.setVisible(mse is not None)
        words = "" if mse is None else f"{label}: {four_figures(mse)}"
        if words and words != self._reference_line.label.format:  # which pyqtgraph would lay out anew
            self._reference_line.label.setFormat(words)
        self._refresh()

    @Slot()
    def fit(self) -> None:
        """Show the whole run and follow it from now on."""
        self._following = True
        self._fit.setEnabled(False)
        self._refresh()

    def picture(self) -> QImage:
        """The curves under the line of values, without the controls."""
        self._refresh(hidden_too=True)
        values, curves = self._values.grab(), self.canvas.grab()
        scale = self.devicePixelRatioF()
        height = values.height() + round(SPACING * scale) + curves.height()
        image = QImage(curves.width(), height, QImage.Format.Format_RGB32)
        image.fill(self.palette().color(_Role.Window))
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        painter.drawPixmap(QPointF(0, 0), values)
        painter.drawPixmap(QPointF(0, (height - curves.height()) / scale), curves)
        painter.end()
        return image

    # The user's actions

    @Slot(float)
    def _hover(self, epoch: float) -> None:
        losses = self._run.losses
        if not len(losses):
            return
        step = round(epoch * self._run.steps_per_epoch)
        self._cursor_step = min(max(step, losses.first_step), losses.next_step - 1)
        self._cursor_line.setPos(self._run.epoch_of(self._cursor_step))
        self._cursor_line.show()
        self._show_values()

    @Slot(int)
    def _step(self, columns: int) -> None:
        """Move the cursor by this many pixels, at first from the last step."""
        (left, right), width = self.canvas.viewRange()[0], max(self.canvas.getViewBox().width(), 1)
        step = self._run.losses.next_step - 1 if self._cursor_step is None else self._cursor_step
        by = columns * (right - left) / width * self._run.steps_per_epoch
        by = math.copysign(max(abs(by), 1), by)  # one step at least
        self._hover(self._run.epoch_of(step + by))

    @Slot()
    def _unhover(self) -> None:
        self._cursor_step = None
        self._cursor_line.hide()
        self._show_values()

    @Slot()
    def _stop_following(self) -> None:
        self._following = False
        self._fit.setEnabled(True)

    @Slot()
    def _smooth(self) -> None:
        window = self._window
        self._smoothing_words.setText(self.tr("off") if window == 1 else written(window, ","))
        self._style_curves()
        self._refresh()
        self._show_values()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._show_values()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._style_curves()
            self._show_values()

    # Drawing

    @property
    def _window(self) -> int:
        return _WINDOWS[self.smoothing.value()]

    def _data_came(self) -> None:
        self.grew.emit()
        self._refresh()
        if self.isVisible() and not self._text_timer.isActive():
            self._text_timer.start()

    def _refresh(self, hidden_too: bool = False) -> None:
        if not self.isVisible() and not hidden_too:  # in a hidden tab the plot costs nothing
            return
        self._is_drawn = False
        if self._following:
            self.canvas.setRange(xRange=self._run.extent_of_epochs(), yRange=self._extent_of_errors(), padding=0)
        if not self._is_drawn:  # which another range has done
            self._draw()

    @Slot()
    def _draw(self) -> None:
        self._is_drawn = True
        run, losses = self._run, self._run.losses
        left, right = self.canvas.viewRange()[0]
        columns = max(int(self.canvas.getViewBox().width()), 1)
        first, last = math.floor(left * run.steps_per_epoch), math.ceil(right * run.steps_per_epoch)
        steps, peaks = losses.peaks(first, last, columns)
        self._set_curve(self._losses, steps / run.steps_per_epoch, peaks)

        start, end = losses.clipped(first, last)
        shown = np.linspace(start, end - 1, min(columns, end - start)).astype(np.intp)
        window = max(self._window, (end - start) // columns)  # at least the steps of a column, against flicker
        self._set_curve(self._means, shown / run.steps_per_epoch, losses.means(shown, window))
        nats = run.divergences.means(shown, window) if len(run.divergences) else np.empty(0)
        known = np.isfinite(nats)
        if self._following:
            self.canvas.lay_beside(_rounded_up(max(float(nats[known].max(initial=0)), _LEAST_NATS)))
        reached = shown[: len(nats)][known] / run.steps_per_epoch
        self._divergences.setData(reached, self.canvas.heights_beside(nats[known]))
        self._set_curve(
            self._tests, *map(np.array, ([], []) if run.is_variational else (run.test_epochs, run.test_errors))
        )
        self._reference_line.setVisible(self._reference is not None and not run.is_variational)
        if self._reference is not None:
            self._reference_line.setPos(float(self._heights(np.array(self._reference))))
            label = self._reference_line.label
            view = self.canvas.getViewBox()
            bottom, top = view.viewRange()[1]
            room = (self._reference_line.value() - bottom) / (top - bottom) * view.height()  # down to the axis
            is_below = room > label.boundingRect().height() and _is_more_room_below(run, self._reference)
            label.anchors = [(1, 0 if is_below else 1)] * 2
            label.updatePosition()

    def _set_curve(
        self, curve: pg.PlotCurveItem | pg.PlotDataItem, epochs: NDArray[np.floating], errors: NDArray[np.floating]
    ) -> None:
        """Draw the finite errors: a run that diverges ends in others."""
        finite = np.isfinite(errors)
        curve.setData(epochs[finite], self._heights(errors[finite]))

    def _heights(self, errors: NDArray[np.floating]) -> NDArray[np.floating]:
        """Errors in the coordinates of the vertical axis."""
        return np.log10(np.maximum(errors, _SMALLEST)) if self.log.isChecked() else errors

    def _extent_of_errors(self) -> tuple[float, float]:
        losses = self._run.losses
        drawn = [] if self._run.is_variational else [*self._run.test_errors, self._reference]
        errors = [error for error in drawn if error is not None and math.isfinite(error)]
        if not math.isfinite(losses.lowest):
            errors += _EXPECTED_NATS if self._run.is_variational else _EXPECTED_ERRORS
        low, high = min([losses.lowest, *errors]), max([losses.highest, *errors])
        if not self.log.isChecked():
            return 0.0, 1.05 * high or 1.0
        # Rounded to a twentieth of a decade, so that the curves do not move at every new lowest loss.
        low, high = self._heights(np.array([low, high])).tolist()
        return math.floor(20 * low - 0.5) / 20, math.ceil(20 * high + 0.5) / 20

    @Slot()
    def _show_values(self) -> None:
        step = self._run.losses.next_step - 1 if self._cursor_step is None else self._cursor_step
        change = "" if self._cursor_step is None else self.changes.near(self._run.epoch_of(step), _NEAR_A_CHANGE)
        self._values.show_step(self._run, step, self._window, change)
        self.canvas.setAccessibleDescription(spoken(self._values.whole))

    # Layout

    def _set_up_header(self) -> None:
        self._text_timer.timeout.connect(self._show_values)

        self.smoothing.setRange(0, len(_WINDOWS) - 1)
        self.smoothing.setPageStep(1)
        self.smoothing.setValue(_WINDOWS.index(_DEFAULT_WINDOW))
        self.smoothing.setFixedWidth(80)
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        tip = self.tr("How many of the last steps the strong curve averages: at most a tenth of all steps so far")
        self.smoothing.setToolTip(tip)
        self.smoothing.valueChanged.connect(self._smooth)
        widest = max(map(self.fontMetrics().horizontalAdvance, (self.tr("off"), written(max(_WINDOWS), ","))))
        self._smoothing_words.setMinimumWidth(widest)

        self.log.setChecked(True)
        self.log.setToolTip(self.tr("A logarithmic axis shows small errors as well as large ones"))
        self.log.toggled.connect(self.canvas.set_log)
        self.log.toggled.connect(self.fit)
        self._fit.setToolTip(self.tr("Show the whole run and follow it (Home)"))
        self._fit.clicked.connect(self.fit)

    def _set_up_canvas(self) -> None:
        self._reference_line.hide()
        self._cursor_line.hide()
        curves = self._losses, self._means, self._tests, self._divergences
        for item in (self._reference_line, self._cursor_line, *curves):
            self.canvas.addItem(item, ignoreBounds=True)
        self.canvas.hovered.connect(self._hover)
        self.canvas.stepped.connect(self._step)
        self.canvas.left.connect(self._unhover)
        self.canvas.fit_wanted.connect(self.fit)
        view = self.canvas.getViewBox()
        view.sigRangeChangedManually.connect(self._stop_following)
        view.sigXRangeChanged.connect(self._draw)
        view.sigResized.connect(self._draw)
        add_picture_actions(self.canvas, "loss", self.picture)

    def _lay_out(self) -> None:
        tools = quiet_label(self.tr("Smoothing")), self.smoothing, self._smoothing_words, self.log, self._fit
        in_column(
            in_row((self._values, 1), *tools, spacing=SPACING), (Card(self.canvas), 1), parent=self, spacing=SPACING
        )

    def _style_curves(self) -> None:
        palette = self.palette()
        accent, text, quiet = (palette.color(role) for role in (_Role.Accent, _Role.Text, _Role.PlaceholderText))
        faint = QColor(accent)
        faint.setAlpha(60 if self._window > 1 else 255)
        self.canvas.take_palette(palette)
        self._losses.setPen(pg.mkPen(faint, width=1))
        self._means.setPen(pg.mkPen(accent, width=2))
        self._divergences.setPen(pg.mkPen(text, width=2))
        few = len(self._run.test_errors) <= _MOST_DOTS
        self._means.setVisible(self._window > 1)
        self._tests.setPen(None if few else pg.mkPen(text, width=1))
        self._tests.setSymbol("o" if few else None)
        self._tests.setSymbolBrush(text)
        self._cursor_line.setPen(pg.mkPen(palette.color(_Role.Dark), width=1))
        self._reference_line.setPen(pg.mkPen(quiet, width=1, style=Qt.PenStyle.DashLine))
        self._reference_line.label.setColor(quiet)
        self.changes.set_ink(quiet)


def _rounded_up(value: float) -> float:
    """The next of `_EXTENTS` times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(extent * power for extent in _EXTENTS if extent * power >= value * (1 - 1e-9))


def _is_more_room_below(run: LossRecord, reference: float) -> bool:
    """Whether the last loss and the last test error leave more room below an error than above it."""
    last = (*run.test_errors[-1:], *([] if run.loss_now is None else [run.loss_now]))
    apart = [math.log(error / max(reference, _SMALLEST)) for error in last if math.isfinite(error) and error > 0]
    above = min((gap for gap in apart if gap >= 0), default=math.inf)
    return above < min((-gap for gap in apart if gap < 0), default=math.inf)


def _plain(text: str) -> str:
    """The letters of a rich text."""
    return unescape(re.sub("<[^>]*>", "", text))


def _colored(text: str, color: QColor) -> str:
    return f'<span style="color:{color.name()}">{text}</span>'
