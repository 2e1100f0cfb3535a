import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSpacerItem,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ae_gui.widgets.tab_order import set_reading_order


@pytest.fixture
def page(qtbot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


def reached(page: QWidget, count: int) -> list[str]:
    """The names of the buttons that Tab goes through, from the first."""
    names = []
    for _ in range(count):
        names.append(page.focusWidget().objectName())
        page.focusNextChild()
    return names


def button(name: str, parent: QWidget | None = None) -> QPushButton:
    made = QPushButton(name, parent)
    made.setObjectName(name)
    return made


def test_nothing_is_kept_that_stands_for_a_gap_of_a_layout(page):
    """Seen to fail: with `layout.itemAt` in `_laid_out`."""
    row = QHBoxLayout(page)
    row.addWidget(button("first", page))
    row.addStretch()
    row.addWidget(button("last", page))
    before = {id(found) for found in gc.get_objects() if type(found) is QSpacerItem}
    set_reading_order(page)
    assert {id(found) for found in gc.get_objects() if type(found) is QSpacerItem} <= before


def test_tab_goes_as_things_are_laid_out_and_not_as_they_were_made(qtbot, page):
    middle, first, last = (button(name, page) for name in ("middle", "first", "last"))
    column, row = QVBoxLayout(page), QHBoxLayout()
    row.addWidget(first)
    row.addStretch()
    row.addWidget(middle)
    column.addLayout(row)
    column.addWidget(last)
    set_reading_order(page)
    with qtbot.waitActive(page):
        page.show()
    first.setFocus()
    assert reached(page, 4) == ["first", "middle", "last", "first"]


def test_the_parts_of_a_splitter_come_from_left_to_right(qtbot, page):
    splitter = QSplitter()
    middle, left, right = (button(name, splitter) for name in ("middle", "left", "right"))
    for index, part in enumerate((left, middle, right)):
        splitter.insertWidget(index, part)
    QVBoxLayout(page).addWidget(splitter)
    set_reading_order(page)
    with qtbot.waitActive(page):
        page.show()
    left.setFocus()
    assert reached(page, 4) == ["left", "middle", "right", "left"]


def test_of_a_group_only_the_pressed_one_is_a_stop(page):
    group, row = QButtonGroup(page), QHBoxLayout(page)
    switches = [button(name) for name in ("one", "two")]
    for switch in switches:
        switch.setCheckable(True)
        group.addButton(switch)
        row.addWidget(switch)
    set_reading_order(page)
    switches[0].click()
    for pressed in reversed(switches):
        pressed.click()
        assert [bool(s.focusPolicy() & Qt.FocusPolicy.TabFocus) for s in switches] == [s is pressed for s in switches]


def test_of_tabs_the_bar_alone_is_a_stop(page):
    tabs = QTabWidget()
    tabs.addTab(button("inside"), "A tab")
    QVBoxLayout(page).addWidget(tabs)
    set_reading_order(page)
    assert tabs.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert tabs.focusProxy() is None
    assert tabs.tabBar().focusPolicy() & Qt.FocusPolicy.TabFocus
