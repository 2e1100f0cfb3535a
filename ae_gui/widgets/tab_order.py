"""The order of Tab: that of the layout, whatever order the widgets were made in."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDockWidget,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)


def set_reading_order(root: QWidget) -> None:
    """Let Tab go through `root` from its first part to its last.

    A widget that is made later comes last; its maker puts it into the order by `QWidget.setTabOrder`, or a whole part
    by `put_into_order`.
    """
    _prepare(root)
    for one, following in pairwise(_stops(root)):
        QWidget.setTabOrder(one, following)


def put_into_order(after: QWidget, added: QWidget) -> None:
    """Let Tab come to a part that was made later once it has been through another one."""
    _prepare(added)
    *_, last = _stops(after)
    for one, following in pairwise((last, *_stops(added))):
        QWidget.setTabOrder(one, following)


def _prepare(root: QWidget) -> None:
    for tabs in root.findChildren(QTabWidget):
        # A QTabWidget hands the focus on to its bar from its own position in the order, which nothing changes: widgets
        # after that position were never reached. The bar alone is a stop.
        tabs.setFocusProxy(None)  # type: ignore[arg-type]  # Qt's way to take one back; its types do not say so
        tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for group in root.findChildren(QButtonGroup):
        group.buttonToggled.connect(_stop_at_pressed)


def _stop_at_pressed(button: QAbstractButton, pressed: bool) -> None:
    """Let Tab stop at the pressed button of a group alone; Qt does so only once one of them has had the focus."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressed else Qt.FocusPolicy.NoFocus)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """The widgets within one, or it itself, at which Tab stops."""
    if (inner := widget.focusProxy()) is not None and widget.isAncestorOf(inner):
        yield widget  # with all of its stops, in the order that they were made in
        return
    in_a_group = isinstance(widget, QAbstractButton) and widget.group() is not None
    if in_a_group or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
        if not isinstance(widget, QScrollArea):
            return  # the inside of a spin box, a list or a plot is its own matter
    for part in _parts(widget):
        if part is not None:
            yield from _stops(part)


def _parts(widget: QWidget) -> list[QWidget | None]:
    """The parts of a widget in the order of reading."""
    match widget:
        case QMainWindow():
            docks = widget.findChildren(QDockWidget)
            # Tab goes round: the header is before the rest, and the buttons of a message, made later, between the two.
            return [widget.centralWidget(), *docks, widget.statusBar(), widget.menuWidget()]
        case QTabWidget():
            # Qt's own answer, which makes no page of ours.
            return [widget.tabBar(), *(QTabWidget.widget(widget, index) for index in range(widget.count()))]
        case QSplitter() | QStackedWidget():
            return [widget.widget(index) for index in range(widget.count())]
        case QScrollArea() | QDockWidget():
            return [widget.widget()]
    layout = widget.layout()
    return [] if layout is None else list(_laid_out(layout, widget))


def _laid_out(layout: QLayout, widget: QWidget) -> Iterator[QWidget]:
    """What a layout of a widget holds, in its order.

    It is not asked for its items: PySide would keep those that stand for gaps, and take them for whatever lies at their
    address once Qt has deleted them, which has crashed the program.
    """
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    held: list[tuple[int, QWidget | QLayout]] = []
    held += [(layout.indexOf(part), part) for part in widget.findChildren(QWidget, options=direct)]
    held += [(layout.indexOf(part), part) for part in layout.findChildren(QLayout, options=direct)]
    for place, part in sorted(held, key=lambda one: one[0]):
        if place < 0:  # it lies in another one
            continue
        if isinstance(part, QLayout):
            yield from _laid_out(part, widget)
        else:
            yield part
