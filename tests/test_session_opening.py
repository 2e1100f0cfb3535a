import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from digits import first, first_of, idx_file, write_data_set
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QWidget
from windows import LONG, SMALL, complaint, drop, press, train
from windows import at_rest as window_at_rest

from ae_gui.background import Job
from ae_gui.networks import Network, shipped_network
from ae_gui.preferences import ON_SHOW, RECENT, Preferences, RecentItem
from ae_gui.recent import Recent
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.widgets.pictures import gray_image
from ae_model import checkpoint, runs, training
from ae_model.config import TrainingConfig
from ae_model.control import Control
from ae_model.datasets import Dataset, Split
from ae_model.files import write_whole
from ae_model.pca import PCA
from ae_model.recording import Recorder
from ae_model.runs import Run
from ae_model.sealed import seal
from ae_model.training_state import TrainingState

NAME = "32 → 2, rate 0.001"  # of what is trained here


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def session(qtbot, tiny, untrained, preferences, tmp_path):
    owner, snapshot = QWidget(), untrained(2)  # not qtbot.addWidget: it deletes what jobs still run for
    network = Network(snapshot, snapshot.encode(tiny.test.images), None)
    session = Session(tiny.test, network, tmp_path, preferences, owner)
    session.data.take("mnist", tiny, "of these")
    yield session
    session.trainer.close(10_000)
    qtbot.waitUntil(lambda: not session.trainer.running and not owner.findChildren(Job))
    owner.deleteLater()


@pytest.fixture
def opening(session, preferences) -> Opening:
    return Opening(session, Recent(preferences, QMenu(session.parent())), session.parent())


@pytest.fixture
def interrupted(tiny, tmp_path) -> Run:
    """A training of four epochs that the end of the program ended in the second."""
    folder = write_data_set(tmp_path / "digits", tiny.train, tiny.test)
    control, recorder = Control(), Recorder(tmp_path)
    recorder.closing = True
    recipe = replace(SMALL, epochs=4, dataset=str(folder))
    for event in recorder.record(training.train(recipe, tiny, control, autosave_s=0), tiny):
        if isinstance(event, TrainingState) and event.snapshot.epoch == 1:
            control.stop()
    return runs.read_all(tmp_path)[0][0]


def at_rest(qtbot, opening: Opening) -> None:
    qtbot.waitUntil(lambda: not opening.parent().findChildren(Job), timeout=20_000)


def heard_of(opening: Opening) -> list[str]:
    heard: list[str] = []
    opening.run_shown.connect(lambda _: heard.append("run"))
    opening.resumed.connect(lambda _: heard.append("resumed"))
    opening.said.connect(heard.append)
    opening.told.connect(lambda words, _: heard.append(words))
    opening.failed.connect(heard.append)
    return heard


def test_an_interrupted_training_is_resumed_on_its_own_data_set_and_finished(qtbot, opening, session, interrupted):
    heard = heard_of(opening)
    with qtbot.waitSignal(session.trainer.ended, timeout=20_000):
        opening.resume_run(interrupted)
    at_rest(qtbot, opening)
    assert heard == ["run", "Opened 32 → 2, rate 0.001, epoch 1", "resumed"]
    assert session.data.source == interrupted.about.config.dataset
    assert [epoch.snapshot.epoch for epoch in session.on_show.history.epochs] == [0, 1, 2, 3, 4]
    assert runs.read(interrupted.folder).about.outcome == "done"


def test_a_run_is_looked_at_with_its_epochs_and_remembered(qtbot, opening, session, interrupted, preferences):
    opening.open_run(interrupted)
    at_rest(qtbot, opening)
    assert not session.trainer.running
    assert session.on_show.run == interrupted.folder
    assert len(session.on_show.history) == len(session.on_show.measurements) == 2
    assert preferences[ON_SHOW] == RecentItem("run", str(interrupted.folder), "32 → 2, rate 0.001", 1)


def test_a_run_that_gives_way_to_another_wish_is_let_go_of(qtbot, opening, session, interrupted):
    held = runs.lock(interrupted.folder, wait_s=0)  # so that to take the folder lasts until it is released
    opening.resume_run(interrupted)
    qtbot.waitUntil(lambda: session.data.source == interrupted.about.config.dataset)
    opening.open_dataset("mnist")
    opening.open_dataset(interrupted.about.config.dataset)
    held.release()
    at_rest(qtbot, opening)
    assert not session.trainer.running
    assert runs.read(interrupted.folder).epochs == 1
    runs.lock(interrupted.folder, wait_s=0).release()  # raises where it is held


