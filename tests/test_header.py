import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMainWindow, QToolButton

from ae_gui.widgets.fields import TabBar
from ae_gui.widgets.header import Header


@pytest.fixture
def window(qtbot) -> QMainWindow:
    """One with three tabs, two actions and a label in its header."""
    window = QMainWindow()
    qtbot.addWidget(window)
    tabs = TabBar(documentMode=True)
    for title in ("First", "Second", "Third"):
        tabs.addTab(title)
    header = Header(tabs, [QAction("Go", window), QAction("Halt", window)], QLabel("a word"))
    for title in ("File", "Edit", "View", "Training", "Help"):
        header.add_menu(title)
    window.setMenuWidget(header)
    window.setCentralWidget(QLabel("all else"))
    window.resize(900, 300)
    window.show()
    return window


def test_menus_tabs_and_actions_stand_in_one_line(window):
    header = window.menuWidget()
    parts = [header.menus, header.findChild(TabBar), *buttons(window), header.findChild(QLabel)]
    lefts = [part.x() for part in parts]
    assert lefts == sorted(lefts)
    middles = [part.geometry().center().y() for part in parts]
    assert max(middles) - min(middles) <= 2
    assert header.height() < 2 * buttons(window)[0].height()


def test_where_there_is_little_room_a_button_opens_the_menus(qtbot, window):
    header = window.menuWidget()
    (button,) = [button for button in header.findChildren(QToolButton) if button.accessibleName() == "Menu"]
    assert header.menus.isVisible() and not button.isVisible()
    before = header.height()
    window.resize(header.sizeHint().width() - 20, 300)
    qtbot.waitUntil(button.isVisible)
    assert not header.menus.isVisible()
    assert header.height() == before
    assert [item.menu() for item in button.menu().actions()] == [item.menu() for item in header.menus.actions()]
    window.resize(900, 300)
    qtbot.waitUntil(header.menus.isVisible)
    assert not button.isVisible()


def test_a_key_of_a_menu_works_while_a_button_stands_for_it(qtbot, window):
    item = window.menuWidget().menus.actions()[0].menu().addAction("Open")
    item.setShortcut("Ctrl+O")
    window.resize(window.menuWidget().sizeHint().width() - 20, 300)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(item.triggered):
        qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def test_where_there_is_no_room_the_line_wraps_and_what_is_below_goes_down(window):
    header, below = window.menuWidget(), window.centralWidget()
    before = header.height()
    window.resize(header.findChild(TabBar).sizeHint().width() + 40, 300)
    assert header.height() > 1.5 * before
    assert below.y() >= header.geometry().bottom()


def test_only_the_first_action_is_written_out_and_all_are_named(window):
    first, *others = buttons(window)
    assert first.toolButtonStyle().name == "ToolButtonTextBesideIcon"
    assert {other.toolButtonStyle().name for other in others} == {"ToolButtonIconOnly"}
    assert [button.text() for button in (first, *others)] == ["Go", "Halt"]


def buttons(window: QMainWindow) -> list[QToolButton]:
    return [button for button in window.menuWidget().findChildren(QToolButton) if button.defaultAction()]
