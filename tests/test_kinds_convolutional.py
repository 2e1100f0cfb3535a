from itertools import product

import numpy as np
import pytest
import torch
from networks import drawn
from torch.nn import functional as F

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.network import AutoEncoder, network_of, snapshot_of
from ae_model.snapshot import Snapshot

CONFIGS = [
    NetworkConfig(hidden_sizes=(64,), kind="convolutional"),
    NetworkConfig(ImageShape(16, 16), (), 3, "silu", "linear", "convolutional", (4, 8, 6)),
    NetworkConfig(ImageShape(27, 13), (20, 10), 4, kind="convolutional", channels=(5, 7), kernel=4),
    NetworkConfig(ImageShape(32, 32), (30,), 2, "silu", kind="convolutional", channels=(3,), kernel=2, code="gaussian"),
    NetworkConfig(ImageShape(9, 31), (), 2, kind="convolutional", channels=(3, 4), kernel=7, code="gaussian"),
    NetworkConfig(hidden_sizes=(), latent_dim=40, kind="convolutional", channels=(4,), code="sparse", k=5),
]


@pytest.fixture(params=CONFIGS, ids=lambda config: "-".join(config.encoder_words))
def snapshot(request) -> Snapshot:
    network = AutoEncoder(request.param, torch.Generator().manual_seed(1))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(2)), alpha=0.05)
    return snapshot_of(network)


@pytest.fixture
def images(snapshot):
    shape = snapshot.config.image_shape.array_shape
    return np.random.default_rng(0).random((5, *shape), np.float32)


@torch.no_grad()
def test_numpy_computes_what_torch_does(snapshot, images):
    network = network_of(snapshot)

    codes = network.encoder(torch.tensor(images))
    np.testing.assert_allclose(snapshot.encode(images), codes.numpy(), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(snapshot.decode(codes.numpy()), network.decoder(codes).numpy(), rtol=0, atol=1e-5)
    logits = network.logits(codes).numpy().reshape(5, -1)
    np.testing.assert_allclose(snapshot.logits(codes.numpy()), logits, rtol=1e-5, atol=1e-5)
    if snapshot.config.code == "gaussian":
        for ours, theirs in zip(snapshot.posterior(images), network.posterior(torch.tensor(images)), strict=True):
            np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-5, atol=1e-5)


@torch.no_grad()
def test_every_layer_puts_out_what_it_does_in_torch(snapshot, images):
    network, values, expected = network_of(snapshot), torch.tensor(images), []
    code = network.encoder(values)
    for half in (network.encoder.encoder, network.decoder.decoder):
        for part in half:
            values = part(values)
            if isinstance(part, torch.nn.Linear | torch.nn.Conv2d | torch.nn.ConvTranspose2d):
                expected.append(values)
            elif isinstance(part, torch.nn.ReLU | torch.nn.SiLU):
                expected[-1] = values
        if half is network.encoder.encoder:
            values = expected[-1] = code  # of which a sparse one keeps a part
    if snapshot.config.output == "sigmoid":
        expected[-1] = torch.sigmoid(expected[-1])

    activations = snapshot.activations(images)

    assert len(activations) == len(snapshot.layers) == len(expected)
    for ours, theirs, layer in zip(activations, expected, snapshot.layers, strict=True):
        np.testing.assert_allclose(ours, theirs.flatten(1).numpy(), rtol=1e-4, atol=1e-5)
        assert ours.shape == (5, layer.units)
        assert layer.maps is None or tuple(theirs.shape[1:]) == layer.maps


def test_names_shapes_and_numbers_of_parameters_are_torchs(snapshot):
    state = AutoEncoder(snapshot.config, torch.Generator()).state_dict()

    assert {name: tuple(tensor.shape) for name, tensor in state.items()} == kind_of(snapshot.config).shapes
    assert [*state] == [*kind_of(snapshot.config).shapes]
    count = sum(tensor.numel() for tensor in state.values())
    assert snapshot.config.parameter_count == count == sum(layer.parameters for layer in snapshot.layers)


def test_images_of_every_size_come_back_at_their_size():
    for height, width, kernel in product((7, 8, 28, 29), (7, 28, 31), (2, 3, 4, 5, 8, 9)):
        config = NetworkConfig(ImageShape(height, width), (), kind="convolutional", channels=(2, 2), kernel=kernel)
        snapshot = drawn(config, np.ones)
        assert snapshot.decode(np.zeros((1, 2), np.float32)).shape == (1, height, width)
        assert AutoEncoder(config, torch.Generator())(torch.zeros(1, height, width)).shape == (1, height, width)


