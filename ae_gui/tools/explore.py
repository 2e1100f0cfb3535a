"""Explore: the decoder asked about the place under the cursor, and digits kept or picked by a click."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.latent_view import LatentView
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.explore_inspector import ExploreInspector
from ae_gui.widgets.plane_region import Drag
from ae_gui.words import fill
from ae_model.metrics import mean_squared_error


class ExploreTool(QObject):
    """What the plane answers to a mouse that wanders over it.

    Signals:
        digit_picked(index): a click on the point of this digit.
    """

    digit_picked = Signal(int)

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane)
        self.inspector = ExploreInspector()
        self.undo_stack = self.inspector.kept.undo_stack
        self.drag = Drag.MOVE
        self._plane = plane
        self._view: LatentView | None = None
        self._place: tuple[float, float] | None = None
        self._picked: int | None = None
        self._marked: tuple[float, float] | None = None
        self.inspector.kept.place_chosen.connect(self._revisit)

    def show(self, view: LatentView) -> None:
        self._view = view
        self._refresh_probe()
        self._refresh_picked()

    def forget(self) -> None:
        self._view = self._place = self._picked = None
        self._mark(None)
        self.inspector.clear()

    def enter(self) -> None:
        self._plane.mark(self._marked)

    def leave(self) -> None:
        self._plane.mark(None)

    def probe(self, x: float, y: float) -> None:
        self._place = (x, y)
        self._refresh_probe()

    def click_place(self, x: float, y: float) -> None:
        if self._view is not None:
            self.inspector.kept.keep(self._view.decode(np.array([[x, y]], np.float32))[0], (x, y))
            self._mark((x, y))

    def click_point(self, index: int) -> None:
        self._picked = index
        self._refresh_picked()
        self.digit_picked.emit(index)

    def take_region(self, polygon: NDArray[np.float32]) -> None:
        """Nothing: dragging moves the plane."""

    @Slot(float, float)
    def _revisit(self, x: float, y: float) -> None:
        self.probe(x, y)
        self._mark((x, y))

    def _mark(self, place: tuple[float, float] | None) -> None:
        self._marked = place
        self._plane.mark(place)

    def _refresh_probe(self) -> None:
        if self._place is None or self._view is None:
            return
        view = self._view
        code = view.lift(*self._place)
        self.inspector.show_probe(self._place, view.model.decode(code[None])[0], view.familiarity.distance(code))
        nearest = self._plane.nearest(*self._place)
        if nearest is not None:
            self.inspector.show_nearest(view.digits.images[nearest], self._about(nearest))

    def _refresh_picked(self) -> None:
        if self._picked is None or self._view is None or self._picked >= len(self._view.positions):
            return
        view, index = self._view, self._picked
        image = view.digits.images[index]
        error = mean_squared_error(view.model, image[None])
        words = fill(self.tr("{about}\nMean squared error {error:.4f}"), about=self._about(index), error=error)
        self.inspector.show_picked((image, view.model.reconstruct(image[None])[0], words))
        self._mark(self._plane.point(index))

    def _about(self, index: int) -> str:
        assert self._view is not None
        name, number = self._view.digits.class_name(index), self._view.digits.train_index(index)
        if number is None:
            return fill(self.tr("Class {name}\nTest digit {index:,}"), name=name, index=index)
        return fill(self.tr("Class {name}\nTraining digit {index:,}"), name=name, index=number)
