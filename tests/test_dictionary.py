import numpy as np
from networks import drawn, normal

from ae_model.config import NetworkConfig
from ae_model.dictionary import STRONGEST, dictionary_of
from ae_model.image_shape import ImageShape
from ae_model.snapshot import Snapshot

CONFIG = NetworkConfig(hidden_sizes=(), latent_dim=60, code="sparse", k=5)


def network(config: NetworkConfig = CONFIG) -> Snapshot:
    return drawn(config, normal(np.random.default_rng(0)))


def test_units_are_counted_at_the_images_where_they_are_above_0(mnist):
    images = mnist.train.images[:6_000]  # more than one chunk
    snapshot = network()
    counted, codes = dictionary_of(snapshot, images), snapshot.encode(images)
    assert counted.images == 6_000
    np.testing.assert_array_equal(counted.fired, (codes > 0).sum(axis=0))
    np.testing.assert_array_equal(counted.most, codes.max(axis=0))
    np.testing.assert_array_equal(counted.dead, np.flatnonzero(codes.max(axis=0) == 0))
    assert 0 < len(counted.dead) < 60


def test_the_images_that_fire_each_most_come_strongest_first(mnist):
    images = mnist.train.images[:6_000]
    snapshot = network()
    counted, codes = dictionary_of(snapshot, images), snapshot.encode(images)
    for unit, found in enumerate(counted.strongest):
        order = np.argsort(-codes[:, unit], kind="stable")[:STRONGEST]
        np.testing.assert_array_equal(found, np.where(codes[order, unit] > 0, order, -1))


def test_of_equal_ones_the_first_images_are_taken():
    config = NetworkConfig(ImageShape(2, 2), (), 3, code="sparse")
    alike = drawn(config, np.ones)
    counted = dictionary_of(alike, np.full((12, 2, 2), 255, np.uint8))
    assert counted.strongest.tolist() == [list(range(9))] * 3


def test_fewer_images_than_are_remembered_leave_gaps():
    config = NetworkConfig(ImageShape(2, 2), (), 1, code="sparse")
    counted = dictionary_of(drawn(config, np.ones), np.full((2, 2, 2), 255, np.uint8))
    assert counted.strongest.tolist() == [[0, 1, *[-1] * 7]]


def test_how_far_it_is_is_told(mnist):
    shares: list[float] = []
    dictionary_of(network(), mnist.train.images[:6_000], shares.append)
    assert shares[0] == 0
    assert shares == sorted(set(shares))
    assert len(shares) > 1
