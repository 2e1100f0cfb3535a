import json
import tracemalloc
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from ae_model import sealed

ARRAYS = {"ones": np.ones((2, 3), np.float32), "bytes": np.arange(4, dtype=np.uint8)}


def seal(kind: str, fields: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    return b"".join(sealed.seal(kind, fields, arrays))


def test_what_is_sealed_comes_back():
    content = seal("kind", {"epoch": 3, "names": ["a"]}, ARRAYS)
    assert sealed.is_sealed(content)
    fields, arrays = sealed.unseal("kind", {"epoch", "names"}, content)
    assert fields == {"epoch": 3, "names": ["a"]}
    assert set(arrays) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(arrays[name], array)


def test_equal_arrays_make_equal_files():
    assert seal("kind", {"epoch": 3}, ARRAYS) == seal("kind", {"epoch": 3}, dict(reversed(ARRAYS.items())))


def test_every_flipped_bit_is_noticed():
    content = seal("kind", {"epoch": 3}, ARRAYS)
    for place in range(0, 8 * len(content), 7):
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        with pytest.raises(ValueError, match=r"\.$"):
            sealed.unseal("kind", {"epoch"}, bytes(damaged))


def test_a_file_of_another_kind_is_told_from_damage():
    with pytest.raises(ValueError, match="not one of Autoencoder Lab"):
        sealed.unseal("another kind", {"epoch"}, seal("kind", {"epoch": 3}, ARRAYS))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"epoch": 3, "colour": "blue"}, "only a newer Autoencoder Lab knows: colour"),
        ({}, "damaged"),
        ({"epoch": 3, "format_version": 2}, "newer"),
    ],
)
def test_a_field_or_a_version_of_the_future_is_told_from_damage(fields, reason):
    with pytest.raises(ValueError, match=reason):
        sealed.unseal("kind", {"epoch"}, seal("kind", fields, ARRAYS))


def test_a_file_is_that_of_safetensors_byte_for_byte():
    arrays = ARRAYS | {
        "b.weight": np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32)[:, ::2],
        "a.weight": np.ones((2, 0, 3), np.float32),
        "half": np.float16([1, 2, 3]),
        "alone": np.float32(4).reshape(()),
    }
    for fields in ({"epoch": 3}, {"name": "perché “così” \\ \n 数字"}):
        content = seal("kind", fields, arrays)
        header = sealed.read_header("kind", content)
        contiguous = {name: np.ascontiguousarray(array).reshape(array.shape) for name, array in arrays.items()}
        library = safetensors.numpy.save(contiguous, {"kind": json.dumps(header)})
        assert content == library


def test_a_file_takes_no_memory_of_its_own_beside_the_arrays():
    large = np.zeros(2_000_000, np.float32)
    tracemalloc.start()
    pieces = sealed.seal("kind", {"epoch": 3}, {"large": large})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(map(len, pieces)) > large.nbytes
    assert most < 100_000
