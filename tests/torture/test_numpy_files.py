"""Damaged and hostile files of numpy's arrays, and labels of QMNIST: a sentence, or images that are in the file."""

import io
import re
import resource
import struct
import zipfile
from collections.abc import Iterator

import numpy as np
import pytest
from digits import idx_file
from mutations import ANY_FILE, Mutation

from ae_model import datasets
from ae_model.datasets import DatasetError

HEADER = 10  # bytes before the text of an array's header


@pytest.fixture(scope="module")
def arrays(mnist) -> dict[str, np.ndarray]:
    """Forty digits to train on and ten to test with."""
    train, test = mnist.train, mnist.test
    parts = {"x_train": train.images[:40], "y_train": train.labels[:40].astype(np.int64)}
    return parts | {"x_test": test.images[:10], "y_test": test.labels[:10].astype(np.int64)}


@pytest.mark.fault("numpy's arrays: mutated, cut, bombs", short=300, full=10_000)
def test_a_damaged_file_of_arrays_is_a_sentence_or_images_that_are_in_it(fault, arrays, tmp_path):
    """Archives, packed or not, whose checksums tell; and lone arrays, where nothing tells whether a pixel is right.

    Seen to fail: with `tokenize.TokenError` out of `array_files._DAMAGES` (it gets through at an edited header).
    """
    known = {image.tobytes() for name in ("x_train", "x_test") for image in arrays[name]}
    outcomes = {"refused": 0, "opened": 0}
    for number, (name, content) in enumerate(variants(arrays, fault.count)):
        path = tmp_path / f"{number % 7}{name}"
        path.write_bytes(content)
        try:
            dataset = datasets.load(str(path))
        except DatasetError as error:
            said = str(error)
            assert str(path) in said and said.endswith(".") and "\n" not in said, f"number {number}: {said}"
            outcomes["refused"] += 1
        else:
            images = [image.tobytes() for split in (dataset.train, dataset.test) for image in split.images]
            assert name != ".npz" or set(images) <= known, f"number {number}: other images than the file's"
            outcomes["opened"] += 1
        fault.survived += 1
    assert min(outcomes.values()) > 0
    fault.figures |= outcomes


def variants(arrays: dict[str, np.ndarray], number: int) -> Iterator[tuple[str, bytes]]:
    """`number` damaged files with the endings of their names."""
    lone = io.BytesIO()
    np.save(lone, arrays["x_train"])
    archives = [io.BytesIO(), io.BytesIO()]
    for stream, save in zip(archives, (np.savez, np.savez_compressed), strict=True):
        save(stream, **arrays)
    rng = np.random.default_rng(3)
    for i in range(number):
        mutation = MUTATIONS[i // 4 % len(MUTATIONS)]
        match i % 4:
            case 0:
                yield ".npy", mutation(rng, lone.getvalue())
            case 1 | 2:
                yield ".npz", mutation(rng, archives[i % 4 - 1].getvalue())
            case _:
                yield ".npy", other_header(rng, lone.getvalue())


def other_header(rng: np.random.Generator, content: bytes) -> bytes:
    """An array whose header declares other things, and is as long as it says."""
    (length,) = struct.unpack("<H", content[8:HEADER])
    header, values = content[HEADER : HEADER + length], content[HEADER + length :]
    if rng.random() < 0.5:
        sides = [*rng.choice([0, 1, 3, 4, 10, 28, 40, 112, 784, 2**31, 2**62, -1, -28], rng.integers(0, 5))]
        header = re.sub(rb"\([^)]*\)", repr(tuple(map(int, sides))).encode(), header)
    else:
        kinds = [
            "|u1",
            "<f4",
            ">f8",
            "<f2",
            "|b1",
            "<i8",
            "<c16",
            "|O",
            "<U7",
            "|S4",
            "|V8",
            "<M8[s]",
            "nonsense",
            "<f16",
        ]
        header = header.replace(b"|u1", rng.choice(kinds).encode())
    header = header.rstrip() + b" " * int(rng.integers(0, 40)) + b"\n"
    return content[:8] + struct.pack("<H", len(header)) + header + values


MUTATIONS: tuple[Mutation, ...] = ANY_FILE


@pytest.mark.fault("mutated labels of QMNIST", short=60, full=2_000)
def test_damaged_labels_of_qmnist_are_a_sentence_or_labels(fault, arrays, tmp_path):
    """Seen to fail: with `len(values) < size` out of `idx._exactly` (an error of numpy's reshape)."""
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx_file(arrays["x_train"]))
    rows = np.zeros((40, 8), ">i4")
    rows[:, 0] = arrays["y_train"]
    whole = bytes([0, 0, 12, 2]) + struct.pack(">2I", *rows.shape) + rows.tobytes()
    rng = np.random.default_rng(4)
    for i in range(fault.count):
        path = tmp_path / "train-labels-idx2-int"
        path.write_bytes(MUTATIONS[i % len(MUTATIONS)](rng, whole))
        try:
            dataset = datasets.load(str(tmp_path))
        except DatasetError as error:
            assert str(error).startswith(str(tmp_path)) and str(error).endswith(".")
        else:
            assert len(dataset.train.labels) + len(dataset.test.labels) == 40
        fault.survived += 1


@pytest.mark.fault("archives of arrays that unpack to 300 MB", short=3, full=3)
def test_a_bomb_of_arrays_costs_next_to_nothing(fault, tmp_path):
    """Its size is told before it is unpacked, and of a header as long as that no more is read than one has."""
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (300, 1024, 1024), }"
    plain = b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header
    long = b"\x93NUMPY\2\0" + struct.pack("<I", 300 * 2**20)
    for name, beginning in (("x_train", plain), ("arr_0", plain), ("x", long)):
        path = tmp_path / f"{name}.npz"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            entry = archive.open(f"{name}.npy", "w", force_zip64=True)
            entry.write(beginning)
            for _ in range(300):
                entry.write(bytes(2**20))
            entry.close()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(DatasetError, match=path.name):
            datasets.load(str(path))
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB
        fault.survived += 1
