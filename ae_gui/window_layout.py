"""Where the parts of the main window stand below its header: messages, pages, epochs, and the guide beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStatusBar, QWidget

from ae_gui.pages import PAGES
from ae_gui.widgets.data_notice import DataNotice
from ae_gui.widgets.layouts import in_column, in_row
from ae_gui.widgets.message_bar import MessageBar
from ae_gui.widgets.tabs import Tabs
from ae_gui.words import tr, translated


def add_pages(tabs: Tabs, pages: Sequence[QWidget]) -> None:
    """Put a page behind each tab, in the order of `PAGES`."""
    for (name, title), page in zip(PAGES.items(), pages, strict=True):
        tabs.add(name, translated(title), page)


def lay_out(
    window: QMainWindow,
    bar: MessageBar,
    welcome: QWidget,
    notice: DataNotice,
    panel: QWidget,
    tabs: Tabs,
    epochs: QWidget,
    status: QStatusBar,
) -> None:
    """Fill the window below its header; the panel is shown beside one of the pages.

    The welcome makes room for whatever else is to be said.
    """
    greeting, middle = QWidget(), QWidget()
    in_column(welcome, parent=greeting)
    for telling in (bar, notice):
        telling.speaks.connect(lambda: greeting.setHidden(bool(bar.text or notice.text)))
    pages = in_row(panel, (tabs, 1), spacing=0)
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
