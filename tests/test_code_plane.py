"""The plane of the main window: clicks, regions and the way of a path."""

import numpy as np
import pytest
from planes import click, color_at, pixel_of, plane_of_four
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from ae_gui.tour_hands import mouse_event
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.plane_region import Drag


@pytest.fixture
def plane(qtbot) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    return plane


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


def test_a_path_is_drawn_in_the_accent_colour(plane):
    plane.set_path(np.array([[3, 2], [8, 2]], np.float32))
    assert color_at(plane, 5, 2) == plane.palette().accent().color()

    plane.set_path(None)
    assert color_at(plane, 5, 2) != plane.palette().accent().color()


def test_the_frame_goes_all_the_way_to_the_points_once_no_more_of_them_come(plane):
    plane.show()
    plane.resize(400, 300)
    near = np.array([[4, 2], [5, 2], [5, 3], [4, 3]], np.float32)
    plane.set_points(near, np.array([0, 0, 0, 1], np.uint8), np.arange(4))
    before = plane.frame.viewRect().width()
    plane.arrive()
    plane.settle()
    assert plane.frame.viewRect().width() < before / 2

    plane.frame.zoom(2, None)
    moved = plane.frame.viewRect()
    plane.arrive()
    plane.settle()
    assert plane.frame.viewRect() == moved
