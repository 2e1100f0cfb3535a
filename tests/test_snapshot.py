from dataclasses import replace

import numpy as np
import pytest
from networks import drawn, layer

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape
from ae_model.snapshot import Snapshot, chunks, unit_floats

SMALL = NetworkConfig(image_shape=ImageShape(4, 3), hidden_sizes=(7, 5), latent_dim=2)


def random_snapshot(config: NetworkConfig, seed: int = 0) -> Snapshot:
    random = np.random.default_rng(seed)
    return drawn(config, lambda shape: random.normal(size=shape))


def by_hand(snapshot: Snapshot, part: str, values: np.ndarray) -> np.ndarray:
    """What the layers of a part make of `values`, as one writes it on a blackboard, in float64."""
    activate = {"relu": lambda x: np.maximum(x, 0), "silu": lambda x: x / (1 + np.exp(-x)), "tanh": np.tanh}[
        snapshot.config.activation
    ]
    numbers = [one.number for one in snapshot.layers if part in one.name]
    for number in numbers:
        weight, bias = layer(snapshot, number)
        values = (values if number == numbers[0] else activate(values)) @ weight.T.astype(np.float64) + bias
    return values


@pytest.fixture
def images() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (9, 4, 3), np.uint8)


@pytest.mark.parametrize("activation", ["relu", "silu", "tanh"])
@pytest.mark.parametrize("hidden_sizes", [(), (7,), (7, 5)])
def test_encoding_and_decoding_are_the_layers_with_the_activation_between_them(images, activation, hidden_sizes):
    snapshot = random_snapshot(replace(SMALL, activation=activation, hidden_sizes=hidden_sizes))
    codes = by_hand(snapshot, "encoder", images.reshape(9, 12) / 255)
    np.testing.assert_allclose(snapshot.encode(images), codes, rtol=1e-4, atol=1e-4)
    pixels = 1 / (1 + np.exp(-by_hand(snapshot, "decoder", codes)))
    np.testing.assert_allclose(snapshot.decode(codes), pixels.reshape(9, 4, 3), atol=1e-4)
    np.testing.assert_allclose(snapshot.reconstruct(images), pixels.reshape(9, 4, 3), atol=1e-4)


def test_a_gaussian_code_has_a_posterior_and_a_plain_one_none(images):
    snapshot = random_snapshot(replace(SMALL, code="gaussian"))
    mean, log_variance = snapshot.posterior(images)
    assert mean.shape == log_variance.shape == (9, 2)
    np.testing.assert_array_equal(mean, snapshot.encode(images))
    with pytest.raises(ValueError, match="no posterior"):
        random_snapshot(SMALL).posterior(images)
    with pytest.raises(ValueError, match="do not fit"):
        snapshot.posterior(images[:, 1:])


def test_a_linear_output_leaves_the_last_layer_as_it_is(images):
    snapshot = random_snapshot(replace(SMALL, output="linear"))
    codes = snapshot.encode(images)
    pixels = by_hand(snapshot, "decoder", codes).reshape(9, 4, 3)
    np.testing.assert_allclose(snapshot.decode(codes), pixels, rtol=1e-4, atol=1e-4)
    assert pixels.max() > 1


def test_a_sigmoid_of_huge_values_is_black_or_white_and_overflows_nowhere():
    snapshot = random_snapshot(replace(SMALL, hidden_sizes=()))
    drawn = snapshot.decode(np.array([[1e6, -1e6], [-1e6, 1e6]]))
    assert set(np.unique(drawn)) == {0, 1}


def test_silu_of_huge_values_overflows_nowhere():
    snapshot = random_snapshot(replace(SMALL, activation="silu", output="linear"))
    assert np.isfinite(snapshot.decode(np.array([[1e6, -1e6], [-1e6, 1e6]]))).all()


def test_bytes_and_floats_of_an_image_have_the_same_code(images):
    snapshot = random_snapshot(SMALL)
    np.testing.assert_array_equal(snapshot.encode(images), snapshot.encode(images / np.float32(255)))


def test_bytes_become_floats_from_0_to_1_and_floats_stay():
    assert unit_floats(np.array([0, 51, 255], np.uint8)).tolist() == [0, np.float32(0.2), 1]
    assert unit_floats(np.array([-1.0, 2.0])).tolist() == [-1, 2]
    assert unit_floats(np.array([0.5])).dtype == np.float32


def test_many_images_at_once_have_the_codes_and_pictures_that_each_has_alone():
    snapshot = random_snapshot(SMALL)
    many = np.random.default_rng(2).integers(0, 256, (5000, 4, 3), np.uint8)
    codes, drawn = snapshot.encode(many), snapshot.reconstruct(many)
    assert (codes.shape, drawn.shape) == ((5000, 2), (5000, 4, 3))
    for index in (0, 2047, 2048, 4999):
        np.testing.assert_allclose(codes[index], snapshot.encode(many[index : index + 1])[0], atol=1e-4)
        np.testing.assert_allclose(drawn[index], snapshot.reconstruct(many[index : index + 1])[0], atol=1e-4)


