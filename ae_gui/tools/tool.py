"""What a tool of the latent space is: what the mouse on the plane does, and the inspector that shows it."""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from ae_gui.latent_view import LatentView
from ae_gui.later import Later
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.plane_region import Drag
from ae_gui.words import fill, tr

Inspector = TypeVar("Inspector", bound=QWidget)


class Tool(QObject, Generic[Inspector]):
    """One way of asking the plane; what a kind of tool does not answer to does nothing.

    Signals:
        asked(question): the network is asked about a digit, a drawing or a code, a `Question`, or is so again; None
            is of nothing any more.

    Attributes:
        name: by which the settings remember it; never translated.
        key: takes it into the hand.
        title, tip, drawing: of its button.
        beside: its inspector, which is made when the tool is first taken into the hand.
        undo_stack: what was done with it and can be undone; it may be the inspector's.
        drag: what dragging on the plane does meanwhile.
    """

    asked = Signal(object)
    name: ClassVar[str]
    key: ClassVar[str]
    drawing: ClassVar[str]
    title: str
    tip: str
    undo_stack: QUndoStack
    drag = Drag.MOVE

    def __init__(self, plane: CodePlane, make_inspector: Callable[[], Inspector]) -> None:
        super().__init__(plane)
        self._plane = plane
        self._view: LatentView | None = None
        self._active = False
        self.beside: Later[Inspector] = Later(make_inspector)

    @property
    def inspector(self) -> Inspector:
        """What stands beside the plane while the tool is active."""
        return self.beside.now

    def show(self, view: LatentView) -> None:
        """Go on with another moment of the same network, or other axes of its plane; positions keep their meaning."""
        self._view = view
        if self._active:
            self._refresh()

    def forget(self) -> None:
        """Expect another network or other images, where no position of this plane has a meaning."""
        self._view = None

    def enter(self) -> None:
        """Become the active tool: put the marks on the plane."""
        self._active = True
        self._refresh()

    def leave(self) -> None:
        """Give way to another tool: take the marks off the plane."""
        self._active = False
        self._plane.mark(None)

    def probe(self, x: float, y: float) -> None:
        """Answer to the mouse at a position of the plane."""

    def click_position(self, x: float, y: float) -> None:
        """Answer to a click between the points."""

    def click_point(self, index: int) -> None:
        """Answer to a click on a point."""

    def take_region(self, polygon: NDArray[np.float32]) -> None:
        """Answer to a rectangle or a lasso around (n, 2) positions."""

    def _refresh(self) -> None:
        """Answer the last question again, as the active tool, to the view as it is now."""


def picked_words(view: LatentView, index: int) -> str:
    """What stands beside the point of a digit that was picked."""
    if not view.digits.has_classes:
        return tr("picked")
    return fill(tr("picked: {name}"), name=view.digits.class_name(index))
