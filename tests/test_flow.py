import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ae_gui.widgets.flow import FlowLayout


@pytest.fixture
def row(qtbot) -> QWidget:
    """Three buttons of 50 pixels, the last one after a spring."""
    row = QWidget()
    qtbot.addWidget(row)
    flow = FlowLayout(row, spacing=10)
    for number in range(3):
        if number == 2:
            flow.add_spring()
        button = QPushButton(str(number))
        button.setFixedSize(50, 20)
        flow.addWidget(button)
    row.show()
    return row


def places(row: QWidget, width: int) -> list[tuple[int, int]]:
    row.resize(width, row.layout().heightForWidth(width))
    return [button.pos().toTuple() for button in row.findChildren(QPushButton)]


def test_where_there_is_room_all_stand_in_one_line_and_the_last_at_the_right(row):
    assert places(row, 300) == [(0, 0), (60, 0), (250, 0)]
    assert row.sizeHint().width() == 170


def test_what_comes_after_the_spring_goes_below_first(row):
    assert places(row, 160) == [(0, 0), (60, 0), (0, 30)]


def test_at_last_each_has_a_line_of_its_own(row):
    assert places(row, 60) == [(0, 0), (0, 30), (0, 60)]
    assert row.height() == 80
    assert row.minimumSizeHint().width() == 50


def test_what_is_hidden_takes_no_room(row):
    row.findChildren(QPushButton)[0].hide()

    assert places(row, 160)[1:] == [(0, 0), (110, 0)]


def test_a_row_that_is_asked_again_how_high_it_is_does_not_measure_its_items_again(row, monkeypatch):
    asked: list[int] = []
    measure = FlowLayout._lay_out
    monkeypatch.setattr(FlowLayout, "_lay_out", lambda *given, **more: asked.append(1) or measure(*given, **more))
    flow = row.layout()
    heights = [flow.heightForWidth(width) for width in (160, 60, 160, 60)]
    assert heights == [50, 80, 50, 80]
    assert len(asked) == 2
    row.findChildren(QPushButton)[0].setFixedSize(50, 40)
    assert flow.heightForWidth(60) == 100
    row.findChildren(QPushButton)[0].hide()
    assert flow.heightForWidth(60) == 50
    flow.addWidget(another := QPushButton("another", fixedSize=QSize(50, 20)))
    another.show()
    assert flow.heightForWidth(60) == 80


def test_a_row_asks_again_for_sizes_that_have_changed(row):
    first, _, last = row.findChildren(QPushButton)
    assert (row.sizeHint(), row.minimumSizeHint()) == (QSize(170, 20), QSize(50, 20))
    first.setFixedSize(80, 30)
    assert (row.sizeHint(), row.minimumSizeHint()) == (QSize(200, 30), QSize(80, 30))
    first.hide()
    assert (row.sizeHint(), row.minimumSizeHint()) == (QSize(110, 20), QSize(50, 20))
    assert places(row, 300)[1:] == [(0, 0), (250, 0)]
    last.setFixedSize(60, 20)
    QApplication.sendPostedEvents(row)  # which has it laid out again
    assert last.geometry().getRect() == (240, 0, 60, 20)
