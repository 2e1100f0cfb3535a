import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from ae_gui.latent_tab import LatentTab
from ae_gui.tour import mouse_event
from ae_gui.widgets.pictures import gray_image
from ae_model.latent_map import LatentMap
from ae_model.snapshot import Snapshot


@pytest.fixture
def tab(qtbot, mnist) -> LatentTab:
    tab = LatentTab(mnist.test, mnist.class_names)
    qtbot.addWidget(tab)
    tab.resize(1280, 590)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


@pytest.fixture
def network(tab, mnist, untrained) -> Snapshot:
    snapshot = untrained(2)
    tab.show_network(snapshot, snapshot.encode(mnist.test.images))
    return snapshot


def hover(tab, x: float, y: float) -> None:
    plane = tab.plane
    place = plane.viewportTransform().map(plane.getViewBox().mapViewToScene(QPointF(x, y)))
    QApplication.sendEvent(plane.viewport(), mouse_event(QEvent.Type.MouseMove, plane.viewport(), place))


def test_the_plane_has_at_least_three_fifths_of_the_tab(tab):
    assert tab.plane.width() * tab.plane.height() >= 0.6 * tab.width() * tab.height()


def test_the_digit_under_the_cursor_is_what_the_network_decodes_there(qtbot, tab, network):
    with qtbot.waitSignal(tab.plane.probed) as probed:
        hover(tab, 0.5, 0.5)

    expected = network.decode(np.array([probed.args], np.float32))[0]
    assert tab.explore.inspector.decoded.image == gray_image(expected)


def test_the_nearest_real_digit_is_shown_beside_it(tab, network, mnist):
    codes = network.encode(mnist.test.images)
    tab.plane.probed.emit(*map(float, codes[123]))

    assert tab.explore.inspector.nearest.image == gray_image(mnist.test.images[123])
    assert "123" in tab.explore.inspector.nearest_words
    assert f"Class {mnist.test.labels[123]}" in tab.explore.inspector.nearest_words


def test_a_click_between_points_keeps_the_digit_decoded_there(tab, network):
    tab.plane.place_clicked.emit(0.25, -0.75)

    assert tab.explore.inspector.kept.count() == 1
    expected = network.decode(np.array([[0.25, -0.75]], np.float32))[0]
    assert tab.explore.inspector.kept.image(0) == gray_image(expected)
    assert "(0.25, -0.75)" in tab.explore.inspector.kept.item(0).toolTip()


def test_a_click_on_a_point_shows_that_digit_its_reconstruction_label_and_error(tab, network, mnist):
    tab.plane.point_clicked.emit(7)

    digit = mnist.test.images[7:8]
    redrawn = network.reconstruct(digit)
    error = np.mean((digit / 255 - redrawn) ** 2)
    assert tab.explore.inspector.picked.image == gray_image(digit[0])
    assert tab.explore.inspector.redrawn.image == gray_image(redrawn[0])
    assert f"Class {mnist.test.labels[7]}" in tab.explore.inspector.picked_words
    assert f"{error:.4f}" in tab.explore.inspector.picked_words


def test_what_the_cursor_shows_grows_with_the_network(tab, network, mnist, untrained):
    tab.plane.probed.emit(0.5, 0.5)
    older = tab.explore.inspector.decoded.image

    grown = untrained(2, seed=1)
    tab.update_network(grown, grown.encode(mnist.test.images[:1_000]))

    assert tab.explore.inspector.decoded.image != older
    assert tab.explore.inspector.decoded.image == gray_image(grown.decode(np.array([[0.5, 0.5]], np.float32))[0])


def test_a_picked_digit_is_redrawn_by_the_newest_network_even_where_its_point_is_old(tab, network, mnist, untrained):
    tab.plane.point_clicked.emit(5_000)

    grown = untrained(2, seed=1)
    tab.update_network(grown, grown.encode(mnist.test.images[:1_000]))

    assert tab.explore.inspector.redrawn.image == gray_image(grown.reconstruct(mnist.test.images[5_000:5_001])[0])


def test_another_network_forgets_the_places_of_the_last_one(tab, network, mnist, untrained):
    tab.plane.probed.emit(0.5, 0.5)
    tab.plane.point_clicked.emit(7)

    other = untrained(2, seed=1)
    tab.show_network(other, other.encode(mnist.test.images))

    assert tab.explore.inspector.decoded.image is None
    assert tab.explore.inspector.picked.image is None


def test_wide_codes_are_shown_on_their_principal_components_and_decoded_from_there(tab, mnist, untrained):
    wide = untrained(16)
    codes = wide.encode(mnist.test.images)
    tab.show_network(wide, codes)
    plane = LatentMap.fit(codes)

    assert tab.plane.point(5) == pytest.approx(tuple(plane.place(codes)[5]), abs=1e-4)
    tab.plane.probed.emit(1.0, -2.0)
    expected = wide.decode(plane.lift(np.array([[1.0, -2.0]], np.float32)))[0]
    assert tab.explore.inspector.decoded.image == gray_image(expected)
    assert "16 dimensions" in tab.plane_note


def test_a_class_is_hidden_and_shown_by_its_switch(qtbot, tab, network, mnist):
    index = 7
    place = tab.plane.point(index)
    switch = tab.legend.switch(int(mnist.test.labels[index]))
    assert tab.plane.nearest(*place) == index

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert tab.plane.nearest(*place) != index

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert tab.plane.nearest(*place) == index


def test_a_chosen_palette_is_told_and_survives_other_classes(qtbot, tab):
    with qtbot.waitSignal(tab.palette_chosen) as chosen:
        tab.set_palette("Colour-blind safe")

    assert chosen.args == ["Colour-blind safe"]


def test_delete_drops_a_kept_digit(qtbot, tab, network):
    tab.plane.place_clicked.emit(0.0, 0.0)
    tab.plane.place_clicked.emit(1.0, 1.0)
    tab.explore.inspector.kept.setCurrentRow(0)

    qtbot.keyClick(tab.explore.inspector.kept, Qt.Key.Key_Delete)

    assert tab.explore.inspector.kept.count() == 1
    assert "(1.00, 1.00)" in tab.explore.inspector.kept.item(0).toolTip()


@pytest.mark.parametrize("latent_dim", [2, 16])
def test_a_network_whose_codes_exceed_all_numbers_is_shown_as_far_as_it_can_be(tab, mnist, untrained, latent_dim):
    sane = untrained(latent_dim)
    weights = tuple((np.float32(1e30) * weight, bias) for weight, bias in sane.encoder)
    huge = Snapshot(sane.config, weights, sane.decoder)

    tab.show_network(huge, huge.encode(mnist.test.images))
    tab.plane.grab()

    tab.plane.point_clicked.emit(7)
    assert tab.explore.inspector.picked.image == gray_image(mnist.test.images[7])
