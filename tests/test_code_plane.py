import os
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.plane_region import Drag

COLORS = np.array([[200, 0, 0], [0, 0, 200]], np.uint8)
POINTS = np.array([[0, 0], [10, 0], [0, 5], [10, 5]], np.float32)
KINDS = np.array([0, 1, 0, 1], np.uint8)


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = CodePlane()
    qtbot.addWidget(plane)
    plane.resize(640, 480)
    plane.set_class_colors(COLORS)
    plane.set_points(POINTS, KINDS, len(POINTS))
    plane.show()
    plane.grab()  # the axes find their width when they are first drawn
    return plane


def pixel_of(plane: CodePlane, x: float, y: float) -> QPointF:
    return plane.viewportTransform().map(plane.getViewBox().mapViewToScene(QPointF(x, y)))


def click(plane: CodePlane, place: QPointF) -> None:
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(plane.viewport(), mouse_event(kind, plane.viewport(), place))


def color_at(plane: CodePlane, x: float, y: float) -> QColor:
    image = plane.grab().toImage()
    place = pixel_of(plane, x, y) * image.devicePixelRatio()
    return image.pixelColor(place.toPoint())


def is_like(color: QColor, other: np.ndarray) -> bool:
    """Whether a colour is more than half made of another, on a light or a dark ground."""
    return np.abs(np.array(color.getRgb()[:3]) - other).sum() < 160


def test_a_point_is_drawn_in_its_class_colour_where_it_lies(plane):
    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    assert color_at(plane, 10, 5) == QColor(0, 0, 200)


def test_points_and_rings_are_enlarged_for_a_screen_that_is_seen_from_afar(plane):
    plane.mark((5.0, 2.5))
    beside = pixel_of(plane, 0, 0) + QPointF(5, 0)
    ground, ring = plane.grab().toImage().pixelColor(beside.toPoint()), plane._mark.rect().width()
    plane.enlarge(3)

    assert not is_like(ground, COLORS[0])
    assert is_like(plane.grab().toImage().pixelColor(beside.toPoint()), COLORS[0])
    assert plane._mark.rect().width() == 3 * ring


def test_points_lie_where_they_are_however_large(plane):
    for factor in (1, 3, 5):
        plane.enlarge(factor)
        image = plane.grab().toImage()
        x, y = pixel_of(plane, 10, 5).toTuple()
        across = [is_like(image.pixelColor(round(x) + i, round(y)), COLORS[1]) for i in range(-18, 19)]

        assert abs(across.index(True) - across[::-1].index(True)) <= 2, factor
        assert sum(across) == pytest.approx(2 * 2.6 * factor, abs=4), factor


def test_a_hidden_class_is_neither_drawn_nor_found(plane):
    plane.set_class_shown(0, False)

    assert color_at(plane, 0, 0) not in (QColor(200, 0, 0), QColor(0, 0, 200))
    assert plane.nearest(0, 0) == 1

    plane.set_class_shown(0, True)

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    assert plane.nearest(0, 0) == 0


def test_each_class_is_named_in_the_middle_of_its_points(plane):
    plane.set_class_names(["zero", "one"])
    plane.set_points(np.array([[0, 0], [2, 1], [4, 2], [10, 5]], np.float32), np.array([0, 0, 0, 1], np.uint8), 4)

    for name, place in (("zero", (2, 1)), ("one", (10, 5))):
        assert plane.names.written[name].contains(plane.getViewBox().mapViewToScene(QPointF(*place)))


def test_a_hidden_class_has_no_name(plane):
    plane.set_class_names(["zero", "one"])
    plane.set_class_shown(1, False)

    assert list(plane.names.written) == ["zero"]

    plane.show_all_classes()

    assert list(plane.names.written) == ["zero", "one"]


def test_points_that_are_not_fresh_are_faint_and_not_found(plane):
    plane.getViewBox().sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays
    plane.set_points(POINTS, KINDS, 1)

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    assert color_at(plane, 10, 0) != QColor(0, 0, 200)
    assert plane.nearest(10, 0) == 0


def test_the_mouse_probes_the_place_under_it(qtbot, plane):
    with qtbot.waitSignal(plane.probed) as probed:
        move = mouse_event(QEvent.Type.MouseMove, plane.viewport(), pixel_of(plane, 5, 2.5))
        QApplication.sendEvent(plane.viewport(), move)

    assert probed.args == pytest.approx([5, 2.5])


