import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from ae_model import datasets, picture_folder
from ae_model.dataset_folders import datasets_folder
from ae_model.picture_folder import (
    Look,
    PictureError,
    as_dataset,
    convert,
    examples,
    free_folder,
    held_back,
    look_for,
    preview,
    read,
    scan,
)

RAMP = np.arange(28 * 28, dtype=np.uint16).reshape(28, 28) % 251  # (28, 28), every pixel unlike its neighbours


def saved(path: Path, image: Image.Image, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)
    return path


def gray(values: np.ndarray) -> Image.Image:
    return Image.fromarray(values.astype(np.uint8))


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    """Twelve cats and six dogs, each picture of one grey."""
    root = tmp_path / "animals"
    for name, count in (("dog", 6), ("cat", 12)):
        for number in range(count):
            saved(root / name / f"{number}.png", gray(np.full((28, 28), 10 * number + len(name) + (name == "dog"))))
    return root


def test_a_folder_a_class_is_found_with_what_is_in_it(animals):
    saved(animals / "cat" / "old" / "wide.jpg", Image.new("RGB", (40, 20)))
    (animals / "cat" / "notes.txt").write_text("not a picture")
    (animals / ".thumbnails").mkdir()
    saved(animals / ".thumbnails" / "0.png", gray(RAMP))
    saved(animals / "cat" / "._0.png", gray(RAMP))
    (animals / "empty").mkdir()
    found = scan(animals)
    assert found.class_names == ("cat", "dog")
    assert (found.count, len(found.train), found.test) == (19, 19, ())
    assert found.sizes == {(28, 28): 18, (40, 20): 1}
    assert found.modes == {"L": 18, "RGB": 1}
    assert found.ignored == 3


def test_one_of_six_of_each_class_is_held_back_and_the_same_ones_each_time(animals):
    found = scan(animals)
    dataset, again = (as_dataset(found, "animals", Look()) for _ in range(2))
    assert np.bincount(dataset.train.labels).tolist() == [10, 5]
    assert np.bincount(dataset.test.labels).tolist() == [2, 1]
    np.testing.assert_array_equal(dataset.test.images, again.test.images)
    assert not dataset.test.images.flags.writeable
    greys = np.concatenate([dataset.train.images, dataset.test.images])[:, 0, 0]
    assert len(set(greys.tolist())) == 18  # none lost, none twice


def test_a_class_of_one_picture_is_trained_on():
    chosen = held_back(np.array([0] * 12 + [1] + [2, 2], np.uint8))
    assert (chosen[:12].sum(), chosen[12], chosen[13:].sum()) == (2, False, 1)


def test_folders_called_train_and_test_divide_the_pictures(tmp_path):
    for part, number in (("train", 3), ("test", 2)):
        for label in ("a", "b"):
            for i in range(number):
                saved(tmp_path / "mine" / part / label / f"{i}.png", gray(RAMP))
    found = scan(tmp_path / "mine")
    assert (len(found.train), len(found.test), found.class_names) == (6, 4, ("a", "b"))
    dataset = as_dataset(found, "mine", Look())
    assert (dataset.train.labels.tolist(), dataset.test.labels.tolist()) == ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1])


def test_folders_of_pictures_called_train_and_test_are_classes_like_any_others(tmp_path):
    for label in ("train", "test", "plane"):
        saved(tmp_path / label / "0.png", gray(RAMP))
        saved(tmp_path / label / "1.png", gray(RAMP))
    assert scan(tmp_path).class_names == ("plane", "test", "train")


def test_what_is_converted_opens_as_a_data_set_of_exactly_these_pictures(animals, tmp_path):
    saved(animals / "cat" / "ramp.png", gray(RAMP))
    shares = []
    folder = convert(scan(animals), tmp_path / "data", "animals", Look(), shares.append)
    dataset = datasets.load(str(folder))
    assert (dataset.name, dataset.class_names) == ("animals", ("cat", "dog"))
    assert any((image == RAMP).all() for image in (*dataset.train.images, *dataset.test.images))
    assert [path.name for path in datasets_folder(tmp_path / "data").iterdir()] == ["animals"]
    assert "licence is that of the pictures" in (folder / "NOTICE.md").read_text(encoding="utf-8")
    assert shares == sorted(shares)


