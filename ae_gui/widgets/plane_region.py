"""The region of a plane that the user draws around points."""

import enum

from PySide6.QtCore import QPointF, Qt

from ae_gui.widgets.plane_frame import PlaneFrame
from ae_gui.widgets.plane_marks import Line

_LASSO_PIXELS = 3  # between two corners of a lasso


class Drag(enum.Enum):
    """What dragging with the left button does."""

    MOVE = enum.auto()
    RECTANGLE = enum.auto()
    LASSO = enum.auto()


class Region(Line):
    """A rectangle or a lasso while it is being drawn.

    Attributes:
        drag: which of them; MOVE draws none.
        corners: so far, in the plane; empty while none is being drawn.
    """

    def __init__(self, frame: PlaneFrame) -> None:
        super().__init__(Qt.PenStyle.DashLine)
        self.drag = Drag.MOVE
        self.corners: list[QPointF] = []
        self._frame = frame

    def grow(self, position: QPointF) -> None:
        """Take the end of the region, which has begun, to a position."""
        first, last = self.corners[0], self.corners[-1]
        if self.drag is Drag.RECTANGLE:
            self.corners = [first, QPointF(position.x(), first.y()), position, QPointF(first.x(), position.y())]
        elif self._frame.pixels_between(last, position) >= _LASSO_PIXELS:
            self.corners.append(position)
        self.put(self.corners, closed=True)

    def finish(self) -> list[QPointF]:
        """Take it off the plane; returns its corners."""
        drawn, self.corners = self.corners, []
        self.put([])
        return drawn
