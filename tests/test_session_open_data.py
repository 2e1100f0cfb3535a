from dataclasses import replace

import pytest
from digits import write_data_set

from ae_gui.background import Job, Latest
from ae_gui.preferences import Preferences
from ae_gui.session.open_data import OpenData
from ae_model.data_identity import DataIdentity
from ae_model.datasets import Dataset, Split
from ae_model.image_shape import ImageShape


@pytest.fixture
def data(owner, tiny, tmp_path) -> OpenData:
    return OpenData(tiny.test, Preferences(tmp_path / "settings.json"), owner)


def heard_of(data: OpenData) -> list[str]:
    heard: list[str] = []
    data.images_changed.connect(lambda *_: heard.append("images"))
    data.names.changed.connect(lambda _: heard.append("names"))
    data.loaded.connect(lambda _: heard.append("loaded"))
    return heard


def other(dataset: Dataset) -> Dataset:
    """The same with its test images in another order."""
    return replace(dataset, test=Split(dataset.test.images[::-1].copy(), dataset.test.labels[::-1].copy()))


def test_training_images_that_join_the_test_images_on_show_change_no_view(data, tiny):
    heard = heard_of(data)
    assert not data.is_ready
    split = data.split
    data.take("mnist", replace(tiny, test=Split(split.images.copy(), split.labels.copy())), "of mnist")
    assert heard == ["loaded"]
    assert data.is_ready and data.split is split


def test_other_test_images_are_told_with_the_names_of_their_classes(data, tiny):
    told = []
    data.images_changed.connect(lambda split, names: told.append((split, names)))
    named = replace(other(tiny), class_names=tuple("abcdefghij"))
    data.take("/a/folder", named, "fingerprint")
    assert told == [(named.test, tuple("abcdefghij"))]


def test_the_same_images_under_other_names_of_classes_change_the_names_alone(data, tiny):
    heard = heard_of(data)
    data.take("/a/folder", replace(tiny, class_names=tuple("abcdefghij")), "fingerprint")
    assert heard == ["names", "loaded"]


def test_a_folder_is_read_in_the_background_and_not_twice_without_need(qtbot, owner, data, tiny, tmp_path):
    folder = str(write_data_set(tmp_path / "digits", tiny.train, tiny.test))
    complaints: list[str] = []
    latest, loading = Latest(owner, complaints.append), []
    data.loading_changed.connect(lambda: loading.append(data.loading))
    latest.follow(data.opening(folder))
    assert loading == ["digits"] and not data.is_ready
    qtbot.waitUntil(lambda: data.is_ready)
    read = data.dataset
    assert data.source == folder

    latest.follow(data.opening(folder))
    assert data.dataset is read and not latest.busy
    latest.follow(data.opening(folder, again=True))
    qtbot.waitUntil(lambda: data.dataset is not read)
    assert loading == ["digits", "", "digits", ""]

    latest.follow(data.opening(str(tmp_path / "nothing")))
    qtbot.waitUntil(lambda: bool(complaints))
    assert "nothing" in complaints[0]
    assert data.source == folder and data.loading == ""


def test_of_two_the_one_asked_for_last_is_opened(qtbot, owner, data, tiny, tmp_path):
    folders = [str(write_data_set(tmp_path / name, tiny.train, tiny.test)) for name in ("one", "two")]
    latest, opened = Latest(owner, print), []
    data.loaded.connect(lambda _: opened.append(data.source))
    for folder in folders:
        latest.follow(data.opening(folder))
    qtbot.waitUntil(lambda: not owner.findChildren(Job))
    assert opened == folders[1:]


def test_a_network_fits_images_of_its_shape(data, untrained):
    assert data.fits(untrained(2))
    assert not data.fits(untrained(2, image_shape=ImageShape(8, 8)))


def test_the_same_test_images_with_one_class_more_are_told_as_other_ones(data, tiny):
    heard = heard_of(data)
    data.take("/a/folder", replace(tiny, class_names=tuple("abcdefghijk")), "fingerprint")  # in the training images
    assert heard == ["images", "loaded"]


def test_while_one_data_set_is_read_another_that_is_looked_for_does_not_make_it_ready(
    qtbot, owner, data, tiny, tmp_path
):
    data.take("mnist", tiny, "of these")
    folder = str(write_data_set(tmp_path / "digits", tiny.train, tiny.test))
    reading = data.opening(folder)
    next(reading)
    seeking = data.seeking(DataIdentity("clothes", "ab" * 32), "")
    next(seeking)
    assert data.loading == "clothes"
    seeking.close()  # another network was wanted meanwhile
    assert data.loading == "digits" and not data.is_ready
    reading.close()
    assert data.is_ready


def test_a_data_set_that_is_not_here_has_a_blank_image_in_its_place(qtbot, data, tiny):
    data.take("mnist", tiny, "of these")
    with qtbot.waitSignals([data.images_changed, data.missed]):
        data.make_room(DataIdentity("clothes", "ab" * 32), ImageShape(6, 5))
    assert data.split.images.shape == (1, 6, 5) and not data.split.images.any()
    assert (data.dataset, data.source, data.is_ready) == (None, "", False)
    assert not data.split.has_classes
    split = data.split
    data.make_room(DataIdentity("clothes", "ab" * 32), ImageShape(6, 5))  # there is room already
    assert data.split is split
