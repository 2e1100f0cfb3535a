"""Snapshots and training states on disk: our own files, the notebook's, and those of other programs.

Our files are sealed safetensors (`sealed`), whose header describes the network and its training. The notebook's are
torch state dicts (`torch.save(model.state_dict(), "ae_lat_80")`), which are programs: `pt_gate` reads them without
running them, and `state_dicts` finds the network in them or in a stranger's safetensors. The first bytes of a file
decide, never its name.

Only `export_pt` imports torch, and only when it is called.
"""

import io
import json
import os
import stat
import zipfile
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ae_model import __version__, sealed
from ae_model.config import Activation, NetworkConfig, Output, TrainingConfig, require_learning_rate
from ae_model.data_identity import DataIdentity, name_of
from ae_model.files import unsaved, write_whole
from ae_model.image_shape import ImageShape
from ae_model.kinds import kind_of
from ae_model.other_files import by_its_beginning
from ae_model.sentence import Clause, SaidError, Sentence, legible, system_words
from ae_model.snapshot import Array, Snapshot
from ae_model.training_state import Moments, TrainingState
from ae_model.user_folder import with_home, without_home

MAX_FILE_BYTES = 1 << 30  # the largest network that NetworkConfig allows takes 800 MB
MAX_STATE_BYTES = 3 * MAX_FILE_BYTES  # Adam remembers two numbers for each of its own

_SMALL_BYTES = 1 << 26  # a file up to this size is read without a look at its header first
_BEGINNING = 8 + sealed.MAX_HEADER_BYTES

_WORDS = {"relu": "ReLU", "silu": "SiLU", "tanh": "tanh"}
_KIND = "autoencoder-lab"
_FIELDS = {"epoch", "network", "training"}
_LATER_FIELDS = {"data"}  # that the first files of version 0.1.0 do not have
_STATE_KIND = "autoencoder-lab-training-state"
UNSAID = frozenset({"activation", "output", "image_shape"})  # by a state dict
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
        notes: what was done to read it, a sentence each, for the user.
        unsaid: the fields of the network's configuration that the file does not say, and that were guessed.
        told: those that it does not say either, and somebody else does.

    Raises:
        ValueError: if `training` is of another network.
    """

    snapshot: Snapshot
    training: TrainingConfig | None = None
    notes: tuple[str, ...] = ()
    data: DataIdentity | None = None
    unsaid: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.training is not None and self.training.network != self.snapshot.config:
            raise SaidError("Its training is that of another network.")

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes, and what was guessed."""
        if not self.unsaid:
            return self.notes
        config = self.snapshot.config
        guess = Sentence(
            "The file does not say its activation, its output or the shape of its images: "
            "it was read as {activation}, {output} and {height} x {width} pixels.",
            activation=_WORDS[config.activation],
            output=config.output,
            height=config.image_shape.height,
            width=config.image_shape.width,
        )
        return (*self.notes, guess)


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
    _write(path, *sealed.seal(_KIND, _fields(snapshot, training, data), arrays))


def _fields(snapshot: Snapshot, training: TrainingConfig | None, data: DataIdentity | None) -> dict[str, Any]:
    """What a file says of a network beside its numbers, by the names of `_FIELDS`."""
    Checkpoint(snapshot, training)  # refuses a training of another network
    if training is not None:
        data = data or DataIdentity.of_source(training.dataset)
        training = replace(training, dataset=name_of(training.dataset))
    return {
        "epoch": snapshot.epoch,
        "network": snapshot.config.to_dict(),
        "training": training and training.to_dict(),
        "data": data and data.to_dict(),
    }


def load(path: Path) -> Checkpoint:
    """Read a network that this program wrote, or another: see `state_dicts` for what is taken.

    Raises:
        CheckpointError: if there is no such file, or it is damaged or of another kind.
    """
    with _opened(path, MAX_STATE_BYTES) as (file, size):
        beginning = file.read(_BEGINNING)
        file.seek(0)
        if not sealed.is_sealed(beginning):
            return _decode_pt(file, beginning)
        kinds = sealed.kinds(beginning)
        if _STATE_KIND in kinds:
            note = Sentence("It is the state of a training, whose network was opened.")
            state = _read_state(file, size, beginning)
            return Checkpoint(state.snapshot, state.config, (note,), DataIdentity.of_source(state.config.dataset))
        if _KIND not in kinds:
            return _decode_foreign(file, size, beginning)
        if size > _SMALL_BYTES:
            network = sealed.read_header(_KIND, beginning).get("network", {})
            _require_in_proportion(size, NetworkConfig.from_dict(network), 1)
        return _decode(file.read())


def told(
    opened: Checkpoint,
    *,
    activation: Activation | None = None,
    output: Output | None = None,
    image_shape: ImageShape | None = None,
) -> Checkpoint:
    """The network of a file that does not say these itself, as somebody else says them; None says nothing.

    Raises:
        CheckpointError: if the file says otherwise, or images of that shape have not as many pixels as its own.
    """
    config = opened.snapshot.config
    given: dict[str, Any] = {"activation": activation, "output": output, "image_shape": image_shape}
    said = {name: value for name, value in given.items() if value is not None}
    for name, value in said.items():
        has = getattr(config, name)
        if name not in opened.unsaid and value != has:
            raise CheckpointError("The file says itself that its network has {has}, not {value}.", has=has, value=value)
    if image_shape is not None and image_shape.pixels != config.image_shape.pixels:
        raise CheckpointError(
            "Its images have {pixels} pixels, which {shape} does not make.",
            pixels=config.image_shape.pixels,
            shape=image_shape,
        )
    snapshot = replace(opened.snapshot, config=replace(config, **said))
    training = opened.training and replace(opened.training, network=snapshot.config)
    answers = opened.unsaid & said.keys()
    return replace(
        opened, snapshot=snapshot, training=training, unsaid=opened.unsaid - answers, told=opened.told | answers
    )


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
    _write(path, *sealed.seal(_STATE_KIND, fields, arrays))


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
        return _read_state(file, size, beginning)


