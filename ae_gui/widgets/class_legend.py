"""The classes and their colours, each a switch that hides its points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

_CHIP = 12  # pixels of a colour chip


class ClassLegend(QWidget):
    """A row of switches, one a class.

    Signals:
        shown_changed(kind, shown): the user hid a class or showed it again.
    """

    shown_changed = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._switches: list[QToolButton] = []

    def set_classes(self, names: Sequence[str]) -> None:
        """Show these classes, all switched on; their colours come with `set_colors`."""
        for switch in self._switches:
            self._row.removeWidget(switch)
            switch.deleteLater()
        self._switches.clear()
        for name in names:
            self._add_switch(name)

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the chips: (C, 3)."""
        for switch, color in zip(self._switches, colors, strict=True):
            switch.setIcon(_chip(QColor(*map(int, color))))

    def switch(self, kind: int) -> QToolButton:
        """The switch of a class."""
        return self._switches[kind]

    def _add_switch(self, name: str) -> None:
        switch = QToolButton()
        switch.setText(name)
        switch.setCheckable(True)
        switch.setChecked(True)
        switch.setIconSize(QSize(_CHIP, _CHIP))
        switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        switch.setAccessibleName(self.tr("Show class {name}").format(name=name))
        switch.setToolTip(self.tr("Show or hide class {name}").format(name=name))
        kind = len(self._switches)
        switch.toggled.connect(lambda shown: self.shown_changed.emit(kind, shown))
        self._row.addWidget(switch)
        self._switches.append(switch)


def _chip(color: QColor) -> QIcon:
    icon = QIcon()
    for state, filled in ((QIcon.State.On, True), (QIcon.State.Off, False)):
        pixmap = QPixmap(2 * _CHIP, 2 * _CHIP)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color)
        if filled:
            painter.setBrush(color)
        painter.drawEllipse(pixmap.rect().adjusted(2, 2, -2, -2))
        painter.end()
        icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return icon
