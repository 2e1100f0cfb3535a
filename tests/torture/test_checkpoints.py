"""Checkpoints that mean harm, by name and by the thousand: no code runs, and what opens is a network.

They are opened in a process of its own (`opener`), which tells what Python did meanwhile: a hook sees every program
started, file written, module imported and name looked up by a pickle. If it dies, that is the failure of the file that
it had in hand, and not the end of the tests.
"""

import argparse
import io
import json
import os
import pickle
import pickletools
import shutil
import socket
import subprocess
import sys
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from handmade import SMALL, Call, native, random_snapshot, saved_by_torch
from handmade import sealed as with_its_digest
from hostile import CONVOLUTIONAL, GAUSSIAN, NAMED, SPARSE
from mutations import ANY_FILE, other_program

from ae_model import checkpoint, runs, sealed
from ae_model.config import NetworkConfig, Origin, TrainingConfig
from ae_model.datasets import Dataset, Split
from ae_model.recipe_changes import RecipeChange
from ae_model.recording import AUTOSAVE_S, Recorder
from ae_model.resources import resource
from ae_model.runs import Notes
from ae_model.snapshot import Snapshot
from ae_model.training import train

ROOT = Path(__file__).parents[2]
MAX_EXTRA_MB = 256
MAX_REASON = 310  # characters, and none of them a line's end


class Opener:
    """The process that opens files.

    Attributes:
        extra_mb: the most memory that it ever had, more than before the first file.
    """

    def __init__(self, harmless: list[Path], errors: Path) -> None:
        self.extra_mb = 0
        self._errors = errors
        with errors.open("wb") as stream:
            self._process = subprocess.Popen(
                [sys.executable, Path(__file__).with_name("opener.py"), *harmless],
                env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
                cwd=errors.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
            )

    def open(self, path: Path) -> str | None:
        """The reason for which a file is refused, or None: then it was opened, as a network that is one."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(str(path)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the process died of it:\n{self._errors.read_text()[-3000:]}"
        answer = json.loads(line)
        self.extra_mb = max(self.extra_mb, answer["extra_kb"] // 1024)
        assert answer["deeds"] == []
        assert answer["untouched"], "the network that was open is another"
        assert self.extra_mb <= MAX_EXTRA_MB
        if "opened" in answer:
            assert answer["opened"], "a network that is none"
            return None
        sentence: str = answer["refused"]
        assert sentence.startswith(str(path)) and sentence.endswith(".")
        assert sentence.startswith(f"{path} cannot be opened: ") or path.is_dir()
        _, _, reason = sentence.removeprefix(str(path)).partition(": ")
        assert reason.isprintable() and len(reason) < MAX_REASON, reason[:2000]
        return reason

    def is_alive(self) -> bool:
        """Whether it can open another file."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def recorded(folder: Path, config: NetworkConfig, **recipe: Any) -> Path:
    """A run of two epochs on a few made-up images, whose folder is then called `folder`."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (40, config.image_shape.height, config.image_shape.width), np.uint8)
    digits = Split(images, rng.integers(0, 10, 40, np.uint8))
    dataset = Dataset("few", digits, digits, tuple("0123456789"))
    training = TrainingConfig(config, epochs=2, batch_size=20, device="cpu", threads=1, **recipe)
    recorder = Recorder(folder.parent / "data")
    events = train(training, dataset, autosave_s=AUTOSAVE_S, wants_state=recorder.wants_state)
    for _ in recorder.record(events, dataset):
        pass
    runs.annotate(recorder.folder, Notes("A title", "and a text", starred=True))
    return recorder.folder.rename(folder)


# Of each kind of network and of code, with the objective that it is for.
FAMILY = {
    "gaussian": (GAUSSIAN, {"objective": "variational"}),
    "sparse": (SPARSE, {"objective": "sparse"}),
    "convolutional": (CONVOLUTIONAL, {"objective": "denoising"}),
    "convolutional gaussian": (replace(CONVOLUTIONAL, code="gaussian"), {"objective": "variational"}),
}
SHIPPED = ("seed-2d", "variational-2d", "sparse-1000", "convolutional-2d")


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of every kind, of small networks and of some that ship and runs; what each is is its first word."""
    folder = tmp_path_factory.mktemp("honest")
    changes = RecipeChange(5, "learning_rate", 1e-3, 5e-4), RecipeChange(9, "epochs", 10, 20)
    for name, (config, recipe) in FAMILY.items():
        small = random_snapshot(config)
        origin = Origin("deep-2d, epoch 80", small.fingerprint)
        training = TrainingConfig(config, origin=origin, changes=changes, **recipe)
        run = recorded(folder / f"run, {name}", config, **recipe)
        shutil.copy(run / "state.safetensors", folder / f"state, {name}")
        checkpoint.save(folder / f"native, {name}", small, training)
        checkpoint.export_pt(folder / f"exported, {name}", small, training)
    for name in SHIPPED:
        real = checkpoint.load(resource("pretrained", f"{name}.safetensors"))
        checkpoint.save(folder / f"native, real, {name}", real.snapshot, real.training)
        checkpoint.export_pt(folder / f"exported, real, {name}", real.snapshot, real.training)
    for name, snapshot in ((", small", random_snapshot()), (", real", _shipped("seed-2d"))):
        tensors = {key: torch.tensor(array) for key, array in snapshot.arrays.items()}
        for kind in ("zip", "legacy"):
            (folder / f"{kind}{name}").write_bytes(saved_by_torch(tensors, legacy=kind == "legacy"))
        (folder / f"ckpt{name}").write_bytes(saved_by_torch(lightnings(tensors)))
        (folder / f"safetensors{name}").write_bytes(safetensors.torch.save(tensors, {"format": "pt"}))
    shutil.copy(resource("classifier", "digits.safetensors"), folder / "classifier")
    shutil.rmtree(folder / "data")
    return {path.name: path for path in folder.iterdir()}


