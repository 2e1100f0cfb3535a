"""A table of past trainings that can be sorted, searched, starred and named."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ae_gui.theme import is_dark, tabular
from ae_gui.widgets.run_styles import chip
from ae_gui.words import clock, figure, fill, translated
from ae_model.metrics import Metric, of_each_epoch
from ae_model.runs import Run
from ae_model.sentence import Sentence

_MEASURED = 40  # rows around those in sight that columns are made wide enough for: all of 500 take half a second
_SORTED_BY = Qt.ItemDataRole.UserRole
_SEARCHED = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the table: its title, and the text and the key to sort by that it has for a run."""

    title: str
    text: Callable[[Run], str]
    key: Callable[[Run], Any]
    figures: bool = False  # whether it shows numbers, which stand at the right


class RunTable(QTableView):
    """A table with a row for each run, the newest first until the user sorts it otherwise.

    Signals:
        chosen(runs): the selected runs, as a list of `Run`; the one that was clicked last comes first.
        open_wanted(run): a double click, or Enter.
        delete_wanted(): the delete key.
        starred(run, starred): the user gives a run a star or takes it away.
        renamed(run, title): the user gives a run a title; an empty one means the name of its preset.
    """

    GESTURES_OF = Sentence("In the table of trainings")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Double click, or Enter"), Sentence("Open the training")),
        (Sentence("Delete"), Sentence("Move the chosen ones to the trash")),
        (Sentence("Click its star, or *"), Sentence("Give it a star, or take the star away")),
        (Sentence("F2"), Sentence("Give it a name")),
        (Sentence("Shift or Ctrl, with a click"), Sentence("Choose several")),
    )
    chosen = Signal(object)
    open_wanted = Signal(object)
    delete_wanted = Signal()
    starred = Signal(object, bool)
    renamed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Runs(self._columns(), self)
        self._sorted = QSortFilterProxyModel(self, sortRole=_SORTED_BY, filterRole=_SEARCHED, filterKeyColumn=0)
        self._sorted.setSourceModel(self._model)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._sorted)
        self.setFont(tabular(self.font()))
        self.setAccessibleName(self.tr("Past trainings"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(1.9 * self.fontMetrics().height()))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(28)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(_MEASURED)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.sort()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)
        self._model.renamed.connect(self.renamed)

    @property
    def runs(self) -> Sequence[Run]:
        """All runs of the table, found by the search or not."""
        return self._model.runs

    @property
    def shown(self) -> list[Run]:
        """The runs that the search has found, from top to bottom."""
        return [self._run(self._sorted.index(row, 0)) for row in range(self._sorted.rowCount())]

    @property
    def selected(self) -> list[Run]:
        """The selected runs: that of the current row, then the others from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        current = self.currentIndex().row()
        return [self._run(index) for index in sorted(rows, key=lambda index: index.row() != current)]

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show these runs; those of the selected ones that are still there stay selected, and as they were told."""
        before = self.selected
        self._model.set_runs(runs)
        if self.selected != before:
            self.chosen.emit(self.selected)

    @property
    def sorting(self) -> tuple[int, bool]:
        """The column that it is sorted by, and whether in descending order."""
        header = self.horizontalHeader()
        return header.sortIndicatorSection(), header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder

    def sort(self, column: int = -1, descending: bool = True) -> None:
        """Sort by a column; if there is none of that number, the newest first."""
        if not 0 <= column < self._model.columnCount():
            column, descending = self._model.columnCount() - 2, True
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def search(self, words: str) -> None:
        """Show only runs with these words in their name, notes, data set, layers, device or state."""
        self._sorted.setFilterFixedString(words.strip())

    def select(self, folders: Sequence[Path]) -> None:
        """Select the runs in these folders; the first becomes the current one."""
        rows = {self._run(self._sorted.index(row, 0)).folder: row for row in range(self._sorted.rowCount())}
        found = [rows[folder] for folder in folders if folder in rows]
        selection = QItemSelection()
        for row in found:
            index = self._sorted.index(row, 1)
            selection.select(index, index)
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        if found:
            model.setCurrentIndex(self._sorted.index(found[0], 1), flags.NoUpdate)
        model.select(selection, flags.ClearAndSelect | flags.Rows)
        self.chosen.emit(self.selected)

    def from_top(self, runs: Sequence[Run]) -> list[Run]:
        """These runs in the order of the table."""
        places = {run.folder: place for place, run in enumerate(self.shown)}
        return sorted(runs, key=lambda run: places.get(run.folder, len(places)))

    def number(self, folders: Sequence[Path]) -> None:
        """Number the runs in these folders in this order, each in its colour, and no others."""
        self._numbered = folders
        scale, side, dark = self.devicePixelRatioF(), round(1.2 * self.fontMetrics().height()), is_dark(self.palette())
        self.setIconSize(QSize(side, side))
        self._model.set_chips({f: chip(i, side, self.font(), scale, dark) for i, f in enumerate(folders)})

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_numbered"):
            self.number(self._numbered)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.selected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        index = self.currentIndex()
        if editing or not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit(self._run(index))
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_Asterisk:
            self._toggle_star(index)
        elif event.key() == Qt.Key.Key_F2:
            self.edit(index.siblingAtColumn(1))
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._toggle_star(index)

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self.open_wanted.emit(self._run(index))

    def _toggle_star(self, index: QModelIndex) -> None:
        run = self._run(index)
        self.starred.emit(run, not run.notes.starred)

    def _run(self, index: QModelIndex) -> Run:
        return self._model.runs[self._sorted.mapToSource(index).row()]

    def _columns(self) -> list[_Column]:
        outcomes = {
            "running": self.tr("running"),
            "done": self.tr("done"),
            "stopped": self.tr("stopped"),
            "interrupted": self.tr("interrupted"),
            "failed": self.tr("failed"),
        }

        def outcome(run: Run) -> str:
            return outcomes["interrupted"] if run.is_interrupted else outcomes[run.about.outcome]

        def layers(run: Run) -> str:
            return " · ".join(run.about.config.network.encoder_words)

        return [
            _Column("★", lambda run: "★" if run.notes.starred else "☆", lambda run: run.notes.starred),
            _Column(self.tr("Name"), run_name, lambda run: run_name(run).casefold()),
            _Column(self.tr("Data"), data_name, data_name),
            _Column(self.tr("Layers"), layers, lambda run: run.about.config.network.parameter_count),
            _Column(
                self.tr("Epochs"),
                lambda run: fill(self.tr("{done:,} of {all:,}"), done=run.epochs, all=run.about.config.epochs),
                lambda run: run.epochs,
                figures=True,
            ),
            _Column(self.tr("Test error"), lambda run: figure(test_error(run)), test_error, figures=True),
            *map(_column_of, of_each_epoch()),
            _Column(self.tr("Time"), lambda run: clock(seconds(run)), seconds, figures=True),
            _Column(self.tr("Began"), lambda run: _date(run.about.created), lambda run: run.about.created.timestamp()),
            _Column(self.tr("State"), outcome, outcome),
        ]


