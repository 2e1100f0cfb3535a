"""The gate that a `.pt` file passes before torch sees it. No torch here, and no unpickler.

A `.pt` file is a pickle, a small program that builds objects, beside the raw numbers of its tensors ("storages").
`torch.load(weights_only=True)` keeps such a program from calling anything it likes, but believes the sizes that it
declares: a few hundred bytes can claim gigabytes, or a tensor beyond the end of its storage. So the pickle is first
followed instruction by instruction as plain data. Only the instructions and names that a state dict needs are known
here; every size must agree with the bytes in the file; nothing is ever called.

Two formats exist. Since torch 1.6 a file is a zip of `data.pkl` and one stored entry a storage. Before, it was five
pickles in a row (magic number, version, machine, the state dict, order of the storages) and then the storages.
"""

import io
import math
import pickletools
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO, cast

from ae_model.sentence import SaidError, Sentence

# A network of as many layers as NetworkConfig allows has 68 tensors, and its pickle some 15 kB. The bounds matter
# because every entry and every instruction takes many times its own size in memory.
MAX_ENTRIES = 128
MAX_PICKLE_BYTES = 64 * 1024
MAX_DIMENSIONS = 8  # a tensor of ten thousand would take hours only to be measured

_PIECE = 2**20  # read at once

_ZIP_START = b"PK\x03\x04"
_ZIP_DIRECTORY_ENTRY = b"PK\x01\x02"
_LEGACY_START = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."  # the pickled magic number
_LEGACY_VERSION = 1001

# torch's notes to itself start with a dot, such as .data/serialization_id, and each version adds some.
_ENTRY = re.compile(r"[^/]+/(data\.pkl|data/[0-9]+|version|byteorder|\..+)")


class GateError(SaidError):
    """A file that torch must not read; the message is the reason as a sentence, without the file's name."""


class _Known(Enum):
    """The names that a pickle may import, as pickletools spells them."""

    ORDERED_DICT = "collections OrderedDict"
    REBUILD_TENSOR = "torch._utils _rebuild_tensor_v2"
    REBUILD_PARAMETER = "torch._utils _rebuild_parameter"
    FLOAT = "torch FloatStorage"
    DOUBLE = "torch DoubleStorage"
    HALF = "torch HalfStorage"
    BFLOAT16 = "torch BFloat16Storage"


_ITEM_BYTES = {_Known.FLOAT: 4, _Known.DOUBLE: 8, _Known.HALF: 2, _Known.BFLOAT16: 2}


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
class _Tensor:
    """A tensor that lies inside its storage."""

    nbytes: int


def is_pt(content: bytes) -> bool:
    """Whether a file starts as one of torch's two formats does."""
    return content.startswith((_ZIP_START, _LEGACY_START))


def checked(file: BinaryIO) -> bytes:
    """The state dict in `file`, in a form that torch may read.

    It is a flat dict of contiguous float tensors that together are no larger than the file. The whole file is read only
    once its pickle is found to be in order.

    Raises:
        GateError: if the file is anything else.
        MemoryError: if memory cannot hold the state dict.
    """
    try:
        is_zip = file.read(len(_ZIP_START)) == _ZIP_START
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        return _checked_zip(file, size) if is_zip else _checked_legacy(file, size)
    except (GateError, MemoryError):
        raise
    except Exception as error:  # zipfile, pickletools and an empty stack raise many kinds; the gate stays shut
        raise GateError("It is damaged or incomplete.") from error


