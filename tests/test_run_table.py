from dataclasses import replace
from pathlib import Path

import pytest
from made_runs import RUNS, column, folders, names, run, texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ae_gui.widgets.run_table import RunTable, clock
from ae_model.config import NetworkConfig
from ae_model.runs import Notes


@pytest.fixture
def table(qtbot) -> RunTable:
    table = RunTable()
    qtbot.addWidget(table)
    table.set_runs(RUNS)
    table.show()
    return table


def test_runs_stand_newest_first_with_what_matters_of_them(table):
    assert texts(table, "Name") == ["deep-2d", "Nice one", "seed-2d"]
    assert texts(table, "Epochs") == ["5 of 80", "2 of 80", "3 of 80"]
    assert texts(table, "Test error") == ["0.0312", "0.0377", "0.0398"]
    assert texts(table, "Layers") == ["784 · 1000 · 500 · 250 · 2", "784 · 512 · 2", "784 · 512 · 2"]
    assert texts(table, "Time") == ["5:00", "2:00", "3:00"]
    assert texts(table, "State") == ["stopped", "stopped", "failed"]
    assert texts(table, "★") == ["☆", "★", "☆"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Test error", ["deep-2d", "Nice one", "seed-2d"]),
        ("Epochs", ["Nice one", "seed-2d", "deep-2d"]),
        ("Name", ["deep-2d", "Nice one", "seed-2d"]),
        ("Began", ["seed-2d", "Nice one", "deep-2d"]),
    ],
)
def test_the_table_is_sorted_by_any_column_by_value_and_not_by_text(table, title, expected):
    table.sortByColumn(column(table, title), Qt.SortOrder.AscendingOrder)
    assert names(table.shown) == expected
    table.sortByColumn(column(table, title), Qt.SortOrder.DescendingOrder)
    assert names(table.shown) == expected[::-1]


def test_networks_of_any_layers_fit_the_table(table):
    config = replace(RUNS[0].about.config, network=NetworkConfig(hidden_sizes=()))
    table.set_runs([replace(RUNS[0], about=replace(RUNS[0].about, config=config))])
    assert texts(table, "Layers") == ["784 · 2"]


def test_the_selected_ones_begin_with_the_one_that_was_clicked_last(table):
    table.select(folders(1, 3))
    assert names(table.selected) == ["seed-2d", "deep-2d"]


def test_without_a_measurement_a_run_comes_last_by_its_error(table):
    table.set_runs([replace(RUNS[0], measurements=()), *RUNS[1:]])
    table.sortByColumn(column(table, "Test error"), Qt.SortOrder.AscendingOrder)
    assert texts(table, "Test error")[-1] == "–"


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (59.6, "1:00"), (3_725, "1:02:05")])
def test_a_time_is_told_in_minutes_and_in_hours_where_there_are_some(seconds, words):
    assert clock(seconds) == words


def test_a_run_that_goes_on_is_shown_so_while_another_is_named_and_the_table_stays_where_it_is(qtbot, table):
    many = [replace(RUNS[0], folder=Path(f"runs/{number}")) for number in range(100)]
    table.set_runs(many)
    table.select([many[60].folder, many[70].folder])
    table.scrollTo(table.model().index(60, 1), table.ScrollHint.PositionAtTop)
    table.edit(table.model().index(60, 1))
    (editor,) = table.findChildren(QLineEdit)
    editor.setText("a name that is bei")
    top, chosen = table.verticalScrollBar().value(), []
    table.chosen.connect(chosen.append)

    gone_on = replace(many[61], measurements=many[61].measurements[:3])
    table.set_runs([*many[:61], gone_on, *many[62:]])
    assert texts(table, "Epochs")[61] == "2 of 80"
    assert (editor.text(), table.state()) == ("a name that is bei", table.State.EditingState)
    assert table.verticalScrollBar().value() == top
    assert [run.folder for run in table.selected] == [many[60].folder, many[70].folder]
    assert chosen == []

    named = replace(many[60], about=replace(many[60].about, outcome="done"))
    table.set_runs([*many[:60], named, *many[61:-1]])
    assert editor.text() == "a name that is bei"
    assert [runs[0] is named for runs in chosen] == [True]


def test_a_run_that_begins_or_is_gone_moves_no_selection(table):
    table.select(folders(1))
    table.set_runs([run(4), *RUNS])
    assert names(table.selected) == ["seed-2d"]
    table.set_runs([run(4), RUNS[0], RUNS[2]])
    assert names(table.selected) == ["seed-2d"]
    table.set_runs([run(4), RUNS[0]])
    assert table.selected == []
    assert len(texts(table, "Name")) == 2


def test_runs_in_another_order_are_shown_in_it(table):
    table.set_runs([RUNS[2], RUNS[0], run(5), RUNS[1]])
    assert len(texts(table, "Name")) == 4


def test_a_run_is_found_by_what_was_just_noted_of_it(table):
    table.search("needle")
    assert table.shown == []
    table.set_runs([replace(RUNS[0], notes=Notes(text="a needle")), *RUNS[1:]])
    assert names(table.shown) == ["deep-2d"]
