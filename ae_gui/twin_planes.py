"""Two planes of the same digits side by side, with one cursor and one selection."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QToolButton, QVBoxLayout, QWidget

from ae_gui.latent_view import LatentView
from ae_gui.theme import SPACING
from ae_gui.widgets.card import Card
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.digit_view import DigitView
from ae_gui.widgets.layouts import STRETCH, in_column, in_row
from ae_gui.widgets.plane_region import Drag
from ae_gui.widgets.text_labels import heading, quiet_label, quiet_line
from ae_gui.widgets.tool_row import Segments
from ae_gui.words import fill
from ae_model.metrics import errors_of

_SMALL = 84  # logical pixels of a digit


class TwinPlanes(QWidget):
    """The cursor on one plane rings the nearest digit on the other; both sides decode it.

    Until there is a cursor, a first digit is shown as both redraw it.

    Attributes:
        selected: indices of the selected digits, (n,).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.planes = (CodePlane(), CodePlane())
        self.decoded = (
            DigitView(self.tr("Decoded on the left"), _SMALL),
            DigitView(self.tr("Decoded on the right"), _SMALL),
        )
        self._decoded_words = (quiet_label(), quiet_label())
        self._titles = (heading(""), heading(""))
        self._score_words = (quiet_label(), quiet_label())
        self.measure_button = QPushButton(self.tr("Measure"))
        self.digit = DigitView(self.tr("Image under the cursor"), _SMALL)
        self._digit_words = quiet_label()
        self._selection_words = quiet_line()
        self.views: list[LatentView | None] = [None, None]  # on the two sides
        self._first: int | None = None  # the digit that is shown; None where it is that of the cursor
        self.selected = np.empty(0, np.intp)
        self._lay_out()
        for plane, name in zip(self.planes, (self.tr("Plane on the left"), self.tr("Plane on the right")), strict=True):
            plane.setAccessibleName(name)
        for side, plane in enumerate(self.planes):
            plane.probed.connect(partial(self._probe, side))
            plane.region_drawn.connect(partial(self._take_region, side))
            plane.position_clicked.connect(self.clear_selection)

    def clear(self) -> None:
        """Show nothing on either side."""
        self.views, self._first = [None, None], None
        for plane in self.planes:
            plane.clear_points()
        for view in (*self.decoded, self.digit):
            view.set_image(None)
        for words in (*self._titles, *self._decoded_words, self._digit_words):
            words.clear()
        self.clear_selection()

    def show_view(self, side: int, view: LatentView, same_digits: bool, title: str = "") -> None:
        """Show a model's plane on side 0 or 1; with `same_digits` the part in sight and the selection are kept."""
        self._titles[side].setText(title)
        plane = self.planes[side]
        self.views[side] = view
        if not same_digits:
            plane.clear_points()
            self.clear_selection()
        plane.points.draw_as_of(len(view.digits.labels))  # on both sides alike, whatever has been placed
        all_placed = len(view.placed) == len(view.positions)
        plane.set_points(view.positions, view.digits.labels, view.placed, softly=all_placed)
        plane.note.say(self.tr("The middle is enlarged") if view.plane.lens is not None else "")
        if not same_digits:
            self._show_first()
        elif self._first is not None:
            self._show_redrawn(side, view, self._first)

    def set_class_colors(self, colors: NDArray[np.uint8]) -> None:
        """Colour the classes: (C, 3)."""
        for plane in self.planes:
            plane.points.set_colors(colors)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Call the classes by these names."""
        for side, (plane, view) in enumerate(zip(self.planes, self.views, strict=True)):
            plane.name_classes(names)
            if view is not None:
                self.views[side] = replace(view, digits=replace(view.digits, class_names=tuple(names)))

    def set_scores(self, side: int, words: str, tip: str) -> None:
        """Say above its plane how good a side's neighbours and draws are."""
        self._score_words[side].setText(words)
        self._score_words[side].setToolTip(tip)

    @Slot()
    def clear_selection(self) -> None:
        """Select nothing."""
        self.selected = np.empty(0, np.intp)
        self._selection_words.setText(self._hints[self._drag])
        self._fade()

    def _show_first(self) -> None:
        """Show a digit as both redraw it: there is no cursor yet, or what it pointed at is gone."""
        left, right = self.views
        if left is None or right is None or not (both := np.intersect1d(left.placed, right.placed)).size:
            return
        self._first = index = int(both[0]) if self._first is None else self._first
        for side, view in enumerate((left, right)):
            self._show_redrawn(side, view, index)
        self._tell_digit(left, index)

    def _show_redrawn(self, side: int, view: LatentView, index: int) -> None:
        self.planes[side].ring(index if view.shows(index) else None)
        self._redraw(side, view, index)

    def _redraw(self, side: int, view: LatentView, index: int) -> None:
        image = view.digits.images[index]
        redrawn = view.model.decode(view.code(index)[None])
        self.decoded[side].set_image(redrawn[0])
        error = float(errors_of(image[None], redrawn.astype(np.float64))[0])
        self._decoded_words[side].setText(fill(self.tr("Redrawn,\nerror {error:.4f}"), error=error))

    def _tell_digit(self, view: LatentView, index: int) -> None:
        self.digit.set_image(view.digits.images[index])
        words = (
            self.tr("Class {name}\nTest image {index:,}")
            if view.digits.has_classes
            else self.tr("Test image {index:,}")
        )
        self._digit_words.setText(fill(words, name=view.digits.class_name(index), index=index))

    def _probe(self, side: int, x: float, y: float) -> None:
        index, here, there = self.planes[side].nearest(x, y), self.views[side], self.views[1 - side]
        if index is None or here is None or there is None or not there.shows(index):
            return
        self._first = None
        self.planes[1 - side].ring(index)
        self.decoded[side].set_image(here.decode(np.array([[x, y]], np.float32))[0])
        true_x, true_y = here.true(x, y)
        self._decoded_words[side].setText(fill(self.tr("Decoded at\n({x:.2f}, {y:.2f})"), x=true_x, y=true_y))
        self._redraw(1 - side, there, index)
        self._tell_digit(here, index)

    def _take_region(self, side: int, polygon: NDArray[np.float32]) -> None:
        view = self.views[side]
        if view is None:
            return
        self.selected = self.planes[side].points.within(polygon)
        if not len(self.selected):
            self.clear_selection()
            return
        labels = view.digits.labels[self.selected]
        counts = np.bincount(labels, minlength=len(view.digits.class_names))
        largest = int(counts.argmax())
        words = self.tr("Selected: {count:,}, {share:.0%} of class {name}")
        if not view.digits.has_classes:
            words = self.tr("Images: {count:,}")
        share, name = counts[largest] / len(labels), view.digits.class_names[largest]
        self._selection_words.setText(fill(words, share=share, name=name, count=len(labels)))
        self._fade()

    def _set_drag(self, drag: Drag) -> None:
        self._drag = drag
        for plane in self.planes:
            plane.set_drag(drag)
        if not len(self.selected):
            self.clear_selection()

    def _fade(self) -> None:
        for plane in self.planes:
            plane.points.select(self.selected)

    def _lay_out(self) -> None:
        drags: Sequence[tuple[Drag, str, str]] = (
            (Drag.MOVE, self.tr("Move"), self.tr("Drag to move a plane")),
            (Drag.RECTANGLE, self.tr("Rectangle"), self.tr("Drag a rectangle to select points in both planes")),
            (Drag.LASSO, self.tr("Lasso"), self.tr("Drag around points to select them in both planes")),
        )
        self._drag = Drag.MOVE
        self._hints = {
            Drag.MOVE: self.tr("Drag to move a plane; with Rectangle or Lasso, to select."),
            Drag.RECTANGLE: self.tr("Drag a rectangle in one plane: what is in it is shown in both."),
            Drag.LASSO: self.tr("Drag around points in one plane: they are shown in both."),
        }
        self.drag_buttons = QButtonGroup(self)
        for drag, name, tip in drags:
            button = QToolButton()
            button.setText(name)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setChecked(drag is Drag.MOVE)
            button.clicked.connect(partial(self._set_drag, drag))
            self.drag_buttons.addButton(button)
        self.measure_button.setToolTip(
            self.tr(
                "Neighbour accuracy and trustworthiness of both planes, and how many new digits are good; some seconds"
            )
        )
        modes = Segments(self.drag_buttons.buttons())
        tools = in_row(modes, SPACING, (self._selection_words, 1), self.measure_button, spacing=2)
        self.clear_selection()

        titled = (
            in_column(in_row(title, STRETCH, scores, spacing=SPACING), (Card(plane), 1), spacing=4)
            for title, scores, plane in zip(self._titles, self._score_words, self.planes, strict=True)
        )
        planes = in_row(*((column, 1) for column in titled), spacing=SPACING)
        left, right = (_stacked(words) for words in self._decoded_words)
        digit = self.digit, (_stacked(self._digit_words), 1)
        middle = in_row(self.decoded[0], (left, 1), *digit, self.decoded[1], (right, 1), spacing=SPACING)
        in_column(tools, (planes, 1), middle, parent=self, spacing=SPACING)


def _stacked(*widgets: QWidget) -> QVBoxLayout:
    return in_column(*((widget, 0, Qt.AlignmentFlag.AlignLeft) for widget in widgets), STRETCH, spacing=4)
