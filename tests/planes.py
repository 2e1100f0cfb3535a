"""A plane of few digits by a network with random weights, and the mouse on it, for tests of what works with a plane."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ae_gui.latent_view import Digits, LatentView
from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.point_plane import PointPlane
from ae_model.datasets import Split
from ae_model.snapshot import Snapshot

COLORS = np.array([[200, 0, 0], [0, 0, 200]], np.uint8)
POINTS = np.array([[0, 0], [10, 0], [0, 5], [10, 5]], np.float32)
KINDS = np.array([0, 1, 0, 1], np.uint8)


def empty_plane(qtbot: QtBot, width: int) -> PointPlane:
    """A plane without points, on the screen."""
    plane = PointPlane()
    qtbot.addWidget(plane)
    plane.resize(width, 300)
    plane.show()
    return plane


def plane_of_four() -> CodePlane:
    """Four points of two classes, in the corners of a rectangle of 10 by 5, on the screen."""
    plane = CodePlane()
    plane.resize(640, 480)
    plane.points.set_colors(COLORS)
    plane.set_points(POINTS, KINDS, np.arange(len(POINTS)))
    plane.show()
    plane.grab()  # the axes find their width when they are first drawn
    return plane


def view_of(model: Snapshot, split: Split, before: LatentView | None = None) -> LatentView:
    """The plane of a network over test images."""
    digits = Digits.of_test(split, tuple(map(str, range(10))))
    return LatentView.after(before, model, model.encode(split.images), digits)


def show_on(plane: CodePlane, view: LatentView) -> None:
    """Put a view's points onto a plane, as the tab does."""
    plane.set_points(view.positions, view.digits.labels, view.placed)


def pixel_of(plane: PointPlane, x: float, y: float) -> QPointF:
    """The pixel of the widget that shows a position."""
    return plane.viewportTransform().map(plane.frame.mapViewToScene(QPointF(x, y)))


def click(plane: PointPlane, pixel: QPointF) -> None:
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(plane.viewport(), mouse_event(kind, plane.viewport(), pixel))


def color_at(plane: PointPlane, x: float, y: float) -> QColor:
    image = plane.grab().toImage()
    pixel = pixel_of(plane, x, y) * image.devicePixelRatio()
    return image.pixelColor(pixel.toPoint())


def is_like(color: QColor, other: np.ndarray) -> bool:
    """Whether a colour is more than half made of another, on a light or a dark ground."""
    return np.abs(np.array(color.getRgb()[:3]) - other).sum() < 160