def test_a_name_that_is_taken_gets_a_number_and_an_odd_one_is_made_a_folders(tmp_path):
    (datasets_folder(tmp_path) / "My Cats").mkdir(parents=True)
    assert free_folder(tmp_path, "my cats").name == "my cats (2)"
    assert free_folder(tmp_path, "../../etc/x").name == "etc-x"
    assert free_folder(tmp_path, "kmnist").name == "kmnist (2)"
    assert free_folder(tmp_path, "nul").name == "nul (2)"
    assert free_folder(tmp_path, "…").name == "pictures"


def test_a_picture_of_the_right_size_is_kept_to_the_pixel_and_inverted_on_demand(tmp_path):
    path = saved(tmp_path / "x.png", gray(RAMP))
    np.testing.assert_array_equal(read(path, Look()), RAMP)
    np.testing.assert_array_equal(read(path, Look(invert=True)), 255 - RAMP)


def rgba(ink: int) -> Image.Image:
    """A square of ink on nothing."""
    image = Image.new("RGBA", (28, 28), (ink, ink, ink, 0))
    ImageDraw.Draw(image).rectangle((7, 7, 20, 20), fill=(ink, ink, ink, 255))
    return image


@pytest.mark.parametrize(("ink", "invert"), [(0, True), (255, False)])
def test_what_is_transparent_becomes_background_whatever_the_ink(tmp_path, ink, invert):
    square = read(saved(tmp_path / "x.png", rgba(ink)), Look(invert=invert))
    assert (square[:7].max(), square[10, 10]) == (0, 255)


def test_a_palette_with_a_transparent_colour_is_seen_through(tmp_path):
    image = gray((RAMP > 100) * 1).convert("P")
    image.putpalette([200, 200, 200, 90, 90, 90])
    path = saved(tmp_path / "x.png", image, transparency=0)
    assert set(read(path, Look()).ravel().tolist()) == {0, 90}


MODES: dict[str, tuple[Callable[[Image.Image], Image.Image], str, float]] = {
    "grey": (lambda image: image, "png", 0),
    "colour": (lambda image: image.convert("RGB"), "png", 0),
    "palette": (lambda image: image.convert("P"), "png", 0),
    "bmp": (lambda image: image.convert("RGB"), "bmp", 0),
    "gif": (lambda image: image, "gif", 0),
    "tiff": (lambda image: image, "tiff", 0),
    "pgm": (lambda image: image, "pgm", 0),
    "webp": (lambda image: image.convert("RGB"), "webp", 0),
    "cmyk": (lambda image: image.convert("RGB").convert("CMYK"), "tiff", 1),
    "grey with alpha": (lambda image: image.convert("LA"), "png", 0),
    "16 bits": (lambda image: Image.fromarray(np.asarray(image).astype(np.uint16) * 257), "png", 0),
    "16 bits, tiff": (lambda image: Image.fromarray(np.asarray(image).astype(np.uint16) * 257), "tiff", 0),
    "jpeg": (lambda image: image, "jpg", 3),
    "colour jpeg": (lambda image: image.convert("RGB"), "jpg", 3),
    "cmyk jpeg": (lambda image: image.convert("RGB").convert("CMYK"), "jpg", 5),
}


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_of_picture_comes_to_the_same_grey(tmp_path, mode):
    make, extension, tolerance = MODES[mode]
    smooth = np.add.outer(np.arange(28) * 4, np.arange(28) * 5)  # which JPEG can keep
    options = {"lossless": True} if extension == "webp" else {"quality": 100} if extension == "jpg" else {}
    path = saved(tmp_path / f"x.{extension}", make(gray(smooth)), **options)
    difference = read(path, Look()).astype(int) - smooth
    assert np.abs(difference).max() <= tolerance


def test_black_and_white_is_black_and_white(tmp_path):
    path = saved(tmp_path / "x.png", gray((RAMP > 100) * 255).convert("1"))
    np.testing.assert_array_equal(read(path, Look()), (RAMP > 100) * 255)


def test_of_an_animation_the_first_picture_is_taken(tmp_path):
    first, second = gray(np.full((28, 28), 50)), gray(np.full((28, 28), 200))
    path = saved(tmp_path / "x.gif", first, save_all=True, append_images=[second])
    assert set(read(path, Look()).ravel().tolist()) == {50}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("extension", ["png", "jpg", "tiff"])
