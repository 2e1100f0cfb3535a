"""Snapshots and training states on disk: our own files, and the notebook's.

Our files are sealed safetensors (`sealed`), whose header describes the network and its training. The notebook's are
torch state dicts (`torch.save(model.state_dict(), "ae_lat_80")`), which are programs: `pt_gate` checks them before
torch reads them. The first bytes of a file decide, never its name.

Only `export_pt` and the reading of a state dict import torch, and only when they are called.
"""

import io
import os
import stat
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ae_model import pt_gate, sealed
from ae_model.config import NetworkConfig, TrainingConfig, require_learning_rate
from ae_model.data_identity import DataIdentity, name_of
from ae_model.files import unsaved, write_whole
from ae_model.kinds import dense, kind_of
from ae_model.sentence import Clause, SaidError, Sentence, system_words
from ae_model.snapshot import Array, Snapshot
from ae_model.training_state import Moments, TrainingState
from ae_model.user_folder import with_home, without_home

MAX_FILE_BYTES = 1 << 30  # the largest network that NetworkConfig allows takes 800 MB
MAX_STATE_BYTES = 3 * MAX_FILE_BYTES  # Adam remembers two numbers for each of its own

_SMALL_BYTES = 1 << 26  # a file up to this size is read without a look at its header first
_BEGINNING = 8 + sealed.MAX_HEADER_BYTES
_MAX_REASON = 300  # characters

_KIND = "autoencoder-lab"
_FIELDS = {"epoch", "network", "training"}
_LATER_FIELDS = {"data"}  # that the first files of version 0.1.0 do not have
_STATE_KIND = "autoencoder-lab-training-state"
_STATE_FIELDS = {"epoch", "training", "updates", "step", "learning_rate", "seconds"}


class CheckpointError(SaidError):
    """A file that cannot be opened or saved; the message is one sentence that names the file and says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The content of a file.

    Attributes:
        snapshot: the network.
        training: how it was trained; None if the file does not say. Its data set has no path, but for older files.
        data: what it was trained on; None if the file does not say.
        notes: the assumptions that had to be made, a sentence each, for the user.

    Raises:
        ValueError: if `training` is of another network.
    """

    snapshot: Snapshot
    training: TrainingConfig | None = None
    notes: tuple[str, ...] = ()
    data: DataIdentity | None = None

    def __post_init__(self) -> None:
        if self.training is not None and self.training.network != self.snapshot.config:
            raise SaidError("Its training is that of another network.")


def save(
    path: Path,
    snapshot: Snapshot,
    training: TrainingConfig | None = None,
    data: DataIdentity | None = None,
    *,
    float16: bool = False,
) -> None:
    """Write a network, and how and on what it was trained if that is known, to `path`: whole, or not at all.

    The file is one to be handed on: it has the name of the data set, not its path. With `float16`, weights take half
    the bytes and have 11 bits of mantissa instead of 24.

    Raises:
        CheckpointError: if the folder cannot be written or the disk is full, or a weight is beyond float16; an older
            file is untouched.
        ValueError: if `training` is of another network.
    """
    arrays: dict[str, NDArray[Any]] = dict(snapshot.arrays)
    if float16:
        with np.errstate(over="ignore"):
            arrays = {name: array.astype(np.float16) for name, array in arrays.items()}
        if not all(np.isfinite(array).all() for array in arrays.values()):
            raise CheckpointError("{path} cannot be saved: a weight is beyond what float16 can hold.", path=path)
    Checkpoint(snapshot, training)  # refuses a training of another network
    if training is not None:
        data = data or DataIdentity.of_source(training.dataset)
        training = replace(training, dataset=name_of(training.dataset))
    fields = {
        "epoch": snapshot.epoch,
        "network": snapshot.config.to_dict(),
        "training": training and training.to_dict(),
        "data": data and data.to_dict(),
    }
    _write(path, sealed.seal(_KIND, fields, arrays))