class _Runs(QAbstractTableModel):
    """The runs as a model of Qt's; its signal is the table's."""

    renamed = Signal(object, str)

    def __init__(self, columns: Sequence[_Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self.runs: list[Run] = []
        self._chips: dict[Path, QIcon] = {}  # in the order of their numbers

    def set_chips(self, chips: dict[Path, QIcon]) -> None:
        """Show a picture beside the names of the runs in these folders, which have numbers in this order."""
        changed = list(chips) != list(self._chips)
        self._chips = chips
        if changed and self.runs:
            roles = [_Role.DecorationRole, _Role.AccessibleTextRole]
            self.dataChanged.emit(self.index(0, 1), self.index(len(self.runs) - 1, 1), roles)

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show these, row by row what is new: a reset would end an editing, and scroll back."""
        known, there = {run.folder for run in self.runs}, {run.folder for run in runs}
        kept = [run.folder for run in self.runs if run.folder in there]
        if not kept or kept != [run.folder for run in runs if run.folder in known]:
            self.beginResetModel()
            self.runs = list(runs)
            self.endResetModel()
            return
        for row in reversed(range(len(self.runs))):
            if self.runs[row].folder not in there:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self.runs[row]
                self.endRemoveRows()
        for row, run in enumerate(runs):
            if row == len(self.runs) or self.runs[row].folder != run.folder:
                self.beginInsertRows(QModelIndex(), row, row)
                self.runs.insert(row, run)
                self.endInsertRows()
            elif self.runs[row] is not run:
                self._replace(row, run)

    def _replace(self, row: int, run: Run) -> None:
        before, self.runs[row] = self.runs[row], run
        ranges = [(0, 0), (2, len(self._columns) - 1)]
        if run_name(before) != run_name(run):  # else a name that is being edited would be written over
            ranges.append((1, 1))
        for first, last in ranges:
            self.dataChanged.emit(self.index(row, first), self.index(row, last))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return self._columns[section].title
        if role == _Role.TextAlignmentRole:
            return self._alignment(section)
        if role in (_Role.AccessibleTextRole, _Role.ToolTipRole) and section == 0:
            return self.tr("Star")
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == 1 else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        run, column = self.runs[index.row()], self._columns[index.column()]
        if role == _Role.DisplayRole:
            return column.text(run)
        if role == _Role.EditRole:
            return run.notes.title
        if index.column() == 1 and run.folder in self._chips:
            if role == _Role.DecorationRole:
                return self._chips[run.folder]
            if role == _Role.AccessibleTextRole:
                number = list(self._chips).index(run.folder) + 1
                return fill(self.tr("{name}, curve {number}"), name=column.text(run), number=number)
        if role == _SORTED_BY:
            return column.key(run)
        if role == _SEARCHED:
            texts = [column.text(run) for column in self._columns]
            device = translated(run.about.device_name)
            return "\n".join([*texts, run.notes.text, run.folder.name, run.about.config.preset, device])
        if role == _Role.TextAlignmentRole:
            return self._alignment(index.column())
        if role == _Role.AccessibleTextRole and index.column() == 0:
            return self.tr("starred") if run.notes.starred else self.tr("not starred")
        if role == _Role.ToolTipRole:
            return translated(run.about.trouble) or run.notes.text or None
        return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].figures else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        run = self.runs[index.row()]
        if role != _Role.EditRole or str(value) == run.notes.title:
            return False
        self.renamed.emit(run, str(value).strip())
        return True


def run_name(run: Run) -> str:
    """The name of a run: its title, or else what its recipe is called."""
    return translated(run.name)


def data_name(run: Run) -> str:
    """The name of a run's data set: "mnist", or the folder's name."""
    return run.about.data.name


def test_error(run: Run) -> float:
    """The test error after the last epoch; infinity before the first one, which sorts the run behind all others."""
    last = run.measurements[-1].test_error if run.measurements else math.inf
    return last if math.isfinite(last) else math.inf


def _column_of(metric: Metric) -> _Column:
    def last(run: Run) -> float:
        return run.measurements[-1].figures.get(metric.name, math.inf) if run.measurements else math.inf

    return _Column(translated(metric.words), lambda run: figure(last(run), metric.form), last, figures=True)


def seconds(run: Run) -> float:
    """Seconds spent training."""
    return run.measurements[-1].seconds if run.measurements else 0.0


def _date(moment: datetime) -> str:
    local = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
