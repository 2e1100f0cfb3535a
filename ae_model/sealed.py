"""Arrays in a safetensors file that notices every bit that changes: a strict JSON header, and a SHA-256 of the whole.

safetensors holds numbers and cannot hold code, but does not notice a number that has changed. The header describes the
arrays, and says which version of the program wrote them and the digest of the file.
"""

import hashlib
import json
from collections.abc import Mapping, Set
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from safetensors import SafetensorError

from ae_model import __version__
from ae_model.sentence import SaidError

FORMAT_VERSION = 1
MAX_HEADER_BYTES = 64 * 1024

_BLANK_DIGEST = "0" * 64
_NAMES = {  # of the numbers that we write, as safetensors has them, and in its order
    np.dtype(np.uint8): "U8",
    np.dtype(np.float16): "F16",
    np.dtype(np.float32): "F32",
    np.dtype(np.float64): "F64",
}
_ORDER = list(_NAMES)
_SEAL = {"sha256", "format_version", "program_version"}


def is_sealed(content: bytes) -> bool:
    """Whether a file starts as safetensors does: eight bytes of length, then JSON."""
    return content[8:9] == b"{"


def seal(kind: str, fields: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> list[bytes | memoryview]:
    """A file of arrays and of `fields` that describe them, in JSON's types: its pieces, most of them the arrays' own.

    The file is as `safetensors.numpy.save` makes it. That takes three times as much memory, and where there is none
    left it ends the process, with a training that would have gone on: so it is laid out here.
    """
    header = {"sha256": _BLANK_DIGEST, "format_version": FORMAT_VERSION, "program_version": __version__, **fields}
    laid_out: dict[str, object] = {"__metadata__": {kind: json.dumps(header)}}
    numbers: list[bytes | memoryview] = []
    end = 0
    for name, array in sorted(arrays.items(), key=lambda item: (-_ORDER.index(item[1].dtype), item[0])):
        begin, end = end, end + array.nbytes
        laid_out[name] = {"dtype": _NAMES[array.dtype], "shape": array.shape, "data_offsets": (begin, end)}
        numbers.append(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    text = json.dumps(laid_out, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    beginning = len(text).to_bytes(8, "little") + text
    digest = hashlib.sha256(beginning)
    for piece in numbers:
        digest.update(piece)
    return [beginning.replace(_BLANK_DIGEST.encode(), digest.hexdigest().encode(), 1), *numbers]


def unseal(
    kind: str, names: Set[str], content: bytes, optional: Set[str] = frozenset()
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the fields and the arrays of a file that `seal` made.

    Args:
        kind: of the file, as `seal` got it.
        names: of the fields that it must have.
        content: the whole file.
        optional: names of the fields that older versions did not write; they are absent from what is returned then.

    Raises:
        ValueError: if the file is of another kind or a newer version, or one bit of it has changed.
    """
    header = read_header(kind, content)
    require_known_version(header.get("format_version"), FORMAT_VERSION)
    declared = str(header.get("sha256")).encode("ascii", "replace")
    missing, unknown = (_SEAL | names) - set(header), sorted(set(header) - _SEAL - names - optional)
    if missing or _digest(content, declared) != declared:
        raise SaidError("It is damaged: its content does not match its SHA-256.")
    if unknown:
        raise SaidError("It has fields that only a newer Autoencoder Lab knows: {names}.", names=", ".join(unknown))
    try:
        arrays = safetensors.numpy.load(content)
    except (SafetensorError, KeyError) as error:  # KeyError: a type of number that numpy has not
        raise SaidError("Its tensors are not laid out as safetensors lays them out.") from error
    return {name: header[name] for name in names | (optional & set(header))}, arrays


def require_known_version(version: object, newest: int) -> None:
    """Accept the format versions from 1 to `newest`.

    Raises:
        ValueError: if the file is of a version of the future, or does not say.
    """
    if type(version) is not int or version < 1:
        raise SaidError("It is damaged: its format version is {version!r}.", version=version)
    if version > newest:
        raise SaidError("It has format version {version}, which only a newer Autoencoder Lab reads.", version=version)


def kinds(content: bytes) -> Set[str]:
    """The kinds that a file says it is of: its own names, or none where it is of another program or damaged."""
    try:
        return set(_metadata(content))
    except ValueError:
        return set()


def read_header(kind: str, content: bytes) -> dict[str, Any]:
    """Return the header of a file, of which `content` is at least the first `MAX_HEADER_BYTES` + 8 bytes.

    It has not been checked against the digest yet.

    Raises:
        ValueError: if the file has no such header.
    """
    metadata = _metadata(content)
    try:
        header = json.loads(metadata[kind]) if kind in metadata else None
    except (ValueError, TypeError, RecursionError) as error:
        raise SaidError("It is damaged: its header cannot be read.") from error
    if not isinstance(header, dict):
        raise SaidError("It is a safetensors file, but not one of Autoencoder Lab.")
    return header


def _metadata(content: bytes) -> dict[str, Any]:
    size = int.from_bytes(content[:8], "little")
    if size > MAX_HEADER_BYTES:
        raise SaidError("It is damaged: its header is impossibly long.")
    try:
        metadata = json.loads(content[8 : 8 + size]).get("__metadata__", {})
    except (ValueError, AttributeError, RecursionError) as error:
        raise SaidError("It is damaged: its header cannot be read.") from error
    if not isinstance(metadata, dict):
        raise SaidError("It is damaged: its header cannot be read.")
    return metadata


def _digest(content: bytes, declared: bytes) -> bytes:
    """The SHA-256, in hexadecimal, of a whole file in which the digest that it declares is written as zeros."""
    start, parts = content.find(declared), memoryview(content)
    if start < 0:
        return hashlib.sha256(content).hexdigest().encode()
    digest = hashlib.sha256(parts[:start])
    digest.update(_BLANK_DIGEST.encode())
    digest.update(parts[start + len(declared) :])
    return digest.hexdigest().encode()
