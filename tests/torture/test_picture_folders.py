"""Damaged and hostile pictures and downloads: a sentence, or exactly what is in the file."""

import gzip
import hashlib
import io
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from download_server import Server, idx_file, serving, small_set
from mutations import ANY_FILE, Mutation
from PIL import Image

from ae_model import datasets
from ae_model.dataset_folders import datasets_folder
from ae_model.digit_photo import read_ink
from ae_model.downloads import DownloadError, Remote, download
from ae_model.picture_folder import as_dataset, look_for, scan
from ae_model.picture_reading import PictureError

ROOT = Path(__file__).parents[2]
SIDE = 28
KINDS: dict[str, dict[str, object]] = {
    "png": {},
    "gif": {},
    "bmp": {},
    "tiff": {"compression": "tiff_lzw"},
    "webp": {"lossless": True},
    "jpg": {"quality": 90},
    "16 bits.png": {},
    "floats.tif": {},
}
MB = 2**20


@pytest.fixture
def pictures(tmp_path: Path, mnist) -> Path:
    """Six digits of each of two classes."""
    for label in (0, 1):
        (tmp_path / "digits" / str(label)).mkdir(parents=True)
        for number, image in enumerate(mnist.train.images[mnist.train.labels == label][:6]):
            Image.fromarray(image).save(tmp_path / "digits" / str(label) / f"{number}.png")
    return tmp_path / "digits"


def with_right_sums(content: bytes) -> bytes:
    """A PNG whose chunks have the sums that they should have, so that its decoder is reached."""
    fixed, place = bytearray(content[:8]), 8
    while place + 12 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        body = content[place + 4 : place + 8 + size]
        if len(body) < 4 + size:
            break
        fixed += content[place : place + 4] + body + struct.pack(">I", zlib.crc32(body))
        place += 12 + size
    return bytes(fixed + content[place:])


def reference(content: bytes) -> np.ndarray | None:
    """What Pillow makes of it without us, where that is one plain grey picture of the size it began with."""
    with Image.open(io.BytesIO(content)) as image:
        if image.size != (SIDE, SIDE) or image.mode != "L" or image.has_transparency_data or image.getexif():
            return None
        return np.asarray(image)


