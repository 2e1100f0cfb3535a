from dataclasses import dataclass, replace

import numpy as np
import pytest
import sklearn.manifold
from hypothesis import given
from hypothesis import strategies as st
from networks import drawn
from PySide6.QtCore import Qt

from ae_gui.widgets.run_table import RunTable
from ae_model import checkpoint, runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch
from ae_model.metrics import (
    METRICS,
    Metric,
    NotDefinedError,
    Subject,
    errors_by_class,
    knn_accuracy,
    largest_angle,
    mean_squared_error,
    reconstruction_errors,
    trustworthiness,
)
from ae_model.pca import PCA
from ae_model.progress import no_progress
from ae_model.recording import Recorder
from ae_model.report import Report, write_report
from ae_model.resources import resource
from ae_model.runs import RunError
from ae_model.sentence import Sentence
from ae_model.training import train


@dataclass(frozen=True)
class Constant:
    """The simplest autoencoder: it draws every pixel of every image in one grey."""

    grey: float
    latent_dim: int = 1

    def encode(self, images):
        return np.zeros((len(images), 1), np.float32)

    def decode(self, codes):
        return np.full((len(codes), 2, 3), self.grey, np.float32)

    def reconstruct(self, images):
        return self.decode(self.encode(images))


@pytest.fixture(scope="session")
def few(mnist: Dataset) -> Dataset:
    train, test = (Split(split.images[:200], split.labels[:200]) for split in (mnist.train, mnist.test))
    return Dataset("few", train, test, mnist.class_names)


BLACK, WHITE = np.zeros((2, 3), np.uint8), np.full((2, 3), 255, np.uint8)


def test_the_error_of_an_image_is_the_mean_square_of_its_pixels_errors():
    errors = reconstruction_errors(Constant(0.25), np.stack([BLACK, WHITE]))
    np.testing.assert_array_equal(errors, [0.0625, 0.5625])
    assert errors.dtype == np.float64


def test_the_mean_squared_error_is_over_all_pixels_and_the_other_sums_them():
    images = np.stack([BLACK, WHITE, WHITE, WHITE])
    assert mean_squared_error(Constant(0.25), images) == 0.4375
    split = Split(images, np.zeros(4, np.uint8))
    subject = Subject(Constant(0.25), Dataset("four", split, split, ("0",)))
    assert METRICS["squared_error_per_image"].measure(subject, no_progress) == 6 * 0.4375


def test_what_is_redrawn_outside_black_and_white_is_not_clipped():
    assert mean_squared_error(Constant(2.0), np.stack([BLACK, WHITE])) == (4 + 1) / 2


def test_many_images_are_averaged_without_loss(mnist):
    pca = PCA.fit(mnist.test.images[:500], 9)
    difference = pca.reconstruct(mnist.test.images) - mnist.test.images / 255
    assert mean_squared_error(pca, mnist.test.images) == pytest.approx(np.square(difference).mean(), rel=1e-6)


def line(*positions: float) -> np.ndarray:
    return np.array(positions, np.float32)[:, None]


def labels(*values: int) -> np.ndarray:
    return np.array(values, np.uint8)


def test_the_majority_of_the_nearest_decides():
    codes = line(0, 1, 2, 10, 11, 12)
    classes = labels(0, 1, 0, 1, 1, 0)
    assert knn_accuracy(codes, classes, line(1, 11), labels(0, 1), neighbours=3) == 1
    assert knn_accuracy(codes, classes, line(1, 11), labels(1, 0), neighbours=3) == 0
    assert knn_accuracy(codes, classes, line(1, 11), labels(1, 0), neighbours=1) == 0.5


def test_the_smaller_label_wins_a_tie():
    codes, classes = line(0, 1, 2, 3), labels(7, 7, 4, 4)
    assert knn_accuracy(codes, classes, line(1.5), labels(4), neighbours=4) == 1


def test_all_vote_where_there_are_fewer_than_asked_for():
    codes, classes = line(0, 5, 6), labels(0, 1, 1)
    assert knn_accuracy(codes, classes, line(0), labels(1), neighbours=10) == 1


