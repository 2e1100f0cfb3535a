"""Snapshots on disk: our own files, and the notebook's.

Ours are sealed safetensors (`sealed`), whose header says what the network is and how it was trained. The notebook's
are torch state dicts (`torch.save(model.state_dict(), "ae_lat_80")`), which are programs: `pt_gate` reads them before
torch may. What a file is shows in its first bytes, never in its name.

Only `export_pt` and the reading of a state dict import torch, and only when they are called.
"""

import io
import stat
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ae_model import pt_gate, sealed
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.files import write_whole
from ae_model.snapshot import Array, Snapshot
from ae_model.state_dict import infer_config, snapshot_from, state_dict

MAX_FILE_BYTES = 1 << 30  # the largest network that NetworkConfig allows takes 800 MB

_KIND = "autoencoder-lab"
_FIELDS = {"epoch", "network", "training"}


class CheckpointError(ValueError):
    """A file that cannot be opened or saved; the message is one sentence that names it and says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """What a file held.

    Attributes:
        snapshot: the network.
        training: how it was trained; None if the file does not say.
        notes: what had to be assumed, a sentence each, for the user to see.

    Raises:
        ValueError: if `training` is of another network.
    """

    snapshot: Snapshot
    training: TrainingConfig | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.training is not None and self.training.network != self.snapshot.config:
            raise ValueError("Its training is that of another network.")


def save(path: Path, snapshot: Snapshot, training: TrainingConfig | None = None, *, float16: bool = False) -> None:
    """Write a network, and how it was trained, to `path`: whole, or not at all.

    Args:
        path: where to.
        snapshot: the network.
        training: how it was trained, where that is known.
        float16: store the weights in half the bytes, with 11 bits of mantissa instead of 24.

    Raises:
        CheckpointError: if the folder cannot be written or the disk is full, or a weight is beyond float16; an older
            file is untouched.
        ValueError: if `training` is of another network.
    """
    arrays: dict[str, NDArray[Any]] = dict(state_dict(snapshot))
    if float16:
        with np.errstate(over="ignore"):
            arrays = {name: array.astype(np.float16) for name, array in arrays.items()}
        if not all(np.isfinite(array).all() for array in arrays.values()):
            raise CheckpointError(_sentence(path, "saved", "A weight is beyond what float16 can hold."))
    _write(path, _encode(Checkpoint(snapshot, training), arrays))


def load(path: Path) -> Checkpoint:
    """Read a file that `save`, `export_pt` or the notebook wrote.

    A state dict needs torch, whose first import takes seconds: never call this on the window's thread.

    Raises:
        CheckpointError: if there is no such file, it is damaged, or it is anything else.
    """
    try:
        content = _read(path)
        if sealed.is_sealed(content):
            return _decode(content)
        if pt_gate.is_pt(content):
            return _decode_state_dict(content)
        raise ValueError("It is neither a checkpoint of Autoencoder Lab nor a state dict of torch.")
    except ValueError as error:
        raise CheckpointError(_sentence(path, "opened", str(error))) from error


def export_pt(path: Path, snapshot: Snapshot) -> None:
    """Write the state dict that the notebook's `AutoEncoder` loads with `strict=True`.

    The activation, the output and the image shape are not in it: the format has no place for them.

    Raises:
        CheckpointError: if the folder cannot be written or the disk is full; an older file is untouched.
    """
    import torch

    stream = io.BytesIO()
    torch.save(OrderedDict((key, torch.tensor(array)) for key, array in state_dict(snapshot).items()), stream)
    _write(path, stream.getvalue())


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # to open a pipe would wait for ever
            raise ValueError("It is not a file.")
        if status.st_size > MAX_FILE_BYTES:
            raise ValueError(f"It has {status.st_size:,} bytes; no network here takes more than {MAX_FILE_BYTES:,}.")
        content = path.read_bytes()
    except OSError as error:
        raise ValueError(error.strerror) from error
    if not content:
        raise ValueError("It is empty.")
    return content


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise CheckpointError(_sentence(path, "saved", str(error.strerror))) from error


def _sentence(path: Path, verb: str, reason: str) -> str:
    return f"{path} cannot be {verb}: {reason[:1].lower()}{reason[1:].removesuffix('.')}."


def _encode(checkpoint: Checkpoint, arrays: dict[str, NDArray[Any]]) -> bytes:
    snapshot, training = checkpoint.snapshot, checkpoint.training
    fields = {
        "epoch": snapshot.epoch,
        "network": snapshot.config.to_dict(),
        "training": training and training.to_dict(),
    }
    return sealed.seal(_KIND, fields, arrays)


def _decode(content: bytes) -> Checkpoint:
    fields, arrays = sealed.unseal(_KIND, _FIELDS, content)
    epoch, training = fields["epoch"], fields["training"]
    if type(epoch) is not int or not 0 <= epoch < 2**31:
        raise ValueError(f"Its epoch is {epoch!r}.")
    arrays = {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in arrays.items()}
    snapshot = snapshot_from(arrays, NetworkConfig.from_dict(fields["network"]), epoch)
    return Checkpoint(snapshot, None if training is None else TrainingConfig.from_dict(training))


def _decode_state_dict(content: bytes) -> Checkpoint:
    arrays = _torch_arrays(pt_gate.checked(content))
    config = infer_config(arrays)
    height, width = config.image_shape
    note = (
        "The file does not say its activation, its output or the shape of its images: "
        f"it was read as ReLU, sigmoid and {height} x {width} pixels."
    )
    return Checkpoint(snapshot_from(arrays, config), notes=(note,))


def _torch_arrays(content: bytes) -> dict[str, Array]:
    import torch

    try:
        tensors = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except Exception as error:  # torch does not say which it raises; what the gate let through and torch will not
        raise ValueError("Torch cannot read it.") from error
    return {key: tensor.detach().to(torch.float32).numpy() for key, tensor in tensors.items()}