def test_without_an_engine_no_run_is_gone_on_with(qtbot, opening, session, interrupted):
    session.engine.miss("There is no engine.")
    heard = heard_of(opening)
    opening.resume_run(interrupted)
    assert heard == ["There is no engine."]


def cropped(dataset: Dataset) -> Dataset:
    """The same digits in 20×16 pixels."""
    parts = [Split(part.images[:, 4:24, 6:22].copy(), part.labels) for part in (dataset.train, dataset.test)]
    return replace(dataset, train=parts[0], test=parts[1], name="cropped")


def trained_on(dataset: Dataset, folder: Path, data_dir: Path, **values: object) -> Run:
    """A run of an epoch on a data set that is written to a folder."""
    network = replace(SMALL.network, image_shape=dataset.image_shape)
    recipe = replace(SMALL, epochs=1, network=network, dataset=str(folder), **values)
    for _ in Recorder(data_dir).record(training.train(recipe, dataset, autosave_s=0), dataset):
        pass
    return runs.read_all(data_dir)[0][0]


def test_images_of_another_shape_bring_the_newest_network_of_theirs_or_one_that_ships(
    qtbot, opening, session, tiny, tmp_path
):
    other = cropped(tiny)
    folder = write_data_set(tmp_path / "cropped", other.train, other.test)
    for seed in (1, 2):
        newest = trained_on(other, folder, tmp_path, seed=seed)
    trained_on(tiny, write_data_set(tmp_path / "digits", tiny.train, tiny.test), tmp_path)  # newer, of other images
    opening.open_dataset(str(folder))
    at_rest(qtbot, opening)
    assert session.on_show.run == newest.folder
    assert session.data.fits(session.on_show.now.snapshot)

    fewer = first_of(tiny, 50, 20)
    opening.open_dataset(str(write_data_set(tmp_path / "fewer", fewer.train, fewer.test)))
    at_rest(qtbot, opening)
    assert (session.on_show.now.name, len(session.on_show.now.codes)) == ("deep-2d, epoch 80", 20)
    opening.open_dataset(str(tmp_path / "digits"))  # of the same shape: what is on show may be looked at over these
    at_rest(qtbot, opening)
    assert session.on_show.now.name == "deep-2d, epoch 80"


def test_a_run_of_images_of_another_shape_is_duplicated_with_a_network_of_theirs_on_show(
    qtbot, opening, session, tiny, tmp_path
):
    other = cropped(tiny)
    run = trained_on(other, write_data_set(tmp_path / "cropped", other.train, other.test), tmp_path)
    with qtbot.waitSignal(opening.duplicated, timeout=20_000):
        opening.duplicate(run)
    assert session.data.fits(session.on_show.now.snapshot)
    at_rest(qtbot, opening)


def test_where_no_network_is_there_for_the_images_pca_is_shown_and_it_is_said_how_to_have_one(
    qtbot, opening, session, tiny, untrained, tmp_path
):
    other = cropped(tiny)
    pca = PCA.fit(other.train.images).truncated(2)
    network = Network(pca.as_network(), pca.encode(other.test.images), None, title="PCA")
    opening.show_pca(network)
    assert session.on_show.now.name != "PCA"  # it was not wanting

    offers, outdated = [], []
    opening.told.connect(lambda words, offered: offers.append((words, offered)))
    opening.outdated.connect(outdated.append)
    with qtbot.waitSignal(opening.network_lacking, timeout=20_000):
        opening.open_dataset(str(write_data_set(tmp_path / "cropped", other.train, other.test)))
    opening.show_pca(network)
    assert session.on_show.now.name == "PCA"
    ((words, offered),) = offers
    said = "No network has been trained on cropped yet: this is PCA, which needs no training. Press Train to make one."
    assert (words, offered) == (said, {})
    session.on_show.replace(network)
    assert outdated == [words]


