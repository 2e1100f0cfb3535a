from itertools import cycle, permutations

import numpy as np
import pytest
import torch
from networks import drawn, normal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ae_gui.background import Job
from ae_gui.comparison import Comparison
from ae_gui.comparison_tab import ComparisonTab
from ae_gui.networks import Network, save_network, shipped_network
from ae_gui.preferences import ComparisonPage
from ae_model import checkpoint
from ae_model.config import PRESETS, NetworkConfig
from ae_model.data_identity import MNIST, DataIdentity
from ae_model.datasets import Dataset, Split
from ae_model.metrics import METRICS, Metric, Subject, reconstruction_errors
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.sentence import Sentence


def part(dataset: Dataset, train: int, test: int, name: str = "few", stride: int = 1) -> Dataset:
    """The first images of a data set, with every `stride`-th of their pixels."""

    def first(split: Split, count: int) -> Split:
        return Split(np.ascontiguousarray(split.images[:count, ::stride, ::stride]), split.labels[:count])

    return Dataset(name, first(dataset.train, train), first(dataset.test, test), dataset.class_names)


@pytest.fixture(scope="module")
def few(mnist) -> Dataset:
    return part(mnist, 200, 100)


@pytest.fixture
def page(qtbot):
    page = QWidget()
    QVBoxLayout(page)
    page.resize(1256, 700)
    yield page
    for job in page.findChildren(Job):
        job.cancel()
    rest(qtbot, page)
    page.deleteLater()


@pytest.fixture
def tab(page, few) -> ComparisonTab:
    tab = ComparisonTab(few.test, few.class_names)
    page.layout().addWidget(tab)
    return tab


@pytest.fixture
def network(untrained, few) -> Network:
    return network_of(untrained(3), few)


@pytest.fixture
def comparison(qtbot, page, tab, network, few) -> Comparison:
    """Compares on a few digits, in sight."""
    comparison = Comparison(tab, network, page)
    comparison.set_dataset(few, DataIdentity.of(few))
    page.show()
    rest(qtbot, page)
    return comparison


def network_of(snapshot, dataset: Dataset) -> Network:
    return Network(snapshot, snapshot.encode(dataset.test.images), None)


def rest(qtbot, page: QWidget) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not page.findChildren(Job), timeout=30_000)


def offered(tab: ComparisonTab) -> list[str]:
    return [tab.boxes[0].itemText(index) for index in range(tab.boxes[0].count())]


def captions_of(model, dataset: Dataset) -> tuple[str, ...]:
    watched = dataset.test.images[dataset.test.of_every_class(10)]
    return tuple(f"{error:.4f}" for error in reconstruction_errors(model, watched))


def test_the_network_on_show_stands_beside_pca_of_as_many_dimensions(tab, comparison, network, few):
    pca = PCA.fit(few.train.images, 3)

    assert [box.currentText() for box in tab.boxes] == ["Network on show", "PCA"]
    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.captions("Network on show") == captions_of(network.snapshot, few)
    assert tab.digits.captions("PCA") == captions_of(pca, few)


def test_what_is_measured_is_not_taken_for_done_from_its_first_moment_on(qtbot, page, tab, network, few):
    comparison = Comparison(tab, network, page)
    page.show()
    assert tab.is_filled  # there is nothing to measure yet
    comparison.set_dataset(few, DataIdentity.of(few))
    assert not tab.is_filled
    rest(qtbot, page)
    assert tab.is_filled


def test_out_of_sight_nothing_is_placed_until_it_comes_into_sight(qtbot, page, tab, comparison, untrained, few):
    tab.show_page(ComparisonPage.DIGITS)
    page.hide()
    other = untrained(3, seed=1)
    comparison.show_network(network_of(other, few))
    assert tab.digits.captions("Network on show") != captions_of(other, few)

    page.show()
    assert tab.digits.captions("Network on show") == captions_of(other, few)

    page.hide()
    later = untrained(3, seed=2)
    comparison.update_network(network_of(later, few))
    page.show()
    assert tab.digits.captions("Network on show") == captions_of(later, few)


def test_another_network_comes_in_one_turn_and_pca_beside_it_in_the_next(qtbot, tab, comparison, untrained, few):
    def dimensions() -> list[int]:
        return [view.model.latent_dim for view in tab.planes.views]

    assert dimensions() == [3, 3]
    comparison.show_network(network_of(untrained(5), few))
    assert dimensions() == [5, 3]
    qtbot.waitUntil(lambda: dimensions() == [5, 5])


