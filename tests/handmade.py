"""Checkpoint files made by hand, true or not: the `.pt` of torch, old and new, and our own.

torch writes only what is so. What a stranger's file may say is put together here from its parts.
"""

import hashlib
import io
import json
import pickle
import re
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy
import torch
from networks import drawn

from ae_model.config import NetworkConfig
from ae_model.image_shape import ImageShape

SMALL = NetworkConfig(ImageShape(3, 3), (4,), 2)
FOUR_FLOATS = bytes(16)


@dataclass
class Storage:
    kind: Any = torch.FloatStorage
    key: str = "0"
    count: int = 4


@dataclass
class Tensor:
    """A tensor as a pickle declares it, true or not."""

    storage: Storage
    offset: int = 0
    shape: tuple = (4,)
    strides: tuple = (1,)

    def __reduce__(self):
        arguments = (self.storage, self.offset, self.shape, self.strides, False, OrderedDict())
        return torch._utils._rebuild_tensor_v2, arguments


@dataclass
class Call:
    """What a pickle calls when an ordinary unpickler opens it."""

    function: Any
    arguments: tuple = ()

    def __reduce__(self):
        return self.function, self.arguments


class Pickler(pickle.Pickler):
    after_count: tuple = ()

    def persistent_id(self, obj):
        if isinstance(obj, Storage):
            return ("storage", obj.kind, obj.key, "cpu", obj.count, *self.after_count)
        return None


class LegacyPickler(Pickler):
    after_count = (None,)


class ViewPickler(Pickler):
    after_count = (("1", 0, 4),)


def pickled(value, pickler=Pickler, protocol=2):
    stream = io.BytesIO()
    pickler(stream, protocol).dump(value)
    return stream.getvalue()


def zip_of(program, storages=None, **entries):
    """A `.pt` file around a pickle."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.pkl", program)
        archive.writestr("archive/version", "3\n")
        for key, data in (storages or {"0": FOUR_FLOATS}).items():
            archive.writestr(f"archive/data/{key}", data)
        for name, data in entries.items():
            archive.writestr(f"archive/{name}", data)
    return stream.getvalue()


def legacy_of(program, storages=FOUR_FLOATS, order=("0",), count=4):
    """A file from before torch 1.6 around a pickle."""
    machine = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}
    head = [pickle.dumps(value, 2) for value in (0x1950A86A20F9469CFC6C, 1001, machine)]
    return b"".join([*head, program, pickle.dumps(list(order), 2), count.to_bytes(8, "little"), storages])


def saved_by_torch(state, legacy=False):
    stream = io.BytesIO()
    torch.save(state, stream, _use_new_zipfile_serialization=not legacy)
    return stream.getvalue()


def both(value):
    return zip_of(pickled(value)), legacy_of(pickled(value, LegacyPickler))


def random_snapshot(config=SMALL, epoch=3):
    rng = np.random.default_rng(0)
    return drawn(config, lambda shape: rng.standard_normal(shape, np.float32), epoch)


def native(arrays=None, **changes):
    """A file in our format, made here from its description alone, with anything in it and a SHA-256 that fits."""
    snapshot = random_snapshot()
    header = {
        "sha256": "0" * 64,
        "format_version": 1,
        "program_version": "0.1.0",
        "epoch": snapshot.epoch,
        "network": snapshot.config.to_dict(),
        "training": None,
        **changes,
    }
    header = {name: value for name, value in header.items() if value is not ...}
    metadata = {"autoencoder-lab": json.dumps(header)}
    return sealed(safetensors.numpy.save(snapshot.arrays if arrays is None else arrays, metadata))


def sealed(content):
    """The file with the SHA-256 that fits the rest of it, whatever that is."""
    blank = re.sub(rb"[0-9a-f]{64}", b"0" * 64, content, count=1)
    return blank.replace(b"0" * 64, hashlib.sha256(blank).hexdigest().encode(), 1)
