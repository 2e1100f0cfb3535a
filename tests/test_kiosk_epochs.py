"""The epochs of a training that has ended, below the plane."""

import pytest

from ae_gui.kiosk.controls import Words
from ae_gui.kiosk.epochs import PastEpochs


@pytest.fixture
def epochs(qtbot) -> PastEpochs:
    made = PastEpochs()
    qtbot.addWidget(made)
    return made


def test_it_is_hidden_until_there_are_epochs_and_then_chooses_the_last_one(epochs, qtbot):
    assert not epochs.isVisible()
    with qtbot.waitSignal(epochs.chosen) as chosen:
        epochs.offer(21)

    assert (chosen.args, epochs.slider.value(), epochs.isVisible()) == ([20], 20, True)


def test_the_last_epoch_is_told_once_also_where_the_slider_is_there_already(epochs):
    told = []
    epochs.offer(3)
    epochs.chosen.connect(told.append)
    epochs.offer(3)
    epochs.offer(6)

    assert told == [2, 5]


def test_an_epoch_is_chosen_by_the_slider(epochs, qtbot):
    epochs.offer(21)
    with qtbot.waitSignal(epochs.chosen) as chosen:
        epochs.slider.setValue(4)

    assert chosen.args == [4]


@pytest.mark.parametrize(
    ("epoch", "words"),
    [
        (0, "Before the first digit: noise"),
        (1, "After seeing every digit once"),
        (20, "After seeing every digit 20 times"),
    ],
)
def test_it_says_how_much_a_network_has_seen(epochs, epoch, words):
    epochs.say(epoch)

    assert epochs.findChild(Words).text() == words
