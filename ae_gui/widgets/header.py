"""The one line above all pages: menus, the tabs of the pages, and what a training is driven by.

It is the window's menu widget, so that it stands above what is docked too. Where the window is narrow it wraps.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar, QTabBar, QToolButton, QWidget

from ae_gui.theme import SPACING
from ae_gui.widgets.layouts import STRETCH, in_column, in_flow


class Header(QWidget):
    """One line of a window; the first of the actions is the one that a newcomer is to find.

    Attributes:
        menus: a bar to be filled.
    """

    def __init__(
        self, tabs: QTabBar, actions: Sequence[QAction], *others: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.menus = QMenuBar()
        buttons = [_button(action, is_first=action is actions[0]) for action in actions]
        row = in_flow(self.menus, tabs, STRETCH, *buttons, SPACING, *others)
        in_column(row, parent=self, margin=(SPACING // 2, SPACING // 2, SPACING, SPACING // 2))


def _button(action: QAction, is_first: bool) -> QToolButton:
    style = Qt.ToolButtonStyle
    button = QToolButton(toolButtonStyle=style.ToolButtonTextBesideIcon if is_first else style.ToolButtonIconOnly)
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setObjectName("train" if is_first else "tool")  # for the style sheet
    return button
