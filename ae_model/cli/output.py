"""What a command gives back: its exit code, its results on standard output, and the network in its file."""

import json
import sys
import tempfile
from itertools import chain, count
from pathlib import Path
from typing import Any

from ae_model import checkpoint
from ae_model.checkpoint import CheckpointError
from ae_model.config import TrainingConfig
from ae_model.files import unsaved
from ae_model.snapshot import Snapshot

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130


def unused(stem: str) -> Path:
    """A free file name in the current folder: no earlier network is overwritten unasked."""
    suffixes = chain([""], (f"-{number}" for number in count(2)))
    return next(path for suffix in suffixes if not (path := Path(f"{stem}{suffix}.safetensors")).exists())


def require_writable(output: Path) -> None:
    """Refuse, before a training and not after it, an output that cannot be saved.

    Raises:
        CheckpointError: if `output` is a folder, or a file in its folder cannot be made.
    """
    if output.is_dir():
        raise CheckpointError("{path} cannot be saved: it is a folder.", path=output)
    try:
        tempfile.TemporaryFile(dir=output.parent).close()
    except OSError as error:
        raise CheckpointError(unsaved(output, error)) from error


def save(output: Path, float16: bool, snapshot: Snapshot, config: TrainingConfig) -> Path:
    """Save to `output`, or if that fails to a new temporary folder: hours of training must not be lost."""
    try:
        checkpoint.save(output, snapshot, config, float16=float16)
    except CheckpointError as error:
        print(error, file=sys.stderr)
        output = Path(tempfile.mkdtemp(prefix="autoencoder-lab-")) / output.name
        checkpoint.save(output, snapshot, config)
    return output


def show(results: dict[str, Any], *, as_json: bool) -> None:
    """Print results, one a line to be read or as one JSON object."""
    if as_json:
        print(json.dumps(results))
        return
    for name, value in results.items():
        print(f"{name:<28} {f'{value:.6g}' if isinstance(value, float) else value}")
