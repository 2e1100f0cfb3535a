from dataclasses import replace

import numpy as np
import pytest
from made_runs import RUNS, names, run
from PySide6.QtWidgets import QCheckBox, QComboBox

from ae_gui.widgets.loss_canvas import LossCanvas
from ae_gui.widgets.run_curves import RunCurves
from ae_model.recipe_changes import RecipeChange
from ae_model.runs import Notes, Run


@pytest.fixture
def curves(qtbot) -> RunCurves:
    curves = RunCurves()
    qtbot.addWidget(curves)
    curves.resize(500, 300)
    curves.show()
    return curves


def choice(curves: RunCurves, name: str) -> QComboBox:
    return next(box for box in curves.findChildren(QComboBox) if box.accessibleName() == name)


def test_each_curve_ends_in_its_number_so_that_no_colour_is_needed_to_tell_it(curves):
    curves.set_runs(RUNS)
    curves.grab()

    assert list(curves.numbers.written) == ["1", "2", "3"]
    for number, drawn in enumerate(curves.runs, start=1):
        assert f"<b>{number}</b> {drawn.notes.title or drawn.name}" in curves.words


def test_the_curves_lie_over_each_other_by_epoch_step_or_time(curves):
    curves.set_runs([RUNS[0], RUNS[2]])
    assert names(curves.runs) == ["deep-2d", "seed-2d"]
    epochs, errors = curves.drawn[0]
    assert epochs.tolist() == [0, 1, 2, 3, 4, 5]
    np.testing.assert_allclose(10**errors, np.linspace(0.2, 0.0312, 6))
    across = choice(curves, "Draw the curves by")
    across.setCurrentText("step")
    assert curves.drawn[0][0].tolist() == [0, 469, 938, 1407, 1876, 2345]
    across.setCurrentText("minutes")
    assert curves.drawn[0][0].tolist() == [0, 1, 2, 3, 4, 5]
    assert "deep-2d <b>0.0312" in curves.words


def test_the_training_loss_has_a_curve_of_its_own_where_it_is_wanted(curves):
    curves.set_runs(RUNS[:1])
    assert len(curves.drawn) == 1
    (losses,) = [box for box in curves.findChildren(QCheckBox) if box.text() == "Training loss"]
    losses.click()
    assert len(curves.drawn) == 2
    assert curves.drawn[0][0].tolist() == [1, 2, 3, 4, 5]


def diverging(number: int) -> Run:
    """A variational run whose two numbers come to 7 nats."""
    drawn = run(number, "variational-2d", epochs=5)
    rows = tuple(replace(row, divergences=(0.6 * row.epoch, 0.8 * row.epoch)) for row in drawn.measurements)
    return replace(drawn, measurements=rows)


def test_beside_a_variational_run_its_divergence_is_to_be_had_in_place_of_the_test_error(curves):
    what = choice(curves, "What the curves show")
    (losses,) = [box for box in curves.findChildren(QCheckBox) if box.text() == "Training loss"]
    curves.set_runs(RUNS[:1])
    assert not what.isVisible()
    curves.set_runs([diverging(4), RUNS[0]])
    losses.click()
    assert what.isVisible() and what.currentText() == "Test error" and len(curves.drawn) == 3

    what.setCurrentText("Divergence")
    (epochs, nats), (none, _) = curves.drawn
    assert not len(none)  # of a run that has none
    np.testing.assert_allclose(10 ** nats[1:], 1.4 * epochs[1:])
    assert not losses.isEnabled()
    assert curves.findChild(LossCanvas).getAxis("left").labelText == "nats an image"
    assert 10 ** curves.findChild(LossCanvas).viewRange()[1][1] > 7

    curves.set_runs(RUNS[:1])  # of which there is no other
    np.testing.assert_allclose(10 ** curves.drawn[0][1][-1], RUNS[0].measurements[-1].test_error)
    assert curves.findChild(LossCanvas).getAxis("left").labelText == "mean squared error"


def test_more_runs_than_can_be_told_apart_are_not_all_drawn(curves):
    curves.set_runs([run(number) for number in range(1, 15)])
    assert len(curves.runs) == 8


def test_a_name_of_markup_is_shown_as_it_is_written(curves):
    curves.set_runs([replace(run(5), notes=Notes("<b>&x"))])
    assert "&lt;b>&amp;x" in curves.words


def test_without_a_run_the_place_of_the_names_says_what_to_do(curves):
    assert curves.words == "Select one or more trainings to see their curves."


def test_a_change_of_the_recipe_is_a_mark_on_the_curve_that_tells_what_it_was(curves):
    plain = run(4, epochs=4)
    config = plain.about.config.with_changes(RecipeChange(470, "learning_rate", 0.001, 0.0005))
    curves.set_runs([RUNS[0], replace(plain, about=replace(plain.about, config=config))])
    (mark,) = curves.changes.points()
    assert mark.pos().x() == pytest.approx(1)
    assert 10 ** mark.pos().y() == pytest.approx(plain.measurements[1].test_error)
    assert mark.data() == "Learning rate 0.001 → 0.0005 at step 470"
    choice(curves, "Draw the curves by").setCurrentText("step")
    assert curves.changes.points()[0].pos().x() == 469
    curves.set_runs([RUNS[0]])
    assert not len(curves.changes.points())


@pytest.mark.parametrize("log", [True, False])
def test_a_run_of_a_single_error_is_drawn_on_axes_with_round_marks(curves, log):
    (box,) = [box for box in curves.findChildren(QCheckBox) if box.text() == "Log"]
    box.setChecked(log)
    curves.set_runs([replace(RUNS[0], measurements=RUNS[0].measurements[:1])])
    (left, right), (low, high) = curves._canvas.viewRange()
    assert left < 0.1 and 1 <= right < 1.1
    if log:
        low, high = 10**low, 10**high
    assert low < 0.2 / 1.1 and 0.2 * 1.04 < high < 0.3


def test_before_a_first_error_the_axis_has_errors_as_they_are_to_be_expected(curves):
    curves.set_runs([replace(RUNS[0], measurements=[])])
    (left, right), (low, high) = curves._canvas.viewRange()
    assert (left, right) == pytest.approx((0, 1), abs=0.1)
    assert 0.01 < 10**low < 10**high < 0.5


def test_a_run_that_goes_on_stays_in_sight_unless_the_user_looks_at_a_part(curves):
    def farthest() -> float:
        return curves._canvas.viewRange()[0][1]

    curves.set_runs([run(3, epochs=2)])
    curves.set_runs([run(3, epochs=6)])
    assert farthest() > 6
    curves._canvas.setXRange(1, 2, padding=0)
    curves.set_runs([run(3, epochs=9)])
    assert farthest() == pytest.approx(2)
    curves.set_runs([run(2, epochs=9)])
    assert farthest() > 9
