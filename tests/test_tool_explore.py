"""The Explore tool: what the plane answers to a mouse that wanders over it."""

from dataclasses import replace

import numpy as np
import pytest
from networks import drawn, normal
from planes import show_on, view_of
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from ae_gui.latent_view import LatentView
from ae_gui.tools.explore import ExploreTool
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.pictures import gray_image
from ae_model.config import NetworkConfig
from ae_model.latent_map import Familiarity


@pytest.fixture
def view(tiny, untrained) -> LatentView:
    return view_of(untrained(2), tiny.test)


@pytest.fixture
def tool(qtbot, view) -> ExploreTool:
    plane = CodePlane()
    qtbot.addWidget(plane)
    show_on(plane, view)
    made = ExploreTool(plane)
    made.enter()
    made.show(view)
    return made


def test_it_decodes_what_is_under_the_cursor_and_asks_about_it_with_the_nearest_digit(qtbot, tool, view):
    with qtbot.waitSignal(tool.asked) as asked:
        tool.probe(*map(float, view.positions[7]))

    assert tool.inspector.decoded.image == gray_image(view.decode(view.positions[7:8])[0])
    assert asked.args[0].near == 7
    assert asked.args[0].code == pytest.approx(view.lift(*map(float, view.positions[7])))


def test_another_moment_is_drawn_at_once_and_how_far_the_probe_is_from_its_data_is_measured_next(
    qtbot, monkeypatch, tool, view, tiny, untrained
):
    tool.probe(0.5, 0.5)
    later = view_of(untrained(2, seed=1), tiny.test, view)
    qtbot.waitUntil(lambda: bool(tool.inspector.meter.words))
    told: list[float | None] = []
    monkeypatch.setattr(tool.inspector.meter, "set_distance", told.append)
    tool.show(later)
    assert tool.inspector.decoded.image == gray_image(later.decode(np.array([[0.5, 0.5]], np.float32))[0])
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    assert told == [Familiarity.fit(later.codes).distance(later.lift(0.5, 0.5))]


def test_what_the_codes_are_like_is_measured_in_turns_between_which_other_things_happen(qtbot, monkeypatch, tool, view):
    turns: list[bool] = []
    told: list[float | None] = []
    tool.probe(0.5, 0.5)
    qtbot.waitUntil(lambda: bool(tool.inspector.meter.words))
    monkeypatch.setattr(tool.inspector.meter, "set_distance", told.append)
    codes = np.random.default_rng(0).normal(size=(10_000, 2)).astype(np.float32)
    digits = replace(view.digits, labels=np.zeros(10_000, np.uint8), test_count=10_000)
    beat = QTimer(tool, interval=0)
    beat.timeout.connect(lambda: turns.append(tool._turns.is_busy))
    beat.start()
    tool.show(LatentView.after(None, view.model, codes, digits))
    qtbot.waitUntil(lambda: bool(told))
    assert turns.count(True) >= 3


def test_with_another_tool_in_the_hand_it_draws_nothing_until_it_is_taken_again(tool, view, tiny, untrained):
    tool.probe(0.5, 0.5)
    before = tool.inspector.decoded.image
    tool.leave()
    later = view_of(untrained(2, seed=1), tiny.test, view)
    tool.show(later)
    assert tool.inspector.decoded.image == before
    tool.enter()
    assert tool.inspector.decoded.image == gray_image(later.decode(np.array([[0.5, 0.5]], np.float32))[0])


def test_a_click_between_points_keeps_the_digit_and_marks_its_position(tool):
    tool.click_position(0.25, -0.75)

    assert tool.inspector.kept.count() == 1
    assert tool.parent().marked == (0.25, -0.75)
    assert tool.parent().mark_words == "kept"


def test_a_click_on_a_point_picks_its_digit_and_tells_which(tool, view, qtbot):
    with qtbot.waitSignal(tool.digit_picked) as picked:
        tool.click_point(7)

    assert picked.args == [7]
    assert tool.inspector.picked.image == gray_image(view.digits.images[7])
    assert tool.parent().marked == pytest.approx(tuple(view.positions[7]))
    assert tool.parent().mark_words == f"picked: {view.digits.labels[7]}"


def test_its_mark_is_on_the_plane_only_while_it_is_in_the_hand(tool):
    tool.click_point(7)
    marked = tool.parent().marked
    tool.leave()
    assert tool.parent().marked is None

    tool.show(tool._view)
    assert tool.parent().marked is None

    tool.enter()
    assert tool.parent().marked == marked