def test_that_no_network_is_there_is_not_said_of_the_next_images_though_theirs_is_still_being_read(
    qtbot, opening, session, tiny, few, tmp_path
):
    other = cropped(tiny)
    pca = PCA.fit(other.train.images).truncated(2)
    with qtbot.waitSignal(opening.network_lacking, timeout=20_000):
        opening.open_dataset(str(write_data_set(tmp_path / "cropped", other.train, other.test)))
    outdated = []
    opening.outdated.connect(outdated.append)
    opening.show_pca(Network(pca.as_network(), pca.encode(other.test.images), None, title="PCA"))
    session.data.take("/more", few, "of those")
    assert [words.startswith("No network has been trained on cropped yet") for words in outdated] == [True]
    assert session.on_show.now.name == "PCA"


def test_nothing_is_opened_while_something_trains(qtbot, opening, session, tiny, interrupted):
    session.trainer.limit_speed(1)
    session.trainer.start(LONG, tiny)
    heard = heard_of(opening)
    opening.open_run(interrupted)
    opening.open_dataset("mnist")
    opening.open_network(shipped_network("deep-2d"))
    opening.duplicate(interrupted)
    assert heard == ["Stop the training first: what it has learnt stays on show."] * 4


def test_a_network_is_read_again_for_images_that_came_meanwhile(qtbot, opening, session, few, untrained, tmp_path):
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opening.open_network(tmp_path / "net.safetensors")
    session.data.take("/more", few, "of those")
    at_rest(qtbot, opening)
    network = session.on_show.network
    np.testing.assert_array_equal(network.codes, network.snapshot.encode(few.test.images))


def test_what_was_told_of_a_network_is_not_true_of_the_next(opening, session, untrained):
    told, outdated = heard_of(opening), []
    opening.outdated.connect(outdated.append)
    snapshot = untrained(2)
    network = Network(snapshot, snapshot.encode(session.data.split.images), None)
    opening.show(replace(network, notes=("A prefix was left off.",)))
    assert told[-1] == "A prefix was left off." and not outdated
    opening.show(network)
    assert outdated == ["A prefix was left off."]


def test_what_ships_with_the_program_is_nothing_to_come_back_to(qtbot, opening, preferences, untrained, tmp_path):
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opening.open_network(tmp_path / "net.safetensors")
    at_rest(qtbot, opening)
    assert preferences[ON_SHOW].path == str(tmp_path / "net.safetensors")
    opening.open_network(shipped_network("seed-2d"))
    at_rest(qtbot, opening)
    assert preferences[ON_SHOW] is None
    assert [item.path for item in preferences[RECENT]] == [str(tmp_path / "net.safetensors")]


def archive(folder, few, count=60):
    path = folder / "mine.npz"
    labels = few.train.labels[:count]
    np.savez(
        path,
        x_train=few.train.images[:count] / 255,
        y_train=labels,
        x_test=few.test.images[:9] / 255,
        y_test=labels[:9],
    )
    return path


def test_a_dropped_archive_of_arrays_is_opened_as_a_data_set_and_again_from_the_recent_ones(
    qtbot, window, few, tmp_path
):
    path = archive(tmp_path, few)
    drop(window, path)
    qtbot.waitUntil(lambda: window.session.data.source == str(path))
    np.testing.assert_array_equal(window.session.data.dataset.train.images, few.train.images[:60])
    assert "Read from x_train, y_train, x_test, y_test." in window.bar.text
    assert "Values from 0 to 1" in window.bar.text
    (counted,) = [label for label in window.panel.findChildren(QLabel) if label.text().startswith("60 training and 9")]
    assert "Values from 0 to 1" in counted.toolTip()  # also when the message is gone

    window.opening.open_dataset("mnist")
    qtbot.waitUntil(lambda: window.session.data.source == "mnist")
    assert window.bar.text == ""  # what was said of other images is not true of these
    window.commands.recent_menu.aboutToShow.emit()
    (again,) = [action for action in window.commands.recent_menu.actions() if action.text() == "mine.npz"]
    again.trigger()
    qtbot.waitUntil(lambda: window.session.data.source == str(path))
    window_at_rest(window)


def test_the_files_of_a_data_set_may_be_dropped_together(qtbot, window, few, tmp_path):
    folder = write_data_set(tmp_path / "mine", first(few.train, 60), first(few.test, 9))
    drop(window, *sorted(folder.iterdir()))
    qtbot.waitUntil(lambda: window.session.data.source == str(folder))
    dataset = window.session.data.dataset
    assert (dataset.name, len(dataset.train.images), len(dataset.test.images)) == ("mine", 60, 9)
    window_at_rest(window)


