"""A column beside the rest that scrolls only where the window is too low for it."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget


class SideScroller(QScrollArea):
    """As wide as what is in it; wider by the scroll bar while that is there.

    A column is as high as there is room, but no lower than its page at its lowest: a scroll area by itself would make a
    column that has wrapped words in it as high as that likes to be, and scroll for nothing.
    """

    def __init__(self, column: QStackedWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keys, and comes into sight
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setWidget(column)
        column.installEventFilter(self)
        column.currentChanged.connect(self._fit)
        self.verticalScrollBar().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the column, whose words may change, and the bar, which comes and goes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        bar, width = self.verticalScrollBar(), self._column.minimumSizeHint().width()
        room = bar.sizeHint().width() if bar.isVisibleTo(self) else 0
        self.setFixedWidth(width + room)
        self._column.resize(width, max(self._lowest(width), self.viewport().height()))

    def _lowest(self, width: int) -> int:
        """Height of the page on show below which it would be cut off."""
        page = self._column.currentWidget()
        layout = None if page is None else page.layout()
        if layout is None:
            return self._column.minimumSizeHint().height()
        if layout.hasHeightForWidth():
            return layout.totalMinimumHeightForWidth(width)
        return layout.totalMinimumSize().height()
