"""A column beside the rest that scrolls only where the window is too low for it."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class SideScroller(QScrollArea):
    """As wide as what is in it; wider by the scroll bar while that is there."""

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keys, and comes into sight
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setWidgetResizable(True)
        self.setWidget(column)
        column.installEventFilter(self)
        self.verticalScrollBar().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the column, which may show another page, and the bar, which comes and goes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        room = bar.sizeHint().width() if bar.isVisibleTo(self) else 0
        self.setFixedWidth(self._column.minimumSizeHint().width() + room)