def _shipped(preset: str) -> Snapshot:
    return checkpoint.load(resource("pretrained", f"{preset}.safetensors")).snapshot


def lightnings(tensors: dict[str, torch.Tensor]) -> dict[str, object]:
    """A state dict in what a training around it keeps."""
    adam = {number: {"step": torch.tensor(3.0), "exp_avg": torch.zeros(4)} for number in range(len(tensors))}
    return {
        "epoch": 3,
        "pytorch-lightning_version": "2.5.0",
        "state_dict": OrderedDict((f"model.{key}", tensor) for key, tensor in tensors.items()),
        "optimizer_states": [{"state": adam, "param_groups": [{"lr": 1e-3, "betas": (0.9, 0.999)}]}],
        "hyper_parameters": {"loss": np.float64(0.5), "args": argparse.Namespace(lr=1e-3)},
    }


@pytest.fixture(scope="module")
def openers(honest: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Opener]]:
    yield (made := [])
    for opener in made:
        opener.close()


@pytest.fixture
def opener(openers: list[Opener], honest: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Opener:
    """The process at hand, or a new one if it died."""
    if not openers or not openers[-1].is_alive():
        first, *others = sorted(honest.values())
        openers.append(Opener([first, *others], tmp_path_factory.mktemp("opener") / "errors"))
    return openers[-1]


@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_means_harm_is_refused_in_a_sentence(opener, tmp_path, name):
    """Seen to fail: without `MAX_DIMENSIONS` in `pt_gate._tensor` (the process ends itself after a minute); without
    what `sentence.legible` does to a long reason; with torch in the place of `pt_gate` (quantized numbers are
    opened), and `weights_only=False` too (the watch sees names looked up and a program started).
    """
    for number, content in enumerate(NAMED[name]()):
        path = tmp_path / str(number)
        path.write_bytes(content)
        assert opener.open(path) is not None, f"{name}, number {number}, is opened"
        assert set(tmp_path.iterdir()) == {path}
        path.unlink()


def no_files(folder: Path) -> Iterator[Path]:
    """What is there under a name, but is no file that could be read as a whole."""
    yield folder / "nowhere"
    yield folder
    for name, target in (("loop", "loop"), ("dangling", "nowhere"), ("to a folder", "."), ("to a device", "/dev/zero")):
        (folder / name).symlink_to(target)
        yield folder / name
    os.mkfifo(folder / "pipe")
    yield folder / "pipe"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket"))  # a whole path may be too long for one
        yield folder / "socket"
    yield folder / ("n" * 300)
    yield folder / "an\0end"


def sparse_files(folder: Path) -> Iterator[Path]:
    """Files of which nearly nothing is on the disk, but a gigabyte or more would be in memory."""
    almost = checkpoint.MAX_FILE_BYTES
    state = b"".join(sealed.seal("autoencoder-lab-training-state", {"training": TrainingConfig(SMALL).to_dict()}, {}))
    beginnings = {
        "native": (b"\x40\0\0\0\0\0\0\0{", b""),
        "native header": (native(), b""),
        "state": (state, b""),
        "zip": (b"PK\x03\x04", b""),
        "zip with an end": (b"PK\x03\x04", b"PK\x05\x06" + bytes(4) + b"\1\0\1\0" + b"\xff\xff\xff\x3e" + bytes(6)),
        "legacy": (NAMED["legacy sizes that lie"]()[1][:-16], b""),
        "nothing": (b"", b""),
    }
    for name, (beginning, end) in beginnings.items():
        for size in (almost, 4 * almost):
            with (folder / name).open("wb") as file:
                file.write(beginning)
                file.truncate(size - len(end))
                file.seek(0, os.SEEK_END)
                file.write(end)
            yield folder / name


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes")
@pytest.mark.parametrize("kind", [no_files, sparse_files])
def test_what_is_no_file_or_too_much_of_one_is_refused_unread(opener, tmp_path, kind):
    """Seen to fail: without `S_ISREG` in `checkpoint._opened` (the pipe is waited for until the time runs out); without
    `_require_in_proportion`, or with `zip_files._Frugal` giving all that is asked for (more than 256 MB).
    """
    for path in kind(tmp_path):
        assert opener.open(path) is not None, f"{path.name} is opened"


@pytest.mark.fault("hostile and mutated checkpoints", short=400, full=10_000)
def test_a_mutated_file_is_refused_or_a_network(fault, opener, honest, tmp_path):
    """Every change of a native file is noticed. Of the zip files half have the right checksums.

    Seen to fail: with the digest not compared in `sealed.unseal` (a changed native file is opened); with `except
    Exception` in `pt_gate` made `except GateError` (the process dies of another error); with torch in its place (the
    watch sees what torch does with a strange instruction); and without `isfinite` in `Snapshot` (a network that is
    none).
    """
    rng = np.random.default_rng(2)
    outcomes: Counter[str] = Counter()
    files = {kind: files_of(kind, honest) for kind in CHANGES}
    for number in range(fault.count):
        kind = tuple(CHANGES)[number % len(CHANGES)]
        small, real = files[kind]
        some = real if real and number % 40 < len(CHANGES) // 4 else small
        name = some[rng.integers(len(some))]
        path = tmp_path / kind
        if honest[name].is_dir():
            shutil.copytree(honest[name], path)
            pieces = sorted(piece for piece in path.rglob("*") if piece.is_file() and piece.stat().st_size)
            place = pieces[rng.integers(len(pieces))]
        else:
            place = Path(shutil.copy(honest[name], path))
        content = place.read_bytes()
        while (other := CHANGES[kind](rng, content)) == content:
            pass
        place.write_bytes(other)
        reason = opener.open(path)
        assert reason or kind not in NOTICED, f"number {number}: a changed {kind} file is opened"
        outcomes[f"{kind} {'refused' if reason else 'opened'}"] += 1
        fault.survived += 1
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for kind in ("zip behind checksums", "native behind its digest", "run"):
        assert outcomes[f"{kind} opened"] > 0 and outcomes[f"{kind} refused"] > 0
    fault.figures |= dict(sorted(outcomes.items())) | {"named": len(NAMED), "extra memory, MB": opener.extra_mb}


def files_of(kind: str, honest: dict[str, Path]) -> tuple[list[str], list[str]]:
    """The names of those that a kind of change is for: the small ones, and the real ones."""
    names = sorted(name for name in honest if name.split(",")[0] == kind.split()[0])
    real = [name for name in names if ", real" in name]
    return [name for name in names if name not in real], real


def changed(rng: np.random.Generator, content: bytes) -> bytes:
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        content = ANY_FILE[rng.integers(len(ANY_FILE))](rng, content) or b"\0"
    return content


def changed_behind_checksums(rng: np.random.Generator, content: bytes) -> bytes:
    """A zip one of whose entries is another, and has its checksum."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    program = next(name for name in entries if name.endswith("data.pkl"))
    if rng.random() < 0.5:
        entries[program] = other_program(rng, entries[program])
    else:
        name = program if rng.random() < 0.3 else list(entries)[rng.integers(len(entries))]
        entries[name] = changed(rng, entries[name])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed_in_a_run(rng: np.random.Generator, content: bytes) -> bytes:
    """A file of a run: a table of names and values is still one half the time, as is a sealed file."""
    if rng.random() < 0.5:
        return changed(rng, content)
    if sealed.is_sealed(content):
        return changed_behind_its_digest(rng, content)
    if content[:1] == b"{":
        return other_table(rng, content)
    return changed(rng, content)


def changed_behind_its_digest(rng: np.random.Generator, content: bytes) -> bytes:
    """A sealed file whose digest is right: its numbers are others, or what is said of them or of their network."""
    size = int.from_bytes(content[:8], "little")
    head, numbers = content[8 : 8 + size], content[8 + size :]
    match rng.integers(4):
        case 0:
            numbers = changed(rng, numbers)
        case 1:
            layout = json.loads(head)
            place = list(layout)[rng.integers(1, len(layout))]
            layout[place] = json.loads(other_table(rng, json.dumps(layout[place]).encode()))
            head = json.dumps(layout).encode()
        case _:
            layout = json.loads(head)
            (kind,) = layout["__metadata__"]
            layout["__metadata__"][kind] = other_table(rng, layout["__metadata__"][kind].encode()).decode()
            head = json.dumps(layout).encode()
    head += b" " * (-len(head) % 8)
    return with_its_digest(len(head).to_bytes(8, "little") + head + numbers)


def other_table(rng: np.random.Generator, text: bytes) -> bytes:
    """A table of names and values in JSON one of which, however deep, is another, missing, new or moved."""
    table = json.loads(text)
    where = table
    while rng.random() < 0.7 and (deeper := [value for value in _values(where) if value and _is_nested(value)]):
        where = deeper[rng.integers(len(deeper))]
    places = list(where) if isinstance(where, dict) else list(range(len(where)))
    place = places[rng.integers(len(places))]
    match rng.integers(6):
        case 0:
            del where[place]
        case 1 if isinstance(where, dict):
            where[f"{place}s"] = where.pop(place)
        case 2:
            where[place] = where[places[rng.integers(len(places))]]
        case _:
            where[place] = _VALUES[rng.integers(len(_VALUES))]
    return json.dumps(table).encode()


def _values(table: dict[str, Any] | list[Any]) -> list[Any]:
    return list(table.values()) if isinstance(table, dict) else table


def _is_nested(value: object) -> bool:
    return isinstance(value, dict | list)


# Values beside those that are right: of other types, of no size, of too large a size, and words of the house.
_VALUES: tuple[object, ...] = (
    *(None, True, False, 0, 1, 2, 3, 5, 8, 25, -1, 255, 784, 2**15, 2**31 - 1, 2**31, 2**40, 2**63, 2**64, 10**400),
    *(0.5, -0.5, 1e-300, 1e308, float("nan"), float("inf"), float("-inf")),
    *("", "x", "\0", "\n", "\ud800", "é" * 500, "x" * 20_000, "0" * 64, "mnist", "2026-11-27T12:00:00+01:00"),
    *("dense", "convolutional", "plain", "gaussian", "sparse", "relu", "tanh", "sigmoid", "linear", "F16", "F64", "U8"),
    *("reconstruction", "denoising", "variational", "bernoulli", "binarised", "salt-and-pepper", "auto", "running"),
    *([], {}, [0], [1] * 50, [-1, 4], [2**40, 2**40], [[[[]]]], {"": None}, [None] * 2000),
)


def changed_program(rng: np.random.Generator, content: bytes) -> bytes:
    """An older file one of whose five pickles is another."""
    stream, ends = io.BytesIO(content), [0]
    for _ in range(5):
        for _ in pickletools.genops(stream):
            pass
        ends.append(stream.tell())
    place = rng.choice([1, 2, 3, 3, 3, 4])
    start, end = ends[place : place + 2]
    return content[:start] + other_program(rng, content[start:end]) + content[end:]


CHANGES = {
    "native": changed,
    "native behind its digest": changed_behind_its_digest,
    "state": changed,
    "state behind its digest": changed_behind_its_digest,
    "classifier": changed,
    "classifier behind its digest": changed_behind_its_digest,
    "run": changed_in_a_run,
    "zip": changed,
    "zip behind checksums": changed_behind_checksums,
    "legacy": changed,
    "legacy program": changed_program,
    "ckpt": changed,
    "ckpt behind checksums": changed_behind_checksums,
    "safetensors": changed,
    "exported": changed,
    "exported behind checksums": changed_behind_checksums,
}
NOTICED = ("native", "state", "classifier")  # by the digest of the whole

WATCHED = """
import pickle, sys
from pathlib import Path
import opener

sys.addaudithook(opener._hook)
opener._opening = Path(sys.argv[1])
data = opener._opening.read_bytes()
print(opener._deeds)
try:
    pickle.loads(data)
finally:
    print(opener._deeds)
"""


def test_the_watch_sees_what_an_ordinary_unpickler_does(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(pickle.dumps(Call(os.system, ("touch made",)), 2))
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = run.stdout.splitlines()
    assert before == "[]"
    assert "pickle.find_class" in after and "os.system" in after and "touch made" in after
    assert (tmp_path / "made").exists()
