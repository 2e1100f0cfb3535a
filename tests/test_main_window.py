import sys
import time
from dataclasses import replace
from itertools import pairwise, permutations

import every_view
import numpy as np
import pytest
from digits import first, first_of, idx_file, write_data_set
from networks import layer
from PIL import Image
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from windows import (
    LONG,
    SMALL,
    at_rest,
    complaint,
    dialog,
    drop,
    menu_item,
    open_in_memory,
    press,
    take_engine,
    train,
    trained,
)

from ae_gui.background import Job
from ae_gui.main_window import MainWindow
from ae_gui.networks import Network
from ae_gui.preferences import ComparisonPage
from ae_gui.widgets.picture_page import PicturePage
from ae_gui.widgets.pictures import gray_image
from ae_model import checkpoint, control, datasets, runs, training
from ae_model.data_identity import DataIdentity, fingerprint
from ae_model.datasets import Dataset, Split
from ae_model.image_shape import ImageShape
from ae_model.pca import PCA

# Training


def test_the_welcome_is_gone_with_a_first_step_and_with_another_network(qtbot, window):
    window.welcome.show()
    window.commands.step.trigger()
    assert window.welcome.isHidden()
    with qtbot.waitSignal(window.idle, timeout=20_000):
        window.commands.stop.trigger()

    window.welcome.show()
    window.session.on_show.replace(window.network)
    assert window.welcome.isHidden()

    window.welcome.show()
    menu_item(window, "Draw").trigger()
    assert window.welcome.isHidden()
    menu_item(window, "Explore").trigger()


# Files


def test_images_without_labels_are_explored_and_trained_on_and_no_view_tells_of_a_class(qtbot, window, few, tmp_path):
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "train-images-idx3-ubyte").write_bytes(idx_file(few.train.images[:120]))
    drop(window, tmp_path / "bare")
    qtbot.waitUntil(lambda: window.session.data.source.endswith("bare"))
    assert "no labels" in window.bar.text
    assert "20 of the 120 images" in window.bar.text
    train(qtbot, window)
    take_engine(window)

    assert "One per class" not in {button.text() for button in window.training_tab.findChildren(QPushButton)}
    everything = np.array([[-1e6, -1e6], [1e6, -1e6], [1e6, 1e6], [-1e6, 1e6]], np.float32)
    window.latent_tab.tools.explore.click_point(3)
    window.latent_tab.tools.select.take_region(everything)
    window.latent_tab.tools.draw._take_digit(few.test.images[0])
    window.comparison_tab.planes._probe(0, 0.0, 0.0)
    window.comparison_tab.planes._take_region(0, everything)
    for view in every_view.views(window, Network(window.network.snapshot, window.network.codes, None)):
        at_rest(window)
        for widget in window.findChildren(QWidget):
            told = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            told.append(widget.text() if isinstance(widget, QLabel | QAbstractButton) else "")
            said = [words for words in told if "unlabelled" in words or "class {" in words or "lass 0" in words]
            assert not said, (view, said)
    assert window.latent_tab.plane.names.written == {}


def test_a_file_that_is_no_network_is_refused_by_name_and_the_old_one_stays(qtbot, window, tmp_path):
    before = window.network
    (tmp_path / "notes.txt").write_text("not a network")
    drop(window, tmp_path / "notes.txt")

    assert "notes.txt" in complaint(qtbot, window)
    assert window.network is before


def test_a_network_for_images_of_another_shape_is_refused_in_a_sentence(qtbot, window, tmp_path, untrained):
    checkpoint.save(tmp_path / "small.safetensors", untrained(2, image_shape=ImageShape(8, 8)))
    window.opening.open_network(tmp_path / "small.safetensors")

    text = complaint(qtbot, window)
    assert "small.safetensors" in text
    assert "8×8" in text


def test_a_folder_of_other_images_is_a_data_set(qtbot, window, mnist, tmp_path):
    def halved(split: Split) -> Split:
        return Split(np.ascontiguousarray(split.images[:600, ::2, ::2]), split.labels[:600])

    drop(window, write_data_set(tmp_path / "halves", halved(mnist.train), halved(mnist.test)))
    qtbot.waitUntil(lambda: window.panel.config().network.image_shape == ImageShape(14, 14))
    train(qtbot, window)

    assert window.network.snapshot.config.image_shape == ImageShape(14, 14)
    assert len(window.network.codes) == 600


