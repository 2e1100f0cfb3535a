import numpy as np
import pytest
from networks import drawn, layer, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ae_gui.training_tab import TrainingTab
from ae_gui.widgets.digit_chooser import DigitChooser
from ae_gui.widgets.digit_sheet import DigitSheet
from ae_gui.widgets.loss_canvas import LossCanvas
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Split
from ae_model.events import Epoch, Losses
from ae_model.image_shape import MNIST_SHAPE
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot, unit_floats


@pytest.fixture(scope="module")
def pca(mnist):
    return PCA.fit(mnist.train.images[:2_000], 2)


@pytest.fixture
def tab(qtbot, mnist):
    tab = TrainingTab()
    qtbot.addWidget(tab)
    tab.resize(980, 560)
    tab.set_images(mnist.test, mnist.class_names)
    tab.show()
    return tab


def network(seed, latent_dim=2):
    """A linear network of random weights."""
    rng = np.random.default_rng(seed)
    config = NetworkConfig(hidden_sizes=(), latent_dim=latent_dim)
    snapshot = drawn(config, lambda shape: rng.normal(0, 0.05, shape) if len(shape) == 2 else np.zeros(shape))
    weight = layer(snapshot, 0)[0]
    return Snapshot(config, {**snapshot.arrays, "ae.1.decoder.0.weight": weight.T.copy()})


def button(tab, text):
    return next(b for b in tab.findChildren(QPushButton) if b.text() == text)


def click(qtbot, tab, text):
    qtbot.mouseClick(button(tab, text), Qt.MouseButton.LeftButton)


def errors_of(model, images):
    errors = ((unit_floats(images) - model.reconstruct(images)) ** 2).mean(axis=(1, 2))
    return tuple(f"{error:.4f}" for error in errors)


def curves(tab):
    return [item.getData() for item in tab.findChild(LossCanvas).listDataItems()]


def reference_labels(tab):
    lines = [item for item in tab.findChild(LossCanvas).getPlotItem().items if getattr(item, "label", None) is not None]
    return [line.label.toPlainText() for line in lines if line.isVisible()]


def test_a_test_digit_of_every_class_is_watched_first(tab, mnist):
    assert mnist.test.labels[tab.watched].tolist() == list(range(10))
    assert tab.grid.row_names == ("Original",)
    assert not button(tab, "One per class").isEnabled()


def test_a_network_is_shown_by_what_it_makes_of_the_digits(tab, mnist):
    model = network(0)
    tab.show_network(shown(model))
    assert tab.grid.row_names == ("Original", "Network")
    assert tab.grid.captions("Network") == errors_of(model, mnist.test.images[mnist.test.of_every_class(10)])


def test_pcas_error_on_all_test_images_is_a_line_in_the_plot(tab, pca):
    tab.set_pca(pca, 0.05567)
    assert reference_labels(tab) == ["PCA, 2 dimensions: 0.0557"]
    tab.set_pca(pca.truncated(1), 0.06)
    assert reference_labels(tab) == ["PCA, 1 dimension: 0.0600"]
    tab.set_pca(None)
    assert reference_labels(tab) == []


def test_pca_with_as_many_numbers_as_pixels_copies_every_image_and_is_not_shown(tab):
    tab.set_pca(PCA(np.zeros(784, np.float32), np.eye(784, dtype=np.float32), MNIST_SHAPE), 0.0)
    assert reference_labels(tab) == []
    assert "PCA" not in tab.grid.row_names


def test_pca_stands_below_the_network_whichever_comes_first(tab, mnist, pca):
    tab.set_pca(pca, 0.0557)
    tab.show_network(shown(network(0)))
    assert tab.grid.row_names == ("Original", "Network", "PCA")
    assert tab.grid.captions("PCA") == errors_of(pca, mnist.test.images[mnist.test.of_every_class(10)])


def test_reconstructions_from_training_are_shown_with_their_errors(tab, mnist):
    redrawn = unit_floats(mnist.test.images[mnist.test.of_every_class(10)]) + np.float32(0.1)
    tab.show_reconstructions(tab.watched, redrawn)
    assert tab.grid.captions("Network") == ("0.0100",) * 10


