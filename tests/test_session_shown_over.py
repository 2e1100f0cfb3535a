from dataclasses import replace

import numpy as np
import pytest

from ae_gui.networks import Network
from ae_gui.preferences import Preferences
from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import OpenData
from ae_gui.session.shown_over import ShownOver
from ae_model.data_identity import MNIST, DataIdentity
from ae_model.image_shape import ImageShape

CLOTHES = DataIdentity("clothes", "ab" * 32)


@pytest.fixture
def data(owner, tiny, tmp_path) -> OpenData:
    return OpenData(tiny.test, Preferences(tmp_path / "settings.json"), owner)


@pytest.fixture
def on_show(owner, network) -> OnShow:
    return OnShow(network, owner)


@pytest.fixture
def network(untrained) -> Network:
    return Network(untrained(2), np.zeros((0, 2), np.float32), None)


@pytest.fixture
def over(owner, data, on_show) -> ShownOver:
    return ShownOver(data, on_show, owner)


def test_nothing_is_said_of_a_network_over_its_own_data_or_of_one_that_does_not_know(over, on_show, network):
    assert over.words == over.short == ""
    on_show.replace(replace(network, data=MNIST))
    assert over.words == over.short == ""


def test_a_network_over_other_images_says_which(qtbot, over, on_show, network):
    with qtbot.waitSignals([over.said, over.captioned]):
        on_show.replace(replace(network, data=CLOTHES))
    assert over.short == "trained on clothes, shown over mnist"
    assert (
        over.words == "Trained on clothes, shown over mnist: except for its curves, no number is about its own images."
    )
    assert over.wanted == CLOTHES


def test_a_data_set_that_comes_under_a_network_of_another_is_told_too(qtbot, over, data, on_show, network, tiny):
    on_show.replace(replace(network, data=MNIST))
    with qtbot.waitSignals([over.said, over.captioned]):
        data.take("/x/clothes", replace(tiny, name="clothes"), CLOTHES.fingerprint)
    assert over.short == "trained on mnist, shown over clothes"
    on_show.replace(replace(network, data=CLOTHES))
    assert over.short == ""


def test_another_data_set_of_the_same_name_is_another(over, data, on_show, network, tiny):
    data.take("/x/clothes", replace(tiny, name="clothes"), "cd" * 32)
    on_show.replace(replace(network, data=CLOTHES))
    assert over.short == "trained on another clothes"
    assert over.words.startswith("Trained on a different clothes than the open one")


def test_a_network_without_its_images_says_so(qtbot, over, data, on_show, network, untrained):
    small = replace(network, snapshot=untrained(2, image_shape=ImageShape(8, 8)), data=CLOTHES)
    on_show.replace(small)
    assert "images of 8×8 pixels: it cannot be shown over mnist" in over.words
    with qtbot.waitSignals([over.said, over.captioned]):
        data.miss(CLOTHES, ImageShape(8, 8))
    assert over.words == "Trained on clothes, which is not here: shown without its images, over a blank one."
    assert over.short == "trained on clothes, without images"
