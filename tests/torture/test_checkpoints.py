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
import socket
import subprocess
import sys
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from handmade import SMALL, Call, native, random_snapshot, saved_by_torch
from hostile import CONVOLUTIONAL, GAUSSIAN, NAMED, SPARSE
from mutations import ANY_FILE, other_program

from ae_model import checkpoint, sealed
from ae_model.config import Origin, TrainingConfig
from ae_model.recipe_changes import RecipeChange
from ae_model.resources import resource
from ae_model.training_state import Moments, TrainingState

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
        assert sentence.startswith(f"{path} cannot be opened: ") and sentence.endswith(".")
        reason = sentence.removeprefix(f"{path} cannot be opened: ")
        assert reason.isprintable() and len(reason) < MAX_REASON, reason[:2000]
        return reason

    def is_alive(self) -> bool:
        """Whether it can open another file."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of every kind, of a small network and of one that ships."""
    folder = tmp_path_factory.mktemp("honest")
    changes = RecipeChange(5, "learning_rate", 1e-3, 5e-4), RecipeChange(9, "epochs", 10, 20)
    small = random_snapshot(GAUSSIAN)
    training = TrainingConfig(
        GAUSSIAN, objective="variational", origin=Origin("deep-2d, epoch 80", small.fingerprint), changes=changes
    )
    real = checkpoint.load(resource("pretrained", "seed-2d.safetensors")).snapshot
    checkpoint.save(folder / "native", small, training)
    moments = {name: np.zeros_like(array) for name, array in small.arrays.items()}
    state = TrainingState(
        training, small, Moments(moments, moments, 9), np.zeros(5056, np.uint8), 9, np.zeros(3, np.float32), None, 1.0
    )
    checkpoint.save_state(folder / "state", state)
    checkpoint.save(folder / "native, real", real)
    checkpoint.save(folder / "native, sparse", random_snapshot(SPARSE), TrainingConfig(SPARSE, objective="sparse"))
    checkpoint.save(folder / "native, convolutional", random_snapshot(CONVOLUTIONAL))
    checkpoint.export_pt(folder / "exported, convolutional", random_snapshot(CONVOLUTIONAL))
    for name, snapshot in (("", small), (", real", real)):
        tensors = {key: torch.tensor(array) for key, array in snapshot.arrays.items()}
        for kind in ("zip", "legacy"):
            (folder / f"{kind}{name}").write_bytes(saved_by_torch(tensors, legacy=kind == "legacy"))
        (folder / f"ckpt{name}").write_bytes(saved_by_torch(lightnings(tensors)))
        (folder / f"safetensors{name}").write_bytes(safetensors.torch.save(tensors, {"format": "pt"}))
        of_it = training if snapshot is small else TrainingConfig(snapshot.config)
        checkpoint.export_pt(folder / f"exported{name}", snapshot, of_it)
    return {path.name: path for path in folder.iterdir()}


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
    what `checkpoint._unopened` does to a long reason; with torch in the place of `pt_gate` (quantized numbers are
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
    contents = {name: path.read_bytes() for name, path in honest.items()}
    outcomes: Counter[str] = Counter()
    for number in range(fault.count):
        kind = tuple(CHANGES)[number % len(CHANGES)]
        name = kind.split()[0] + (", real" if number % 40 == 0 and kind != "state" else "")
        content = contents[name]
        while (changed := CHANGES[kind](rng, content)) == content:
            pass
        path = tmp_path / kind
        path.write_bytes(changed)
        reason = opener.open(path)
        assert reason or kind not in ("native", "state"), f"number {number}: a changed native file is opened"
        outcomes[f"{kind} {'refused' if reason else 'opened'}"] += 1
        fault.survived += 1
    assert outcomes["zip behind checksums opened"] > 0
    fault.figures |= dict(sorted(outcomes.items())) | {"named": len(NAMED), "extra memory, MB": opener.extra_mb}


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
    "state": changed,
    "zip": changed,
    "zip behind checksums": changed_behind_checksums,
    "legacy": changed,
    "legacy program": changed_program,
    "ckpt": changed,
    "ckpt behind checksums": changed_behind_checksums,
    "safetensors": changed,
    "exported behind checksums": changed_behind_checksums,
}

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