def test_arrays_without_images_are_refused_by_name_and_the_old_ones_stay(qtbot, window, tmp_path):
    np.savez(tmp_path / "weights.npz", kernel=np.zeros((3, 5)))
    source = window.session.data.source
    drop(window, tmp_path / "weights.npz")
    assert "weights.npz holds no array of images" in complaint(qtbot, window)
    assert window.session.data.source == source


def test_of_several_data_sets_in_a_folder_the_user_chooses(qtbot, window, few, tmp_path):
    for name, count in (("emnist-digits", 60), ("emnist-letters", 90)):
        (tmp_path / f"{name}-train-images-idx3-ubyte").write_bytes(idx_file(few.train.images[:count]))
    drop(window, tmp_path)
    qtbot.waitUntil(lambda: "There are several data sets in" in window.bar.text)
    press(qtbot, window, "emnist-letters")
    qtbot.waitUntil(lambda: window.session.data.source.startswith(str(tmp_path)))
    dataset = window.session.data.dataset
    assert len(dataset.train.images) + len(dataset.test.images) == 90
    window_at_rest(window)


def test_a_dropped_folder_of_pictures_is_looked_through(qtbot, window, few, tmp_path):
    for name in ("cats", "dogs"):
        (tmp_path / name).mkdir()
        for number in range(3):
            gray_image(few.train.images[number]).save(str(tmp_path / name / f"{number}.png"))
    drop(window, tmp_path)
    qtbot.waitUntil(lambda: window.menus.datasets is not None and not window.menus.datasets.is_working)
    assert window.menus.datasets._found.class_names == ("cats", "dogs")
    window_at_rest(window)


def test_a_dropped_folder_of_a_run_is_opened_as_a_run(qtbot, window):
    train(qtbot, window)
    folder = window.session.on_show.run
    window.session.on_show.replace(window.network)
    drop(window, folder)
    qtbot.waitUntil(lambda: window.session.on_show.run == folder)
    window_at_rest(window)


# Data sets that are not where they were


@pytest.fixture
def moved(interrupted, tmp_path) -> Path:
    """Where the data set of the interrupted training is now."""
    return shutil.move(tmp_path / "digits", tmp_path / "elsewhere")


def offers_of(opening: Opening) -> dict:
    offers: dict = {}
    opening.told.connect(lambda _, offered: offers.update(offered))
    return offers


def test_a_training_goes_on_where_its_data_set_was_moved_to_and_the_run_knows_the_new_place(
    qtbot, opening, session, interrupted, moved
):
    opening.open_dataset(str(moved))
    at_rest(qtbot, opening)
    opening.open_dataset("mnist")
    at_rest(qtbot, opening)
    with qtbot.waitSignal(session.trainer.ended, timeout=20_000):
        opening.resume_run(interrupted)
    at_rest(qtbot, opening)
    assert runs.read(interrupted.folder).about.outcome == "done"
    assert runs.read(interrupted.folder).about.config.dataset == str(moved) == session.data.source


def test_a_training_whose_data_set_is_nowhere_goes_on_once_the_user_has_found_it(
    qtbot, opening, session, interrupted, moved, monkeypatch
):
    heard, offers = heard_of(opening), offers_of(opening)
    opening.resume_run(interrupted)
    at_rest(qtbot, opening)
    place = interrupted.about.config.dataset
    assert heard == [f"The data set of “{NAME}” is no longer at {place}, nor anywhere else that is known."]
    assert list(offers) == ["Find it…", "Open"]
    assert not session.trainer.running
    runs.lock(interrupted.folder, wait_s=0).release()  # raises where it is held

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(moved))
    with qtbot.waitSignal(session.trainer.ended, timeout=20_000):
        offers["Find it…"]()
    at_rest(qtbot, opening)
    assert runs.read(interrupted.folder).about.config.dataset == str(moved)
    assert runs.read(interrupted.folder).about.outcome == "done"


