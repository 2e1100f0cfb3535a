from dataclasses import replace

import pytest
from made_runs import RUNS, column, folders, names, texts
from PySide6.QtCore import Qt

from ae_gui.widgets.run_table import RunTable, clock
from ae_model.config import NetworkConfig


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
