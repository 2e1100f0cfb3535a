"""Buttons of a row of tools, which show what they are: modes in one frame, switches with a lever, commands apart."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QToolButton

from ae_gui.theme import BODY, grown, icon
from ae_gui.widgets.layouts import in_row

_ICON = BODY + 3  # pixels of a drawing beside words
_LEVER, _GAP = QSize(26, 15), 4  # and what is between it and the words, beside Qt's own

_Role = QPalette.ColorRole


class ToolButton(QToolButton):
    """A button of an action, with a drawing that has the theme's colours."""

    def __init__(self, action: QAction, drawing: str) -> None:
        """Have a drawing of `resources/icons`."""
        super().__init__(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setObjectName("tool")
        self._drawing = drawing
        self.setDefaultAction(action)
        self._draw()
        action.visibleChanged.connect(lambda: self.setVisible(action.isVisible()))
        if not action.isVisible():
            self.hide()

    def show_drawing(self, drawing: str) -> None:
        """Have another drawing from now on."""
        if drawing != self._drawing:
            self._drawing = drawing
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_drawing"):
            self._draw()

    def _draw(self) -> None:
        self.setIconSize(QSize(grown(_ICON), grown(_ICON)))
        self.defaultAction().setIcon(icon(self._drawing, self.palette()))


class Switch(ToolButton):
    """What is on or off, with a lever that shows which."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action, "")
        self.setObjectName("switch")

    def _draw(self) -> None:
        self.setIconSize(QSize(grown(_LEVER.width() + _GAP), grown(_LEVER.height())))
        drawn = QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            for state in QIcon.State:
                drawn.addPixmap(self._lever(mode == QIcon.Mode.Normal, state == QIcon.State.On), mode, state)
        self.defaultAction().setIcon(drawn)
        self.defaultAction().setIconVisibleInMenu(False)  # which has a mark of its own

    def _lever(self, enabled: bool, on: bool) -> QPixmap:
        scale, palette = 4, self.palette()  # larger than any screen draws it
        picture = QPixmap(scale * (_LEVER.width() + _GAP), scale * _LEVER.height())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(scale, scale)
        width, height = _LEVER.width(), _LEVER.height()
        painter.setBrush(palette.color((_Role.Accent if on else _Role.Shadow) if enabled else _Role.Mid))
        painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
        painter.setBrush(palette.color(_Role.Base))
        painter.drawEllipse(QRectF(width - height if on else 0, 0, height, height).adjusted(2, 2, -2, -2))
        painter.end()
        return picture


class Segments(QFrame):
    """Modes side by side in one frame, of which one is in use."""

    def __init__(self, buttons: Iterable[QAbstractButton]) -> None:
        """Show the buttons of a group, or of a group of actions."""
        super().__init__()
        in_row(*buttons, parent=self, spacing=2, margin=2)
        for button in self.findChildren(QAbstractButton):
            button.setObjectName("segment")
