"""The page of past trainings: a table, their curves over each other, and their configurations side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QSplitter, QWidget

from ae_gui.theme import MARGIN, SPACING, grown
from ae_gui.widgets.change import Change
from ae_gui.widgets.config_differences import ConfigDifferences
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.run_curves import RunCurves
from ae_gui.widgets.run_styles import MOST
from ae_gui.widgets.run_table import RunTable
from ae_gui.widgets.tabs import Tabs
from ae_gui.widgets.text_labels import quiet_label
from ae_gui.words import translated
from ae_model.runs import Notes, Run

_NOTES_MS = 800  # after the last key, notes are written


class RunsTab(QWidget):
    """A page that shows runs and tells what the user wants done with them; it reads and writes no files.

    Signals:
        shown(), hidden(): the page has come into sight, and the table may be out of date, or has gone out of it.
        open_wanted(run): put the run on show.
        resume_wanted(run): train it further.
        train_on_wanted(run): train it longer than it was to be.
        duplicate_wanted(run): begin a new training from its configuration.
        curves_wanted(run), network_wanted(run): write its curves, or its network, to a file of the user's.
        delete_wanted(runs), restore_wanted(runs): move the runs to the trash, or out of it again.
        annotated(folder, notes): the user has changed the notes, the title or the star of a run.

    Attributes:
        undo_stack: each star or name given to a run is a change, and so is each deletion.
        rows, columns: splitters, between table and the rest, and between curves and details.
    """

    shown = Signal()
    hidden = Signal()
    open_wanted = Signal(Run)
    resume_wanted = Signal(Run)
    train_on_wanted = Signal(Run)
    duplicate_wanted = Signal(Run)
    curves_wanted = Signal(Run)
    network_wanted = Signal(Run)
    delete_wanted = Signal(object)
    restore_wanted = Signal(object)
    annotated = Signal(Path, Notes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RunTable()
        self.curves = RunCurves()
        self.differences = ConfigDifferences()
        self.notes = QPlainTextEdit(tabChangesFocus=True)
        self.undo_stack = QUndoStack(self)
        self.search = QLineEdit(placeholderText=self.tr("Search names, notes, data, layers …"), clearButtonEnabled=True)
        self.rows = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self.columns = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._trains = True
        self._noted: Run | None = None  # whose notes are in the editor
        self._notes_timer = QTimer(self, singleShot=True, interval=_NOTES_MS)
        self._tools = QWidget()
        self._empty = QLabel(self.tr("Nothing has been trained yet. Press Train (F5): every training is kept here."))
        self._complaints = quiet_label(wrapped=True)
        self.open_button = _button(self.tr("Open"), self.tr("Show it in every tab (Enter)"))
        self.resume_button = _button(self.tr("Resume"), self.tr("Go on until its last epoch"))
        self.train_on_button = _button(self.tr("Train on…"), self.tr("Give it more epochs than planned"))
        self.duplicate_button = _button(self.tr("Duplicate…"), self.tr("Change its recipe and train again"))
        self.export_button = _button(self.tr("Export"), self.tr("Write its curves or its network to a file"))
        self.delete_button = _button(self.tr("Delete"), self.tr("Move to the trash (Delete)"))
        going_on = self.resume_button, self.train_on_button, self.duplicate_button
        self._buttons = self.open_button, *going_on, self.export_button, self.delete_button
        self._lay_out()
        self._connect()
        self._show_chosen([])

    def _connect(self) -> None:
        for button, do in (
            (self.open_button, self._open_run),
            (self.resume_button, self.resume_wanted.emit),
            (self.train_on_button, self.train_on_wanted.emit),
            (self.duplicate_button, self.duplicate_wanted.emit),
        ):
            button.clicked.connect(partial(self._with_chosen, do))
        self.delete_button.clicked.connect(self._delete)
        menu = QMenu(self)
        for words, wanted in ((self.tr("Curves…"), self.curves_wanted), (self.tr("Network…"), self.network_wanted)):
            menu.addAction(words).triggered.connect(partial(self._with_chosen, wanted.emit))
        self.export_button.setMenu(menu)
        self.search.textChanged.connect(self.table.search)
        self.table.chosen.connect(self._show_chosen)
        self.table.open_wanted.connect(self._open_run)
        self.table.delete_wanted.connect(self._delete)
        self.table.customContextMenuRequested.connect(self._offer_at)
        self.table.starred.connect(lambda run, starred: self._change(run, self.tr("Star"), starred=starred))
        self.table.renamed.connect(lambda run, title: self._change(run, self.tr("Rename training"), title=title))
        self.notes.textChanged.connect(self._notes_timer.start)
        self._notes_timer.timeout.connect(self.keep_notes)

    def set_runs(self, runs: Sequence[Run], complaints: Sequence[str]) -> None:
        """Show all runs, and a complaint about each folder that cannot be read as one, while notes are edited."""
        self.table.set_runs(runs)
        self._empty.setVisible(not runs)
        for part in (self._tools, self.rows):  # which would be empty frames
            part.setVisible(bool(runs))
        self._complaints.setText("\n".join(map(translated, complaints)))
        self._complaints.setVisible(bool(complaints))

    @Slot()
    def keep_notes(self) -> None:
        """Hand over the notes about the current run, if they were edited."""
        self._notes_timer.stop()
        run, text = self._noted, self.notes.toPlainText()
        if run is not None and text != run.notes.text:
            self._annotate(run, replace(run.notes, text=text))

    def show_runs(self, folders: Sequence[Path]) -> None:
        """Select the runs in these folders, whatever was searched for."""
        self.search.clear()
        self.table.select(folders)

    def say_why_not_to_train(self, reason: str) -> None:
        """Let no run be resumed; the button says why."""
        self._trains = False
        for button in (self.resume_button, self.train_on_button):
            button.setEnabled(False)
            button.setToolTip(reason)

    # What the user does

    @Slot(object)
    def _show_chosen(self, runs: Sequence[Run]) -> None:
        first = runs[0] if runs else None
        if self._noted is None or first is None or first.folder != self._noted.folder:
            self.keep_notes()
            self._noted = None
            self.notes.setPlainText(first.notes.text if first else "")
        elif self.notes.toPlainText() == self._noted.notes.text != first.notes.text:
            self.notes.setPlainText(first.notes.text)  # noted elsewhere
        self._noted = first
        self.notes.setEnabled(first is not None)
        drawn = self.table.from_top(runs[:MOST])
        self.curves.set_runs(drawn)
        self.table.number([run.folder for run in drawn] if len(drawn) > 1 else [])
        self.differences.set_runs([*drawn, *runs[MOST:]])
        one = first is not None and len(runs) == 1
        self.open_button.setEnabled(one and runs[0].has_state)
        self.resume_button.setEnabled(one and runs[0].can_resume and self._trains)
        self.train_on_button.setEnabled(one and runs[0].has_state and not runs[0].in_use and self._trains)
        self.duplicate_button.setEnabled(one)
        self.export_button.setEnabled(one)
        self.delete_button.setEnabled(bool(runs) and not any(run.in_use for run in runs))

    @Slot(object)
    def _open_run(self, run: Run) -> None:
        if run.has_state:
            self.open_wanted.emit(run)

    @Slot(QPoint)
    def _offer_at(self, place: QPoint) -> None:
        """Offer at the mouse what the buttons do."""
        menu = QMenu(self)
        for button in self._buttons:
            if (more := button.menu()) is not None:
                menu.addMenu(more).setText(button.text())
            else:
                menu.addAction(button.text(), button.click)
            menu.actions()[-1].setEnabled(button.isEnabled())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    @Slot()
    def _delete(self) -> None:
        if runs := [run for run in self.table.selected if not run.in_use]:
            words = self.tr("Delete training") if len(runs) == 1 else self.tr("Delete trainings")
            self.undo_stack.push(_Deletion(words, self, runs))

    @Slot(object)
    def take_back(self, deleted: Sequence[Run]) -> None:
        """Have runs again that were deleted; the last change of all is undone so."""
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(last, _Deletion) and {run.folder for run in deleted} <= {run.folder for run in last.runs}:
            self.undo_stack.undo()
        else:
            self.restore_wanted.emit(deleted)

    def _change(self, run: Run, words: str, **after: Any) -> None:
        """Change the title or the star of a run; this can be undone while the run is there."""
        before = {name: getattr(run.notes, name) for name in after}

        def show(part: dict[str, Any]) -> None:
            for there in self.table.runs:
                if there.folder == run.folder:
                    self._annotate(there, replace(there.notes, **part))

        self.undo_stack.push(Change(words, show, before, after))

    def _annotate(self, run: Run, notes: Notes) -> None:
        """Hand over changed notes of a run, and show them at once."""
        changed = replace(run, notes=notes)
        if self._noted is not None and run.folder == self._noted.folder:
            self._noted = changed
        self.table.set_runs([changed if other.folder == run.folder else other for other in self.table.runs])
        self.annotated.emit(run.folder, notes)

    def _with_chosen(self, do: Callable[[Run], object], *_: object) -> None:
        if runs := self.table.selected:
            do(runs[0])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.table.selected and self.table.shown:  # instead of empty curves
            self.table.select([self.table.shown[0].folder])
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    # How it is put together

    def _lay_out(self) -> None:
        self.search.setAccessibleName(self.tr("Search past trainings"))
        self.search.setMaximumWidth(grown(320))
        self.notes.setPlaceholderText(self.tr("What you want to remember about this training"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)

        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        in_row((self.search, 1), STRETCH, *self._buttons, parent=self._tools, spacing=SPACING)
        details = Tabs()
        details.addTab(self.differences, self.tr("Configuration"))
        details.addTab(self.notes, self.tr("Notes"))
        self.columns.addWidget(self.curves)
        self.columns.addWidget(details)
        self.columns.setStretchFactor(0, 3)
        self.columns.setStretchFactor(1, 2)
        self.rows.addWidget(self.table)
        self.rows.addWidget(self.columns)

        kept = self.rows.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # or the splitter would forget where the user has put it
        self.rows.setSizePolicy(kept)
        place = QGridLayout()
        for part in (self.rows, self._empty):
            place.addWidget(part, 0, 0)
        page = self._tools, (place, 1), self._complaints
        in_column(*page, parent=self, margin=(MARGIN, SPACING, MARGIN, SPACING), spacing=SPACING)


class _Deletion(QUndoCommand):
    """A change that moves runs to the trash, and takes them out of it again."""

    def __init__(self, words: str, tab: RunsTab, runs: Sequence[Run]) -> None:
        super().__init__(words)
        self.runs = runs
        self._tab = tab

    def redo(self) -> None:
        self._tab.delete_wanted.emit(self.runs)

    def undo(self) -> None:
        self._tab.restore_wanted.emit(self.runs)


def _button(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    return button
