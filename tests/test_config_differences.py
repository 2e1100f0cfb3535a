from dataclasses import replace

import pytest
from made_runs import RUNS, run
from PySide6.QtWidgets import QCheckBox

from ae_gui.widgets.config_differences import ConfigDifferences
from ae_model.config import Origin
from ae_model.config_fields import told
from ae_model.recipe_changes import RecipeChange


@pytest.fixture
def differences(qtbot) -> ConfigDifferences:
    differences = ConfigDifferences()
    qtbot.addWidget(differences)
    return differences


@pytest.fixture
def only_differences(differences) -> QCheckBox:
    return differences.findChild(QCheckBox)


def test_configurations_stand_beside_each_other_with_their_differences_marked(differences, only_differences):
    differences.set_runs([RUNS[0], RUNS[2]])
    assert differences.rows["≠ Hidden layers"] == ["1000, 500, 250", "512"]
    assert differences.rows["≠ Schedule"] == ["Cosine", "Constant"]
    assert differences.rows["Data set"] == ["mnist", "mnist"]
    assert {"≠ Preset", "≠ Activation", "≠ Learning rate", "≠ Test error"} <= set(differences.rows)
    only_differences.click()
    assert all(name.startswith("≠") for name in differences.rows)


def test_a_run_tells_the_machine_that_it_was_made_on(differences):
    differences.set_runs(RUNS[:1])
    assert differences.rows["Device"] == ["CPU, 2 threads, fp32"]


def test_one_run_alone_has_no_differences(differences, only_differences):
    differences.set_runs(RUNS[:1])
    assert not any(name.startswith("≠") for name in differences.rows)
    assert not only_differences.isEnabled()


def test_a_run_without_an_epoch_has_dashes_in_the_place_of_figures(differences):
    differences.set_runs([replace(run(5), measurements=(), has_state=False)])
    assert differences.rows["Best test error"] == ["–"]


def test_every_field_of_the_recipe_is_told_in_the_words_of_the_settings_panel(differences):
    differences.set_runs(RUNS[:1])
    assert {field.label for field in told(RUNS[0].about.config)} <= set(differences.rows)


def test_a_rate_that_was_changed_while_it_trained_is_told(differences):
    config = RUNS[0].about.config.with_changes(RecipeChange(1234, "learning_rate", 0.001, 0.0005))
    differences.set_runs([replace(RUNS[0], about=replace(RUNS[0].about, config=config)), RUNS[0]])
    told_of = differences.rows["≠ Changed while it trained"]
    assert told_of == ["Learning rate 0.001 → 0.0005 at step 1,234", "–"]


def test_a_run_tells_which_network_it_began_from(differences):
    config = replace(RUNS[0].about.config, origin=Origin("deep-2d, epoch 80", "0123456789abcdef"))
    differences.set_runs([replace(RUNS[0], about=replace(RUNS[0].about, config=config)), RUNS[0]])
    assert differences.rows["≠ Began from"] == ["deep-2d, epoch 80 (0123456789ab)", "–"]
