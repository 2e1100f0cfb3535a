import numpy as np
import pytest

from ae_model import sealed

ARRAYS = {"ones": np.ones((2, 3), np.float32), "bytes": np.arange(4, dtype=np.uint8)}


def test_what_is_sealed_comes_back():
    content = sealed.seal("kind", {"epoch": 3, "names": ["a"]}, ARRAYS)
    assert sealed.is_sealed(content)
    fields, arrays = sealed.unseal("kind", {"epoch", "names"}, content)
    assert fields == {"epoch": 3, "names": ["a"]}
    assert set(arrays) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(arrays[name], array)


def test_equal_arrays_make_equal_files():
    assert sealed.seal("kind", {"epoch": 3}, ARRAYS) == sealed.seal(
        "kind", {"epoch": 3}, dict(reversed(ARRAYS.items()))
    )


def test_every_flipped_bit_is_noticed():
    content = sealed.seal("kind", {"epoch": 3}, ARRAYS)
    for place in range(0, 8 * len(content), 7):
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        with pytest.raises(ValueError, match=r"\.$"):
            sealed.unseal("kind", {"epoch"}, bytes(damaged))


def test_a_file_of_another_kind_is_told_from_damage():
    with pytest.raises(ValueError, match="not one of Autoencoder Lab"):
        sealed.unseal("another kind", {"epoch"}, sealed.seal("kind", {"epoch": 3}, ARRAYS))


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
        sealed.unseal("kind", {"epoch"}, sealed.seal("kind", fields, ARRAYS))
