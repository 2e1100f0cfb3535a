"""The menu File and the table of runs: what they ask for is done by those who read and write files."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.commands import Commands
from ae_gui.exports import Exports
from ae_gui.network_files import NetworkFiles
from ae_gui.networks import shipped_network
from ae_gui.run_files import RunFiles
from ae_gui.runs_tab import RunsTab
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session


class Filing(QObject):
    """Connects them.

    Signals:
        told(words, offers): a message, and what is offered with it.
        failed(sentence): why something could not be done.

    Attributes:
        networks, runs: who writes networks, and who reads and deletes runs.
    """

    told = Signal(str, object)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        opening: Opening,
        exports: Exports,
        commands: Commands,
        table: RunsTab,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._on_show = session.on_show
        self.networks, self.runs = NetworkFiles(window), RunFiles(session.data_dir, window)
        self.networks.saved.connect(opening.take_saved)
        self.networks.failed.connect(self.failed)
        self.runs.failed.connect(self.failed)
        self.runs.told.connect(self.told)
        session.trainer.ended.connect(self.runs.refresh)
        commands.open_network.triggered.connect(opening.choose_network)
        commands.shipped_wanted.connect(lambda preset: opening.open_network(shipped_network(preset)))
        commands.save.triggered.connect(self._save)
        for readers in (opening.runs_read, self.runs.read):
            readers.connect(table.set_runs)
        table.shown.connect(self.runs.refresh)
        table.annotated.connect(self.runs.annotate)
        table.delete_wanted.connect(self.runs.delete)
        table.open_wanted.connect(opening.open_run)
        table.resume_wanted.connect(opening.resume_run)
        table.duplicate_wanted.connect(opening.duplicate)
        table.curves_wanted.connect(lambda run: exports.curves(run.measurements, table.curves, run.name))
        table.network_wanted.connect(self.networks.choose_to_save_run)

    @Slot()
    def _save(self) -> None:
        self.networks.choose_to_save(self._on_show.network)