def test_pca_has_as_many_dimensions_as_the_network_of_a_file_beside_it(
    qtbot, page, tab, comparison, untrained, few, tmp_path
):
    snapshot = untrained(5)
    save_network(Network(snapshot, np.empty((0, 5), np.float32), None), tmp_path / "five.safetensors")
    comparison.open_beside(0, tmp_path / "five.safetensors")
    rest(qtbot, page)

    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.row_names[1::2] == ("five.safetensors", "PCA")
    assert tab.digits.captions("PCA") == captions_of(PCA.fit(few.train.images, 5), few)
    assert "five.safetensors" in offered(tab)

    tab.side_chosen.emit(0, "Network on show")
    assert tab.digits.captions("PCA") == captions_of(PCA.fit(few.train.images, 3), few)


def test_convolutional_and_fully_connected_at_equal_parameters_stand_side_by_side(
    qtbot, page, tab, comparison, few, tmp_path
):
    dense = NetworkConfig(hidden_sizes=(512,))
    convolutional = NetworkConfig(hidden_sizes=(252,), kind="convolutional")
    assert convolutional.parameter_count == pytest.approx(dense.parameter_count, rel=0.01)
    models = [drawn(config, normal(np.random.default_rng(0))) for config in (dense, convolutional)]
    checkpoint.save(tmp_path / "convolutions.safetensors", models[1])

    comparison.show_network(network_of(models[0], few))
    comparison.open_beside(1, tmp_path / "convolutions.safetensors")
    rest(qtbot, page)
    tab.show_page(ComparisonPage.DIGITS)
    rest(qtbot, page)

    shown = [box.currentText() for box in tab.boxes]
    assert shown[0] == "Network on show" and shown[1].startswith("convolutions")
    for name, model in zip(shown, models, strict=True):
        assert tab.digits.captions(name) == captions_of(model, few)


def test_a_network_of_a_file_that_was_trained_on_other_images_says_so_wherever_its_figures_are(
    qtbot, page, tab, comparison, untrained, few, tmp_path
):
    rest(qtbot, page)
    for name, data in (("other", DataIdentity("clothes", "ab" * 32)), ("own", DataIdentity.of(few))):
        network = Network(untrained(3), np.empty((0, 3), np.float32), None, data=data)
        save_network(network, tmp_path / f"{name}.safetensors")
        comparison.open_beside(0, tmp_path / f"{name}.safetensors")
        rest(qtbot, page)
    assert {"other.safetensors, trained on clothes", "own.safetensors"} <= set(offered(tab))


def test_a_state_dict_beside_it_is_taken_for_what_redraws_the_images_best_and_that_is_said(
    qtbot, page, tab, comparison, few, tmp_path
):
    deep = checkpoint.load(shipped_network("deep-2d")).snapshot
    torch.save({name: torch.tensor(array) for name, array in deep.arrays.items()}, tmp_path / "deep.pt")
    with qtbot.waitSignal(comparison.told) as told:
        comparison.open_beside(0, tmp_path / "deep.pt")
    rest(qtbot, page)
    assert "read as SiLU, sigmoid and 28 x 28 pixels" in told.args[0]
    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.captions("deep.pt") == captions_of(deep, few)


def test_the_errors_of_a_moment_stay_until_those_of_the_next_are_measured(qtbot, page, tab, comparison, untrained, few):
    tab.show_page(ComparisonPage.ERRORS)
    rest(qtbot, page)
    before = tab.worst[0].captions("Redrawn")
    later = untrained(3, seed=1)
    comparison.update_network(network_of(later, few))
    assert not page.findChildren(Job)  # a training goes on, which would wait for it
    assert tab.worst[0].captions("Redrawn") == before
    worst = np.sort(reconstruction_errors(later, few.test.images))[::-1][:8]

    comparison.refresh_errors()
    rest(qtbot, page)
    assert tab.worst[0].captions("Redrawn") == tuple(f"{error:.3f}" for error in worst) != before


def test_errors_that_are_measured_of_a_model_do_not_come_to_the_one_that_replaced_it(qtbot, page, tab, comparison, few):
    tab.show_page(ComparisonPage.ERRORS)  # from now on the network on show is measured
    tab.side_chosen.emit(0, "PCA")
    rest(qtbot, page)

    worst = np.sort(reconstruction_errors(PCA.fit(few.train.images, 3), few.test.images))[::-1][:8]
    assert tab.worst[0].captions("Redrawn") == tuple(f"{error:.3f}" for error in worst)


def test_neighbours_are_measured_on_both_sides(qtbot, page, tab, comparison):
    tab.planes.measure_button.click()
    rest(qtbot, page)

    said = [label.text() for label in tab.planes.findChildren(QLabel)]
    assert sum("Neighbour accuracy" in words and "Trustworthiness" in words for words in said) == 2


