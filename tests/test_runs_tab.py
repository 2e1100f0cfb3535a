from dataclasses import replace
from pathlib import Path

import pytest
from made_runs import RUNS, column, folders, names, run, texts
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu, QTabWidget

from ae_gui.runs_tab import RunsTab
from ae_model.runs import Notes


@pytest.fixture
def tab(qtbot) -> RunsTab:
    tab = RunsTab()
    qtbot.addWidget(tab)
    tab.resize(1000, 560)
    tab.set_runs(RUNS, [])
    tab.show()
    return tab


def select(tab: RunsTab, *numbers: int) -> None:
    tab.table.select(folders(*numbers))


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


def test_without_any_run_there_is_a_sentence_and_no_empty_frame(tab):
    tab.set_runs([], [])

    frames = (tab.search, tab.table, tab.curves, tab.notes, tab.open_button)
    assert not any(part.isVisible() for part in frames)
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert said == ["Nothing has been trained yet. Press Train (F5): every training is kept here."]
    tab.set_runs(RUNS, [])
    assert all(part.isVisible() for part in (tab.search, tab.table, tab.curves, tab.open_button))


def test_what_can_be_done_follows_from_what_is_selected(tab):
    buttons = (tab.open_button, tab.resume_button, tab.duplicate_button, tab.export_button, tab.delete_button)

    def enabled() -> list[bool]:
        return [button.isEnabled() for button in buttons]

    select(tab)
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


def test_a_run_that_has_a_state_and_is_in_nobodys_use_can_be_trained_on_finished_or_not(tab):
    done = replace(run(3, epochs=80), about=replace(RUNS[0].about, outcome="done"))
    for there, possible in (
        (done, True),
        (RUNS[0], True),
        (replace(done, has_state=False), False),
        (replace(done, in_use=True), False),
    ):
        tab.set_runs([there], [])
        select(tab, 3)
        assert tab.train_on_button.isEnabled() == possible
    tab.set_runs([done], [])
    tab.say_why_not_to_train("There is no engine.")
    select(tab, 3)
    assert not tab.train_on_button.isEnabled() and tab.train_on_button.toolTip() == "There is no engine."


def test_buttons_ask_for_the_selected_run(qtbot, tab):
    select(tab, 1)
    for button, signal in (
        (tab.open_button, tab.open_wanted),
        (tab.resume_button, tab.resume_wanted),
        (tab.train_on_button, tab.train_on_wanted),
    ):
        with qtbot.waitSignal(signal) as asked:
            button.click()
        assert asked.args[0].name == "seed-2d"
    with qtbot.waitSignal(tab.duplicate_wanted) as asked:
        tab.duplicate_button.click()
    assert asked.args[0] == RUNS[2]
    select(tab, 1, 3)
    with qtbot.waitSignal(tab.delete_wanted) as asked:
        tab.delete_button.click()
    assert sorted(names(asked.args[0])) == ["deep-2d", "seed-2d"]


def test_a_deletion_is_undone_and_done_again(qtbot, tab):
    select(tab, 1)
    tab.delete_button.click()
    assert tab.undo_stack.undoText() == "Delete training"
    with qtbot.waitSignal(tab.restore_wanted) as asked:
        tab.undo_stack.undo()
    assert names(asked.args[0]) == ["seed-2d"]
    with qtbot.waitSignal(tab.delete_wanted) as asked:
        tab.undo_stack.redo()
    assert names(asked.args[0]) == ["seed-2d"]


def test_a_deletion_that_is_taken_back_from_the_message_is_not_to_be_undone_any_more(qtbot, tab):
    select(tab, 1)
    with qtbot.waitSignal(tab.delete_wanted) as asked:
        tab.delete_button.click()
    with qtbot.waitSignal(tab.restore_wanted):
        tab.take_back(asked.args[0])
    assert not tab.undo_stack.canUndo()

    tab.delete_button.click()
    tab.table.starred.emit(RUNS[0], True)
    with qtbot.waitSignal(tab.restore_wanted) as restored:
        tab.take_back(asked.args[0])
    assert restored.args == asked.args
    assert tab.undo_stack.undoText() == "Star"


