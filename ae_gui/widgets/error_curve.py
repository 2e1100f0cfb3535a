"""The error against the dimension of the code: PCA's whole curve, and networks as points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import fill, written

# The ticks of the axes: pyqtgraph's own labels on a logarithmic axis overlap.
_DIMENSIONS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 256, 500, 1000)
_ERRORS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.1)

_LINE = 0.05  # powers of ten: the least distance between two labels
_EQUAL = 0.005  # relative difference of two errors below which neither is better


@dataclass(frozen=True, slots=True)
class NetworkError:
    """A network as a point of the curve.

    Attributes:
        name: its label.
        latent_dim: dimensions of its code.
        error: mean squared error of a pixel over the test images.
    """

    name: str
    latent_dim: int
    error: float


class ErrorCurve(pg.PlotWidget):
    """A plot with two logarithmic axes."""

    _built = False  # pyqtgraph's constructor changes the palette before there is anything to colour

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self._errors = np.empty(0)
        self.networks: Sequence[NetworkError] = ()  # that are drawn as points
        self._line = pg.PlotCurveItem(antialias=True)
        self._dots = pg.ScatterPlotItem(size=9)
        self._labels: list[pg.TextItem] = []
        self.setAccessibleName(self.tr("Error against the dimension of the code"))
        self.setLogMode(True, True)
        self.hideButtons()
        for name, marks in (("bottom", _DIMENSIONS), ("left", _ERRORS)):
            axis = self.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setTicks([[(math.log10(mark), written(mark, "g")) for mark in marks]])
        self.setLabel("bottom", self.tr("dimensions of the code"))
        self.setLabel("left", self.tr("mean squared error"))
        add_picture_actions(self, "error-against-dimension")
        self.addItem(self._line)
        self.addItem(self._dots)
        self._built = True
        self._take_palette()

    def set_curve(self, errors: NDArray[np.float64]) -> None:
        """Show PCA's errors with the first 1, 2, ... components, (n,)."""
        self._errors = errors
        shown = errors > 0
        dimensions = np.arange(1, len(errors) + 1)
        self._line.setData(np.log10(dimensions[shown]), np.log10(errors[shown]))
        self._fit()

    def set_networks(self, networks: Sequence[NetworkError]) -> None:
        """Show networks as points with their names."""
        self.networks = [network for network in networks if math.isfinite(network.error) and network.error > 0]
        while len(self._labels) < len(self.networks):  # labels are reused: Qt would leak the document of a removed one
            self._labels.append(pg.TextItem(color=self.palette().color(QPalette.ColorRole.Text)))
            self.addItem(self._labels[-1], ignoreBounds=True)
        for label in self._labels[len(self.networks) :]:
            label.hide()
        places: list[tuple[float, float]] = []  # of the points with labels so far
        for network, label in zip(self.networks, self._labels, strict=False):
            x, y = math.log10(network.latent_dim), math.log10(network.error)
            crowded = any(abs(x - place[0]) < 0.2 and abs(y - place[1]) < _LINE for place in places)
            places.append((x, y))
            label.setText(network.name)
            label.setAnchor((1 if crowded else 0, 0.5))
            label.setPos(x + (-0.025 if crowded else 0.025), y)
            label.show()
        self._dots.setData(
            x=[math.log10(network.latent_dim) for network in self.networks],
            y=[math.log10(network.error) for network in self.networks],
        )
        self._fit()

    def verdicts(self) -> list[str]:
        """One sentence about each network against PCA of its dimension."""
        sentences = []
        for network in self.networks:
            if network.latent_dim > len(self._errors):
                continue
            pca = float(self._errors[network.latent_dim - 1])
            if abs(network.error - pca) < _EQUAL * pca:
                words = self.tr("At {k} dimensions {name} does what PCA does: {error:.5f}.")
            elif pca < network.error:
                words = self.tr("At {k} dimensions PCA is better than {name}: {pca:.5f} against {error:.5f}.")
            else:
                words = self.tr("At {k} dimensions {name} is better than PCA: {error:.5f} against {pca:.5f}.")
            sentences.append(fill(words, k=network.latent_dim, name=network.name, pca=pca, error=network.error))
        return sentences

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._take_palette()

    def _fit(self) -> None:
        """Show every point and the curve near them; the end of the curve, near zero, would flatten everything else."""
        smallest = min((network.error for network in self.networks), default=1e-3)
        largest = max([*(network.error for network in self.networks), *self._errors[:1].tolist(), 1e-2])
        view = self.getViewBox()
        right = math.log10(max([network.latent_dim for network in self.networks] + [256])) + 0.35
        view.setRange(xRange=(-0.05, right), yRange=(math.log10(smallest) - 0.2, math.log10(largest) + 0.1), padding=0)

    def _take_palette(self) -> None:
        palette = self.palette()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(palette.color(QPalette.ColorRole.PlaceholderText))
        self._line.setPen(palette.color(QPalette.ColorRole.PlaceholderText), width=2)
        self._dots.setBrush(palette.color(QPalette.ColorRole.Accent))
        self._dots.setPen(None)
        for label in self._labels:
            label.setColor(palette.color(QPalette.ColorRole.Text))