def test_of_another_network_it_knows_nothing_yet(tool):
    tool.probe(0.0, 0.0)
    tool.click_point(7)
    tool.forget()

    assert (tool.inspector.decoded.image, tool.inspector.picked.image, tool.parent().marked) == (None, None, None)


def test_a_picked_digit_is_redrawn_at_another_moment_of_the_network(tool, view, tiny, untrained):
    tool.click_point(7)
    grown = untrained(2, seed=1)
    tool.show(view_of(grown, tiny.test, view))

    expected = grown.reconstruct(tiny.test.images[7:8])[0]
    assert tool.inspector.redrawn.image == gray_image(np.asarray(expected))


def test_what_was_kept_stays_marked_where_it_was_decoded_however_the_plane_is_seen(tool, view):
    tool.click_position(0.5, -0.25)
    bent = replace(view, plane=view.plane.seen_through_lens(view.codes))
    tool.show(bent)

    marked = tool.parent().marked
    assert marked != pytest.approx((0.5, -0.25), abs=0.05)
    np.testing.assert_allclose(bent.lift(*marked), [0.5, -0.25], atol=1e-4)
    tool.inspector.kept.setCurrentRow(0)
    assert tool.parent().marked == pytest.approx(marked)


@pytest.fixture
def variational(tiny, tool) -> LatentView:
    config = NetworkConfig(hidden_sizes=(32,), code="gaussian")
    view = view_of(drawn(config, normal(np.random.default_rng(0))), tiny.test)
    tool.forget()
    show_on(tool.parent(), view)
    tool.show(view)
    return view


def outline(tool) -> np.ndarray:
    """The posterior that is drawn, without its closing line."""
    path = tool.parent()._posterior.path()
    return np.array([[path.elementAt(i).x, path.elementAt(i).y] for i in range(path.elementCount() - 1)])


def test_of_a_variational_network_the_posterior_of_the_digit_at_hand_is_drawn(tool, variational):
    tool.probe(*map(float, variational.positions[7]))
    np.testing.assert_allclose(outline(tool), variational.posterior(7), rtol=1e-5)
    tool.leave()
    assert tool.parent()._posterior.path().isEmpty()


def test_it_is_said_how_much_of_the_prior_is_farther_out(tool, variational):
    tool.probe(0.0, 0.0)
    assert "100.0% of the prior is farther out" in said(tool)
    tool.probe(0.0, 2.0)
    assert "13.5% of the prior is farther out" in said(tool)


def said(tool) -> str:
    labels = tool.inspector.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisibleTo(tool.inspector))


def test_sample_draws_other_digits_from_the_prior(tool, variational):
    inspector = tool.inspector
    assert inspector.sample.isVisibleTo(inspector)
    before = inspector._drawn.image
    assert (before.width(), before.height()) == (112, 112)
    codes = tool._sampled
    tool.show(variational)
    assert inspector._drawn.image == before  # another moment of the network redraws the same codes
    inspector.sample.click()
    assert inspector._drawn.image != before
    assert abs(float(codes.mean())) < 1 and 0.5 < float(codes.std()) < 1.5


def test_a_plain_network_has_no_prior_to_draw_from(tool):
    assert not tool.inspector.sample.isVisibleTo(tool.inspector)
    tool.probe(0.0, 0.0)
    assert "prior" not in said(tool)


def test_under_noise_the_digit_nearest_to_the_cursor_goes_in_noisy_and_comes_out_redrawn(qtbot, tool, view, tiny):
    tool.probe(*map(float, view.positions[7]))
    assert tool.inspector.noisy.image is None
    with qtbot.waitSignal(tool.asked) as asked:
        tool.inspector.noise.slider.setValue(40)
    noisy = view.under_noise(tiny.test.images[7:8], 0.4)

    assert tool.inspector.noisy.image == gray_image(noisy[0])
    assert tool.inspector.repaired.image == gray_image(view.model.reconstruct(noisy)[0])
    assert asked.args[0].index == 7 and np.array_equal(asked.args[0].image, noisy[0])
    with qtbot.waitSignal(tool.asked) as asked:
        tool.inspector.noise.slider.setValue(0)
    assert tool.inspector.noisy.image is None
    assert asked.args[0].near == 7


def test_a_sheet_has_a_hundred_digits_of_the_prior_those_that_are_seen_first(tool, variational):
    sheet = tool.sheet()
    assert sheet.shape == (280, 280)
    np.testing.assert_allclose(sheet[:28, :28], variational.model.decode(tool._sampled[:1])[0], atol=1e-6)
    np.testing.assert_allclose(sheet[28:56, 28:56], variational.model.decode(tool._sampled[11:12])[0], atol=1e-6)
