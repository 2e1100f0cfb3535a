import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPalette
from PySide6.QtWidgets import QApplication, QToolTip
from unit_pictures import as_on_sheet, on_sheet

from ae_gui.widgets.diverging import diverging_image
from ae_gui.widgets.unit_sheet import UnitSheet
from ae_model.snapshot import Array


class Fields:
    """Pictures of random weights, which remembers those it was asked for."""

    def __init__(self, shape: tuple[int, int] = (28, 28)) -> None:
        self.asked: list[int] = []
        self._shape = shape

    def __call__(self, units: np.ndarray) -> Array:
        self.asked += units.tolist()
        return np.stack([self.of(unit) for unit in units.tolist()])

    def of(self, unit: int) -> Array:
        return np.random.default_rng(unit).normal(size=self._shape).astype(np.float32)


@pytest.fixture
def fields() -> Fields:
    return Fields()


@pytest.fixture
def sheet(qtbot) -> UnitSheet:
    sheet = UnitSheet("units")
    qtbot.addWidget(sheet)
    sheet.resize(660, 210)  # ten to a row, three rows
    sheet.show()
    return sheet


def bar_length(sheet: UnitSheet, position: int) -> int:
    """How far the bar under a unit reaches, in pixels."""
    picture: QImage = sheet.viewport().grab().toImage()
    accent, cell = sheet.palette().color(QPalette.ColorRole.Accent), sheet.cell_rect(position)
    row = [
        picture.pixelColor(x, cell.bottom() - 7) for x in range(cell.left() + 2, cell.right() - 2)
    ]  # inside its outline
    return sum(color == accent for color in row)


def test_only_what_is_in_sight_is_computed(sheet, fields):
    sheet.set_units(np.arange(4_000), np.zeros(4_000, np.float32), fields)
    sheet.grab()

    assert fields.asked[0] == 0
    assert len(fields.asked) <= 40


def test_scrolling_computes_what_comes_into_sight(qtbot, sheet, fields):
    sheet.set_units(np.arange(4_000), np.zeros(4_000, np.float32), fields)
    qtbot.keyClick(sheet, Qt.Key.Key_End)
    sheet.grab()

    assert max(fields.asked) == 3_999
    assert len(fields.asked) <= 80


def test_another_digit_or_another_order_computes_no_picture_again(sheet, fields):
    sheet.set_units(np.arange(20), np.zeros(20, np.float32), fields)
    sheet.grab()
    sheet.set_units(np.arange(20)[::-1], np.ones(20, np.float32), fields)
    sheet.grab()

    assert sorted(fields.asked) == list(range(20))


def test_other_weights_make_other_pictures(sheet, fields):
    sheet.set_units(np.arange(20), np.zeros(20, np.float32), Fields((14, 14)))
    sheet.grab()
    sheet.set_units(np.arange(20), np.zeros(20, np.float32), fields)

    assert on_sheet(sheet, 3) == as_on_sheet(diverging_image(fields.of(3), sheet.palette()), sheet)


def test_a_bar_is_as_long_as_its_units_share_of_the_strongest_answer(sheet, fields):
    sheet.set_units(np.arange(3), np.array([4, -2, 0], np.float32), fields)

    full, half, none = (bar_length(sheet, position) for position in range(3))

    assert full > 50
    assert half == full / 2
    assert none == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3e38])
def test_an_answer_that_is_not_finite_leaves_the_others_their_bars(sheet, fields, value):
    sheet.set_units(np.arange(3), np.array([4, value, 0], np.float32), fields)

    assert not sheet.grab().isNull()
    assert bar_length(sheet, 2) == 0


def test_an_oblong_picture_keeps_its_shape(sheet):
    sheet.set_units(np.arange(1), np.zeros(1, np.float32), Fields((14, 42)))
    picture = sheet.viewport().grab().toImage().copy(sheet.cell_rect(0))
    paper = sheet.viewport().palette().color(QPalette.ColorRole.Base)

    inked = [(x, y) for x in range(2, 62) for y in range(2, 60) if picture.pixelColor(x, y) != paper]
    width, height = (max(at) - min(at) + 1 for at in zip(*inked, strict=True))

    assert width / height == pytest.approx(3, rel=0.15)


def test_a_large_picture_is_made_no_larger_than_it_can_be_seen(sheet):
    sheet.set_units(np.arange(1), np.zeros(1, np.float32), Fields((256, 512)))

    sheet.grab()
    size = sheet._pictures[0].size()

    assert max(size.width(), size.height()) <= 100
    assert size.width() == 2 * size.height()


def test_a_rested_mouse_is_told_the_unit_and_its_answer(sheet, fields):
    sheet.set_units(np.array([7, 1_233]), np.arange(2_000, dtype=np.float32) / 2, fields)
    place = sheet.cell_rect(1).center()

    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, place, sheet.viewport().mapToGlobal(place))
    QApplication.sendEvent(sheet.viewport(), help_event)

    assert QToolTip.text() == "Unit 1,234, activation 616.50"


def test_the_chosen_unit_is_kept_when_the_order_changes(qtbot, sheet, fields):
    sheet.set_units(np.arange(20), np.zeros(20, np.float32), fields)
    with qtbot.waitSignal(sheet.unit_chosen) as chosen:
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.cell_rect(6).center())
    assert chosen.args == [6]

    sheet.set_units(np.arange(20)[::-1], np.zeros(20, np.float32), fields)

    assert (sheet.unit, sheet.current) == (6, 13)


def test_the_chosen_unit_is_outlined_quietly_while_the_keys_are_elsewhere(qtbot, sheet, fields):
    sheet.set_units(np.arange(20), np.zeros(20, np.float32), fields)
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.cell_rect(6).center())
    sheet.clearFocus()

    picture, paper = sheet.viewport().grab().toImage(), sheet.palette().color(QPalette.ColorRole.Base)

    def outlined(cell: QRect) -> bool:
        return picture.pixelColor(QPoint(cell.left(), cell.center().y())) != paper

    assert not sheet.hasFocus()
    assert [position for position in range(20) if outlined(sheet.cell_rect(position))] == [6]


def test_another_theme_colours_the_pictures_anew(sheet, fields):
    sheet.set_units(np.arange(1), np.zeros(1, np.float32), fields)
    sheet.grab()
    palette = QPalette(sheet.palette())
    palette.setColor(QPalette.ColorRole.Base, "#26272d")

    sheet.setPalette(palette)

    assert on_sheet(sheet, 0) == as_on_sheet(diverging_image(fields.of(0), palette), sheet)


def test_an_empty_sheet_has_no_unit(sheet, fields):
    sheet.set_units(np.empty(0, np.intp), np.empty(0, np.float32), fields)

    assert sheet.unit is None
    assert not sheet.grab().isNull()
    assert fields.asked == []
