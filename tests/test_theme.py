from itertools import product

import pytest
from color_science import LEGIBLE, VISIBLE, contrast
from PySide6.QtGui import QColor, QPalette

from ae_gui.theme import palette

Role = QPalette.ColorRole
STILL_READ = 2.5  # no criterion asks anything of what cannot be used now; it is to be read nevertheless

GROUNDS = (Role.Window, Role.Base, Role.AlternateBase, Role.Button, Role.Midlight)
TEXTS = (Role.WindowText, Role.Text, Role.ButtonText, Role.PlaceholderText, Role.Accent, Role.Link, Role.BrightText)
PAIRS = [
    *product(TEXTS, GROUNDS),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.Window, Role.Accent),
]


def rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def over(color: QColor, ground: QColor) -> tuple[float, ...]:
    """A colour that lets some of the ground through."""
    share = color.alphaF()
    return tuple(share * top + (1 - share) * below for top, below in zip(rgb(color), rgb(ground), strict=True))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=lambda role: role.name)
def test_every_text_stands_out_from_every_ground_it_is_written_on(dark, text, ground):
    colors = palette(dark)

    assert contrast(rgb(colors.color(text)), rgb(colors.color(ground))) >= LEGIBLE


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("text", [Role.WindowText, Role.Text, Role.ButtonText], ids=lambda role: role.name)
@pytest.mark.parametrize("ground", GROUNDS, ids=lambda role: role.name)
def test_what_cannot_be_used_now_can_be_read(dark, text, ground):
    colors = palette(dark)
    colors.setCurrentColorGroup(QPalette.ColorGroup.Disabled)

    assert contrast(over(colors.color(text), colors.color(ground)), rgb(colors.color(ground))) >= STILL_READ


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS, ids=lambda role: role.name)
def test_the_ring_around_what_has_the_keys_is_seen(dark, ground):
    colors = palette(dark)

    assert contrast(rgb(colors.color(Role.Accent)), rgb(colors.color(ground))) >= VISIBLE