class _Frugal:
    """A file that is read in small pieces: `zipfile` would read a directory of a gigabyte if the file declares one."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._read = file.read

    def read(self, size: int = -1) -> bytes:
        if size > _PIECE:
            raise GateError("It is damaged or incomplete.")
        return self._read(size if size >= 0 else _PIECE)


def _checked_zip(file: BinaryIO, size: int) -> bytes:
    _require_few_entries(file)
    with zipfile.ZipFile(cast(BinaryIO, _Frugal(file))) as archive:
        _require_plain(archive.infolist(), size)
        entries = {info.filename.split("/", 1)[1]: info for info in archive.infolist()}
        return _rewritten_zip(archive, entries, _checked_texts(archive, entries))


def _require_few_entries(file: BinaryIO) -> None:
    # Counted before zipfile makes objects of them, and without the whole file in memory.
    count, before = 0, b""
    while piece := file.read(_PIECE):
        piece = before + piece
        count += piece.count(_ZIP_DIRECTORY_ENTRY)
        before = piece[1 - len(_ZIP_DIRECTORY_ENTRY) :]
    if count > MAX_ENTRIES:
        raise GateError("It holds more than {most} entries, far more than a state dict.", most=MAX_ENTRIES)


def _require_plain(entries: list[zipfile.ZipInfo], available: int) -> None:
    for info in entries:
        if not _ENTRY.fullmatch(info.filename):
            name = info.filename[:60]
            raise GateError("It holds {name!r}, which is not part of a state dict.", name=name)
        if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
            raise GateError("It is compressed, which torch's files never are.")
    names = {info.filename for info in entries}
    folders = {name.split("/")[0] for name in names}
    if len(names) < len(entries) or len(folders) > 1 or sum(info.file_size for info in entries) > available:
        raise GateError("Its entries overlap.")


def _checked_texts(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """The content of all entries but the storages, whose sizes were found to agree with it."""
    storage_bytes = {name: info.file_size for name, info in entries.items() if name.startswith("data/")}
    names = entries.keys() - storage_bytes.keys()
    if any(entries[name].file_size > MAX_PICKLE_BYTES for name in names):
        raise GateError(_too_long())
    texts = {name: archive.read(entries[name]) for name in names}
    if "data.pkl" not in texts or texts.get("byteorder", b"little") != b"little":
        raise GateError("It is not a state dict saved by torch on a little-endian machine.")
    value, storages = _read_pickle(io.BytesIO(texts["data.pkl"]))
    _require_state_dict(value, storages)
    if storage_bytes != {f"data/{storage.key}": storage.nbytes for storage in storages.values()}:
        raise GateError("Its tensors are not of the sizes that it declares.")
    return texts


def _rewritten_zip(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], texts: Mapping[str, bytes]
) -> bytes:
    # Two readers of one hostile zip may disagree about its content. torch gets a fresh zip of the checked entries, and
    # zipfile verifies the checksums of the storages on the way.
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as fresh:
        for name, info in entries.items():
            if name.startswith("."):
                continue
            source = io.BytesIO(texts[name]) if name in texts else archive.open(info)
            with source, fresh.open(zipfile.ZipInfo(f"archive/{name}"), "w") as target:
                shutil.copyfileobj(source, target, _PIECE)
    return stream.getvalue()


def _checked_legacy(file: BinaryIO, size: int) -> bytes:
    _require_legacy(file, size)
    file.seek(0)
    content = file.read(size)
    _require_legacy(io.BytesIO(content), size)  # once more: meanwhile there may be something else on the disk
    return content


def _require_legacy(file: BinaryIO, size: int) -> None:
    file.seek(len(_LEGACY_START))
    version, _ = _read_pickle(file)
    machine, _ = _read_pickle(file)
    value, storages = _read_pickle(file)
    order, _ = _read_pickle(file)
    if version != _LEGACY_VERSION:
        raise GateError("It was saved by a version of torch that is not known.")
    if not isinstance(machine, dict) or machine.get("little_endian") is not True:
        raise GateError("It was not saved on a little-endian machine.")
    _require_state_dict(value, storages)
    if not isinstance(order, list) or len(order) != len(storages) or set(order) != set(storages):
        raise GateError("It does not list its tensors.")
    for key in order:
        count = int.from_bytes(file.read(8), "little")
        if count != storages[key].count:
            raise GateError("Its tensors are not of the sizes that it declares.")
        file.seek(storages[key].nbytes, io.SEEK_CUR)
    if file.tell() != size:
        raise GateError("It is damaged or incomplete.")


def _require_state_dict(value: object, storages: Mapping[str, _Storage]) -> None:
    if not isinstance(value, dict) or not all(isinstance(tensor, _Tensor) for tensor in value.values()):
        raise GateError("It is not a state dict: a flat table of names and tensors.")
    # Many tensors of one storage would multiply the size of the file once they are copied.
    if sum(tensor.nbytes for tensor in value.values()) > sum(storage.nbytes for storage in storages.values()):
        raise GateError("Its tensors overlap.")


def _read_pickle(stream: BinaryIO) -> tuple[object, dict[str, _Storage]]:
    """The object that the next pickle of `stream` builds, and the storages that it names, by key.

    Pickle protocol 2 is followed, which torch has always written. Dicts, lists, tuples, numbers and text become
    themselves; storages and tensors become the stand-ins above.
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
            case "PROTO" if argument == 2:
                pass
            case "NONE":
                stack.append(None)
            case "NEWTRUE" | "NEWFALSE":
                stack.append(opcode.name == "NEWTRUE")
            case "BININT" | "BININT1" | "BININT2" | "LONG1" | "BINUNICODE":
                stack.append(argument)
            case "GLOBAL":
                stack.append(_known(argument))
            case "EMPTY_DICT":
                stack.append({})
            case "EMPTY_LIST":
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
            case "APPENDS":
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
            case "BINGET" | "LONG_BINGET":
                stack.append(memo[argument])
            case "BINPERSID":
                storage = _storage(stack.pop())
                if storages.setdefault(storage.key, storage) != storage:
                    raise GateError("It declares one storage in two ways.")
                stack.append(storage)
            case "REDUCE":
                arguments, function = stack.pop(), stack.pop()
                stack.append(_call(function, arguments))
            case "BUILD":
                _require_module_versions(stack.pop(), stack[-1])
            case "STOP":
                stream.seek(start + position + 1)
                return stack.pop(), storages
            case _:
                raise GateError(
                    "Its pickle holds the instruction {name}, which a state dict never needs.", name=opcode.name
                )
    raise GateError("It is damaged or incomplete.")


