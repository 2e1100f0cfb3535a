import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from ae_gui.comparison_tab import ComparisonTab, Side
from ae_gui.preferences import ComparisonPage
from ae_gui.widgets.error_curve import NetworkError
from ae_gui.widgets.error_table import ErrorRow
from ae_model.datasets import Split
from ae_model.metrics import reconstruction_errors
from ae_model.pca import PCA
from ae_model.sentence import Sentence


@pytest.fixture(scope="module")
def pca(mnist) -> PCA:
    return PCA.fit(mnist.train.images[:3_000], 2)


@pytest.fixture
def tab(qtbot, mnist) -> ComparisonTab:
    tab = ComparisonTab(mnist.test, mnist.class_names)
    qtbot.addWidget(tab)
    tab.set_palette("Paired")
    tab.resize(1256, 560)
    tab.show()
    return tab


def said(tab: ComparisonTab) -> list[str]:
    return [label.text() for label in tab.findChildren(QLabel)]


def measure(tab, network, mnist) -> np.ndarray:
    """Show the network's errors on the left; returns them."""
    errors = reconstruction_errors(network, mnist.test.images)
    tab.show_errors(0, Side("network", network, network.encode(mnist.test.images), errors, network))
    return errors


@pytest.fixture
def network(tab, pca, mnist, untrained):
    network = untrained(2)
    tab.show_side(0, Side("network", network, network.encode(mnist.test.images)))
    tab.show_side(1, Side("PCA", pca, pca.encode(mnist.test.images)))
    return network


def test_a_data_set_of_more_classes_has_a_colour_and_a_name_for_each(tab, mnist, untrained):
    letters = Split(mnist.test.images[:260], np.arange(260, dtype=np.uint8) % 26)
    names = [chr(ord("a") + number) for number in range(26)]
    tab.set_images(letters, names)
    network = untrained(2)
    tab.show_side(0, Side("network", network, network.encode(letters.images)))
    plane = tab.planes.planes[0]
    plane.grab()

    assert set(plane.names.written) == set(names)


def test_ten_digits_are_redrawn_by_both_with_their_errors(tab, network, pca, mnist):
    tab.set_watched(np.arange(20, 30))

    images = mnist.test.images[20:30]
    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.row_names == ("Original", "network", "network: error", "PCA", "PCA: error")
    for name, model in (("network", network), ("PCA", pca)):
        errors = reconstruction_errors(model, images)
        assert tab.digits.captions(name) == tuple(f"{error:.4f}" for error in errors)


def test_networks_are_told_beside_pca_with_as_many_dimensions(tab):
    tab.set_curve(np.array([0.06, 0.05, 0.04]))
    tab.set_networks([NetworkError("bad", 2, 0.055), NetworkError("good", 3, 0.01), NetworkError("wide", 9, 0.01)])
    rows = [ErrorRow("bad", 2, 0.055, 0.05), ErrorRow("good", 3, 0.01, 0.04), ErrorRow("wide", 9, 0.01, None)]
    assert tab.table.rows == rows


def test_planes_have_the_names_of_their_models_above_them(tab, network):
    for side, name in enumerate(("network", "PCA")):
        (title,) = (label for label in tab.planes.findChildren(QLabel) if label.text() == name)
        plane = tab.planes.planes[side]
        assert title.mapTo(tab, title.rect().bottomLeft()).y() < plane.mapTo(tab, plane.rect().topLeft()).y()
        sheet = plane.parentWidget()
        assert title.mapTo(tab, QPoint()).x() == sheet.mapTo(tab, QPoint()).x()


def test_neighbours_are_measured_where_they_are_told(tab, network):
    assert tab.planes.measure_button.isVisible()
    tab.show_page(ComparisonPage.DIMENSIONS)
    assert not tab.planes.measure_button.isVisible()


def test_pictures_are_made_for_the_page_in_sight_alone(tab, network):
    assert tab.page is ComparisonPage.PLANES
    assert tab.digits.row_names == ()
    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.row_names == ("Original", "network", "network: error", "PCA", "PCA: error")
    tab.hide()
    tab.set_images(Split(np.zeros((3, 28, 28), np.uint8), np.arange(3, dtype=np.uint8)), ("a", "b", "c"))
    assert len(tab.digits.row_names) == 5
    tab.show()
    assert tab.digits.row_names == ("Original",)


