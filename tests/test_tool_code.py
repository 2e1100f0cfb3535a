"""The Code tool: every number of a code under a slider."""

from dataclasses import replace

import numpy as np
import pytest
from planes import show_on, view_of

from ae_gui.latent_view import LatentView
from ae_gui.tools.code import CodeTool
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.pictures import gray_image
from ae_model.datasets import Split


@pytest.fixture
def view(tiny, untrained) -> LatentView:
    return view_of(untrained(5), tiny.test)


@pytest.fixture
def tool(qtbot, view) -> CodeTool:
    plane = CodePlane()
    qtbot.addWidget(plane)
    show_on(plane, view)
    made = CodeTool(plane)
    made.show(view)
    made.enter()
    qtbot.waitUntil(lambda: len(made.inspector.sliders) == 5)
    return made


def test_it_begins_at_the_mean_of_all_codes(tool, view):
    np.testing.assert_allclose(tool.inspector.code, view.codes.mean(axis=0))


def test_a_click_on_a_point_begins_at_its_code_and_one_beside_it_on_the_plane(tool, view):
    tool.click_point(7)
    np.testing.assert_allclose(tool.inspector.code, view.codes[7])

    tool.click_position(0.5, -0.5)
    np.testing.assert_allclose(tool.inspector.code, view.lift(0.5, -0.5), atol=1e-6)
    assert tool.parent().marked == pytest.approx((0.5, -0.5), abs=1e-4)


def test_a_slider_moves_one_number_and_the_mark(tool, view):
    tool.click_point(7)
    tool.inspector.sliders[3].setValue(0)

    expected = view.codes[7].copy()
    expected[3] = np.quantile(view.codes[:, 3], 0.01)
    np.testing.assert_allclose(tool.inspector.code, expected, atol=1e-5)
    assert tool.inspector.decoded.image == gray_image(view.model.decode(expected[None])[0])
    assert tool.parent().marked == pytest.approx(view.place(expected), abs=1e-4)


def test_the_mean_can_be_had_again(tool, view):
    tool.click_point(7)
    tool.inspector.mean_button.click()

    np.testing.assert_allclose(tool.inspector.code, view.codes.mean(axis=0))


def test_a_code_stays_as_the_network_learns_and_goes_with_it(tool, view, tiny, untrained):
    tool.click_point(7)
    before = tool.inspector.code.copy()
    tool.show(view_of(untrained(5, seed=1), tiny.test, view))
    np.testing.assert_array_equal(tool.inspector.code, before)

    tool.forget()
    assert tool.inspector.decoded.image is None
    assert tool.parent().marked is None


def test_a_number_that_is_0_at_most_images_goes_as_far_as_it_ever_does(tool, view):
    codes = np.zeros((1_000, 5), np.float32)
    codes[3, 2] = 7
    tool.show(replace(view, codes=codes))
    assert (tool.inspector._low[2], tool.inspector._high[2]) == (0, 7)


def test_around_the_only_code_there_is_room_to_move(qtbot, tool, untrained, tiny):
    """As where a network is shown over a blank image, for its own are not here."""
    alone = view_of(untrained(5), Split(tiny.test.images[:1], tiny.test.labels[:1]))
    tool.show(alone)
    tool.click_point(0)
    tool.inspector.sliders[3].setValue(0)
    expected = alone.codes[0].copy()
    expected[3] -= 10
    np.testing.assert_allclose(tool.inspector.code, expected, atol=1e-5)
