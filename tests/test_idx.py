import gzip
import math
import os
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from ae_model.idx import MAX_BLANK_BYTES, MAX_BYTES, MAX_INFLATION, IdxError, read_images, read_labels
from ae_model.resources import resource

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)

small_images = npst.arrays(np.uint8, st.tuples(*[st.integers(0, 5)] * 3))


def idx(values: np.ndarray, shape: tuple[int, ...] | None = None, kind: int = 8) -> bytes:
    """`values` as an IDX file; `shape` and `kind` for a header that lies."""
    shape = values.shape if shape is None else shape
    return bytes([0, 0, kind, len(shape)]) + b"".join(side.to_bytes(4, "big") for side in shape) + values.tobytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "digits"


@pytest.fixture(scope="session")
def shared_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For properties, whose examples overwrite one another's file."""
    return tmp_path_factory.mktemp("idx") / "digits"


def test_images_and_labels_are_read_as_written(path):
    path.write_bytes(idx(IMAGES))
    np.testing.assert_array_equal(read_images(path), IMAGES)
    path.write_bytes(idx(np.array([3, 1, 4], np.uint8)))
    np.testing.assert_array_equal(read_labels(path), [3, 1, 4])


def test_what_is_read_cannot_be_written_to(path):
    path.write_bytes(idx(IMAGES))
    with pytest.raises(ValueError, match="read-only"):
        read_images(path)[0] = 0


def test_gzip_is_recognised_by_its_content_whatever_the_name(path):
    path.write_bytes(gzip.compress(idx(IMAGES)))
    np.testing.assert_array_equal(read_images(path), IMAGES)
    named_gz = path.with_suffix(".gz")
    named_gz.write_bytes(idx(IMAGES))
    np.testing.assert_array_equal(read_images(named_gz), IMAGES)


def test_the_bundled_digits_are_the_sixty_and_ten_thousand_of_mnist():
    train = read_images(resource("mnist", "train-images-idx3-ubyte.gz"))
    test = read_images(resource("mnist", "t10k-images-idx3-ubyte.gz"))
    assert (train.shape, test.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    assert (train.mean() / 255).round(4) == 0.1307  # the mean that every MNIST tutorial normalises with


@given(images=small_images, zipped=st.booleans())
def test_any_images_come_back_from_a_file(shared_path, images, zipped):
    shared_path.write_bytes(gzip.compress(idx(images), 1) if zipped else idx(images))
    np.testing.assert_array_equal(read_images(shared_path), images)


@given(images=small_images, zipped=st.booleans(), data=st.data())
def test_a_file_cut_anywhere_is_refused_with_its_name(shared_path, images, zipped, data):
    whole = gzip.compress(idx(images), 1) if zipped else idx(images)
    shared_path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(IdxError, match="digits"):
        read_images(shared_path)


@given(images=small_images, zipped=st.booleans(), more=st.binary(min_size=1))
def test_a_file_that_goes_on_is_refused_with_its_name(shared_path, images, zipped, more):
    content = idx(images) + more
    shared_path.write_bytes(gzip.compress(content, 1) if zipped else content)
    with pytest.raises(IdxError, match=r"digits goes on after the \d+ values"):
        read_images(shared_path)


@given(content=st.binary() | st.binary().map(lambda tail: b"\0\0\x08\x03" + tail) | st.binary().map(gzip.compress))
def test_any_other_content_is_refused_in_one_sentence_and_no_other_way(shared_path, content):
    shared_path.write_bytes(content)
    try:
        images = read_images(shared_path)
    except IdxError as error:
        assert "digits" in str(error)
        assert str(error).endswith(".")
    else:
        assert content == idx(images) or gzip.decompress(content) == idx(images)


@given(position=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_a_flipped_bit_in_a_gzip_file_never_changes_an_image_unnoticed(shared_path, position, bit):
    damaged = bytearray(gzip.compress(idx(IMAGES), 1, mtime=0))
    damaged[position % len(damaged)] ^= 1 << bit
    shared_path.write_bytes(damaged)
    try:
        images = read_images(shared_path)
    except IdxError:
        return
    np.testing.assert_array_equal(images, IMAGES)  # a bit of the gzip header that means nothing, such as its time


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not an IDX file of images"),
        (b"\x89PNG\r\n\x1a\n", "is not an IDX file of images"),
        (b"\0\0\x08\x03\0\0\0\x02", "ends within its header"),
        (idx(IMAGES, kind=0x0D), "type 0x0d"),
        (idx(IMAGES[0]), "holds values in 2 dimensions; images have 3"),
        (idx(IMAGES)[:-1], "is truncated: its header declares 24 values and 23 follow"),
        (idx(IMAGES) + b"\0", "goes on after the 24 values"),
        (gzip.compress(idx(IMAGES), mtime=0)[:-9], "is a damaged gzip file"),
        (gzip.compress(idx(IMAGES), mtime=0)[:-8] + bytes(8), "is a damaged gzip file"),  # a wrong checksum
        (gzip.compress(b"", mtime=0)[:10] + b"\xff" * 9, "is a damaged gzip file"),
    ],
)
def test_a_file_that_is_not_exactly_idx_is_refused_with_the_reason(path, content, reason):
    path.write_bytes(content)
    with pytest.raises(IdxError) as refusal:
        read_images(path)
    assert str(refusal.value).startswith(f"{path} ")
    assert reason in str(refusal.value)