def test_no_images_have_no_codes():
    snapshot = random_snapshot(SMALL)
    assert snapshot.encode(np.empty((0, 4, 3), np.uint8)).shape == (0, 2)
    assert snapshot.decode(np.empty((0, 2))).shape == (0, 4, 3)


def test_results_are_float32_and_what_was_put_in_is_untouched(images):
    snapshot = random_snapshot(replace(SMALL, hidden_sizes=()))
    floats = images / np.float32(255)
    before = floats.copy()
    codes = snapshot.encode(floats)
    codes_before = codes.copy()
    assert codes.dtype == snapshot.decode(codes).dtype == np.float32
    np.testing.assert_array_equal(floats, before)
    np.testing.assert_array_equal(codes, codes_before)


@pytest.mark.parametrize("shape", [(9, 3, 4), (9, 12), (4, 3)])
def test_images_of_another_shape_are_refused(shape):
    with pytest.raises(ValueError, match=r"do not fit a network for \(4, 3\)"):
        random_snapshot(SMALL).encode(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("shape", [(9, 3), (2,), (1, 1, 2)])
def test_codes_of_another_dimension_are_refused(shape):
    with pytest.raises(ValueError, match="do not fit a code of 2 dimensions"):
        random_snapshot(SMALL).decode(np.zeros(shape, np.float32))


def test_weights_cannot_be_written_to():
    snapshot = random_snapshot(SMALL)
    for array in snapshot.arrays.values():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(TypeError):
        snapshot.arrays["ae.0.encoder.1.weight"] = array


@pytest.mark.parametrize("part", ["encoder", "decoder"])
@pytest.mark.parametrize(
    ("damaged", "damage", "reason"),
    [
        ("weight", lambda weight: weight.T.copy(), "has the shape"),
        ("bias", lambda bias: bias[:-1], "has the shape"),
        ("weight", lambda weight: weight.astype(np.float64), "are float64, not float32"),
        ("weight", lambda weight: weight * np.float32("nan"), "weights that are not finite"),
        ("bias", lambda bias: bias + np.float32("inf"), "weights that are not finite"),
    ],
)
def test_weights_that_do_not_fit_are_refused(part, damaged, damage, reason):
    arrays = random_snapshot(SMALL).arrays
    name = next(name for name in reversed(arrays) if part in name and damaged in name)
    with pytest.raises(ValueError, match=f"{name}'.* {reason}"):
        Snapshot(SMALL, {**arrays, name: damage(arrays[name])})


def test_weights_are_finite_also_where_their_sum_is_not():
    arrays = random_snapshot(SMALL).arrays
    huge = {name: np.full_like(array, 3e38) for name, array in arrays.items()}
    assert Snapshot(SMALL, huge).config == SMALL


def test_a_missing_and_an_unknown_array_are_named():
    arrays = dict(random_snapshot(SMALL).arrays)
    with pytest.raises(ValueError, match=r"'ae\.2\.weight' is in it"):
        Snapshot(SMALL, {**arrays, "ae.2.weight": arrays["ae.0.encoder.1.bias"]})
    del arrays["ae.1.decoder.2.bias"]
    with pytest.raises(ValueError, match=r"'ae\.1\.decoder\.2\.bias' is missing"):
        Snapshot(SMALL, arrays)


def test_arrays_are_in_torchs_order_and_contiguous_however_they_were_given():
    snapshot = random_snapshot(SMALL)
    given = {name: np.asfortranarray(snapshot.arrays[name]) for name in sorted(snapshot.arrays, reverse=True)}
    taken = Snapshot(SMALL, given, epoch=7)
    assert list(taken.arrays) == list(snapshot.arrays)
    assert all(array.flags.c_contiguous for array in taken.arrays.values())
    assert all(np.array_equal(array, snapshot.arrays[name]) for name, array in taken.arrays.items())
    assert (taken.config, taken.epoch) == (SMALL, 7)


def test_chunks_cover_all_rows_once_with_a_bounded_number_of_values():
    slices = list(chunks(1000, 10_000))

    assert np.concatenate([np.arange(1000)[chunk] for chunk in slices]).tolist() == list(range(1000))
    assert 1 < max(chunk.stop - chunk.start for chunk in slices) * 10_000 <= 2**21
    assert list(chunks(2, 2**22)) == [slice(0, 1), slice(1, 2)]


def test_a_fingerprint_is_of_the_weights_alone(untrained):
    snapshot = untrained(2)
    assert len(snapshot.fingerprint) == 64
    assert replace(snapshot, epoch=7).fingerprint == snapshot.fingerprint
    arrays = {name: array.copy() for name, array in snapshot.arrays.items()}
    next(iter(arrays.values())).flat[0] += 1
    assert replace(snapshot, arrays=arrays).fingerprint != snapshot.fingerprint
