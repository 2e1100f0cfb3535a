from itertools import pairwise

import numpy as np
import pytest

from ae_model.config import NetworkConfig
from ae_model.snapshot import Snapshot
from ae_model.state_dict import infer_config, snapshot_from, state_dict, state_dict_keys

CONFIGS = [
    NetworkConfig((28, 28), (512,), 2),
    NetworkConfig((4, 4), (), 3),
    NetworkConfig((5, 5), (7, 6, 4), 1),
]


def arrays_for(config):
    rng = np.random.default_rng(0)
    shapes = [
        shape
        for sizes in (config.encoder_sizes, config.decoder_sizes)
        for inputs, outputs in pairwise(sizes)
        for shape in ((outputs, inputs), (outputs,))
    ]
    return {
        key: rng.standard_normal(shape, np.float32) for key, shape in zip(state_dict_keys(config), shapes, strict=True)
    }


def test_the_names_are_the_notebooks():
    assert state_dict_keys(NetworkConfig()) == (
        "ae.0.encoder.1.weight",
        "ae.0.encoder.1.bias",
        "ae.0.encoder.3.weight",
        "ae.0.encoder.3.bias",
        "ae.1.decoder.0.weight",
        "ae.1.decoder.0.bias",
        "ae.1.decoder.2.weight",
        "ae.1.decoder.2.bias",
    )


def test_a_network_with_no_hidden_layer_has_one_linear_layer_a_side():
    keys = state_dict_keys(NetworkConfig(hidden_sizes=()))
    assert keys == (
        "ae.0.encoder.1.weight",
        "ae.0.encoder.1.bias",
        "ae.1.decoder.0.weight",
        "ae.1.decoder.0.bias",
    )


@pytest.mark.parametrize("config", CONFIGS, ids=str)
def test_a_snapshot_goes_through_names_and_back(config):
    arrays = arrays_for(config)
    snapshot = snapshot_from(arrays, config, epoch=7)
    assert (snapshot.config, snapshot.epoch) == (config, 7)
    back = state_dict(snapshot)
    assert list(back) == list(arrays)
    assert all(np.array_equal(back[key], arrays[key]) for key in arrays)


@pytest.mark.parametrize("config", CONFIGS, ids=str)
def test_the_layers_show_in_the_shapes(config):
    assert infer_config(arrays_for(config)) == config


def test_arrays_are_contiguous_even_where_the_snapshots_are_not():
    snapshot = snapshot_from(arrays_for(CONFIGS[0]), CONFIGS[0])
    turned = tuple((np.asfortranarray(weight), bias) for weight, bias in snapshot.encoder)
    arrays = state_dict(Snapshot(snapshot.config, turned, snapshot.decoder))
    assert all(array.flags.c_contiguous for array in arrays.values())


def test_a_missing_and_an_unknown_name_are_named():
    arrays = arrays_for(CONFIGS[0])
    with pytest.raises(ValueError, match=r"'ae\.2\.weight' is in it"):
        snapshot_from({**arrays, "ae.2.weight": arrays["ae.0.encoder.1.bias"]}, CONFIGS[0])
    del arrays["ae.1.decoder.2.bias"]
    with pytest.raises(ValueError, match=r"'ae\.1\.decoder\.2\.bias' is missing"):
        snapshot_from(arrays, CONFIGS[0])


def test_images_that_are_not_square_cannot_be_inferred():
    with pytest.raises(ValueError, match="20 pixels"):
        infer_config(arrays_for(NetworkConfig((4, 5), (3,), 2)))


@pytest.mark.parametrize("arrays", [{}, {"weight": np.zeros((2, 2))}, {"ae.0.encoder.1.weight": np.zeros(4)}])
def test_another_models_arrays_are_not_taken_for_an_autoencoder(arrays):
    with pytest.raises(ValueError, match="notebook's AutoEncoder"):
        infer_config(arrays)
