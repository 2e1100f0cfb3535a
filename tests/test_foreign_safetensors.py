import numpy as np
import pytest
import safetensors.torch
import torch

from ae_model.foreign_safetensors import declared, read
from ae_model.sealed import MAX_HEADER_BYTES


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
def test_floats_are_read_as_float32(dtype):
    tensors = {"a": torch.randn(3, 4, dtype=dtype), "b": torch.randn((), dtype=dtype)}
    entries = read(safetensors.torch.save(tensors))
    for name, tensor in tensors.items():
        assert entries[name].read().dtype == np.float32
        assert np.array_equal(entries[name].read(), tensor.float().numpy())


def test_what_is_declared_is_what_is_read():
    content = safetensors.torch.save({"a": torch.zeros(3, 4), "n": torch.tensor(3)}, {"format": "pt"})
    for entries in (declared(content), read(content)):
        shown = {name: (entry.type, entry.shape, entry.is_float) for name, entry in entries.items()}
        assert shown == {"a": ("F32", (3, 4), True), "n": ("I64", (), False)}


def test_layer_ten_comes_after_layer_nine():
    names = [f"fc{number}.weight" for number in range(1, 12)]
    assert list(read(safetensors.torch.save({name: torch.zeros(1) for name in names}))) == names


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x02\0\0\0\0\0\0\0{", "cannot be read"),
        (b"\x02\0\0\0\0\0\0\0[]", "cannot be read"),
        (b'\x09\0\0\0\0\0\0\0{"a": {}}', "cannot be read"),
        (b'\x25\0\0\0\0\0\0\0{"a": {"dtype": "F32", "shape": [1e999]}}', "cannot be read"),
        ((MAX_HEADER_BYTES + 1).to_bytes(8, "little") + b"{", "far larger than one here"),
    ],
)
def test_a_header_that_is_none_is_refused(content, reason):
    with pytest.raises(ValueError, match=reason):
        declared(content)


def test_tensors_that_are_not_laid_out_as_they_should_be_are_refused():
    content = safetensors.torch.save({"a": torch.zeros(4)})
    for wrong in (content[:-1], content + b"0", content.replace(b"[0,16]", b"[0,12]")):
        with pytest.raises(ValueError, match="laid out"):
            read(wrong)
