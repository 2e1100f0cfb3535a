"""Draw: a digit of the user's own hand, made like MNIST's, and where the network places it."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot

from ae_gui.latent_flow import OfDrawing
from ae_gui.tools.tool import Tool
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.words import fill
from ae_model.drawing import typical_box
from ae_model.image_shape import ImageShape

if TYPE_CHECKING:
    from ae_gui.widgets.draw_inspector import DrawInspector


class DrawTool(Tool["DrawInspector"]):
    """Marks in the plane and redraws what is on the pad, as the stroke grows; every network sees the same drawing."""

    name, key, drawing = "draw", "D", "pencil"

    def __init__(self, plane: CodePlane) -> None:
        super().__init__(plane, self._make_inspector)
        self.title, self.tip = self.tr("Draw"), self.tr("Draw a digit and see where it lies")
        self._image: NDArray[np.uint8] | None = None
        self._images: NDArray[np.uint8] | None = None  # of the data set that drawings are made like

    def _make_inspector(self) -> "DrawInspector":
        from ae_gui.widgets.draw_inspector import DrawInspector

        inspector = DrawInspector()
        self.undo_stack = inspector.pad.undo_stack
        inspector.digit_drawn.connect(self._take_digit)
        inspector.noise.changed.connect(self._refresh)
        return inspector

    @Slot(object)
    def _take_digit(self, image: NDArray[np.uint8] | None) -> None:
        self._image = image
        self._refresh()
        if self._active and image is not None:
            self._plane.pulse_mark()

    @Slot()
    def _refresh(self) -> None:
        if not self._active or self._view is None:
            return
        if self._view.digits.images is not self._images:
            self._images = self._view.digits.images
            self.inspector.set_image_shape(ImageShape.of(self._images), typical_box(self._images))
        if self._image is None:
            self.inspector.clear_result()
            self._plane.mark(None)
            self.asked.emit(None)
            return
        image = self._view.under_noise(self._image[None], self.inspector.noise.strength)[0]
        self.asked.emit(OfDrawing(image, self._image))
        seen, digits = self._view.seen(image), self._view.digits
        name = digits.class_names[seen.label]
        mine = fill(self.tr("yours: {name}"), name=name) if digits.has_classes else self.tr("yours")
        self._plane.mark(seen.position, mine, own=True)
        self.inspector.show_result(image, seen.redrawn, seen.votes, digits.class_names)
