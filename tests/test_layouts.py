import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ae_gui.widgets.layouts import STRETCH, in_column, in_flow, in_row, lowest, open_with


@pytest.fixture
def page(qtbot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 200)
    return page


def test_parts_stand_from_left_to_right_and_what_follows_a_stretch_at_the_right(page):
    left, right = QLabel("left"), QLabel("right")
    in_row(left, STRETCH, right, parent=page)
    page.show()
    assert (left.x(), left.width()) == (0, left.sizeHint().width())
    assert right.geometry().right() == page.rect().right()


def test_rows_stand_in_a_column_with_the_margin_around_and_the_spacing_between(page):
    name, box, below = QLabel("name"), QLabel("box"), QLabel("below")
    in_column(in_row(name, box), below, parent=page, margin=7, spacing=5)
    page.show()
    assert (name.x(), name.y()) == (7, 7)
    assert name.y() == box.y()
    assert below.y() - name.geometry().bottom() - 1 == 5


def test_a_part_can_have_a_share_and_an_alignment(page):
    whole, small = QLabel("whole"), QLabel("small")
    in_column((whole, 1), (small, 0, Qt.AlignmentFlag.AlignRight), parent=page)
    page.show()
    assert small.geometry().bottomRight() == page.rect().bottomRight()
    assert small.height() < whole.height()
    assert small.width() < whole.width()


def test_a_row_within_another_has_its_spacing_where_none_is_said(page):
    outer = in_column(inner := in_row(QLabel("a"), QLabel("b")), parent=page, spacing=13)
    assert inner.spacing() == outer.spacing() == 13


def test_a_number_is_a_gap_and_a_flow_wraps(page):
    above, below = QLabel("above"), QLabel("below")
    flow = in_flow(QLabel("one"), 4, QLabel("two"), STRETCH, QLabel("three"))
    in_column(above, 9, below, flow, STRETCH, parent=page, spacing=0)
    page.show()
    assert below.y() - above.geometry().bottom() - 1 == 9
    assert flow.heightForWidth(1000) < flow.heightForWidth(flow.minimumSize().width())


def test_a_window_opens_in_its_size_but_no_larger_than_the_screen(page):
    open_with(page, 300, 100)
    assert (page.width(), page.height()) == (300, 100)
    open_with(page, 10_000, 10_000)
    screen = page.screen().availableSize()
    assert screen.width() - 50 < page.width() < screen.width()
    assert screen.height() - 50 < page.height() < screen.height()


def test_a_page_can_be_as_low_as_its_parts_and_not_as_they_would_like_to_be(page):
    in_column(QLabel("a text that is wrapped", wordWrap=True), text := QPlainTextEdit(), parent=page)
    assert text.minimumSizeHint().height() < lowest(page, 200) < page.heightForWidth(200)
    assert lowest(QLabel("alone"), 200) == QLabel("alone").minimumSizeHint().height()
