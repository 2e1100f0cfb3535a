import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from ae_gui.widgets.recipe_controls import control_of
from ae_model.config import PRESETS, ConfigError
from ae_model.config_fields import FIELDS

NAMED = {field.name: field for field in FIELDS}


@pytest.fixture
def control(qtbot):
    def make(name):
        control = control_of(NAMED[name])
        qtbot.addWidget(control)
        return control

    return make


@pytest.mark.parametrize("name", NAMED)
def test_a_control_shows_what_it_is_given_without_a_signal_and_gives_it_back(qtbot, control, name):
    shown = control(name)
    for preset in PRESETS.values():
        with qtbot.assertNotEmitted(shown.edited):
            shown.write(NAMED[name].of(preset.config))
        assert shown.read() == NAMED[name].of(preset.config)


@pytest.mark.parametrize("name", NAMED)
def test_a_control_has_the_name_and_the_tooltip_of_its_field(control, name):
    whole = control(name)
    shown = whole.focusProxy() or whole
    assert (shown.accessibleName(), shown.toolTip()) == (NAMED[name].label, NAMED[name].tip)


def test_a_number_larger_than_is_offered_is_shown_as_it_is(control):
    box = control("latent_dim")
    box.write(5_000)
    assert box.read() == 5_000


def test_what_the_user_writes_is_told_and_what_is_no_value_is_refused(qtbot, control):
    line = control("hidden_sizes")
    with qtbot.waitSignal(line.edited):
        qtbot.keyClicks(line, "many")
    with pytest.raises(ConfigError, match="whole numbers"):
        line.read()


def test_the_dice_draw_another_seed_and_tell_it(qtbot, control):
    seed = control("seed")
    seed.write(0)
    with qtbot.waitSignal(seed.edited):
        qtbot.mouseClick(seed.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert seed.findChild(QLineEdit).text() == str(seed.read()) != "0"