def load(path: Path) -> Checkpoint:
    """Read a file that `save`, `export_pt` or the notebook wrote.

    A state dict needs torch, whose first import takes seconds: never call this on the window's thread.

    Raises:
        CheckpointError: if there is no such file, or it is damaged or of another kind.
    """
    with _opened(path, MAX_FILE_BYTES) as (file, size):
        beginning = file.read(_BEGINNING)
        file.seek(0)
        if sealed.is_sealed(beginning):
            if size > _SMALL_BYTES:
                network = sealed.read_header(_KIND, beginning).get("network", {})
                _require_in_proportion(size, NetworkConfig.from_dict(network), 1)
            return _decode(file.read())
        if pt_gate.is_pt(beginning):
            return _decode_state_dict(file)
        raise SaidError("It is neither a checkpoint of Autoencoder Lab nor a state dict of torch.")


def save_state(path: Path, state: TrainingState) -> None:
    """Write the state of an unfinished training to `path`: whole, or not at all.

    Raises:
        CheckpointError: if the folder cannot be written or the disk is full; an older file is untouched.
    """
    arrays: dict[str, NDArray[Any]] = dict(state.snapshot.arrays)
    for kind, moments in (("mean", state.moments.means), ("square", state.moments.squares)):
        arrays |= {f"{kind}.{key}": np.ascontiguousarray(moments[key]) for key in state.snapshot.arrays}
    arrays |= {"generator": state.generator, "epoch_losses": state.epoch_losses}
    if state.noise is not None:
        arrays["noise"] = state.noise
    fields = {
        "epoch": state.snapshot.epoch,
        "training": state.config.to_dict() | {"dataset": without_home(state.config.dataset)},
        "updates": state.moments.updates,
        "step": state.step,
        "learning_rate": state.learning_rate,
        "seconds": state.seconds,
    }
    _write(path, sealed.seal(_STATE_KIND, fields, arrays))


def load_state(path: Path) -> TrainingState:
    """Read a file that `save_state` wrote.

    Raises:
        CheckpointError: if there is no such file, or it is damaged or of another kind.
    """
    with _opened(path, MAX_STATE_BYTES) as (file, size):
        beginning = file.read(_BEGINNING)
        file.seek(0)
        if not sealed.is_sealed(beginning):
            raise SaidError("It is not a training state of Autoencoder Lab.")
        if size > _SMALL_BYTES:
            training = sealed.read_header(_STATE_KIND, beginning).get("training", {})
            _require_in_proportion(size, TrainingConfig.from_dict(training).network, 3)
        return _decode_state(file.read())


def export_pt(path: Path, snapshot: Snapshot) -> None:
    """Write the state dict that the notebook's `AutoEncoder` loads with `strict=True`.

    The format has no place for the activation, the output and the shape of images.

    Raises:
        CheckpointError: if the folder cannot be written or the disk is full; an older file is untouched.
    """
    import torch

    stream = io.BytesIO()
    torch.save(OrderedDict((key, torch.tensor(array)) for key, array in snapshot.arrays.items()), stream)
    _write(path, stream.getvalue())


