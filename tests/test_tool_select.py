"""The Select tool: which digits lie in a part of the plane."""

import numpy as np
import pytest
from planes import show_on, view_of

from ae_gui.latent_view import LatentView
from ae_gui.tools.select import SelectTool
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.pictures import gray_image
from ae_gui.widgets.plane_region import Drag

EVERYTHING = np.array([[-99, -99], [99, -99], [99, 99], [-99, 99]], np.float32)


@pytest.fixture
def view(tiny, untrained) -> LatentView:
    return view_of(untrained(2), tiny.test)


@pytest.fixture
def tool(qtbot, view) -> SelectTool:
    plane = CodePlane()
    qtbot.addWidget(plane)
    show_on(plane, view)
    made = SelectTool(plane)
    made.show(view)
    made.enter()
    return made


def around(view: LatentView, index: int) -> np.ndarray:
    """A region around one point."""
    return view.positions[index] + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * 1e-4


def test_the_digits_in_a_region_are_selected_with_their_mean(tool, view):
    tool.take_region(EVERYTHING)

    assert sorted(tool.selected.tolist()) == list(range(len(view.positions)))
    mean = view.digits.images.mean(axis=0, dtype=np.float32) / np.float32(255)
    assert tool.inspector.mean.image == gray_image(mean)


def test_a_selection_is_undone_and_done_again(tool, view):
    tool.take_region(around(view, 7))
    tool.take_region(EVERYTHING)
    tool.undo_stack.undo()
    assert tool.selected.tolist() == [7]

    tool.undo_stack.redo()
    assert len(tool.selected) == len(view.positions)


def test_a_click_beside_the_points_selects_nothing(tool):
    tool.take_region(EVERYTHING)
    tool.click_position(50.0, 50.0)

    assert len(tool.selected) == 0


def test_a_selection_stays_as_the_network_learns(tool, view, tiny, untrained):
    tool.take_region(around(view, 7))
    grown = untrained(2, seed=1)
    later = view_of(grown, tiny.test, view)
    tool.show(later)

    assert tool.selected.tolist() == [7]
    assert tool.inspector.decoded_mean.image == gray_image(grown.reconstruct(tiny.test.images[7:8])[0])


def test_the_shape_that_is_drawn_is_chosen_in_its_inspector(tool, qtbot):
    assert tool.drag is Drag.RECTANGLE
    with qtbot.waitSignal(tool.drag_changed):
        tool.inspector.lasso_button.click()
    assert tool.drag is Drag.LASSO


def test_a_digit_of_the_selection_is_ringed_and_told(tool, view, qtbot):
    with qtbot.waitSignal(tool.digit_picked) as picked:
        tool.click_point(7)

    assert picked.args == [7]
    assert tool.parent().marked == pytest.approx(tuple(view.positions[7]))


def test_a_selection_fades_the_other_digits_only_while_the_tool_is_in_the_hand(tool, view):
    plane = tool.parent()
    tool.take_region(around(view, 7))
    assert plane.points.selected.tolist() == [7]

    tool.leave()
    assert not len(plane.points.selected)
    tool.show(view)
    assert not len(plane.points.selected)

    tool.enter()
    assert plane.points.selected.tolist() == tool.selected.tolist() == [7]
