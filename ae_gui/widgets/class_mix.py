"""The number of images of each class, as bars in the colours of the classes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import SPACING, grown, tabular
from ae_gui.widgets.class_errors import say_no_classes
from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import NO_CLASSES, translated, written

_ROW = 15  # logical pixels of a bar, in letters of the usual size
_MOST = 12  # classes on show at most, the most frequent ones


class ClassMix(QWidget):
    """A bar for each class that occurs, the most frequent first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: list[tuple[int, int]] = []  # (class, count), the most frequent first
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
        self._counts = [(int(kind), int(counts[kind])) for kind in order if counts[kind]]
        self._names = names
        words = ", ".join(f"{names[kind]}: {written(count, ',')}" for kind, count in self._counts)
        self.setAccessibleDescription(translated(NO_CLASSES) if self._is_bare else words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, grown(_ROW) * (1 if self._is_bare else len(self._counts)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_bare:
            say_no_classes(self, Qt.AlignmentFlag.AlignLeft)
        if not self._counts:
            return
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        words = [written(count, ",") for _, count in self._counts]
        left = min(max(metrics.horizontalAdvance(self._names[kind]) for kind, _ in self._counts), grown(80)) + SPACING
        right = max(map(metrics.horizontalAdvance, words)) + SPACING
        full = self.width() - left - right
        line = grown(_ROW)
        for row, ((kind, count), text) in enumerate(zip(self._counts, words, strict=True)):
            top = row * line
            name = QRectF(0, top, left - SPACING, line)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            elided = metrics.elidedText(self._names[kind], Qt.TextElideMode.ElideRight, int(name.width()) + 1)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
            bar = QRectF(left, top + 3, max(full * count / self._counts[0][1], 1), line - 6)
            if kind < len(self._colors):
                painter.fillRect(bar, QColor(*map(int, self._colors[kind])))
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = QRectF(bar.right() + SPACING / 2, top, right, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
