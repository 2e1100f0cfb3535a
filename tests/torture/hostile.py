"""Checkpoint files made to hurt, by name. Those that `test_pt_gate` and `test_checkpoint` hold are mostly not here.

A name stands for one file or several, such as one of each format of torch. `Call` and the other parts are `handmade`.
"""

import hashlib
import io
import json
import os
import pickle
import struct
import tarfile
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from handmade import (
    FOUR_FLOATS,
    SMALL,
    Call,
    LegacyPickler,
    Storage,
    Tensor,
    both,
    legacy_of,
    native,
    pickled,
    random_snapshot,
    saved_by_torch,
    sealed,
    zip_of,
)

from ae_model.config import TrainingConfig
from ae_model.image_shape import ImageShape

Files = tuple[bytes, ...]

GAUSSIAN = replace(SMALL, code="gaussian")
CONVOLUTIONAL = replace(SMALL, image_shape=ImageShape(8, 8), kind="convolutional", channels=(3, 4))
SPARSE = replace(SMALL, latent_dim=5, code="sparse", k=2)

COMMAND = b"touch run-by-a-checkpoint"
_TEXT = b"X" + struct.pack("<I", len(COMMAND)) + COMMAND  # the instruction that makes it a text
_SHORT_TEXT = b"\x8c" + bytes([len(COMMAND)]) + COMMAND  # since protocol 4


def both_of(program: bytes) -> Files:
    return zip_of(program), legacy_of(program)


def tower(times: int = 20_000) -> bytes:
    """Instructions for a tuple in a tuple in a tuple, which to compare, to hash or to show ends in an overflow."""
    return b")" + b"\x85" * times


def doubled(times: int = 60) -> bytes:
    """Instructions for a tuple of 2**60 of one tuple, in a few hundred bytes."""
    return b")q\x00" + b"h\x00\x86q\x00" * times


def state(**changes: Any) -> dict[str, torch.Tensor]:
    """A state dict of a network, with some entries others."""
    tensors = {key: torch.tensor(array) for key, array in random_snapshot().arrays.items()}
    return {key: tensor for key, tensor in {**tensors, **changes}.items() if tensor is not None}


def both_saved(value: Any) -> Files:
    return saved_by_torch(value), saved_by_torch(value, legacy=True)


def tensor_program(storage: bytes = b"", shape: bytes = b"K\x04\x85", strides: bytes = b"K\x01\x85") -> bytes:
    """A state dict of one tensor, whose parts are instructions."""
    storage = storage or b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQ"
    rebuild = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K\x00" + shape + strides + b"\x89}tR"
    return b"\x80\x02}X\x01\x00\x00\x00a" + rebuild + b"s."


