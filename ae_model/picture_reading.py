"""One picture of a stranger's, read within limits and made into a small grey image, as a `Look` says.

- It becomes grey by the usual weights (ITU-R 601); of an animation the first picture counts.
- Of 16 bits the upper 8 count, unless the look stretches the values that the pictures have. What white is in 32 bits or
  in floats, nobody knows: they are always stretched.
- It is turned upright, as its EXIF data says.
- The whole of it is scaled, in proportion, into the middle of a square of background.
- Background is 0, as in MNIST: a picture that is dark on bright is inverted. Transparent pixels become background
  either way, so that black ink on nothing, inverted, becomes white ink on black.

A picture may unpack to any size, so its header is looked at before it is decoded. A JPEG may be larger than others: its
decoder makes a smaller picture of it from the start.
"""

import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from ae_model.sentence import SaidError, Sentence, system_words

MAX_PIXELS = 2**25  # of one picture as it is decoded; with transparency it takes some 400 MB while it is scaled
MAX_JPEG_PIXELS = 2**27  # of a JPEG that is decoded at a smaller size: phones have cameras of 50 and of 108 million
MAX_PROGRESSIVE_PIXELS = 3 * 2**24  # of one that has to be held whole, in up to eight bytes a pixel, before that
MAX_FILE_BYTES = 2**26  # of one picture

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")  # no others: Pillow runs a program for some

_ORIENTATION = 0x0112  # the EXIF tag
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SHALLOW = {"L;2": 85, "L;4": 17}  # Pillow unpacks these to 255, but not the colour that is transparent
_STRIP = 2**20  # pixels of a deep picture that are worked on at once
_LARGE = 2048  # pixels of a side: a photo that is larger is measured as its decoder makes it smaller

Depth = Literal["8 bits", "16 bits", "32 bits", "floats"]
_POSSIBLE: dict[Depth, int] = {"8 bits": 255, "16 bits": 65_535}


