"""The one line above all pages: menus, the tabs of the pages, and what a training is driven by.

It is the window's menu widget, so that it stands above what is docked too. Where the window is narrow a button takes
the place of the menus; where that is not enough the line wraps.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QTabBar, QToolButton, QWidget

from ae_gui.theme import SPACING, as_letters, grown, icon
from ae_gui.widgets.layouts import STRETCH, in_column, in_flow

_ICON = 16  # logical pixels


class Header(QWidget):
    """One line of a window; the first of the actions is the one that a newcomer is to find.

    Attributes:
        menus: a bar to be filled by `add_menu`.
    """

    def __init__(
        self, tabs: QTabBar, actions: Sequence[QAction], *others: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.menus, self._folded = QMenuBar(), QMenu(self)
        self._button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self._folded)
        self._button.setObjectName("tool")
        self._button.setAccessibleName(self.tr("Menu"))
        self._button.setToolTip(self.tr("Menu"))
        buttons = [_button(action, is_first=action is actions[0]) for action in actions]
        self._row = in_flow(self.menus, self._button, SPACING, tabs, STRETCH, *buttons, SPACING, *others)
        in_column(self._row, parent=self, margin=(SPACING // 2, 0, SPACING, 0))
        self._draw()
        as_letters(self._fit)

    def add_menu(self, title: str) -> QMenu:
        """Add a menu at the end of the others."""
        menu = self.menus.addMenu(title)
        self._folded.addMenu(menu)
        return menu

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @Slot()
    def _fit(self) -> None:
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(grown(_ICON), grown(_ICON)))
        self._fold()

    def _fold(self) -> None:
        """Show the menus where they have room beside all else, or else a button that opens them."""
        needed = self.sizeHint().width()
        if self.menus.isHidden():
            needed += self.menus.sizeHint().width() - self._button.sizeHint().width()
        is_narrow = needed > self.width()
        self.menus.setHidden(is_narrow)
        self._button.setHidden(not is_narrow)

    def _draw(self) -> None:
        self._button.setIcon(icon("menu", self.palette()))


def _button(action: QAction, is_first: bool) -> QToolButton:
    style = Qt.ToolButtonStyle
    button = QToolButton(toolButtonStyle=style.ToolButtonTextBesideIcon if is_first else style.ToolButtonIconOnly)
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setObjectName("first" if is_first else "tool")  # for the style sheet
    return button
