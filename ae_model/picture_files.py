"""Pictures in files: a strip, an animated GIF, or numbered pictures in a folder.

Pillow is imported only when something is written: the window opens within a second, and it would take its part.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from ae_model.files import ExportError, GrowingFile, behind, unsaved, write_export

if TYPE_CHECKING:
    from PIL import Image

Frames = NDArray[np.uint8]  # (n, H, W) grey, or (n, H, W, 3) in colour
Frame = NDArray[np.uint8]  # (H, W) or (H, W, 3)
_TRANSPARENT = 255  # the colour of 256 that lets the last frame be seen


def gray_frames(images: NDArray[np.floating], enlarged: int = 1) -> Frames:
    """Decoded images, (n, H, W) clipped to [0, 1], as uint8 frames, each pixel `enlarged` times as wide and high."""
    pixels = (np.clip(np.nan_to_num(images), 0, 1) * 255 + 0.5).astype(np.uint8)
    frames: Frames = pixels.repeat(enlarged, axis=1).repeat(enlarged, axis=2)
    return frames


def write_strip(path: Path, frames: Frames) -> None:
    """Write frames side by side as one PNG.

    Raises:
        ExportError: if the file cannot be written.
    """
    write_export(path, _png(np.concatenate(list(frames), axis=1)))


class GifWriter:
    """Writes a GIF that plays over and over, frame by frame: never more than two of them are in memory.

    As a context it leaves no file behind unless it was finished inside. Errors are `ExportError`s.

    Attributes:
        count: of the frames so far.
    """

    def __init__(self, path: Path, seconds: float) -> None:
        """A GIF that shows each frame for so many `seconds`."""
        self.count = 0
        self._path = path
        # A GIF counts in hundredths of a second, and viewers take fewer than two for a mistake.
        self._duration = 10 * max(2, round(100 * seconds))
        with self._told():
            self._file = GrowingFile(behind(path))
        self._last: Frame | None = None
        self._part: tuple[Image.Image, tuple[int, int]] | None = None  # of the last frame, that is not written yet
        self._shown = 0  # milliseconds that it is to be shown

    def add(self, frame: Frame) -> None:
        """Add the next frame, (H, W) or (H, W, 3), of the shape of all others; one like the last lets that stay longer.

        Raises:
            ValueError: if it is of another shape.
        """
        from PIL import GifImagePlugin, Image

        if self._last is None:
            with self._told():
                header, _ = GifImagePlugin.getheader(_few_colors(Image.fromarray(frame)), info={"loop": 0})
                self._file.write(b"".join(header))
            changed = np.ones(frame.shape[:2], np.bool_)
        elif frame.shape != self._last.shape:
            raise ValueError(f"A frame of {frame.shape} among those of {self._last.shape}.")
        else:
            changed = (frame != self._last).reshape(*frame.shape[:2], -1).any(axis=2)
        self.count += 1
        if changed.any():
            self._write_part()
            self._last, self._part, self._shown = frame, _part(frame, changed), 0
        self._shown += self._duration

    def finish(self) -> None:
        """Put the whole file into its place."""
        self._write_part(b";")
        with self._told():
            self._file.finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.__exit__()

    def _write_part(self, end: bytes = b"") -> None:
        from PIL import GifImagePlugin

        if self._part is None:
            return
        (part, offset), self._part = self._part, None
        own = {"include_color_table": True, "transparency": _TRANSPARENT} if part.mode == "P" else {}
        pieces = GifImagePlugin.getdata(part, offset, duration=self._shown, **own)
        with self._told():
            self._file.write(b"".join(pieces) + end)
        pieces.clear()  # a cycle of Pillow's would hold them until the next collection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ExportError(unsaved(self._path, error)) from error


def write_gif(path: Path, frames: Iterable[Frame], seconds: float) -> None:
    """Write frames as a GIF that plays over and over and shows each for so many `seconds`.

    Raises:
        ExportError: if the file cannot be written.
    """
    with GifWriter(path, seconds) as gif:
        for frame in frames:
            gif.add(frame)
        gif.finish()


def _part(frame: Frame, changed: NDArray[np.bool_]) -> "tuple[Image.Image, tuple[int, int]]":
    """The part of a frame that has changed, and the place of its upper left corner."""
    from PIL import Image

    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    image = _few_colors(Image.fromarray(np.ascontiguousarray(frame[part])))
    if image.mode == "P":  # what has not changed is left out: equal values take less room
        palette = image.getpalette() or []
        image = Image.fromarray(np.where(changed[part], np.asarray(image), _TRANSPARENT).astype(np.uint8), "P")
        image.putpalette((palette + [0] * 768)[:768])
    return image, (int(columns[0]), int(rows[0]))


class NumberedWriter:
    """Writes each frame as a PNG in a folder, called by a name and a number; those that are written stay.

    Errors are `ExportError`s.
    """

    def __init__(self, folder: Path, name: str, numbers: Sequence[int]) -> None:
        """Pictures of these numbers, in this order."""
        digits = len(str(max(numbers)))
        self._paths = iter([folder / f"{name}-{number:0{digits}}.png" for number in numbers])

    def add(self, frame: Frame) -> None:
        """Write the next frame, (H, W) or (H, W, 3)."""
        write_export(next(self._paths), _png(frame))

    def finish(self) -> None:
        """Do nothing: every picture is there."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _few_colors(picture: "Image.Image") -> "Image.Image":
    """A picture in the colours of a GIF, without dithering, which would double the size of a film of windows."""
    if picture.mode == "L":
        return picture
    from PIL import Image

    return picture.quantize(_TRANSPARENT, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    content = BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return content.getvalue()
