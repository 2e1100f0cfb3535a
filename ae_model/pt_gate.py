"""The gate that a `.pt` file passes: read as plain data, by no unpickler and without torch.

A `.pt` file is a pickle, a small program that builds objects, beside the raw numbers of its tensors ("storages").
Here the program is followed instruction by instruction as plain data, and nothing is ever called. Only the
instructions and names are known that a state dict needs, or a checkpoint of a training around one; every size must
agree with the bytes in the file. Then the numbers are read from where they were found to lie.

Two formats exist. Since torch 1.6 a file is a zip of `data.pkl` and one stored entry a storage. Before, it was five
pickles in a row (magic number, version, machine, the object, order of the storages) and then the storages.
"""

import io
import math
import pickletools
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from ae_model import zip_files
from ae_model.other_files import by_its_entries
from ae_model.sentence import SaidError, Sentence

# A network of as many layers as NetworkConfig allows has 68 tensors, and its pickle some 15 kB; an optimizer beside it
# has three more for each. The bounds matter because every entry and every instruction takes many times its own size in
# memory.
MAX_ENTRIES = 512
MAX_PICKLE_BYTES = 128 * 1024
MAX_DIMENSIONS = 8  # a tensor of ten thousand would take hours only to be measured

# An entry of ours beside torch's, whose readers pass over it: what a state dict does not say of its network.
NOTE_ENTRY = ".autoencoder-lab"

_PIECE = 2**20  # read at once

_ZIP_START = b"PK\x03\x04"
_ZIP_DIRECTORY_ENTRY = b"PK\x01\x02"
_LEGACY_START = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."  # the pickled magic number
_LEGACY_VERSION = 1001

# torch's notes to itself start with a dot, such as .data/serialization_id, and each version adds some.
_ENTRY = re.compile(r"[^/]+/(data\.pkl|data/[0-9]+|version|byteorder|\..+)")


class GateError(SaidError):
    """A file that is not read; the message is the reason as a sentence, without the file's name."""


class _Known(Enum):
    """The names that a pickle may import, as pickletools spells them."""

    ORDERED_DICT = "collections OrderedDict"
    REBUILD_TENSOR = "torch._utils _rebuild_tensor_v2"
    REBUILD_PARAMETER = "torch._utils _rebuild_parameter"
    FLOAT = "torch FloatStorage"
    DOUBLE = "torch DoubleStorage"
    HALF = "torch HalfStorage"
    BFLOAT16 = "torch BFloat16Storage"
    LONG = "torch LongStorage"
    INT = "torch IntStorage"
    SHORT = "torch ShortStorage"
    CHAR = "torch CharStorage"
    BYTE = "torch ByteStorage"
    BOOL = "torch BoolStorage"


_FLOATS = {_Known.FLOAT: "<f4", _Known.DOUBLE: "<f8", _Known.HALF: "<f2", _Known.BFLOAT16: "<u2"}
_ITEM_BYTES = {kind: np.dtype(name).itemsize for kind, name in _FLOATS.items()} | {
    _Known.LONG: 8,
    _Known.INT: 4,
    _Known.SHORT: 2,
    _Known.CHAR: 1,
    _Known.BYTE: 1,
    _Known.BOOL: 1,
}

# What the authors of trainings like to keep beside the weights. Nothing is made of it: it is set aside.
_BESIDE = frozenset(
    {
        *("argparse Namespace", "collections Counter", "collections defaultdict", "datetime datetime"),
        *("pathlib PosixPath", "pathlib WindowsPath", "pathlib._local PosixPath", "pathlib._local WindowsPath"),
        *("_codecs encode", "numpy dtype", "numpy ndarray"),
        *(f"numpy.{core}.multiarray {name}" for core in ("core", "_core") for name in ("scalar", "_reconstruct")),
        *("torch Size", "torch device", "torch float32", "torch float64", "torch float16", "torch bfloat16"),
        *(
            f"{module} {name}"
            for module in ("__builtin__", "builtins")
            for name in ("set", "dict", "list", "int", "float")
        ),
        *("lightning_fabric.utilities.data AttributeDict", "lightning.fabric.utilities.data AttributeDict"),
        *("pytorch_lightning.utilities.parsing AttributeDict", "lightning.pytorch.utilities.parsing AttributeDict"),
    }
)


class _Beside:
    """Something beside the weights that was set aside."""