def test_labels_are_not_taken_for_images_nor_images_for_labels(path):
    path.write_bytes(idx(IMAGES))
    with pytest.raises(IdxError, match="holds values in 3 dimensions; labels have 1"):
        read_labels(path)


def test_a_missing_file_and_a_folder_are_refused_with_the_reason(tmp_path):
    with pytest.raises(IdxError, match="nowhere cannot be read: "):
        read_images(tmp_path / "nowhere")
    with pytest.raises(IdxError, match="cannot be read: "):
        read_images(tmp_path)


def test_a_header_that_declares_more_than_the_limit_is_refused_at_once(path):
    path.write_bytes(idx(IMAGES, shape=(2**32 - 1,) * 3))
    with pytest.raises(IdxError, match=f"at most {MAX_BYTES:,} can be read"):
        read_images(path)


@pytest.mark.parametrize("shape", [(0, 2**32 - 1, 2**32 - 1), (2**32 - 1, 0, 2**32 - 1), (2**32 - 1, 2**32 - 1, 0)])
def test_no_values_in_an_array_too_wide_for_numpy_are_refused(path, shape):
    path.write_bytes(idx(IMAGES[:0], shape=shape))
    with pytest.raises(IdxError, match=r"a side of 4,294,967,295 pixels"):
        read_images(path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes")
def test_a_pipe_is_refused_instead_of_waited_for(path):
    os.mkfifo(path)
    with pytest.raises(IdxError, match="it is not a file"):
        read_images(path)


def test_memory_is_spent_on_what_a_file_holds_and_not_on_what_it_declares(path):
    path.write_bytes(idx(IMAGES, shape=(2**11, 2**10, 2**10)))  # 2 GiB, just not refused
    assert math.prod((2**11, 2**10, 2**10)) == MAX_BYTES
    assert _peak_while_refusing(path, "24 follow") < 2**22


def test_a_gzip_bomb_is_not_inflated_past_what_its_header_declares(path):
    zeros = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = zeros.compress(idx(IMAGES)) + b"".join(zeros.compress(bytes(2**20)) for _ in range(64)) + zeros.flush()
    path.write_bytes(bomb)
    assert _peak_while_refusing(path, "goes on after the 24 values") < 2**22


def test_a_gzip_bomb_that_declares_what_it_holds_is_not_inflated_at_all(path):
    sides = (MAX_BLANK_BYTES // 256**2 + 1, 256, 256)
    zeros = zlib.compressobj(9, zlib.DEFLATED, 31)
    path.write_bytes(zeros.compress(idx(IMAGES[:0], shape=sides) + bytes(math.prod(sides))) + zeros.flush())
    assert _peak_while_refusing(path, "more than pictures in a gzip file of") < 2**20


def test_blank_images_and_large_sets_are_no_bombs(path):
    blank = np.zeros((60_000, 28, 28), np.uint8)
    path.write_bytes(gzip.compress(idx(blank), 9))
    assert path.stat().st_size < blank.size / 500
    assert read_images(path).shape == blank.shape
    digits = resource("mnist", "train-images-idx3-ubyte.gz")
    assert read_images(digits).size < 0.1 * MAX_INFLATION * digits.stat().st_size


def _peak_while_refusing(path: Path, reason: str) -> int:
    tracemalloc.start()
    try:
        with pytest.raises(IdxError, match=reason):
            read_images(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
