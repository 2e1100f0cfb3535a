import numpy as np
import pytest
from PySide6.QtCore import Qt

from ae_gui.network_tab import NetworkTab
from ae_gui.widgets.diverging import diverging_image
from ae_model.config import NetworkConfig
from ae_model.layers import draws, looks_for
from ae_model.pca import PCA


@pytest.fixture
def tab(qtbot, mnist) -> NetworkTab:
    tab = NetworkTab()
    qtbot.addWidget(tab)
    tab.set_test_images(mnist.test, mnist.class_names)
    tab.resize(1256, 560)
    tab.show()
    return tab


@pytest.fixture
def network(tab, untrained):
    snapshot = untrained(2)
    tab.show_network(snapshot)
    return snapshot


def test_a_click_on_a_layer_shows_its_units(qtbot, tab, network):
    rect = tab.diagram.bar_rect(1)
    qtbot.mouseClick(tab.diagram, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())

    assert tab.diagram.selected == 1
    assert tab.sheet.order.tolist() == [0, 1]


def test_keys_go_from_layer_to_layer(qtbot, tab, network):
    tab.diagram.select(0)
    for expected in (1, 2, 3, 3):
        qtbot.keyClick(tab.diagram, Qt.Key.Key_Right)
        assert tab.diagram.selected == expected
    assert tab.sheet.order.tolist() == []  # the output's units are pixels


def test_bars_are_to_scale_by_the_square_root_of_their_units(tab, network):
    heights = [tab.diagram.bar_rect(number).height() for number in range(4)]

    assert heights[0] == pytest.approx(heights[2])
    assert heights[3] / heights[0] == pytest.approx((784 / 64) ** 0.5)


def test_units_of_the_first_layer_are_their_weights(tab, network):
    tab.diagram.select(0)
    tab.grab()

    tab.sheet.moved.emit(5)
    shown = {unit: tab.sheet.picture_of(unit) for unit in (0, 5)}
    for unit, picture in shown.items():
        assert picture == diverging_image(looks_for(network, 0, [unit])[0], tab.palette())


def test_the_code_shows_what_it_looks_for_and_what_it_draws(tab, network):
    tab.select_code()
    tab.grab()
    assert tab.sheet.picture_of(1) == diverging_image(looks_for(network, 1, [1])[0], tab.palette())

    tab.side.setCurrentIndex(1)
    tab.grab()
    assert tab.sheet.picture_of(1) == diverging_image(draws(network, 1, [1])[0], tab.palette())


def test_units_are_ordered_by_how_they_answer_to_the_digit_at_hand(tab, network, mnist):
    tab.diagram.select(0)
    tab.order.setCurrentIndex(1)
    tab.digit.setValue(123)

    hidden = network.activations(mnist.test.images[123:124])[0][0]
    np.testing.assert_allclose(np.abs(hidden[tab.sheet.order]), np.sort(np.abs(hidden))[::-1])


def test_the_digit_at_hand_is_told_and_taken(qtbot, tab, network):
    with qtbot.waitSignal(tab.digit_chosen) as chosen:
        tab.digit.setValue(7)
    assert chosen.args == [7]

    tab.show_digit(9)
    assert tab.digit.value() == 9


def test_a_unit_tells_its_activation_its_bias_and_its_weights_length(qtbot, tab, network, mnist):
    tab.diagram.select(0)
    rect = tab.sheet.cell_rect(3)
    qtbot.mouseClick(tab.sheet.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    weight, bias = network.encoder[0]
    hidden = network.activations(mnist.test.images[:1])[0][0]
    assert "Unit 4\n" in tab.unit.words
    for value in (hidden[3], bias[3], np.linalg.norm(weight[3])):
        assert f"{value:.3f}" in tab.unit.words


def test_a_growing_network_keeps_the_layer_and_the_unit(qtbot, tab, network, untrained):
    tab.diagram.select(2)
    rect = tab.sheet.cell_rect(6)
    qtbot.mouseClick(tab.sheet.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    tab.show_network(untrained(2, seed=1))

    assert tab.diagram.selected == 2
    assert tab.sheet.unit == 6


def test_while_it_is_hidden_a_network_is_only_remembered(tab, network, untrained):
    tab.hide()
    other = untrained(2, seed=1)
    tab.show_network(other)
    tab.show()
    tab.diagram.select(0)
    tab.grab()

    assert tab.sheet.picture_of(0) == diverging_image(looks_for(other, 0, [0])[0], tab.palette())


def test_a_network_without_hidden_layers_and_a_pca_as_one_are_shown(tab, mnist):
    pca = PCA.fit(mnist.train.images[:2_000], 3).as_network()
    tab.show_network(pca)
    tab.select_code()
    tab.grab()

    assert tab.diagram.selected == 0
    assert tab.sheet.order.tolist() == [0, 1, 2]
    assert pca.config == NetworkConfig(hidden_sizes=(), latent_dim=3, output="linear")
