"""The test errors and the losses, or the divergences, of several runs over each other: by epoch, by step or by time."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from ae_gui.theme import SPACING, is_dark, tabular
from ae_gui.widgets.card import Card
from ae_gui.widgets.fields import ComboBox
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.loss_canvas import LossCanvas
from ae_gui.widgets.pictures import add_picture_actions, spoken
from ae_gui.widgets.plot_names import PlotNames
from ae_gui.widgets.run_styles import MOST, style
from ae_gui.widgets.run_table import run_name, test_error
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import figure, translated
from ae_model.config_fields import told_change
from ae_model.runs import Run

_ALONE = 0.05  # room below and above a single error: in decades, or as a share of it
_EXPECTED = 0.03, 0.3  # errors that the axis has while there is no curve
_SMALLEST = 1e-12  # what a logarithmic axis shows of an error of zero
_Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


class RunCurves(QWidget):
    """For each run a strong curve of its test error and a thin one of its loss; the runs' names above.

    Where one of the runs is variational, the divergences of such ones are to be had in their place.
    """

    _built = False  # pyqtgraph's constructor changes the palette before there is anything to colour

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs: Sequence[Run] = ()  # that are drawn
        self._curves: list[pg.PlotCurveItem] = []
        self.changes = pg.ScatterPlotItem(symbol="d", size=9, hoverable=True, tip=lambda x, y, data: data)
        self.numbers = PlotNames()  # of the runs, each at the end of its curve
        self._what, self._across = ComboBox(), ComboBox()
        self._log = QCheckBox(self.tr("Log"))
        self._losses = QCheckBox(self.tr("Training loss"))
        self._fit = QPushButton(self.tr("Fit"))
        self._names = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._canvas = LossCanvas()
        self._fitted: list[list[float]] = self._canvas.viewRange()  # what is in sight since all was last
        self._lay_out()
        for choice in (self._what, self._across):
            choice.currentIndexChanged.connect(self._draw)
        self._losses.toggled.connect(self._draw)
        self._log.toggled.connect(self._canvas.set_log)
        self._log.toggled.connect(self._draw)
        self._fit.clicked.connect(self.fit)
        self._canvas.fit_wanted.connect(self.fit)
        self._built = True
        self._draw()

    @property
    def drawn(self) -> list[_Curve]:
        """Positions and errors of every curve; on a logarithmic axis the logarithms of the errors."""
        return [curve.getData() for curve in self._curves]

    @property
    def words(self) -> str:
        """The names above the curves."""
        return self._names.text()

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Draw these runs, at most `MOST` of them; where all of each was in sight, all stays so as they go on."""
        others = [run.folder for run in runs[:MOST]] != [run.folder for run in self.runs]
        was_fitted = np.allclose(self._canvas.viewRange(), self._fitted)
        self.runs = runs[:MOST]
        self._draw(fit=others or was_fitted)

    @Slot()
    def fit(self) -> None:
        """Show all of every curve."""
        curves = [curve for curve in self.drawn if curve[0] is not None and len(curve[0])]
        across, errors = np.zeros(1), self._heights(np.array(_EXPECTED))
        if curves:
            across, errors = (np.concatenate(values) for values in zip(*curves, strict=True))
        widest = float(across.max()) or 1.0
        alone = _ALONE if self._log.isChecked() else _ALONE * float(errors.max())
        margin = 0.1 * float(np.ptp(errors)) or alone  # for the numbers, too
        low = errors.min() - margin if self._log.isChecked() else 0.0
        self._canvas.setRange(xRange=(0.0, 1.03 * widest), yRange=(low, errors.max() + margin), padding=0.01)
        self._fitted = self._canvas.viewRange()

    @Slot()
    def _draw(self, *_: object, fit: bool = True) -> None:
        for curve in self._curves:
            self._canvas.removeItem(curve)
        self._curves = []
        self.changes.clear()
        diverge = any(row.divergences for run in self.runs for row in run.measurements)
        self._what.setVisible(diverge)
        what = self._what.currentData() if diverge else "test_error"
        self._losses.setEnabled(what == "test_error")
        self._canvas.set_unit(self.tr("nats an image") if what == "divergence" else self.tr("mean squared error"))
        ends = []
        for index, run in enumerate(self.runs):
            color, line = style(index, is_dark(self.palette()))[:2]
            in_nats = run.about.config.objective == "variational"  # is the loss
            if what == "test_error" and self._losses.isChecked() and not in_nats:
                self._add(run, "train_loss", pg.mkPen(color, width=1, style=line))
            ends.append(self._add(run, what, pg.mkPen(color, width=2.5, style=line)))
            self._mark_changes(run, what, color)
        self.numbers.set_names([str(number) for number, _ in enumerate(ends, start=1)])
        self.numbers.set_places(np.array(ends).reshape(-1, 2))
        self._canvas.setLabel("bottom", self._across.currentText())
        self._show_names()
        if fit:
            self.fit()

    def _add(self, run: Run, what: str, pen: object) -> tuple[float, float]:
        """Add the curve of one of the figures of a `Measurement`; returns its last point."""
        across, unit = self._across.currentData()
        positions = np.array([getattr(row, across) for row in run.measurements], float) / unit
        errors = np.array([getattr(row, what) for row in run.measurements], float)
        known = np.isfinite(errors)
        positions, errors = positions[known], np.maximum(errors[known], _SMALLEST)
        heights = self._heights(errors)
        curve = pg.PlotCurveItem(positions, heights, pen=pen, antialias=True)
        self._canvas.addItem(curve)
        self._curves.append(curve)
        return (float(positions[-1]), float(heights[-1])) if len(heights) else (math.nan, math.nan)

    def _heights(self, errors: NDArray[np.float64]) -> NDArray[np.float64]:
        """Errors in the coordinates of the vertical axis."""
        return np.log10(errors) if self._log.isChecked() else errors

    def _mark_changes(self, run: Run, what: str, color: QColor) -> None:
        """Mark, on the curve of this figure that was added last, where the recipe of a run was changed."""
        across, heights = self.drawn[-1]
        steps = np.array([row.step for row in run.measurements if math.isfinite(getattr(row, what))], float)
        if not len(heights):
            return
        for change in run.about.changes:
            place = [float(np.interp(change.step - 1, steps, values)) for values in (across, heights)]
            self.changes.addPoints(
                [{"pos": place, "data": translated(told_change(change)), "brush": color, "pen": color}]
            )

    def _show_names(self) -> None:
        if not self.runs:
            self._say(self.tr("Select one or more trainings to see their curves."))
            return
        texts = []
        for index, run in enumerate(self.runs):
            color, _, mark = style(index, is_dark(self.palette()))
            name = run_name(run).replace("&", "&amp;").replace("<", "&lt;")
            shown = f'<span style="color:{color.name()}">{mark}</span>'
            texts.append(f"{shown} <b>{index + 1}</b> {name} <b>{figure(test_error(run))}</b>")
        self._say("&nbsp;&nbsp;&nbsp; ".join(texts))

    def _say(self, words: str) -> None:
        self._names.setText(words)
        self._canvas.setAccessibleDescription(spoken(words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._take_palette()
            self._draw(fit=False)

    def _take_palette(self) -> None:
        palette, bold = self.palette(), QFont(self.font())
        bold.setBold(True)
        self._canvas.take_palette(palette)
        self.numbers.set_style(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), bold)

    def _lay_out(self) -> None:
        self._what.addItem(self.tr("Test error"), "test_error")
        self._what.addItem(self.tr("Divergence"), "divergence")
        self._what.setAccessibleName(self.tr("What the curves show"))
        self._what.setToolTip(
            self.tr("Of variational trainings also how far the codes of the test images are from the prior")
        )
        self._across.addItem(self.tr("epoch"), ("epoch", 1))
        self._across.addItem(self.tr("step"), ("step", 1))
        self._across.addItem(self.tr("minutes"), ("seconds", 60))
        self._across.setAccessibleName(self.tr("Draw the curves by"))
        self._log.setChecked(True)
        self._losses.setToolTip(self.tr("A thin curve of each epoch's mean training loss, where that is an error"))
        self._names.setFont(tabular(self.font()))
        self._canvas.setAccessibleName(self.tr("Curves of the selected trainings"))
        self._canvas.addItem(self.numbers, ignoreBounds=True)
        self._canvas.addItem(self.changes, ignoreBounds=True)
        self._take_palette()
        add_picture_actions(self._canvas, "runs", lambda: self.grab().toImage(), self)
        by = quiet_label(self.tr("By"))
        tools = in_row(by, self._across, self._what, self._losses, self._log, STRETCH, self._fit, spacing=SPACING)
        in_column(tools, self._names, (Card(self._canvas), 1), parent=self, spacing=SPACING)
