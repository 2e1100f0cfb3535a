"""Pictures in files: a strip, an animated GIF, or numbered pictures in a folder.

Pillow is imported only when something is written: the window opens within a second, and it would take its part.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ae_model.files import write_export

if TYPE_CHECKING:
    from PIL import Image

Frames = NDArray[np.uint8]  # (n, H, W) grey, or (n, H, W, 3) in colour


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


def write_gif(path: Path, frames: Frames, seconds: float) -> None:
    """Write frames as a GIF that plays over and over and shows each for so many `seconds`.

    Raises:
        ExportError: if the file cannot be written.
    """
    from PIL import Image

    content = BytesIO()
    first, *rest = [_few_colors(Image.fromarray(frame)) for frame in frames]
    # A GIF counts in hundredths of a second, and viewers take fewer than two for a mistake.
    duration = 10 * max(2, round(100 * seconds))
    first.save(content, "GIF", save_all=True, append_images=rest, duration=duration, loop=0)
    write_export(path, content.getvalue())


def write_numbered(folder: Path, name: str, frames: Frames, numbers: list[int]) -> None:
    """Write each frame as a PNG in `folder`, called by `name` and its number.

    Raises:
        ExportError: if a file cannot be written; the files before it are kept.
    """
    digits = len(str(max(numbers)))
    for number, frame in zip(numbers, frames, strict=True):
        write_export(folder / f"{name}-{number:0{digits}}.png", _png(frame))


def _few_colors(picture: "Image.Image") -> "Image.Image":
    """A picture in the 256 colours of a GIF, without dithering, which would double the size of a film of windows."""
    if picture.mode == "L":
        return picture
    from PIL import Image

    return picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    content = BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return content.getvalue()
