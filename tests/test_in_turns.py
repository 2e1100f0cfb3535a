from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer

from ae_gui import in_turns
from ae_gui.in_turns import InTurns


def counting(pieces: int, done: list[int]) -> Iterator[None]:
    for piece in range(pieces):
        done.append(piece)
        yield
    return "counted"


@pytest.fixture
def turns(qtbot, monkeypatch) -> Iterator[InTurns]:
    monkeypatch.setattr(in_turns, "_TURN_SECONDS", 0)
    parent = QObject()
    yield InTurns(parent)
    parent.deleteLater()


def test_other_things_happen_between_the_pieces_and_the_result_is_told_at_the_end(qtbot, turns):
    done, seen = [], []
    beat = QTimer(turns, interval=0)
    beat.timeout.connect(lambda: seen.append(len(done)))
    beat.start()
    with qtbot.waitSignal(turns.done) as told:
        turns.begin(counting(5, done))
    assert told.args == ["counted"] and not turns.is_busy
    assert len({*seen}) >= 5


def test_what_is_given_up_or_replaced_is_not_gone_on_with(qtbot, turns):
    first, second, third = [], [], []
    turns.begin(counting(10**9, first))
    qtbot.waitUntil(lambda: bool(first))
    turns.begin(counting(10**9, second))
    before = len(first)
    qtbot.waitUntil(lambda: bool(second))
    turns.give_up()
    assert not turns.is_busy
    with qtbot.waitSignal(turns.done):
        turns.begin(counting(3, third))
    assert len(first) == before
