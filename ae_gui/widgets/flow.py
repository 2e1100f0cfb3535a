"""A row of controls that wraps where it has no room: with large letters, many classes, a small window."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


class FlowLayout(QLayout):
    """A layout from left to right that wraps; items after a spring stand at the right, or in a line below."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # What Qt asks for again and again, of hidden pages too: heights of all lines by the width, and sizes.
        self._heights: dict[int, int] = {}
        self._one_line: QSize | None = None
        self._largest: QSize | None = None
        self._laid_out: QRect | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add_gap(self, width: int) -> None:
        """Add a gap of a width in pixels."""
        self.addItem(QSpacerItem(width, 0))

    def add_spring(self) -> None:
        """Add a spring, which takes the room that is left over; there is one at most."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))

    # What Qt asks and tells

    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()
        self._one_line = self._largest = self._laid_out = None

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect != self._laid_out:
            self._laid_out = QRect(rect)
            self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """The size of all items in one line."""
        if self._one_line is None:
            heights = [item.sizeHint().height() for item in self._items]
            self._one_line = QSize(self._width(self._items), max(heights, default=0))
        return QSize(self._one_line)

    def minimumSize(self) -> QSize:
        """The size of the largest item, in a line of its own."""
        if self._largest is None:
            self._largest = QSize()
            for item in self._items:
                self._largest = self._largest.expandedTo(item.minimumSize())
        return QSize(self._largest)

    def _lay_out(self, room: QRect, move: bool) -> int:
        """The height of all lines; if `move`, every item is put into its line."""
        lines: list[list[tuple[QLayoutItem, QRect]]] = [[]]
        x, top = 0, 0

        def end_line() -> None:
            nonlocal x, top
            x, top = 0, top + _height(lines[-1]) + self.spacing()
            lines.append([])

        for index, item in enumerate(self._items):
            if item.spacerItem() is not None:
                rest = self._width(self._items[index + 1 :])
                if item.expandingDirections() & Qt.Orientation.Horizontal:
                    if x + rest <= room.width():
                        x = room.width() - rest
                    elif lines[-1]:
                        end_line()
                elif lines[-1]:
                    x += item.sizeHint().width()
                continue
            if item.isEmpty():  # a hidden widget
                continue
            size = item.sizeHint()
            width = min(size.width(), room.width())
            if lines[-1] and x + width > room.width():
                end_line()
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            lines[-1].append((item, QRect(room.left() + x, room.top() + top, width, height)))
            x += width + self.spacing()
        if move:
            for line in lines:
                for item, box in line:
                    item.setGeometry(box.translated(0, (_height(line) - box.height()) // 2))
        return top + _height(lines[-1])

    def _width(self, items: Sequence[QLayoutItem]) -> int:
        shown = [item for item in items if not item.isEmpty()]
        gaps = sum(item.sizeHint().width() for item in items if item.spacerItem() is not None)
        return gaps + sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)


def _height(line: list[tuple[QLayoutItem, QRect]]) -> int:
    return max((box.height() for _, box in line), default=0)
