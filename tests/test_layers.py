import numpy as np
import pytest

from ae_model.config import NetworkConfig
from ae_model.layers import draws, looks_for, summaries
from ae_model.pca import PCA
from ae_model.snapshot import Snapshot


@pytest.fixture(scope="module")
def pca(mnist) -> PCA:
    return PCA.fit(mnist.train.images[:3_000], 6)


def test_layers_are_told_with_their_sizes_and_parameters():
    config = NetworkConfig(hidden_sizes=(512, 64), latent_dim=2)
    layers = summaries(config)

    assert [(layer.inputs, layer.units) for layer in layers] == [
        (784, 512), (512, 64), (64, 2), (2, 64), (64, 512), (512, 784)
    ]  # fmt: skip
    assert sum(layer.parameters for layer in layers) == config.parameter_count
    assert [layer.number for layer in layers if layer.is_code] == [2]
    assert [layer.activation for layer in layers] == ["relu", "relu", "linear", "relu", "relu", "sigmoid"]
    assert layers[-1].is_output


def test_what_a_first_unit_looks_for_is_its_weights(untrained):
    snapshot = untrained(2)

    fields = looks_for(snapshot, 0, [5, 7])

    np.testing.assert_array_equal(fields.reshape(2, -1), snapshot.encoder[0][0][[5, 7]])


def test_what_a_last_unit_draws_is_its_weights_into_the_image(untrained):
    snapshot = untrained(2)

    fields = draws(snapshot, 2, [5, 7])

    np.testing.assert_array_equal(fields.reshape(2, -1), snapshot.decoder[-1][0].T[[5, 7]])


def test_of_a_linear_network_the_code_looks_for_and_draws_the_components(pca):
    network = pca.as_network()

    np.testing.assert_array_equal(looks_for(network, 0, range(6)).reshape(6, -1), pca.components)
    np.testing.assert_array_equal(draws(network, 0, range(6)).reshape(6, -1), pca.components)


def test_through_several_layers_the_ways_are_composed(untrained):
    snapshot = untrained(3)

    expected = snapshot.encoder[1][0][[1]] @ snapshot.encoder[0][0]
    np.testing.assert_allclose(looks_for(snapshot, 1, [1]).reshape(1, -1), expected, rtol=1e-5)
    expected = (snapshot.decoder[1][0] @ snapshot.decoder[0][0][:, [1]]).T
    np.testing.assert_allclose(draws(snapshot, 1, [1]).reshape(1, -1), expected, rtol=1e-4, atol=1e-6)


def test_the_wrong_side_of_the_network_is_refused(untrained):
    snapshot = untrained(2)
    with pytest.raises(ValueError, match="asked of the encoder"):
        looks_for(snapshot, 2, [0])
    with pytest.raises(ValueError, match="asked of the code"):
        draws(snapshot, 0, [0])
    with pytest.raises(ValueError, match="asked of the code"):
        draws(snapshot, 3, [0])


def test_activations_are_what_every_layer_puts_out_on_the_way(untrained, mnist):
    snapshot, images = untrained(2), mnist.test.images[:3]

    hidden, codes, back, output = snapshot.activations(images)

    flat = images.reshape(3, -1) / np.float32(255)
    weight, bias = snapshot.encoder[0]
    np.testing.assert_allclose(hidden, np.maximum(flat @ weight.T + bias, 0), atol=1e-5)
    np.testing.assert_array_equal(codes, snapshot.encode(images))
    weight, bias = snapshot.decoder[0]
    np.testing.assert_allclose(back, np.maximum(codes @ weight.T + bias, 0), atol=1e-5)
    np.testing.assert_allclose(output.reshape(images.shape), snapshot.reconstruct(images), atol=1e-6)


def test_ways_through_weights_too_large_for_float32_are_composed_in_silence(untrained):
    snapshot = untrained(2)
    huge = Snapshot(snapshot.config, *(tuple((w * np.float32(1e30), b) for w, b in part)
                                       for part in (snapshot.encoder, snapshot.decoder)))  # fmt: skip

    assert not np.isfinite(looks_for(huge, 1, [0])).all()
    assert not np.isfinite(draws(huge, 1, [0])).all()
