import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from ae_gui.widgets.side_scroller import SideScroller


@pytest.fixture
def scroller(qtbot) -> SideScroller:
    """Of a page of 100 pixels at least, with wrapped words and a list that would like to be high."""
    page, words, digits = QWidget(), QLabel("a few words"), QListWidget()
    words.setWordWrap(True)
    words.setFixedHeight(40)
    digits.setMinimumHeight(60)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words)
    column.addWidget(digits)
    stack = QStackedWidget()
    stack.setMinimumWidth(80)
    stack.addWidget(page)
    made = SideScroller(stack)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_does_not_scroll_where_its_page_can_be_as_low_as_the_room(qtbot, scroller):
    scroller.resize(80, 100)
    qtbot.waitUntil(lambda: scroller.viewport().height() == 100)
    assert not scroller.verticalScrollBar().isVisible()
    assert scroller.widget().height() == 100


def test_it_scrolls_where_its_page_would_be_cut_off_and_is_wider_by_the_bar(qtbot, scroller):
    wide = scroller.width()
    scroller.resize(80, 70)
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().isVisible())
    assert scroller.widget().height() == 100
    qtbot.waitUntil(lambda: scroller.width() > wide)
