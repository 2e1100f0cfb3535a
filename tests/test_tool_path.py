"""The Path tool: what the decoder draws on the way from one position to another."""

from dataclasses import replace

import numpy as np
import pytest
from planes import show_on, view_of
from PySide6.QtCore import QTimer

from ae_gui import in_turns
from ae_gui.latent_view import LatentView
from ae_gui.tools import path
from ae_gui.tools.path import PathTool
from ae_gui.widgets.code_plane import CodePlane
from ae_model import latent_paths
from ae_model.latent_paths import finding_near_data, near_data


@pytest.fixture
def view(tiny, untrained) -> LatentView:
    return view_of(untrained(2), tiny.test)


@pytest.fixture
def tool(qtbot, view) -> PathTool:
    plane = CodePlane()
    qtbot.addWidget(plane)
    show_on(plane, view)
    made = PathTool(plane)
    made.show(view)
    made.enter()
    return made


def test_one_click_marks_an_end_and_the_next_one_draws_the_path(tool, view):
    tool.click_position(0.25, -0.5)
    assert tool.parent().marked == pytest.approx((0.25, -0.5))
    assert len(tool.inspector.frames) == 0

    tool.click_position(1.5, 0.75)
    ends = view.decode(np.array([[0.25, -0.5], [1.5, 0.75]], np.float32))
    np.testing.assert_allclose(tool.inspector.frames[[0, -1]], ends, atol=1e-6)


def test_a_third_click_begins_another_path(tool):
    for x in (0.0, 1.0, 2.0):
        tool.click_position(x, 0.0)

    assert len(tool.inspector.frames) == 0
    assert tool.parent().marked == pytest.approx((2.0, 0.0))


def test_a_click_is_taken_back_by_undo(tool):
    tool.click_position(0.0, 0.0)
    tool.click_position(1.0, 0.0)
    tool.undo_stack.undo()

    assert len(tool.inspector.frames) == 0
    assert tool.parent().marked == pytest.approx((0.0, 0.0))


def test_a_path_between_digits_goes_where_training_takes_them_once_that_is_shown(qtbot, tool, view, tiny, untrained):
    tool.click_point(3)
    tool.click_point(9)
    grown, frames = untrained(2, seed=1), tool.inspector.frames
    tool.show(view_of(grown, tiny.test, view))
    assert tool.inspector.frames is frames
    qtbot.waitUntil(lambda: tool.inspector.frames is not frames)

    np.testing.assert_allclose(tool.inspector.frames[[0, -1]], grown.reconstruct(tiny.test.images[[3, 9]]), atol=1e-5)


def test_the_way_along_the_data_of_another_moment_is_found_in_turns_between_which_the_window_can_draw(
    qtbot, tool, view, tiny, untrained, monkeypatch
):
    for module, name in ((path, "_REST_MS"), (in_turns, "_TURN_SECONDS"), (latent_paths, "_AT_ONCE")):
        monkeypatch.setattr(module, name, int(name == "_AT_ONCE"))
    tool = PathTool(tool.parent())
    tool.show(view)
    tool.enter()
    tool.inspector.way.setCurrentIndex(1)
    tool.click_point(3)
    tool.click_point(9)
    before, grown, turns = tool.inspector.frames, view_of(untrained(2, seed=1), tiny.test, view), []
    clock = QTimer(tool, interval=0)
    clock.timeout.connect(lambda: turns.append(tool.inspector.frames is before))
    tool.show(grown)
    clock.start()
    qtbot.waitUntil(lambda: tool.inspector.frames is not before)

    finding = finding_near_data(grown.code(3), grown.code(9), grown.codes, tool.inspector.count.value())
    assert sum(turns) >= len(list(finding)) > 3
    way = near_data(grown.code(3), grown.code(9), grown.codes, tool.inspector.count.value())
    np.testing.assert_allclose(tool.inspector.frames, grown.model.decode(way), atol=1e-5)


def test_the_frame_that_is_shown_is_marked_on_the_path(tool):
    tool.click_position(0.0, 0.0)
    tool.click_position(1.0, 0.0)
    tool.inspector.frame_changed.emit(tool.inspector.count.value() - 1)

    assert tool.parent().marked == pytest.approx((1.0, 0.0), abs=1e-6)


def test_of_another_network_there_is_no_path_and_nothing_to_undo(tool, view):
    tool.click_position(0.0, 0.0)
    tool.click_position(1.0, 0.0)
    tool.forget()
    tool.show(view)

    assert len(tool.inspector.frames) == 0
    assert not tool.undo_stack.canUndo()


def test_a_path_is_the_same_however_its_plane_is_seen_and_its_line_is_bent_as_the_plane_is(tool, view):
    tool.click_position(-1.0, -0.5)
    tool.click_position(1.0, 0.75)
    frames, line = tool.inspector.frames, tool.parent().path
    bent = replace(view, plane=view.plane.seen_through_lens(view.codes))
    tool.show(bent)

    np.testing.assert_allclose(tool.inspector.frames, frames, atol=1e-6)
    np.testing.assert_allclose(bent.plane.true(tool.parent().path), line, atol=1e-3)
    steps = np.diff(tool.parent().path, axis=0)
    assert np.ptp(np.arctan2(*steps.T)) > 0.2  # no straight line
