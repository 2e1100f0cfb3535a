from dataclasses import replace

import pytest
from made_runs import run
from PySide6.QtWidgets import QLabel, QWidget

from ae_gui.train_on_dialog import TrainOnDialog
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Run

DONE = run(3, "seed-2d", epochs=80)


@pytest.fixture
def ask(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask(run: Run) -> TrainOnDialog:
        dialog = TrainOnDialog(run, parent)
        dialog.show()
        return dialog

    return ask


def head(dialog: TrainOnDialog) -> str:
    return dialog.findChildren(QLabel)[0].text()


def test_it_says_what_the_schedule_does_before_anything_is_done(ask):
    dialog = ask(DONE)
    assert head(dialog) == "“seed-2d” has its 80 epochs. It goes on from where it stands."
    dialog.epochs.setValue(20)
    assert dialog.plan.text() == "From epoch 80 to 100 the learning rate stays at 0.001."
    cosine = ask(run(3, "tuned-2d", epochs=80))
    cosine.epochs.setValue(10)
    assert cosine.plan.text().startswith("After epoch 80 the learning rate begins again at 0.008")


def test_of_a_stopped_training_it_says_that_the_planned_end_comes_first(ask):
    assert "has 5 of 80 epochs. It first goes on" in head(ask(run(3, "seed-2d", epochs=5)))


def test_what_is_wanted_is_told_with_all_epochs_and_a_rate_that_is_another(qtbot, ask):
    dialog = ask(DONE)
    dialog.epochs.setValue(20)
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.train.click()
    assert wanted.args == [DONE, {"epochs": 100, "learning_rate": None}]
    dialog = ask(DONE)
    dialog.rate.lineEdit().setText("3e-4")
    dialog.rate.edited.emit()
    assert "stays at 0.0003" in dialog.plan.text()
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.train.click()
    assert wanted.args[1]["learning_rate"] == 3e-4


def test_the_rate_in_force_is_proposed(ask):
    config = DONE.about.config.with_changes(RecipeChange(99, "learning_rate", 0.001, 0.0005))
    assert ask(replace(DONE, about=replace(DONE.about, config=config))).rate.read() == 0.0005


@pytest.mark.parametrize(("text", "why"), [("x", "must be a number"), ("0", "above 0"), ("", "must be a number")])
def test_an_impossible_rate_is_refused_in_a_sentence(ask, text, why):
    dialog = ask(DONE)
    dialog.rate.lineEdit().setText(text)
    dialog.rate.edited.emit()
    assert why in dialog.plan.text()
    assert not dialog.train.isEnabled()