def test_the_worst_digits_are_those_with_the_largest_errors(tab, network, mnist):
    errors = measure(tab, network, mnist)
    worst = np.sort(errors)[::-1][:8]
    tab.show_page(ComparisonPage.ERRORS)
    assert tab.worst[0].captions("Redrawn") == tuple(f"{error:.3f}" for error in worst)


def test_where_there_are_no_classes_to_tell_apart_the_worst_images_have_the_room_of_their_errors(tab, mnist):
    tab.set_images(mnist.test, ["0"])
    tab.show_page(ComparisonPage.ERRORS)
    QApplication.processEvents()
    assert not tab.classes.isVisible()
    assert tab.worst[0].height() > tab.height() / 2

    tab.set_images(mnist.test, [str(kind) for kind in range(10)])
    QApplication.processEvents()
    assert tab.classes.isVisible() and tab.classes.height() > tab.worst[0].height()


def test_a_click_on_a_class_shows_its_worst_digits(qtbot, tab, network, mnist):
    errors = measure(tab, network, mnist)
    tab.show_page(ComparisonPage.ERRORS)
    place = tab.classes.class_rect(3).center().toPoint()
    qtbot.mouseClick(tab.classes, Qt.MouseButton.LeftButton, pos=place)

    worst = np.sort(errors[mnist.test.labels == 3])[::-1][:8]
    assert tab.worst[0].captions("Redrawn") == tuple(f"{error:.3f}" for error in worst)

    qtbot.mouseClick(tab.classes, Qt.MouseButton.LeftButton, pos=place)
    assert tab.worst[0].captions("Redrawn") == tuple(f"{error:.3f}" for error in np.sort(errors)[::-1][:8])


def test_errors_of_a_side_are_forgotten_with_its_model(tab, network, mnist, untrained):
    measure(tab, network, mnist)
    other = untrained(2, seed=1)
    tab.show_side(0, Side("other", other, other.encode(mnist.test.images)))

    assert tab.worst[0].row_names == ()


def test_scores_are_said_of_their_side(tab, network):
    tab.set_scores(1, {"knn_accuracy": 0.7438, "trustworthiness": 0.874})

    (label,) = (label for label in tab.findChildren(QLabel) if "Neighbour" in label.text())
    assert label.text() == "Neighbour accuracy 74.4%  ·  Trustworthiness 0.874"
    assert label.mapTo(tab, label.rect().center()).x() > tab.width() / 2


def test_what_is_not_defined_is_said_in_words(tab, network):
    tab.set_scores(0, {"knn_accuracy": 0.7438, "trustworthiness": Sentence("not defined for so few images")})

    (label,) = (label for label in tab.findChildren(QLabel) if "Neighbour" in label.text())
    assert label.text() == "Neighbour accuracy 74.4%  ·  Trustworthiness: not defined for so few images"


def test_progress_is_shown_and_can_be_cancelled(qtbot, tab):
    tab.set_progress(0.4, "Fitting PCA")
    assert tab.progress.isVisible() and not tab.planes.measure_button.isEnabled()
    (words,) = [label for label in tab.findChildren(QLabel) if label.text() == tab.progress.accessibleName()]
    assert words.text() == "Fitting PCA" and words.isVisible()
    assert not tab.progress.isTextVisible()  # it would be read on two colours
    with qtbot.waitSignal(tab.cancel_wanted):
        tab.cancel_button.click()

    tab.set_progress(None, "")
    assert not tab.progress.isVisible()
    assert tab.planes.measure_button.isEnabled()


def test_pca_and_its_network_look_alike_on_either_side(tab, pca, mnist):
    codes = pca.encode(mnist.test.images)
    for side, model in enumerate((pca, pca.as_network())):
        errors = reconstruction_errors(model, mnist.test.images)
        tab.show_side(side, Side(f"side {side}", model, model.encode(mnist.test.images), errors, model))
    tab.planes.planes[0].probed.emit(*map(float, codes[9]))

    left, right = tab.planes.planes
    np.testing.assert_allclose(left.positions, right.positions, atol=1e-5)
    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.captions("side 0") == tab.digits.captions("side 1")
    tab.show_page(ComparisonPage.ERRORS)
    assert tab.worst[0].captions("Redrawn") == tab.worst[1].captions("Redrawn")