def test_near_neighbours_far_from_the_origin_are_told_apart():
    # 1e-4 apart at 1000, where |a|^2 - 2ab + |b|^2 in float32 resolves nothing finer than 0.1.
    train = np.array([[1000, i / 2**13] for i in range(64)], np.float32)
    classes = np.arange(64, dtype=np.uint8)
    far_away = np.array([[-3000, 0]], np.float32)
    codes, with_outlier = np.vstack([train, far_away]), np.append(classes, np.uint8(99))
    assert knn_accuracy(codes, with_outlier, train, classes, neighbours=1) == 1


def brute_force_accuracy(train, train_labels, test, test_labels, neighbours) -> float:
    correct = 0
    for code, label in zip(test.astype(np.float64), test_labels, strict=True):
        order = np.square(train - code).sum(axis=1).argsort()
        correct += np.bincount(train_labels[order[:neighbours]]).argmax() == label
    return correct / len(test)


@given(st.integers(1, 300), st.integers(1, 130), st.integers(1, 5), st.integers(1, 12), st.integers(0, 2**32))
def test_it_agrees_with_looking_at_every_distance(train_count, test_count, latent_dim, neighbours, seed):
    random = np.random.default_rng(seed)
    train, test = (random.normal(3, 2, (n, latent_dim)).astype(np.float32) for n in (train_count, test_count))
    train_labels, test_labels = (random.integers(0, 4, n).astype(np.uint8) for n in (train_count, test_count))
    assert knn_accuracy(train, train_labels, test, test_labels, neighbours) == brute_force_accuracy(
        train, train_labels, test, test_labels, neighbours
    )


def test_codes_that_are_all_the_same_still_have_neighbours():
    codes = np.full((500, 8), 3.5, np.float32)
    classes = np.zeros(500, np.uint8)
    assert knn_accuracy(codes, classes, codes[:7], labels(0, 0, 0, 0, 1, 1, 1)) == pytest.approx(4 / 7)


def test_the_codes_of_pca_tell_real_digits_apart(mnist):
    pca = PCA.fit(mnist.train.images[:10_000], 30)
    train, test = pca.encode(mnist.train.images[:10_000]), pca.encode(mnist.test.images[:1000])
    accuracy = knn_accuracy(train, mnist.train.labels[:10_000], test, mnist.test.labels[:1000])
    assert accuracy == brute_force_accuracy(train, mnist.train.labels[:10_000], test, mnist.test.labels[:1000], 10)
    assert accuracy > 0.93


@pytest.mark.parametrize("neighbours", [5, 12])
def test_trustworthiness_is_that_of_scikit_learn(mnist, untrained, neighbours):
    images = mnist.test.images[:2_000]
    codes = untrained(2).encode(images)

    expected = sklearn.manifold.trustworthiness(images.reshape(len(images), -1), codes, n_neighbors=neighbours)
    assert trustworthiness(images, codes, neighbours) == pytest.approx(expected, abs=1e-6)


def test_a_copy_is_perfectly_trustworthy(mnist):
    images = mnist.test.images[:200]
    assert trustworthiness(images, images.reshape(200, -1).astype(np.float32)) == 1


def test_the_error_of_a_class_is_the_mean_of_its_own():
    means = errors_by_class(np.array([1.0, 3.0, 5.0]), np.array([0, 0, 2], np.uint8), 4)
    np.testing.assert_array_equal(means, [2, np.nan, 5, np.nan])


def test_models_of_one_plane_are_no_angle_apart_whatever_their_bases(mnist):
    pca = PCA.fit(mnist.train.images[:3_000], 3)
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0].astype(np.float32)
    turned = PCA(pca.mean + pca.components[0], turn @ pca.components, pca.image_shape)

    assert largest_angle(pca, turned) == pytest.approx(0, abs=0.1)
    other = PCA(pca.mean, PCA.fit(mnist.train.images[:3_000], 4).components[1:], pca.image_shape)
    assert largest_angle(pca, other) == pytest.approx(90, abs=0.1)


def test_angles_between_codes_of_different_dimensions_are_refused(mnist):
    pca = PCA.fit(mnist.train.images[:500], 3)
    with pytest.raises(ValueError, match="span no spaces"):
        largest_angle(pca, pca.truncated(2))


def test_the_linear_network_that_ships_lies_in_the_plane_of_pca(mnist):
    linear = checkpoint.load(resource("pretrained", "linear-2d.safetensors")).snapshot
    assert largest_angle(linear, PCA.fit(mnist.train.images, 2)) < 1