def test_of_two_data_sets_the_one_asked_for_last_is_opened(qtbot, window, mnist, tmp_path):
    fewer = write_data_set(tmp_path / "fewer", first(mnist.train, 300), first(mnist.test, 100))
    window.opening.open_dataset("mnist")
    window.opening.open_dataset(str(fewer))

    qtbot.waitUntil(lambda: not window.findChildren(Job), timeout=20_000)
    assert window.panel.config().dataset == str(fewer)


def test_other_images_of_the_same_shape_are_placed_by_the_network_on_show(qtbot, window, mnist, tmp_path):
    fewer = write_data_set(tmp_path / "fewer", first(mnist.train, 300), first(mnist.test, 100))
    window.opening.open_dataset(str(fewer))

    qtbot.waitUntil(lambda: len(window.network.codes) == 100)
    expected = window.network.snapshot.encode(mnist.test.images[:100])
    assert window.latent_tab.plane.point(99) == pytest.approx(tuple(expected[99]), abs=1e-5)


def test_a_file_dropped_while_it_trains_is_refused_in_a_sentence(qtbot, window, tmp_path, untrained):
    checkpoint.save(tmp_path / "net.safetensors", untrained(2))
    window.panel.set_config(LONG)
    window.commands.train.trigger()

    drop(window, tmp_path / "net.safetensors")

    qtbot.waitUntil(lambda: "Stop the training first" in window.bar.text)
    assert window.training
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    qtbot.waitUntil(lambda: "Stop the training first" not in window.bar.text)  # there is none


def test_a_damaged_data_set_is_refused_by_name_and_the_old_one_stays(qtbot, window, tmp_path):
    (tmp_path / "empty").mkdir()
    drop(window, tmp_path / "empty")

    assert "empty" in complaint(qtbot, window)
    train(qtbot, window)
    assert len(window.network.codes) == 500


def test_a_dropped_picture_of_a_digit_goes_into_the_pad_and_is_placed(qtbot, window, mnist, tmp_path):
    paper = 255 - np.pad(mnist.test.images[7], 30)
    Image.fromarray(paper).save(tmp_path / "scan.png")
    drop(window, tmp_path / "scan.png")

    pad = window.latent_tab.tools.draw.inspector.pad
    qtbot.waitUntil(lambda: not pad.is_empty)
    assert window.tabs.currentWidget() is window.latent_tab and window.latent_tab.tool.name == "draw"
    expected = window.network.snapshot.encode(mnist.test.images[7:8])[0]
    qtbot.waitUntil(lambda: window.latent_tab.plane.marked is not None)
    assert window.latent_tab.plane.marked == pytest.approx(tuple(expected), rel=0.2, abs=0.2)
    at_rest(window)


def test_a_dropped_picture_that_cannot_be_read_is_a_sentence_about_the_picture(qtbot, window, tmp_path):
    (tmp_path / "scan.jpg").write_bytes(b"not a picture")
    drop(window, tmp_path / "scan.jpg")
    assert complaint(qtbot, window).endswith("scan.jpg is not a picture that can be read.")


def test_a_dropped_folder_of_pictures_is_looked_through_in_the_dialog_of_data_sets(qtbot, window, mnist, tmp_path):
    for number, image in enumerate(mnist.test.images[:12]):
        (tmp_path / "mine" / "ab"[number % 2]).mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(tmp_path / "mine" / "ab"[number % 2] / f"{number}.png")
    drop(window, tmp_path / "mine")
    qtbot.waitUntil(lambda: window.menus.datasets is not None and window.menus.datasets.isVisible())
    qtbot.waitUntil(lambda: not window.menus.datasets.is_working)
    dialog = window.menus.datasets
    qtbot.waitUntil(dialog.findChild(PicturePage).isVisible)

    drop(dialog, write_data_set(tmp_path / "fewer", first(mnist.train, 300), first(mnist.test, 100)))
    qtbot.waitUntil(lambda: len(window.network.codes) == 100)
    at_rest(window)


