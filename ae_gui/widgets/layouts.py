"""Rows and columns of widgets, written as they are seen.

    in_column(title, in_row(name, STRETCH, button), (table, 1), parent=self, margin=MARGIN)

Parts are widgets and layouts, tuples of one and the further arguments of Qt's `addWidget` or `addLayout`, numbers,
which are the pixels of a gap, and `STRETCH`.
"""

from typing import Any, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ae_gui.theme import grown
from ae_gui.widgets.flow import FlowLayout

STRETCH = None
_FRAME = QSize(8, 40)  # around a window, about
_SMALLEST = QSize(640, 480)  # that is a screen
Part = QWidget | QLayout | tuple[Any, ...] | int | None
Margin = int | tuple[int, int, int, int]

_Box = TypeVar("_Box", bound=QBoxLayout)


def in_row(*parts: Part, parent: QWidget | None = None, margin: Margin = 0, spacing: int = -1) -> QHBoxLayout:
    """A layout from left to right, of the whole `parent` or, without one, to be a part of another.

    In logical pixels are the `margin` around the parts, one for all sides or (left, top, right, bottom), and the
    `spacing` between them; -1 is that of the layout around it, or of the style.
    """
    return _filled(QHBoxLayout(), parts, parent, margin, spacing)


def in_column(*parts: Part, parent: QWidget | None = None, margin: Margin = 0, spacing: int = -1) -> QVBoxLayout:
    """A layout from top to bottom; see `in_row`."""
    return _filled(QVBoxLayout(), parts, parent, margin, spacing)


def together(*parts: Part, spacing: int = -1) -> QWidget:
    """A column of parts that come and go as one: hidden, they leave no frame behind."""
    group = QWidget()
    in_column(*parts, parent=group, spacing=spacing)
    return group


def in_flow(*parts: QWidget | int | None) -> FlowLayout:
    """A row that wraps; `STRETCH` is a spring."""
    flow = FlowLayout()
    for part in parts:
        if part is STRETCH:
            flow.add_spring()
        elif isinstance(part, int):
            flow.add_gap(part)
        else:
            flow.addWidget(part)
    return flow


def lowest(page: QWidget, width: int) -> int:
    """The smallest height, in logical pixels, at which a page of this width is not cut off.

    A scroll area by itself gives a page with wrapped texts its preferred height, and scrolls for nothing.
    """
    layout = page.layout()
    if layout is None:
        return page.minimumSizeHint().height()
    if layout.hasHeightForWidth():
        return layout.totalMinimumHeightForWidth(width)
    return layout.totalMinimumSize().height()


def open_with(window: QWidget, width: int, height: int) -> None:
    """Give a window a first size, in logical pixels for letters of the usual size, or what a smaller screen has.

    A screen has its panels and the frame of the window beside that.
    """
    room = (window.screen().availableSize() - _FRAME).expandedTo(_SMALLEST)
    window.resize(QSize(grown(width), grown(height)).boundedTo(room))


def _filled(box: _Box, parts: tuple[Part, ...], parent: QWidget | None, margin: Margin, spacing: int) -> _Box:
    if parent is not None:
        parent.setLayout(box)
    box.setContentsMargins(*(margin if isinstance(margin, tuple) else 4 * (margin,)))
    box.setSpacing(spacing)
    for part in parts:
        added, *how = part if isinstance(part, tuple) else (part,)
        if added is STRETCH:
            box.addStretch()
        elif isinstance(added, int):
            box.addSpacing(added)
        elif isinstance(added, QLayout):
            box.addLayout(added, *how)
        else:
            box.addWidget(added, *how)
    return box
