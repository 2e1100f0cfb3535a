"""Many cells in rows, of which only those in sight are drawn: the base of the sheets of digits and of units."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from ae_gui.widgets.pictures import add_picture_actions
from ae_model.sentence import Sentence


class Sheet(QAbstractScrollArea):
    """A scrolled area of cells, as many to a row as there is room for; the keys go from one to the next.

    Signals:
        moved(position): the user went to this cell, by a click or a key.
        chosen(position): the user clicked this cell, or pressed Enter on it.
    """

    GESTURES_OF = Sentence("On a sheet of pictures")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Arrow keys, Page Up, Page Down, Home or End"), Sentence("Go to another picture")),
        (Sentence("Click, Enter or Space"), Sentence("Choose it")),
    )
    moved = Signal(int)
    chosen = Signal(int)

    def __init__(self, name: str, cell: QSize, picture: Callable[[], QImage], parent: QWidget | None = None) -> None:
        """Make an empty sheet; the size of a `cell` is in logical pixels.

        `name` is for screen readers and for saved pictures; `picture` draws the picture to be copied or saved.
        """
        super().__init__(parent)
        self.cell = cell
        self._count = 0
        self.current = 0  # the position that the keys have reached; 0 on an empty sheet
        self._draw: Callable[[QPainter, range], None] = lambda painter, positions: None
        self._words: Callable[[int], str] = str
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        add_picture_actions(self, name, picture)

    def set_cells(
        self, count: int, draw: Callable[[QPainter, range], None], words: Callable[[int], str], current: int = 0
    ) -> None:
        """Show `count` other cells; the keys begin at the position `current`.

        `draw` draws the cells at some positions, each in its `cell_rect`; `words` describes the cell at a position.
        """
        self._count, self._draw, self._words, self.current = count, draw, words, current
        self._fit_scroll_bar()
        self._describe()
        self.viewport().update()

    def cell_rect(self, position: int) -> QRect:
        """The rectangle of a cell in the viewport."""
        row, column = divmod(position, self._columns())
        top = row * self.cell.height() - self.verticalScrollBar().value()
        return QRect(QPoint(column * self.cell.width(), top), self.cell)

    # Called by Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._count:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw(painter, self._in_sight())
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(self.cell_rect(self.current).adjusted(0, 0, -1, -1))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_scroll_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # otherwise the widget behind would get it, and the release too

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self.go_to(position)
            self.chosen.emit(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns, last = self._columns(), self._count - 1
        page = max(self.viewport().height() // self.cell.height(), 1) * columns
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -last,
            Qt.Key.Key_End: last,
        }
        if last >= 0 and event.key() in moves:
            self.go_to(min(max(self.current + moves[Qt.Key(event.key())], 0), last))
        elif last >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._position_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if position is None else self._words(position), self)
            return True
        return super().viewportEvent(event)

    def go_to(self, position: int) -> None:
        self.current = position
        rect, bar = self.cell_rect(position), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif (hidden := rect.top() + rect.height() - self.viewport().height()) > 0:
            bar.setValue(bar.value() + hidden)
        self._describe()
        self.viewport().update()
        self.moved.emit(position)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words(self.current) if self._count else "")

    # Geometry

    def _in_sight(self) -> range:
        top, columns = self.verticalScrollBar().value(), self._columns()
        first = top // self.cell.height() * columns
        last = ((top + self.viewport().height()) // self.cell.height() + 1) * columns
        return range(first, min(last, self._count))

    def _position_at(self, place: QPoint) -> int | None:
        column = place.x() // self.cell.width()
        row = (place.y() + self.verticalScrollBar().value()) // self.cell.height()
        position = row * self._columns() + column
        return position if column < self._columns() and 0 <= position < self._count else None

    def _columns(self) -> int:
        return max(self.viewport().width() // self.cell.width(), 1)

    def _fit_scroll_bar(self) -> None:
        rows, height = -(-self._count // self._columns()), self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(rows * self.cell.height() - height, 0))
        bar.setPageStep(height)
        bar.setSingleStep(self.cell.height() // 2)
