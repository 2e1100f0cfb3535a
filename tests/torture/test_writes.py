"""A disk that refuses, at every call that saving makes of the operating system: there is the old file or the new one.

What is saved goes through the real functions; `os` alone is made to fail. The calls are not listed here but counted
in a saving that succeeds, so that one added to `ae_model.files` is made to fail as well.
"""

import errno
import math
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest
import saver

from ae_model import checkpoint, picture_files, recording, runs
from ae_model.checkpoint import CheckpointError
from ae_model.config import TrainingConfig
from ae_model.events import Losses
from ae_model.files import ExportError
from ae_model.image_shape import ImageShape
from ae_model.recording import Recorder, Unsaved, sweep_leftovers
from ae_model.snapshot import Snapshot
from ae_model.training_state import Moments, TrainingState

pytestmark = pytest.mark.skipif(os.name != "posix", reason="how a folder is forced to the disk is POSIX's")

FRAMES = np.arange(2 * 4 * 4, dtype=np.uint8).reshape(2, 4, 4)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
HALF = -1  # no error, but a write that takes only half of what it gets
CALLS = ("stat", "open", "write", "fsync", "close", "replace", "unlink")

Save = Callable[[Path], None]


@dataclass
class Disk:
    """The calls of `os` on files in one folder, of which one fails.

    Attributes:
        made: the calls by name, in their order.
        failing: number of the call that fails; none if it is beyond the last.
        error: with which it fails, or HALF.
        then_full: whether the write after it is refused, as a disk does that has room for a half.
    """

    folder: Path
    made: list[str]
    failing: int = -1
    error: int | None = None
    then_full: bool = False

    def install(self, patch: pytest.MonkeyPatch) -> None:
        ours: set[int] = set()  # descriptors of files in the folder, and of the folder
        for name in CALLS:
            patch.setattr(os, name, partial(self._call, name, getattr(os, name), ours))

    def _call(self, name: str, real, ours: set[int], *arguments, **more):  # as different as the calls are
        subject = arguments[0]
        if not (subject in ours if isinstance(subject, int) else self._is_inside(subject)):
            return real(*arguments, **more)
        fate = self._fate(name, len(self.made))
        self.made.append(name)
        if fate == HALF:
            return real(subject, arguments[1][: max(1, len(arguments[1]) // 2)])
        if fate is None or name == "close":  # a descriptor is gone even if closing it fails
            result = real(*arguments, **more)
        if fate is not None:
            raise OSError(fate, os.strerror(fate))
        if name == "open":
            ours.add(result)
        elif name == "close":
            ours.discard(subject)
        return result

    def _fate(self, name: str, number: int) -> int | None:
        if number == self.failing:
            return self.error
        return errno.ENOSPC if self.then_full and name == "write" and number == self.failing + 1 else None

    def _is_inside(self, subject: object) -> bool:
        return isinstance(subject, str | os.PathLike) and Path(subject).is_relative_to(self.folder)


def write_numbered(folder: Path, name: str) -> None:
    with picture_files.NumberedWriter(folder, name, [1, 2]) as writer:
        for frame in FRAMES:
            writer.add(frame)
        writer.finish()


@pytest.fixture
def savings(untrained: Callable[..., Snapshot]) -> dict[str, Save]:
    """Every public function of the engine that writes files, each as one that takes the path."""
    snapshot = untrained(2, image_shape=ImageShape(4, 4))
    training = replace(TrainingConfig(), network=snapshot.config)
    moments = {name: np.zeros_like(array) for name, array in snapshot.arrays.items()}
    state = TrainingState(
        training, snapshot, Moments(moments, moments, 1), np.zeros(9, np.uint8), 1, np.zeros(1, np.float32), None, 1.0
    )
    return {
        "save": lambda path: checkpoint.save(path, snapshot, training),
        "save in float16": lambda path: checkpoint.save(path, snapshot, float16=True),
        "save_state": lambda path: checkpoint.save_state(path, state),
        "export_pt": lambda path: checkpoint.export_pt(path, snapshot),
        "write_strip": lambda path: picture_files.write_strip(path, FRAMES),
        "write_gif": lambda path: picture_files.write_gif(path, FRAMES, 0.1),
        "NumberedWriter": lambda path: write_numbered(path.parent, path.stem),
    }


def disks(folder: Path, calls: list[str]) -> Iterator[Disk]:
    """All that can go wrong in a saving that makes these calls."""
    for number, name in enumerate(calls):
        for error in ERRORS:
            yield Disk(folder, [], number, error)
        if name == "write":
            yield Disk(folder, [], number, HALF)
            yield Disk(folder, [], number, HALF, then_full=True)


@pytest.mark.fault("every write, fsync and rename failing in turn", short=0, full=0)  # counted below
def test_whatever_call_of_the_system_fails_the_old_file_or_the_new_one_is_there(tmp_path, fault, savings):
    """For each function, over a file and where none is, each call, each error, and writes cut short.

    Seen to fail: without `unlink()` in `files.GrowingFile.__exit__` ("left behind"); with `path` removed before the
    rename ("lost"); with `while rest` in `_write` made `if rest`, or what `os.write` returns not looked at
    ("neither old nor new"); with an error of `os.fsync` suppressed ("nothing was said"); and without `path` in the
    sentence of `checkpoint._write` ("names no file").
    """
    fault.figures["calls"] = 0
    for name, save in savings.items():
        for is_old in (False, True):
            old, new, calls = in_a_saving_that_succeeds(tmp_path, save, is_old)
            fault.figures["calls"] += len(calls)
            for disk in disks(tmp_path, calls):
                fault.count += 1
                survive(disk, save, old, new, f"{name}, call {disk.failing}: {calls[disk.failing]}, {disk.error}")
                fault.survived += 1
    assert fault.figures["calls"] > 0


def in_a_saving_that_succeeds(
    folder: Path, save: Save, is_old: bool
) -> tuple[dict[str, bytes], dict[str, bytes], list[str]]:
    """The files before (if any is to be there) and after, and the calls that it took."""
    disk = Disk(folder, [])
    refill(folder, {})
    save(folder / "file.x")  # also imports what is imported with the first picture
    old = dict.fromkeys(content_of(folder), b"old") if is_old else {}
    refill(folder, old)
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        save(folder / "file.x")
    new = content_of(folder)
    assert {"open", "write", "fsync", "close", "replace"} <= set(disk.made), disk.made
    return old, new, disk.made


def survive(disk: Disk, save: Save, old: dict[str, bytes], new: dict[str, bytes], case: str) -> None:
    refill(disk.folder, old)
    told = None
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        try:
            save(disk.folder / "file.x")
        except (CheckpointError, ExportError) as error:  # and no other
            told = str(error)
    found = content_of(disk.folder)
    assert set(found) <= set(new), f"{case}: left behind {set(found) - set(new)}"
    assert set(found) >= set(old), f"{case}: lost {set(old) - set(found)}"
    for name, content in found.items():
        assert content in (old.get(name), new[name]), f"{case}: {name} is neither old nor new"
    if told is None:
        harmless = disk.made[disk.failing] == "unlink" or (disk.error == HALF and not disk.then_full)
        assert harmless and found == new, f"{case}: nothing was said of it"
    else:
        assert re.search(r"file(-[12])?\.(x|png)\b", told), f"{case}: {told} names no file"


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refill(folder: Path, content: dict[str, bytes]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, data in content.items():
        (folder / name).write_bytes(data)


@pytest.mark.fault("the same while a training is written down", short=60, full=10_000)  # full: every one
def test_whatever_call_fails_while_a_training_is_written_down_it_goes_on_and_is_whole_in_the_end(
    tmp_path, fault, monkeypatch
):
    """Each call that fails once, with each error: told, the training not ended, and written when the disk is back.

    Seen to fail: with `except CheckpointError` in `Recorder._settle` (an OSError ends the training), and with what is
    not written yet forgotten in its `except` (an epoch is missing in the end).
    """
    monkeypatch.setattr(recording, "_WRITING_SHARE", math.inf)  # every state at once
    calls = Disk(tmp_path / "0", [])
    assert record(calls) == []
    require_complete(tmp_path / "0", told=[])
    everything = list(disks(tmp_path, calls.made))
    fault.count = min(fault.count, len(everything))
    for disk in random.Random(0).sample(everything, fault.count):
        disk.folder = tmp_path / str(fault.survived + 1)
        name = calls.made[disk.failing]
        case = f"call {disk.failing}: {name}, {disk.error}"
        told = record(disk)
        require_complete(disk.folder, told)
        # Looking whether a file is there, taking a lock and cleaning up may each be done without.
        if name in ("write", "fsync", "replace") and disk.error != HALF:
            assert told, f"{case}: nothing was said of it"
        shutil.rmtree(disk.folder)
        fault.survived += 1


def record(disk: Disk) -> list[str]:
    """What is said of a disk on which a training of three epochs is written down."""
    events = takewhile(lambda event: not (isinstance(event, Losses) and event.first_step == 7), saver.events())
    with pytest.MonkeyPatch.context() as patch:
        disk.install(patch)
        said = list(Recorder(disk.folder).record(events, saver.dataset()))
    assert len([event for event in said if isinstance(event, TrainingState)]) == 7
    return [event.reason for event in said if isinstance(event, Unsaved) and event.reason]


def require_complete(data_dir: Path, told: list[str]) -> None:
    """One run is there, nothing missing and nothing left over; but for how it ended, if that was told."""
    sweep_leftovers(data_dir)
    (run,), complaints = runs.read_all(data_dir)
    assert complaints == []
    assert run.about.outcome == "stopped" or (told and run.is_interrupted)
    assert [row.epoch for row in run.measurements] == list(runs.epoch_files(run.folder)) == [0, 1, 2, 3]
    assert checkpoint.load_state(run.folder / "state.safetensors").step == 6
    assert len(runs.read_losses(run.folder)[1]) == 6
    assert list(data_dir.rglob("*.partial")) == []