def _too_long() -> Sentence:
    return Sentence("Its pickle is longer than {most} bytes, far more than a state dict's.", most=MAX_PICKLE_BYTES)


def _known(name: object) -> _Known:
    try:
        return _Known(name)
    except ValueError:
        raise GateError(
            "It asks for {name!r}, which a state dict never needs; nothing was run.", name=str(name)[:60]
        ) from None


def _append(target: object, items: list[object]) -> None:
    if not isinstance(target, list) or not all(isinstance(item, str) for item in items):
        raise GateError("Its pickle fills a list with something else than names.")
    target.extend(items)


def _set_items(target: object, items: list[object]) -> None:
    keys, values = items[::2], items[1::2]
    if not isinstance(target, dict) or not all(isinstance(key, str) for key in keys):
        raise GateError("Its pickle fills a table with something else than names and values.")
    target.update(zip(keys, values, strict=True))


def _require_module_versions(attributes: object, target: object) -> None:
    # torch gives a state dict one attribute alone: the version of each module, which nothing here reads.
    if not isinstance(target, dict) or not isinstance(attributes, dict) or set(attributes) != {"_metadata"}:
        raise GateError("Its pickle sets attributes that a state dict never has.")


def _storage(reference: object) -> _Storage:
    match reference:
        # The text is the device, such as "cuda:0"; the older format ends in None, "not a view of another".
        case ("storage", _Known() as kind, str(key), str(), int(count), *rest) if kind in _ITEM_BYTES:
            if count > 0 and rest in ([], [None]):
                return _Storage(key, kind, count)
    raise GateError("It refers to numbers that are not floats in a storage of their own.")


def _call(function: object, arguments: object) -> object:
    match function, arguments:
        case _Known.ORDERED_DICT, ():
            return {}
        case _Known.REBUILD_TENSOR, (_Storage() as storage, int(offset), tuple(shape), tuple(strides), bool(), dict()):
            return _tensor(storage, offset, shape, strides)
        case _Known.REBUILD_PARAMETER, (_Tensor() as tensor, bool(), dict()):
            return tensor
    raise GateError("Its pickle makes a call that a state dict never needs; nothing was run.")


def _tensor(storage: _Storage, offset: int, shape: tuple[object, ...], strides: tuple[object, ...]) -> _Tensor:
    sizes = [size for size in shape if isinstance(size, int) and size > 0]
    if not 0 < len(sizes) == len(shape) == len(strides) <= MAX_DIMENSIONS:
        raise GateError("One of its tensors is empty or has an impossible shape.")
    contiguous = [math.prod(sizes[axis + 1 :]) for axis in range(len(sizes))]
    # The stride along an axis of one element is never used, and torch writes anything there.
    if any(size > 1 and stride != step for size, stride, step in zip(sizes, strides, contiguous, strict=True)):
        raise GateError("One of its tensors is not contiguous.")
    if offset < 0 or offset + math.prod(sizes) > storage.count:
        raise GateError("One of its tensors reaches beyond its storage.")
    return _Tensor(math.prod(sizes) * _ITEM_BYTES[storage.kind])
