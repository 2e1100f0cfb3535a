import numpy as np
import pytest

from ae_model.events import Epoch
from ae_model.history import EpochHistory, affordable
from ae_model.snapshot import Snapshot


@pytest.fixture
def epoch(untrained):
    base = untrained(2)

    def make(number: int) -> Epoch:
        snapshot = Snapshot(base.config, base.arrays, number)
        return Epoch(number * 469, snapshot, np.zeros((100, 2), np.float32), 0.05, 0.05, 1.0)

    return make


def numbers(history: EpochHistory) -> list[int]:
    return [kept.snapshot.epoch for kept in history.epochs]


def size(epoch: Epoch) -> int:
    return epoch.test_codes.nbytes + sum(array.nbytes for array in epoch.snapshot.arrays.values())


def test_every_epoch_is_kept_while_there_is_room(epoch):
    history = EpochHistory()
    for number in range(81):
        history.add(epoch(number))

    assert numbers(history) == list(range(81))
    assert history.stride == 1


def test_a_full_history_is_thinned_evenly_and_always_has_the_first_and_the_last(epoch):
    history = EpochHistory(budget=10 * size(epoch(0)))
    for number in range(101):
        history.add(epoch(number))
        kept = numbers(history)
        assert len(kept) <= 10
        assert (kept[0], kept[-1]) == (0, number)
        assert set(np.diff(kept[:-1]).tolist()) <= {history.stride}

    assert history.stride == 16


def test_an_epoch_larger_than_the_budget_leaves_the_first_and_the_last(epoch):
    history = EpochHistory(budget=1)
    for number in range(9):
        history.add(epoch(number))

    assert numbers(history) == [0, 8]


def test_another_training_begins_an_empty_history(epoch):
    history = EpochHistory(budget=1)
    for number in range(9):
        history.add(epoch(number))

    history.clear()
    history.add(epoch(0))

    assert numbers(history) == [0]
    assert history.stride == 1


def test_epochs_from_before_a_training_was_resumed_come_before_its_own(epoch):
    history = EpochHistory()
    for number in (5, 6):
        history.add(epoch(number))
    history.put_before([epoch(number) for number in range(7)])
    assert numbers(history) == [0, 1, 2, 3, 4, 5, 6]


def test_epochs_put_before_are_thinned_out_as_all_others_are(epoch):
    history = EpochHistory(budget=8 * size(epoch(0)))
    history.add(epoch(15))
    history.put_before([epoch(number) for number in range(15)])
    assert numbers(history) == [0, 4, 8, 12, 15]
    assert history.stride == 4


def test_no_more_epochs_are_read_than_are_kept():
    assert affordable(range(10), 1, budget=10) == list(range(10))
    assert affordable(range(10), 1, budget=6) == [0, 2, 4, 6, 8, 9]
    assert affordable([3, 4, 5, 7], 100, budget=1) == [3, 7]
    assert affordable([], 100) == []
