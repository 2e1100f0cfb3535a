import tracemalloc
import weakref
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ae_model.files import ExportError
from ae_model.picture_files import GifWriter, NumberedWriter, gray_frames, write_gif, write_strip


@pytest.fixture
def digits(mnist):
    return mnist.test.images[:6]


@pytest.fixture
def colours():
    """Twelve flat colours, in another order in every frame."""
    palette = np.random.default_rng(0).integers(0, 256, (12, 3), np.uint8)
    return np.stack([np.roll(palette, shift, axis=0).reshape(3, 4, 3).repeat(8, 0).repeat(8, 1) for shift in range(4)])


def read(path, mode="L"):
    """Every frame of a file, and the seconds it stands."""
    frames, seconds = [], []
    with Image.open(path) as image:
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.array(image.convert(mode)))
            seconds.append(image.info.get("duration", 0) / 1_000)
    return np.stack(frames), seconds


def test_what_a_decoder_draws_becomes_grey_values_clipped_to_what_can_be_shown():
    drawn = np.array([[[-0.5, 0], [0.5, 1], [7, np.nan]]], np.float32)
    assert gray_frames(drawn).tolist() == [[[0, 0], [128, 255], [255, 0]]]


def test_enlarged_pixels_stay_crisp(digits):
    enlarged = gray_frames(digits / np.float32(255), 3)
    assert enlarged.shape == (6, 84, 84)
    for row in range(3):
        for column in range(3):
            assert (enlarged[:, row::3, column::3] == digits).all()


def test_a_strip_holds_the_frames_side_by_side(tmp_path, digits):
    write_strip(tmp_path / "path.png", digits)
    (strip,), _ = read(tmp_path / "path.png")
    assert strip.shape == (28, 6 * 28)
    for number, digit in enumerate(digits):
        assert (strip[:, 28 * number : 28 * (number + 1)] == digit).all()


def test_a_gif_holds_every_grey_frame_exactly(tmp_path, digits):
    write_gif(tmp_path / "path.gif", digits, 0.1)
    frames, seconds = read(tmp_path / "path.gif")
    assert (frames == digits).all()
    assert seconds == [0.1] * 6


def test_a_gif_holds_colour_frames_too(tmp_path, colours):
    write_gif(tmp_path / "plane.gif", colours, 0.25)
    frames, seconds = read(tmp_path / "plane.gif", "RGB")
    assert np.abs(frames.astype(int) - colours).max() <= 2
    assert seconds == [0.25] * 4


def test_a_gif_plays_over_and_over(tmp_path, digits):
    write_gif(tmp_path / "path.gif", digits, 0.1)
    with Image.open(tmp_path / "path.gif") as image:
        assert image.info["loop"] == 0  # without end


def test_a_gif_stands_still_as_long_as_its_frames_are_alike(tmp_path, digits):
    write_gif(tmp_path / "path.gif", digits[[0, 1, 1, 1, 2]], 0.1)
    _, seconds = read(tmp_path / "path.gif")
    assert sum(seconds) == pytest.approx(0.5)


def test_a_gif_is_never_so_fast_that_viewers_slow_it_down(tmp_path, digits):
    write_gif(tmp_path / "path.gif", digits, 0.001)
    _, seconds = read(tmp_path / "path.gif")
    assert seconds == [0.02] * 6


def write_numbered(folder: Path, frames: np.ndarray, numbers: list[int]) -> None:
    with NumberedWriter(folder, "epoch", numbers) as writer:
        for frame in frames:
            writer.add(frame)
        writer.finish()


def test_numbered_pictures_sort_by_name_as_by_number(tmp_path, colours):
    write_numbered(tmp_path, colours, [0, 9, 10, 200])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["epoch-000.png", "epoch-009.png", "epoch-010.png", "epoch-200.png"]
    for name, frame in zip(names, colours, strict=True):
        assert (read(tmp_path / name, "RGB")[0][0] == frame).all()


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (lambda folder, frames: write_strip(folder / "path.png", frames), "path.png"),
        (lambda folder, frames: write_gif(folder / "path.gif", frames, 0.1), "path.gif"),
        (lambda folder, frames: write_numbered(folder, frames, list(range(6))), "epoch-0.png"),
    ],
    ids=["strip", "gif", "numbered"],
)
def test_what_cannot_be_written_is_named_in_a_sentence(tmp_path, digits, write, name):
    with pytest.raises(ExportError) as refused:
        write(tmp_path / "gone", digits)
    assert str(refused.value) == f"{tmp_path / 'gone' / name} cannot be saved: no such file or directory."


def test_a_failed_export_leaves_nothing_behind(tmp_path, digits):
    (tmp_path / "path.gif").mkdir()
    with pytest.raises(ExportError, match=r"path\.gif cannot be saved: .*\.$"):
        write_gif(tmp_path / "path.gif", digits, 0.1)
    assert [path.name for path in tmp_path.iterdir()] == ["path.gif"]
    assert not list((tmp_path / "path.gif").iterdir())


def test_a_gif_is_written_while_it_is_taken_and_holds_two_frames_at_most(tmp_path):
    living: list[weakref.ref] = []
    most = 0

    class Frame(np.ndarray):  # of which weak references can be made
        pass

    def frames():
        nonlocal most
        for number in range(200):
            frame = np.full((64, 64, 3), number, np.uint8).view(Frame)
            frame[: number % 64] = 255 - number
            living.append(weakref.ref(frame))
            yield frame
            del frame
            most = max(most, sum(reference() is not None for reference in living))

    write_gif(tmp_path / "long.gif", frames(), 0.1)
    assert most <= 2
    assert len(read(tmp_path / "long.gif", "RGB")[0]) == 200


def test_the_memory_that_a_gif_takes_does_not_grow_with_its_frames(tmp_path):
    def peak(count: int) -> int:
        rng = np.random.default_rng(0)
        tracemalloc.start()
        write_gif(tmp_path / "x.gif", (rng.integers(0, 255, (80, 80, 3)).astype(np.uint8) for _ in range(count)), 0.1)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)  # loads Pillow
    assert peak(200) < peak(20) + 400_000  # 12 kB a frame in a file: 2 MB; Pillow leaves cycles of a kilobyte


def test_what_changes_of_a_frame_is_seen_and_what_does_not_stays(tmp_path):
    frames = np.zeros((4, 20, 30, 3), np.uint8)
    frames[..., 2] = 200
    for number in (1, 2, 3):
        frames[number:, 3 * number : 3 * number + 2, 5:9] = (255, 40 * number, 0)
    write_gif(tmp_path / "x.gif", frames, 0.1)
    assert np.array_equal(read(tmp_path / "x.gif", "RGB")[0], frames)


def test_a_gif_that_is_given_up_leaves_the_old_one_and_nothing_else(tmp_path, digits):
    write_gif(tmp_path / "x.gif", digits, 0.1)
    before = (tmp_path / "x.gif").read_bytes()
    with GifWriter(tmp_path / "x.gif", 0.1) as gif:
        gif.add(digits[0])
    assert [path.name for path in tmp_path.iterdir()] == ["x.gif"]
    assert (tmp_path / "x.gif").read_bytes() == before
    with GifWriter(tmp_path / "y.gif", 0.1) as gif:
        gif.add(digits[0])
        with pytest.raises(ValueError, match="A frame of"):
            gif.add(digits[0][:3])