def test_a_click_on_a_point_means_the_point_and_elsewhere_the_place(qtbot, plane):
    with qtbot.waitSignal(plane.point_clicked) as clicked:
        click(plane, pixel_of(plane, 10, 5))
    assert clicked.args == [3]

    with qtbot.waitSignal(plane.position_clicked) as kept:
        click(plane, pixel_of(plane, 5, 2))
    assert kept.args == pytest.approx([5, 2], abs=plane.getViewBox().viewPixelSize()[0])


def test_arrow_keys_move_the_probe_and_enter_keeps(qtbot, plane):
    with qtbot.waitSignal(plane.probed) as first:
        qtbot.keyClick(plane, Qt.Key.Key_Right)
    with qtbot.waitSignal(plane.probed) as second:
        qtbot.keyClick(plane, Qt.Key.Key_Up)
    assert second.args[0] == first.args[0]
    assert second.args[1] > first.args[1]

    with qtbot.waitSignal(plane.position_clicked) as kept:
        qtbot.keyClick(plane, Qt.Key.Key_Return)
    assert kept.args == second.args


def test_space_picks_the_point_that_is_ringed(qtbot, plane):
    qtbot.keyClick(plane, Qt.Key.Key_Right)  # just to the right of the middle

    with qtbot.waitSignal(plane.point_clicked) as clicked:
        qtbot.keyClick(plane, Qt.Key.Key_Space)
    assert clicked.args == [plane.nearest(5.1, 2.5)]


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


def test_a_rectangle_is_drawn_by_keyboard(qtbot, plane):
    plane.set_drag(Drag.RECTANGLE)
    qtbot.keyClick(plane, Qt.Key.Key_Right)
    qtbot.keyClick(plane, Qt.Key.Key_Return)
    qtbot.keyClick(plane, Qt.Key.Key_Right)
    qtbot.keyClick(plane, Qt.Key.Key_Up)

    with qtbot.waitSignal(plane.region_drawn) as drawn:
        qtbot.keyClick(plane, Qt.Key.Key_Return)
    (corners,) = drawn.args
    assert len(corners) == 4
    assert np.ptp(corners, axis=0) == pytest.approx([plane.getViewBox().viewRect().width() / 100] * 2, rel=1e-3)


def test_a_screen_reader_hears_what_is_under_the_probe(qtbot, plane):
    plane.set_class_names(["zero", "one"])
    assert "4 point" in plane.accessibleDescription()

    qtbot.keyClick(plane, Qt.Key.Key_Right)
    assert "2.50; the nearest point, " in plane.accessibleDescription()
    assert "class one" in plane.accessibleDescription()


def test_both_directions_have_one_scale(plane):
    width, height = plane.getViewBox().viewPixelSize()

    assert width == pytest.approx(height)


def test_the_view_follows_growing_points_softly(plane):
    before = plane.getViewBox().viewRect()

    plane.set_points(10 * POINTS, KINDS, 4)
    once = plane.getViewBox().viewRect()
    for _ in range(30):
        plane.set_points(10 * POINTS, KINDS, 4)
    settled = plane.getViewBox().viewRect()

    assert before.width() < once.width() < settled.width()
    assert settled.contains(QPointF(100, 50))
    assert settled.width() == pytest.approx(10 * before.width(), rel=0.01)


def test_a_view_that_the_user_moved_stays_until_it_is_fitted_again(qtbot, plane):
    plane.getViewBox().sigRangeChangedManually.emit([True, True])
    moved = plane.getViewBox().viewRect()

    plane.set_points(10 * POINTS, KINDS, 4)
    assert plane.getViewBox().viewRect() == moved

    qtbot.keyClick(plane, Qt.Key.Key_Home)
    assert plane.getViewBox().viewRect().contains(QPointF(100, 50))


def test_leaving_the_plane_is_told(qtbot, plane):
    with qtbot.waitSignal(plane.left):
        QApplication.sendEvent(plane, QEvent(QEvent.Type.Leave))