def test_what_a_diverged_network_draws_is_shown_as_far_as_it_goes(tab):
    redrawn = np.full((10, 28, 28), np.nan, np.float32)
    redrawn[0] = 1e30
    tab.show_reconstructions(tab.watched, redrawn)
    tab.grab()
    assert tab.grid.captions("Network")[1:] == ("nan",) * 9


def test_an_answer_to_an_earlier_choice_of_digits_is_dropped(qtbot, tab):
    earlier = tab.watched
    click(qtbot, tab, "Shuffle")
    tab.show_reconstructions(earlier, np.zeros((10, 28, 28), np.float32))
    assert "Network" not in tab.grid.row_names


def test_shuffled_digits_are_told_and_redrawn_at_once(qtbot, tab, mnist, pca):
    model = network(0)
    tab.show_network(shown(model))
    tab.set_pca(pca, 0.0557)
    with qtbot.waitSignal(tab.watch_changed) as changed:
        click(qtbot, tab, "Shuffle")
    assert len(set(tab.watched.tolist())) == 10
    assert tab.watched.tolist() != mnist.test.of_every_class(10).tolist()
    assert changed.args[0].tolist() == tab.watched.tolist()
    images = mnist.test.images[tab.watched]
    assert tab.grid.captions("Network") == errors_of(model, images)
    assert tab.grid.captions("PCA") == errors_of(pca, images)


def test_the_digits_of_every_class_come_back(qtbot, tab):
    usual = tab.watched.tolist()
    click(qtbot, tab, "Shuffle")
    assert button(tab, "One per class").isEnabled()
    click(qtbot, tab, "One per class")
    assert tab.watched.tolist() == usual


def test_two_tabs_shuffle_alike_so_that_a_class_sees_the_same_digits(qtbot, tab, mnist):
    other = TrainingTab()
    qtbot.addWidget(other)
    other.set_images(mnist.test, mnist.class_names)
    click(qtbot, tab, "Shuffle")
    click(qtbot, other, "Shuffle")
    assert tab.watched.tolist() == other.watched.tolist()


def test_a_click_on_a_digit_offers_others_and_replaces_that_one(qtbot, tab, mnist):
    place = tab.grid.picture_rect("Original", 4).center().toPoint()
    qtbot.mouseClick(tab.grid, Qt.MouseButton.LeftButton, pos=place)
    chooser = tab.findChild(DigitChooser)
    assert chooser.isVisible()
    index = chooser.findChild(DigitSheet).indices[7]
    images = chooser.findChild(DigitSheet)
    with qtbot.waitSignal(tab.watch_changed):
        qtbot.mouseClick(images.viewport(), Qt.MouseButton.LeftButton, pos=images.cell_rect(7).center())
    usual = mnist.test.of_every_class(10).tolist()
    assert tab.watched.tolist() == [*usual[:4], index, *usual[5:]]


def test_indices_once_told_are_never_written_again(qtbot, tab):
    told = []
    tab.watch_changed.connect(told.append)
    click(qtbot, tab, "Shuffle")
    before = told[0].copy()
    tab.grid.column_clicked.emit(0)
    chooser = tab.findChild(DigitChooser)
    chooser.chosen.emit(123)
    chooser.close()
    assert told[0].tolist() == before.tolist()
    assert told[1][0] == 123


def test_losses_and_test_errors_are_drawn(tab):
    tab.start(TrainingConfig(), steps_per_epoch=2)
    model = network(1)
    tab.add_losses(Losses(1, np.array([0.1, 0.01], np.float32), 0.0))
    tab.add_epoch(Epoch(2, model, np.zeros((10_000, 2), np.float32), 0.01, 0.055, 0.0))
    (epochs, losses), _, (test_epochs, test_errors), _ = curves(tab)
    assert epochs.tolist() == [0.5, 1]
    assert losses.tolist() == pytest.approx([-1, -2])
    assert test_epochs.tolist() == [1]
    assert test_errors.tolist() == pytest.approx([-2])


