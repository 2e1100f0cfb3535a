from dataclasses import replace

import numpy as np
import pytest
from digits import write_data_set
from PySide6.QtWidgets import QMenu, QWidget
from windows import LONG, SMALL

from ae_gui.background import Job
from ae_gui.networks import Network, shipped_network
from ae_gui.preferences import ON_SHOW, RECENT, Preferences, RecentItem
from ae_gui.recent import Recent
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_model import checkpoint, runs, training
from ae_model.control import Control
from ae_model.recording import Recorder
from ae_model.runs import Run
from ae_model.training_state import TrainingState


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


def test_an_interrupted_training_is_offered_resumed_on_its_own_data_set_and_finished(
    qtbot, opening, session, interrupted
):
    offers = []
    opening.told.connect(lambda words, offered: offers.append((words, offered)))
    opening.look_back()
    at_rest(qtbot, opening)
    ((words, offered),) = offers
    assert words == "The training “custom” was interrupted after epoch 1 of 4."

    heard = heard_of(opening)
    with qtbot.waitSignal(session.trainer.ended, timeout=20_000):
        offered["Resume"]()
    at_rest(qtbot, opening)
    assert heard == ["run", "Opened custom, epoch 1", "resumed"]
    assert session.data.source == interrupted.about.config.dataset
    assert [epoch.snapshot.epoch for epoch in session.on_show.history.epochs] == [0, 1, 2, 3, 4]
    assert runs.read(interrupted.folder).about.outcome == "done"


def test_a_run_is_looked_at_with_its_epochs_and_remembered(qtbot, opening, session, interrupted, preferences):
    opening.open_run(interrupted)
    at_rest(qtbot, opening)
    assert not session.trainer.running
    assert session.on_show.run == interrupted.folder
    assert len(session.on_show.history) == len(session.on_show.measurements) == 2
    assert preferences[ON_SHOW] == RecentItem("run", str(interrupted.folder), "custom", 1)


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


def test_nothing_is_opened_while_something_trains(qtbot, opening, session, tiny, interrupted):
    session.trainer.limit_speed(1)
    session.trainer.start(LONG, tiny)
    heard = heard_of(opening)
    opening.open_run(interrupted)
    opening.open_dataset("mnist")
    opening.open_network(shipped_network("deep-2d"))
    opening.duplicate(SMALL)
    assert heard == ["Stop the training first: what it has learnt stays on show."] * 4


def test_a_network_is_read_again_for_images_that_came_meanwhile(qtbot, opening, session, few, untrained, tmp_path):
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opening.open_network(tmp_path / "net.safetensors")
    session.data.take("/more", few, "of those")
    at_rest(qtbot, opening)
    network = session.on_show.network
    np.testing.assert_array_equal(network.codes, network.snapshot.encode(few.test.images))


def test_what_ships_with_the_program_is_nothing_to_come_back_to(qtbot, opening, preferences, untrained, tmp_path):
    checkpoint.save(tmp_path / "net.safetensors", untrained(3))
    opening.open_network(tmp_path / "net.safetensors")
    at_rest(qtbot, opening)
    assert preferences[ON_SHOW].path == str(tmp_path / "net.safetensors")
    opening.open_network(shipped_network("seed-2d"))
    at_rest(qtbot, opening)
    assert preferences[ON_SHOW] is None
    assert [item.path for item in preferences[RECENT]] == [str(tmp_path / "net.safetensors")]