def chips(tab: RunsTab) -> list[int | None]:
    """The number that is told of each row's curve, from top to bottom."""
    model, index = tab.table.model(), column(tab.table, "Name")
    told = [model.data(model.index(row, index), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    return [int(words.rsplit(" ", 1)[1]) if words else None for words in told]


def test_the_runs_of_several_curves_have_their_numbers_in_their_rows_in_the_order_of_the_table(tab):
    select(tab, 1, 3)
    assert chips(tab) == [1, None, 2]
    assert names(tab.curves.runs) == ["deep-2d", "seed-2d"]
    heads = [tab.differences._table.horizontalHeaderItem(number).text() for number in (0, 1)]
    assert heads == ["1  deep-2d", "2  seed-2d"]
    tab.table.sortByColumn(column(tab.table, "Test error"), Qt.SortOrder.DescendingOrder)
    assert names(tab.table.shown) == ["seed-2d", "Nice one", "deep-2d"]
    select(tab, 1, 3)
    assert chips(tab) == [1, None, 2]
    select(tab, 2)
    assert chips(tab) == [None] * 3


def test_what_the_buttons_do_is_offered_at_the_mouse_too(tab):
    select(tab, 3, 1)
    tab.table.customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = [menu for menu in tab.findChildren(QMenu) if menu.isVisible()]
    offered = {action.text(): action.isEnabled() for action in menu.actions()}
    assert list(offered) == ["Open", "Resume", "Train on…", "Duplicate…", "Export", "Delete"]
    assert [words for words, enabled in offered.items() if enabled] == ["Delete"]
    menu.close()


def test_wanted_runs_are_selected_whatever_was_searched_for(tab):
    tab.search.setText("Nice")
    tab.show_runs(folders(3, 1))
    assert sorted(names(tab.table.selected)) == ["deep-2d", "seed-2d"]


def test_keys_open_delete_and_star(qtbot, tab):
    select(tab, 1)
    for key, signal in ((Qt.Key.Key_Return, tab.open_wanted), (Qt.Key.Key_Delete, tab.delete_wanted)):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(tab.table, key)
    with qtbot.waitSignal(tab.annotated) as asked:
        qtbot.keyClick(tab.table, Qt.Key.Key_Asterisk)
    assert asked.args == [Path("runs/1"), Notes(starred=True)]
    assert texts(tab.table, "★") == ["☆", "★", "★"]


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
        assert model.setData(model.index(0, column(tab.table, "Name")), "Deeper")
    assert asked.args == [Path("runs/3"), Notes("Deeper")]
    assert texts(tab.table, "Name")[0] == "Deeper"


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
    assert texts(tab.table, "Test error") == ["–"]
    select(tab, 5)
    assert tab.differences.rows["Best test error"] == ["–"]


def test_stars_and_names_are_undone_and_what_was_noted_since_stays(qtbot, tab):
    model = tab.table.model()
    model.setData(model.index(0, column(tab.table, "Name")), "Deeper")
    select(tab, 3)
    tab.notes.setPlainText("noted since")
    tab.keep_notes()

    with qtbot.waitSignal(tab.annotated) as asked:
        tab.undo_stack.undo()
    assert asked.args == [Path("runs/3"), Notes(text="noted since")]
    assert texts(tab.table, "Name")[0] == "deep-2d"
    tab.undo_stack.redo()
    assert texts(tab.table, "Name")[0] == "Deeper"


def test_nothing_is_said_of_a_run_that_is_gone(qtbot, tab):
    model = tab.table.model()
    model.setData(model.index(0, column(tab.table, "Name")), "Deeper")
    tab.set_runs(RUNS[1:], [])
    with qtbot.assertNotEmitted(tab.annotated):
        tab.undo_stack.undo()


def test_notes_that_are_being_written_stay_when_the_run_goes_on(qtbot, tab):
    tab.findChild(QTabWidget).setCurrentWidget(tab.notes)
    select(tab, 2)
    qtbot.keyClicks(tab.notes, "half a ")
    gone_on = replace(RUNS[1], measurements=RUNS[1].measurements[:2])
    tab.set_runs([RUNS[0], gone_on, RUNS[2]], [])
    qtbot.keyClicks(tab.notes, "sentence: ")
    assert tab.notes.toPlainText() == "half a sentence: the wide bowl"
    with qtbot.waitSignal(tab.annotated) as asked:
        tab.keep_notes()
    assert asked.args[1].text == "half a sentence: the wide bowl"


def test_notes_that_were_written_elsewhere_are_shown(qtbot, tab):
    select(tab, 2)
    tab.set_runs([RUNS[0], replace(RUNS[1], notes=Notes("Nice one", "from elsewhere")), RUNS[2]], [])
    assert tab.notes.toPlainText() == "from elsewhere"
    with qtbot.assertNotEmitted(tab.annotated):
        tab.keep_notes()


def test_it_says_when_it_is_in_sight_and_when_not(qtbot, tab):
    with qtbot.waitSignal(tab.hidden):
        tab.hide()
    with qtbot.waitSignal(tab.shown):
        tab.show()


def test_the_newest_run_is_seen_where_none_was_chosen_and_one_that_was_stays_so(tab):
    assert names(tab.table.selected) == ["deep-2d"]
    select(tab, 1)
    tab.hide()
    tab.show()
    assert names(tab.table.selected) == ["seed-2d"]