class PictureError(SaidError):
    """Pictures that make no data set; the message is one sentence for the user that names the file or folder."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The values that grey pictures of one depth have.

    Attributes:
        depth: of a pixel.
        low, high: the least and the greatest value.
    """

    depth: Depth
    low: float
    high: float

    @property
    def possible(self) -> int | None:
        """The greatest value that there can be; None where there is no such value."""
        return _POSSIBLE.get(self.depth)

    @property
    def is_narrow(self) -> bool:
        """Whether the values take less than half of what is possible, and so would be hard to see."""
        return self.possible is None or 0 < self.high - self.low < self.possible / 2

    @property
    def is_wide(self) -> bool:
        """Whether the values take half of what is possible, or more."""
        return self.possible is not None and self.high - self.low >= self.possible / 2

    def with_those_of(self, other: "Levels") -> "Levels":
        """The values of both, which are of one depth."""
        return Levels(self.depth, min(self.low, other.low), max(self.high, other.high))

    def __str__(self) -> Sentence:
        """What a user is told of them."""
        if self.possible is None:
            return Sentence("values from {low:,.6g} to {high:,.6g}", low=self.low, high=self.high)
        return Sentence(
            "values from {low:,.0f} to {high:,.0f} of {possible:,}",
            low=self.low,
            high=self.high,
            possible=self.possible,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are converted.

    Attributes:
        side: of the square images, in pixels.
        invert: whether bright becomes dark.
        stretched: the values of all pictures of a depth, where they are to become those from black to white.
    """

    side: int = 28
    invert: bool = False
    stretched: tuple[Levels, ...] = ()

    @property
    def unstretched(self) -> "Look":
        """This look without what can be done without: of floats nobody knows what else is white."""
        return replace(self, stretched=tuple(levels for levels in self.stretched if levels.possible is None))

    def levels(self, depth: Depth) -> Levels | None:
        """The values that are stretched in pictures of this depth."""
        return next((levels for levels in self.stretched if levels.depth == depth), None)


def read(path: Path, look: Look) -> NDArray[np.uint8]:
    """One picture, converted: (side, side).

    Raises:
        PictureError: if it cannot be read, or is larger than a picture may be.
    """
    return in_the_middle(small(path, look), look.side)


def small(path: Path, look: Look) -> NDArray[np.uint8]:
    """A picture in its proportions, with the longer side as long as the square's.

    Raises:
        PictureError: as `read`.
    """
    with opened(path, 2 * look.side) as image, _decoding(path):
        return np.asarray(_shrunk(_grey(image, look), look.side))


def measured(path: Path) -> Levels | None:
    """The values of one picture, or None if nothing can be said by it: it is of two colours, or has no numbers.

    Where some pixels are transparent, background is among them, so that all that are possible are there.

    Raises:
        PictureError: as `read`.
    """
    with opened(path, _LARGE) as image, _decoding(path):
        depth = depth_of(image)
        if depth == "8 bits":
            if image.mode == "1":
                return None
            if image.has_transparency_data and _extremes(image.convert("RGBA").getchannel("A"))[0] < 255:
                return Levels(depth, 0, 255)
            return Levels(depth, *_extremes(_opaque(image)))
        known = (values[np.isfinite(values)] for _, values in _strips(image))
        ranges = [(float(values.min()), float(values.max())) for values in known if values.size]
        return Levels(depth, min(ranges)[0], max(high for _, high in ranges)) if ranges else None


def in_the_middle(image: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """An image that is no larger on a square of zeros: (side, side)."""
    height, width = image.shape
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = image
    return square


def is_dark_on_bright(plain: NDArray[np.uint8], inverted: NDArray[np.uint8]) -> bool:
    """Whether a picture, (H, W), should be inverted: if its border is brighter than that of its inverse.

    Where the border is transparent, and so the same either way, the one with more contrast is right.
    """
    difference = _border(plain) - _border(inverted)
    return bool(difference > 0 or (difference == 0 and inverted.std() > plain.std()))


def _border(image: NDArray[np.uint8]) -> float:
    return float(np.median(np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])))


def has_several_frames(image: Image.Image) -> bool:
    """Whether only the first of several frames is read; not where a phone has put a second picture into a JPEG."""
    with suppress(Exception):  # a damaged file may lead to any; it is told when the picture is decoded
        return not isinstance(image, JpegImageFile) and bool(getattr(image, "is_animated", False))
    return False


def depth_of(image: Image.Image) -> Depth:
    """How many bits a grey pixel of a picture has, once it is one."""
    if image.mode.startswith("I;16") or (image.mode == "I" and image.format == "PPM"):
        return "16 bits"
    return {"I": "32 bits", "F": "floats"}.get(image.mode, "8 bits")  # type: ignore[return-value]


@contextmanager
def opened(path: Path, least: int = 0) -> Iterator[Image.Image]:
    """A picture within the limits, opened but not decoded; a JPEG will be decoded with sides of `least` or more pixels.

    Raises:
        PictureError: if it cannot be opened, or is larger than a picture may be.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's warnings of oddities that do no harm
        with _open(path, least) as image:
            yield image


def _open(path: Path, least: int) -> Image.Image:
    try:
        _require_file(path)
        image = Image.open(path, formats=_FORMATS)
        try:
            _require_decodable(path, image, least)
        except PictureError:
            image.close()
            raise
        return image
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError(
            "{path} has too many pixels; a picture may have {most:,} in all.", path=path, most=MAX_PIXELS
        ) from None
    except UnidentifiedImageError:
        if _is_of_a_camera(path):
            raise PictureError(
                "{path} is HEIC or AVIF, which are not read here: export it as JPEG.", path=path
            ) from None
        raise PictureError("{path} is not a picture that can be read.", path=path) from None
    except OSError as error:
        reason = system_words(error) if error.errno else _words(error)
        raise PictureError("{path} cannot be read: {reason}.", path=path, reason=reason) from error
    except Exception as error:  # a damaged file may lead a decoder to any exception
        raise PictureError(_undecodable(path, error)) from error


def _require_file(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise PictureError("{path} is not a file.", path=path)
    if status.st_size > MAX_FILE_BYTES:
        raise PictureError(
            "{path} has {size:,} bytes; a picture may have {most:,}.",
            path=path,
            size=status.st_size,
            most=MAX_FILE_BYTES,
        )


def _require_decodable(path: Path, image: Image.Image, least: int) -> None:
    (width, height), most = image.size, MAX_PIXELS
    if isinstance(image, JpegImageFile):  # also of several pictures, as phones write them
        most = MAX_PROGRESSIVE_PIXELS if image.info.get("progressive") else MAX_JPEG_PIXELS
        if least:
            image.draft("RGB", (least, least))
    decoded = image.size[0] * image.size[1]
    if width * height > most or (least and decoded > MAX_PIXELS):
        raise PictureError(
            "{path} has {width:,}×{height:,} pixels; a picture may have {most:,} in all.",
            path=path,
            width=width,
            height=height,
            most=most if width * height > most else MAX_PIXELS,
        )


def _is_of_a_camera(path: Path) -> bool:
    """Whether a file, whatever it is called, is one of the formats of phones that are not read here."""
    with path.open("rb") as file:
        return file.read(8)[4:] == b"ftyp"


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # a damaged file may lead a decoder to any exception
        raise PictureError(_undecodable(path, error)) from error


def _grey(image: Image.Image, look: Look) -> Image.Image:
    """The picture upright in 8 bits, inverted if wanted, with background for transparent pixels."""
    depth, unseen = depth_of(image), _unseen_color(image)
    image.load()
    turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    seen = None  # a mask of what is not transparent
    if depth != "8 bits":
        grey = Image.new("L", image.size)
        seen = None if unseen is None else Image.new("L", image.size)
        for place, values in _strips(image):
            grey.paste(Image.fromarray(_in_8_bits(values, depth, look.levels(depth))), place)
            if seen is not None:
                seen.paste(Image.fromarray(np.where(values == unseen, 0, 255).astype(np.uint8)), place)
    else:
        if unseen is not None:
            image.info["transparency"] = unseen
        if image.has_transparency_data:
            image = image.convert("RGBA")
            seen = image.getchannel("A")
        grey = _opaque(image)
        if (levels := look.levels(depth)) is not None:
            grey = grey.point(_in_8_bits(np.arange(256), depth, levels).tolist())
    if seen is not None:
        ground = Image.new("L", grey.size, 255 if look.invert else 0)
        ground.paste(grey, mask=seen)
        grey = ground
    if turn is not None:
        grey = grey.transpose(turn)
    return grey.point([255 - value for value in range(256)]) if look.invert else grey


def _extremes(band: Image.Image) -> tuple[float, float]:
    low, high = band.getextrema()
    return float(low), float(high)  # type: ignore[arg-type]  # of several bands it would be pairs


def _strips(image: Image.Image) -> Iterator[tuple[tuple[int, int], NDArray[Any]]]:
    """The values of a deep picture, some rows at a time, and where they are: all at once would take as much again."""
    width, height = image.size
    rows = max(1, _STRIP // width)
    for top in range(0, height, rows):
        yield (0, top), np.asarray(image.crop((0, top, width, min(top + rows, height))))


def _unseen_color(image: Image.Image) -> Any:
    """The colour that a PNG declares transparent, in the values that its pixels will have; None without one.

    Pillow has it as the file does, while it unpacks 1, 2 and 4 bits, and 16 bits of a colour, to 8. Asked before the
    picture is decoded, when its raw mode is known.
    """
    color = image.info.get("transparency")
    if not isinstance(image, PngImageFile) or color is None or not image.tile:
        return None
    raw = image.tile[0][3]
    raw = raw[0] if isinstance(raw, tuple) else raw
    if raw == "RGB;16B" and isinstance(color, tuple):
        return tuple(value >> 8 for value in color)
    if isinstance(color, int) and image.mode != "P":
        return color * _SHALLOW.get(str(raw), 1)
    return None


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L", "RGB", "P", "RGBA"):
        return image.convert("L")
    return image.convert("RGB").convert("L")  # CMYK and others become grey by way of RGB alone


def _in_8_bits(values: NDArray[Any], depth: Depth, levels: Levels | None) -> NDArray[np.uint8]:
    """Values as those from black to white: the stretched ones, or else all that are possible."""
    if levels is None and depth not in _POSSIBLE:
        raise ValueError(Sentence("32 bits a pixel do not say what is white"))
    if depth == "16 bits":
        table = _scaled(np.arange(65_536), levels or Levels(depth, 0, 65_535))
        eight: NDArray[np.uint8] = table[np.minimum(values, 65_535)]
        return eight
    return _scaled(values, levels or Levels(depth, 0, 255))


def _scaled(values: NDArray[Any], levels: Levels) -> NDArray[np.uint8]:
    span = levels.high - levels.low
    shares = np.nan_to_num((np.nan_to_num(values.astype(np.float64), nan=levels.low) - levels.low) / (span or np.inf))
    return (255 * np.clip(shares, 0, 1) + 0.5).astype(np.uint8)


def _shrunk(grey: Image.Image, side: int) -> Image.Image:
    scale = side / max(grey.size)
    width, height = (max(1, round(scale * length)) for length in grey.size)
    return grey if grey.size == (width, height) else grey.resize((width, height), Image.Resampling.BICUBIC)


def _undecodable(path: Path, error: Exception) -> Sentence:
    return Sentence("{path} cannot be decoded ({reason}).", path=path, reason=_words(error))


def _words(error: Exception) -> str:
    """A decoder's message, as far as it fits into a sentence."""
    if isinstance(said := str(error), Sentence):
        return said
    first = next(iter(said.splitlines()), "")[:100].rstrip(". ")
    return first if first.isprintable() and first else type(error).__name__
