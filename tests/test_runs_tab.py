import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from ae_gui.runs_tab import RunsTab
from ae_model.config import PRESETS, NetworkConfig
from ae_model.runs import About, Measurement, Notes, Outcome, Run


def run(
    number: int, preset: str = "seed-2d", *, error: float = 0.04, epochs: int = 2, outcome: Outcome = "stopped"
) -> Run:
    """A run of one epoch a minute that ends with this test error."""
    config = replace(PRESETS[preset].config, epochs=80)
    created = datetime(2026, 11, number, 12, 0, tzinfo=UTC)
    about = About(config, created, "CPU, 2 threads, fp32", 469, "ab" * 32, {"Python": "3.11"}, outcome)
    errors = np.linspace(0.2, error, epochs + 1).tolist()
    rows = tuple(
        Measurement(469 * epoch, epoch, mse if epoch else math.nan, mse, 60.0 * epoch)
        for epoch, mse in enumerate(errors)
    )
    return Run(Path(f"runs/{number}"), about, Notes(), rows, in_use=False, has_state=True)


RUNS = [
    run(3, "deep-2d", error=0.0312, epochs=5),
    replace(run(2, "tuned-2d", error=0.0377), notes=Notes("Nice one", "the wide bowl", starred=True)),
    run(1, "seed-2d", error=0.0398, epochs=3, outcome="failed"),
]


@pytest.fixture
def tab(qtbot) -> RunsTab:
    tab = RunsTab()
    qtbot.addWidget(tab)
    tab.resize(1000, 560)
    tab.set_runs(RUNS, [])
    tab.show()
    return tab


def names(runs: list[Run]) -> list[str]:
    return [run.name for run in runs]


def column(tab: RunsTab, title: str) -> int:
    model = tab.table.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    return titles.index(title)


def texts(tab: RunsTab, title: str) -> list[str]:
    model, place = tab.table.model(), column(tab, title)
    return [model.data(model.index(row, place)) for row in range(model.rowCount())]


def select(tab: RunsTab, *numbers: int) -> None:
    tab.table.select([Path(f"runs/{number}") for number in numbers])


def test_runs_stand_newest_first_with_what_matters_of_them(tab):
    assert texts(tab, "Name") == ["deep-2d", "Nice one", "seed-2d"]
    assert texts(tab, "Epochs") == ["5 of 80", "2 of 80", "3 of 80"]
    assert texts(tab, "Test error") == ["0.0312", "0.0377", "0.0398"]
    assert texts(tab, "Layers") == ["784 · 1000 · 500 · 250 · 2", "784 · 512 · 2", "784 · 512 · 2"]
    assert texts(tab, "Time") == ["5:00", "2:00", "3:00"]
    assert texts(tab, "State") == ["stopped", "stopped", "failed"]
    assert texts(tab, "★") == ["☆", "★", "☆"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Test error", ["deep-2d", "Nice one", "seed-2d"]),
        ("Epochs", ["Nice one", "seed-2d", "deep-2d"]),
        ("Name", ["deep-2d", "Nice one", "seed-2d"]),
        ("Began", ["seed-2d", "Nice one", "deep-2d"]),
    ],
)
def test_the_table_is_sorted_by_any_column_by_value_and_not_by_text(tab, title, expected):
    tab.table.sortByColumn(column(tab, title), Qt.SortOrder.AscendingOrder)
    assert names(tab.table.shown) == expected
    tab.table.sortByColumn(column(tab, title), Qt.SortOrder.DescendingOrder)
    assert names(tab.table.shown) == expected[::-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("deep", ["deep-2d"]),
        ("BOWL", ["Nice one"]),
        ("tuned", ["Nice one"]),
        ("1000", ["deep-2d"]),
        ("failed", ["seed-2d"]),
        ("mnist", ["deep-2d", "Nice one", "seed-2d"]),
        ("[", []),
        ("  ", ["deep-2d", "Nice one", "seed-2d"]),
    ],
)
def test_a_search_finds_names_notes_layers_and_ends(qtbot, tab, words, expected):
    qtbot.keyClicks(tab.search, words)
    assert names(tab.table.shown) == expected


def test_each_curve_ends_in_its_number_so_that_no_colour_is_needed_to_tell_it(tab):
    tab.table.select([run.folder for run in tab.table.runs])
    tab.curves.grab()

    assert list(tab.curves.numbers.written) == [str(place + 1) for place in range(len(tab.curves.runs))]
    for place, run in enumerate(tab.curves.runs):
        assert f"<b>{place + 1}</b> {run.name}" in tab.curves.words


