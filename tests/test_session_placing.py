from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui.background import Job
from ae_gui.networks import Network
from ae_gui.preferences import Preferences
from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import OpenData
from ae_gui.session.placing import Placing
from ae_model.image_shape import ImageShape


@pytest.fixture
def data(owner, tiny, tmp_path) -> OpenData:
    data = OpenData(tiny.test, Preferences(tmp_path / "settings.json"), owner)
    data.take("mnist", tiny, "of these")
    return data


@pytest.fixture
def on_show(owner, untrained) -> OnShow:
    return OnShow(Network(untrained(2), np.zeros((3, 2), np.float32), None), owner)


@pytest.fixture
def placing(data, on_show, owner) -> Placing:
    return Placing(data, on_show, owner)


def all_done(qtbot, owner: QObject) -> None:
    qtbot.waitUntil(lambda: not owner.findChildren(Job))


def test_all_test_images_are_placed(qtbot, owner, placing, on_show, tiny):
    placing.place_all()
    all_done(qtbot, owner)
    np.testing.assert_array_equal(on_show.now.codes, on_show.now.snapshot.encode(tiny.test.images))


def test_a_network_for_images_of_another_shape_places_none(owner, placing, on_show, untrained):
    on_show.replace(Network(untrained(2, image_shape=ImageShape(8, 8)), np.zeros((0, 2), np.float32), None))
    placing.place_all()
    placing.want_training(True)
    assert not owner.findChildren(Job)


def test_training_images_are_placed_where_they_are_wanted_and_again_for_another_moment(
    qtbot, owner, placing, on_show, tiny
):
    placed = []
    placing.training_placed.connect(lambda digits, codes, snapshot: placed.append((digits, codes, snapshot)))
    on_show.settled.emit()
    assert not owner.findChildren(Job)

    placing.want_training(True)
    first = on_show.now.snapshot
    for _ in range(3):  # moments that come while they are being placed: the last one is enough
        on_show.take_codes(on_show.now.snapshot, np.zeros((50, 2), np.float32))
    later = replace(first, epoch=1)
    on_show.now = replace(on_show.now, snapshot=later)
    on_show.settled.emit()
    all_done(qtbot, owner)

    assert [snapshot for _, _, snapshot in placed] == [first, later]
    digits, codes, _ = placed[-1]
    assert len(digits.images) == 350 and digits.test_count == 50
    np.testing.assert_array_equal(codes, later.encode(tiny.train.images))


def test_one_moment_is_placed_once_however_often_it_is_told(qtbot, owner, placing, on_show):
    placed = []
    placing.training_placed.connect(lambda digits, codes, snapshot: placed.append(snapshot))
    placing.want_training(True)
    on_show.settled.emit()
    on_show.settled.emit()
    all_done(qtbot, owner)
    assert placed == [on_show.now.snapshot]


def test_what_is_wanted_no_longer_is_not_brought(qtbot, owner, placing):
    with qtbot.assertNotEmitted(placing.training_placed), qtbot.waitSignal(placing.training_unwanted):
        placing.want_training(True)
        placing.want_training(False)
        all_done(qtbot, owner)


def test_it_says_that_training_images_are_on_their_way_until_they_are_there_or_unwanted(qtbot, owner, placing):
    awaited = []
    placing.training_awaited.connect(awaited.append)
    placing.want_training(True)
    assert awaited == [True]
    all_done(qtbot, owner)
    assert awaited[-1] is False

    placing.want_training(False)
    assert awaited[-1] is False


def test_nobody_waits_for_what_a_network_of_another_shape_cannot_place(placing, on_show, untrained):
    awaited = []
    placing.training_awaited.connect(awaited.append)
    on_show.replace(Network(untrained(2, image_shape=ImageShape(8, 8)), np.zeros((0, 2), np.float32), None))
    placing.want_training(True)
    assert True not in awaited