def test_neighbour_accuracy_tells_how_far_it_is_and_can_be_ended(mnist, untrained):
    codes, labels = untrained(2).encode(mnist.test.images[:500]), mnist.test.labels[:500]
    shares: list[float] = []

    knn_accuracy(codes, labels, codes, labels, progress=shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1

    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        knn_accuracy(codes, labels, codes, labels, progress=stop)


@pytest.mark.parametrize(("count", "neighbours"), [(0, 10), (1, 10), (2, 1), (12, 10), (20, 10), (10, 5)])
def test_trustworthiness_is_not_defined_unless_neighbours_are_fewer_than_half_of_the_images(mnist, count, neighbours):
    images, codes = mnist.test.images[:count], np.zeros((count, 2), np.float32)
    with pytest.raises(NotDefinedError, match="not defined for so few images"):
        trustworthiness(images, codes, neighbours)


def test_trustworthiness_of_the_fewest_images_is_that_of_scikit_learn_and_in_its_range(mnist):
    images, rng = mnist.test.images[:21], np.random.default_rng(0)
    for _ in range(20):
        codes = rng.normal(size=(21, 2)).astype(np.float32)
        expected = sklearn.manifold.trustworthiness(images.reshape(21, -1), codes, n_neighbors=10)
        assert trustworthiness(images, codes) == pytest.approx(expected, abs=1e-9)
        assert 0 <= expected <= 1


def test_copies_of_images_are_all_as_near(mnist):
    images = np.repeat(mnist.test.images[:50], 12, axis=0)
    codes = images.reshape(600, -1).astype(np.float32)
    shuffled = np.random.default_rng(0).permutation(600)
    assert trustworthiness(images, codes) == trustworthiness(images[shuffled], codes[shuffled]) == 1
    assert trustworthiness(images[:30] * 0, codes[:30, 300:302]) == 1  # any of equal images is a nearest one


def only(dataset: Dataset, train: int, test: int, **changed) -> Dataset:
    """The first images of a data set."""
    parts = {
        name: Split(split.images[:count], split.labels[:count])
        for name, split, count in (("train", dataset.train, train), ("test", dataset.test, test))
    }
    return replace(dataset, **(parts | changed))


def figures(model, dataset: Dataset) -> dict[str, float | str]:
    """What is told of each metric, and of the plane in the same words where it is not defined."""
    told, of_plane = (
        {name: metric.figure(Subject(model, dataset, in_plane=plane)) for name, metric in METRICS.items()}
        for plane in (False, True)
    )
    assert [f for f in told.values() if isinstance(f, str)] == [f for f in of_plane.values() if isinstance(f, str)]
    return told


@pytest.mark.parametrize("test", [1, 2, 12, 15, 16, 20])
def test_of_few_test_images_trustworthiness_is_a_phrase_and_the_other_figures_are_in_their_range(mnist, test):
    told = figures(PCA.fit(mnist.train.images[:200], 3), only(mnist, 200, test))
    assert told.pop("trustworthiness") == "not defined for so few images"
    assert 0 <= told.pop("knn_accuracy") <= 1
    assert all(0 < figure < 784 for figure in told.values())


def test_without_classes_or_with_too_few_training_images_no_neighbours_vote(mnist):
    pca = PCA.fit(mnist.train.images[:200], 2)
    of_one = Split(mnist.train.images[:200], np.zeros(200, np.uint8))
    assert figures(pca, replace(mnist, train=of_one, test=of_one, class_names=("0",)))["knn_accuracy"] == (
        "not defined: there are no classes"
    )
    assert figures(pca, only(mnist, 10, 200))["knn_accuracy"] == "not defined for so few images"
    assert isinstance(figures(pca, only(mnist, 11, 200))["knn_accuracy"], float)


def test_images_that_are_all_the_same_have_figures_in_their_range(mnist):
    grey = Split(np.full((40, 28, 28), 90, np.uint8), mnist.test.labels[:40])
    told = figures(PCA.fit(grey.images, 2), replace(mnist, train=grey, test=grey))
    assert told["test_mse"] == pytest.approx(0, abs=1e-9)
    assert told["trustworthiness"] == 1
    assert 0 <= told["knn_accuracy"] <= 1


@pytest.mark.filterwarnings("ignore:(overflow|invalid)")
def test_a_network_that_has_diverged_has_no_neighbours(mnist):
    config = NetworkConfig(hidden_sizes=(4,))
    huge = drawn(config, lambda shape: np.full(shape, 3e38))
    told = figures(huge, only(mnist, 100, 100))
    assert told["knn_accuracy"] == told["trustworthiness"] == "not defined: the codes of the network are not finite"


@pytest.mark.parametrize("latent_dim", [30, 100, 784, 2_000])
def test_pca_of_more_dimensions_than_images_or_pixels_redraws_the_images_of_its_fit(mnist, latent_dim):
    images = mnist.train.images[:30]
    pca = PCA.fit(images, latent_dim)
    assert pca.latent_dim == min(latent_dim, 784)
    assert reconstruction_errors(pca, images).max() < 1e-9
    np.testing.assert_allclose(pca.components @ pca.components.T, np.eye(pca.latent_dim), atol=1e-5)


def test_figures_of_sorted_images_are_those_of_the_others(mnist):
    pca = PCA.fit(mnist.train.images, 2)
    order = np.argsort(mnist.test.labels, kind="stable")
    by_class = replace(mnist, test=Split(mnist.test.images[order], mnist.test.labels[order]))
    measure = METRICS["trustworthiness"].figure
    assert measure(Subject(pca, by_class)) == pytest.approx(measure(Subject(pca, mnist)), abs=0.01)


def test_a_subject_is_judged_by_its_codes_or_by_where_they_lie_in_their_plane(few):
    pca = PCA.fit(few.train.images, 5)
    (train, test), plane = Subject(pca, few).codes, Subject(pca, few, in_plane=True)
    np.testing.assert_array_equal(train, pca.encode(few.train.images))
    np.testing.assert_array_equal(test, pca.encode(few.test.images))
    assert [positions.shape for positions in plane.codes] == [(len(train), 2), (len(test), 2)]
    assert METRICS["knn_accuracy"].measure(plane, no_progress) != METRICS["knn_accuracy"].measure(
        Subject(pca, few), no_progress
    )


def test_every_metric_is_named_by_its_row_and_writes_its_figure(few):
    subject = Subject(PCA.fit(few.train.images, 2), few)
    for name, metric in METRICS.items():
        assert metric.name == name
        assert metric.tip.startswith(f"{metric.words}: ")
        assert float(format(metric.measure(subject, no_progress), metric.form).rstrip("%")) > 0


def test_a_metric_of_each_epoch_is_kept_with_the_run_and_shown_of_it(qtbot, few, tmp_path, monkeypatch):
    def darkest(subject, progress):
        return float(subject.model.reconstruct(subject.dataset.test.images).min())

    words, tip = Sentence("Darkest pixel"), Sentence("Darkest pixel: of all that are redrawn.")
    monkeypatch.setitem(METRICS, "darkest", Metric("darkest", words, tip, ".2f", "epoch", darkest))
    config = TrainingConfig(NetworkConfig(hidden_sizes=(16,)), epochs=2, device="cpu")
    recorder = Recorder(tmp_path)
    events = list(recorder.record(train(config, few), few))

    run = runs.read(recorder.folder)
    epochs = [event for event in events if isinstance(event, Epoch)]
    measured = [darkest(Subject(epoch.snapshot, few), no_progress) for epoch in epochs]
    assert [row.figures for row in run.measurements] == [{"darkest": figure} for figure in measured]
    table = RunTable()
    qtbot.addWidget(table)
    table.set_runs([run])
    columns = {table.model().headerData(n, Qt.Orientation.Horizontal): n for n in range(table.model().columnCount())}
    last = f"{measured[-1]:.2f}"
    assert table.model().index(0, columns["Darkest pixel"]).data() == last
    page = write_report(tmp_path, "page", Report("A page", [], run.measurements, [], [], ""))
    text = page.read_text(encoding="utf-8")
    assert "<th>Darkest pixel</th>" in text and f"<td>{last}</td></tr>" in text

    monkeypatch.delitem(METRICS, "darkest")  # as in a program that does not know it
    with pytest.raises(RunError, match="only a newer Autoencoder Lab knows: darkest"):
        runs.read(recorder.folder)
