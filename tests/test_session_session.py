import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui.background import Job
from ae_gui.networks import Network
from ae_gui.preferences import Preferences
from ae_gui.session.session import Session


@pytest.fixture
def session(qtbot, tiny, untrained, tmp_path):
    owner, snapshot = QObject(), untrained(2)
    network = Network(snapshot, np.zeros((50, 2), np.float32), None)
    yield Session(tiny.test, network, tmp_path, Preferences(tmp_path / "settings.json"), owner)
    qtbot.waitUntil(lambda: not owner.findChildren(Job))
    owner.deleteLater()


def test_that_all_is_ready_is_said_once_however_many_data_sets_follow(session, tiny, few):
    heard = []
    session.ready.connect(lambda: heard.append("ready"))
    session.loaded.connect(lambda dataset: heard.append(dataset.name))
    session.data.take("mnist", tiny, "of these")
    assert heard == [] and not session.is_loaded
    session.engine.take(None)
    session.data.take("/more", few, "of those")
    session.data.take("mnist", tiny, "of these")
    assert heard == ["few", "ready", "few", "few"]


def test_without_an_engine_all_is_loaded_and_never_ready(qtbot, session, tiny):
    with qtbot.assertNotEmitted(session.ready), qtbot.waitSignal(session.loaded):
        session.data.take("mnist", tiny, "of these")
        session.engine.miss("There is no engine.")
    assert session.is_loaded and not session.is_ready


def test_other_images_are_placed_by_the_network_on_show_and_its_epochs_are_forgotten(qtbot, session, few):
    with qtbot.waitSignal(session.on_show.moved):
        session.data.take("/more", few, "of those")
    codes = session.on_show.network.snapshot.encode(few.test.images)
    np.testing.assert_array_equal(session.on_show.network.codes, codes)
    assert len(session.on_show.history) == 0
