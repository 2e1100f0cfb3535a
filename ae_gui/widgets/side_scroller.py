"""A column at the side that scrolls only where the window is too low for it."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ae_gui.widgets.layouts import lowest


class SideScroller(QScrollArea):
    """A scroll area as wide as its column, and wider by the scroll bar while that is shown.

    The column is as high as there is room, but no lower than its page can be: a scroll area by itself would give a
    column with wrapped texts its preferred height, and scroll for nothing.
    """

    def __init__(self, column: QStackedWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are for its controls, which come into sight
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setWidget(column)
        column.installEventFilter(self)
        column.currentChanged.connect(self._fit)
        self.verticalScrollBar().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow changes of the column's texts, and the scroll bar, which comes and goes."""
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
        page = self._column.currentWidget() or self._column
        self._column.resize(width, max(lowest(page, width), self.viewport().height()))
