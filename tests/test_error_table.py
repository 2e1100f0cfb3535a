import pytest
from PySide6.QtGui import QFont

from ae_gui.widgets.error_table import ErrorRow, ErrorTable


@pytest.fixture
def table(qtbot) -> ErrorTable:
    table = ErrorTable()
    qtbot.addWidget(table)
    table.show()
    return table


def texts(table: ErrorTable) -> list[list[str]]:
    cells = [[table.item(row, column) for column in range(4)] for row in range(table.rowCount())]
    return [["" if cell is None else cell.text() for cell in row] for row in cells]


def test_each_network_is_a_row_beside_pca_in_the_order_of_the_dimensions_and_the_smaller_error_is_bold(table):
    rows = ErrorRow("wide", 256, 0.002, 0.001), ErrorRow("plane", 2, 0.03, 0.05), ErrorRow("linear", 2, 0.05, 0.0501)
    table.set_rows(rows)
    assert texts(table) == [
        ["plane", "2", "0.0300", "0.0500"],
        ["linear", "2", "0.0500", "0.0501"],
        ["wide", "256", "0.00200", "0.00100"],
    ]
    bold = [[table.item(row, column).font().weight() > QFont.Weight.Normal for column in (2, 3)] for row in range(3)]
    assert bold == [[True, False], [False, False], [False, True]]
    assert table.item(0, 0).toolTip() == "plane redraws better than PCA with as many numbers."
    assert table.item(2, 3).toolTip() == "PCA redraws better than wide with as many numbers."


def test_where_pca_is_not_known_there_is_a_dash(table):
    table.set_rows([ErrorRow("wide", 5_000, 0.002, None)])
    assert texts(table) == [["wide", "5000", "0.00200", "–"]]


def test_what_is_awaited_is_said_until_there_is_a_row(table):
    table.set_waiting("Measuring …")
    assert texts(table)[0][0] == "Measuring …"
    table.set_rows([ErrorRow("plane", 2, 0.03, 0.05)])
    table.set_waiting("Measuring others …")
    assert texts(table) == [["plane", "2", "0.0300", "0.0500"]]
    table.set_rows([])
    table.set_waiting("")
    assert table.rowCount() == 0
