"""A training before everybody's eyes: slow at first, and nothing is left of one that was forgotten."""

import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui.kiosk import training as module
from ae_gui.kiosk.training import LiveTraining
from ae_model.config import NetworkConfig, TrainingConfig

QUICK = TrainingConfig(NetworkConfig(hidden_sizes=(16,)), epochs=2, batch_size=50, device="cpu", threads=1)


@pytest.fixture
def training(qtbot, monkeypatch):
    monkeypatch.setattr(module, "CONFIG", QUICK)
    monkeypatch.setattr(module, "FIRST_SPEED", 1e4)
    parent = QObject()
    made = LiveTraining(parent)
    yield made
    made.forget()
    qtbot.waitUntil(lambda: not made.trainer.running, timeout=60_000)
    parent.deleteLater()


def test_it_is_seen_to_grow_from_nothing_to_its_last_epoch(training, tiny, qtbot):
    grown = []
    training.grown.connect(lambda snapshot, codes, placed, seen: grown.append((snapshot, codes, placed, seen)))
    with qtbot.waitSignal(training.ended, timeout=60_000) as ended:
        training.start(tiny)

    assert ended.args == [""]
    assert [seen for _, _, _, seen in grown if seen in (0, 300, 600)] == [0, 300, 600]
    assert [epoch.snapshot.epoch for epoch in training.history.epochs] == [0, 1, 2]
    assert grown[-1][0] is training.history.epochs[-1].snapshot
    for snapshot, codes, placed, _ in grown:  # the codes are those of the digits that they are said to be of
        np.testing.assert_allclose(codes, snapshot.encode(tiny.test.images[placed]), atol=1e-5)
    assert len(grown[-1][2]) == 50


def test_one_that_was_forgotten_is_seen_no_more_and_keeps_another_waiting_until_it_ends(training, tiny, qtbot):
    training.start(tiny)
    training.forget()
    assert (training.running, training.trainer.running) == (False, True)

    with qtbot.assertNotEmitted(training.grown), qtbot.waitSignal(training.ended, timeout=60_000):
        training.start(tiny)
    assert not training.trainer.running
    assert len(training.history) == 0


def test_it_begins_slowly(training, tiny, qtbot, monkeypatch):
    monkeypatch.setattr(module, "FIRST_SPEED", 2.0)
    training.start(tiny)
    qtbot.waitUntil(lambda: len(training.history) > 0, timeout=60_000)

    with qtbot.assertNotEmitted(training.trainer.epoch_done, wait=300):
        assert training.running


def test_one_that_was_stopped_keeps_what_it_has_learnt(training, tiny, qtbot, monkeypatch):
    monkeypatch.setattr(module, "FIRST_SPEED", 2.0)
    training.start(tiny)
    qtbot.waitUntil(lambda: len(training.history) > 0, timeout=60_000)
    with qtbot.waitSignal(training.ended, timeout=60_000):
        training.trainer.stop()

    assert len(training.history) > 0
