"""A plane of points and the probe on it."""

import os
import subprocess
import sys

import numpy as np
import pytest
from planes import COLORS, is_like, pixel_of, plane_of_four
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.code_plane import CodePlane


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    return plane


def test_points_and_rings_are_enlarged_for_a_screen_that_is_seen_from_afar(plane):
    plane.mark((5.0, 2.5))
    beside = pixel_of(plane, 0, 0) + QPointF(10, 0)
    ground, ring = plane.grab().toImage().pixelColor(beside.toPoint()), plane._mark.diameter
    plane.enlarge(3)

    assert not is_like(ground, COLORS[0])
    assert is_like(plane.grab().toImage().pixelColor(beside.toPoint()), COLORS[0])
    assert plane._mark.diameter == 3 * ring


def test_each_class_is_named_in_the_middle_of_its_points(plane):
    plane.names.set_names(["zero", "one"])
    positions = np.tile(np.array([[0, 0], [2, 1], [4, 2], [10, 5]], np.float32), (20, 1))
    plane.set_points(positions, np.tile(np.array([0, 0, 0, 1], np.uint8), 20), np.arange(80))

    for name, place in (("zero", (2, 1)), ("one", (10, 5))):
        assert plane.names.written[name].contains(plane.getViewBox().mapViewToScene(QPointF(*place)))


def test_a_hidden_class_has_no_name(plane):
    plane.names.set_names(["zero", "one"])
    plane.set_class_shown(1, False)

    assert list(plane.names.written) == ["zero"]

    plane.show_all_classes()

    assert list(plane.names.written) == ["zero", "one"]


def test_the_mouse_probes_the_place_under_it(qtbot, plane):
    with qtbot.waitSignal(plane.probed) as probed:
        move = mouse_event(QEvent.Type.MouseMove, plane.viewport(), pixel_of(plane, 5, 2.5))
        QApplication.sendEvent(plane.viewport(), move)

    assert probed.args == pytest.approx([5, 2.5])


# Finds a lone point in the picture of the plane, moves the mouse to the middle of its pixels and prints what is probed.
SCALED = """
import os
import subprocess
import sys

import numpy as np
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.code_plane import CodePlane

app = QApplication([])
plane = CodePlane()
plane.resize(601, 433)
plane.points.set_colors(np.array([[200, 0, 0], [0, 0, 200]], np.uint8))
plane.set_points(np.array([[-3, 1], [7, 9], [2.5, 4.25]], np.float32), np.array([0, 0, 1], np.uint8), np.arange(3))
plane.show()
plane.grab()
image = plane.grab().toImage()
pixels = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).red() < 60]
pixels = [(x, y) for x, y in pixels if image.pixelColor(x, y).blue() > 180]
middle = (np.mean(pixels, axis=0) + 0.5) / image.devicePixelRatio()
plane.probed.connect(lambda x, y: print(image.devicePixelRatio(), x, y, *plane.getViewBox().viewPixelSize()))
QApplication.sendEvent(plane.viewport(), mouse_event(QEvent.Type.MouseMove, plane.viewport(), QPointF(*middle)))
"""


@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_the_mouse_probes_the_true_place_at_every_scale_of_the_screen(scale):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    done = subprocess.run([sys.executable, "-c", SCALED], env=environment, capture_output=True, text=True, timeout=60)

    ratio, x, y, pixel_width, pixel_height = map(float, done.stdout.split())
    assert ratio == scale
    assert abs(x - 2.5) <= 0.75 * pixel_width
    assert abs(y - 4.25) <= 0.75 * pixel_height


def test_the_keys_move_and_zoom_the_plane(qtbot, plane):
    before = plane.getViewBox().viewRect()
    qtbot.keyClick(plane, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    moved = plane.getViewBox().viewRect()
    assert moved.left() > before.left()
    assert moved.width() == pytest.approx(before.width())

    qtbot.keyClick(plane, Qt.Key.Key_Plus)
    assert plane.getViewBox().viewRect().width() < before.width()
    qtbot.keyClick(plane, Qt.Key.Key_Minus)
    assert plane.getViewBox().viewRect().width() == pytest.approx(before.width())


def test_a_probe_that_the_keys_take_to_the_edge_takes_the_view_along(qtbot, plane):
    for _ in range(60):
        qtbot.keyClick(plane, Qt.Key.Key_Right)
    with qtbot.waitSignal(plane.probed) as probed:
        qtbot.keyClick(plane, Qt.Key.Key_Right)

    assert plane.getViewBox().viewRect().contains(QPointF(*probed.args))


@pytest.mark.parametrize("far_off", [Qt.Key.Key_Right, Qt.Key.Key_Up])
def test_a_probe_that_was_left_behind_is_in_view_again_once_it_moves(qtbot, plane, far_off):
    qtbot.keyClick(plane, Qt.Key.Key_Left)
    for _ in range(30):
        qtbot.keyClick(plane, far_off, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(plane.probed) as probed:
        qtbot.keyClick(plane, Qt.Key.Key_Left)

    assert plane.getViewBox().viewRect().contains(QPointF(*probed.args))


def test_a_screen_reader_hears_what_is_under_the_probe(qtbot, plane):
    plane.names.set_names(["zero", "one"])
    assert "4 point" in plane.accessibleDescription()

    qtbot.keyClick(plane, Qt.Key.Key_Right)
    assert "2.50; the nearest point, " in plane.accessibleDescription()
    assert "class one" in plane.accessibleDescription()


def test_leaving_the_plane_is_told(qtbot, plane):
    with qtbot.waitSignal(plane.left):
        QApplication.sendEvent(plane, QEvent(QEvent.Type.Leave))


def test_a_closed_plane_that_is_not_deleted_yet_bears_another_theme(qapp):
    plane = plane_of_four()  # pyqtgraph closes a plot only once
    plane.close()
    palette = plane.palette()
    palette.setColor(palette.ColorRole.Base, QColor("black"))
    plane.setPalette(palette)

    assert plane.palette().base().color() == QColor("black")
    plane.deleteLater()


def test_no_name_lies_on_a_point_where_there_are_few(plane):
    plane.names.set_names(["zero", "one"])
    positions = np.array([[0, 0], [2, 1], [4, 2], [10, 5]], np.float32)
    plane.set_points(positions, np.array([0, 0, 0, 1], np.uint8), np.arange(4))

    assert list(plane.names.written) == ["zero", "one"]
    nearest = plane.names.written["one"].center() - plane.frame.mapViewToScene(QPointF(10, 5))
    assert nearest.manhattanLength() < 60
    for place in plane.names.written.values():
        assert plane.sceneRect().contains(place)
        assert not any(place.contains(plane.frame.mapViewToScene(QPointF(x, y))) for x, y in positions.tolist())


def test_a_name_gives_way_to_the_mark_and_comes_back(plane):
    plane.names.set_names(["zero", "one"])
    positions = np.tile(np.array([[0, 0], [2, 1], [4, 2], [10, 5]], np.float32), (20, 1))
    plane.set_points(positions, np.tile(np.array([0, 0, 0, 1], np.uint8), 20), np.arange(80))
    before = plane.names.written["one"]
    plane.mark((10, 5), own=True)
    assert not plane.names.written["one"].contains(plane.frame.mapViewToScene(QPointF(10, 5)))
    plane.mark(None)
    assert plane.names.written["one"] == before
