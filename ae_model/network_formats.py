"""The formats in which networks are saved, by the endings of their files."""

from importlib.util import find_spec
from pathlib import Path

from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.config import TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.files import behind
from ae_model.snapshot import Snapshot

_OURS = ("", ".safetensors")
_STATE_DICTS = (".pt", ".pth")
_ONNX = ".onnx"


def require_known(path: Path, *, float16: bool = False) -> None:
    """Refuse a file whose ending promises another format than those that there are; no ending promises nothing.

    Raises:
        CheckpointError: if it does, or the format takes a package that is not installed, or cannot hold float16.
    """
    ending = path.suffix.lower()
    if ending not in (*_OURS, *_STATE_DICTS, _ONNX):
        raise CheckpointError(
            "{path} cannot be saved: the ending of its name is to be .safetensors, .pt or .pth for torch, or .onnx.",
            path=path,
        )
    if ending == _ONNX and find_spec("onnx") is None:
        raise CheckpointError("{path} cannot be saved: the package onnx is not installed.", path=path)
    if float16 and ending not in _OURS:
        raise CheckpointError("{path} cannot be saved: float16 is for .safetensors alone.", path=path)


def save(
    path: Path,
    snapshot: Snapshot,
    training: TrainingConfig | None = None,
    data: DataIdentity | None = None,
    *,
    float16: bool = False,
) -> None:
    """Save a network as its file's ending says: `.pt` or `.pth`, a state dict, `.onnx`, or else our own format.

    A link is written through. A state dict takes torch, so this is not for the window's thread. `float16` is for our
    own format.

    Raises:
        CheckpointError, ExportError: if the file cannot be written, or a package is missing; an older one is untouched.
    """
    ending = path.suffix.lower()
    try:
        if ending in _STATE_DICTS:
            checkpoint.export_pt(behind(path), snapshot, training, data)
        elif ending == _ONNX:
            from ae_model.onnx_export import export_onnx

            export_onnx(path, snapshot, data)
        else:
            checkpoint.save(behind(path), snapshot, training, data, float16=float16)
    except MemoryError as error:
        raise CheckpointError("{path} cannot be saved: the memory is full.", path=path) from error