def test_a_network_without_its_images_that_the_program_was_opened_with_stays_on_show(open_window, untrained, tmp_path):
    network = untrained(2, image_shape=ImageShape(6, 5))
    checkpoint.save(tmp_path / "net.safetensors", network, data=DataIdentity("clothes", "ab" * 32))
    window = open_window(source=None)
    window.opening.open_network(tmp_path / "net.safetensors")
    at_rest(window)
    window.load_behind()
    at_rest(window)
    assert window.network.snapshot.config == network.config
    assert "which is not here" in window.notice.text


# Closing


@pytest.fixture
def interrupted(qtbot, open_window) -> MainWindow:
    """A window that was closed in the middle of a training of 40 epochs."""
    window = open_window()
    window.panel.set_config(replace(LONG, epochs=40))
    window.commands.speed.setValue(window.commands.speed.maximum() - 1)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.network.snapshot.epoch >= 2, timeout=20_000)
    window.close()
    return window


def test_closing_in_the_middle_of_training_keeps_it_and_the_next_start_goes_on(
    qtbot, interrupted, open_window, few_digits, tmp_path
):
    (before,), _ = runs.read_all(tmp_path / "user")
    window = open_window()
    window.load_behind()
    qtbot.waitUntil(lambda: "was interrupted after epoch" in window.bar.text, timeout=20_000)
    with qtbot.waitSignal(window.idle, timeout=20_000):
        press(qtbot, window, "Resume")

    (run,), _ = runs.read_all(tmp_path / "user")
    assert (run.folder, run.about.outcome, run.epochs) == (before.folder, "done", 40)
    assert window.network.snapshot.epoch == 40
    qtbot.waitUntil(
        lambda: [epoch.snapshot.epoch for epoch in window.session.on_show.history.epochs] == list(range(41))
    )
    (*_, last) = training.train(run.about.config, datasets.load(str(few_digits)))
    assert np.array_equal(layer(window.network.snapshot, -1)[0], layer(last.snapshot, -1)[0])


def test_an_interrupted_training_can_be_looked_at_without_going_on(qtbot, interrupted, open_window):
    trained = interrupted.session.trainer.training
    window = open_window()
    window.load_behind()
    qtbot.waitUntil(lambda: "was interrupted" in window.bar.text, timeout=20_000)
    press(qtbot, window, "Open")

    qtbot.waitUntil(
        lambda: window.network.training is not None and len(window.session.on_show.history) > 2, timeout=20_000
    )
    assert trained is None or np.array_equal(layer(window.network.snapshot, -1)[0], layer(trained.newest, -1)[0])
    assert not window.training
    window.tabs.setCurrentWidget(window.training_tab)
    assert any("Test 0." in label.text() for label in window.training_tab.plot.findChildren(QLabel))


def test_where_nothing_can_be_trained_an_interrupted_training_can_only_be_looked_at(
    qtbot, interrupted, open_window, monkeypatch
):
    monkeypatch.setitem(sys.modules, "torch", None)  # as if it were not installed
    window = open_window()
    window.load_behind()
    qtbot.waitUntil(lambda: "was interrupted" in window.bar.text and window.session.is_loaded, timeout=20_000)
    assert "Resume" not in [button.text() for button in window.bar.findChildren(QPushButton)]
    qtbot.waitUntil(lambda: len(window.runs_tab.table.runs) == 1)
    (run,) = window.runs_tab.table.runs
    window.runs_tab.table.select([run.folder])
    assert window.runs_tab.open_button.isEnabled() and not window.runs_tab.resume_button.isEnabled()

    window.runs_tab.resume_wanted.emit(run)

    assert window.bar.text == window.runs_tab.resume_button.toolTip() != ""
    assert not window.training


def test_closing_without_having_trained_leaves_nothing_behind(window, tmp_path):
    window.close()

    assert not list((tmp_path / "user").glob("runs/*"))


def test_a_training_that_cannot_be_written_down_says_so_and_again_before_the_window_closes(qtbot, window, tmp_path):
    (tmp_path / "user").mkdir(exist_ok=True)
    (tmp_path / "user" / "runs").write_text("in the way")
    train(qtbot, window)
    assert "cannot be saved" in window.bar.text
    assert window.network.snapshot.epoch == 2

    assert not window.close()
    assert "runs" in complaint(qtbot, window)
    assert window.close()


