from dataclasses import replace

import numpy as np
import pytest
from networks import drawn, layer, normal, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from unit_pictures import as_on_sheet, on_sheet

from ae_gui.background import Job
from ae_gui.network_tab import NetworkTab
from ae_gui.widgets.diverging import diverging_image
from ae_model.config import NetworkConfig
from ae_model.datasets import Split
from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot


@pytest.fixture
def tab(qtbot, mnist) -> NetworkTab:
    tab = NetworkTab()
    # qtbot would delete the tab, and with it a running job.
    qtbot.addWidget(tab, before_close_func=lambda tab: qtbot.waitUntil(lambda: not tab.findChildren(Job)))
    tab.set_images(mnist.test, mnist.class_names)
    tab.resize(1256, 560)
    tab.show()
    return tab


@pytest.fixture
def network(tab, untrained):
    snapshot = untrained(2)
    tab.show_network(shown(snapshot))
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


def drawn_of(fields, tab):
    """The picture of the first of some fields, as the sheet shows it."""
    return as_on_sheet(diverging_image(fields[0], tab.palette()), tab.sheet)


def test_units_of_the_first_layer_are_their_weights(tab, network):
    tab.diagram.select(0)
    tab.grab()

    tab.sheet.moved.emit(5)
    for unit in (0, 5):
        assert on_sheet(tab.sheet, unit) == drawn_of(network.looks_for(0, [unit]), tab)


def test_the_code_shows_what_it_looks_for_and_what_it_draws(tab, network):
    tab.select_code()
    tab.grab()
    assert on_sheet(tab.sheet, 1) == drawn_of(network.looks_for(1, [1]), tab)

    tab.side.setCurrentIndex(1)
    tab.grab()
    assert on_sheet(tab.sheet, 1) == drawn_of(network.draws(1, [1]), tab)


def test_units_are_ordered_by_how_they_answer_to_the_digit_at_hand(tab, network, mnist):
    tab.diagram.select(0)
    tab.order.setCurrentIndex(1)
    tab.digit.setValue(123)

    hidden = network.activations(mnist.test.images[123:124])[0][0]
    np.testing.assert_allclose(np.abs(hidden[tab.sheet.order]), np.sort(np.abs(hidden))[::-1])


def test_the_digit_at_hand_is_chosen_here_and_taken_from_elsewhere(tab, network, mnist):
    def words() -> list[str]:
        return [label.text() for label in tab.findChildren(QLabel) if label.text().startswith("Class")]

    tab.digit.setValue(7)
    assert words() == [f"Class {mnist.test.labels[7]}"]

    tab.show_digit(8)
    assert tab.digit.value() == 8
    assert words() == [f"Class {mnist.test.labels[8]}"]


