"""The tools of the latent space, one a file: what the mouse on the plane does, and the inspector that shows it.

A tool answers to `Tool`. The tab tells the active one what the user does, and every one what the plane shows.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from ae_gui.latent_view import LatentView
from ae_gui.widgets.plane_region import Drag


class Tool(Protocol):
    """One way of asking the plane."""

    @property
    def inspector(self) -> QWidget:
        """Stands beside the plane while the tool is active."""

    @property
    def undo_stack(self) -> QUndoStack:
        """What was done with it and can be undone."""

    @property
    def drag(self) -> Drag:
        """What dragging on the plane does meanwhile."""

    def show(self, view: LatentView) -> None:
        """The network, its codes or the axes are other ones, of the same network; places keep their meaning."""

    def forget(self) -> None:
        """Another network, or other images, come next: no place of this plane has a meaning there."""

    def enter(self) -> None:
        """The tool becomes the active one: put its marks on the plane."""

    def leave(self) -> None:
        """Another tool becomes active: take its marks off the plane."""

    def probe(self, x: float, y: float) -> None:
        """The mouse is at a place of the plane."""

    def click_place(self, x: float, y: float) -> None:
        """A click between the points."""

    def click_point(self, index: int) -> None:
        """A click on a point."""

    def take_region(self, polygon: NDArray[np.float32]) -> None:
        """A rectangle or a lasso was drawn around (n, 2) places."""
