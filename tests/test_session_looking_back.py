import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from windows import SMALL, at_rest, press

from ae_gui.main_window import MainWindow
from ae_model import runs, training
from ae_model.datasets import Dataset
from ae_model.recording import Recorder
from ae_model.runs import Notes, Run


def run(tiny: Dataset, data_dir: Path, **values: object) -> Run:
    """A run of two epochs, the newest there is."""
    for _ in Recorder(data_dir).record(training.train(replace(SMALL, **values), tiny, autosave_s=0), tiny):
        pass
    return runs.read_all(data_dir)[0][0]


@pytest.fixture
def interrupted(tiny, tmp_path) -> Run:
    """A run that the end of the program has ended after two epochs of nine."""
    made = run(tiny, tmp_path / "user")
    runs.write_about(
        made.folder, replace(made.about, outcome="interrupted", config=replace(made.about.config, epochs=9))
    )
    return runs.read(made.folder)


def look(window: MainWindow) -> None:
    """As at a start."""
    window.looking_back.look()
    at_rest(window)


def offers(window: MainWindow) -> list[str]:
    return [button.text() for button in window.bar.findChildren(QPushButton) if button.isVisibleTo(window.bar)]


def test_a_training_that_was_interrupted_is_offered(interrupted, window):
    look(window)
    assert window.bar.text == "The training “32 → 2, rate 0.001” was interrupted after epoch 2 of 9."
    assert offers(window) == ["Resume", "Open", "Leave it", "Close"]


def test_of_several_that_of_the_last_minutes_is_offered_and_all_are_shown(qtbot, interrupted, window, tiny, tmp_path):
    run(tiny, tmp_path / "user", seed=1)  # newer, and done
    older = tmp_path / "user" / "runs" / "2020-01-01"
    shutil.copytree(interrupted.folder, older)
    state = older / "state.safetensors"
    os.utime(state, (state.stat().st_mtime + 60,) * 2)  # it was gone on with
    runs.annotate(older, Notes("an old one"))
    look(window)
    assert window.bar.text == "The training “an old one” was interrupted after epoch 2 of 9. Another one was, too."
    press(qtbot, window, "Show all")
    assert window.tabs.currentWidget() is window.runs_tab
    assert [one.folder for one in window.runs_tab.table.selected] == [older, interrupted.folder]
    at_rest(window)


def test_one_that_is_left_is_offered_no_more_and_can_be_gone_on_with(qtbot, interrupted, window):
    look(window)
    press(qtbot, window, "Leave it")
    at_rest(window)
    left = runs.read(interrupted.folder)
    assert (left.about.outcome, left.can_resume) == ("stopped", True)
    look(window)
    assert window.bar.text == ""
