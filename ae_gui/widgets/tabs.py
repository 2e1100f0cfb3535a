"""Pages behind tabs, each with a name of its own by which it is found.

A page scrolls where the window is too small for it: the smallest screen decides how small a window may be, and not the
page that needs most.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from ae_gui.theme import grown
from ae_gui.widgets.fields import TabBar
from ae_gui.widgets.layouts import lowest

_SMALLEST = QSize(480, 160)  # of a page that scrolls


class Tabs(QTabWidget):
    """The pages of a window, or of a part of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(TabBar())
        self.setDocumentMode(True)

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Put a page behind the others."""
        page.setObjectName(name)
        self.addTab(_Scroller(page), title)

    def bar_elsewhere(self) -> TabBar:
        """A bar of these tabs, as they are now, that stands somewhere else in place of their own."""
        bar = TabBar(documentMode=True, drawBase=False, expanding=False)
        for index in range(self.count()):
            bar.addTab(self.tabText(index))
        bar.setCurrentIndex(self.currentIndex())
        bar.currentChanged.connect(self.setCurrentIndex)
        self.currentChanged.connect(bar.setCurrentIndex)
        self.tabBar().hide()
        return bar

    # Pages are what users of this class know, and not what scrolls them

    def widget(self, index: int) -> QWidget:
        return _page(super().widget(index))

    def currentWidget(self) -> QWidget:
        return _page(super().currentWidget())

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self._pages().index(page))

    @property
    def name(self) -> str:
        """The name of the page in front."""
        return self.currentWidget().objectName()

    def go_to(self, name: str) -> None:
        """Bring a page to the front by its name; where no page has it, the one in front stays."""
        for page in self._pages():
            if page.objectName() == name:
                self.setCurrentWidget(page)

    def bring_to_sight(self, part: QWidget) -> None:
        """Bring the page to the front that a widget is a part of."""
        for page in self._pages():
            if page.isAncestorOf(part):
                self.setCurrentWidget(page)

    def _pages(self) -> list[QWidget]:
        return [self.widget(index) for index in range(self.count())]


class _Scroller(QScrollArea):
    """A page as large as the room that there is, but no smaller than it can be."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are for the page's controls, which come into sight
        self.setWidget(page)
        page.setAutoFillBackground(False)  # as without a scroller
        page.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """What the page needs, but no more than a small screen has."""
        needed, bar = self.page.minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        most = QSize(grown(_SMALLEST.width()), grown(_SMALLEST.height()))
        return QSize(needed.width() + bar, needed.height()).boundedTo(most)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.page:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().size()
        width = max(self.page.minimumSizeHint().width(), room.width())
        self.page.resize(width, max(lowest(self.page, width), room.height()))


def _page(widget: QWidget | None) -> QWidget:
    assert widget is not None  # there are pages, and those alone are asked for
    return widget.page if isinstance(widget, _Scroller) else widget
