from dataclasses import replace

import numpy as np
import pytest
from networks import drawn, layer, normal

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot


@pytest.fixture(scope="module")
def pca(mnist) -> PCA:
    return PCA.fit(mnist.train.images[:3_000], 6)


def test_layers_are_told_with_their_sizes_and_parameters():
    config = NetworkConfig(hidden_sizes=(512, 64), latent_dim=2)
    layers = kind_of(config).layers

    assert [(one.inputs, one.units) for one in layers] == [
        (784, 512), (512, 64), (64, 2), (2, 64), (64, 512), (512, 784)
    ]  # fmt: skip
    assert sum(one.parameters for one in layers) == config.parameter_count
    assert [one.number for one in layers if one.is_code] == [2]
    assert [one.activation for one in layers] == ["relu", "relu", "linear", "relu", "relu", "sigmoid"]
    assert layers[-1].is_output


def test_what_a_first_unit_looks_for_is_its_weights(untrained):
    snapshot = untrained(2)

    fields = snapshot.looks_for(0, [5, 7])

    np.testing.assert_array_equal(fields.reshape(2, -1), layer(snapshot, 0)[0][[5, 7]])


def test_what_a_last_unit_draws_is_its_weights_into_the_image(untrained):
    snapshot = untrained(2)

    fields = snapshot.draws(2, [5, 7])

    np.testing.assert_array_equal(fields.reshape(2, -1), layer(snapshot, -1)[0].T[[5, 7]])


def test_of_a_linear_network_the_code_looks_for_and_draws_the_components(pca):
    network = pca.as_network()

    np.testing.assert_array_equal(network.looks_for(0, range(6)).reshape(6, -1), pca.components)
    np.testing.assert_array_equal(network.draws(0, range(6)).reshape(6, -1), pca.components)


def test_through_several_layers_the_ways_are_composed(untrained):
    snapshot = untrained(3)

    expected = layer(snapshot, 1)[0][[1]] @ layer(snapshot, 0)[0]
    np.testing.assert_allclose(snapshot.looks_for(1, [1]).reshape(1, -1), expected, rtol=1e-5)
    expected = (layer(snapshot, 3)[0] @ layer(snapshot, 2)[0][:, [1]]).T
    np.testing.assert_allclose(snapshot.draws(1, [1]).reshape(1, -1), expected, rtol=1e-4, atol=1e-6)


def test_the_wrong_side_of_the_network_is_refused(untrained):
    snapshot = untrained(2)
    with pytest.raises(ValueError, match="asked of the encoder"):
        snapshot.looks_for(2, [0])
    with pytest.raises(ValueError, match="asked of the code"):
        snapshot.draws(0, [0])
    with pytest.raises(ValueError, match="asked of the code"):
        snapshot.draws(3, [0])


def test_activations_are_what_every_layer_puts_out_on_the_way(untrained, mnist):
    snapshot, images = untrained(2), mnist.test.images[:3]

    hidden, codes, back, output = snapshot.activations(images)

    flat = images.reshape(3, -1) / np.float32(255)
    weight, bias = layer(snapshot, 0)
    np.testing.assert_allclose(hidden, np.maximum(flat @ weight.T + bias, 0), atol=1e-5)
    np.testing.assert_array_equal(codes, snapshot.encode(images))
    weight, bias = layer(snapshot, 2)
    np.testing.assert_allclose(back, np.maximum(codes @ weight.T + bias, 0), atol=1e-5)
    np.testing.assert_allclose(output.reshape(images.shape), snapshot.reconstruct(images), atol=1e-6)


def test_ways_through_weights_too_large_for_float32_are_composed_in_silence(untrained):
    snapshot = untrained(2)
    huge = Snapshot(snapshot.config, {name: array * np.float32(1e30) for name, array in snapshot.arrays.items()})

    assert not np.isfinite(huge.looks_for(1, [0])).all()
    assert not np.isfinite(huge.draws(1, [0])).all()


CONFIGS = [
    NetworkConfig(ImageShape(28, 28), (512,), 2),
    NetworkConfig(ImageShape(4, 4), (), 3),
    NetworkConfig(ImageShape(5, 5), (7, 6, 4), 1),
]


