"""Pages behind tabs, each with a name of its own by which it is found."""

from PySide6.QtWidgets import QTabWidget, QWidget

from ae_gui.widgets.fields import TabBar


class Tabs(QTabWidget):
    """The pages of a window, or of a part of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(TabBar())
        self.setDocumentMode(True)

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Put a page behind the others."""
        page.setObjectName(name)
        self.addTab(page, title)

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
        return [page for index in range(self.count()) if (page := self.widget(index))]