def test_ten_thousand_points_fit_into_one_picture_with_every_class(qtbot, plane):
    rng = np.random.default_rng(0)
    places, kinds = rng.normal(size=(10_000, 2)), rng.integers(0, 2, 10_000)
    plane.set_points(places.astype(np.float32), kinds.astype(np.uint8), 10_000)

    image = plane.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert {"#c80000", "#0000c8"} <= colors


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
plane.set_class_colors(np.array([[200, 0, 0], [0, 0, 200]], np.uint8))
plane.set_points(np.array([[-3, 1], [7, 9], [2.5, 4.25]], np.float32), np.array([0, 0, 1], np.uint8), 3)
plane.show()
plane.grab()
image = plane.grab().toImage()
blue = QColor(0, 0, 200)
pixels = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == blue]
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


def test_points_that_hardly_move_leave_the_view_where_it_is(plane):
    before = plane.getViewBox().viewRect()

    plane.set_points(1.01 * POINTS, KINDS, 4)

    assert plane.getViewBox().viewRect() == before


def drag(plane: CodePlane, *places: tuple[float, float]) -> None:
    start, *rest = [pixel_of(plane, x, y) for x, y in places]
    press, move, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
    QApplication.sendEvent(plane.viewport(), mouse_event(press, plane.viewport(), start))
    for place in rest:
        QApplication.sendEvent(plane.viewport(), mouse_event(move, plane.viewport(), place, held=True))
    QApplication.sendEvent(plane.viewport(), mouse_event(release, plane.viewport(), rest[-1]))


def test_a_rectangle_is_told_by_its_four_corners_and_leaves_the_view_where_it_is(qtbot, plane):
    plane.set_drag(Drag.RECTANGLE)
    before = plane.getViewBox().viewRect()

    with qtbot.waitSignal(plane.region_drawn) as drawn:
        drag(plane, (2, 1), (4, 2), (7, 4))

    pixel = plane.getViewBox().viewPixelSize()[0]
    np.testing.assert_allclose(drawn.args[0], [[2, 1], [7, 1], [7, 4], [2, 4]], atol=2 * pixel)
    assert plane.getViewBox().viewRect() == before


def test_a_lasso_is_told_by_the_places_it_went_through(qtbot, plane):
    plane.set_drag(Drag.LASSO)

    with qtbot.waitSignal(plane.region_drawn) as drawn:
        drag(plane, (2, 1), (7, 1), (7, 4), (2, 4))

    pixel = plane.getViewBox().viewPixelSize()[0]
    np.testing.assert_allclose(drawn.args[0], [[2, 1], [7, 1], [7, 4], [2, 4]], atol=2 * pixel)


def test_a_click_is_a_click_also_where_dragging_selects(qtbot, plane):
    plane.set_drag(Drag.LASSO)

    with qtbot.waitSignal(plane.point_clicked) as clicked:
        click(plane, pixel_of(plane, 10, 5))

    assert clicked.args == [3]


def test_escape_ends_a_lasso_that_is_being_drawn(qtbot, plane):
    plane.set_drag(Drag.LASSO)
    start = mouse_event(QEvent.Type.MouseButtonPress, plane.viewport(), pixel_of(plane, 2, 1))
    QApplication.sendEvent(plane.viewport(), start)
    qtbot.keyClick(plane, Qt.Key.Key_Escape)

    with qtbot.assertNotEmitted(plane.region_drawn):
        for x, y in ((7, 1), (7, 4)):
            move = mouse_event(QEvent.Type.MouseMove, plane.viewport(), pixel_of(plane, x, y), held=True)
            QApplication.sendEvent(plane.viewport(), move)
        release = mouse_event(QEvent.Type.MouseButtonRelease, plane.viewport(), pixel_of(plane, 7, 4))
        QApplication.sendEvent(plane.viewport(), release)


def test_points_that_are_not_selected_fade_and_stay(plane):
    plane.set_selected(np.array([True, False, False, False]))

    assert color_at(plane, 0, 0) == QColor(200, 0, 0)
    faded = color_at(plane, 10, 5)
    assert faded != QColor(0, 0, 200)
    assert faded != plane.palette().base().color()
    assert plane.nearest(10, 5) == 3

    plane.set_selected(None)
    assert color_at(plane, 10, 5) == QColor(0, 0, 200)


def test_a_path_is_drawn_in_the_accent_colour(plane):
    plane.set_path(np.array([[3, 2], [8, 2]], np.float32))
    assert color_at(plane, 5, 2) == plane.palette().accent().color()

    plane.set_path(None)
    assert color_at(plane, 5, 2) != plane.palette().accent().color()
