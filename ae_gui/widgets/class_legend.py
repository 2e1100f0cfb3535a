"""The classes and their colours: switches that hide the points of a class, show it alone or rename it."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QInputDialog, QToolButton, QWidget

from ae_gui.theme import ink_on
from ae_gui.widgets.flow import FlowLayout
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import NO_CLASSES, fill, translated
from ae_model.sentence import Sentence

_Role = QPalette.ColorRole
_LONGEST = 24  # characters of a class's name: more would push the tools out of their row


class ClassLegend(QWidget):
    """A row with a switch for each class; a double click shows one class alone, another shows all again.

    Signals:
        shown_changed(kind, shown): the user has hidden a class or shown it again.
        renamed(kind, name): the user has given a class another name.

    Attributes:
        switches: one for each class.
    """

    GESTURES_OF = Sentence("On the classes")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Click"), Sentence("Hide a class, or show it again")),
        (Sentence("Double click"), Sentence("Show a class alone, or all again")),
        (Sentence("Right click"), Sentence("Rename a class")),
    )
    shown_changed = Signal(int, bool)
    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, spacing=3)
        self._bare = quiet_label(translated(NO_CLASSES))
        self._bare.hide()
        self._row.addWidget(self._bare)
        self.switches: list[_Switch] = []

    def set_classes(self, names: Sequence[str]) -> None:
        """Show these classes, all switched on, or that a single one is none; colours come with `set_colors`."""
        others, self.switches = self.switches, []
        self._bare.setVisible(len(names) == 1)
        for name in names if len(names) > 1 else ():
            self._add_switch(name)
        for before, switch in pairwise([*others, *self.switches]):
            self.setTabOrder(before, switch)  # takes the position of the former switches, not the last one
        for switch in others:
            self._row.removeWidget(switch)
            switch.hide()  # until it is deleted it would stand over the others, of no size that was given to it
            switch.deleteLater()

    def set_names(self, names: Sequence[str]) -> None:
        """Show other names of the classes."""
        for switch, name in zip(self.switches, names, strict=len(names) > 1):
            self._name(switch, name)

    def solo(self, kind: int) -> None:
        """Show one class alone, or all if it is alone already."""
        alone = [switch.isChecked() for switch in self.switches] == [i == kind for i in range(len(self.switches))]
        for other, switch in enumerate(self.switches):
            switch.setChecked(alone or other == kind)

    def set_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the switches: (C, 3)."""
        for switch, color in zip(self.switches, colors, strict=len(colors) > 1):
            switch.color = QColor(*map(int, color))
            switch.update()

    def _add_switch(self, name: str) -> None:
        switch = _Switch()
        switch.setCheckable(True)
        switch.setChecked(True)
        self._name(switch, name)
        kind = len(self.switches)
        switch.toggled.connect(lambda shown: self.shown_changed.emit(kind, shown))
        switch.double_clicked.connect(lambda: self.solo(kind))
        switch.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        solo, rename = QAction(self.tr("Show alone, or all"), switch), QAction(self.tr("Rename…"), switch)
        solo.triggered.connect(lambda: self.solo(kind))
        rename.triggered.connect(lambda: self._ask_name(kind))
        switch.addActions([solo, rename])
        self._row.addWidget(switch)
        self.switches.append(switch)

    def _name(self, switch: QToolButton, name: str) -> None:
        switch.setText(name)
        switch.setAccessibleName(fill(self.tr("Show class {name}"), name=name))
        tip = self.tr("Show or hide class {name}; a double click shows it alone, a right click renames it")
        switch.setToolTip(fill(tip, name=name))

    def _ask_name(self, kind: int) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Rename class"))
        dialog.setLabelText(self.tr("Name of this class"))
        dialog.setTextValue(self.switches[kind].text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda name: self._rename(kind, name))
        dialog.open()

    def _rename(self, kind: int, name: str) -> None:
        if name.strip():
            self.renamed.emit(kind, name.strip()[:_LONGEST])


class _Switch(QToolButton):
    """A class's name on its colour, or in a frame of it while the class is hidden.

    A tool button that tells a double click from two clicks, and undoes the toggling of the first.
    """

    double_clicked = Signal()
    color = QColor()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height() + 5
        return QSize(max(metrics.horizontalAdvance(self.text()) + height // 2 + 4, height), height)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setChecked(True)  # the first of the two clicks has hidden the class
            self.double_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        room, shown, palette = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), self.isChecked(), self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(_Role.WindowText) if self.underMouse() else self.color, 1.5))
        painter.setBrush(self.color if shown else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)
        painter.setPen(ink_on(self.color) if shown else palette.color(_Role.PlaceholderText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
