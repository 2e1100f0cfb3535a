import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from ae_gui.widgets.sheet import Sheet

CELL = QSize(40, 30)


@pytest.fixture
def drawn() -> list[range]:
    return []


@pytest.fixture
def sheet(qtbot, drawn) -> Sheet:
    """A thousand cells, five to a row, of which four rows are in sight."""
    sheet = Sheet("cells", CELL, lambda: sheet.viewport().grab().toImage())
    qtbot.addWidget(sheet)
    sheet.resize(215, 120)
    sheet.show()

    def draw(painter: QPainter, positions: range) -> None:
        drawn.append(positions)
        for position in positions:
            painter.fillRect(sheet.cell_rect(position), QColor(position % 256, position // 256, 7))

    sheet.set_cells(1_000, draw, lambda position: f"cell {position}")
    return sheet


def test_only_the_cells_in_sight_are_drawn(sheet, drawn):
    sheet.viewport().grab()
    assert drawn[-1].start == 0
    assert 20 <= len(drawn[-1]) <= 25


def test_keys_go_to_a_cell_and_bring_it_into_sight(qtbot, sheet):
    for key, position in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 6),
        (Qt.Key.Key_PageDown, 26),
        (Qt.Key.Key_End, 999),
        (Qt.Key.Key_Right, 999),
        (Qt.Key.Key_Up, 994),
        (Qt.Key.Key_PageUp, 974),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
    ):
        with qtbot.waitSignal(sheet.moved) as moved:
            qtbot.keyClick(sheet, key)
        assert moved.args == [position]
        assert sheet.current == position
        assert sheet.accessibleDescription() == f"cell {position}"
        assert sheet.viewport().rect().contains(sheet.cell_rect(position))
        picture = sheet.viewport().grab().toImage()
        assert picture.pixelColor(sheet.cell_rect(position).center()) == QColor(position % 256, position // 256, 7)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_cell_is_chosen_by_a_key(qtbot, sheet, key):
    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    with qtbot.waitSignal(sheet.chosen) as chosen:
        qtbot.keyClick(sheet, key)
    assert chosen.args == [5]


def test_a_click_goes_to_a_cell_and_chooses_it_also_far_down(qtbot, sheet):
    sheet.verticalScrollBar().setValue(30 * 50)
    with qtbot.waitSignal(sheet.chosen) as chosen:
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.cell_rect(257).center())
    assert chosen.args == [257]
    assert sheet.current == 257


def test_beside_the_cells_a_click_chooses_nothing(qtbot, sheet):
    sheet.set_cells(3, lambda painter, positions: None, str)
    with qtbot.assertNotEmitted(sheet.chosen):
        for place in (QPoint(207, 10), QPoint(130, 10), QPoint(10, 100)):
            qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_an_empty_sheet_hears_no_key(qtbot, sheet):
    sheet.set_cells(0, lambda painter, positions: None, str)
    with qtbot.assertNotEmitted(sheet.moved), qtbot.assertNotEmitted(sheet.chosen):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Return):
            qtbot.keyClick(sheet, key)
    assert sheet.accessibleDescription() == ""