def test_a_metric_of_the_plane_takes_one_row_of_the_table(qtbot, page, tab, comparison, monkeypatch):
    def widest(subject: Subject, progress: Progress) -> float:
        return float(np.ptp(subject.codes[1], axis=0).max())

    metric = Metric("widest", Sentence("Width"), Sentence("How wide the plane is."), ".2f", "plane", widest)
    monkeypatch.setitem(METRICS, "widest", metric)
    tab.planes.measure_button.click()
    rest(qtbot, page)

    labels = [label for label in tab.planes.findChildren(QLabel) if "Trustworthiness" in label.text()]
    widths = [np.ptp(plane.positions, axis=0).max() for plane in tab.planes.planes]
    assert [label.text().split("  ·  ")[-1] for label in labels] == [f"Width {width:.2f}" for width in widths]
    assert all(label.toolTip().endswith("How wide the plane is.") for label in labels)


def test_what_takes_long_can_be_cancelled_and_is_begun_again_when_the_tab_is_looked_at(
    qtbot, page, tab, comparison, few
):
    comparison.set_dataset(few, DataIdentity.of(few))
    tab.cancel_wanted.emit()
    rest(qtbot, page)
    assert comparison.pca_network is None
    assert tab.cancel_button.isHidden()

    tab.show_page(ComparisonPage.DIGITS)
    rest(qtbot, page)
    assert comparison.pca_network is not None


def test_a_training_that_has_ended_is_a_point_of_the_curve_and_can_be_chosen(tab, comparison, untrained, few):
    first, second = network_of(untrained(2), few), network_of(untrained(2, seed=1), few)
    comparison.add_run(first, 0.05)
    comparison.add_run(second, 0.04)

    names = ["network, epoch 0", "network, epoch 0 (2)"]
    assert [point.name for point in tab.curve.networks] == names
    tab.side_chosen.emit(1, names[1])
    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.captions(names[1]) == captions_of(second.snapshot, few)


def test_only_images_of_mnist_are_offered_the_networks_that_ship_whatever_their_folder_is_called(
    qtbot, page, tab, comparison, few, mnist
):
    assert DataIdentity.of(mnist) == MNIST
    comparison.set_dataset(Dataset("mnist", few.train, few.test, few.class_names), DataIdentity.of(few))
    rest(qtbot, page)
    assert not set(PRESETS) & set(offered(tab))

    comparison.set_images(mnist.test, mnist.class_names)
    comparison.set_dataset(Dataset("digits of mine", mnist.train, mnist.test, mnist.class_names), MNIST)
    tab.cancel_wanted.emit()  # PCA of all of them is not needed here
    rest(qtbot, page)
    assert set(PRESETS) < set(offered(tab))


def test_what_is_measured_is_said_while_it_is(qtbot, page, tab, comparison, few):
    said = []
    take = tab.set_waiting
    tab.set_waiting = lambda words: (said.append(words), take(words))
    comparison.set_dataset(few, MNIST)  # a hundred images, that all networks are measured in no time
    tab.show_page(ComparisonPage.DIMENSIONS)
    assert said[-1] == "Measuring the networks …"
    assert "Measuring" not in tab.table.item(0, 0).text()  # it is said once
    rest(qtbot, page)
    assert said[-1] == "" and len(tab.table.rows) == len(PRESETS)


def test_any_data_set_can_follow_any_other_whatever_is_looked_at(qtbot, page, tab, comparison, untrained, mnist):
    datasets = [part(mnist, 60, count, stride=stride) for count in (9, 12, 100) for stride in (2, 4)]
    for pair, page_on_show in zip(permutations(datasets, 2), cycle(ComparisonPage), strict=False):
        tab.show_page(page_on_show)
        for dataset in pair:
            comparison.set_images(dataset.test, dataset.class_names)
            comparison.set_dataset(dataset, DataIdentity.of(dataset))
            comparison.show_network(network_of(untrained(2, image_shape=dataset.image_shape), dataset))
        rest(qtbot, page)

        count = len(pair[1].test.images)
        tab.show_page(ComparisonPage.DIGITS)
        assert tab.digits.column_count == min(10, count)
        assert tab.digits.row_names[1::2] == ("Network on show", "PCA")
        assert [len(plane.positions) for plane in tab.planes.planes] == [count, count]


def test_codes_of_other_images_are_not_shown(qtbot, page, tab, comparison, mnist):
    fewer = part(mnist, 60, 12)
    comparison.set_images(fewer.test, fewer.class_names)
    comparison.set_dataset(fewer, DataIdentity.of(fewer))
    rest(qtbot, page)

    tab.show_page(ComparisonPage.DIGITS)
    assert tab.digits.row_names == ("Original", "PCA", "PCA: error")
    assert len(tab.planes.planes[0].positions) == 0
