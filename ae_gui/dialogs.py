"""The dialogs that stand beside the window; each is open once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QMainWindow

from ae_gui.about import AboutDialog
from ae_gui.data_dialog import DataDialog
from ae_gui.session.session import Session
from ae_gui.shortcuts import ShortcutsDialog


class Dialogs(QObject):
    """Shows them.

    Signals:
        dataset_ready(source): the data set there is to be opened.
    """

    dataset_ready = Signal(str)

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._data: DataDialog | None = None

    @Slot()
    def show_datasets(self) -> None:
        """Show which data sets there are, to open, to download and to make from pictures."""
        if self._data is None:
            self._data = DataDialog(self._session.data_dir, self._window)
            self._data.dataset_ready.connect(self.dataset_ready)
        self._data.refresh()
        self._data.show()
        self._data.raise_()

    @Slot()
    def show_about(self) -> None:
        """Show what this program is."""
        gpu = self._session.engine.gpu_name or ""
        self._show_once(AboutDialog, lambda: AboutDialog(self._window, gpu, self._session.data_dir))

    @Slot()
    def show_shortcuts(self) -> None:
        """Show what can be done by keys and with the mouse."""
        self._show_once(ShortcutsDialog, lambda: ShortcutsDialog(self._window))

    def close(self) -> None:
        """End what the dialog of data sets is doing, and close it."""
        if self._data is not None:
            self._data.stop()
            self._data.close()

    def _show_once(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        shown = [dialog for dialog in self._window.findChildren(kind) if dialog.isVisible()]
        dialog = shown[0] if shown else make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
