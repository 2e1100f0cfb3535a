"""Code: every number of a code under a slider, which is the only way to leave the plane of a wide one."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QUndoStack

from ae_gui.latent_flow import OfCode
from ae_gui.tools.tool import Tool
from ae_gui.widgets.code_plane import CodePlane
from ae_model.samples import sample
from ae_model.snapshot import Array

if TYPE_CHECKING:
    from ae_gui.widgets.code_inspector import CodeInspector

_RANGE = 0.01  # quantile of the codes at either end of a slider, ...
_AROUND_ONE = 10  # ... which reaches so far to both sides of the only code, where there is one alone


class CodeTool(Tool["CodeInspector"]):
    """A code that is moved dimension by dimension; a click on the plane or on a point begins from there."""

    name, key, drawing = "code", "C", "sliders-horizontal"

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane, self._make_inspector)
        self.title, self.tip = self.tr("Sliders"), self.tr("Move each number of a code by itself")
        self.undo_stack = QUndoStack(self)  # of nothing: every slider says where it was
        self._code: Array | None = None

    def _make_inspector(self) -> "CodeInspector":
        from ae_gui.widgets.code_inspector import CodeInspector

        inspector = CodeInspector()
        inspector.code_changed.connect(self._take_code)
        inspector.mean_button.clicked.connect(self._begin_at_mean)
        return inspector

    def forget(self) -> None:
        self._view = self._code = None
        if self.beside.is_made:
            self.inspector.show_decoded(None)
        self._plane.mark(None)

    def click_position(self, x: float, y: float) -> None:
        if self._view is not None:
            self._begin(self._view.lift(x, y))

    def click_point(self, index: int) -> None:
        if self._view is not None:
            self._begin(self._view.code(index))

    def _refresh(self) -> None:
        if self._view is None:
            return
        codes = self._view.codes
        if self._code is None:
            self._code = codes.mean(axis=0)
        low, high = np.quantile(codes[sample(len(codes), 1_000)], [_RANGE, 1 - _RANGE], axis=0).astype(np.float32)
        if (rare := low == high).any():  # most units of a sparse code are 0 at most images
            low[rare], high[rare] = codes[:, rare].min(axis=0), codes[:, rare].max(axis=0)
        if len(codes) == 1:
            low, high = low - _AROUND_ONE, high + _AROUND_ONE
        self.inspector.set_ranges(low, high)
        self._begin(self._code)

    @Slot()
    def _begin_at_mean(self) -> None:
        if self._view is not None:
            self._begin(self._view.codes.mean(axis=0))

    def _begin(self, code: Array) -> None:
        self.inspector.set_code(code)
        self._take_code(code)

    @Slot(object)
    def _take_code(self, code: Array) -> None:
        self._code = code
        if self._view is None:
            return
        x, y = self._view.place(code)
        self._plane.mark((x, y), self.tr("sliders"))
        self.asked.emit(OfCode(code, self._plane.nearest(x, y)))
        self.inspector.show_decoded(self._view.drawn(code))