def test_a_gaussian_code_has_a_log_variance_beside_its_mean_and_all_else_is_as_in_a_plain_network(mnist):
    config = NetworkConfig(hidden_sizes=(64, 32), latent_dim=5, code="gaussian")
    kind, plain = kind_of(config), kind_of(replace(config, code="plain"))
    added = {"ae.0.log_variance.weight": (5, 32), "ae.0.log_variance.bias": (5,)}
    assert kind.shapes == {**plain.shapes, **added}
    assert [*kind.shapes][6:8] == [*added]  # where torch has them
    assert sum(one.parameters for one in kind.layers) == config.parameter_count
    assert [one.heads for one in kind.layers] == [1, 1, 2, 1, 1, 1]

    snapshot, images = network(config), mnist.test.images[:5]
    mean, log_variance = snapshot.posterior(images)
    np.testing.assert_array_equal(mean, snapshot.encode(images))
    hidden = snapshot.activations(images)[1]
    weight, bias = (snapshot.arrays[name] for name in added)
    np.testing.assert_allclose(log_variance, hidden @ weight.T + bias, rtol=1e-5, atol=1e-5)


def test_without_hidden_layers_too():
    config = NetworkConfig(ImageShape(4, 4), hidden_sizes=(), code="gaussian")
    images = np.random.default_rng(1).random((3, 4, 4), np.float32)
    snapshot = network(config)
    _, log_variance = snapshot.posterior(images)
    weight, bias = (snapshot.arrays[f"ae.0.log_variance.{part}"] for part in ("weight", "bias"))
    np.testing.assert_allclose(log_variance, images.reshape(3, -1) @ weight.T + bias, rtol=1e-5)


SPARSE = NetworkConfig(hidden_sizes=(64,), latent_dim=40, code="sparse", k=6)


def test_of_a_sparse_code_the_largest_numbers_above_0_are_kept(mnist):
    images = mnist.test.images[:50]
    answers = network(replace(SPARSE, code="plain", k=0)).encode(images)
    codes = network(SPARSE).encode(images)
    assert ((codes > 0).sum(axis=1) == np.minimum((answers > 0).sum(axis=1), 6)).all()
    for code, answer in zip(codes, answers, strict=True):
        largest = np.sort(np.argsort(-answer)[: np.count_nonzero(code)])
        np.testing.assert_array_equal(np.flatnonzero(code), largest)
        np.testing.assert_array_equal(code[largest], answer[largest])


def test_a_sparse_code_without_a_number_of_units_to_keep_is_rectified_alone(mnist):
    images = mnist.test.images[:50]
    answers = network(replace(SPARSE, code="plain", k=0)).encode(images)
    for k in (0, 40):
        np.testing.assert_array_equal(network(replace(SPARSE, k=k)).encode(images), np.maximum(answers, 0))


def test_numbers_as_large_as_the_last_one_kept_are_kept_too():
    config = NetworkConfig(ImageShape(2, 2), (), 3, code="sparse", k=1)
    alike = drawn(config, np.ones)
    np.testing.assert_array_equal(alike.encode(np.ones((1, 2, 2), np.float32)), [[5, 5, 5]])


def test_a_sparse_code_is_that_of_its_layer_on_the_way_and_has_a_plain_ones_arrays(mnist):
    snapshot, images = network(SPARSE), mnist.test.images[:5]
    np.testing.assert_array_equal(snapshot.inner(images)[-1], snapshot.encode(images))
    assert kind_of(SPARSE).shapes == kind_of(replace(SPARSE, code="plain", k=0)).shapes
    assert [one.activation for one in snapshot.layers] == ["relu", "relu", "relu", "sigmoid"]


def test_a_sigmoid_of_its_logits_is_what_a_network_draws(untrained):
    snapshot, codes = untrained(2), np.random.default_rng(0).normal(size=(5, 2)).astype(np.float32)
    drawn = 1 / (1 + np.exp(-snapshot.logits(codes)))
    np.testing.assert_allclose(drawn.reshape(5, 28, 28), snapshot.decode(codes), atol=1e-6)


def network(config: NetworkConfig) -> Snapshot:
    return drawn(config, normal(np.random.default_rng(0)))


def test_the_names_are_the_notebooks():
    assert [*kind_of(NetworkConfig()).shapes] == [
        "ae.0.encoder.1.weight",
        "ae.0.encoder.1.bias",
        "ae.0.encoder.3.weight",
        "ae.0.encoder.3.bias",
        "ae.1.decoder.0.weight",
        "ae.1.decoder.0.bias",
        "ae.1.decoder.2.weight",
        "ae.1.decoder.2.bias",
    ]


def test_a_network_with_no_hidden_layer_has_one_linear_layer_a_side():
    config = NetworkConfig(hidden_sizes=())
    assert kind_of(config).shapes == {
        "ae.0.encoder.1.weight": (2, 784),
        "ae.0.encoder.1.bias": (2,),
        "ae.1.decoder.0.weight": (784, 2),
        "ae.1.decoder.0.bias": (784,),
    }
