from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject

from ae_gui.background import Job
from ae_gui.networks import Network
from ae_gui.preferences import Preferences
from ae_gui.session.measuring import Measuring
from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import MNIST, OpenData
from ae_gui.session.trainer import Trainer
from ae_gui.tour_hands import wait
from ae_gui.training_thread import TrainingThread
from ae_model.config import TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.events import Epoch, Live
from ae_model.image_shape import ImageShape
from ae_model.metrics import mean_squared_error


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    wait(lambda: not owner.findChildren(Job), 10, "end its jobs")
    owner.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def data(owner, tiny, tmp_path) -> OpenData:
    return OpenData(tiny.test, Preferences(tmp_path / "settings.json"), owner)


@pytest.fixture
def on_show(owner, untrained) -> OnShow:
    return OnShow(Network(untrained(2), np.zeros((50, 2), np.float32), None), owner)


@pytest.fixture
def measuring(owner, data, on_show) -> Measuring:
    return Measuring(data, on_show, Trainer(owner), lambda: True, owner)


def epoch(snapshot, number: int, error: float) -> Epoch:
    codes = np.zeros((50, 2), np.float32)
    return Epoch(number, replace(snapshot, epoch=number), codes, error, 0.05, 1.0)


def test_a_network_from_a_file_is_measured_over_the_test_images(qtbot, measuring, on_show, data, tiny, untrained):
    for seed in (1, 2):
        snapshot = untrained(2, seed=seed)
        with qtbot.waitSignals([measuring.changed] * 2):
            on_show.replace(Network(snapshot, np.zeros((50, 2), np.float32), None))
            assert measuring.test_error is None, "not that of the network before"
        assert measuring.test_error == mean_squared_error(snapshot, tiny.test.images)


def test_over_other_images_than_its_own_an_epoch_is_measured_anew_and_over_none_it_is_not(
    qtbot, measuring, on_show, data, tiny, untrained
):
    clothes = DataIdentity("clothes", "ab" * 32)
    on_show.replace(Network(untrained(2), np.zeros((50, 2), np.float32), None, data=clothes), Path("run"))
    on_show.add_earlier(Path("run"), [epoch(untrained(2), 1, 0.25)])
    wait(lambda: measuring.test_error is not None, 10, "be measured")
    on_show.look_at(0)
    wait(lambda: not measuring.findChildren(Job), 10, "be measured")
    assert measuring.test_error == mean_squared_error(untrained(2), tiny.test.images)
    data.miss(clothes, tiny.image_shape)
    assert measuring.test_error is None


def test_an_epoch_brings_its_error_along_now_and_when_it_is_looked_back_at(measuring, on_show, untrained):
    for number, error in enumerate((0.25, 0.125, 0.0625)):
        on_show.take_epoch(epoch(untrained(2), number, error))
        assert measuring.test_error == error
    on_show.look_at(1)
    assert measuring.test_error == 0.125
    on_show.look_at_now()
    assert measuring.test_error == 0.0625


def test_who_comes_back_to_a_training_in_the_middle_of_an_epoch_sees_the_error_of_the_last_epoch(
    owner, data, on_show, tiny, untrained
):
    trainer = Trainer(owner)
    measuring = Measuring(data, on_show, trainer, lambda: True, owner)
    trainer.training = TrainingThread(TrainingConfig(), tiny, owner)  # under way, and tells nothing
    for number, error in enumerate((0.25, 0.125, 0.0625)):
        on_show.take_epoch(epoch(untrained(2), number, error))
    on_show.take_live(Live(3, replace(untrained(2, seed=5), epoch=2), np.zeros((50, 2), np.float32), np.arange(50)))
    assert measuring.test_error == 0.0625
    on_show.look_at(1)
    assert measuring.test_error == 0.125
    on_show.look_at_now()
    assert measuring.test_error == 0.0625


def test_before_all_is_loaded_nothing_is_measured(qtbot, owner, data, on_show):
    here: list[bool] = []
    measuring = Measuring(data, on_show, Trainer(owner), lambda: bool(here), owner)
    measuring.look()
    assert (measuring.findChildren(Job), measuring.test_error) == ([], None)
    here.append(True)
    with qtbot.waitSignal(measuring.changed):
        measuring.look()


def test_the_error_that_ships_is_known_at_once_and_of_no_other_network(owner, data, untrained):
    codes = np.zeros((50, 2), np.float32)
    on_show = OnShow(Network(untrained(2), codes, None), owner)
    measuring = Measuring(data, on_show, Trainer(owner), lambda: False, owner)
    first = Network(untrained(2), codes, None, known_error=0.25)
    on_show.replace(first)
    assert measuring.test_error == 0.25
    data.source = "a folder of others"
    data.images_changed.emit(data.split, data.names.now)
    on_show.replace(first)
    assert measuring.test_error is None, "it is of MNIST's images"
    data.source = MNIST
    on_show.replace(Network(untrained(2, seed=1), codes, None))
    assert measuring.test_error is None


def test_over_images_of_another_shape_there_is_no_figure(qtbot, measuring, on_show, data, tiny):
    with qtbot.waitSignal(measuring.changed):
        measuring.look()
    small = replace(tiny.test, images=tiny.test.images[:, :14, :14])
    data.split = small
    data.images_changed.emit(small, data.names.now)
    measuring.look()
    assert measuring.test_error is None
    assert small.image_shape == ImageShape(14, 14)
