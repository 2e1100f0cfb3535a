"""Which stack Undo and Redo act on: that of the part in sight, which is what a user means.

Each part has a stack of its own: the recipe beside Training, each tool of the latent space, and the table of runs.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoStack

from ae_gui.parts import Parts


class Undo(QObject):
    """Keeps the stack of what is in sight the active one of a group."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._group, self._tabs = parts.commands.undo_group, parts.tabs
        self._training, self._panel, self._latent, self._runs = parts.training, parts.panel, parts.latent, parts.runs
        for owner in (parts.panel, parts.runs, *parts.latent.tools):
            self._group.addStack(owner.undo_stack)
        for changed in (parts.tabs.currentChanged, parts.latent.tool_taken, parts.panel.frozen):
            changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Act on what is in sight now, or on nothing."""
        self._group.setActiveStack(self._stack())  # type: ignore[arg-type]  # Qt's own documents allow none

    def _stack(self) -> QUndoStack | None:
        page = self._tabs.currentWidget()
        if page is self._latent:
            return self._latent.tool.undo_stack
        if page is self._runs:
            return self._runs.undo_stack
        if page is self._training and self._panel.can_be_changed:
            return self._panel.undo_stack
        return None