def test_a_sentence_on_show_keeps_nobody_from_closing(qtbot, window):
    window.complaints.say("Something went wrong.")

    assert dialog(window) is not None
    assert QApplication.activeModalWidget() is None  # a window behind a modal one does not take the user's close


# Runs


def test_a_run_whose_images_have_changed_is_not_gone_on_with(qtbot, window, tmp_path):
    window.panel.set_config(LONG)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: window.network.snapshot.epoch >= 1)
    with qtbot.waitSignal(window.idle):
        window.commands.stop.trigger()
    (run,), _ = runs.read_all(tmp_path / "user")
    runs.write_about(run.folder, replace(run.about, data_fingerprint="0" * 64))

    window.opening.resume_run(run)

    assert "trained on other images" in complaint(qtbot, window)
    qtbot.waitUntil(lambda: not window.training)


# The window itself


def test_the_title_names_the_network(qtbot, window):
    assert window.windowTitle() == "network, epoch 0 – Autoencoder Lab"

    train(qtbot, window)
    assert window.windowTitle() == "32 → 2, rate 0.001, epoch 2 – Autoencoder Lab"


# What is shown where


def test_theme_palette_and_place_are_remembered(qtbot, open_window, theme):
    window = open_window()
    window.resize(1100, 700)
    menu_item(window, "Colour-blind safe").trigger()
    (dark,) = [action for action in window.findChildren(QAction) if action.text() == "Dark"]
    dark.trigger()
    window.close()

    next_window = open_window()
    assert next_window.height() == 700  # its width is cut to that of the offscreen screen
    assert next_window.class_palette.name == "Colour-blind safe"
    assert menu_item(next_window, "Colour-blind safe").isChecked()
    assert theme.choice == "dark"
    theme.choose("system")


def test_a_window_that_opens_with_training_in_front_shows_its_curve(qtbot, open_window):
    first = open_window()
    first.tabs.setCurrentWidget(first.training_tab)
    first.close()

    window = open_window()
    assert window.tabs.currentWidget() is window.training_tab and window.panel.isVisible()
    window.panel.set_config(LONG)
    window.commands.step.trigger()
    qtbot.waitUntil(lambda: window.status.step == 1, timeout=60_000)
    qtbot.waitUntil(lambda: "Network" in window.training_tab.grid.row_names)


def test_the_settings_panel_is_there_with_training_only(window):
    window.tabs.setCurrentWidget(window.training_tab)
    assert window.panel.isVisible()

    window.tabs.setCurrentWidget(window.latent_tab)
    assert not window.panel.isVisible()


def test_the_slider_brings_back_an_epoch_in_every_view(qtbot, window):
    networks = trained(qtbot, window)
    window.latent_tab.plane.probed.emit(0.5, 0.5)

    window.epoch_slider.look_at(1)

    assert window.network.snapshot is networks[1]
    assert window.latent_tab.view.model is networks[1]
    np.testing.assert_array_equal(window.latent_tab.view.codes, window.session.on_show.history.epochs[1].test_codes)
    shown = window.latent_tab.view.decode(np.array([[0.5, 0.5]], np.float32))[0]
    assert window.latent_tab.tools.explore.inspector.decoded.image == gray_image(shown)
    assert "epoch 1" in window.windowTitle()

    window.epoch_slider.live_action.trigger()
    assert window.network.snapshot is networks[-1]
    assert window.latent_tab.view.model is networks[-1]


def test_an_epoch_that_is_brought_back_is_saved_as_it_was(qtbot, window, tmp_path):
    networks = trained(qtbot, window)
    window.epoch_slider.look_at(2)
    window.menus.networks.save(window.network, tmp_path / "second.safetensors")
    qtbot.waitUntil((tmp_path / "second.safetensors").exists)

    read = checkpoint.load(tmp_path / "second.safetensors").snapshot
    assert read.epoch == 2
    for name, array in networks[2].arrays.items():
        np.testing.assert_array_equal(read.arrays[name], array)