@pytest.mark.filterwarnings("ignore")  # Pillow's, in `reference`
@pytest.mark.fault("mutated picture folders", short=60, full=2_000)
def test_a_damaged_picture_is_left_out_in_a_sentence_or_exactly_the_picture_in_it_and_the_others_are_unharmed(
    fault, pictures, mnist
):
    """One picture of twelve, of eight kinds in turn, mutated with a fixed seed, PNG also behind right sums.

    Seen to fail: without `_without` in `as_dataset` (a black picture in the place of the damaged one), and in the
    full run with `OSError` alone caught in `picture_reading._open` (other errors get through).
    """
    rng = np.random.default_rng(2)
    outcomes = {"left out": 0, "opened": 0}
    for number in range(fault.count):
        kind = list(KINDS)[number % len(KINDS)]
        mutation = ANY_FILE[number // len(KINDS) % len(ANY_FILE)]
        content = mutated(rng, kind, mnist.train.images[number % 1_000], mutation)
        path = pictures / "1" / f"x.{kind.split('.')[-1]}"
        path.write_bytes(content)
        found = scan(pictures)
        dataset, found = as_dataset(found, "digits", look_for(found, SIDE))
        for line in map(str, found.left_out):
            assert line.startswith(f"1/{path.name}: it ") and line.endswith(".") and "\n" not in line
        require_exact(dataset, None if found.left_out else content, mnist, number)
        with suppress(PictureError):  # nothing else comes of it where it is dropped on the window
            assert read_ink(path, 224).shape == (224, 224)
        outcomes["left out" if found.left_out else "opened"] += 1
        path.unlink()
        fault.survived += 1
    assert min(outcomes.values()) > 0
    fault.figures |= outcomes


def mutated(rng: np.random.Generator, kind: str, image: np.ndarray, mutation: Mutation) -> bytes:
    whole, format = io.BytesIO(), kind.split(".")[-1]
    if kind == "16 bits.png":
        image = image.astype(np.uint16) * 16
    elif kind == "floats.tif":
        image = image.astype(np.float32) / 255
    Image.fromarray(image).save(whole, {"jpg": "jpeg", "tif": "tiff"}.get(format, format), **KINDS[kind])
    content = mutation(rng, whole.getvalue())
    return with_right_sums(content) if format == "png" and rng.random() < 0.7 else content


def require_exact(dataset: datasets.Dataset, content: bytes | None, mnist: datasets.Dataset, number: int) -> None:
    """The twelve others are as they were; the thirteenth, if it is there, is Pillow's own reading."""
    images = [*dataset.train.images, *dataset.test.images]
    shown = {image.tobytes() for image in images}
    assert len(images) == (12 if content is None else 13)
    others = [mnist.train.images[mnist.train.labels == label][i] for label in (0, 1) for i in range(6)]
    assert {image.tobytes() for image in others} <= shown, f"number {number}: another picture was harmed"
    if content is not None and (alone := reference(content)) is not None:
        assert alone.tobytes() in shown, f"number {number}: another picture than the file's"


def blank(width: int, height: int, mode: str = "1") -> Image.Image:
    return Image.new(mode, (width, height))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    content = b"\x89PNG\r\n\x1a\n"
    for kind, body in chunks:
        content += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return content


def bombs(folder: Path) -> Iterator[Path]:
    """Small files that declare much, or unpack to much."""
    header = (b"IHDR", struct.pack(">2I5B", SIDE, SIDE, 8, 0, 0, 0, 0))
    zeros = zlib.compress(bytes(200 * MB))
    data = (b"IDAT", zlib.compress(bytes(SIDE * (SIDE + 1))))
    contents = {
        "declared.png": png((b"IHDR", struct.pack(">2I5B", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)), data),
        "text.png": png(header, (b"zTXt", b"x\0\0" + zeros), data, (b"IEND", b"")),
        "profile.png": png(header, (b"iCCP", b"x\0\0" + zeros), data, (b"IEND", b"")),
        "large.png": png(
            (b"IHDR", struct.pack(">2I5B", 30_000, 30_000, 1, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes(30_000 * 3_751))),
            (b"IEND", b""),
        ),
        "behind.png": png(header, (b"IDAT", zeros), (b"IEND", b"")),
        "declared.gif": b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;",
        "frame.gif": b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;",
        "declared.bmp": b"BM"
        + struct.pack("<3I", 1000, 0, 54)
        + struct.pack("<I2i2H6I", 40, 50_000, 50_000, 1, 24, *[0] * 6),
        "directory.tiff": b"II*\0" + struct.pack("<IH", 8, 65_535) + b"\x11\x01\x04\0\xff\xff\xff\xff\0\0\0\0" * 65_535,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    for name, image, options in (
        ("large.tiff", blank(8_000, 8_000), {"compression": "group4"}),
        ("large.gif", blank(8_000, 8_000, "P"), {}),
        ("large.jpg", blank(8_000, 8_000, "L"), {"progressive": True, "quality": 1}),
        ("large.webp", blank(16_383, 2_100, "RGB"), {"lossless": True, "method": 0}),
        ("large, not progressive.jpg", blank(11_000, 11_000, "RGB"), {"quality": 1}),
        ("16 bits.png", blank(5_792, 5_792, "I;16"), {}),
        ("floats.tiff", blank(5_792, 5_792, "F"), {"compression": "tiff_lzw"}),
        ("allowed.png", blank(5_792, 5_792, "RGBA"), {}),  # of the largest kind that is still read
        ("allowed.jpg", blank(5_792, 5_792, "RGB"), {"progressive": True, "quality": 1}),
    ):
        image.save(folder / name, **options)
    yield from sorted(folder.iterdir())


READ = """
import re, sys, warnings
from pathlib import Path
from ae_model.picture_reading import Look, PictureError, measured, read
warnings.simplefilter("error")
def most():  # of this process alone; what getrusage tells begins with its parent's
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
small, path = map(Path, sys.argv[1:])
read(small, Look())
before = most()
try:
    levels = measured(path)
    read(path, Look(stretched=(levels,)))
    print("opened", most() - before)
except PictureError as error:
    assert str(path) in str(error), error
    print("refused", most() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the size of a process")
@pytest.mark.fault("picture bombs", short=18, full=18)
def test_a_small_picture_that_unpacks_to_much_takes_bounded_memory(fault, tmp_path):
    """Each is read in a process of its own, whose largest size is asked of the system.

    Seen to fail: without `MAX_PIXELS` in `picture_reading._open` (`large.webp` is decoded, and takes too much).
    """
    Image.new("L", (SIDE, SIDE)).save(tmp_path / "small.png")
    (tmp_path / "bombs").mkdir()
    most = {"refused": 0.0, "opened": 0.0}
    for path in bombs(tmp_path / "bombs"):
        command = [sys.executable, "-c", READ, str(tmp_path / "small.png"), str(path)]
        told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        assert told.returncode == 0, f"{path.name}: {told.stderr[-500:]}"
        outcome, extra = told.stdout.split()
        limit = 32 if outcome == "refused" else 450
        assert float(extra) < limit, f"{path.name}: {outcome}, and took {float(extra):.0f} MB"
        most[outcome] = max(most[outcome], float(extra))
        fault.survived += 1
    fault.figures |= {f"extra memory where {outcome}, MB": round(extra) for outcome, extra in most.items()}


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving() as server:
        yield server


@pytest.mark.fault("mutated downloads", short=60, full=1_000)
def test_a_damaged_download_is_a_sentence_or_exactly_the_data_set_in_it(fault, tmp_path, server):
    """A file of Fashion-MNIST or the archive of EMNIST, mutated before or after its sum was taken.

    Seen to fail: with `DatasetError` not caught in `downloads._finish` (it gets through), and with `shutil.rmtree` out
    of `dataset_folders.temporary_folder` ("left behind").
    """
    rng = np.random.default_rng(3)
    outcomes = {"refused": 0, "opened": 0}
    for number in range(fault.count):
        name, remotes, expected = offer(server, rng, ANY_FILE[number // 4 % len(ANY_FILE)], number % 4)
        try:
            folder = download(name, tmp_path, files=remotes)
        except DownloadError as error:
            assert str(error).endswith(".") and "\n" not in str(error) and ".partial" not in str(error)
            assert list(datasets_folder(tmp_path).iterdir()) == [], f"number {number}: left behind"
            outcomes["refused"] += 1
        else:
            dataset = datasets.load(str(folder))
            parts = (dataset.train.images, dataset.train.labels, dataset.test.images, dataset.test.labels)
            for part, values in zip(parts, expected, strict=True):
                np.testing.assert_array_equal(part, values, err_msg=f"number {number}")
            for made in datasets_folder(tmp_path).iterdir():
                for path in made.iterdir():
                    path.unlink()
                made.rmdir()
            outcomes["opened"] += 1
        fault.survived += 1
    assert outcomes["refused"] > 0
    fault.figures |= outcomes


def offer(
    server: Server, rng: np.random.Generator, mutation: Mutation, way: int
) -> tuple[str, list[Remote], list[np.ndarray]]:
    """A download damaged on its way (0, 1) or before its sum was taken (2, 3), and what alone it may be opened as."""
    values = small_set(10)
    files = {f"{name}.gz": gzip.compress(idx_file(part), mtime=0) for name, part in values.items()}
    expected = list(values.values())
    if way % 2:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as packed:
            for name, file in files.items():
                packed.writestr(f"gzip/emnist-digits-{name.replace('t10k', 'test')}", file)
        files = {"gzip.zip": content.getvalue()}
        expected = [part.transpose(0, 2, 1) if part.ndim == 3 else part for part in expected]
    hit = sorted(files)[rng.integers(len(files))]
    sums = {name: hashlib.md5(content).hexdigest() for name, content in files.items()}
    files[hit] = mutation(rng, files[hit])
    if way >= 2:
        sums[hit] = hashlib.md5(files[hit]).hexdigest()
    server.content = files
    remotes = [Remote(name, (server.address(name),), sums[name]) for name in files]
    return "emnist-digits" if way % 2 else "fashion-mnist", remotes, expected
