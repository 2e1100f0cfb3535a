"""The error by class of two models, as pairs of bars."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ae_gui.theme import SPACING, tabular
from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.words import NO_CLASSES, figure, translated, written
from ae_model.sentence import Sentence

_LOWEST = 120  # logical pixels of the whole


class ClassErrors(QWidget):
    """A pair of bars for each class, for the model on the left and the model on the right.

    Signals:
        class_chosen(kind): a class was clicked or reached by an arrow key; -1 for all: clicked again, or Escape.
    """

    GESTURES_OF = Sentence("On the errors by class")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Arrow keys, or a click"), Sentence("Choose a class")),
        (Sentence("Home, End"), Sentence("Choose the first or the last class")),
        (Sentence("Escape"), Sentence("Choose all classes")),
    )
    class_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._errors: list[NDArray[np.float64] | None] = [None, None]
        self._names: Sequence[str] = ()
        self._is_bare = False  # whether there is but one class, which is none
        self.chosen = -1  # the class, or -1 for all
        self._models = ("", "")
        self.setFont(tabular(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Error by class"))
        self.setToolTip(self.tr("A click shows the worst images of one class alone"))
        add_picture_actions(self, "error-by-class")

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by these names; none is chosen, and errors of another number of classes are forgotten."""
        self._errors = [None if known is None or len(known) != len(names) else known for known in self._errors]
        self._names = names if len(names) > 1 else ()
        self._is_bare = len(names) == 1
        self.chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if self._is_bare else Qt.FocusPolicy.StrongFocus)
        if self._is_bare:
            self.setAccessibleDescription(translated(NO_CLASSES))
        self.update()

    def set_names(self, left: str, right: str) -> None:
        """Call the two models by these names."""
        self._models = (left, right)
        self.update()

    def set_errors(self, side: int, errors: NDArray[np.float64] | None) -> None:
        """Show a model's mean error of each class, (classes,); None while it is not known."""
        self._errors[side] = errors
        words = [
            f"{name}: " + "; ".join(figure(known[kind], ".4f") for known in self._errors if known is not None)
            for kind, name in enumerate(self._names)
        ]
        if self._names:
            self.setAccessibleDescription(". ".join(words))
        self.update()

    def class_rect(self, kind: int) -> QRectF:
        """The rectangle of a class with its pair of bars."""
        width = self.width() / max(len(self._names), 1)
        return QRectF(kind * width, 0, width, self.height())

    def sizeHint(self) -> QSize:
        return QSize(400, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _LOWEST)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._names:
            kind = min(max(int(event.position().x() / self.class_rect(0).width()), 0), len(self._names) - 1)
            self._choose(-1 if kind == self.chosen else kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._names) - 1
        goals = {
            Qt.Key.Key_Left: last if self.chosen < 0 else max(self.chosen - 1, 0),
            Qt.Key.Key_Right: min(self.chosen + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: -1,
        }
        if event.key() in goals and self._names:
            self._choose(goals[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _choose(self, kind: int) -> None:
        if kind != self.chosen:
            self.chosen = kind
            self.update()
            self.class_chosen.emit(kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        known = [errors for errors in self._errors if errors is not None]
        if self._is_bare:
            say_no_classes(self, Qt.AlignmentFlag.AlignCenter)
        if not known or not self._names:
            return
        painter = QPainter(self)
        palette, metrics = self.palette(), QFontMetrics(self.font())
        largest = max(float(np.max(errors, where=np.isfinite(errors), initial=0.0)) for errors in known) or 1.0
        line = metrics.lineSpacing()
        room = self.height() - 2 * line - SPACING
        fills = (palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Dark))
        for kind, name in enumerate(self._names):
            rect = self.class_rect(kind)
            if kind == self.chosen:
                painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
            bar = min(0.36 * rect.width(), 28)
            for side, errors in enumerate(self._errors):
                if errors is None or not np.isfinite(errors[kind]):
                    continue
                height = room * float(errors[kind]) / largest
                left = rect.center().x() + (side - 1) * bar
                painter.fillRect(QRectF(left + 1, line + room - height, bar - 2, height), fills[side])
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            place = QRectF(rect.left(), self.height() - line, rect.width(), line)
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, written(largest, ".4f"))
        painter.drawLine(0, int(line + room), self.width(), int(line + room))
        right = float(self.width())
        for side in (1, 0):
            right -= metrics.horizontalAdvance(self._models[side])
            painter.drawText(QRectF(right, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self._models[side])
            right -= line
            painter.fillRect(QRectF(right, 0.25 * line, 0.6 * line, 0.6 * line), fills[side])
            right -= SPACING
        painter.end()


def say_no_classes(widget: QWidget, where: Qt.AlignmentFlag) -> None:
    """Write it into a widget that is being painted and would show the classes."""
    painter = QPainter(widget)
    painter.setPen(widget.palette().color(QPalette.ColorRole.PlaceholderText))
    painter.drawText(widget.rect(), where, translated(NO_CLASSES))
    painter.end()
