"""Which colours the classes have."""

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from ae_gui.class_colors import PALETTES, SAFE, class_colors
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


def test_a_new_theme_colours_the_classes_for_its_ground(qtbot, window, theme):
    for dark, choice in ((True, "dark"), (False, "light")):
        theme.choose(choice)
        expected = class_colors(SAFE, 10, dark)
        assert window.latent_tab.legend.switches[4].color.getRgb()[:3] == tuple(expected[4])
        drawn = window.latent_tab.plane.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        pixels = np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), -1)[:, : 3 * drawn.width()]
        far = np.abs(pixels.reshape(-1, 1, 3).astype(int) - expected).sum(axis=2)
        assert far.min() < 20  # points let some of the ground through
    theme.choose("system")