@dataclass(frozen=True, slots=True)
class _Storage:
    """The raw numbers of one or more tensors, as the pickle declares them."""

    key: str
    kind: _Known
    count: int

    @property
    def nbytes(self) -> int:
        return self.count * _ITEM_BYTES[self.kind]


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor that lies inside its storage; strides are counted in numbers."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def is_float(self) -> bool:
        """Whether its numbers can be weights."""
        return self.storage.kind in _FLOATS

    @property
    def nbytes(self) -> int:
        """Of its numbers, each counted as often as it stands in the tensor."""
        return math.prod(self.shape) * _ITEM_BYTES[self.storage.kind]


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The content of a file, which must stay open while it is read.

    Attributes:
        value: what its pickle builds: dicts, lists, tuples, numbers, text and `Tensor`s, in one another.
        note: the bytes of `NOTE_ENTRY`, empty where there is none.
    """

    value: object
    note: bytes
    _numbers: Callable[[_Storage], memoryview]

    def read(self, tensors: Mapping[str, Tensor]) -> dict[str, NDArray[np.float32]]:
        """Some of its tensors of floats, in new float32 arrays; numbers beyond float32 become infinite.

        Raises:
            GateError: if they are more than the storages that they lie in, or the file is damaged.
            MemoryError: if memory cannot hold them.
        """
        of_storage: dict[_Storage, list[str]] = {}
        for name, tensor in tensors.items():
            of_storage.setdefault(tensor.storage, []).append(name)
        # Many tensors of one storage would multiply the size of the file once they are copied.
        if sum(tensor.nbytes for tensor in tensors.values()) > sum(storage.nbytes for storage in of_storage):
            raise GateError("Its tensors overlap.")
        arrays: dict[str, NDArray[np.float32]] = {}
        with _as_gate_errors():
            for storage, names in of_storage.items():
                numbers = np.frombuffer(self._numbers(storage), _FLOATS[storage.kind])
                if len(numbers) != storage.count:  # meanwhile there may be something else on the disk
                    raise GateError("It is damaged or incomplete.")
                arrays |= {name: _taken(numbers, tensors[name]) for name in names}
        return {name: arrays[name] for name in tensors}


def _taken(numbers: NDArray[np.generic], tensor: Tensor) -> NDArray[np.float32]:
    strides = [stride * numbers.itemsize for stride in tensor.strides]
    seen = as_strided(numbers[tensor.offset :], tensor.shape, strides, writeable=False)
    if tensor.storage.kind is _Known.BFLOAT16:  # the upper half of a float32, which numpy has no name for
        return (seen.astype(np.uint32, order="C") << np.uint32(16)).view(np.float32)
    with np.errstate(over="ignore"):
        return seen.astype(np.float32, order="C")


def is_pt(content: bytes) -> bool:
    """Whether a file starts as one of torch's two formats does."""
    return content.startswith((_ZIP_START, _LEGACY_START))


def opened(file: BinaryIO) -> Content:
    """The content of `file`, whose pickle is in order and whose storages are of the sizes that it declares.

    Raises:
        GateError: if the file is anything else.
    """
    with _as_gate_errors():
        is_zip = file.read(len(_ZIP_START)) == _ZIP_START
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        return _opened_zip(file, size) if is_zip else _opened_legacy(file, size)


@contextmanager
def _as_gate_errors() -> Iterator[None]:
    try:
        yield
    except (GateError, MemoryError):
        raise
    except Exception as error:  # zipfile, pickletools and an empty stack raise many kinds; the gate stays shut
        raise GateError("It is damaged or incomplete.") from error


def _opened_zip(file: BinaryIO, size: int) -> Content:
    _require_few_entries(file)
    archive = zip_files.opened(file)
    _require_plain(archive.infolist(), size)
    entries = {info.filename.split("/", 1)[1]: info for info in archive.infolist()}
    value, storages = _checked_program(archive, entries)
    storage_bytes = {name: info.file_size for name, info in entries.items() if name.startswith("data/")}
    if storage_bytes != {f"data/{storage.key}": storage.nbytes for storage in storages.values()}:
        raise GateError("Its tensors are not of the sizes that it declares.")

    def numbers(storage: _Storage) -> memoryview:
        stream = io.BytesIO()
        with archive.open(entries[f"data/{storage.key}"]) as source:  # which verifies its checksum
            shutil.copyfileobj(source, stream, _PIECE)
        return stream.getbuffer()

    note = _text(archive, entries[NOTE_ENTRY]) if NOTE_ENTRY in entries else b""
    return Content(value, note, numbers)


def _require_few_entries(file: BinaryIO) -> None:
    # Counted before zipfile makes objects of them, and without the whole file in memory.
    count, before = 0, b""
    while piece := file.read(_PIECE):
        piece = before + piece
        count += piece.count(_ZIP_DIRECTORY_ENTRY)
        before = piece[1 - len(_ZIP_DIRECTORY_ENTRY) :]
    if count > MAX_ENTRIES:
        raise GateError("It holds more than {most} entries, far more than a network here.", most=MAX_ENTRIES)