def test_without_its_data_set_a_run_is_looked_at_over_the_images_that_are_open(
    qtbot, opening, session, interrupted, moved, monkeypatch
):
    heard = heard_of(opening)
    opening.open_run(interrupted)
    at_rest(qtbot, opening)
    assert heard == ["run", "Opened 32 → 2, rate 0.001, epoch 1"]
    assert session.shown_over.short == "trained on another few"
    assert len(session.on_show.history) == 2

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(moved))
    opening.finding.ask_for_shown()
    at_rest(qtbot, opening)
    assert session.shown_over.short == ""
    assert session.data.source == str(moved)
    assert session.on_show.run == interrupted.folder and len(session.on_show.history) == 2


def test_a_run_of_images_of_another_shape_that_are_nowhere_is_shown_over_a_blank_one(
    qtbot, opening, session, interrupted, moved, mnist
):
    halves = [Split(split.images[:60, ::2, ::2].copy(), split.labels[:60]) for split in (mnist.train, mnist.test)]
    session.data.take("/halves", Dataset("halves", *halves, mnist.class_names), "of halves")
    opening.open_run(interrupted)
    at_rest(qtbot, opening)
    assert session.shown_over.short == "trained on few, without images"
    assert session.data.dataset is None and not session.data.is_ready
    assert session.data.split.images.shape == (1, 28, 28) and not session.data.split.images.any()
    assert session.on_show.now.codes.shape == (1, 2) and len(session.on_show.history) == 2
    assert len(session.on_show.measurements) == 2


def test_what_has_changed_at_the_same_place_is_not_taken_for_the_data_set_of_a_run(
    qtbot, opening, session, interrupted, tiny
):
    folder = Path(interrupted.about.config.dataset)
    shutil.rmtree(folder)
    write_data_set(folder, tiny.test, tiny.train)
    heard = heard_of(opening)
    opening.resume_run(interrupted)
    at_rest(qtbot, opening)
    assert heard == [f"{folder} is no longer the data set that “32 → 2, rate 0.001” was trained on."]


def test_a_run_is_duplicated_without_its_data_set_only_if_the_user_takes_another(
    qtbot, opening, session, interrupted, moved
):
    offers, duplicated = offers_of(opening), []
    opening.duplicated.connect(duplicated.append)
    opening.duplicate(interrupted)
    at_rest(qtbot, opening)
    assert list(offers) == ["Find it…", "Train on few"] and duplicated == []
    offers["Train on few"]()
    assert duplicated == [interrupted.about.config]


def test_a_network_comes_with_the_data_set_that_it_was_trained_on(
    qtbot, opening, session, interrupted, moved, untrained, tmp_path
):
    checkpoint.save(tmp_path / "net.safetensors", untrained(3), data=interrupted.about.data)
    opening.open_dataset(str(moved))
    at_rest(qtbot, opening)
    opening.open_dataset("mnist")
    at_rest(qtbot, opening)
    heard = heard_of(opening)
    opening.open_network(tmp_path / "net.safetensors")
    at_rest(qtbot, opening)
    assert session.data.source == str(moved)
    assert session.shown_over.short == ""
    assert heard[-1] == "Opened network, epoch 0, and elsewhere, which it was trained on"
    assert len(session.on_show.now.codes) == 50


def test_a_network_whose_data_set_is_nowhere_is_shown_over_another_and_found_later(
    qtbot, opening, session, interrupted, moved, untrained, tmp_path, monkeypatch
):
    checkpoint.save(tmp_path / "net.safetensors", untrained(3), data=replace(interrupted.about.data, name="digits"))
    opening.open_network(tmp_path / "net.safetensors")
    at_rest(qtbot, opening)
    assert session.shown_over.short == "trained on digits, shown over few"
    assert session.data.source == "mnist"

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(moved))
    opening.finding.ask_for_shown()
    at_rest(qtbot, opening)
    assert session.shown_over.short == ""
    np.testing.assert_array_equal(
        session.on_show.now.codes, session.on_show.now.snapshot.encode(session.data.split.images)
    )


def test_an_old_network_finds_its_data_set_where_its_file_says(
    qtbot, opening, session, interrupted, untrained, tmp_path
):
    snapshot = untrained(3)
    recipe = TrainingConfig(snapshot.config, dataset=interrupted.about.config.dataset)
    fields = {"epoch": 3, "network": snapshot.config.to_dict(), "training": recipe.to_dict()}
    write_whole(tmp_path / "old", *seal("autoencoder-lab", fields, dict(snapshot.arrays)))
    opening.open_network(tmp_path / "old")
    at_rest(qtbot, opening)
    assert session.data.source == interrupted.about.config.dataset
