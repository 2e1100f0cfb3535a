"""Where the parts of the main window stand below its header: messages, pages, epochs, and the guide beside them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStatusBar, QWidget

from ae_gui.later import Later
from ae_gui.pages import PAGES
from ae_gui.widgets.data_notice import DataNotice
from ae_gui.widgets.layouts import in_column, in_row
from ae_gui.widgets.message_bar import MessageBar
from ae_gui.widgets.tab_order import put_into_order
from ae_gui.widgets.tabs import Tabs
from ae_gui.words import tr, translated


class PanelBesidePages(QWidget):
    """The pages, and at their left a panel, which gives way where the guide leaves no room for both."""

    def __init__(self, panel: Later[Any], tabs: Tabs, before: QWidget) -> None:
        """Tab goes from what is `before` to the panel, once that is made, and on to the pages."""
        super().__init__()
        self._panel, self._tabs = panel, tabs
        self._wanted = self._crowded = False
        self._row = in_row((tabs, 1), parent=self, spacing=0)
        panel.place(self._take)
        panel.place(partial(put_into_order, before))

    def want_panel(self, wanted: bool) -> None:
        """Show the panel where there is room for it, or do not."""
        self._wanted = wanted
        self._fit()

    @Slot(bool)
    def make_room(self, crowded: bool) -> None:
        """Leave room for the guide, or no more."""
        self._crowded = crowded
        self.updateGeometry()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(self._tabs.minimumSizeHint().width(), least.height()) if self._crowded else least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take(self, panel: QWidget) -> None:
        panel.hide()  # or it would be seen for a moment
        self._row.insertWidget(0, panel)
        self._fit()

    def _fit(self) -> None:
        if self._panel.is_made:
            panel = self._panel.now
            needed = panel.minimumWidth() + self._tabs.currentWidget().minimumSizeHint().width()
            panel.setVisible(self._wanted and not (self._crowded and self.width() < needed))


def add_pages(tabs: Tabs, pages: Sequence[QWidget | Later[Any]]) -> None:
    """Put a page behind each tab, in the order of `PAGES`."""
    for (name, title), page in zip(PAGES.items(), pages, strict=True):
        tabs.add(name, translated(title), page)
        if isinstance(page, Later):
            page.place(partial(put_into_order, tabs.tabBar()))


def lay_out(
    window: QMainWindow,
    bar: MessageBar,
    welcome: QWidget,
    notice: DataNotice,
    pages: QWidget,
    epochs: QWidget,
    status: QStatusBar,
) -> None:
    """Fill the window below its header.

    The welcome makes room for whatever else is to be said.
    """
    greeting, middle = QWidget(), QWidget()
    in_column(welcome, parent=greeting)
    for telling in (bar, notice):
        telling.speaks.connect(lambda: greeting.setHidden(bool(bar.text or notice.text)))
    in_column(bar, greeting, notice, (pages, 1), epochs, parent=middle, spacing=0)
    window.setCentralWidget(middle)
    window.setStatusBar(status)


def dock_guide(window: QMainWindow, guide: QWidget) -> QDockWidget:
    """The guide's place at the right, which can be moved and closed; hidden at first."""
    dock = QDockWidget(tr("Guide"), window)
    dock.setObjectName("guide")  # the window remembers its place by this name
    dock.setWidget(guide)
    dock.hide()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.toggleViewAction().setShortcut("Shift+F1")
    return dock