def test_an_epoch_that_is_looked_at_stays_while_the_training_goes_on(qtbot, window):
    window.panel.set_config(LONG)
    window.tabs.setCurrentWidget(window.latent_tab)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: len(window.session.on_show.history) > 3, timeout=20_000)
    window.epoch_slider.look_at(1)
    shown, known = window.network.snapshot, len(window.session.on_show.history)

    qtbot.waitUntil(lambda: len(window.session.on_show.history) > known + 3, timeout=20_000)

    assert window.network.snapshot is shown
    assert window.latent_tab.view.model is shown
    window.epoch_slider.live_action.trigger()
    assert window.latent_tab.view.model.epoch > shown.epoch


def test_a_training_stands_aside_while_the_window_is_drawn_and_the_mouse_moves_over_the_plane(
    qtbot, window, monkeypatch
):
    monkeypatch.setattr(control, "ASIDE_S", 0.2)  # that it is seen on a machine that is busy

    def seconds_aside(*_: object) -> None:
        began = time.monotonic()
        window.session.trainer.training.control.stand_aside()
        waits.append(time.monotonic() - began)

    waits, plane = [], window.latent_tab.plane
    window.tabs.setCurrentWidget(window.latent_tab)
    window.panel.set_config(LONG)
    window.commands.train.trigger()
    qtbot.waitUntil(lambda: len(window.session.on_show.history) > 0, timeout=20_000)
    plane.painted.connect(seconds_aside)
    with qtbot.waitSignal(plane.painted):
        plane.viewport().update()
    plane.painted.disconnect(seconds_aside)
    assert waits[0] > 0.05

    plane.probed.connect(seconds_aside)
    qtbot.mouseMove(plane.viewport(), plane.viewport().rect().center())
    qtbot.waitUntil(lambda: len(waits) > 1)
    assert waits[-1] > 0.05
    window.commands.stop.trigger()


def test_another_network_has_no_epochs_of_the_last_training(qtbot, window, tmp_path, untrained):
    trained(qtbot, window)
    window.epoch_slider.look_at(1)
    checkpoint.save(tmp_path / "other.safetensors", untrained(2, seed=5))

    window.opening.open_network(tmp_path / "other.safetensors")
    qtbot.waitUntil(lambda: len(window.session.on_show.history) == 0)

    assert window.epoch_slider.position is None
    assert window.epoch_slider.isHidden()


def test_all_digits_are_placed_when_they_are_asked_for(qtbot, window):
    window.latent_tab.all_action.trigger()
    qtbot.waitUntil(lambda: len(window.latent_tab.plane.positions) == 2_500, timeout=20_000)
    assert window.latent_tab.plane.points.findable.all()

    window.latent_tab.all_action.trigger()
    assert len(window.latent_tab.plane.positions) == 500


def test_all_digits_follow_an_epoch_that_is_brought_back(qtbot, window):
    trained(qtbot, window)
    window.latent_tab.all_action.trigger()
    qtbot.waitUntil(lambda: len(window.latent_tab.plane.positions) == 2_500, timeout=20_000)

    window.epoch_slider.look_at(1)

    assert window.latent_tab.plane.points.findable.sum() == 500
    qtbot.waitUntil(lambda: window.latent_tab.plane.points.findable.all(), timeout=20_000)


def test_a_network_of_other_dimensions_that_comes_while_all_digits_are_placed_gets_its_own(
    qtbot, window, untrained, mnist
):
    window.latent_tab.all_action.trigger()
    wide = untrained(40)
    window.session.on_show.replace(Network(wide, wide.encode(mnist.test.images[:500]), None))

    qtbot.waitUntil(lambda: len(window.latent_tab.plane.positions) == 2_500, timeout=20_000)
    assert window.latent_tab.plane.points.findable.all()


def test_a_class_keeps_its_name_in_the_next_session(qtbot, open_window):
    first = open_window()
    first.latent_tab.legend.renamed.emit(4, "four")
    assert first.latent_tab.legend.switches[4].text() == "four"
    first.close()

    assert open_window().latent_tab.legend.switches[4].text() == "four"


def test_the_comparison_has_the_network_on_show_beside_pca_of_the_same_dimension(qtbot, window, few_digits):
    take_engine(window)
    window.tabs.setCurrentWidget(window.comparison_tab)
    qtbot.waitUntil(lambda: not window.findChildren(Job), timeout=20_000)

    assert [box.currentText() for box in window.comparison_tab.boxes] == ["Network on show", "PCA"]
    window.comparison_tab.show_page(ComparisonPage.DIGITS)
    assert window.comparison_tab.digits.row_names[1::2] == ("Network on show", "PCA")
    for plane in window.comparison_tab.planes.planes:
        assert len(plane.positions) == 500

    window.comparison_tab.show_page(ComparisonPage.ERRORS)
    qtbot.waitUntil(lambda: [len(grid.row_names) for grid in window.comparison_tab.worst] == [2, 2], timeout=20_000)


