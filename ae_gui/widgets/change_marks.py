"""Marks in the loss plot where the recipe was changed while it trained: quiet lines, named where there is room."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ae_gui.theme import SPACING


class ChangeMarks:
    """Upright dotted lines in a plot, each with words at its upper end.

    Attributes:
        shown: the words that there is room for.
    """

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self._ink = QColor("gray")
        self._marks: list[tuple[str, pg.InfiniteLine]] = []  # from left to right
        plot.getViewBox().sigXRangeChanged.connect(self.arrange)
        plot.getViewBox().sigResized.connect(self.arrange)

    @property
    def shown(self) -> Sequence[str]:
        return [line.label.toPlainText() for _, line in self._marks if line.label.isVisible()]

    def clear(self) -> None:
        """Remove all marks."""
        for _, line in self._marks:
            self._plot.removeItem(line)
        self._marks = []

    def add(self, position: float, name: str, sentence: str) -> None:
        """Mark a position, right of all others, with a name; the sentence is what `near` tells of it."""
        label = {"position": 0.97}
        line = pg.InfiniteLine(position, angle=90, label=name.replace("{", "{{").replace("}", "}}"), labelOpts=label)
        line.label.setToolTip(sentence)
        self._plot.addItem(line, ignoreBounds=True)
        self._marks.append((sentence, line))
        self.set_ink(self._ink)
        self.arrange()

    def set_ink(self, ink: QColor) -> None:
        """Draw in a colour."""
        self._ink = ink
        for _, line in self._marks:
            line.setPen(pg.mkPen(ink, width=1, style=Qt.PenStyle.DotLine))
            line.label.setColor(ink)

    def near(self, position: float, columns: float) -> str:
        """What was changed within so many pixels of a position; empty if nothing was."""
        close = [(abs(line.value() - position), said) for said, line in self._marks]
        distance, said = min(close, default=(float("inf"), ""))
        return said if distance <= columns * self._plot.getViewBox().viewPixelSize()[0] else ""

    def arrange(self, *_range: object) -> None:
        """Show as many names as fit beside each other, each to the right of its line or else to the left."""
        view = self._plot.getViewBox()
        free, end = view.viewRange()[0]
        pixel = view.viewPixelSize()[0]
        for _, line in self._marks:
            place, width = line.value(), (line.label.boundingRect().width() + SPACING) * pixel
            right, left = free <= place <= end - width, free + width <= place <= end
            line.label.anchors = [(0 if right else 1, 0)] * 2
            line.label.setVisible(right or left)
            if right or left:
                free = place + width * right