@contextmanager
def _opened(path: Path, most: int) -> Iterator[tuple[BinaryIO, int]]:
    """Open a file of at most `most` bytes and give its size; errors inside the block become `CheckpointError`s."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe would wait for ever
            raise SaidError("It is not a file.")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                raise SaidError(
                    "It has {size:,} bytes; no network here takes more than {most:,}.", size=size, most=most
                )
            if size == 0:
                raise SaidError("It is empty.")
            yield file, size
    except OSError as error:
        raise CheckpointError(_unopened(path, system_words(error))) from error
    except MemoryError as error:
        said = Sentence("It is too large for this machine's memory.")
        raise CheckpointError(_unopened(path, said)) from error
    except ValueError as error:
        raise CheckpointError(_unopened(path, str(error))) from error


def _require_in_proportion(size: int, config: NetworkConfig, numbers: int) -> None:
    """Refuse a file far larger than `numbers` float32 for each parameter, before it is read into memory."""
    if size > 4 * numbers * config.parameter_count + _SMALL_BYTES:
        raise SaidError("It has {size:,} bytes, far more than its network takes.", size=size)


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise CheckpointError(unsaved(path, error)) from error


def _unopened(path: Path, reason: str) -> Sentence:
    if len(reason) > _MAX_REASON or not reason.isprintable():  # it quotes the file, which may hold anything
        reason = "".join(letter if letter.isprintable() else " " for letter in reason[:_MAX_REASON]) + "…"
    return Sentence("{path} cannot be opened: {reason}.", path=path, reason=Clause(reason))


def _decode(content: bytes) -> Checkpoint:
    fields, arrays = sealed.unseal(_KIND, _FIELDS, content, _LATER_FIELDS)
    epoch = _count(fields, "epoch")
    training = None if fields["training"] is None else TrainingConfig.from_dict(fields["training"])
    data = None if training is None else DataIdentity.of_source(training.dataset)
    if fields.get("data") is not None:
        data = DataIdentity.from_dict(fields["data"])
    arrays = {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in arrays.items()}
    snapshot = Snapshot(NetworkConfig.from_dict(fields["network"]), arrays, epoch)
    return Checkpoint(snapshot, training, data=data)


def _decode_state(content: bytes) -> TrainingState:
    fields, arrays = sealed.unseal(_STATE_KIND, _STATE_FIELDS, content)
    config = TrainingConfig.from_dict(fields["training"])
    config = replace(config, dataset=with_home(config.dataset))
    keys = kind_of(config.network).shapes.keys()
    noise = arrays.pop("noise", None)  # 0.1.0 knew none
    if set(arrays) != {
        *keys,
        *(f"{kind}.{key}" for kind in ("mean", "square") for key in keys),
        "generator",
        "epoch_losses",
    }:
        raise SaidError("It does not hold the arrays of a training state.")
    generator, losses = arrays["generator"], arrays["epoch_losses"]
    if any(array.dtype != np.uint8 for array in (generator, noise) if array is not None) or losses.dtype != np.float32:
        raise SaidError("Its generator or its losses are of another type.")
    epoch, updates, step = (_count(fields, name) for name in ("epoch", "updates", "step"))
    rate, seconds = fields["learning_rate"], fields["seconds"]
    if rate is not None:
        require_learning_rate(rate)
    if not isinstance(seconds, float) or not seconds >= 0:
        raise SaidError("Its seconds are {seconds!r}.", seconds=seconds)
    snapshot = Snapshot(config.network, {key: arrays[key] for key in keys}, epoch)
    means, squares = ({key: arrays[f"{kind}.{key}"] for key in keys} for kind in ("mean", "square"))
    moments = Moments(means, squares, updates)
    return TrainingState(config, snapshot, moments, generator, step, losses, rate, seconds, noise)


def _count(fields: Mapping[str, Any], name: str) -> int:
    value = fields[name]
    if type(value) is not int or not 0 <= value < 2**31:
        raise SaidError("Its {name} is {value!r}.", name=name, value=value)
    return value


def _decode_state_dict(file: BinaryIO) -> Checkpoint:
    arrays = _torch_arrays(pt_gate.checked(file))
    config = dense.inferred(arrays)
    note = Sentence(
        "The file does not say its activation, its output or the shape of its images: "
        "it was read as ReLU, sigmoid and {height} x {width} pixels.",
        height=config.image_shape.height,
        width=config.image_shape.width,
    )
    return Checkpoint(Snapshot(config, arrays), notes=(note,))


def _torch_arrays(content: bytes) -> dict[str, Array]:
    import torch

    try:
        tensors = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
        return {key: tensor.detach().to(torch.float32).numpy() for key, tensor in tensors.items()}
    except Exception as error:  # torch does not say which it raises; what the gate let through and torch will not
        raise SaidError("Torch cannot read it.") from error
