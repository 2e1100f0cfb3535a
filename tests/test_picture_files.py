import numpy as np
import pytest
from PIL import Image

from ae_model.files import ExportError
from ae_model.picture_files import gray_frames, write_gif, write_numbered, write_strip


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


def test_numbered_pictures_sort_by_name_as_by_number(tmp_path, colours):
    write_numbered(tmp_path, "epoch", colours, [0, 9, 10, 200])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["epoch-000.png", "epoch-009.png", "epoch-010.png", "epoch-200.png"]
    for name, frame in zip(names, colours, strict=True):
        assert (read(tmp_path / name, "RGB")[0][0] == frame).all()


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (lambda folder, frames: write_strip(folder / "path.png", frames), "path.png"),
        (lambda folder, frames: write_gif(folder / "path.gif", frames, 0.1), "path.gif"),
        (lambda folder, frames: write_numbered(folder, "epoch", frames, list(range(6))), "epoch-0.png"),
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
