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
    assert texts(table) == [["wide", "5,000", "0.00200", "–"]]


def test_without_a_network_it_says_what_it_is_for(table):
    table.set_rows([])
    assert texts(table) == [["Every network that you train becomes a row here.", "", "", ""]]
    table.set_rows([ErrorRow("plane", 2, 0.03, 0.05)])
    assert texts(table) == [["plane", "2", "0.0300", "0.0500"]]
    assert table.columnSpan(0, 0) == 1
    table.set_rows([])
    assert table.rowCount() == 1 and "becomes a row" in table.item(0, 0).text()