def test_a_picture_stands_upright_as_its_exif_data_says(tmp_path, orientation, extension):
    upright = np.zeros((28, 28), np.uint8)
    upright[:14, :10] = 255  # a flag that no turn and no mirror leaves as it is
    stored = gray(upright)
    undo = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    if undo != 1:
        stored = stored.transpose(picture_folder._UPRIGHT[undo])
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 100} if extension == "jpg" else {}
    path = saved(tmp_path / f"x.{extension}", stored, exif=exif, **options)
    assert np.abs(read(path, Look()).astype(int) - upright).max() < 60


@pytest.mark.parametrize(("size", "inside"), [((56, 28), (14, 28)), ((28, 56), (28, 14)), ((7, 14), (28, 14))])
def test_a_picture_keeps_its_proportions_in_the_middle_of_the_square(tmp_path, size, inside):
    image = read(saved(tmp_path / "x.png", Image.new("L", size, 255)), Look())
    rows, columns = np.flatnonzero(image.max(axis=1)), np.flatnonzero(image.max(axis=0))
    assert (len(rows), len(columns)) == inside
    assert (rows[0], columns[0]) == ((28 - inside[0]) // 2, (28 - inside[1]) // 2)


def test_a_line_of_pixels_is_not_lost(tmp_path):
    assert read(saved(tmp_path / "x.png", Image.new("L", (3000, 1), 255)), Look()).max() == 255


def test_a_large_jpeg_is_decoded_small_and_looks_the_same(tmp_path):
    large = gray(np.add.outer(np.linspace(0, 120, 1600), np.linspace(0, 120, 1600)))
    jpeg, png = (read(saved(tmp_path / f"x.{kind}", large), Look()) for kind in ("jpg", "png"))
    assert np.abs(jpeg.astype(int) - png).max() <= 2


@pytest.mark.parametrize(("background", "ink", "invert"), [(255, 0, True), (0, 255, False)])
@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize("size", [(28, 28), (36, 28)])  # of the wide one, the padding is no border
def test_the_look_that_is_proposed_has_a_dark_background_and_shows_the_ink(
    tmp_path, background, ink, invert, transparent, size
):
    for label in "ab":
        for i in range(3):
            image = rgba(ink).resize(size)
            if not transparent:
                ground = Image.new("RGBA", image.size, (background,) * 3 + (255,))
                image = Image.alpha_composite(ground, image)
            saved(tmp_path / label / f"{i}.png", image)
    look = look_for(scan(tmp_path), 20)
    assert look == Look(20, invert)
    assert type(look.invert) is bool  # Qt takes no numpy.bool


def test_the_preview_shows_pictures_of_every_class_as_they_will_be(animals):
    found = scan(animals)
    look = Look(12, invert=True)
    images = preview(found, look, 8)
    shown = examples(found, 8)
    assert images.shape == (8, 12, 12)
    assert [label for _, label in shown] == [0, 1] * 4
    np.testing.assert_array_equal(images[3], read(shown[3][0], look))


def refusal(root: Path) -> str:
    with pytest.raises(PictureError) as told:
        scan(root)
    sentence = str(told.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_what_is_no_folder_of_classes_is_refused(tmp_path):
    assert "There is no folder" in refusal(tmp_path / "nowhere")
    saved(tmp_path / "0.png", gray(RAMP))
    assert "no folder for each class" in refusal(tmp_path)
    saved(tmp_path / "cat" / "0.png", gray(RAMP))
    assert "holds pictures in 1 folders; it takes two" in refusal(tmp_path)
    saved(tmp_path / "dog" / "0.png", gray(RAMP))
    assert "one picture of each class; it takes two to hold one back" in refusal(tmp_path)
    saved(tmp_path / ("x" * 70) / "0.png", gray(RAMP))
    assert "which is no name for a class" in refusal(tmp_path)


def test_a_class_that_is_only_tested_is_refused(tmp_path):
    for place in ("train/a", "train/b", "test/a", "test/c"):
        saved(tmp_path / place / "0.png", gray(RAMP))
    assert "has pictures of c in its folder test, but none in train" in refusal(tmp_path)


def test_more_than_a_hundred_classes_are_refused(tmp_path):
    for label in range(101):
        saved(tmp_path / f"{label:03}" / "0.png", Image.new("L", (1, 1)))
    assert "holds pictures in 101 folders; at most 100 can be classes" in refusal(tmp_path)


def test_too_many_pictures_are_refused_before_they_are_opened(animals, monkeypatch):
    monkeypatch.setattr(picture_folder, "MAX_PICTURES", 17)
    (animals / "cat" / "0.png").write_bytes(b"damaged")
    assert "holds more than 17 pictures" in refusal(animals)


def test_a_link_to_a_folder_is_refused_for_it_may_go_round_in_a_circle(animals):
    (animals / "cat" / "again").symlink_to(animals, target_is_directory=True)
    assert "again is a link to a folder" in refusal(animals)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_and_not_waited_for(animals):
    os.mkfifo(animals / "cat" / "pipe.png")
    assert "pipe.png is not a file" in refusal(animals)


def test_files_that_are_no_pictures_are_all_named_up_to_five(animals):
    for number in range(7):
        (animals / "cat" / f"{number}.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    sentence = refusal(animals)
    assert "holds 7 pictures that cannot be read: " in sentence
    assert "4.png is not a picture that can be read; and 2 more" in sentence and "5.png" not in sentence


def test_a_truncated_picture_is_named_when_it_is_decoded_and_nothing_is_made(animals, tmp_path):
    large = saved(animals / "dog" / "0.png", gray(np.random.default_rng(0).integers(0, 256, (200, 200))))
    large.write_bytes(large.read_bytes()[:20_000])
    found = scan(animals)
    with pytest.raises(PictureError, match=r"dog/0\.png cannot be decoded \(.+\)\.$"):
        convert(found, tmp_path / "data", "animals", Look())
    assert not datasets_folder(tmp_path / "data").exists()


def test_floats_do_not_say_what_is_white(tmp_path):
    path = saved(tmp_path / "x.tiff", Image.fromarray(np.zeros((8, 8), np.float32)))
    with pytest.raises(PictureError, match=r"x\.tiff cannot be decoded \(32 bits a pixel do not say what is white\)"):
        read(path, Look())


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(animals):
    bomb = Image.new("1", (20_000, 20_000))
    saved(animals / "cat" / "bomb.png", bomb)
    assert "bomb.png has too many pixels; a picture may have 33,554,432 in all" in refusal(animals)
    saved(animals / "cat" / "bomb.png", Image.new("1", (8_000, 8_000)))
    assert "bomb.png has 8,000×8,000 pixels; a picture may have 33,554,432 in all" in refusal(animals)


def test_a_text_in_a_png_that_unpacks_to_too_much_is_refused(animals):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("x", "y" * 10_000_000, zip=True)
    saved(animals / "cat" / "text.png", gray(RAMP), pnginfo=texts)
    assert "text.png cannot be decoded" in refusal(animals)


def test_a_file_that_is_too_long_is_not_opened(animals):
    with (animals / "cat" / "long.png").open("wb") as file:
        file.truncate(2**26 + 1)
    assert "long.png has 67,108,865 bytes" in refusal(animals)


def test_a_data_set_that_would_not_fit_is_refused(animals, monkeypatch):
    monkeypatch.setattr(picture_folder, "MAX_DATASET_BYTES", 18 * 28 * 28 - 1)
    with pytest.raises(PictureError, match=r"18 images of 28×28 pixels, .* choose a smaller side"):
        as_dataset(scan(animals), "animals", Look())


@pytest.mark.parametrize("side", [0, 1025])
def test_a_side_that_no_network_takes_is_refused(animals, side):
    with pytest.raises(PictureError, match="must be from 1 to 1,024"):
        preview(scan(animals), Look(side))


class EnoughError(Exception):
    """Raised by a report, as a cancelled job does."""


def test_converting_is_cancelled_by_its_report_and_leaves_nothing(animals, tmp_path):
    for last in (0.5, 0.9):

        def report(share, last=last):
            if share >= last:
                raise EnoughError

        with pytest.raises(EnoughError):
            convert(scan(animals), tmp_path / "data", "animals", Look(), report)
        folder = datasets_folder(tmp_path / "data")
        assert not folder.exists() or list(folder.iterdir()) == []


def test_a_program_made_without_torchvision_says_so(animals):
    program = """
import sys
from pathlib import Path
sys.modules["torch"] = None  # importing it fails, as where it is not
from ae_model.picture_folder import PictureError, scan
try:
    scan(Path(sys.argv[1]))
except PictureError as error:
    print(error)
"""
    told = subprocess.run([sys.executable, "-c", program, animals], capture_output=True, text=True, check=True).stdout
    assert told.strip().endswith("torchvision, which does that, is not part of this program.")
