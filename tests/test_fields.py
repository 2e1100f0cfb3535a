import ast
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from every_view import about, dialogs, fill, views
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ae_gui.networks import Network
from ae_gui.widgets.fields import ComboBox, Slider, SpinBox, TabBar

ROOT = Path(__file__).parents[1]
FIELDS = (QAbstractSlider, QAbstractSpinBox, QComboBox, QTabBar)
NOTCH = 120


def turn_wheel(field: QWidget, notches: int) -> None:
    """Turn the wheel where the field is to be seen, as the window system tells of it."""
    window, place = field.window(), field.visibleRegion().boundingRect().center()
    QTest.wheelEvent(window.windowHandle(), field.mapTo(window, place), QPoint(0, NOTCH * notches))


def fields(root: QWidget) -> list[QWidget]:
    """What holds a value, is seen and can be used."""
    found = [widget for kind in FIELDS for widget in root.findChildren(kind) if not isinstance(widget, QScrollBar)]
    return [widget for widget in found if widget.isVisible() and not widget.visibleRegion().isEmpty()]


def value(field: QWidget) -> Any:
    match field:
        case QComboBox() | QTabBar():
            return field.currentIndex()
        case QAbstractSpinBox():
            return field.text()
    return field.value()


@contextmanager
def nothing_focused(root: QWidget) -> Iterator[None]:
    if (focused := root.window().focusWidget()) is not None:
        focused.clearFocus()
    yield
    assert root.window().focusWidget() is None, "the wheel gives no focus"


def changed_by_wheel(root: QWidget) -> list[str]:
    changed = []
    for field in fields(root):
        with nothing_focused(root):
            for notches in (1, -1, -1):
                before = value(field)
                turn_wheel(field, notches)
                changed += [about(field)] if value(field) != before else []
    return changed


def test_the_wheel_changes_no_field_of_the_window_and_of_its_dialogs_in_passing(shared_window, untrained, tmp_path):
    window, snapshot = shared_window, untrained(30)
    fill(window)
    wide = Network(snapshot, snapshot.encode(window.session.data.split.images), None)
    looked_at = set()
    for _ in views(window, wide):
        looked_at |= {about(field) for field in fields(window)}
        assert changed_by_wheel(window) == []
    for dialog in dialogs(window, tmp_path):
        assert changed_by_wheel(dialog) == []
    assert len(looked_at) > 30


@pytest.mark.parametrize("training", [False, True])
def test_over_the_fields_of_the_panel_the_wheel_scrolls_the_panel(shared_window, training):
    window, panel = shared_window, shared_window.panel
    window.tabs.setCurrentWidget(window.training_tab)
    panel.findChild(QAbstractButton, "more").setChecked(True)
    panel.set_training(training)
    window.resize(1000, 540)
    QApplication.processEvents()
    area = panel.findChild(QScrollArea)
    bar, sides = area.verticalScrollBar(), 0
    all_fields = [field for kind in FIELDS for field in area.widget().findChildren(kind) if field.isVisible()]
    before = {field: value(field) for field in all_fields}
    for field in before:
        field.clearFocus()
        for notches, end in ((-1, bar.maximum()), (1, bar.minimum())):
            area.ensureWidgetVisible(field)
            if (at := bar.value()) != end:
                sides += 1
                turn_wheel(field, notches)
                assert bar.value() != at, about(field)
    panel.set_training(False)
    assert sides > 16
    assert {field: value(field) for field in before} == before


@pytest.fixture
def column(qtbot) -> QScrollArea:
    """Two boxes and a slider, in a column that scrolls."""
    area, page = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    rows = QVBoxLayout(page)
    page.one, page.other, page.slider = SpinBox(value=5), ComboBox(), Slider(Qt.Orientation.Horizontal)
    page.other.addItems(["a", "b", "c"])
    page.other.setCurrentIndex(1)
    for part in (page.one, page.other, page.slider):
        rows.addWidget(part)
    rows.addSpacing(1_000)
    area.setWidget(page)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    return area


def test_a_field_that_has_the_focus_takes_the_wheel_and_the_one_beside_it_does_not(column):
    page = column.widget()
    page.one.setFocus()
    turn_wheel(page.one, 1)
    assert page.one.value() == 6
    turn_wheel(page.other, 1)
    assert (page.one.value(), page.other.currentIndex()) == (6, 1)
    assert page.one.hasFocus()


def test_keys_change_the_field_alone_that_has_the_focus(column, qtbot):
    page = column.widget()
    page.slider.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert (page.one.value(), page.other.currentIndex(), page.slider.value()) == (5, 1, 1)


def test_tabs_stay_where_they_are(qtbot):
    bar = TabBar()
    qtbot.addWidget(bar)
    bar.addTab("one")
    bar.addTab("two")
    bar.show()
    turn_wheel(bar, -1)
    assert bar.currentIndex() == 0


def test_no_part_of_the_window_takes_qts_own_fields():
    boxes = {"QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QAbstractSpinBox"}
    qts = boxes | {"QSlider", "QDial", "QTabBar", "QTabWidget"}
    taken = []
    for module in sorted((ROOT / "ae_gui").rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            made = [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
            names = {name.id for name in made if isinstance(name, ast.Name)} & qts
            taken += [(module.stem, name) for name in names]
    assert {name for module, name in taken if module != "fields"} == {"QTabWidget"}
    assert [module for module, name in taken if name == "QTabWidget"] == ["tabs"]
