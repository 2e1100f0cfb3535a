import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from handmade_pictures import RAMP, gray, saved
from PIL import Image, ImageDraw, PngImagePlugin

from ae_model import picture_reading
from ae_model.picture_reading import Levels, Look, PictureError, measured, read


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
        stored = stored.transpose(picture_reading._UPRIGHT[undo])
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


def test_floats_do_not_say_what_is_white(tmp_path):
    path = saved(tmp_path / "x.tiff", Image.fromarray(np.zeros((8, 8), np.float32)))
    with pytest.raises(PictureError, match=r"x\.tiff cannot be decoded \(32 bits a pixel do not say what is white\)"):
        read(path, Look())


def test_floats_are_read_from_their_least_to_their_greatest_value(tmp_path):
    values = np.linspace(-2.5, 7.5, 28 * 28, dtype=np.float32).reshape(28, 28)
    path = saved(tmp_path / "x.tiff", Image.fromarray(values))
    levels = measured(path)
    assert levels == Levels("floats", -2.5, 7.5)
    assert str(levels) == "values from -2.5 to 7.5"
    np.testing.assert_array_equal(read(path, Look(stretched=(levels,))), np.round((values + 2.5) * 25.5).astype(int))


def test_what_is_no_number_becomes_black_and_what_is_infinite_white(tmp_path):
    values = np.ones((28, 28), np.float32)
    values[0, :3] = np.nan, np.inf, 0
    path = saved(tmp_path / "x.tiff", Image.fromarray(values))
    levels = measured(path)
    assert levels == Levels("floats", 0, 1)
    assert read(path, Look(stretched=(levels,)))[0, :4].tolist() == [0, 255, 0, 255]
    assert measured(saved(tmp_path / "y.tiff", Image.fromarray(values * np.nan))) is None


@pytest.mark.parametrize("extension", ["png", "tiff"])
def test_of_12_bits_in_16_all_are_seen_if_they_are_stretched(tmp_path, extension):
    path = saved(tmp_path / f"x.{extension}", Image.fromarray(RAMP * 16))
    levels = measured(path)
    assert levels == Levels("16 bits", 0, 4_000) and levels.is_narrow
    assert str(levels) == "values from 0 to 4,000 of 65,535"
    np.testing.assert_array_equal(read(path, Look(stretched=(levels,))), np.round(RAMP * 1.02 + 1e-6))
    assert read(path, Look()).max() == 16


def test_a_mask_of_0_and_1_is_black_and_white_if_it_is_stretched(tmp_path):
    path = saved(tmp_path / "x.png", gray(RAMP > 100))
    levels = measured(path)
    assert levels == Levels("8 bits", 0, 1) and levels.is_narrow
    np.testing.assert_array_equal(read(path, Look(stretched=(levels,))), (RAMP > 100) * 255)
    np.testing.assert_array_equal(read(path, Look(invert=True, stretched=(levels,))), (RAMP <= 100) * 255)


def test_of_floats_nobody_knows_what_is_white_without_stretching():
    look = Look(20, True, (Levels("16 bits", 0, 4_080), Levels("floats", 0, 1)))
    assert look.unstretched == Look(20, True, (Levels("floats", 0, 1),))


def test_values_of_one_depth_are_not_stretched_by_those_of_another(tmp_path):
    path = saved(tmp_path / "x.png", gray(RAMP))
    np.testing.assert_array_equal(read(path, Look(stretched=(Levels("16 bits", 0, 4_080),))), RAMP)


def png(depth: int, color: int, rows: np.ndarray, unseen: bytes) -> bytes:
    """A PNG of rows of bytes in which one colour is declared transparent."""
    width = rows.shape[1] * 8 // (depth * {0: 1, 2: 3}[color])
    content = b"\x89PNG\r\n\x1a\n"
    for kind, body in (
        (b"IHDR", struct.pack(">2I5B", width, len(rows), depth, color, 0, 0, 0)),
        (b"tRNS", unseen),
        (b"IDAT", zlib.compress(np.pad(rows, ((0, 0), (1, 0))).tobytes())),
        (b"IEND", b""),
    ):
        content += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return content


