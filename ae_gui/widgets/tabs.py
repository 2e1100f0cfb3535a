"""Pages behind tabs, each with a name of its own by which it is found.

A page scrolls where the window is too small for it: the smallest screen decides how small a window may be, and not the
page that needs most. A page may be made `Later`, when its tab is first turned to.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from ae_gui.later import Later
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
        self.currentChanged.connect(self._make)  # before anybody else hears of it

    def add(self, name: str, title: str, page: QWidget | Later[Any]) -> None:
        """Put a page behind the others; one that is made later is made before it comes to the front."""
        scroller = _Scroller(page if isinstance(page, Later) else None)
        scroller.setObjectName(name)
        if isinstance(page, Later):
            page.place(scroller.hold)
        else:
            scroller.hold(page)
        self.addTab(scroller, title)

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
        """A page, made now if it was not yet."""
        self._make(index)
        return _page(super().widget(index))

    def currentWidget(self) -> QWidget:
        return _page(super().currentWidget())

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self._pages().index(page))

    @property
    def name(self) -> str:
        """The name of the page in front."""
        return _there(super().currentWidget()).objectName()

    def go_to(self, name: str) -> None:
        """Bring a page to the front by its name; where no page has it, the one in front stays."""
        for index in range(self.count()):
            if _there(super().widget(index)).objectName() == name:
                self.setCurrentIndex(index)

    def bring_to_sight(self, part: QWidget) -> None:
        """Bring the page to the front that a widget is a part of."""
        for page in self._pages():
            if page.isAncestorOf(part):
                self.setCurrentWidget(page)

    def _pages(self) -> list[QWidget]:
        """The pages; what stands in the place of one that is not made yet."""
        return [_page(super(Tabs, self).widget(index)) for index in range(self.count())]

    @Slot(int)
    def _make(self, index: int) -> None:
        scroller = super().widget(index)
        if isinstance(scroller, _Scroller) and scroller.later is not None:
            _ = scroller.later.now


class _Scroller(QScrollArea):
    """A page as large as the room that there is, but no smaller than it can be."""

    def __init__(self, later: Later[Any] | None) -> None:
        super().__init__()
        self.later = later
        self.page: QWidget | None = None
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are for the page's controls, which come into sight

    def hold(self, page: QWidget) -> None:
        """Scroll this page."""
        self.page = page
        page.setObjectName(self.objectName())
        self.setWidget(page)
        page.setAutoFillBackground(False)  # as without a scroller
        page.installEventFilter(self)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What the page needs, but no more than a small screen has; one that is not made yet may need as much."""
        most = QSize(_SMALLEST.width(), grown(_SMALLEST.height()))  # large letters make no window wider than a screen
        if self.page is None:
            return most
        needed, bar = self.page.minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        return QSize(needed.width() + bar, needed.height()).boundedTo(most)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.page:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.page is None:
            return
        room = self.viewport().size()
        width = max(self.page.minimumSizeHint().width(), room.width())
        self.page.resize(width, max(lowest(self.page, width), room.height()))


def _page(widget: QWidget | None) -> QWidget:
    there = _there(widget)
    return there.page if isinstance(there, _Scroller) and there.page is not None else there


def _there(widget: QWidget | None) -> QWidget:
    assert widget is not None  # there are pages, and those alone are asked for
    return widget
