"""Draw: a digit of the user's own hand, made like MNIST's, and where the network places it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot

from ae_gui.latent_view import LatentView
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.draw_inspector import DrawInspector
from ae_gui.widgets.plane_region import Drag
from ae_gui.words import fill
from ae_model.latent_map import nearest


class DrawTool(QObject):
    """What is drawn on the pad is encoded, marked in the plane and redrawn, as the stroke grows."""

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane)
        self.inspector = DrawInspector()
        self.undo_stack = self.inspector.pad.undo_stack
        self.drag = Drag.MOVE
        self._plane = plane
        self._view: LatentView | None = None
        self._image: NDArray[np.uint8] | None = None
        self._active = False
        self.inspector.digit_drawn.connect(self._take_digit)

    def show(self, view: LatentView) -> None:
        self._view = view
        _, height, width = view.digits.images.shape
        self.inspector.set_image_shape((height, width))
        self._refresh()

    def forget(self) -> None:
        """Nothing of the drawing: another network sees the same one."""
        self._view = None

    def enter(self) -> None:
        self._active = True
        self._refresh()

    def leave(self) -> None:
        self._active = False
        self._plane.mark(None)

    def probe(self, x: float, y: float) -> None:
        """Nothing: the pad decides."""

    def click_place(self, x: float, y: float) -> None:
        """Nothing: the pad decides."""

    def click_point(self, index: int) -> None:
        """Nothing: the pad decides."""

    def take_region(self, polygon: NDArray[np.float32]) -> None:
        """Nothing: dragging moves the plane."""

    @Slot(object)
    def _take_digit(self, image: NDArray[np.uint8] | None) -> None:
        self._image = image
        self._refresh()

    def _refresh(self) -> None:
        if not self._active or self._view is None:
            return
        if self._image is None:
            self.inspector.clear_result()
            self._plane.mark(None)
            return
        view = self._view
        code = view.model.encode(self._image[None])[0]
        place = view.place(code)
        self._plane.mark(place)
        near = nearest(code, view.codes)
        words = self.tr("At ({x:.2f}, {y:.2f})\nThe nearest code is of class {name}")
        words = fill(words, x=place[0], y=place[1], name=view.digits.class_name(near))
        self.inspector.show_result(self._image, view.model.decode(code[None])[0], words)