def test_the_curves_of_what_is_selected_lie_over_each_other_by_epoch_step_or_time(tab):
    select(tab, 3, 1)
    assert names(tab.curves.runs) == ["deep-2d", "seed-2d"]
    places, errors = tab.curves.drawn[0]
    assert places.tolist() == [0, 1, 2, 3, 4, 5]
    np.testing.assert_allclose(10**errors, np.linspace(0.2, 0.0312, 6))
    tab.curves.set_across("step")
    assert tab.curves.drawn[0][0].tolist() == [0, 469, 938, 1407, 1876, 2345]
    tab.curves.set_across("time")
    assert tab.curves.drawn[0][0].tolist() == [0, 1, 2, 3, 4, 5]
    assert "deep-2d 0.0312" in tab.curves.words.replace("</span>", "")


def test_the_training_loss_has_a_curve_of_its_own_where_it_is_wanted(tab):
    select(tab, 3)
    assert len(tab.curves.drawn) == 1
    tab.curves._losses.click()
    assert len(tab.curves.drawn) == 2
    assert tab.curves.drawn[0][0].tolist() == [1, 2, 3, 4, 5]


def test_configurations_stand_beside_each_other_with_their_differences_marked(tab):
    select(tab, 3, 1)
    assert tab.differences.rows["≠ Hidden layers"] == ["1000, 500, 250", "512"]
    assert tab.differences.rows["Data set"] == ["mnist", "mnist"]
    assert {"Preset", "Activation", "Learning rate", "Test error"} <= set(tab.differences.differing)
    tab.differences._only_differences.click()
    assert all(name.startswith("≠") for name in tab.differences.rows)


def test_one_run_alone_has_no_differences(tab):
    select(tab, 3)
    assert tab.differences.differing == []
    assert not tab.differences._only_differences.isEnabled()


def test_what_can_be_done_follows_from_what_is_selected(tab):
    buttons = (tab.open_button, tab.resume_button, tab.duplicate_button, tab.export_button, tab.delete_button)

    def enabled() -> list[bool]:
        return [button.isEnabled() for button in buttons]

    assert enabled() == [False] * 5
    select(tab, 3)
    assert enabled() == [True] * 5
    select(tab, 3, 1)
    assert enabled() == [False, False, False, False, True]
    tab.set_runs([replace(RUNS[0], in_use=True, about=replace(RUNS[0].about, outcome="running"))], [])
    select(tab, 3)
    assert enabled() == [True, False, True, True, False]
    tab.set_runs([replace(RUNS[0], has_state=False)], [])
    select(tab, 3)
    assert enabled() == [False, False, True, True, True]


def test_a_finished_run_is_not_offered_to_be_resumed(tab):
    done = replace(run(3, epochs=80), about=replace(RUNS[0].about, outcome="done"))
    tab.set_runs([done], [])
    select(tab, 3)
    assert not tab.resume_button.isEnabled()


def test_buttons_ask_for_the_selected_run(qtbot, tab):
    select(tab, 1)
    for button, signal in ((tab.open_button, tab.open_wanted), (tab.resume_button, tab.resume_wanted)):
        with qtbot.waitSignal(signal) as asked:
            button.click()
        assert asked.args[0].name == "seed-2d"
    with qtbot.waitSignal(tab.duplicate_wanted) as asked:
        tab.duplicate_button.click()
    assert asked.args[0] == RUNS[2].about.config
    select(tab, 1, 3)
    with qtbot.waitSignal(tab.delete_wanted) as asked:
        tab.delete_button.click()
    assert sorted(names(asked.args[0])) == ["deep-2d", "seed-2d"]


def test_keys_open_delete_and_star(qtbot, tab):
    select(tab, 1)
    for key, signal in ((Qt.Key.Key_Return, tab.open_wanted), (Qt.Key.Key_Delete, tab.delete_wanted)):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(tab.table, key)
    with qtbot.waitSignal(tab.annotated) as asked:
        qtbot.keyClick(tab.table, Qt.Key.Key_Asterisk)
    assert asked.args == [Path("runs/1"), Notes(starred=True)]
    assert texts(tab, "★") == ["☆", "★", "★"]


