"""The plane of the main window: the mouse probes it, clicks it, moves it, and draws around its points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ae_gui.widgets.pictures import add_picture_actions
from ae_gui.widgets.plane_arrows import Arrows
from ae_gui.widgets.plane_marks import Line, Outlines
from ae_gui.widgets.plane_region import Drag, Region
from ae_gui.widgets.point_plane import PointPlane
from ae_model.sentence import Sentence

_PICK_PIXELS = 6  # a click this near a point means the point


class CodePlane(PointPlane):
    """A plane with equal scales: drag to move it, wheel to zoom, Home to fit.

    All of it by keyboard too: Enter is a click at the probe and Space one on the point that is ringed. Where dragging
    draws a region, Enter begins it and ends it.

    Signals:
        position_clicked(x, y): a click between the points.
        point_clicked(index): a click on a point.
        region_drawn(polygon): a rectangle or lasso was drawn around this, (n, 2) float32 positions.

    Attributes:
        path: the line that is drawn, (n, 2).
        arrows: from some positions to others.
    """

    GESTURES_OF = Sentence("On a plane of codes")  # in the list of shortcuts
    GESTURES = (
        (Sentence("Move the mouse"), Sentence("Decode the place under it")),
        (Sentence("Arrow keys"), Sentence("Move the place that is decoded")),
        (
            Sentence("Click between the points, or Enter"),
            Sentence("Keep the digit (Explore), set an end (Path), begin from there (Sliders)"),
        ),
        (Sentence("Click a point, or Space"), Sentence("Pick its digit")),
        (Sentence("Drag"), Sentence("Move the plane, or draw around digits (Select)")),
        (Sentence("Drag with the middle button"), Sentence("Move the plane, whatever the tool")),
        (Sentence("Enter, arrow keys, Enter"), Sentence("Draw around digits (Select)")),
        (Sentence("Ctrl and arrow keys"), Sentence("Move the plane")),
        (Sentence("Drag, or Shift and arrow keys"), Sentence("Turn the plane, where a digit is three numbers")),
        (Sentence("Wheel, plus or minus"), Sentence("Zoom in or out")),
        (Sentence("Home"), Sentence("Show all points")),
        (Sentence("Escape"), Sentence("Give up the outline that is being drawn")),
    )
    position_clicked = Signal(float, float)
    point_clicked = Signal(int)
    region_drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = np.empty((0, 2), np.float32)
        self._path = Line(Qt.PenStyle.SolidLine)
        self._region = Region(self.frame)
        self._rings = Outlines(Qt.PenStyle.DashLine)  # of the prior
        self._posterior = Outlines(Qt.PenStyle.SolidLine)
        self.arrows = Arrows()
        for mark in (self._rings, self.arrows, self._path, self._posterior, self._region):
            self.add_accented(mark)
        add_picture_actions(self, "latent-space")
        self.scene().sigMouseClicked.connect(self._clicked)

    def set_drag(self, drag: Drag) -> None:
        """Choose what dragging with the left button does; the middle button always moves the plane."""
        self._region.drag = drag
        self._region.finish()

    def set_path(self, positions: NDArray[np.float32] | None) -> None:
        """Draw a line through positions, (n, 2), until another is drawn or None."""
        self.path = np.empty((0, 2), np.float32) if positions is None else positions
        self._path.put([] if positions is None else [QPointF(x, y) for x, y in positions.tolist()])

    @Slot()
    def arrive(self) -> None:
        """Go the rest of the way to points that are followed: no more of them come."""
        if self.frame.follows:
            self.fit()

    def set_prior(self, rings: Sequence[NDArray[np.float32]]) -> None:
        """Draw the rings of the prior, (n, 2) positions each, until others are drawn; none takes them away."""
        self._rings.put_all(rings)

    def set_posterior(self, outline: NDArray[np.float32] | None) -> None:
        """Draw the outline of a digit's posterior, (n, 2), until another is drawn or None."""
        self._posterior.put_all([] if outline is None else [outline])

    def ask(self, position: QPointF) -> None:
        """Take the probe to a position, and with it the end of a region that is being drawn."""
        if self._region.corners:
            self._region.grow(position)
        super().ask(position)

    # The user's hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._region.drag is Drag.MOVE or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._region.corners = [self.position_under(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = self.position_under(event.position())
        if not self._region.corners:
            super().mouseMoveEvent(event)
        self.ask(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._region.corners or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._finish_region()

    def event(self, event: QEvent) -> bool:
        shortcut = event if event.type() == QEvent.Type.ShortcutOverride else None
        if isinstance(shortcut, QKeyEvent) and shortcut.key() == Qt.Key.Key_Escape and self._region.corners:
            event.accept()  # it gives up the region, whatever else Escape does around the plane
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.nearest_to_probe
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.probe is not None:
            self._enter(self.probe)
        elif key == Qt.Key.Key_Space and self.probe is not None:
            if index is not None:
                self.point_clicked.emit(index)
        elif key == Qt.Key.Key_Escape and self._region.corners:
            self._region.finish()
        else:
            super().keyPressEvent(event)

    def _clicked(self, event: MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not event.double():
            self._click(self.frame.mapSceneToView(event.scenePos()))

    def _click(self, position: QPointF) -> None:
        """Tell of a click at a position: on a point, or between them."""
        index = self.nearest(position.x(), position.y())
        if index is not None and self.frame.pixels_between(position, QPointF(*self.point(index))) <= _PICK_PIXELS:
            self.point_clicked.emit(index)
        else:
            self.position_clicked.emit(position.x(), position.y())

    def _enter(self, position: QPointF) -> None:
        """Answer to Enter: a click, or one end of a region where dragging draws one."""
        if self._region.drag is Drag.MOVE:
            self.position_clicked.emit(position.x(), position.y())
        elif self._region.corners:
            self._finish_region()
        else:
            self._region.corners = [position]

    def _finish_region(self) -> None:
        drawn = self._region.finish()
        if len(drawn) > 2:
            self.region_drawn.emit(np.array([corner.toTuple() for corner in drawn], np.float32))
        else:
            self._click(drawn[0])
