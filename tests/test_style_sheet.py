"""How Qt's own controls are drawn."""

import re
from pathlib import Path

import pytest
from color_science import VISIBLE, contrast
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox, QWidget

from ae_gui.style_sheet import STYLE_SHEET
from ae_gui.theme import palette
from ae_gui.widgets.fields import SpinBox
from ae_gui.widgets.layouts import in_column, in_row

Role = QPalette.ColorRole


def rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def test_every_picture_that_it_names_is_there():
    named = [Path(path) for path in re.findall(r'url\("(.*?)"\)', STYLE_SHEET)]

    assert named
    assert all(path.is_file() for path in named)


def test_no_colour_is_written_into_it():
    assert re.findall(r"#[0-9a-f]{3,8}\b", STYLE_SHEET) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("role", [Role.Accent, Role.Shadow], ids=lambda role: role.name)
def test_what_shows_a_state_stands_out_from_the_window(dark, role):
    colors = palette(dark)

    assert contrast(rgb(colors.color(role)), rgb(colors.color(Role.Window))) >= VISIBLE


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["chevron-up", "chevron-down"])
def test_arrows_of_fields_are_seen_in_both_themes(dark, name):
    (ink,) = {QColor(ink).name() for ink in re.findall(r'stroke="(#\w+)"', icon_text(name))}

    assert contrast(rgb(QColor(ink)), rgb(palette(dark).color(Role.Base))) >= VISIBLE


def icon_text(name: str) -> str:
    (path,) = {path for path in re.findall(r'url\("(.*?)"\)', STYLE_SHEET) if path.endswith(f"/{name}.svg")}
    return Path(path).read_text(encoding="utf-8")


def test_fields_of_a_form_are_about_as_high_as_each_other(qtbot, theme):
    form = QWidget()
    qtbot.addWidget(form)
    fields = [QComboBox(), QSpinBox(), QLineEdit()]
    in_column(*fields, in_row(QCheckBox("Log"), QPushButton("Fit")), parent=form)
    form.show()

    heights = [field.sizeHint().height() for field in fields]
    assert max(heights) - min(heights) <= 3


def test_numbers_stand_where_words_do(qtbot, theme):
    """In a form, one below the other."""
    number, words = SpinBox(), QLineEdit("1")
    for field in (number, words):
        qtbot.addWidget(field)
        field.resize(120, 24)
        field.show()

    assert abs(first_ink(number) - first_ink(words)) <= 3


def first_ink(field: QWidget) -> int:
    """The first column, after the frame, in which something is written."""
    image = field.grab().toImage()
    ground = image.pixelColor(field.width() // 2, 12)
    return next(x for x in range(2, 60) if any(image.pixelColor(x, y) != ground for y in range(8, 16)))