def test_epochs_are_looked_at_before_the_comparison_has_its_data_set(qtbot, window):
    train(qtbot, window)
    window.tabs.setCurrentWidget(window.comparison_tab)
    window.comparison_tab.show_page(ComparisonPage.ERRORS)
    window.epoch_slider.look_at(1)
    assert "epoch 1" in window.windowTitle()


def test_neighbours_are_measured_on_demand(qtbot, window, few_digits):
    take_engine(window)
    window.tabs.setCurrentWidget(window.comparison_tab)

    window.comparison_tab.planes.measure_button.click()

    def said() -> list[str]:
        labels = window.comparison_tab.planes.findChildren(QLabel)
        return [label.text() for label in labels if "Neighbour accuracy" in label.text()]

    qtbot.waitUntil(lambda: len(said()) == 2, timeout=30_000)
    assert all("Trustworthiness" in words for words in said())


def test_a_finished_training_is_a_point_of_the_curve_and_can_be_put_beside(qtbot, window, few_digits):
    take_engine(window)
    networks = trained(qtbot, window)
    names = [network.name for network in window.comparison_tab.curve.networks]
    assert names == ["32 → 2, rate 0.001, epoch 3"]

    window.tabs.setCurrentWidget(window.comparison_tab)
    window.comparison_tab.side_chosen.emit(1, "32 → 2, rate 0.001, epoch 3")

    window.comparison_tab.show_page(ComparisonPage.DIGITS)
    assert window.comparison_tab.digits.row_names[::2] == ("Original", "Network on show: error", f"{names[0]}: error")
    assert window.network.snapshot is networks[-1]


def test_pca_is_that_of_the_data_set_that_was_opened_last(qtbot, window, few_digits, mnist, tmp_path):
    take_engine(window)
    fewer = write_data_set(tmp_path / "fewer", first(mnist.train, 900), first(mnist.test, 300))
    few = datasets.load(str(few_digits))
    window.comparison.set_dataset(few, DataIdentity.of(few))  # one fit is under way when the other begins
    window.opening.open_dataset(str(fewer))
    qtbot.waitUntil(lambda: len(window.network.codes) == 300 and not window.findChildren(Job), timeout=60_000)

    expected = PCA.fit(datasets.load(str(fewer)).train.images, 2)
    window.commands.open_pca.trigger()
    images = mnist.test.images[:5]
    np.testing.assert_allclose(window.network.snapshot.reconstruct(images), expected.reconstruct(images), atol=1e-5)


def every_pair(count: int) -> list[int]:
    """A round in which each of so many comes right after each other one."""
    return [number for low in range(count) for high in range(low + 1, count) for number in (low, high)] + [
        number for low in range(count - 1) for number in (count - 1, low)
    ]


def test_any_data_set_may_follow_any_other_whatever_was_looked_at(open_window, untrained):
    """Of 9, 12, 100 and 10,000 test images and two shapes, with every page open and the last images watched."""
    rng = np.random.default_rng(0)

    def images(count: int, shape: ImageShape) -> Split:
        pixels = rng.integers(256, size=(count, shape.height, shape.width), dtype=np.uint8)
        return Split(pixels, np.arange(count, dtype=np.uint8) % 3)

    shapes, names = (ImageShape(8, 8), ImageShape(6, 10)), ("sandal", "shirt", "bag")
    sets = [
        Dataset(str(count), images(200, shape), images(count, shape), names)
        for shape in shapes
        for count in (9, 12, 100, 10_000)
    ]
    window = open_window(sets[0], "0", network=untrained(2, image_shape=shapes[0]))
    take_engine(window)
    (shuffle,) = [b for b in window.training_tab.findChildren(QPushButton) if b.text() == "Shuffle"]
    for number in every_pair(len(sets)):
        window.session.data.take(str(number), sets[number], str(number))
        for page in range(window.tabs.count()):
            window.tabs.setCurrentIndex(page)
        shuffle.click()
    at_rest(window)
    assert max(window.training_tab.watched) < 100  # of the last one in the round


