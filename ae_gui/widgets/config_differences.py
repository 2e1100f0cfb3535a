"""The configurations of several runs side by side, with their differences marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ae_gui.theme import SPACING, tabular
from ae_gui.widgets.layouts import in_column
from ae_gui.widgets.run_table import data_name, run_name, seconds, test_error
from ae_gui.words import called, changes_told, clock, figure, origin_told, tr, translated, written
from ae_model.config_fields import FIELDS, told
from ae_model.runs import Run


class ConfigDifferences(QWidget):
    """A table with a column for each run, and a row for each fact about how it was made and how it ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[Run] = ()
        self._only_differences = QCheckBox(self.tr("Differences only"))
        self._table = QTableWidget()
        self._table.setAccessibleName(self.tr("Configurations of the selected trainings"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setFont(tabular(self.font()))
        self._table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.verticalHeader().setDefaultSectionSize(round(1.6 * self.fontMetrics().height()))
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setMaximumSectionSize(28 * self.fontMetrics().averageCharWidth())
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        in_column(self._only_differences, (self._table, 1), parent=self, margin=(0, SPACING, 0, 0), spacing=SPACING)
        self._only_differences.toggled.connect(self._fill)

    @property
    def rows(self) -> dict[str, list[str]]:
        """The texts that are shown, one for each run, by the names of the rows."""
        texts = {}
        for row in range(self._table.rowCount()):
            cells = [self._table.item(row, column) for column in range(self._table.columnCount())]
            texts[self._table.verticalHeaderItem(row).text()] = [cell.text() for cell in cells if cell is not None]
        return texts

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Compare these runs."""
        self._runs = runs
        self._only_differences.setEnabled(len(runs) > 1)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        tables = [self._facts(run) for run in self._runs]
        names = list(tables[0]) if tables else []
        differing = {name for name in names if len({table[name] for table in tables}) > 1}
        if self._only_differences.isChecked() and len(tables) > 1:
            names = [name for name in names if name in differing]
        self._table.setColumnCount(len(tables))
        self._table.setRowCount(len(names))
        names_of_runs = [run_name(run) for run in self._runs]
        if len(names_of_runs) > 1:  # numbered as their curves
            names_of_runs = [f"{number}  {name}" for number, name in enumerate(names_of_runs, 1)]
        self._table.setHorizontalHeaderLabels(names_of_runs)
        self._table.setVerticalHeaderLabels([f"≠ {name}" if name in differing else name for name in names])
        strong = QFont(self._table.font())
        strong.setBold(True)
        for row, name in enumerate(names):
            for column, table in enumerate(tables):
                cell = QTableWidgetItem(table[name])
                cell.setToolTip(table[name])
                if name in differing:
                    cell.setFont(strong)
                    cell.setBackground(self.palette().color(QPalette.ColorRole.AlternateBase))
                self._table.setItem(row, column, cell)

    def _facts(self, run: Run) -> dict[str, str]:
        """All facts about a run; those about its recipe in the words of the settings panel."""
        config, network = run.about.config, run.about.config.network
        recipes = {other.folder: told(other.about.config) for other in self._runs}
        fields = [field for field in FIELDS if any(field in recipe for recipe in recipes.values())]
        recipe = {field: recipes[run.folder].get(field, "–") for field in fields}
        facts = {
            self.tr("Preset"): called(config.preset),
            self.tr("Data set"): data_name(run),
            self.tr("Images' fingerprint"): run.about.data_fingerprint[:12],
            self.tr("Image"): f"{network.image_shape.height} × {network.image_shape.width}",
            self.tr("Parameters"): written(network.parameter_count, ","),
            **{translated(field.label): translated(words) for field, words in recipe.items()},
            tr("Began from"): origin_told(config) or "–",
            self.tr("Changed while it trained"): changes_told(config) or "–",
            tr("Device"): translated(run.about.device_name),  # and not "Automatic"
            self.tr("Epochs done"): str(run.epochs),
            self.tr("Test error"): figure(test_error(run)),
            self.tr("Best test error"): figure(min((row.test_error for row in run.measurements), default=float("inf"))),
            self.tr("Training time"): clock(seconds(run)),
        }
        libraries = {name for other in self._runs for name in other.about.versions}
        spoken = {"system": self.tr("System")}  # the others are names
        return facts | {spoken.get(name, name): run.about.versions.get(name, "–") for name in sorted(libraries)}
