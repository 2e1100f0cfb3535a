"""What a command gives back: its exit code, its results on standard output, and the network in its file.

All else that it says goes to standard error, by `say`; and that nobody reads it ends no training.
"""

import errno
import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ae_model import network_formats
from ae_model.checkpoint import CheckpointError
from ae_model.config import TrainingConfig
from ae_model.data_identity import DataIdentity
from ae_model.files import ExportError, behind, is_folder, unsaved
from ae_model.sentence import Clause, system_words
from ae_model.snapshot import Snapshot

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
SIGNALLED = 128  # and the number of the signal that has stopped it, as shells have it
NO_READER = 141  # what a shell gives for a program that SIGPIPE ends, as it does `git log | head -1`


class RefusedError(Exception):
    """What the user wants cannot be done; the message is a sentence for the user."""


class UnprintedError(Exception):
    """Standard output takes no results; the message is a sentence for the user, and empty if its reader has gone."""


def program() -> str:
    """How the user has called this program."""
    called = Path(sys.argv[0])
    return {"__main__.py": "python -m ae_model", "main.py": "python main.py"}.get(called.name, called.stem)


def say(words: str) -> None:
    """Tell the user something beside the results, above a progress bar if there is one."""
    if sys.stderr is not None:  # where it was closed from the start, tqdm would write to standard output
        with suppress(OSError, ValueError):  # ValueError: it is closed
            tqdm.write(words, file=sys.stderr)


def show(results: Mapping[str, Any] | Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Print results: as JSON, or to be read: those of one thing one a line, those of several as a table.

    Raises:
        UnprintedError: if they do not arrive.
    """
    if as_json:
        put(json.dumps(results))
    elif isinstance(results, Mapping):
        put("\n".join(f"{name:<28} {_written(value)}" for name, value in results.items()))
    else:
        rows = [list(results[0]), *([_written(value) for value in row.values()] for row in results)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)
        put("\n".join(line.rstrip() for line in lines))


def put(text: str) -> None:
    """Print to standard output, and see it arrive.

    Raises:
        UnprintedError: if it does not.
    """
    try:
        print(text)
    except OSError as error:
        raise _unprinted(error) from None
    arrive()


def arrive() -> None:
    """See all arrive that has been printed to standard output.

    Raises:
        UnprintedError: if it does not.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise _unprinted(error) from None


def _unprinted(error: OSError) -> UnprintedError:
    """The error to be told, after what is still to be written has gone nowhere: Python would try again at its end."""
    with suppress(OSError):  # it has no file, as in tests
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    has_gone = error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)
    return UnprintedError("" if has_gone else f"The results cannot be printed: {Clause(system_words(error))}.")


def _written(value: Any) -> str:
    """A result to be read; names may come from strangers, and no sign of theirs is to move the cursor."""
    if isinstance(value, list):
        return ", ".join(map(_written, value))
    text = f"{value:.6g}" if isinstance(value, float) else "" if value is None else str(value)
    return text if text.isprintable() else text.encode("unicode_escape").decode()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a network is saved.

    Attributes:
        file: as the user wants it; None for one in the current folder that is called after the preset, and numbered if
            there is one already: no earlier network is overwritten unasked.
        preset: its name.
        float16: whether the weights are saved in half the bytes.
    """

    file: Path | None
    preset: str
    float16: bool = False

    def require_writable(self) -> None:
        """Refuse, before a training and not after it, a file that cannot be saved.

        Raises:
            CheckpointError: if it is a folder, its ending is that of no format, or a file in its folder cannot be made.
        """
        path = self.file or Path(self._stem)
        if self.file is not None and is_folder(path):
            raise CheckpointError("{path} cannot be saved: it is a folder.", path=path)
        if self.file is not None:
            network_formats.require_known(path, float16=self.float16)
        try:
            tempfile.TemporaryFile(dir=behind(path).parent).close()
        except OSError as error:
            raise CheckpointError(unsaved(path, error)) from error

    def save(
        self, snapshot: Snapshot, config: TrainingConfig | None = None, data: DataIdentity | None = None
    ) -> tuple[Path, bool]:
        """Save, or if that fails save to a new temporary folder: hours of training must not be lost.

        Returns:
            The file, and whether it is where it was wanted.
        """
        path = self.file
        try:
            if path is None:
                path = self._reserved()
            network_formats.save(path, snapshot, config, data, float16=self.float16)
        except (CheckpointError, ExportError) as error:
            say(str(error))
            if path is not None and self.file is None:
                path.unlink(missing_ok=True)
            path = Path(tempfile.mkdtemp(prefix="autoencoder-lab-")) / (path or Path(f"{self._stem}.safetensors")).name
            network_formats.save(path, snapshot, config, data)
            return path, False
        return path, True

    @property
    def _stem(self) -> str:
        return re.sub(r"[^\w-]", "_", self.preset)[:40]  # a configuration from a file may say anything

    def _reserved(self) -> Path:
        """A new and empty file with the first free name: of several trainings that end at once none gets another's."""
        for suffix in chain([""], (f"-{number}" for number in count(2))):
            path = Path(f"{self._stem}{suffix}.safetensors")
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            except OSError as error:
                raise CheckpointError(unsaved(path, error)) from error
            return path
        raise AssertionError("There is always another number.")