def zipped(entries: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return stream.getvalue()


def good_zip(more: list[tuple[str, bytes]] | None = None) -> bytes:
    program = pickled({"a": Tensor(Storage())})
    return zipped([("archive/data.pkl", program), ("archive/data/0", FOUR_FLOATS), *(more or [])])


def edited(content: bytes, place: bytes, offset: int, number: int, size: int) -> bytes:
    """A zip with another number in each of its records that start with `place`."""
    changed = bytearray(content)
    start = changed.find(place)
    while start >= 0:
        changed[start + offset : start + offset + size] = number.to_bytes(size, "little")
        start = changed.find(place, start + 4)
    return bytes(changed)


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def zip64_that_lies() -> Files:
    """The sizes say: look into the extra field; and it says: an exabyte. Or the end says so of the directory."""
    extra = struct.pack("<HHQQ", 1, 16, 2**60, 2**60)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in (("archive/data.pkl", pickled({"a": Tensor(Storage())})), ("archive/data/0", FOUR_FLOATS)):
            info = zipfile.ZipInfo(name)
            info.extra = extra
            archive.writestr(info, data)
    sizes = edited(edited(stream.getvalue(), CENTRAL, 20, 2**32 - 1, 4), CENTRAL, 24, 2**32 - 1, 4)
    plain = good_zip()
    end = plain.rindex(END)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**60, 2**60, 2**60, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    directory = plain[:end] + record + locator + edited(plain[end:], END, 12, 2**32 - 1, 4)
    return sizes, directory, edited(plain, END, 12, 2**32 - 1, 4), edited(plain, END, 10, 2**16 - 1, 2)


def legacy_tar() -> Files:
    """The format before the one before torch 1.6, which torch unpacks to files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name in ("storages", "tensors", "pickle", "../../escaped"):
            info = tarfile.TarInfo(name)
            data = pickle.dumps(Call(os.system, (COMMAND.decode(),)), 2)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    head = legacy_of(pickled({}))[:15]
    return stream.getvalue(), head + stream.getvalue()


def laid_out(*tensors: tuple[str, str, list[Any], list[Any]], data: int = 16, prefix: str = "") -> bytes:
    """A sealed file of tensors as its header has them: name, type, shape, offsets."""
    entries = [f'{json.dumps(name)}:{json.dumps({"dtype": dtype, "shape": shape, "data_offsets": offsets})}'
               for name, dtype, shape, offsets in tensors]  # fmt: skip
    metadata = json.loads(native()[8 : 8 + int.from_bytes(native()[:8], "little")])["__metadata__"]
    header = ("{" + prefix + f'"__metadata__":{json.dumps(metadata)},' + ",".join(entries) + "}").encode()
    header += b" " * (-len(header) % 8)
    return sealed(len(header).to_bytes(8, "little") + header + bytes(data))


def twice_in_its_header() -> Files:
    """One reader takes the first of two, another the last."""
    one, other = ("a", "F32", [4], [0, 16]), ("a", "F32", [2, 2], [0, 16])
    second = '"__metadata__":{"autoencoder-lab":"{}"},'
    return laid_out(one, other), laid_out(one, one), laid_out(one, prefix=second)


def noted(note: bytes) -> bytes:
    """A state dict of ours with something else beside it."""
    program = pickled({"ae.0.encoder.1.weight": Tensor(Storage(), shape=(2, 2), strides=(2, 1))})
    entries = [("archive/data.pkl", program), ("archive/data/0", FOUR_FLOATS), ("archive/.autoencoder-lab", note)]
    return zipped(entries)


def foreign(header: dict[str, Any], data: int = 64) -> bytes:
    """A safetensors file of another program, with this header."""
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + bytes(data)


def entry(shape: list[Any], offsets: list[Any], dtype: str = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def digest_replaced() -> Files:
    content = native()
    start = content.index(b'sha256\\": \\"') + 12
    right = content[start : start + 64]
    others = (b"0" * 64, hashlib.sha256(content).hexdigest().encode(), right.upper(), right[::-1], b"\xff" * 64)
    return tuple(content.replace(right, other) for other in others)


def entangled() -> Files:
    """Two names for one local header, and a local header with another name than the directory has."""
    content = good_zip([("archive/data/1", bytes(16))])
    places = [i for i in range(len(content)) if content.startswith(CENTRAL, i)]
    first = content[places[1] + 42 : places[1] + 46]
    shared = content[: places[2] + 42] + first + content[places[2] + 46 :]
    renamed = content.replace(b"archive/data/1", b"archive/data/2", 1)
    return shared, renamed


def crowded() -> bytes:
    return zipped([(f"archive/data/{i}", b"") for i in range(60_000)])


def bomb(compression: int) -> bytes:
    program = pickled({"a": Tensor(Storage(count=2**23), shape=(2**23,))})
    return zipped([("archive/data.pkl", program), ("archive/data/0", bytes(2**25))], compression)


NAMED: dict[str, Callable[[], Files]] = {
    # Code: each of these an ordinary unpickler runs, or a part of torch does.
    "a call by REDUCE": lambda: both({"a": Call(os.system, (COMMAND.decode(),))}),
    "a call by REDUCE of eval, of exec and of an import": lambda: (
        *both(Call(eval, ("__import__('os').system('true')",))),
        *both(Call(exec, ("import os",))),
        *both(Call(__import__, ("antigravity",))),
    ),
    "a call by BUILD, as __setstate__": lambda: both_of(
        b"\x80\x02ccollections\nOrderedDict\n)R}X\x0c\x00\x00\x00__setstate__cos\nsystem\nsb" + _TEXT + b"b."
    ),
    "a call by INST": lambda: both_of(b"\x80\x02(" + _TEXT + b"ios\nsystem\n."),
    "a call by OBJ": lambda: both_of(b"\x80\x02(cos\nsystem\n" + _TEXT + b"o."),
    "a call by NEWOBJ": lambda: both_of(b"\x80\x02csubprocess\nPopen\n" + _TEXT + b"\x85\x81."),
    "a call by NEWOBJ_EX": lambda: both_of(b"\x80\x04csubprocess\nPopen\n" + _TEXT + b"\x85}\x92."),
    "a name by STACK_GLOBAL": lambda: both_of(b"\x80\x04\x8c\x02os\x8c\x06system\x93" + _SHORT_TEXT + b"\x85R."),
    "a name by STACK_GLOBAL in protocol 2": lambda: both_of(
        b"\x80\x02X\x02\x00\x00\x00osX\x06\x00\x00\x00system\x93" + _TEXT + b"\x85R."
    ),
    "a name by EXT1, EXT2 and EXT4": lambda: (
        *both_of(b"\x80\x02\x82\x01."),
        *both_of(b"\x80\x02\x83\x01\x00."),
        *both_of(b"\x80\x02\x84\x01\x00\x00\x00."),
    ),
    "a name with dots, spaces or an empty half": lambda: (
        *both_of(b"\x80\x02ctorch.serialization\nos.system\n" + _TEXT + b"\x85R."),
        *both_of(b"\x80\x02ccollections OrderedDict\n\n)R."),
        *both_of(b"\x80\x02c\ncollections OrderedDict\n)R."),
    ),
    "a pickle in a pickle": lambda: both(Call(pickle.loads, (pickle.dumps(Call(os.system, ("true",)), 2),))),
    "a checkpoint in a checkpoint": lambda: both(Call(torch.load, (io.BytesIO, None))),
    "a known function that gets a name for an argument": lambda: (
        both_of(tensor_program(shape=b"cos\nsystem\n\x85")) + both_of(tensor_program(storage=b"cos\nsystem\n"))
    ),
    "a persistent id of a module whose source is to be patched": lambda: both_of(
        b"\x80\x02(X\x06\x00\x00\x00modulectorch\nFloatStorage\nX\x04\x00\x00\x00fileX\x06\x00\x00\x00sourcetQ."
    ),
    "a persistent id that is text, a number, a tower": lambda: (
        *both_of(b"\x80\x02P0\n."),
        *both_of(b"\x80\x02K\x01Q."),
        *both_of(b"\x80\x02" + tower() + b"Q."),
    ),
    "a whole module instead of its state dict": lambda: both_saved(torch.nn.Linear(2, 2)),
    "the format before the format before": legacy_tar,
    # Sizes.
    "a storage of 2**40 numbers": lambda: both({"a": Tensor(Storage(count=2**40), shape=(2**40,))}),
    "a storage of 2**62 numbers, whose bytes overflow": lambda: both({"a": Tensor(Storage(count=2**62))}),
    "a storage of a number as long as a line": lambda: both({"a": Tensor(Storage(count=2**2000))}),
    "a huge shape with stride 0": lambda: both({"a": Tensor(Storage(), shape=(2**30, 2**30), strides=(0, 0))}),
    "a negative stride": lambda: both({"a": Tensor(Storage(), offset=3, shape=(4,), strides=(-1,))}),
    "a stride of a number and a half, of text, of a tower": lambda: (
        *both({"a": Tensor(Storage(), strides=(1.5,))}),
        *both({"a": Tensor(Storage(), strides=("1",))}),
        *both_of(tensor_program(strides=tower())),
    ),
    "a shape of ten thousand long sides": lambda: both_of(
        tensor_program(
            shape=b"(\x8a\xff" + b"\x7f" * 255 + b"q\x00" + b"h\x00" * 10_000 + b"t",
            strides=b"(" + b"K\x00" * 10_001 + b"t",
        )
    ),
    "a tower for a shape": lambda: both_of(tensor_program(shape=tower())),
    "a memo that doubles sixty times": lambda: (
        *both_of(b"\x80\x02" + doubled() + b"."),
        *both_of(tensor_program(shape=doubled())),
        *both_of(b"\x80\x02}X\x01\x00\x00\x00a" + doubled() + b"s."),
    ),
    "a list that doubles": lambda: both_of(b"\x80\x02]q\x00X\x01\x00\x00\x00aa" + b"h\x00(h\x00h\x00e" * 4_000 + b"."),
    "a text of which there is less": lambda: (
        *both_of(b"\x80\x02X\xff\xff\xff\x7fa"),
        *both_of(b"\x80\x04\x8d" + b"\xff" * 8 + b"a"),
        *both_of(b"\x80\x04\x95" + b"\xff" * 8 + b"."),
    ),
    "legacy sizes that lie": lambda: tuple(
        legacy_of(pickled({"a": Tensor(Storage(count=count))}, LegacyPickler), count=count)
        for count in (0, 3, 5, 2**31, 2**61, 2**63 - 1)
    ),
    "legacy lists that lie": lambda: (
        legacy_of(pickled({"a": Tensor(Storage())}, LegacyPickler), order=["0"] * 10_000),
        legacy_of(pickled({"a": Tensor(Storage(key="-1"))}, LegacyPickler), order=["-1", "-1"]),
    ),
    "strides and offsets that leave the storage far behind": lambda: (
        *both({"a": Tensor(Storage(), shape=(2, 2), strides=(2**40, 1))}),
        *both({"a": Tensor(Storage(), shape=(2,), strides=(2**62,))}),
        *both({"a": Tensor(Storage(), offset=2**63, shape=(1,))}),
        *both({"a": Tensor(Storage(), shape=(0, 2**2000), strides=(1, 1))}),
        *both({"a.weight": Tensor(Storage(), shape=(1, 4), strides=(0, 1)), "b.weight": Tensor(Storage(), 0, (4, 1))}),
    ),
    "tables in themselves and in one another": lambda: (
        *both_of(b"\x80\x02}q\x00X\x01\x00\x00\x00ah\x00s."),
        *both_of(b"\x80\x02}q\x00(" + b"".join(b"X\x05\x00\x00\x00%05dh\x00" % n for n in range(8_000)) + b"u."),
        *both_of(b"\x80\x02" + b"}X\x01\x00\x00\x00a" * 10_000 + b"}" + b"s" * 10_000 + b"."),
    ),
    "what may lie beside weights, in the place of all": lambda: (
        *both(Call(np.dtype, ("O", False, True))),
        *both({"a": Call(np.dtype, (os.system,))}),
        *both_of(b"\x80\x04\x8c\x08argparse\x8c\x09Namespace\x93)\x81}\x8c\x08__dict__\x8c\x02os\x8c\x06system\x93sb."),
        *both_of(b"\x80\x02cnumpy\ndtype\n" + _TEXT + b"\x85R" + _TEXT + b"\x85R."),
    ),
    # Numbers that are none.
    "weights that are not finite": lambda: (
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.tensor([1.0, torch.nan, 1, 1])})),
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.full((4,), torch.inf)})),
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.full((4,), 1e300, dtype=torch.float64)})),
    ),
    "complex, whole, true and quantized numbers": lambda: (
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.zeros(4, dtype=torch.complex64)})),
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.zeros(4, dtype=torch.int64)})),
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.zeros(4, dtype=torch.bool)})),
        *both({"a": Tensor(Storage(torch.QInt8Storage))}),
        *both({"a": Call(torch._utils._rebuild_qtensor, (Storage(torch.QInt8Storage), 0, (4,), (1,)))}),
    ),
    "a sparse tensor and one on no device": lambda: (
        *both_saved({"a": torch.eye(2).to_sparse()}),
        *both_saved({"a": torch.zeros(4, device="meta")}),
    ),
    "keys that are wrong": lambda: (
        *both_saved(state(**{"ae.0.encoder.1.bias": None})),
        *both_saved(state(**{"ae.0.encoder.5.bias": torch.zeros(4)})),
        *both_saved(state(**{"": torch.zeros(4)})),
        *both_saved(state(**{"a\nb" * 10_000: torch.zeros(4)})),
    ),
    "shapes that are wrong": lambda: (
        *both_saved(state(**{"ae.0.encoder.1.bias": torch.zeros(5)})),
        *both_saved(state(**{"ae.0.encoder.1.weight": torch.zeros(9, 4)})),
        *both_saved(state(**{"ae.0.encoder.1.weight": torch.zeros(4, 9, 1)})),
    ),
    # Zip files.
    "a zip with code in a zip": lambda: (
        good_zip([("archive/code.zip", zip_of(pickled(Call(os.system, ("true",)))))]),
        zip_of(pickled(Call(os.system, ("true",)))) + good_zip(),
        good_zip() + zip_of(pickled(Call(os.system, ("true",)))),
    ),
    "a zip bomb": lambda: (bomb(zipfile.ZIP_DEFLATED), bomb(zipfile.ZIP_BZIP2), bomb(zipfile.ZIP_LZMA)),
    "a zip whose entries share their bytes or their names": entangled,
    "a zip of two entries of one name": lambda: (
        good_zip([("archive/data/1", b"")]).replace(b"archive/data/1", b"archive/data/0"),
        good_zip([("archive/data.pk1", pickled(Call(os.system, ("true",))))]).replace(b"data.pk1", b"data.pkl"),
    ),
    "a zip with names that climb out of the folder": lambda: tuple(
        good_zip([(name, b"x")])
        for name in (
            "../evil",
            "/etc/evil",
            "archive/../../evil",
            "archive/./x",
            "C:\\evil",
            "archive/data/../0",
            "a/.b",
        )
    ),
    "a zip with names that are no text": lambda: (
        good_zip([("archive/.x", b"")]).replace(b"archive/.x", b"archive/\x00x"),
        edited(good_zip(), CENTRAL, 8, 0x800, 2).replace(b"archive/data/0", b"archive/data\xff0"),
        good_zip([("archive/." + "\u202e" * 20_000, b"")]),
    ),
    "a zip that says it is encrypted": lambda: (
        edited(edited(good_zip(), LOCAL, 6, 1, 2), CENTRAL, 8, 1, 2),
        edited(good_zip(), CENTRAL, 8, 0x41, 2),
    ),
    "a zip64 that lies": zip64_that_lies,
    "a zip that points beyond its end": lambda: (
        edited(good_zip(), CENTRAL, 42, 2**32 - 2, 4),
        edited(good_zip(), END, 16, 2**32 - 2, 4),
        edited(edited(good_zip(), CENTRAL, 20, 2**31, 4), CENTRAL, 24, 2**31, 4),
    ),
    "a zip of sixty thousand entries": lambda: (crowded(),),
    "a zip cut short": lambda: tuple(good_zip()[:length] for length in (4, 5, 30, 100, 200, len(good_zip()) - 1)),
    "a state dict with something else than ours beside it": lambda: tuple(
        noted(note)
        for note in (
            b"{",
            b"[]",
            b"null",
            b"{}",
            b"\xff",
            b"[" * 60_000,
            b"1" * 200_000,
            b'{"format_version": 2}',
            b'{"format_version": 1, "epoch": 0, "network": {}, "training": null}',
            b'{"format_version": 1, "epoch": 1e400, "network": 3, "training": [], "data": {"name": []}}',
        )
    ),
    "a stranger's safetensors that lies": lambda: (
        foreign({"a.weight": entry([4, 4], [0, 64]), "b.weight": entry([4, 4], [0, 64])}),
        foreign({"a.weight": entry([2, 4], [0, 32]), "b.weight": entry([4, 2], [32, 63])}),
        foreign({"a.weight": entry([2**40, 4], [0, 64])}),
        foreign({"a.weight": entry([-2, 4], [0, 32]), "b.weight": entry([4, -2], [32, 64])}),
        foreign({"a.weight": entry([2, 4], [0, 32], "F8_E4M3"), "b.weight": entry([4, 2], [32, 64], "X")}),
        foreign({"a.weight": entry([True, "4"], [0, 32]), "b.weight": [], "": None}),
        foreign({"a.weight": entry([2**2000, 4], [0, 64]), "b.weight": entry([4, 2**2000], [0, 64])}),
        foreign({f"{number}.weight": entry([4, 4], [0, 64]) for number in range(900)}),
        foreign({"__metadata__": {"autoencoder-lab ": "{}"}, "a": 1}),
    ),
    # Our own.
    "a native header of 2**60 bytes": lambda: tuple(
        size.to_bytes(8, "little") + native()[8:] for size in (2**60, 2**63, 2**64 - 1, 0, 1, len(native()))
    ),
    "native offsets that overlap, leave holes or lie outside": lambda: (
        laid_out(("a", "F32", [4], [0, 16]), ("b", "F32", [2], [8, 16])),
        laid_out(("a", "F32", [4], [0, 16]), ("b", "F32", [4], [0, 16])),
        laid_out(("a", "F32", [2], [8, 16])),
        laid_out(("a", "F32", [4], [16, 0])),
        laid_out(("a", "F32", [2**40], [0, 2**42])),
        laid_out(("a", "F32", [4], [2**63, 2**63 + 16])),
        laid_out(("a", "F32", [2**62, 4], [0, 0])),
        laid_out(("a", "F32", [-4], [0, 16])),
        laid_out(("a", "F32", [4.0], [0, 16])),
        laid_out(("a", "F32", [1] * 1000, [0, 4]), data=4),
    ),
    "native tensors of every type": lambda: tuple(
        laid_out(("a", dtype, [16], [0, 16 * bits // 8]), data=16 * bits // 8)
        for dtype, bits in [
            ("BOOL", 8),
            ("U8", 8),
            ("I64", 64),
            ("U16", 16),
            ("BF16", 16),
            ("F64", 64),
            ("C64", 64),
            ("F8_E5M2", 8),
            ("F8_E4M3", 8),
            ("F8_E8M0", 8),
            ("F4", 4),
            ("F6_E2M3", 6),
            ("F32", 32),
        ]
    ),
    "a native header that says something twice": twice_in_its_header,
    "a native digest replaced": digest_replaced,
    "a native file of the future": lambda: (native(format_version=2), native(format_version=10**4000)),
    "a native header nested ten thousand deep": lambda: (
        native(epoch=json.loads("[" * 900 + "]" * 900)),
        sealed(native().replace(b'epoch\\": 3', b'epoch\\": ' + b"[" * 20_000 + b"]" * 20_000)),
        sealed(native().replace(b'{"__meta', b'{"":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b',"__meta')),
    ),
    "native numbers that are too long": lambda: (
        native(epoch=10**4000),
        native(epoch="\n" * 20_000),
        native(training={**TrainingConfig(SMALL).to_dict(), "epochs": 10**4000}),
        native(training={**TrainingConfig(SMALL).to_dict(), "learning_rate": float("inf")}),
        native(network={**SMALL.to_dict(), "a\nb" * 5_000: 1}),
        native(network={**SMALL.to_dict(), "activation": "<b>" * 5_000}),
    ),
    "a native network of more than 200 million parameters": lambda: (
        native(network={**SMALL.to_dict(), "hidden_sizes": [20_000, 20_000]}),
        native(network={**SMALL.to_dict(), "hidden_sizes": [9_000, 9_000]}),  # possible, but not in this file
        native(network={**SMALL.to_dict(), "hidden_sizes": [1] * 20_000}),
        native(network={**SMALL.to_dict(), "image_shape": [2**31, 2**31]}),
    ),
    "a native log-variance that is missing, too much or of another shape": lambda: (
        native(network=GAUSSIAN.to_dict()),
        native(random_snapshot(GAUSSIAN).arrays),
        native(random_snapshot(GAUSSIAN).arrays, network={**GAUSSIAN.to_dict(), "code": "cauchy"}),
        *(
            native({**random_snapshot(GAUSSIAN).arrays, f"ae.0.log_variance.{part}": array}, network=GAUSSIAN.to_dict())
            for part, array in (
                ("weight", np.zeros((2, 5), np.float32)),
                ("bias", np.zeros(3, np.float32)),
                ("bias", np.zeros(2, np.float64)),
                ("weight", np.full((2, 4), np.nan, np.float32)),
                ("scale", np.zeros(2, np.float32)),
            )
        ),
        native(network={**GAUSSIAN.to_dict(), "hidden_sizes": [9_000, 9_000]}),
        native(random_snapshot(GAUSSIAN).arrays, network=GAUSSIAN.to_dict(), training=TrainingConfig(SMALL).to_dict()),
    ),
    "a state dict whose log-variance lies": lambda: (
        *both_saved(state(**{"ae.0.log_variance.weight": torch.zeros(2, 4)})),
        *both_saved(state(**{"ae.0.log_variance.weight": torch.zeros(4, 2), "ae.0.log_variance.bias": torch.zeros(2)})),
        *both_saved(state(**{"ae.0.log_variance.weight": torch.zeros(2), "ae.0.log_variance.bias": torch.zeros(2, 4)})),
    ),
    "native convolutions that are impossible, or whose arrays are missing, too much or of another shape": lambda: (
        native(network=CONVOLUTIONAL.to_dict()),
        native(random_snapshot(CONVOLUTIONAL).arrays),
        *(
            native(random_snapshot(CONVOLUTIONAL).arrays, network={**CONVOLUTIONAL.to_dict(), **wrong})
            for wrong in (
                {"kind": "dense"},
                {"kind": ["convolutional"]},
                {"channels": [3]},
                {"channels": []},
                {"channels": 3},
                {"channels": [3, 4.0]},
                {"channels": [3, True]},
                {"channels": [[3], [4]]},
                {"channels": [3, 10**4000]},
                {"channels": [3, 2**40]},
                {"channels": [3] * 20_000},
                {"channels": [3] * 5},  # 8 × 8 pixels are halved three times
                {"kernel": 5},
                {"kernel": 0},
                {"kernel": -3},
                {"kernel": 10**4000},
                {"kernel": "3"},
                {"image_shape": [1024, 1024]},
                {"image_shape": [1, 1]},
                {"image_shape": [1024, 1024], "channels": [100_000]},
            )
        ),
        *(
            native({**random_snapshot(CONVOLUTIONAL).arrays, name: array}, network=CONVOLUTIONAL.to_dict())
            for name, array in (
                ("ae.0.encoder.1.weight", np.zeros((3, 1, 9), np.float32)),
                ("ae.0.encoder.1.weight", np.zeros((3, 1, 3, 3), np.float64)),
                ("ae.0.encoder.3.weight", np.full((4, 3, 3, 3), np.inf, np.float32)),
                ("ae.0.encoder.1.bias", np.zeros(4, np.float32)),
                ("ae.0.encoder.5.weight", np.zeros((1, 1, 3, 3), np.float32)),
                ("ae.1.decoder.5.weight", np.zeros((3, 4, 3, 3), np.float32)),  # turned round
            )
        ),
    ),
    "a native sparse code that keeps what it does not have, or whose arrays are of another shape": lambda: (
        *(
            native(random_snapshot(SPARSE).arrays, network={**SPARSE.to_dict(), **wrong})
            for wrong in (
                {"k": 6},
                {"k": -1},
                {"k": 2**63},
                {"k": 10**4000},
                {"k": 1.0},
                {"k": True},
                {"k": "2"},
                {"k": None},
                {"k": [2]},
                {"code": "plain"},
                {"code": "gaussian"},
                {"code": ["sparse"]},
                {"latent_dim": 6},
                {"latent_dim": 2**40},
                {"hidden_sizes": [9_000, 9_000]},  # possible, but not in this file
            )
        ),
        native(network=SPARSE.to_dict()),
        native({**random_snapshot(SPARSE).arrays, "k": np.zeros(1, np.float32)}, network=SPARSE.to_dict()),
        native(random_snapshot(SPARSE).arrays, network=SPARSE.to_dict(), training=TrainingConfig(SMALL).to_dict()),
        *(
            native(
                random_snapshot(SPARSE).arrays,
                network=SPARSE.to_dict(),
                training={**TrainingConfig(SPARSE, objective="sparse").to_dict(), **wrong},
            )
            for wrong in ({"l1": float("nan")}, {"l1": 1e400}, {"l1": "1"}, {"l1": -1}, {"objective": "reconstruction"})
        ),
    ),
    "native text that is no text": lambda: (
        sealed(native().replace(b"ae.0.encoder", b"\xed\xa0\x80.encoder")),
        sealed(native().replace(b"ae.0.encoder", b"\\ud800encod")),
        sealed(native().replace(b'{"__meta', b'\xef\xbb\xbf{"__meta')),
    ),
    "a native file with another behind it": lambda: (
        native() + native(),
        native() + good_zip(),
        zlib.compress(native()),
        good_zip() + native(),
    ),
    "native weights that are not finite": lambda: tuple(
        native({**random_snapshot().arrays, "ae.0.encoder.1.bias": np.full(4, value, np.float32)})
        for value in (np.nan, np.inf, -np.inf)
    ),
    "an attribute that hooks into loading": lambda: both(_with_metadata({"a": Call(os.system, ("true",))})),
}


def _with_metadata(metadata: object) -> OrderedDict[str, Tensor]:
    made = OrderedDict(a=Tensor(Storage()))
    made._metadata = metadata  # type: ignore[attr-defined]
    return made
