from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ae_gui.focus_ring import FocusRing


@pytest.fixture
def ring(qapp) -> Iterator[FocusRing]:
    ring = FocusRing(qapp)
    yield ring
    shiboken6.delete(ring)


@pytest.fixture
def fields(qtbot, ring) -> Iterator[list[QLineEdit]]:
    root, splitter = QWidget(), QSplitter()
    qtbot.addWidget(root)
    fields = [QLineEdit(), QLineEdit(), QLineEdit()]
    column = QVBoxLayout(root)
    column.addWidget(fields[0])
    column.addWidget(fields[1])
    column.addWidget(splitter)
    splitter.addWidget(fields[2])
    root.resize(300, 200)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    yield fields
    root.close()


def tab() -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def test_what_tab_comes_to_is_ringed_and_what_is_clicked_is_not(ring, fields):
    QTest.mouseClick(fields[0], Qt.MouseButton.LeftButton)
    assert ring.ringed is None
    tab()
    assert ring.ringed is fields[1]
    QTest.mouseClick(fields[0], Qt.MouseButton.LeftButton)
    assert ring.ringed is None


def test_the_ring_is_around_what_it_is_of_and_stays_there(qtbot, ring, fields):
    fields[0].setFocus()
    tab()
    drawn = ring._ring._drawn
    assert drawn.isVisible()
    assert drawn.geometry().contains(fields[1].geometry())

    fields[1].window().resize(500, 300)
    qtbot.waitUntil(lambda: fields[1].width() > 300)
    assert drawn.geometry().contains(fields[1].geometry())
    assert drawn.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_a_splitter_makes_no_room_for_it(ring, fields):
    fields[1].setFocus()
    tab()
    assert ring.ringed is fields[2]
    assert not isinstance(ring._ring._drawn.parentWidget(), QSplitter)


def test_a_widget_that_is_gone_is_ringed_no_more_and_the_next_one_is(ring, fields):
    fields[0].setFocus()
    tab()
    shiboken6.delete(fields[1])
    assert ring.ringed is None

    fields[0].setFocus()
    tab()
    assert ring.ringed is fields[2]


def test_what_tab_comes_to_from_outside_its_scroll_area_is_scrolled_into_sight(qtbot, ring):
    root, column, area, far = QWidget(), QWidget(), QScrollArea(), QLineEdit()
    qtbot.addWidget(root)
    outside, low = QLineEdit(), QLineEdit(column)
    far.setParent(column)
    far.move(0, 10)
    low.move(0, 900)
    column.resize(200, 1_000)
    area.setWidget(column)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    rows = QVBoxLayout(root)
    rows.addWidget(outside)
    rows.addWidget(area)
    QWidget.setTabOrder(outside, far)
    root.resize(300, 200)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    area.verticalScrollBar().setValue(800)
    outside.setFocus()

    tab()

    assert QApplication.focusWidget() is far
    assert not far.visibleRegion().isEmpty()
    root.close()


def test_no_ring_is_left_around_a_bar_of_menus(ring, fields):
    bar = QMenuBar(fields[0].window())
    bar.addMenu("File")
    bar.show()
    fields[0].setFocus()
    tab()
    fields[0].window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as a key has done before Alt
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is bar
    assert ring.ringed is None
