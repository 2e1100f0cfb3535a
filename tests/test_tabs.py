import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea, QWidget

from ae_gui.later import Later
from ae_gui.widgets.layouts import in_column
from ae_gui.widgets.tabs import Tabs

NAMES = ("training", "latent", "network")


@pytest.fixture
def tabs(qtbot) -> Tabs:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for name in NAMES:
        tabs.add(name, name.title(), QLabel(name))
    return tabs


def test_a_page_is_found_by_its_name_and_an_unknown_name_changes_nothing(tabs):
    for name in (*NAMES, "unheard of"):
        tabs.go_to(name)
    assert tabs.name == "network"
    assert tabs.tabText(tabs.currentIndex()) == "Network"


def test_the_page_that_holds_a_widget_is_brought_to_sight(tabs):
    tabs.bring_to_sight(QLabel("a part", tabs.widget(1)))
    assert tabs.name == "latent"


@pytest.fixture
def page(qtbot, tabs) -> QWidget:
    """One with a wrapped text beside what may be lower than Qt would have it, in tabs of 300 x 200."""
    page = QWidget()
    in_column(QLabel("a text that is wrapped", wordWrap=True), QPlainTextEdit(), parent=page)
    tabs.add("page", "Page", page)
    tabs.resize(300, 200)
    tabs.show()
    tabs.go_to("page")
    QApplication.processEvents()
    return page


def test_a_page_scrolls_where_there_is_less_room_than_it_needs_and_no_sooner(tabs, page):
    scroller = page.parent().parent()
    assert isinstance(scroller, QScrollArea)
    bars = scroller.verticalScrollBar(), scroller.horizontalScrollBar()
    assert [bar.maximum() for bar in bars] == [0, 0]
    assert page.size() == scroller.viewport().size()
    page.findChild(QLabel).setMinimumSize(700, 700)
    QApplication.processEvents()
    assert min(bar.maximum() for bar in bars) > 0
    assert page.width() >= 700 and page.height() >= 700


def test_no_page_makes_the_window_larger_than_a_small_screen(tabs, page):
    page.findChild(QLabel).setMinimumSize(5_000, 5_000)
    QApplication.processEvents()
    assert tabs.minimumSizeHint().width() < 1000
    assert tabs.minimumSizeHint().height() < 400


def test_pages_are_told_of_and_not_what_scrolls_them(tabs, page):
    assert tabs.currentWidget() is tabs.widget(len(NAMES)) is page
    tabs.setCurrentIndex(0)
    tabs.setCurrentWidget(page)
    assert tabs.name == "page"


def test_a_page_is_made_when_its_tab_is_turned_to_and_not_to_lay_the_others_out(qtbot, tabs):
    later = Later(lambda: QLabel("made late"))
    tabs.add("late", "Late", later)
    tabs.resize(300, 200)
    tabs.show()
    tabs.go_to("latent")
    tabs.bring_to_sight(tabs.widget(0))
    assert not later.is_made

    tabs.go_to("late")
    assert later.is_made and later.now.isVisible()
    assert tabs.currentWidget() is later.now
    assert tabs.name == "late"
