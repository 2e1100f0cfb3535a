"""A carpet of decoded digits behind the points of a plane: one tile at each position of a grid.

The tiles lie on a lattice of the plane, not of the screen, so that a moved view decodes only what is new to it. What is
missing is decoded in short turns, the middle of the view first, so that the window never waits; until its turn comes,
a tile shows what was last decoded nearest to it.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ae_gui.widgets.pictures import shades
from ae_gui.widgets.whole_view import WholeView
from ae_model.snapshot import Array

Decode = Callable[[Array], Array]  # positions in the plane, (n, 2) -> images, (n, H, W)

_SMALLEST, _LARGEST = 32, 72  # logical pixels of a tile at rest; in motion it may be half as small, or twice as large
_TURN_SECONDS = 0.004  # of decoding, in each turn: what moves meanwhile, and all else, is drawn between two
_FEWEST = 16  # tiles in a turn: fewer take hardly less time, and would be taken for slow ones
_SHOWN_SECONDS = 0.06  # from one picture of the growing carpet to the next: each draws the whole plane
_STILL_MS = 120  # after which a view counts as still
_STRENGTH = 0.42  # of the tiles' ink: the points must stay easy to see


@dataclass(frozen=True, slots=True)
class _Lattice:
    """Which tiles a view takes.

    Attributes:
        side: of a tile, in units of the plane; a power of two.
        left, bottom: number of the first tile in each direction; tile n begins at n times the side.
        columns, rows: how many there are.
    """

    side: float
    left: int
    bottom: int
    columns: int
    rows: int

    def centres(self) -> Array:
        """The middles of the tiles, (rows, columns, 2), from the bottom row up."""
        x = (self.left + np.arange(self.columns) + 0.5) * self.side
        y = (self.bottom + np.arange(self.rows) + 0.5) * self.side
        return np.stack(np.meshgrid(x, y), axis=-1).astype(np.float32)

    def rect(self) -> QRectF:
        """The part of the plane that the tiles cover."""
        corner = (self.left * self.side, self.bottom * self.side)
        return QRectF(*corner, self.columns * self.side, self.rows * self.side)


class Carpet(WholeView):
    """The decoded tiles of a plane; it is empty without a decoder.

    Attributes:
        is_strip: whether it is one row at the lower edge of the view, as the codes have no second direction.

    Signals:
        refined(): every tile in view is of the decoder that is here now, and of the size for a view at rest.
    """

    refined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_strip = False
        self._decode: Decode | None = None
        self._lattice: _Lattice | None = None
        self._tiles = np.empty((0, 0, 0, 0), np.uint8)  # (rows, columns, H, W), from the bottom row up
        self._stale = np.empty((0, 0), bool)
        self._seconds_a_tile = 1e-4
        self._drawn_at = 0.0
        self._colors: list[int] = []
        self._picture: QImage | None = None
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._take_turn)
        self._rest = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._rest.timeout.connect(self._refine)
        self.setZValue(-1)

    @property
    def shown(self) -> bool:
        """Whether tiles are shown."""
        return self._decode is not None

    def set_decoder(self, decode: Decode | None) -> None:
        """Show the plane as `decode` draws it, replacing tiles of the last decoder one by one; None shows none."""
        self._decode = decode
        if decode is None:
            self._lattice = self._picture = None
            self._turns.stop()
            self._rest.stop()
        elif self._lattice is None:
            self._refine()
        else:
            self._stale[:] = True
            self._turns.start()
        self.update()

    def set_colors(self, paper: QColor, ink: QColor) -> None:
        """Draw in shades from `paper` towards `ink`."""
        self._colors = shades(paper.rgb(), ink.rgb(), _STRENGTH)
        self._picture = None
        self.update()

    def tile(self, x: float, y: float) -> tuple[tuple[float, float], NDArray[np.uint8]] | None:
        """The tile at a position: its centre, at which it was decoded, and its (H, W) pixels."""
        lattice = self._lattice
        if lattice is None:
            return None
        column, row = math.floor(x / lattice.side) - lattice.left, math.floor(y / lattice.side) - lattice.bottom
        if not (0 <= row < lattice.rows and 0 <= column < lattice.columns):
            return None
        centre = lattice.centres()[row, column]
        return (float(centre[0]), float(centre[1])), self._tiles[row, column]

    # Qt's questions and events

    def viewRangeChanged(self) -> None:
        super().viewRangeChanged()
        if self._decode is not None:
            self._follow()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._lattice is None or self._decode is None or not self._colors:
            return
        if self._picture is None:
            self._picture = self._composed()
        self._drawn_at = time.perf_counter()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # The plane's y points up and the picture's rows go down: turned over, they agree.
        painter.scale(1, -1)
        rect = self._lattice.rect()
        painter.drawImage(QRectF(rect.left(), -rect.bottom(), rect.width(), rect.height()), self._picture)

    # Which tiles

    def _follow(self) -> None:
        """Cover a view that has moved or zoomed, at first with tiles as large as the present ones."""
        pixel = self._pixel()
        if self._lattice is None or pixel is None or not _SMALLEST / 2 <= self._lattice.side / pixel <= _LARGEST * 2:
            self._refine()
            return
        self._cover(self._lattice.side)
        self._rest.start()

    @Slot()
    def _refine(self) -> None:
        """Cover the view with tiles of the size for a view at rest."""
        pixel = self._pixel()
        if pixel is None:
            return
        side = 2.0 ** math.ceil(math.log2(_SMALLEST * pixel))
        if self._lattice is not None and self._is_of_size_at_rest():
            side = self._lattice.side
        self._cover(side)

    def _is_of_size_at_rest(self) -> bool:
        pixel = self._pixel()
        return self._lattice is not None and pixel is not None and _SMALLEST <= self._lattice.side / pixel <= _LARGEST

    def _cover(self, side: float) -> None:
        view = self.viewRect()
        left, bottom = math.floor(view.left() / side), math.floor(view.top() / side)
        columns = math.floor(view.right() / side) - left + 1
        rows = math.floor(view.bottom() / side) - bottom + 1
        if self.is_strip:
            bottom, rows = math.ceil(view.top() / side), 1
        lattice = _Lattice(side, left, bottom, columns, rows)
        if lattice != self._lattice:
            self._lay(lattice)
        self._turns.start()

    def _lay(self, lattice: _Lattice) -> None:
        """Go over to another lattice; each tile begins as the one that was nearest to it."""
        before, tiles, stale = self._lattice, self._tiles, self._stale
        self._lattice = lattice
        self._stale = np.ones((lattice.rows, lattice.columns), bool)
        self._picture = None
        if before is None or not tiles.size:
            self._tiles = np.zeros((lattice.rows, lattice.columns, 1, 1), np.uint8)
            return
        centres = lattice.centres()
        old_columns = np.floor(centres[0, :, 0] / before.side).astype(int) - before.left
        old_rows = np.floor(centres[:, 0, 1] / before.side).astype(int) - before.bottom
        inside = np.ix_((old_rows >= 0) & (old_rows < before.rows), (old_columns >= 0) & (old_columns < before.columns))
        rows, columns = old_rows.clip(0, before.rows - 1), old_columns.clip(0, before.columns - 1)
        self._tiles = tiles[np.ix_(rows, columns)]
        if before.side == lattice.side:
            known = np.zeros_like(self._stale)
            known[inside] = True
            self._stale = ~known | stale[np.ix_(rows, columns)]

    def _pixel(self) -> float | None:
        """Width of a logical pixel in units of the plane."""
        view = self.getViewBox()
        width: float = view.viewPixelSize()[0] if view is not None else 0.0
        return width if math.isfinite(width) and width > 0 else None

    # The pictures on the tiles

    @Slot()
    def _take_turn(self) -> None:
        """Decode as many stale tiles as time allows, from the middle of the view outwards."""
        if self._decode is None or self._lattice is None:
            self._turns.stop()
            return
        rows, columns = np.nonzero(self._stale)
        if len(rows):
            count = max(_FEWEST, int(_TURN_SECONDS / self._seconds_a_tile))
            middle = np.array(self._stale.shape) / 2 - 0.5
            order = np.argsort((rows - middle[0]) ** 2 + (columns - middle[1]) ** 2)[:count]
            self._decode_tiles(rows[order], columns[order])
        if not self._stale.any():
            self._turns.stop()
            if self._is_of_size_at_rest():  # though the view may move on: it does with the points of a training
                self.refined.emit()

    def _decode_tiles(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> None:
        assert self._decode is not None and self._lattice is not None
        began = time.perf_counter()
        images = self._decode(self._lattice.centres()[rows, columns])
        pixels = (np.clip(np.nan_to_num(images), 0, 1) * 255 + 0.5).astype(np.uint8)
        if self._tiles.shape[2:] != pixels.shape[1:]:
            self._tiles = np.zeros((*self._stale.shape, *pixels.shape[1:]), np.uint8)
        self._tiles[rows, columns] = pixels
        self._stale[rows, columns] = False
        now = time.perf_counter()
        self._seconds_a_tile = (now - began) / len(rows)
        self._picture = None
        if not self._stale.any() or now - self._drawn_at > _SHOWN_SECONDS:
            self.update()

    def _composed(self) -> QImage:
        rows, columns, height, width = self._tiles.shape
        pixels = np.ascontiguousarray(self._tiles[::-1].transpose(0, 2, 1, 3)).reshape(rows * height, columns * width)
        image = QImage(pixels.data, columns * width, rows * height, columns * width, QImage.Format.Format_Indexed8)
        image.setColorTable(self._colors)
        # A copy with memory of its own, in a format that Qt draws without converting it.
        return image.convertToFormat(QImage.Format.Format_RGB32)
