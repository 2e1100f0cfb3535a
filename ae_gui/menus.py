"""What the menus and the table of runs ask for, handed to those who open, write and delete files and show dialogs."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from ae_gui.about import AboutDialog
from ae_gui.comparison import Comparison
from ae_gui.data_dialog import DataDialog
from ae_gui.exports import Exports
from ae_gui.network_files import NetworkFiles
from ae_gui.networks import safe_name, shipped_network
from ae_gui.parts import Parts
from ae_gui.run_files import OpenedRun, RunFiles
from ae_gui.session.looking_back import LookingBack
from ae_gui.session.open_data import MNIST
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.shortcuts import ShortcutsDialog
from ae_gui.words import translated


class Menus(QObject):
    """Connects them.

    Attributes:
        networks, runs: who writes networks, and who reads and deletes runs.
        datasets: the dialog of data sets; None before it was wanted.
    """

    def __init__(
        self,
        session: Session,
        opening: Opening,
        looking_back: LookingBack,
        exports: Exports,
        comparison: Comparison,
        parts: Parts,
    ) -> None:
        super().__init__(parts.window)
        self._session, self._opening, self._comparison = session, opening, comparison
        self._bar, self._window = parts.bar, parts.window
        self._tabs, self._latent, self._table = parts.tabs, parts.latent, parts.runs
        window, commands, panel = parts.window, parts.commands, parts.panel
        self.networks, self.runs = NetworkFiles(window), RunFiles(session.data_dir, window)
        self.datasets: DataDialog | None = None
        self.networks.saved.connect(opening.take_saved)
        commands.open_network.triggered.connect(opening.choose_file)
        commands.open_pca.triggered.connect(self._open_pca)
        for found in (comparison.pca_measured, opening.network_lacking):
            found.connect(self._show_pca_alone)
        commands.shipped_wanted.connect(lambda preset: opening.open_network(shipped_network(preset)))
        commands.save.triggered.connect(lambda: self.networks.choose_to_save(session.on_show.network))
        commands.quit.triggered.connect(window.close)
        commands.shortcuts.triggered.connect(self.show_shortcuts)
        commands.about.triggered.connect(self.show_about)
        for wanted in (commands.datasets.triggered, panel.datasets_requested):
            wanted.connect(self.show_datasets)
        for wanted in (commands.open_folder.triggered, panel.dataset_folder_requested):
            wanted.connect(opening.choose_folder)
        panel.dataset_file_requested.connect(opening.choose_file)
        opening.pictures_found.connect(self.look_through)
        opening.picture_read.connect(self._show_on_pad)
        panel.mnist_requested.connect(partial(opening.open_dataset, MNIST))
        self._connect_runs(exports, looking_back)

    def _connect_runs(self, exports: Exports, looking_back: LookingBack) -> None:
        opening, table = self._opening, self._table
        for reader in (looking_back.runs_read, self.runs.read):
            reader.connect(table.set_runs)
        looking_back.runs_wanted.connect(self._show_runs)
        self.runs.deleted.connect(
            lambda words, deleted: self._bar.say(words, {self.tr("Undo"): partial(table.take_back, deleted)})
        )
        self.runs.restored.connect(self._bar.withdraw)
        for moved in (self._session.trainer.training_started, self._session.trainer.ended):
            moved.connect(self.runs.refresh)
        table.shown.connect(self.runs.watch)
        table.hidden.connect(self.runs.rest)
        table.annotated.connect(self.runs.annotate)
        table.delete_wanted.connect(self.runs.delete)
        table.restore_wanted.connect(self.runs.restore)
        opening.run_shown.connect(self._follow_opened)
        table.open_wanted.connect(opening.open_run)
        table.resume_wanted.connect(opening.resume_run)
        table.train_on_wanted.connect(opening.train_on)
        table.duplicate_wanted.connect(opening.duplicate)
        table.curves_wanted.connect(
            lambda run: exports.curves(run.measurements, table.curves, safe_name(run.name), run.about.changes)
        )
        table.network_wanted.connect(self.networks.choose_to_save_run)

    @Slot()
    def show_datasets(self) -> None:
        """Show which data sets there are, to open, to download and to make from pictures."""
        if self.datasets is None:
            self.datasets = DataDialog(self._session.data_dir, self._window)
            self.datasets.dataset_ready.connect(self._opening.open_dataset)
            self.datasets.dropped.connect(self._opening.open_path)
        self.datasets.refresh()
        self.datasets.show()
        self.datasets.raise_()

    @Slot(Path)
    def look_through(self, folder: Path) -> None:
        """Show the data set that a folder of pictures would become."""
        self.show_datasets()
        if self.datasets is not None:
            self.datasets.look_through(folder)

    @Slot(object)
    def _show_on_pad(self, ink: NDArray[np.uint8]) -> None:
        self._tabs.setCurrentWidget(self._latent)
        self._latent.show_drawing(ink)

    @Slot(object)
    def _show_runs(self, folders: Sequence[Path]) -> None:
        """Show the runs in these folders in the table."""
        self._tabs.setCurrentWidget(self._table)
        self._table.show_runs(folders)

    @Slot(OpenedRun)
    def _follow_opened(self, opened: OpenedRun) -> None:
        """Go to the network of a run that was opened from the table; one that is trained further stays in sight."""
        if opened.recorder is None and self._tabs.currentWidget() is self._table:
            self._tabs.setCurrentWidget(self._latent)

    @Slot()
    def show_about(self) -> None:
        """Show what this program is."""
        engine = self._session.engine
        gpu = engine.gpu_name or translated(engine.gpu_trouble)
        self._show_once(AboutDialog, lambda: AboutDialog(self._window, gpu, self._session.data_dir))

    @Slot()
    def show_shortcuts(self) -> None:
        """Show what can be done by keys and with the mouse."""
        self._show_once(ShortcutsDialog, lambda: ShortcutsDialog(self._window))

    def close(self) -> None:
        """End what the dialog of data sets is doing, and close it."""
        if self.datasets is not None:
            self.datasets.stop()
            self.datasets.close()

    @Slot()
    def _open_pca(self) -> None:
        network = self._comparison.pca_network
        if network is None:
            self._bar.say(self.tr("PCA is still being fitted."), until=self._comparison.pca_measured)
        else:
            self._opening.show(network)

    @Slot()
    def _show_pca_alone(self) -> None:
        if (network := self._comparison.pca_network) is not None:
            self._opening.show_pca(network)

    def _show_once(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        shown = [dialog for dialog in self._window.findChildren(kind) if dialog.isVisible()]
        dialog = shown[0] if shown else make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
