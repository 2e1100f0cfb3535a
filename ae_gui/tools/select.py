"""Select: a part of the plane, and which digits lie there."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QUndoStack

from ae_gui.latent_flow import OfDigit
from ae_gui.latent_view import LatentView
from ae_gui.tools.tool import Tool, picked_words
from ae_gui.widgets.change import Change
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.plane_region import Drag

if TYPE_CHECKING:
    from ae_gui.widgets.select_inspector import SelectInspector

_AVERAGED = 10_000  # digits, at most, that a mean is made of: 70,000 would keep the window waiting


class SelectTool(Tool["SelectInspector"]):
    """Selects digits by a rectangle or a lasso; they stay selected wherever training moves them.

    Signals:
        digit_picked(index): the user chose one of the selected digits.
        drag_changed(): dragging draws the other shape from now on.

    Attributes:
        selected: indices of the selected digits, (n,).
    """

    name, key, drawing = "select", "S", "lasso"
    digit_picked = Signal(int)
    drag_changed = Signal()

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane, self._make_inspector)
        self.title, self.tip = self.tr("Select"), self.tr("Which digits lie in a part of the plane")
        self.undo_stack = QUndoStack(self)
        self.drag = Drag.RECTANGLE
        self.selected = np.empty(0, np.intp)

    def _make_inspector(self) -> "SelectInspector":
        from ae_gui.widgets.select_inspector import SelectInspector

        inspector = SelectInspector()
        inspector.lasso_button.toggled.connect(self._choose_shape)
        inspector.clear_button.clicked.connect(self.clear)
        inspector.sheet.digit_chosen.connect(self.click_point)
        return inspector

    def show(self, view: LatentView) -> None:
        self._view = view
        there = self.selected < len(view.digits.images)  # the training digits may be gone from the plane
        if not there.all():
            self.select(self.selected[there])
        elif len(self.selected):
            self.inspector.decoded_mean.set_image(self._decoded_mean(view))

    def enter(self) -> None:
        super().enter()
        self._fade()

    def leave(self) -> None:
        """Let all digits be seen alike: a selection is this tool's matter, and is here again when the tool is."""
        super().leave()
        self._fade()

    def forget(self) -> None:
        self._view = None
        self.undo_stack.clear()
        self._show_nothing()

    def click_position(self, x: float, y: float) -> None:
        self.clear()

    @Slot(int)
    def click_point(self, index: int) -> None:
        """Ring one digit and show where it is."""
        if self._view is not None and self._view.shows(index):
            self._plane.mark(self._plane.point(index), picked_words(self._view, index))
            self._plane.pulse_mark()
            self.asked.emit(OfDigit(index))
            self.digit_picked.emit(index)

    def take_region(self, polygon: NDArray[np.float32]) -> None:
        if self._view is not None:
            self._choose(self._plane.points.within(polygon))

    @Slot()
    def clear(self) -> None:
        """Select nothing."""
        self._choose(np.empty(0, np.intp))

    def _choose(self, indices: NDArray[np.intp]) -> None:
        """Select other digits, (n,) indices; this can be undone."""
        if len(indices) or len(self.selected):
            self.undo_stack.push(Change(self.tr("Selection"), self.select, self.selected, indices))

    def select(self, indices: NDArray[np.intp]) -> None:
        """Show what these digits have in common, (n,) indices."""
        view = self._view
        if view is not None:
            indices = indices[indices < len(view.digits.images)]  # some may be gone since they were selected
        if not len(indices) or view is None:
            self._show_nothing()
            return
        self.selected = indices
        self._fade()
        some = self.selected[:: max(1, -(-len(self.selected) // _AVERAGED))]
        mean_image = view.digits.images[some].mean(axis=0, dtype=np.float32) / np.float32(255)
        digits = view.digits
        self.inspector.show_selection(self.selected, digits.images, digits.labels, digits.class_names, mean_image)
        self.inspector.decoded_mean.set_image(self._decoded_mean(view))

    def _show_nothing(self) -> None:
        self.selected = np.empty(0, np.intp)
        self._fade()
        if self._active:
            self._plane.mark(None)
        if self.beside.is_made:
            self.inspector.show_nothing()

    def _fade(self) -> None:
        """Fade all digits but the selected ones, while this tool is in the hand."""
        self._plane.points.select(self.selected if self._active else np.empty(0, np.intp))

    def _decoded_mean(self, view: LatentView) -> NDArray[np.float32]:
        placed = np.isin(view.placed, self.selected)
        codes = view.codes[placed] if placed.any() else view.code(int(self.selected[0]))[None]
        return view.model.decode(codes.mean(axis=0, keepdims=True))[0]

    @Slot(bool)
    def _choose_shape(self, lasso: bool) -> None:
        self.drag = Drag.LASSO if lasso else Drag.RECTANGLE
        self.drag_changed.emit()
