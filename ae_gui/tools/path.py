"""Path: two positions, and what the decoder draws on the way from one to the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QUndoStack

from ae_gui.in_turns import InTurns
from ae_gui.latent_flow import OfCode
from ae_gui.latent_view import LatentView
from ae_gui.tools.tool import Tool
from ae_gui.widgets.change import Change
from ae_gui.widgets.code_plane import CodePlane
from ae_model.latent_paths import along, finding_near_data, near_data, straight
from ae_model.snapshot import Array

if TYPE_CHECKING:
    from ae_gui.widgets.path_inspector import PathInspector

_End = Array | int  # a code, or a digit, wherever training moves its own

_REST_MS = 50  # from a moment of a training that is shown to the path through it
_LINE = 120  # corners, at least, of the line in the plane: where that is bent, a straight path is none


class PathTool(Tool["PathInspector"]):
    """Draws a path: the first click begins it, the second ends it, and the third begins another."""

    name, key, drawing = "path", "P", "spline"

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane, self._make_inspector)
        self.title, self.tip = self.tr("Path"), self.tr("What the network draws on the way from one place to another")
        self.undo_stack = QUndoStack(self)
        self._ends: tuple[_End, ...] = ()
        self._codes = self._positions = np.empty((0, 2), np.float32)
        # The way along the data takes as long as all else that is shown of a moment of a training: it comes later,
        # in turns.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._refresh_again)
        self._turns = InTurns(self)
        self._turns.done.connect(self._draw)

    def _make_inspector(self) -> "PathInspector":
        from ae_gui.widgets.path_inspector import PathInspector

        inspector = PathInspector()
        inspector.path_wanted.connect(self._refresh)
        inspector.frame_changed.connect(self._mark_frame)
        return inspector

    def show(self, view: LatentView) -> None:
        if not _lie_in(view, self._ends):
            self.forget()  # the path led to a training digit, and those are gone from the plane
        before, self._view = self._view, view
        if self._active and before is not None and view.model is not before.model:
            self._give_up_finding()
            self._rest.start()
        elif self._active:
            self._refresh()

    def forget(self) -> None:
        self._view = None
        self._give_up_finding()
        self.undo_stack.clear()
        self._ends = ()
        self._positions = np.empty((0, 2), np.float32)
        if self.beside.is_made:
            self.inspector.set_frames(None)
        self._plane.set_path(None)
        self._plane.mark(None)

    def leave(self) -> None:
        super().leave()
        self._give_up_finding()
        self.inspector.pause()
        self._plane.set_path(None)

    def click_position(self, x: float, y: float) -> None:
        if self._view is not None:
            self._add_end(self._view.lift(x, y))

    def click_point(self, index: int) -> None:
        self._add_end(index)

    def _add_end(self, end: _End) -> None:
        if self._view is None:
            return
        ends = (end,) if len(self._ends) == 2 else (*self._ends, end)
        self.undo_stack.push(Change(self.tr("Set end of path"), self._set_ends, self._ends, ends))

    def _set_ends(self, ends: tuple[_End, ...]) -> None:
        self._ends = ends if self._view is not None and _lie_in(self._view, ends) else ()
        if self._active:
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self._give_up_finding()
        if self._view is None:
            return
        view = self._view
        ends = [self._code(view, end) for end in self._ends]
        if len(ends) < 2:
            self.inspector.set_frames(None, begun=bool(ends))
            self._plane.set_path(None)
            self._plane.mark(view.place(ends[0]) if ends else None)
            return
        count = self.inspector.count.value()
        if self.inspector.near_data:
            self._draw(near_data(ends[0], ends[1], view.codes, count))
        else:
            self._draw(straight(ends[0], ends[1], count))

    @Slot(object)
    def _draw(self, codes: Array) -> None:
        """Draw a path, (n, latent_dim) codes."""
        assert self._view is not None
        self._codes, self._positions = codes, self._view.plane.place(codes)
        self._plane.set_path(self._view.plane.place(along(codes, _LINE)))
        self.inspector.set_frames(self._view.model.decode(codes))
        self._mark_frame(self.inspector.frame)

    @Slot()
    def _refresh_again(self) -> None:
        """Draw the path of another moment of a training, once its way is found."""
        view = self._view
        if not self._active or view is None:
            return
        if len(self._ends) < 2 or not self.inspector.near_data:
            self._refresh()
            return
        start, end = (self._code(view, end) for end in self._ends)
        self._turns.begin(finding_near_data(start, end, view.codes, self.inspector.count.value()))

    def _give_up_finding(self) -> None:
        self._rest.stop()
        self._turns.give_up()

    @Slot(int)
    def _mark_frame(self, frame: int) -> None:
        if self._active and frame < len(self._positions):
            x, y = self._positions[frame].tolist()
            self._plane.mark((x, y))
            self.asked.emit(OfCode(self._codes[frame], self._plane.nearest(x, y)))

    def _code(self, view: LatentView, end: _End) -> Array:
        return view.code(end) if isinstance(end, int) else end


def _lie_in(view: LatentView, ends: Sequence[_End]) -> bool:
    """Whether the digits that a path leads to are there."""
    return all(not isinstance(end, int) or end < len(view.digits.labels) for end in ends)
