from dataclasses import replace

import numpy as np
import pytest
from digits import first, write_data_set
from PySide6.QtWidgets import QFileDialog, QWidget

from ae_gui.background import Job, Latest
from ae_gui.networks import Network
from ae_gui.preferences import Preferences, RecentItem
from ae_gui.session.finding import Finding
from ae_gui.session.session import Session
from ae_model.data_identity import DataIdentity
from ae_model.image_shape import MNIST_SHAPE, ImageShape


class Asking:
    """What is asked, with a folder chosen in the dialog, and what is heard of it."""

    def __init__(self, qtbot, tiny, untrained, tmp_path, monkeypatch) -> None:
        self.window = QWidget()
        network = Network(untrained(2), np.zeros((0, 2), np.float32), None)
        preferences = Preferences(tmp_path / "settings.json")
        self.session = Session(tiny.test, network, tmp_path / "user", preferences, self.window)
        self.data = self.session.data
        self.heard: list[object] = []
        self.offers: dict = {}
        self.training = False
        stage = Latest(self.window, self.heard.append)
        self.finding = Finding(self.session, stage, self.window, lambda: self.training)
        self.finding.told.connect(self._tell)
        self.finding.open_wanted.connect(self.heard.append)
        self._qtbot, self._monkeypatch = qtbot, monkeypatch

    def choose(self, folder) -> None:
        self._monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder) if folder else "")

    def ask(self, wanted, shape=MNIST_SHAPE) -> None:
        self.finding.ask(wanted, shape, lambda: self.heard.append("found"))
        self.rest()

    def rest(self) -> None:
        self._qtbot.waitUntil(lambda: not self.window.findChildren(Job), timeout=20_000)

    def _tell(self, words, offers) -> None:
        self.heard.append(words)
        self.offers = dict(offers)


@pytest.fixture
def asking(qtbot, tiny, untrained, tmp_path, monkeypatch):
    asking = Asking(qtbot, tiny, untrained, tmp_path, monkeypatch)
    yield asking
    asking.window.deleteLater()


@pytest.fixture
def clothes(tiny) -> DataIdentity:
    return DataIdentity("clothes", DataIdentity.of(tiny).fingerprint, 300, 50)


def test_the_right_folder_is_opened_whatever_it_is_called(asking, clothes, tiny, tmp_path):
    asking.choose(write_data_set(tmp_path / "elsewhere", tiny.train, tiny.test))
    asking.ask(clothes)
    assert asking.heard == ["found"]
    assert asking.data.source == str(tmp_path / "elsewhere")
    assert not asking.data.identity.is_another_than(clothes)


def test_a_file_of_arrays_is_asked_for_as_a_file(asking, tiny, tmp_path, monkeypatch):
    path = tmp_path / "moved.npz"
    parts = {"x_train": tiny.train.images, "y_train": tiny.train.labels}
    np.savez(path, **parts, x_test=tiny.test.images, y_test=tiny.test.labels)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    asking.ask(DataIdentity("clothes.npz", DataIdentity.of(tiny).fingerprint, 300, 50))
    assert asking.heard == ["found"]
    assert asking.data.source == str(path)


def test_another_one_is_said_to_be_another_with_what_differs_and_may_be_opened(asking, clothes, tiny, tmp_path):
    few = write_data_set(tmp_path / "few", first(tiny.train, 40), first(tiny.test, 10))
    asking.choose(few)
    asking.ask(clothes)
    assert asking.heard == [
        "few is another data set than clothes: it has 40 training and 10 test images, not 300 and 50."
    ]
    assert asking.data.source == "mnist"  # as before
    assert list(asking.offers) == ["Find it…", "Open it all the same"]
    asking.offers["Open it all the same"]()
    assert asking.heard[-1] == RecentItem("dataset", str(few))

    asking.choose(write_data_set(tmp_path / "right", tiny.train, tiny.test))
    asking.offers["Find it…"]()
    asking.rest()
    assert asking.heard[-1] == "found"


def test_a_folder_that_is_no_data_set_is_a_sentence_and_no_folder_is_nothing(asking, clothes, tmp_path):
    asking.choose(None)
    asking.ask(clothes)
    assert asking.heard == []
    (tmp_path / "empty").mkdir()
    asking.choose(tmp_path / "empty")
    asking.ask(clothes)
    (sentence,) = asking.heard
    assert "empty" in sentence


def test_a_data_set_that_is_found_while_something_trains_is_refused(asking, clothes, tiny, tmp_path):
    asking.choose(write_data_set(tmp_path / "clothes", tiny.train, tiny.test))
    before = asking.data.source
    asking.training = True
    asking.ask(clothes)
    assert (asking.data.source, asking.heard) == (before, []), "who refuses says it"


def test_of_an_old_network_whose_fingerprint_nobody_knows_the_user_is_believed_if_the_images_fit(
    asking, tiny, tmp_path
):
    asking.choose(write_data_set(tmp_path / "some", tiny.train, tiny.test))
    asking.ask(DataIdentity("clothes"), ImageShape(8, 8))
    assert asking.heard == ["some is another data set than clothes: its images have 28×28 pixels, not 8×8."]
    asking.ask(DataIdentity("clothes"))
    assert asking.heard[-1] == "found"


def test_the_network_on_show_is_shown_over_its_own_images_once_they_are_found(asking, clothes, tiny, tmp_path):
    asking.finding.ask_for_shown()  # nothing is missing
    assert asking.heard == []
    on_show = asking.session.on_show
    on_show.replace(replace(on_show.now, data=DataIdentity("clothes")), run=tmp_path / "run")
    asking.choose(write_data_set(tmp_path / "elsewhere", tiny.train, tiny.test))
    asking.finding.ask_for_shown()
    asking.rest()
    assert asking.heard == [RecentItem("run", str(tmp_path / "run"))]
    assert on_show.now.data == asking.data.identity and asking.session.shown_over.short == ""