def _read_state(file: BinaryIO, size: int, beginning: bytes) -> TrainingState:
    if size > _SMALL_BYTES:
        training = sealed.read_header(_STATE_KIND, beginning).get("training", {})
        _require_in_proportion(size, TrainingConfig.from_dict(training).network, 3)
    return _decode_state(file.read())


def export_pt(
    path: Path, snapshot: Snapshot, training: TrainingConfig | None = None, data: DataIdentity | None = None
) -> None:
    """Write the state dict that the notebook's `AutoEncoder` loads with `strict=True`.

    The format has no place for the activation, the output and the shape of images: they, and all else that `save`
    writes, go into an entry of their own, which torch passes over.

    Raises:
        CheckpointError: if the folder cannot be written or the disk is full; an older file is untouched.
        ValueError: if `training` is of another network.
    """
    import torch

    from ae_model.pt_gate import NOTE_ENTRY

    fields = {
        "format_version": sealed.FORMAT_VERSION,
        "program_version": __version__,
        **_fields(snapshot, training, data),
    }
    stream = io.BytesIO()
    torch.save(OrderedDict((key, torch.tensor(array)) for key, array in snapshot.arrays.items()), stream)
    with zipfile.ZipFile(stream, "a") as archive:
        folder = archive.namelist()[0].split("/")[0]
        archive.writestr(zipfile.ZipInfo(f"{folder}/{NOTE_ENTRY}"), json.dumps(fields))
    _write(path, stream.getbuffer())


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


def _write(path: Path, *content: bytes | memoryview) -> None:
    try:
        write_whole(path, *content)
    except OSError as error:
        raise CheckpointError(unsaved(path, error)) from error


def _unopened(path: Path, reason: str) -> Sentence:
    return Sentence("{path} cannot be opened: {reason}.", path=path, reason=Clause(legible(reason)))


def _decode(content: bytes) -> Checkpoint:
    fields, arrays = sealed.unseal(_KIND, _FIELDS, content, _LATER_FIELDS)
    arrays = {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in arrays.items()}
    return _checkpoint(fields, arrays)


def _checkpoint(fields: Mapping[str, Any], arrays: Mapping[str, Array]) -> Checkpoint:
    epoch = _count(fields, "epoch")
    training = None if fields["training"] is None else TrainingConfig.from_dict(fields["training"])
    data = None if training is None else DataIdentity.of_source(training.dataset)
    if fields.get("data") is not None:
        data = DataIdentity.from_dict(fields["data"])
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


# What reads the files of others is imported with the first of them: a start needs none of it.


def _decode_pt(file: BinaryIO, beginning: bytes) -> Checkpoint:
    from ae_model import pt_gate, state_dicts

    if not pt_gate.is_pt(beginning):
        raise SaidError(by_its_beginning(beginning))
    content = pt_gate.opened(file)
    if content.note:
        fields = _noted(content.note)
        shapes = kind_of(NetworkConfig.from_dict(fields["network"])).shapes
        return _checkpoint(fields, content.read(state_dicts.named(content.value, pt_gate.Tensor, shapes)))
    found = state_dicts.found(content.value, pt_gate.Tensor)
    return _guessed(found.config, found.notes, content.read(found.tensors))


def _noted(note: bytes) -> dict[str, Any]:
    """What stands beside the state dict in a file of `export_pt`."""
    try:
        fields = json.loads(note)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise SaidError("It is damaged: its header cannot be read.")
    sealed.require_known_version(fields.pop("format_version", None), sealed.FORMAT_VERSION)
    fields.pop("program_version", None)
    if unknown := sorted(fields.keys() - _FIELDS - _LATER_FIELDS):
        raise SaidError("It has fields that only a newer Autoencoder Lab knows: {names}.", names=", ".join(unknown))
    if _FIELDS - fields.keys():
        raise SaidError("It is damaged: its header cannot be read.")
    return fields


def _decode_foreign(file: BinaryIO, size: int, beginning: bytes) -> Checkpoint:
    from ae_model import foreign_safetensors, state_dicts

    declared = state_dicts.found(foreign_safetensors.declared(beginning), foreign_safetensors.Entry)
    if size > _SMALL_BYTES:
        _require_in_proportion(size, declared.config, 2)
    found = state_dicts.found(foreign_safetensors.read(file.read()), foreign_safetensors.Entry)
    return _guessed(found.config, found.notes, {name: entry.read() for name, entry in found.tensors.items()})


def _guessed(config: NetworkConfig, notes: tuple[str, ...], arrays: dict[str, Array]) -> Checkpoint:
    """The network of a file of another program, for what it does not say that of the notebook's is taken."""
    shapes = kind_of(config).shapes
    whole = {name: arrays.get(name, np.zeros(shape, np.float32)) for name, shape in shapes.items()}
    return Checkpoint(Snapshot(config, whole), notes=notes, unsaid=UNSAID)
