"""Which stack Undo and Redo act on: that of the part in sight, which is what a user means.

Each part has a stack of its own: the recipe beside Training, each tool of the latent space, and the table of runs.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from ae_gui.parts import Parts
from ae_gui.tools.tool import Tool


class Undo(QObject):
    """Keeps the stack of what is in sight the active one of a group."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._group, self._tabs = parts.commands.undo_group, parts.tabs
        self._panel, self._latent, self._runs = parts.unseen.panel, parts.latent, parts.unseen.runs
        for tool in parts.latent.tools:
            tool.beside.then(partial(self._add, tool))
        for changed in (parts.tabs.currentChanged, parts.latent.tool_taken):
            changed.connect(self.refresh)
        parts.unseen.panel.then(lambda panel: self._group.addStack(panel.undo_stack))
        parts.unseen.panel.then(lambda panel: panel.frozen.connect(self.refresh))
        parts.unseen.runs.then(lambda table: self._group.addStack(table.undo_stack))
        self.refresh()

    def _add(self, tool: Tool[Any], _: QWidget) -> None:
        self._group.addStack(tool.undo_stack)

    @Slot()
    def refresh(self) -> None:
        """Act on what is in sight now, or on nothing."""
        self._group.setActiveStack(self._stack())  # type: ignore[arg-type]  # Qt's own documents allow none

    def _stack(self) -> QUndoStack | None:
        match self._tabs.name:
            case "latent":
                return self._latent.tool.undo_stack
            case "runs":
                return self._runs.now.undo_stack
            case "training" if self._panel.now.can_be_changed:
                return self._panel.now.undo_stack
        return None
