"""Damaged and hostile IDX files, plain and gzipped: a sentence, or exactly the images that are in the file."""

import gzip
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from digits import idx_file
from mutations import ANY_FILE, Mutation

from ae_model import datasets
from ae_model.datasets import DatasetError

ROOT = Path(__file__).parents[2]
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
HEADER = 16  # bytes


@pytest.fixture(scope="module")
def hundred(mnist) -> bytes:
    """The file of the first hundred digits."""
    return idx_file(mnist.train.images[:100])


@pytest.fixture
def folder(tmp_path: Path, mnist) -> Path:
    labels = mnist.train.labels[:100]
    (tmp_path / LABELS).write_bytes(idx_file(labels))
    return tmp_path


@pytest.mark.fault("IDX, gzip mutations, truncation at every 100 bytes", short=300, full=10_000)
def test_a_damaged_file_is_a_sentence_or_exactly_the_images_in_it(fault, folder, hundred):
    """Every cut first (a share of them in the short run), then seeded mutations, behind right checksums too.

    Seen to fail: with `len(values) < size` out of `idx._exactly` (an error of numpy's reshape); with `EOFError` out
    of what `idx._read` catches (it gets through at a cut gzip file); with `MAX_SIDE` not asked for (an error of
    numpy's at an edited header); and with the one byte more not asked for (images out of a file that goes on).
    """
    outcomes = {"refused": 0, "opened": 0}
    for content, allowed in variants(hundred, fault.count):
        outcome = opened(folder, content)
        outcomes["refused" if outcome is None else "opened"] += 1
        if outcome is not None:
            assert outcome == allowed, f"number {fault.survived}: other images than the file's"
        fault.survived += 1
    assert min(outcomes.values()) > 0
    fault.figures |= outcomes


def opened(folder: Path, content: bytes) -> bytes | None:
    """What is read from `content`, as the IDX file of it; None if it is refused, and no other way."""
    path = folder / IMAGES
    path.write_bytes(content)
    try:
        split = datasets.load_split(str(folder), "train")
    except DatasetError as error:
        assert str(error).startswith(str(path)) and str(error).endswith(".") and "\n" not in str(error)
        return None
    assert not split.images.flags.writeable
    return idx_file(split.images)


def variants(whole: bytes, number: int) -> Iterator[tuple[bytes, bytes]]:
    """`number` damaged files, and the only content that each may be opened with.

    Cut at every 100 bytes, where that takes no more than a third of them, and mutated.
    """
    packed = gzip.compress(whole, 6, mtime=0)
    cuts = [(content[:length], whole) for content in (whole, packed) for length in range(0, len(content), 100)]
    cuts = cuts[:: max(1, -(-len(cuts) // (number // 3)))]
    yield from cuts
    rng = np.random.default_rng(1)
    for i in range(number - len(cuts)):
        mutation = MUTATIONS[i // 4 % len(MUTATIONS)]
        match i % 4:
            case 0:
                yield ((content := mutation(rng, whole)), content)  # nothing in it tells whether a pixel is right
            case 1 | 2:
                yield mutation(rng, packed), whole  # a checksum does
            case _:
                yield gzip.compress(content := mutation(rng, whole), 1, mtime=0), content


def more_behind(rng: np.random.Generator, content: bytes) -> bytes:
    empty_member = gzip.compress(b"", mtime=0)
    return content + [b"\0", bytes(512), empty_member * 3, rng.bytes(9), content][rng.integers(5)]


def other_sides(rng: np.random.Generator, content: bytes) -> bytes:
    """Lengths in the header that may or may not multiply to what follows; in a gzip file, its own fields."""
    if content.startswith(b"\x1f\x8b"):
        return content[:2] + bytes([rng.choice([0, 8, 9])]) + bytes([rng.integers(256)]) + content[4:]
    if rng.random() < 0.5:
        return content[:4] + struct.pack(">3I", *rng.choice([0, 28, 2**32 - 1], 3))  # and not a pixel
    sides = [1, 7, 14, 28, 56, 100, 112, 400, 784, 2**16, 2**31]
    return content[:4] + struct.pack(">3I", *rng.choice(sides, 3)) + content[HEADER:]


MUTATIONS: tuple[Mutation, ...] = (*ANY_FILE, more_behind, other_sides)

OPEN_BOMBS = """
import sys
from pathlib import Path
from ae_model.datasets import DatasetError, load_split


def peak():
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1])


before = peak()
for folder in sys.argv[1:]:
    try:
        load_split(folder, "train")
    except DatasetError:
        pass
    else:
        sys.exit("opened")
print((peak() - before) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process had")
@pytest.mark.fault("gzip bombs of 1 GB and pipes for IDX files", short=4, full=4)
def test_a_gzip_bomb_costs_next_to_nothing(fault, tmp_path):
    """Measured in a process of its own, as its largest resident memory (VmHWM).

    Seen to fail: with `_require_possible` out of `idx._read` (1,026 MB); with `stream.read(size)` for all that is left
    in `_exactly` (1,029 MB); with `_require_file` out (the pipe is waited for, until the time runs out).
    """
    megabyte = deflated(bytes(2**20))  # the same kilobyte each time, so that a thousand need not be packed
    folders = [tmp_path / str(number) for number in range(fault.count)]
    for folder in folders:
        folder.mkdir()
        (folder / LABELS).write_bytes(struct.pack(">4BI", 0, 0, 8, 1, 1) + b"\0")
    for folder, sides in zip(folders, [(1024, 1024, 1024), (1, 28, 28), (2**14, 2**8, 2**8)], strict=False):
        header = deflated(struct.pack(">4BIII", 0, 0, 8, 3, *sides))
        (folder / IMAGES).write_bytes(gzip.compress(b"")[:10] + header + megabyte * 1024)
    os.mkfifo(folders[-1] / IMAGES)
    run = subprocess.run(
        [sys.executable, "-c", OPEN_BOMBS, *folders], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    fault.figures["extra memory, MB"] = int(run.stdout)
    assert int(run.stdout) < 32
    fault.survived = fault.count


def deflated(content: bytes) -> bytes:
    """A piece of a deflate stream that any other may follow."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