def test_layers_are_told_with_their_maps_and_parameters():
    config = NetworkConfig(hidden_sizes=(64,), kind="convolutional")
    layers = kind_of(config).layers

    assert [layer.maps for layer in layers] == [
        (16, 14, 14),
        (32, 7, 7),
        None,
        None,
        None,
        None,
        (16, 14, 14),
        (1, 28, 28),
    ]
    assert [layer.units for layer in layers] == [3136, 1568, 64, 2, 64, 1568, 3136, 784]
    assert [layer.parameters for layer in layers[:2]] == [16 * (9 + 1), 32 * (16 * 9 + 1)]
    assert [layer.number for layer in layers if layer.is_code] == [3]
    assert layers[-1].is_output


def linear(config: NetworkConfig) -> Snapshot:
    return drawn(config, lambda shape: np.random.default_rng(3).normal(size=shape) * (len(shape) > 1))


def test_what_a_first_map_looks_for_is_its_kernel():
    snapshot = linear(CONFIGS[0])
    weight = snapshot.arrays["ae.0.encoder.1.weight"]
    np.testing.assert_array_equal(snapshot.looks_for(0, [3, 5]), weight[[3, 5], 0])


def test_what_a_later_map_looks_for_is_the_piece_that_excites_it_through_the_layers_before():
    snapshot = linear(CONFIGS[0])
    first, second = (torch.tensor(snapshot.arrays[f"ae.0.encoder.{n}.weight"]) for n in (1, 3))
    piece = torch.randn(1, 1, 7, 7, generator=torch.Generator().manual_seed(0))

    answer = F.conv2d(F.conv2d(piece, first, stride=2), second, stride=2)[0, :, 0, 0]

    fields = snapshot.looks_for(1, range(32))
    assert fields.shape == (32, 7, 7)
    np.testing.assert_allclose((fields * piece.numpy()[0]).sum((1, 2)), answer, rtol=1e-3, atol=1e-2)


@torch.no_grad()
def test_what_a_unit_looks_for_and_what_a_number_of_the_code_draws_are_gradients_of_a_linear_network():
    for config in CONFIGS:
        snapshot = linear(config)
        network, shape = network_of(snapshot), config.image_shape.array_shape
        encoder = [part for part in network.encoder.encoder if not isinstance(part, torch.nn.ReLU | torch.nn.SiLU)]
        decoder = [part for part in network.decoder.decoder if not isinstance(part, torch.nn.ReLU | torch.nn.SiLU)]
        image = torch.rand(1, *shape, generator=torch.Generator().manual_seed(0))
        code = torch.eye(config.latent_dim)
        number = next(layer.number for layer in snapshot.layers if layer.is_code)

        answers = torch.nn.Sequential(*encoder)(image)[0]
        fields = snapshot.looks_for(number, range(config.latent_dim))
        assert fields.shape == (config.latent_dim, *shape)
        np.testing.assert_allclose((fields * image.numpy()).sum((1, 2)), answers, rtol=1e-3, atol=1e-1)
        images = torch.nn.Sequential(*decoder)(code)[:, 0]
        np.testing.assert_allclose(snapshot.draws(number, range(config.latent_dim)), images, rtol=1e-3, atol=1e-1)


def test_what_a_unit_next_to_the_maps_draws_is_what_its_map_draws_there():
    snapshot = linear(CONFIGS[0])  # 32 maps of 7 × 7
    transposed = [layer.number for layer in snapshot.layers if layer.maps and layer.number > 3]
    last = snapshot.draws(transposed[0], [4])
    np.testing.assert_array_equal(last, snapshot.arrays["ae.1.decoder.7.weight"][[4], 0])
    middle = snapshot.draws(transposed[0] - 1, [5 * 49 + 3 * 7 + 3])  # the middle number of map 5
    assert middle.shape == (1, 28, 28)
    rows, columns = np.nonzero(middle[0])
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (7, 7)


def test_the_wrong_side_of_the_network_is_refused():
    snapshot = linear(CONFIGS[0])
    with pytest.raises(ValueError, match="asked of the encoder"):
        snapshot.looks_for(4, [0])
    with pytest.raises(ValueError, match="asked of the code"):
        snapshot.draws(2, [0])
    with pytest.raises(ValueError, match="asked of the code"):
        snapshot.draws(7, [0])


def test_weights_too_large_for_float32_are_computed_with_in_silence():
    snapshot = linear(CONFIGS[0])
    huge = Snapshot(snapshot.config, {name: array * np.float32(1e30) for name, array in snapshot.arrays.items()})
    images = np.ones((1, 28, 28), np.float32)
    assert not np.isfinite(huge.reconstruct(images)).all()
    assert not np.isfinite(huge.looks_for(1, [0])).all()
    assert not np.isfinite(huge.draws(3, [0])).all()
