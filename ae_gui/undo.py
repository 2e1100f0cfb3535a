"""Which stack Undo and Redo act on: that of the part in sight, which is what a user means.

Each part has a stack of its own: the recipe beside Training, each tool of the latent space, and the table of runs.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoGroup, QUndoStack

from ae_gui.latent_tab import LatentTab
from ae_gui.runs_tab import RunsTab
from ae_gui.settings_panel import SettingsPanel
from ae_gui.training_tab import TrainingTab
from ae_gui.widgets.tabs import Tabs


class Undo(QObject):
    """Keeps the stack of what is in sight the active one of a group."""

    def __init__(
        self,
        group: QUndoGroup,
        tabs: Tabs,
        training: TrainingTab,
        panel: SettingsPanel,
        latent: LatentTab,
        runs: RunsTab,
    ) -> None:
        """For a group that has the actions Undo and Redo."""
        super().__init__(tabs)
        self._group = group
        self._tabs = tabs
        self._training, self._panel, self._latent, self._runs = training, panel, latent, runs
        self._nothing = QUndoStack(self)  # for where nothing can be undone
        for stack in (self._nothing, panel.undo_stack, runs.undo_stack, *(tool.undo_stack for tool in latent.tools)):
            group.addStack(stack)
        tabs.currentChanged.connect(self.refresh)
        latent.tool_taken.connect(self.refresh)
        panel.frozen.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Act on what is in sight now."""
        self._group.setActiveStack(self._stack())

    def _stack(self) -> QUndoStack:
        page = self._tabs.currentWidget()
        if page is self._latent:
            return self._latent.tool.undo_stack
        if page is self._runs:
            return self._runs.undo_stack
        if page is self._training and self._panel.can_be_changed:
            return self._panel.undo_stack
        return self._nothing