def test_a_unit_tells_its_activation_its_bias_and_its_weights_length(qtbot, tab, network, mnist):
    tab.diagram.select(0)
    rect = tab.sheet.cell_rect(3)
    qtbot.mouseClick(tab.sheet.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    weight, bias = layer(network, 0)
    hidden = network.activations(mnist.test.images[:1])[0][0]
    assert "Unit 4\n" in tab.unit.findChild(QLabel).text()
    for value in (hidden[3], bias[3], np.linalg.norm(weight[3])):
        assert f"{value:.3f}" in tab.unit.findChild(QLabel).text()


def test_a_growing_network_keeps_the_layer_and_the_unit(qtbot, tab, network, untrained):
    tab.diagram.select(2)
    rect = tab.sheet.cell_rect(6)
    qtbot.mouseClick(tab.sheet.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    tab.show_network(shown(untrained(2, seed=1)))

    assert tab.diagram.selected == 2
    assert tab.sheet.unit == 6


def test_while_it_is_hidden_a_network_is_only_remembered(tab, network, untrained):
    tab.hide()
    other = untrained(2, seed=1)
    tab.show_network(shown(other))
    tab.show()
    tab.diagram.select(0)
    tab.grab()

    assert on_sheet(tab.sheet, 0) == drawn_of(other.looks_for(0, [0]), tab)


def test_a_network_without_hidden_layers_and_a_pca_as_one_are_shown(tab, mnist):
    pca = PCA.fit(mnist.train.images[:2_000], 3).as_network()
    tab.show_network(shown(pca))
    tab.select_code()
    tab.grab()

    assert tab.diagram.selected == 0
    assert tab.sheet.order.tolist() == [0, 1, 2]
    assert pca.config == NetworkConfig(hidden_sizes=(), latent_dim=3, output="linear")


def test_the_caption_tells_the_scale_of_the_bars_and_the_parameters(tab, network):
    words = " ".join(label.text() for label in tab.findChildren(QLabel))

    assert f"{network.config.parameter_count:,} parameters" in words
    assert "square root" in words


def test_with_other_test_images_nothing_is_shown_until_a_network_for_them_is(qtbot, tab, network, mnist):
    place = tab.diagram.bar_rect(2).center().toPoint()
    tab.set_images(mnist.train, mnist.class_names)

    qtbot.mouseClick(tab.diagram, Qt.MouseButton.LeftButton, pos=place)
    tab.order.setCurrentIndex(1)
    tab.digit.setValue(3)
    tab.select_code()
    assert tab.sheet.order.tolist() == []
    assert tab.unit.findChild(QLabel).text() == ""

    tab.show_network(shown(network))
    assert tab.sheet.order.size == 64


@pytest.mark.parametrize("order", [0, 1])
def test_a_network_of_other_layers_takes_the_place_of_one_whose_last_unit_was_chosen(qtbot, tab, order):
    tab.show_network(shown(random_network(8, 200)))
    tab.order.setCurrentIndex(order)
    tab.diagram.select(1)
    qtbot.keyClick(tab.sheet, Qt.Key.Key_End)

    tab.show_network(shown(random_network(300)))

    assert tab.diagram.selected == 0
    assert tab.sheet.order.size == 300


@pytest.mark.parametrize("scale", [1e10, 1e20, 1e30])
def test_a_network_that_diverged_is_shown_layer_by_layer(qtbot, tab, scale):
    tab.show_network(shown(random_network(16, 16, scale=scale)))
    for order in (0, 1):
        tab.order.setCurrentIndex(order)
        for number in range(6):
            tab.diagram.select(number)
            tab.grab()

    assert tab.diagram.selected == 5


def test_another_digit_computes_no_units_picture_again(tab, network):
    tab.diagram.select(0)
    tab.grab()
    before = tab.sheet._pictures[0]

    tab.digit.setValue(3)
    tab.order.setCurrentIndex(1)

    tab.grab()
    assert tab.sheet._pictures[0].cacheKey() == before.cacheKey()


def test_images_that_are_not_square_and_many_layers_are_shown(tab, mnist):
    images = np.ascontiguousarray(mnist.test.images[:10, 7:21])
    tab.set_images(Split(images, mnist.test.labels[:10]), mnist.class_names)
    tab.show_network(shown(random_network(*range(32, 0, -2), image_shape=ImageShape(14, 28))))
    tab.select_code()
    tab.grab()

    assert tab.diagram.selected == 16
    size = tab.sheet._pictures[0].size()
    assert (size.width(), size.height()) == (28, 14)


def random_network(*hidden_sizes: int, scale: float = 1, image_shape: ImageShape = MNIST_SHAPE) -> Snapshot:
    config = NetworkConfig(image_shape, hidden_sizes=hidden_sizes, latent_dim=2)
    return drawn(config, normal(np.random.default_rng(0), scale, bias=0))


CONVOLUTIONAL = NetworkConfig(hidden_sizes=(20,), kind="convolutional", channels=(4, 6))


@pytest.fixture
def convolutional(tab):
    snapshot = drawn(CONVOLUTIONAL, lambda shape: np.random.default_rng(0).normal(0, 0.3, shape))
    tab.show_network(shown(snapshot))
    return snapshot


def test_of_a_convolution_the_feature_maps_of_the_digit_at_hand_are_shown(tab, convolutional, mnist):
    tab.diagram.select(1)
    tab.grab()
    maps = convolutional.activations(mnist.test.images[:1])[1].reshape(6, 7, 7)
    assert tab.sheet.order.tolist() == list(range(6))
    for number in (0, 5):
        assert on_sheet(tab.sheet, number) == drawn_of(maps[[number]], tab)

    tab.show_digit(3)
    tab.grab()
    maps = convolutional.activations(mnist.test.images[3:4])[1].reshape(6, 7, 7)
    assert on_sheet(tab.sheet, 2) == drawn_of(maps[[2]], tab)
    words = " ".join(label.text() for label in tab.findChildren(QLabel))
    assert f"Mean activation {maps[0].mean():.3f}".replace("-", "−") in words


def test_what_can_be_shown_of_a_convolution_is_said_whole_after_a_network_of_other_layers(tab, untrained):
    tab.show_network(shown(untrained(2)))
    tab.select_code()
    QApplication.processEvents()
    assert tab.side.isVisible()
    tab.show_network(shown(drawn(CONVOLUTIONAL, np.zeros)))
    QApplication.processEvents()
    assert tab.side.currentText() == "Feature maps"
    assert tab.side.width() > tab.side.fontMetrics().horizontalAdvance("Feature maps") + 20  # with its arrow


def test_its_filters_too_and_what_was_chosen_stays_chosen_for_other_convolutions(tab, convolutional):
    tab.diagram.select(0)
    assert [tab.side.itemText(row) for row in range(tab.side.count())] == ["Feature maps", "Looks for"]
    tab.side.setCurrentIndex(1)
    tab.grab()
    assert on_sheet(tab.sheet, 3) == drawn_of(convolutional.arrays["ae.0.encoder.1.weight"][[3], 0], tab)
    tab.diagram.select(2)
    assert tab.side.isHidden()
    tab.diagram.select(1)
    assert tab.side.currentText() == "Looks for"
    tab.diagram.select(6)  # the transposed convolution before the last
    assert tab.side.currentText() == "Draws"
    tab.grab()
    assert on_sheet(tab.sheet, 3) == drawn_of(convolutional.draws(6, [3]), tab)
    length = np.linalg.norm(layer(convolutional, 6)[0][:, 0])  # of a transposed one, the outputs are second
    assert any(f"Length of its weights {length:.3f}" in label.text() for label in tab.findChildren(QLabel))


def test_of_a_gaussian_code_it_is_shown_how_much_each_number_is_used(tab, mnist):
    config = NetworkConfig(hidden_sizes=(32,), latent_dim=6, code="gaussian")
    network = drawn(config, normal(np.random.default_rng(0)))
    dead = {name: array.copy() for name, array in network.arrays.items()}
    dead["ae.0.encoder.3.weight"][4] = 0
    tab.show_network(shown(Snapshot(config, dead)))
    assert tab.divergences.isHidden()  # before the code is chosen

    tab.select_code()
    assert tab.divergences.isVisible()
    assert "Dead, 1 of 6: 5." in " ".join(label.text() for label in tab.findChildren(QLabel))

    tab.show_network(shown(drawn(NetworkConfig(), normal(np.random.default_rng(0)))))
    tab.select_code()
    assert tab.divergences.isHidden()


def test_the_bars_of_a_gaussian_code_are_of_the_epoch_that_is_looked_at(tab):
    config = NetworkConfig(hidden_sizes=(32,), latent_dim=3, code="gaussian")
    tab.show_network(shown(drawn(config, normal(np.random.default_rng(0)))))
    tab.select_code()
    before = tab.divergences.words
    tab.update_network(shown(drawn(config, normal(np.random.default_rng(0), scale=2))))
    assert tab.divergences.words != before


def test_a_sparse_code_has_no_divergence(tab):
    tab.show_network(shown(drawn(NetworkConfig(latent_dim=8, code="sparse", k=2), normal(np.random.default_rng(0)))))
    tab.select_code()
    assert tab.divergences.isHidden()


SPARSE = NetworkConfig(hidden_sizes=(40,), latent_dim=30, code="sparse", k=4)


@pytest.fixture
def sparse(tab, mnist):
    """A network with a sparse code, of which the units 5 and 18 are dead, and some training images to count it over."""
    snapshot = drawn(SPARSE, normal(np.random.default_rng(0)))
    bias = layer(snapshot, 1)[1].copy()
    bias[[4, 17]] = -1e3
    snapshot = Snapshot(SPARSE, {**snapshot.arrays, f"{snapshot.layers[1].name}.bias": bias})
    train = Split(mnist.train.images[:2_000], mnist.train.labels[:2_000])
    tab.set_dataset(replace(mnist, train=train))
    tab.show_network(shown(snapshot))
    return snapshot


def test_the_units_of_a_sparse_code_are_counted_when_they_are_looked_at(qtbot, tab, sparse, mnist):
    assert not tab.firing.isVisible()
    with qtbot.waitSignal(tab.counting.known):
        tab.select_code()
    fired = (sparse.encode(mnist.train.images[:2_000]) > 0).sum(axis=0)
    np.testing.assert_array_equal(tab.counting.dictionary.fired, fired)
    assert tab.firing.isVisible()
    words = next(label.text() for label in tab.findChildren(QLabel) if "On average" in label.text())
    assert "one fires at 13.3% of 2,000 training images. Dead units, 2 of 30: 5, 18." in words
    tab.order.setCurrentIndex(2)
    assert (np.diff(fired[tab.sheet.order]) <= 0).all()


def test_the_orders_of_a_dictionary_are_read_whole(tab, sparse):
    tab.diagram.select(0)
    before = tab.order.sizeHint().width()
    tab.order.setItemText(0, "By")
    tab.order.setItemText(1, "By")
    tab.select_code()
    tab.order.setItemText(2, "By how often they fire")
    assert tab.order.sizeHint().width() > before


def test_the_digits_that_fire_the_chosen_unit_most_stand_beside_it(qtbot, tab, sparse, mnist):
    with qtbot.waitSignal(tab.counting.known):
        tab.select_code()
    unit = int(tab.counting.dictionary.fired.argmax())
    tab.sheet.moved.emit(int(np.flatnonzero(tab.sheet.order == unit)[0]))
    tab.sheet.current = unit
    tab.sheet.unit_chosen.emit(unit)
    codes = sparse.encode(mnist.train.images[:2_000])[:, unit]
    assert tab.firing.digits.indices.tolist() == np.argsort(-codes, kind="stable")[:9].tolist()


def test_units_of_a_sparse_code_are_shown_by_what_they_draw(tab, sparse):
    tab.select_code()
    assert tab.side.currentData() == "draws"
    tab.grab()
    assert on_sheet(tab.sheet, 1) == drawn_of(sparse.draws(1, [1]), tab)


def test_a_unit_that_is_silenced_leaves_the_image_at_once_and_comes_back(tab, sparse, mnist):
    tab.select_code()
    code = sparse.encode(mnist.test.images[:1])
    unit = int(code.argmax())
    tab.sheet.current = unit
    tab.sheet.unit_chosen.emit(unit)
    before = tab.diagram.grab().toImage()
    tab.firing.silence.click()
    silenced = code.copy()
    silenced[0, unit] = 0
    assert tab.diagram.grab().toImage() != before
    np.testing.assert_array_equal(tab.diagram._outputs[1], silenced[0])
    np.testing.assert_allclose(tab.diagram._outputs[-1], sparse.decode(silenced).ravel(), atol=1e-6)
    tab.digit.setValue(3)
    assert tab.diagram._outputs[1][unit] == 0
    tab.digit.setValue(0)
    tab.firing.back.click()
    assert tab.diagram.grab().toImage() == before


def test_of_other_networks_and_layers_nothing_fires(qtbot, tab, mnist, network, sparse):
    tab.show_network(shown(network))
    tab.select_code()
    assert not tab.firing.isVisible()
    assert tab.order.count() == 2
    with qtbot.assertNotEmitted(tab.counting.known, wait=50):
        tab.count()
    tab.show_network(shown(sparse))
    tab.diagram.select(0)
    assert not tab.firing.isVisible()