def test_a_click_on_the_star_gives_it_and_takes_it_away(qtbot, tab):
    for starred in (False, True):
        place = tab.table.visualRect(tab.table.model().index(1, 0)).center()
        with qtbot.waitSignal(tab.annotated) as asked:
            qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert asked.args[1].starred == starred
        assert asked.args[1].title == "Nice one"


def test_a_run_is_renamed_in_its_place(qtbot, tab):
    model = tab.table.model()
    with qtbot.waitSignal(tab.annotated) as asked:
        assert model.setData(model.index(0, column(tab, "Name")), "Deeper")
    assert asked.args == [Path("runs/3"), Notes("Deeper")]
    assert texts(tab, "Name")[0] == "Deeper"


def test_notes_are_kept_when_another_run_is_selected_and_when_the_window_asks(qtbot, tab):
    tab.findChild(QTabWidget).setCurrentWidget(tab.notes)
    select(tab, 2)
    assert tab.notes.toPlainText() == "the wide bowl"
    with qtbot.waitSignal(tab.annotated) as asked:
        tab.notes.setPlainText("a narrow bowl")
        select(tab, 1)
    assert asked.args == [Path("runs/2"), Notes("Nice one", "a narrow bowl", starred=True)]
    assert tab.notes.toPlainText() == ""
    tab.notes.setPlainText("failed at once")
    with qtbot.waitSignal(tab.annotated) as asked:
        tab.keep_notes()
    assert asked.args == [Path("runs/1"), Notes("", "failed at once")]
    with qtbot.assertNotEmitted(tab.annotated):
        tab.keep_notes()


def test_what_is_selected_stays_so_when_the_runs_are_read_again(tab):
    select(tab, 3, 1)
    tab.set_runs([run(4), *RUNS], [])
    assert sorted(names(tab.table.selected)) == ["deep-2d", "seed-2d"]


def test_folders_that_are_no_runs_are_told_of(tab):
    tab.set_runs(RUNS, ["runs/5 cannot be read: its run.json cannot be read."])
    assert tab._complaints.isVisible()
    assert "runs/5 cannot be read" in tab._complaints.text()


def test_where_nothing_was_trained_the_tab_says_what_to_do(tab):
    assert not tab._empty.isVisible()
    tab.set_runs([], [])
    assert tab._empty.isVisible()


def test_a_run_that_failed_at_once_has_dashes_in_the_place_of_figures(tab):
    tab.set_runs([replace(run(5), measurements=(), has_state=False)], [])
    assert texts(tab, "Test error") == ["–"]
    select(tab, 5)
    assert tab.differences.rows["Best test error"] == ["–"]


def test_more_runs_than_can_be_told_apart_are_not_all_drawn(tab):
    many = [run(number) for number in range(1, 15)]
    tab.set_runs(many, [])
    select(tab, *range(1, 15))
    assert len(tab.curves.runs) == 8


def test_a_name_of_markup_is_shown_as_it_is_written(tab):
    tab.set_runs([replace(run(5), notes=Notes("<b>&x"))], [])
    select(tab, 5)
    assert "&lt;b>&amp;x" in tab.curves.words


def test_networks_of_any_layers_fit_the_table(tab):
    config = replace(RUNS[0].about.config, network=NetworkConfig(hidden_sizes=()))
    tab.set_runs([replace(RUNS[0], about=replace(RUNS[0].about, config=config))], [])
    assert texts(tab, "Layers") == ["784 · 2"]


def test_stars_and_names_are_undone_and_what_was_noted_since_stays(qtbot, tab):
    model = tab.table.model()
    model.setData(model.index(0, column(tab, "Name")), "Deeper")
    select(tab, 3)
    tab.notes.setPlainText("noted since")
    tab.keep_notes()

    with qtbot.waitSignal(tab.annotated) as asked:
        tab.undo_stack.undo()
    assert asked.args == [Path("runs/3"), Notes(text="noted since")]
    assert texts(tab, "Name")[0] == "deep-2d"
    tab.undo_stack.redo()
    assert texts(tab, "Name")[0] == "Deeper"


def test_nothing_is_said_of_a_run_that_is_gone(qtbot, tab):
    model = tab.table.model()
    model.setData(model.index(0, column(tab, "Name")), "Deeper")
    tab.set_runs(RUNS[1:], [])
    with qtbot.assertNotEmitted(tab.annotated):
        tab.undo_stack.undo()
