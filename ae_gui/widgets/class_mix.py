"""The number of images of each class, or the share of each in a vote, as bars in the colours of the classes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import SPACING, tabular
from ae_gui.widgets.class_errors import say_no_classes
from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import NO_CLASSES, translated, written

_MOST, _MOST_OF_A_VOTE = 12, 3  # classes on show at most, the most frequent ones
_LEAST = 0.02  # share of a vote that is shown


class ClassMix(QWidget):
    """A bar for each class that occurs, the most frequent first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[tuple[int, float, str]] = []  # (class, length, words), the most frequent first
        self._rows = 0  # that have a place, whether or not there is a bar
        self._names: Sequence[str] = ()
        self._is_bare = False
        self._colors = np.zeros((0, 3), np.uint8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Classes"))
        self.setFont(tabular(self.font()))
        add_picture_actions(self, "classes")

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the classes: (C, 3)."""
        self._colors = colors
        self.update()

    def set_labels(self, labels: NDArray[np.uint8], names: Sequence[str]) -> None:
        """Count the classes of these labels, (n,), or say that a single one is none."""
        self._is_bare = len(names) == 1
        counts = np.bincount(labels, minlength=len(names)) if len(names) > 1 else np.empty(0, np.intp)
        order = np.argsort(-counts, kind="stable")[:_MOST]
        bars = [(int(kind), float(counts[kind]), written(int(counts[kind]), ",")) for kind in order if counts[kind]]
        self._show(bars, len(bars), names)

    def set_votes(self, votes: NDArray[np.float64] | None, names: Sequence[str]) -> None:
        """Show the first few classes of a vote by their shares, (C,); or the empty places of no vote."""
        self._is_bare = False
        shares = np.zeros(0) if votes is None else votes
        order = np.argsort(-shares, kind="stable")[:_MOST_OF_A_VOTE]
        bars = [(int(kind), float(shares[kind]), written(float(shares[kind]), ".0%")) for kind in order]
        self._show([bar for bar in bars if bar[1] >= _LEAST], _MOST_OF_A_VOTE, names)

    def _show(self, bars: list[tuple[int, float, str]], rows: int, names: Sequence[str]) -> None:
        self._bars, self._rows, self._names = bars, rows, names
        words = ", ".join(f"{names[kind]}: {text}" for kind, _, text in bars)
        self.setAccessibleDescription(translated(NO_CLASSES) if self._is_bare else words)
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return self.fontMetrics().height()

    def sizeHint(self) -> QSize:
        return QSize(120, self._line() * (1 if self._is_bare else self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_bare:
            say_no_classes(self, Qt.AlignmentFlag.AlignLeft)
        if not self._bars:
            return
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        widest = max(metrics.horizontalAdvance(self._names[kind]) for kind, _, _ in self._bars)
        left = min(widest, self.width() // 3) + SPACING
        right = max(metrics.horizontalAdvance(text) for _, _, text in self._bars) + SPACING
        full = self.width() - left - right
        line = self._line()
        first = (self._rows - len(self._bars)) * line / 2
        for row, (kind, length, text) in enumerate(self._bars):
            top = first + row * line
            name = QRectF(0, top, left - SPACING, line)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            elided = metrics.elidedText(self._names[kind], Qt.TextElideMode.ElideRight, int(name.width()) + 1)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
            bar = QRectF(left, top + 3, max(full * length / self._bars[0][1], 1), line - 6)
            if kind < len(self._colors):
                painter.fillRect(bar, QColor(*map(int, self._colors[kind])))
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = QRectF(bar.right() + SPACING / 2, top, right, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
