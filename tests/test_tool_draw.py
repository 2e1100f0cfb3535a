"""The Draw tool: where a digit of the user's own hand lies, and how the network redraws it."""

from dataclasses import replace

import numpy as np
import pytest
from planes import view_of

from ae_gui.latent_view import LatentView
from ae_gui.tools.draw import DrawTool
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.pictures import gray_image


@pytest.fixture
def view(tiny, untrained) -> LatentView:
    return view_of(untrained(2), tiny.test)


@pytest.fixture
def tool(qtbot, view) -> DrawTool:
    plane = CodePlane()
    qtbot.addWidget(plane)
    made = DrawTool(plane)
    made.show(view)
    made.enter()
    return made


def test_a_drawing_is_marked_where_the_network_places_it_and_redrawn(tool, view, tiny):
    tool.inspector.digit_drawn.emit(tiny.test.images[4])

    assert tool.parent().marked == pytest.approx(tuple(view.positions[4]), abs=1e-5)
    assert tool.inspector.redrawn.image == gray_image(view.model.reconstruct(tiny.test.images[4:5])[0])
    name = str(view.seen(tiny.test.images[4]).label)
    assert tool.inspector.verdict.text() == name
    assert tool.parent().mark_words == f"yours: {name}"


def test_without_ink_there_is_no_mark_and_no_copy(tool, tiny):
    tool.inspector.digit_drawn.emit(tiny.test.images[4])
    tool.inspector.digit_drawn.emit(None)

    assert tool.parent().marked is None
    assert tool.inspector.redrawn.image is None


def test_another_network_sees_the_same_drawing(tool, tiny, untrained):
    tool.inspector.digit_drawn.emit(tiny.test.images[4])
    other = untrained(2, seed=1)
    tool.forget()
    tool.show(view_of(other, tiny.test))

    assert tool.inspector.redrawn.image == gray_image(other.reconstruct(tiny.test.images[4:5])[0])


def test_out_of_the_hand_it_marks_nothing(tool, tiny):
    tool.inspector.digit_drawn.emit(tiny.test.images[4])
    tool.leave()
    tool.inspector.digit_drawn.emit(tiny.test.images[5])

    assert tool.parent().marked is None


def test_a_drawing_is_as_large_as_what_the_images_of_the_data_set_show(tool, view, tiny):
    tool.inspector.pad.show_picture(np.kron(tiny.test.images[4], np.ones((8, 8), np.uint8)))
    tool.inspector._tell()
    np.testing.assert_array_equal(tool._image, tiny.test.images[4])
    filled = replace(view.digits, images=np.full_like(view.digits.images, 200))
    tool.show(replace(view, digits=filled))
    rows, columns = (np.flatnonzero(tool._image.any(axis=axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 28


def test_under_noise_the_network_sees_a_noisy_copy_of_the_drawing(qtbot, tool, view, tiny):
    tool.inspector.digit_drawn.emit(tiny.test.images[4])
    with qtbot.waitSignal(tool.asked) as asked:
        tool.inspector.noise.slider.setValue(40)
    noisy = view.under_noise(tiny.test.images[4:5], 0.4)

    assert not np.array_equal(noisy[0], tiny.test.images[4])
    assert tool.inspector.seen.image == gray_image(noisy[0])
    assert tool.inspector.redrawn.image == gray_image(view.model.reconstruct(noisy)[0])
    assert np.array_equal(asked.args[0].clean, tiny.test.images[4])
    tool.inspector.noise.slider.setValue(0)
    assert tool.inspector.seen.image == gray_image(tiny.test.images[4])
