from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui.latent_flow import LatentFlow, OfCode, OfDigit, OfDrawing, OfNoisy
from ae_gui.latent_view import Digits, LatentView
from ae_gui.widgets.flow_strip import Flow
from ae_model.metrics import mean_squared_error


@pytest.fixture
def digits(mnist) -> Digits:
    return Digits.of_test(mnist.test, mnist.class_names).some(np.arange(50))


@pytest.fixture
def network(untrained):
    return untrained(2)


@pytest.fixture
def flow(qtbot, qapp, digits, network) -> LatentFlow:
    flow = LatentFlow(QObject(qapp))
    qtbot.addWidget(flow.strip)
    show(flow, view_of(network, digits))
    return flow


def view_of(network, digits) -> LatentView:
    return LatentView.after(None, network, network.encode(digits.images), digits)


def show(flow: LatentFlow, view: LatentView) -> None:
    flow.take(view)
    flow.show()


def shown(flow: LatentFlow) -> Flow:
    assert flow.strip.flow is not None
    return flow.strip.flow


def test_at_first_a_digit_is_on_its_whole_way(flow, digits, network):
    first = shown(flow)

    assert (first.image == digits.images[0]).all()
    assert first.is_whole
    assert np.allclose(first.code, network.encode(digits.images[:1])[0], atol=1e-6)
    assert np.allclose(first.outputs[-1], network.reconstruct(digits.images[:1]).ravel(), atol=1e-6)
    assert first.words[0] == "Test image 0: 7"
    assert first.words[2] == f"Redrawn, error {mean_squared_error(network, digits.images[:1]):.4f}"


def test_a_drawing_goes_in_and_all_that_follows_is_its_own(qtbot, flow, digits, network):
    drawing = np.flipud(digits.images[3]).copy()
    flow.ask(OfDrawing(drawing, drawing))
    qtbot.waitUntil(lambda: not flow.is_behind)

    assert (shown(flow).image == drawing).all()
    assert shown(flow).is_whole
    assert shown(flow).words[0] == "Your drawing"
    assert np.allclose(shown(flow).outputs[-1], network.reconstruct(drawing[None]).ravel(), atol=1e-6)


def test_of_what_is_under_noise_the_error_is_that_of_the_clean_one(qtbot, flow, digits, network):
    clean, noisy = digits.images[3], np.flipud(digits.images[3]).copy()
    error = np.square(network.reconstruct(noisy[None])[0] - clean / 255).mean()
    for question, name in ((OfDrawing(noisy, clean), "Your drawing"), (OfNoisy(3, noisy), "Test image 3: 0")):
        flow.ask(question)
        qtbot.waitUntil(lambda: not flow.is_behind)
        assert (shown(flow).image == noisy).all()
        assert shown(flow).words[0] == f"{name} + noise"
        assert shown(flow).words[2] == f"Redrawn, error {error:.4f}"


def test_a_chosen_code_is_of_no_image_which_is_said_and_the_decoder_draws_from_it(qtbot, flow, digits, network):
    code = np.array([0.3, -0.2], np.float32)
    flow.ask(OfCode(code, 4))
    qtbot.waitUntil(lambda: not flow.is_behind)

    assert (shown(flow).image == digits.images[4]).all()
    assert not shown(flow).is_whole
    assert shown(flow).words == ("Nearest real image: 4 (no. 4)", "Chosen code", "What the network draws here")
    assert (shown(flow).code == code).all()
    assert np.allclose(shown(flow).outputs[-1], network.decode(code[None]).ravel(), atol=1e-6)
    assert (shown(flow).outputs[0] == network.activations(digits.images[4:5])[0][0]).all()


def test_the_question_stays_while_the_network_learns(qtbot, flow, digits, untrained):
    flow.ask(OfDigit(7))
    later = untrained(2, seed=1)
    show(flow, view_of(later, digits))

    qtbot.waitUntil(lambda: not flow.is_behind)
    assert (shown(flow).image == digits.images[7]).all()
    assert np.allclose(shown(flow).code, later.encode(digits.images[7:8])[0], atol=1e-6)


def test_of_many_moments_in_a_row_the_last_is_shown(qtbot, flow, digits, untrained):
    answered = []
    flow.strip.show_flow = lambda *shown, keep=flow.strip.show_flow: (answered.append(1), keep(*shown))
    for seed in range(20):
        show(flow, view_of(untrained(2, seed=seed), digits))
    qtbot.waitUntil(lambda: not flow.is_behind)

    assert len(answered) < 5
    assert np.allclose(shown(flow).code, untrained(2, seed=19).encode(digits.images[:1])[0], atol=1e-6)


def test_a_cursor_that_wanders_is_answered_less_often_than_it_asks_and_where_it_stays(qtbot, flow):
    answered = []
    flow.strip.show_flow = lambda *shown, keep=flow.strip.show_flow: (answered.append(1), keep(*shown))
    for step in range(50):
        flow.ask(OfCode(np.array([step, 0.5], np.float32), 4))
    qtbot.waitUntil(lambda: not flow.is_behind)

    assert len(answered) < 5
    assert shown(flow).code.tolist() == [49, 0.5]


def test_a_digit_that_is_no_longer_there_gives_way_to_the_first(qtbot, flow, digits, network):
    flow.ask(OfDigit(40))
    show(flow, view_of(network, digits.some(np.arange(10))))
    qtbot.waitUntil(lambda: not flow.is_behind)

    assert shown(flow).words[0] == "Test image 0: 7"


def test_without_a_network_nothing_flows(flow):
    flow.forget()

    assert flow.strip.flow is None


def test_images_without_classes_have_no_class_in_the_words(qtbot, flow, digits, network):
    show(flow, view_of(network, replace(digits, class_names=("pictures",))))
    qtbot.waitUntil(lambda: not flow.is_behind)
    whole = shown(flow).words[0]
    flow.ask(OfCode(np.zeros(2, np.float32), 3))
    qtbot.waitUntil(lambda: not flow.is_behind)

    assert (whole, shown(flow).words[0]) == ("Test image 0", "Nearest real image: no. 3")