def test_every_page_calls_classes_by_their_names(open_window, few):
    names = ("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot")
    window = open_window(replace(few, class_names=names), "clothes")
    window.tabs.setCurrentWidget(window.training_tab)
    label = int(few.test.labels[window.training_tab.watched[0]])
    assert f"class {names[label]}." in window.training_tab.grid.accessibleDescription()

    window.latent_tab.legend.renamed.emit(label, "Something")
    assert "class Something." in window.training_tab.grid.accessibleDescription()


def hardly_any(kind: str, mnist: Dataset) -> Dataset:
    """Data that views and figures are least made for."""
    few, labels = mnist.test.images[:40], mnist.test.labels[:40]
    test = {
        "one test image": Split(few[:1], labels[:1]),
        "images that are all the same": Split(np.full((40, 28, 28), 77, np.uint8), labels),
        "black images of one class": Split(np.zeros((40, 28, 28), np.uint8), labels * 0),
        "copies of three images": Split(np.repeat(few[:3], 20, axis=0), np.repeat(labels[:3], 20)),
    }[kind]
    names = ("0",) if kind.endswith("one class") else mnist.class_names
    return Dataset(kind, Split(few, labels if len(names) > 1 else labels * 0), test, names)


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["one test image", "images that are all the same", "black images of one class", "copies of three images"]
)
def test_data_that_hardly_vary_are_shown_in_every_view_and_trained_on(qtbot, window, untrained, mnist, kind):
    data = hardly_any(kind, mnist)
    open_in_memory(window, kind, data)
    small, wide = (Network(s, s.encode(data.test.images), None) for s in (untrained(2), untrained(70)))
    window.session.on_show.replace(small)
    at_rest(window)
    plane = window.latent_tab.plane
    for name in every_view.views(window, wide):
        window.grab()
        if name.startswith("latent"):
            plane.probed.emit(0.3, 0.1)
            plane.position_clicked.emit(0.3, 0.1)
            plane.point_clicked.emit(0)
        if name.startswith("comparison"):
            window.comparison_tab.planes.measure_button.click()
            at_rest(window)
    window.panel.set_config(replace(SMALL, batch_size=16))
    train(qtbot, window)
    assert window.network.snapshot.epoch == 2


# Data sets of any kind, one after the other


def small_set(mnist: datasets.Dataset, name: str) -> datasets.Dataset:
    """A data set by what is particular of it: few test images, fewer classes, images of another shape."""
    if name == "16x20":
        few = first_of(mnist, 60, 30)
        parts = [Split(part.images[:, 4:24, 6:22].copy(), part.labels) for part in (few.train, few.test)]
        return replace(few, train=parts[0], test=parts[1], name=name)
    classes = 10 if name == "mnist" else 3
    parts = [Split(part.images[kept := part.labels < classes], part.labels[kept]) for part in (mnist.train, mnist.test)]
    count = {"mnist": 500, "9 test": 9, "100 test": 100}[name]
    return replace(mnist, train=first(parts[0], 60), test=first(parts[1], count), name=name)


def test_no_data_set_is_in_the_way_of_any_other(window, mnist):
    few, nine, hundred, other = (small_set(mnist, name) for name in ("mnist", "9 test", "100 test", "16x20"))
    pages = [window.tabs.widget(number) for number in range(window.tabs.count())]
    every_pair = few, nine, few, hundred, few, other, nine, hundred, nine, other, hundred, other, few
    assert set(pairwise(map(id, every_pair))) == set(permutations(map(id, (few, nine, hundred, other)), 2))
    for dataset in every_pair:
        window.session.data.take(dataset.name, dataset, fingerprint(dataset))
        for page in pages:  # each one is drawn when it is seen
            window.tabs.setCurrentWidget(page)
        window.tabs.setCurrentWidget(window.comparison_tab)
        for page in ComparisonPage:
            window.comparison_tab.show_page(page)
            window.comparison_tab.grab()
        window.training_tab._shuffle_button.click()
        assert window.training_tab.watched.max() < len(dataset.test.images)
    at_rest(window)
    assert window.bar.text == "" and dialog(window) is None
