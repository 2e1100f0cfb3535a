"""What is played when nobody is there: whose turn it is."""

import pytest
from PySide6.QtCore import QObject

from ae_gui.kiosk import player as module
from ae_gui.kiosk.player import Player


@pytest.fixture
def player(qapp, monkeypatch):
    """One whose turns are over at once, as soon as events are waited for."""
    for name in ("_WALK_MS", "_LONGEST_TRAINING_MS", "_SHOW_TRAINED_MS"):
        monkeypatch.setattr(module, name, 1)
    made = Player(QObject(qapp))
    made.turns = []
    made.walk_wanted.connect(lambda: made.turns.append("walk"))
    made.training_wanted.connect(lambda: made.turns.append("training"))
    yield made
    made.stop()


def test_it_begins_with_a_walk_and_then_walks_and_trains_in_turn(player, qtbot):
    player.can_train = True
    player.start()
    assert (player.playing, player.turns) == (True, ["walk"])

    qtbot.waitUntil(lambda: player.turns[:4] == ["walk", "training", "walk", "training"])


def test_where_nothing_can_be_trained_it_walks_again(player, qtbot):
    player.start()

    qtbot.waitUntil(lambda: player.turns[:3] == ["walk", "walk", "walk"])


def test_once_stopped_it_plays_no_more(player, qtbot):
    player.start()
    player.stop()

    with qtbot.assertNotEmitted(player.walk_wanted, wait=20):
        assert not player.playing


def test_each_time_it_starts_with_a_walk(player):
    player.can_train = True
    player.start()
    player.stop()
    player.start()

    assert player.turns == ["walk", "walk"]


def test_a_training_that_ends_early_has_its_result_shown_and_is_followed_by_a_walk(player, qtbot, monkeypatch):
    monkeypatch.setattr(module, "_LONGEST_TRAINING_MS", 1_000_000)
    player.can_train = True
    player.start()
    player.take_turn()
    player.end_training()

    qtbot.waitUntil(lambda: player.turns[:3] == ["walk", "training", "walk"])


def test_a_visitors_training_that_ends_begins_no_turn(player, qtbot):
    with qtbot.assertNotEmitted(player.walk_wanted, wait=20):
        player.end_training()
