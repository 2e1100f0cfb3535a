from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject

from ae_gui.networks import Network
from ae_gui.session.on_show import OnShow
from ae_gui.session.trainer import Ending
from ae_model.config import TrainingConfig
from ae_model.events import Epoch, Live, Reconstructions, Started
from ae_model.snapshot import Snapshot

RECIPE = TrainingConfig(preset="custom")


@pytest.fixture
def network(untrained) -> Network:
    snapshot = untrained(2)
    return Network(snapshot, np.zeros((50, 2), np.float32), None)


@pytest.fixture
def on_show(qapp, network):
    owner = QObject()
    yield OnShow(network, owner)
    owner.deleteLater()


def heard_of(on_show: OnShow) -> list[str]:
    heard: list[str] = []
    on_show.replaced.connect(lambda _: heard.append("replaced"))
    on_show.moved.connect(lambda network: heard.append(f"moved to {network.snapshot.epoch}"))
    on_show.settled.connect(lambda: heard.append("settled"))
    return heard


def epoch(snapshot: Snapshot, number: int) -> Epoch:
    codes = np.full((50, 2), number, np.float32)
    return Epoch(16 * number, replace(snapshot, epoch=number), codes, 0.1 / (number + 1), 0.1, 1.0)


def train(on_show: OnShow, snapshot: Snapshot, count: int) -> None:
    on_show.begin(Started(RECIPE, "a CPU", 16, 2_000))
    for number in range(count + 1):
        on_show.take_epoch(epoch(snapshot, number))


def test_a_training_puts_another_network_on_show_and_then_moves_it(on_show, network):
    heard = heard_of(on_show)
    train(on_show, network.snapshot, 2)
    on_show.take_live(Live(40, replace(network.snapshot, epoch=2), np.zeros((7, 2), np.float32), np.arange(7)))

    assert heard == ["replaced", "settled", "moved to 1", "settled", "moved to 2", "settled", "moved to 2"]
    assert on_show.network.training == RECIPE
    assert len(on_show.network.codes) == 7
    assert [row.epoch for row in on_show.measurements] == [0, 1, 2]


def test_an_earlier_epoch_stays_while_the_training_goes_on(on_show, network):
    train(on_show, network.snapshot, 2)
    told = []
    on_show.epochs_changed.connect(lambda numbers, position, stride: told.append((numbers, position, stride)))
    on_show.look_at(1)
    heard = heard_of(on_show)
    on_show.take_epoch(epoch(network.snapshot, 3))

    assert heard == ["settled"]
    assert (on_show.network.snapshot.epoch, on_show.now.snapshot.epoch) == (1, 3)
    assert told == [([0, 1, 2, 3], 1, 1)]
    on_show.look_at_now()
    assert on_show.network is on_show.now


def test_what_the_network_in_training_draws_is_not_shown_with_an_earlier_epoch(on_show, network):
    train(on_show, network.snapshot, 2)
    drawn = []
    on_show.redrawn.connect(lambda indices, _: drawn.append(indices.tolist()))
    pictures = Reconstructions(32, np.arange(3), np.zeros((3, 28, 28), np.float32))
    on_show.take_reconstructions(pictures)
    on_show.look_at(0)
    on_show.take_reconstructions(pictures)
    assert drawn == [[0, 1, 2]]


def test_earlier_epochs_join_the_run_that_they_are_of_and_no_other(on_show, network):
    on_show.replace(network, Path("/runs/one"))
    on_show.add_earlier(Path("/runs/two"), [epoch(network.snapshot, 0)])
    assert len(on_show.history) == 0
    on_show.add_earlier(Path("/runs/one"), [epoch(network.snapshot, number) for number in (0, 1)])
    assert len(on_show.history) == 2

    on_show.replace(network)
    assert len(on_show.history) == 0


def test_codes_come_to_the_moment_that_they_are_of(on_show, network):
    heard = heard_of(on_show)
    on_show.take_codes(replace(network.snapshot, epoch=9), np.ones((50, 2), np.float32))
    assert heard == [] and on_show.network is network
    on_show.take_codes(network.snapshot, np.ones((50, 2), np.float32))
    assert heard == ["moved to 0", "settled"] and (on_show.network.codes == 1).all()


def test_a_training_that_ends_leaves_its_last_weights_and_is_told_with_its_last_epoch(on_show, network):
    trained = []
    on_show.trained.connect(lambda network, error: trained.append((network.snapshot.epoch, error)))
    train(on_show, network.snapshot, 2)
    newest = replace(network.snapshot, epoch=2)
    on_show.end(Ending(RECIPE, newest, True, None, None))
    assert on_show.now.snapshot is newest
    assert trained == [(2, 0.1 / 3)]

    on_show.end(Ending(RECIPE, None, False, None, None))  # another one, which did not get as far as a step
    assert len(trained) == 1
