"""The tensors of a safetensors file that another program wrote, such as `safetensors.torch.save_file`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors
from numpy.typing import NDArray
from safetensors import SafetensorError

from ae_model.sealed import MAX_HEADER_BYTES
from ae_model.sentence import SaidError
from ae_model.state_dicts import in_natural_order

_FLOATS = {"F32": "<f4", "F64": "<f8", "F16": "<f2", "BF16": "<u2"}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A tensor of such a file.

    Attributes:
        type: of its numbers, by its name in safetensors.
        shape: its shape.
        data: its numbers, empty as long as they are not read.
    """

    type: str
    shape: tuple[int, ...]
    data: bytes | bytearray = b""

    @property
    def is_float(self) -> bool:
        """Whether its numbers can be weights."""
        return self.type in _FLOATS

    def read(self) -> NDArray[np.float32]:
        """Its numbers, in a new float32 array; those beyond float32 become infinite."""
        numbers = np.frombuffer(self.data, _FLOATS[self.type]).reshape(self.shape)
        if self.type == "BF16":  # the upper half of a float32, which numpy has no name for
            return (numbers.astype(np.uint32) << np.uint32(16)).view(np.float32)
        with np.errstate(over="ignore"):
            return numbers.astype(np.float32)


def declared(beginning: bytes) -> dict[str, Entry]:
    """The tensors of a file, without their numbers, of which `beginning` are at least the first bytes up to the header.

    Raises:
        ValueError: if the header is longer than that of any network here, or no header.
    """
    size = int.from_bytes(beginning[:8], "little")
    if size > MAX_HEADER_BYTES:
        raise SaidError(
            "It is damaged, or of a network far larger than one here: its header has {size:,} bytes.", size=size
        )
    try:
        header = json.loads(beginning[8 : 8 + size])
        entries = {name: value for name, value in header.items() if name != "__metadata__"}
        return _ordered({name: Entry(str(e["dtype"]), tuple(map(int, e["shape"]))) for name, e in entries.items()})
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise SaidError("It is damaged: its header cannot be read.") from error


def read(content: bytes) -> dict[str, Entry]:
    """The tensors of a whole file.

    Raises:
        ValueError: if it is damaged, or was one of our own before.
    """
    if b"program_version" in content[: MAX_HEADER_BYTES + 8]:
        raise SaidError("It is damaged: its header cannot be read.")  # of ours, which is not read with one bit changed
    try:
        parts: list[tuple[str, dict[str, Any]]] = safetensors.deserialize(content)  # type: ignore[no-untyped-call]
    except SafetensorError as error:
        raise SaidError("Its tensors are not laid out as safetensors lays them out.") from error
    return _ordered({name: Entry(part["dtype"], tuple(part["shape"]), part["data"]) for name, part in parts})


def _ordered(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries by their names: in the file they stand by the size of their numbers."""
    return {name: entries[name] for name in in_natural_order(entries)}