def test_16_bits_with_a_transparent_grey_are_scaled_and_not_clipped(tmp_path):
    grey = np.linspace(0, 65_535, 28).astype(">u2")
    (tmp_path / "x.png").write_bytes(png(16, 0, np.tile(grey, (28, 1)).view(np.uint8), b"\xff\xff"))
    row = read(tmp_path / "x.png", Look())[9]
    np.testing.assert_array_equal(row[:-1], (grey[:-1].astype(int) + 128) // 257)
    assert row[-1] == 0


@pytest.mark.parametrize(
    ("depth", "color", "pixels", "unseen", "seen"),
    [
        (4, 0, [0x0F], b"\0\x0f", [0, 0]),
        (4, 0, [0x3F], b"\0\x03", [0, 255]),
        (2, 0, [0b00_01_10_11], b"\0\x03", [0, 85, 170, 0]),
        (1, 0, [0b0101_0101], b"\0\x01", [0] * 8),
        (8, 2, [9, 9, 9, 200, 200, 200], b"\0\xc8" * 3, [9, 0]),
        (16, 2, [9, 0, 9, 0, 9, 0, 200, 1, 200, 1, 200, 1], b"\xc8\x01" * 3, [9, 0]),
    ],
)
def test_a_transparent_colour_is_found_whatever_the_depth(tmp_path, depth, color, pixels, unseen, seen):
    (tmp_path / "x.png").write_bytes(png(depth, color, np.array([pixels], np.uint8), unseen))
    square = read(tmp_path / "x.png", Look(len(seen)))
    np.testing.assert_array_equal(square.max(axis=0), seen)


def refusal(path: Path) -> str:
    with pytest.raises(PictureError) as told:
        read(path, Look())
    sentence = str(told.value)
    assert sentence.endswith(".") and "\n" not in sentence and str(path) in sentence
    return sentence


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path):
    path = saved(tmp_path / "bomb.png", Image.new("1", (20_000, 20_000)))
    assert "bomb.png has too many pixels; a picture may have 33,554,432 in all" in refusal(path)
    path = saved(tmp_path / "bomb.png", Image.new("1", (8_000, 8_000)))
    assert "bomb.png has 8,000×8,000 pixels; a picture may have 33,554,432 in all" in refusal(path)


def test_a_photo_of_50_million_pixels_is_decoded_small(tmp_path):
    image = Image.new("L", (8_160, 6_120), 128)
    image.paste(255, (0, 0, 4_080, 6_120))
    square = read(saved(tmp_path / "photo.jpg", image, quality=30), Look())
    assert (abs(int(square[14, 5]) - 255) < 3, abs(int(square[14, 22]) - 128) < 3, square[0].max()) == (True, True, 0)


def test_so_is_one_beside_which_a_phone_has_put_a_second_picture(tmp_path):
    large, second = Image.new("L", (8_160, 6_120), 200), Image.new("L", (80, 60))
    large.save(tmp_path / "x.jpg", "MPO", save_all=True, append_images=[second], quality=30)
    with Image.open(tmp_path / "x.jpg") as image:
        assert image.format == "MPO"
    assert abs(int(read(tmp_path / "x.jpg", Look())[14, 14]) - 200) < 3


def test_a_transparent_channel_that_hides_nothing_hides_no_values(tmp_path):
    image = gray(RAMP % 16).convert("LA")
    assert measured(saved(tmp_path / "x.png", image)) == Levels("8 bits", 0, 15)
    image.putpixel((0, 0), (0, 0))
    assert measured(saved(tmp_path / "x.png", image)) == Levels("8 bits", 0, 255)


def test_a_text_in_a_png_that_unpacks_to_too_much_is_refused(tmp_path):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("x", "y" * 10_000_000, zip=True)
    assert "text.png cannot be decoded" in refusal(saved(tmp_path / "text.png", gray(RAMP), pnginfo=texts))


def test_a_file_that_is_too_long_is_not_opened(tmp_path):
    with (tmp_path / "long.png").open("wb") as file:
        file.truncate(2**26 + 1)
    assert "long.png has 67,108,865 bytes" in refusal(tmp_path / "long.png")


def test_a_picture_of_a_phone_that_is_called_jpeg_is_told_from_a_damaged_one(tmp_path):
    (tmp_path / "x.jpg").write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    assert "x.jpg is HEIC or AVIF, which are not read here: export it as JPEG" in refusal(tmp_path / "x.jpg")
    (tmp_path / "y.jpg").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    assert "y.jpg is not a picture that can be read" in refusal(tmp_path / "y.jpg")


def test_what_a_picture_holds_is_told_by_its_content_and_not_by_its_name(tmp_path):
    content = io.BytesIO()
    gray(RAMP).save(content, "PNG")
    (tmp_path / "x.jpg").write_bytes(content.getvalue())
    np.testing.assert_array_equal(read(tmp_path / "x.jpg", Look()), RAMP)
