import re
from itertools import product
from pathlib import Path

import pytest
from color_science import LEGIBLE, VISIBLE, contrast
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QIcon, QImage, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

import ae_gui
from ae_gui.fonts import FAMILY
from ae_gui.theme import BODY, LARGE, SMALL, TITLE, YOURS, grown, icon, palette, sized
from ae_gui.widgets.layouts import in_column
from ae_model.resources import resource

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


def test_everything_is_written_in_the_letters_that_come_along(qapp, theme):
    info = QFontInfo(qapp.font())

    assert info.family() == FAMILY
    assert info.pixelSize() == BODY  # where the system's letters are of the usual size


def test_each_step_of_the_scale_is_larger_than_the_one_before(qapp, theme):
    heights = [QFontMetrics(sized(qapp.font(), step)).height() for step in (SMALL, BODY, TITLE, LARGE)]

    assert heights == sorted(set(heights))
    assert [QFontInfo(sized(qapp.font(), step)).pixelSize() for step in (TITLE, LARGE)] == [TITLE, LARGE]


def test_enlarged_letters_take_the_scale_and_all_lengths_along(qapp, theme):
    theme.enlarge(1.5)
    try:
        assert QFontInfo(sized(qapp.font(), LARGE)).pixelSize() == 1.5 * LARGE
        assert grown(100) == pytest.approx(150, abs=5)  # letters have whole pixels
    finally:
        theme.enlarge(1.0)
    assert grown(100) == 100


def drawing(made: QIcon, mode: QIcon.Mode, state: QIcon.State) -> QImage:
    return made.pixmap(QSize(64, 64), 1.0, mode, state).toImage()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg") if path.stem != "app"))
def test_every_icon_is_drawn_in_the_colours_of_the_theme(qapp, dark, name):
    colors = palette(dark)
    made = icon(name, colors)

    for state, role in ((QIcon.State.Off, Role.ButtonText), (QIcon.State.On, Role.Accent)):
        image = drawing(made, QIcon.Mode.Normal, state)
        solid = {
            image.pixelColor(x, y).name() for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() == 255
        }
        assert solid == {colors.color(role).name()}


def test_every_icon_that_is_shipped_is_used_and_every_one_that_is_used_is_there():
    code = "".join(path.read_text(encoding="utf-8") for path in Path(ae_gui.__file__).parent.rglob("*.py"))
    shipped = {path.stem for path in resource("icons").glob("*.svg") if path.stem != "app"}

    assert {name for name in shipped if f'"{name}"' not in code} == set()
    assert set(re.findall(r'\bicon\("([\w-]+)"', code)) <= shipped


def test_the_accent_is_the_blue_of_the_logo_and_what_is_yours_its_yellow():
    logo = resource("icons", "app.svg").read_text(encoding="utf-8")

    assert palette(dark=False).color(Role.Accent).name() in logo
    assert YOURS.name() in logo


def test_what_is_built_before_the_style_sheet_looks_as_what_is_built_under_it(qtbot, theme):
    def built() -> QWidget:
        widget = QWidget()
        qtbot.addWidget(widget)
        in_column(QPushButton("A button"), QLineEdit("a line"), QLabel("and words"), parent=widget)
        return widget

    def picture(widget: QWidget) -> QImage:
        widget.resize(200, 120)
        widget.show()
        return widget.grab().toImage()

    under = picture(built())
    with theme.applied_afterwards():
        before = built()
    assert picture(before) == under
