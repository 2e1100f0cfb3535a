"""Points on their way from where they were seen to where they are."""

import numpy as np
import pytest
import shiboken6
from planes import COLORS, KINDS, POINTS, color_at, is_like, pixel_of, plane_of_four
from PySide6.QtCore import QPointF

from ae_gui.motion import MILLISECONDS
from ae_gui.widgets.code_plane import CodePlane

ALL = np.arange(len(POINTS))
TURNED = POINTS[::-1].copy()


@pytest.fixture
def plane(qtbot, moving) -> CodePlane:
    plane = plane_of_four()
    qtbot.addWidget(plane)
    plane.frame.sigRangeChangedManually.emit([True, True])  # the user has moved the view: it stays
    plane._slide._arrived = 0.0
    return plane


def go(plane: CodePlane, share: float) -> None:
    """Take the points to the moment at which they have gone so much of their way."""
    tween = plane._slide._tween
    tween.pause()
    for time in range(MILLISECONDS):
        if tween.easingCurve().valueForProgress(time / MILLISECONDS) >= share:
            tween.resume()
            tween.setCurrentTime(time)
            return


def test_points_slide_to_where_they_are_and_are_found_there_at_once(plane):
    plane.set_points(TURNED, KINDS, ALL, softly=True)

    np.testing.assert_allclose(plane.points.seen, POINTS, atol=0.01)
    assert plane.nearest(*TURNED[3]) == 3
    go(plane, 0.5)
    np.testing.assert_allclose(plane.points.seen, (POINTS + TURNED) / 2, atol=0.2)
    plane.settle()
    np.testing.assert_array_equal(plane.points.seen, TURNED)
    assert is_like(color_at(plane, *TURNED[0]), COLORS[0])


def test_points_of_another_network_slide_from_the_same_place_on_the_screen(plane):
    before = [pixel_of(plane, *point).toTuple() for point in POINTS]
    plane.clear_points()
    plane.set_points(1000 * TURNED, KINDS, ALL, softly=True)

    np.testing.assert_allclose([pixel_of(plane, *seen).toTuple() for seen in plane.points.seen], before, atol=0.5)
    plane.settle()
    np.testing.assert_array_equal(plane.points.seen, 1000 * TURNED)


def test_other_digits_do_not_slide(plane):
    plane.clear_points()
    plane.set_points(TURNED, 1 - KINDS, ALL, softly=True)

    np.testing.assert_array_equal(plane.points.seen, TURNED)


def test_a_stream_of_moments_moves_by_itself(plane):
    plane.set_points(TURNED, KINDS, ALL)
    plane.set_points(POINTS, KINDS, ALL, softly=True)

    np.testing.assert_array_equal(plane.points.seen, POINTS)


def test_the_same_moment_told_again_does_not_stop_the_points(plane):
    plane.set_points(TURNED, KINDS, ALL, softly=True)
    go(plane, 0.5)
    on_the_way = plane.points.seen.copy()
    plane.set_points(TURNED + np.float32(1e-5), KINDS, ALL, softly=True)

    np.testing.assert_allclose(plane.points.seen, on_the_way, atol=0.01)
    assert plane._slide._tween.under_way


def test_the_names_come_into_sight_as_the_points_arrive(plane):
    plane.name_classes(["zero", "one"])
    plane.set_points(TURNED, KINDS, ALL, softly=True)
    assert plane.names.opacity() < 0.1
    plane.settle()
    assert plane.names.opacity() == 1


def test_a_point_that_had_no_place_does_not_slide(plane):
    lost = POINTS.copy()
    lost[1] = np.nan
    plane.set_points(lost, KINDS, ALL[ALL != 1])
    plane._slide._arrived = 0.0
    plane.set_points(TURNED, KINDS, ALL, softly=True)

    np.testing.assert_array_equal(plane.points.seen[1], TURNED[1])


def test_without_motion_points_are_where_they_are(plane, monkeypatch):
    monkeypatch.setenv("AUTOENCODER_LAB_STILL", "1")
    plane.set_points(TURNED, KINDS, ALL, softly=True)

    np.testing.assert_array_equal(plane.points.seen, TURNED)


def test_fit_goes_there_and_gives_way_to_the_user(plane):
    plane.frame.zoom(0.2, QPointF(0, 0))
    near = plane.frame.viewRect()
    plane.fit()
    plane.frame._tween.setCurrentTime(MILLISECONDS // 3)
    assert near.width() < plane.frame.viewRect().width() < 10
    plane.settle()
    assert plane.frame.viewRect().contains(QPointF(10, 5))

    plane.frame.zoom(0.2, QPointF(0, 0))
    plane.fit()
    plane.frame.pan(QPointF(1, 1))
    assert not plane.frame._tween.under_way


def test_a_plane_that_is_closed_on_the_way_is_no_trouble(qtbot, moving):
    plane = plane_of_four()
    plane._slide._arrived = 0.0
    plane.set_points(TURNED, KINDS, ALL, softly=True)
    plane.frame.zoom(0.2, QPointF(0, 0))
    plane.fit()
    plane.close()
    for tween in (plane._slide._tween, plane.frame._tween):
        assert tween.under_way
        tween.setCurrentTime(MILLISECONDS // 2)

    plane.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(plane))