def _require_plain(entries: list[zipfile.ZipInfo], available: int) -> None:
    names = {info.filename for info in entries}
    for name in sorted(names):
        if not _ENTRY.fullmatch(name):
            raise GateError(by_its_entries(names) or _no_part(name))
    if any(info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size for info in entries):
        raise GateError("It is compressed, which torch's files never are.")
    folders = {name.split("/")[0] for name in names}
    if len(names) < len(entries) or len(folders) > 1 or sum(info.file_size for info in entries) > available:
        raise GateError("Its entries overlap.")


def _no_part(name: str) -> Sentence:
    return Sentence("It holds {name!r}, which is not part of a state dict.", name=name[:60])


def _checked_program(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
) -> tuple[object, dict[str, _Storage]]:
    is_little = "byteorder" not in entries or _text(archive, entries["byteorder"]) == b"little"
    if "data.pkl" not in entries or not is_little:
        raise GateError("It is not a state dict saved by torch on a little-endian machine.")
    return _read_pickle(io.BytesIO(_text(archive, entries["data.pkl"])))


def _text(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The content of an entry that is no storage."""
    if info.file_size > MAX_PICKLE_BYTES:
        raise GateError(_too_long())
    return archive.read(info)


def _opened_legacy(file: BinaryIO, size: int) -> Content:
    file.seek(len(_LEGACY_START))
    version, _ = _read_pickle(file)
    machine, _ = _read_pickle(file)
    value, storages = _read_pickle(file)
    order, _ = _read_pickle(file)
    if version != _LEGACY_VERSION:
        raise GateError("It was saved by a version of torch that is not known.")
    if not isinstance(machine, dict) or machine.get("little_endian") is not True:
        raise GateError("It was not saved on a little-endian machine.")
    keys = [key for key in order if isinstance(key, str)] if isinstance(order, list) else []
    if not isinstance(order, list) or not len(order) == len(keys) == len(storages) or set(keys) != set(storages):
        raise GateError("It does not list its tensors.")
    places = {}
    for key in keys:
        count = int.from_bytes(file.read(8), "little")
        if count != storages[key].count:
            raise GateError("Its tensors are not of the sizes that it declares.")
        places[key] = file.tell()
        file.seek(storages[key].nbytes, io.SEEK_CUR)
    if file.tell() != size:
        raise GateError("It is damaged or incomplete.")

    def numbers(storage: _Storage) -> memoryview:
        file.seek(places[storage.key])
        return memoryview(file.read(storage.nbytes))

    return Content(value, b"", numbers)


def _read_pickle(stream: BinaryIO) -> tuple[object, dict[str, _Storage]]:
    """The object that the next pickle of `stream` builds, and the storages that it names, by key.

    Dicts, lists, tuples, numbers and text become themselves; storages and tensors become the stand-ins above. torch
    writes pickle protocol 2, and those from 3 to 5 where it is asked to.
    """
    stack: list[object] = []
    below: list[list[object]] = []  # the stacks under each open mark
    memo: dict[object, object] = {}
    storages: dict[str, _Storage] = {}
    start = stream.tell()
    # An instruction may say that a gigabyte of text follows it, and there may be one.
    program = io.BytesIO(stream.read(MAX_PICKLE_BYTES + 1))
    for opcode, argument, position in pickletools.genops(program):
        if position is None or position >= MAX_PICKLE_BYTES:
            raise GateError(_too_long())
        match opcode.name:
            case "FRAME":
                pass
            case "PROTO" if argument in range(2, 6):
                pass
            case "NONE":
                stack.append(None)
            case "NEWTRUE" | "NEWFALSE":
                stack.append(opcode.name == "NEWTRUE")
            case "BININT" | "BININT1" | "BININT2" | "LONG1" | "BINFLOAT":
                stack.append(argument)
            case "BINUNICODE" | "SHORT_BINUNICODE" | "BINBYTES" | "SHORT_BINBYTES":
                stack.append(argument)
            case "GLOBAL":
                stack.append(_known(argument))
            case "STACK_GLOBAL":
                name, module = stack.pop(), stack.pop()
                if not isinstance(module, str) or not isinstance(name, str):
                    raise GateError("It is damaged or incomplete.")
                stack.append(_known(f"{module} {name}"))
            case "EMPTY_DICT":
                stack.append({})
            case "EMPTY_LIST" | "EMPTY_SET":
                stack.append([])
            case "EMPTY_TUPLE":
                stack.append(())
            case "TUPLE1" | "TUPLE2" | "TUPLE3":
                items = [stack.pop() for _ in range(int(opcode.name[-1]))]
                stack.append(tuple(reversed(items)))
            case "MARK":
                below.append(stack)
                stack = []
            case "TUPLE":
                items, stack = stack, below.pop()
                stack.append(tuple(items))
            case "APPEND":
                item = stack.pop()
                _append(stack[-1], [item])
            case "APPENDS" | "ADDITEMS":
                items, stack = stack, below.pop()
                _append(stack[-1], items)
            case "SETITEMS":
                items, stack = stack, below.pop()
                _set_items(stack[-1], items)
            case "SETITEM":
                value, key = stack.pop(), stack.pop()
                _set_items(stack[-1], [key, value])
            case "BINPUT" | "LONG_BINPUT":
                memo[argument] = stack[-1]
            case "MEMOIZE":
                memo[len(memo)] = stack[-1]
            case "BINGET" | "LONG_BINGET":
                stack.append(memo[argument])
            case "BINPERSID":
                storage = _storage(stack.pop())
                if storages.setdefault(storage.key, storage) != storage:
                    raise GateError("It declares one storage in two ways.")
                stack.append(storage)
            case "REDUCE" | "NEWOBJ":
                arguments, function = stack.pop(), stack.pop()
                stack.append(_call(function, arguments))
            case "BUILD":
                _build(stack.pop(), stack[-1])
            case "STOP":
                stream.seek(start + position + 1)
                return stack.pop(), storages
            case _:
                raise GateError(
                    "Its pickle holds the instruction {name}, which a state dict never needs; in torch, "
                    "torch.save(model.state_dict(), file) saves one.",
                    name=opcode.name,
                )
    raise GateError("It is damaged or incomplete.")


def _too_long() -> Sentence:
    return Sentence("Its pickle is longer than {most} bytes, far more than a state dict's.", most=MAX_PICKLE_BYTES)


def _known(name: object) -> object:
    if name in _BESIDE:
        return _Beside()
    try:
        return _Known(name)
    except ValueError:
        raise GateError(
            "It asks for {name!r}, which a state dict never needs, and nothing was run; in torch, "
            "torch.save(model.state_dict(), file) saves one.",
            name=str(name)[:60],
        ) from None


def _append(target: object, items: list[object]) -> None:
    if not isinstance(target, list | _Beside):
        raise GateError("Its pickle fills something that is no list.")
    if isinstance(target, list):
        target.extend(items)


def _set_items(target: object, items: list[object]) -> None:
    keys, values = items[::2], items[1::2]
    # To hash anything deeper than these, a tuple in a tuple in a tuple, may end the process.
    if not isinstance(target, dict | _Beside) or not all(isinstance(key, str | int) for key in keys):
        raise GateError("Its pickle fills a table with something else than names and values.")
    if isinstance(target, dict):
        target.update(zip(keys, values, strict=True))


def _build(attributes: object, target: object) -> None:
    # torch gives a state dict one attribute alone: the version of each module, which nothing here reads.
    is_state_dict = isinstance(target, dict) and isinstance(attributes, dict) and set(attributes) == {"_metadata"}
    if not is_state_dict and not isinstance(target, _Beside):
        raise GateError("Its pickle sets attributes that a state dict never has.")


def _storage(reference: object) -> _Storage:
    match reference:
        # The text is the device, such as "cuda:0"; the older format ends in None, "not a view of another".
        case ("storage", _Known() as kind, str(key), str(), int(count), *rest) if kind in _ITEM_BYTES:
            if count >= 0 and rest in ([], [None]):
                return _Storage(key, kind, count)
    raise GateError("It refers to numbers that are not in a storage of their own.")


def _call(function: object, arguments: object) -> object:
    match function, arguments:
        case _Known.ORDERED_DICT, ():
            return {}
        case _Known.REBUILD_TENSOR, (_Storage() as storage, int(offset), tuple(shape), tuple(strides), bool(), dict()):
            return _tensor(storage, offset, shape, strides)
        case _Known.REBUILD_PARAMETER, (Tensor() as tensor, bool(), dict()):
            return tensor
        case _Beside(), tuple():
            return function
    raise GateError("Its pickle makes a call that a state dict never needs; nothing was run.")


def _tensor(storage: _Storage, offset: int, shape: tuple[object, ...], strides: tuple[object, ...]) -> Tensor:
    sizes = tuple(size for size in shape if isinstance(size, int) and size >= 0)
    steps = tuple(stride for stride in strides if isinstance(stride, int) and stride >= 0)
    if not len(sizes) == len(shape) == len(strides) == len(steps) <= MAX_DIMENSIONS:
        raise GateError("One of its tensors has an impossible shape.")
    # The stride along an axis of one element is never used, and torch writes anything there.
    steps = tuple(step if size > 1 else 0 for size, step in zip(sizes, steps, strict=True))
    last = offset + sum((size - 1) * step for size, step in zip(sizes, steps, strict=True))
    if offset < 0 or (0 not in sizes and last >= storage.count):
        raise GateError("One of its tensors reaches beyond its storage.")
    return Tensor(storage, offset, sizes, steps)
