"""A sheet of a layer's units as pictures, each made when it comes into sight."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRect, QSize, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.diverging import diverging_image
from ae_gui.widgets.pictures import fitted
from ae_gui.widgets.sheet import Sheet
from ae_gui.words import fill
from ae_model.snapshot import Array

_CELL = QSize(64, 70)  # logical pixels
_SIDE = 56
_BAR = 4  # logical pixels: height of the bar of the activation, under the picture
_FINEST = 84  # pixels of a picture: _SIDE on a screen scaled by one and a half

Fields = Callable[[NDArray[np.intp]], Array]  # units, (n,) -> their pictures, (n, H, W)


class UnitSheet(Sheet):
    """Units, each above a bar as long as its activation for the present digit is strong.

    Signals:
        unit_chosen(unit): a unit was clicked or reached by a key.
    """

    unit_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty sheet; `name` is for screen readers and for saved files."""
        super().__init__(name, _CELL, lambda: self.viewport().grab().toImage(), parent)
        self.order = np.empty(0, np.intp)  # the units in the order of the sheet
        self._activations = np.empty(0, np.float32)
        self._shares = self._activations
        self._fields: Fields | None = None
        self._are_maps = False
        self._pictures: dict[int, QImage] = {}
        self.moved.connect(self._tell_unit)

    @property
    def unit(self) -> int | None:
        """The chosen unit; None on an empty sheet."""
        return int(self.order[self.current]) if len(self.order) else None

    def set_units(self, order: NDArray[np.intp], activations: Array, fields: Fields, are_maps: bool = False) -> None:
        """Show units, or feature maps, in an `order`, (n,), with the `activations` of all for the present digit.

        `fields` makes the pictures of some units; while it is the same function, each is made once.
        """
        self._are_maps = are_maps
        place = np.flatnonzero(order == self.unit) if self.unit is not None else order[:0]
        if fields is not self._fields:
            self._pictures.clear()
        self._shares = _shares(activations)
        self.order, self._activations, self._fields = order, activations, fields
        self.set_cells(len(order), self._draw_units, self._about, int(place[0]) if len(place) else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_pictures"):
            self._pictures.clear()

    def _draw_units(self, painter: QPainter, positions: range) -> None:
        self._make_pictures([int(unit) for unit in self.order[positions.start : positions.stop]])
        palette = self.palette()
        for position in positions:
            unit, cell = int(self.order[position]), self.cell_rect(position)
            room = QRect(cell.left() + (_CELL.width() - _SIDE) // 2, cell.top() + 2, _SIDE, _SIDE)
            picture = self._pictures[unit]
            painter.drawImage(fitted(picture.size(), room), picture)
            bar = QRect(room.left(), room.bottom() + 3, round(_SIDE * float(self._shares[unit])), _BAR)
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
            if position == self.current:
                painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
                painter.drawRect(cell.adjusted(0, 0, -1, -1))

    def _make_pictures(self, units: list[int]) -> None:
        missing = [unit for unit in units if unit not in self._pictures]
        if missing and self._fields is not None:
            fields = self._fields(np.array(missing))
            step = -(-max(fields.shape[1:]) // _FINEST)
            for unit, field in zip(missing, fields[:, ::step, ::step], strict=True):
                self._pictures[unit] = diverging_image(field, self.palette())

    def _about(self, position: int) -> str:
        unit = int(self.order[position])
        words = self.tr("Unit {unit:,}, activation {value:.2f}")
        if self._are_maps:
            words = self.tr("Map {unit:,}, mean activation {value:.2f}")
        return fill(words, unit=unit + 1, value=float(self._activations[unit]))

    @Slot(int)
    def _tell_unit(self, position: int) -> None:
        self.unit_chosen.emit(int(self.order[position]))


def _shares(activations: Array) -> Array:
    """The lengths of the bars, as shares of the strongest activation."""
    strengths = np.abs(np.nan_to_num(activations))  # those of a network that diverged are not finite
    strongest = strengths.max(initial=0)
    return strengths / strongest if strongest > 0 else strengths
