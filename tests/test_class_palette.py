"""Which colours the classes have."""

import pytest
from PySide6.QtCore import QObject

from ae_gui.class_colors import PALETTES, SAFE
from ae_gui.class_palette import ClassPalette


@pytest.fixture
def palette(qapp) -> ClassPalette:
    return ClassPalette(QObject(qapp))


def test_at_first_colours_are_safe_for_colour_blind_eyes(palette):
    assert palette.name == SAFE


def test_another_palette_is_told(qtbot, palette):
    with qtbot.waitSignal(palette.changed) as changed:
        palette.choose("Paired")

    assert changed.args == ["Paired"]
    assert palette.name == "Paired"


def test_a_palette_that_does_not_exist_is_the_first_one(qtbot, palette):
    palette.choose("Paired")
    with qtbot.waitSignal(palette.changed) as changed:
        palette.choose("no such colours")

    assert changed.args == [palette.name] == [next(iter(PALETTES))]
