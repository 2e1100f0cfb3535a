from collections.abc import Iterator

import numpy as np
import pytest
from networks import drawn, normal
from PySide6.QtCore import QObject

from ae_gui.background import Job
from ae_gui.counting import Counting
from ae_model.config import NetworkConfig
from ae_model.dictionary import dictionary_of
from ae_model.image_shape import ImageShape
from ae_model.snapshot import Snapshot


def network(seed: int = 0) -> Snapshot:
    config = NetworkConfig(hidden_sizes=(), latent_dim=30, code="sparse", k=4)
    return drawn(config, normal(np.random.default_rng(seed)))


@pytest.fixture
def counting(qtbot, mnist) -> Iterator[Counting]:
    owner = QObject()
    made = Counting(owner)
    made.set_images(mnist.train.images[:2_000])
    yield made
    qtbot.waitUntil(lambda: not made.findChildren(Job))


def test_a_network_is_counted_in_the_background(qtbot, counting, mnist):
    snapshot = network()
    with qtbot.waitSignal(counting.known):
        counting.count(snapshot)
        assert counting.dictionary is None
    expected = dictionary_of(snapshot, mnist.train.images[:2_000])
    np.testing.assert_array_equal(counting.dictionary.fired, expected.fired)


def test_the_same_network_is_not_counted_again(qtbot, counting):
    snapshot = network()
    with qtbot.waitSignal(counting.known):
        counting.count(snapshot)
    counting.count(snapshot)
    with qtbot.assertNotEmitted(counting.known, wait=100):
        pass


def test_of_those_asked_for_meanwhile_the_last_one_is_counted(qtbot, counting, mnist):
    networks = [network(seed) for seed in range(4)]
    told = []
    counting.known.connect(lambda: told.append(counting.dictionary))
    for snapshot in networks:
        counting.count(snapshot)
    qtbot.waitUntil(lambda: len(told) == 2)
    expected = [dictionary_of(networks[number], mnist.train.images[:2_000]).fired for number in (0, 3)]
    for dictionary, fired in zip(told, expected, strict=True):
        np.testing.assert_array_equal(dictionary.fired, fired)


def test_without_images_or_with_those_of_another_shape_nothing_is_counted(qtbot, counting):
    for images in (None, np.zeros((5, 9, 9), np.uint8)):
        counting.set_images(images)
        counting.count(network())
        with qtbot.assertNotEmitted(counting.known, wait=50):
            pass
    small = drawn(NetworkConfig(ImageShape(9, 9), (), 3, code="sparse"), np.ones)
    with qtbot.waitSignal(counting.known):
        counting.count(small)


def test_what_is_forgotten_meanwhile_is_not_told(qtbot, counting):
    counting.count(network())
    counting.forget()
    with qtbot.assertNotEmitted(counting.known, wait=300):
        pass
    assert counting.dictionary is None
    with qtbot.waitSignal(counting.known):
        counting.count(network())