def test_digits_chosen_while_it_trains_are_redrawn_by_the_last_epochs_network(qtbot, tab, mnist):
    model = network(1)
    tab.start(TrainingConfig(), steps_per_epoch=2)
    tab.update_network(shown(model))
    click(qtbot, tab, "Shuffle")
    assert tab.grid.captions("Network") == errors_of(model, mnist.test.images[tab.watched])


def test_a_run_of_another_dimension_drops_the_pca_it_cannot_be_measured_by(tab, pca):
    tab.set_pca(pca, 0.0557)
    tab.start(TrainingConfig(NetworkConfig(latent_dim=2)), steps_per_epoch=2)
    assert "PCA" in tab.grid.row_names
    tab.start(TrainingConfig(NetworkConfig(latent_dim=3)), steps_per_epoch=2)
    assert "PCA" not in tab.grid.row_names


def test_other_test_images_start_afresh(qtbot, tab, pca):
    tab.show_network(shown(network(0)))
    tab.set_pca(pca, 0.0557)
    tab.start(TrainingConfig(), steps_per_epoch=2)
    tab.add_losses(Losses(1, np.array([0.1, 0.01], np.float32), 0.0))
    few = Split(np.zeros((4, 8, 6), np.uint8), np.array([0, 1, 0, 1], np.uint8))
    tab.set_images(few, ("sandal", "shirt"))
    assert tab.grid.row_names == ("Original",)
    assert sorted(tab.watched.tolist()) == [0, 1, 2, 3]
    assert all(heights is None or len(heights) == 0 for _, heights in curves(tab))
    assert "PCA" not in "".join(reference_labels(tab))
    click(qtbot, tab, "Shuffle")
    assert sorted(tab.watched.tolist()) == [0, 1, 2, 3]


def test_of_two_classes_five_images_each_are_watched_although_they_are_sorted(tab, mnist):
    of_two = np.concatenate([np.flatnonzero(mnist.test.labels == label)[:50] for label in (3, 8)])
    tab.set_images(Split(mnist.test.images[of_two], np.repeat([0, 1], 50).astype(np.uint8)), ("three", "eight"))
    assert (tab.watched < 50).sum() == 5 and len(tab.watched) == 10


def test_the_digits_leave_the_plot_more_than_half_of_the_height(qtbot, tab):
    for size in ((980, 560), (1000, 690), (1600, 950), (2400, 1300)):
        tab.resize(*size)
        tab.grab()
        assert tab.plot.height() > 0.5 * tab.height() or size == (980, 560)
        assert tab.grid.picture_rect("PCA", 9).right() <= tab.grid.width()


def test_the_digits_grow_with_the_tab(tab):
    tab.resize(1600, 950)
    tab.grab()
    assert tab.grid.picture_rect("PCA", 9).width() == 4 * 28


def test_a_tab_that_is_thrown_away_with_its_popup_open_goes_quietly(qtbot, mnist):
    tab = TrainingTab()
    tab.set_images(mnist.test, mnist.class_names)
    tab.show()
    tab.grid.column_clicked.emit(2)
    tab.close()
    tab.deleteLater()
    with qtbot.waitSignal(tab.destroyed):
        del tab


def test_where_there_is_too_little_room_the_buttons_stand_below_the_digits(tab):
    shuffle = button(tab, "Shuffle")

    def place() -> tuple[int, int]:
        QApplication.processEvents()  # which lays all out
        at = shuffle.mapTo(tab, shuffle.rect().topLeft())
        return at.x() - tab.grid.geometry().right(), at.y() - tab.grid.geometry().bottom()

    right, below = place()
    assert right > 0 > below
    tab.resize(tab.minimumSizeHint().width(), 560)
    right, below = place()
    assert right < 0 < below
    tab.resize(980, 560)
    right, below = place()
    assert right > 0 > below


def test_a_hidden_tab_has_pca_redraw_nothing_until_it_is_seen(tab, mnist, pca):
    tab.hide()
    tab.set_pca(pca, 0.0557)
    assert "PCA" not in tab.grid.row_names
    tab.show()
    assert tab.grid.captions("PCA") == errors_of(pca, mnist.test.images[mnist.test.of_every_class(10)])
