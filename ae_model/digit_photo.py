"""A picture of a digit, a photo or a scan, made into ink on an empty ground as if it had been drawn.

A photo of paper has no even ground: there are shadows, and the paper is grey. So the ground is found as what is darkest
around each place, once the picture is such that ink is bright, and taken away; faint specks go with it. A picture whose
ground is black or white already is left as it is.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ae_model.picture_reading import Look, PictureError, in_the_middle, is_dark_on_bright, measured, opened, small

_COARSE = 64  # pixels of the longer side, in which the ground is looked for
_AROUND = 25  # of these: wider than any stroke
_DARK = 16  # or less is an even ground, once the picture is the right way round
_FAINT = 24  # grey levels: less than this above the ground is paper and noise
_SPECK = 0.05  # of the largest piece of ink; what is smaller is a speck


def read_ink(path: Path, side: int, of_strokes: bool = True) -> NDArray[np.uint8]:
    """The digit in the picture at `path`: (side, side), white ink on black, in the middle and in its proportions.

    What is not `of_strokes`, such as a piece of clothing, stays on its ground.

    Raises:
        PictureError: if it cannot be read, or nothing is to be seen in it.
    """
    levels = measured(path)
    stretched = (levels,) if levels is not None and levels.is_narrow else ()
    with opened(path) as image:
        times = max(1, side // max(image.size))  # pixels of MNIST stay what they are
    plain, inverted = (
        small(path, Look(side if times == 1 else max(image.size), invert, stretched)).repeat(times, 0).repeat(times, 1)
        for invert in (False, True)
    )
    picture = inverted if is_dark_on_bright(plain, inverted) else plain
    ink = picture if not of_strokes or np.mean(picture <= _DARK) > 0.5 else _lifted(picture)
    if int(np.ptp(ink)) < _FAINT:
        raise PictureError("{path} shows nothing that could be a digit: it is of one brightness.", path=path)
    return in_the_middle(ink, side)


def _lifted(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink of a picture, without the ground it lies on."""
    height, width = picture.shape
    image = Image.fromarray(picture)
    coarse = image.copy()
    coarse.thumbnail((_COARSE, _COARSE))
    ground = coarse.filter(ImageFilter.RankFilter(_AROUND, _AROUND**2 // 4)).filter(ImageFilter.GaussianBlur(6))
    above = np.asarray(image, np.float32) - np.asarray(ground.resize((width, height), Image.Resampling.BILINEAR))
    above = np.maximum(above, 0)
    border = _threshold(above)
    if border < _FAINT / 2:
        return np.zeros_like(picture)
    brightest = float(np.quantile(above[above > border], 0.8))
    ink = np.clip((above - 0.7 * border) / max(brightest - 0.7 * border, 1), 0, 1)
    lifted: NDArray[np.uint8] = (255 * ink + 0.5).astype(np.uint8)
    return _without_specks(lifted)


def _threshold(values: NDArray[np.float32]) -> float:
    """The value that parts these best into two groups (Otsu 1979)."""
    counts, edges = np.histogram(values, 128)
    middles = (edges[:-1] + edges[1:]) / 2
    below, total = np.cumsum(counts)[:-1], counts.sum()
    sums = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * (total - below) * (sums[:-1] / below - (sums[-1] - sums[:-1]) / (total - below)) ** 2
    return float(edges[1 + int(np.argmax(np.nan_to_num(apart)))])


def _without_specks(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink without pieces that are much smaller than the largest one."""
    size = Image.fromarray(ink).copy()
    size.thumbnail((_COARSE, _COARSE), Image.Resampling.BOX)
    pieces = _pieces(np.asarray(size) > _FAINT)
    areas = np.bincount(pieces.ravel())
    if len(areas) < 2:
        return ink
    kept = np.flatnonzero(areas[1:] >= _SPECK * areas[1:].max()) + 1
    mask = Image.fromarray(np.where(np.isin(pieces, kept), 255, 0).astype(np.uint8)).filter(ImageFilter.MaxFilter(3))
    seen = np.asarray(mask.resize(ink.shape[::-1], Image.Resampling.NEAREST)) > 0
    return np.where(seen, ink, 0).astype(np.uint8)


def _pieces(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The number, from 1, of the piece that each pixel of a small mask belongs to; 0 where it is empty."""
    pieces = np.zeros(mask.shape, np.intp)
    number = 0
    for start in zip(*np.nonzero(mask), strict=True):
        if pieces[start]:
            continue
        number += 1
        pieces[start] = number
        waiting = [start]
        while waiting:
            row, column = waiting.pop()
            around = np.s_[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
            new = mask[around] & (pieces[around] == 0)
            pieces[around][new] = number
            waiting += [(around[0].start + r, around[1].start + c) for r, c in zip(*np.nonzero(new), strict=True)]
    return pieces
