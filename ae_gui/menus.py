"""What the menus and the table of runs ask for, handed to those who open, write and delete files and show dialogs."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from ae_gui.later import Later
from ae_gui.network_files import NetworkFiles
from ae_gui.networks import safe_name, shipped_network
from ae_gui.parts import Parts
from ae_gui.run_files import OpenedRun, RunFiles
from ae_gui.session.looking_back import LookingBack
from ae_gui.session.open_data import MNIST
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.words import translated
from ae_model.runs import Run

if TYPE_CHECKING:
    from ae_gui.data_dialog import DataDialog
    from ae_gui.exports import Exports
    from ae_gui.runs_tab import RunsTab
    from ae_gui.settings_panel import SettingsPanel


class Menus(QObject):
    """Connects them.

    Attributes:
        networks, runs: who writes networks, and who reads and deletes runs.
        datasets: the dialog of data sets; None before it was wanted.
    """

    def __init__(self, session: Session, opening: Opening, looking_back: LookingBack, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._opening, self._sides = session, opening, parts.unseen.sides
        self._bar, self._window = parts.bar, parts.window
        self._tabs, self._latent, self._table = parts.tabs, parts.latent, parts.unseen.runs
        self._unseen = parts.unseen
        self._read: tuple[Sequence[Run], Sequence[str]] | None = None  # all runs, and complaints
        window, commands = parts.window, parts.commands
        self.networks, self.runs = NetworkFiles(window), RunFiles(session.data_dir, window)
        self.datasets: DataDialog | None = None
        self.networks.saved.connect(opening.take_saved)
        commands.open_network.triggered.connect(opening.choose_file)
        commands.open_pca.triggered.connect(self._open_pca)
        opening.network_lacking.connect(self._show_pca_alone)
        self._sides.then(lambda made: made.pca_measured.connect(self._show_pca_alone))
        commands.shipped_wanted.connect(lambda preset: opening.open_network(shipped_network(preset)))
        commands.save.triggered.connect(lambda: self.networks.choose_to_save(session.on_show.network))
        commands.quit.triggered.connect(window.close)
        commands.shortcuts.triggered.connect(self.show_shortcuts)
        commands.about.triggered.connect(self.show_about)
        commands.datasets.triggered.connect(self.show_datasets)
        commands.open_folder.triggered.connect(opening.choose_folder)
        opening.pictures_found.connect(self.look_through)
        opening.picture_read.connect(self._show_on_pad)
        for reader in (looking_back.runs_read, self.runs.read):
            reader.connect(self._take_runs)
        looking_back.runs_wanted.connect(self._show_runs)
        self.runs.restored.connect(self._bar.withdraw)
        for moved in (session.trainer.training_started, session.trainer.ended):
            moved.connect(self.runs.refresh)
        opening.run_shown.connect(self._follow_opened)
        parts.unseen.panel.then(self._connect_panel)
        parts.unseen.runs.then(partial(self._connect_runs, parts.unseen.exports))

    def _connect_panel(self, panel: "SettingsPanel") -> None:
        opening = self._opening
        panel.datasets_requested.connect(self.show_datasets)
        panel.dataset_folder_requested.connect(opening.choose_folder)
        panel.dataset_file_requested.connect(opening.choose_file)
        panel.mnist_requested.connect(partial(opening.open_dataset, MNIST))

    def _connect_runs(self, exports: "Later[Exports]", table: "RunsTab") -> None:
        opening = self._opening
        self.runs.deleted.connect(
            lambda words, deleted: self._bar.say(words, {self.tr("Undo"): partial(table.take_back, deleted)})
        )
        table.shown.connect(self.runs.watch)
        table.hidden.connect(self.runs.rest)
        table.annotated.connect(self.runs.annotate)
        table.delete_wanted.connect(self.runs.delete)
        table.restore_wanted.connect(self.runs.restore)
        table.open_wanted.connect(opening.open_run)
        table.resume_wanted.connect(opening.resume_run)
        table.train_on_wanted.connect(opening.train_on)
        table.duplicate_wanted.connect(opening.duplicate)
        table.curves_wanted.connect(
            lambda run: exports.now.curves(run.measurements, table.curves, safe_name(run.name), run.about.changes)
        )
        table.network_wanted.connect(self.networks.choose_to_save_run)
        if self._read is not None:
            table.set_runs(*self._read)

    @Slot(object, object)
    def _take_runs(self, found: Sequence[Run], complaints: Sequence[str]) -> None:
        self._read = found, complaints
        if self._table.is_made:
            self._table.now.set_runs(found, complaints)

    @Slot()
    def show_datasets(self) -> None:
        """Show which data sets there are, to open, to download and to make from pictures."""
        if self.datasets is None:
            from ae_gui.data_dialog import DataDialog

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
        self._tabs.go_to("runs")
        self._table.now.show_runs(folders)

    @Slot(OpenedRun)
    def _follow_opened(self, opened: OpenedRun) -> None:
        """Go to the network of a run that was opened from the table; one that is trained further stays in sight."""
        if opened.recorder is None and self._tabs.name == "runs":
            self._tabs.setCurrentWidget(self._latent)

    @Slot()
    def show_about(self) -> None:
        """Show what this program is."""
        from ae_gui.about import AboutDialog

        engine = self._session.engine
        gpu = engine.gpu_name or translated(engine.gpu_trouble)
        self._show_once(AboutDialog, lambda: AboutDialog(self._window, gpu, self._session.data_dir))

    @Slot()
    def show_shortcuts(self) -> None:
        """Show what can be done by keys and with the mouse."""
        from ae_gui.shortcuts import ShortcutsDialog

        for part in (*self._unseen.seen_later, *(tool.beside for tool in self._latent.tools)):
            _ = part.now  # each has keys of its own
        self._show_once(ShortcutsDialog, lambda: ShortcutsDialog(self._window))

    def close(self) -> None:
        """End what the dialog of data sets is doing, and close it."""
        if self.datasets is not None:
            self.datasets.stop()
            self.datasets.close()

    @Slot()
    def _open_pca(self) -> None:
        network = self._sides.now.pca_network
        if network is None:
            self._bar.say(self.tr("PCA is still being fitted."), until=self._sides.now.pca_measured)
        else:
            self._opening.show(network)

    @Slot()
    def _show_pca_alone(self) -> None:
        if self._opening.lacks_network and (network := self._sides.now.pca_network) is not None:
            self._opening.show_pca(network)

    def _show_once(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        shown = [dialog for dialog in self._window.findChildren(kind) if dialog.isVisible()]
        dialog = shown[0] if shown else make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
