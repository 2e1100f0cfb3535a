"""Arrays of numpy made into grey images and labels: what notebooks and others' programs keep their data in.

Whatever an array's shape and numbers, its images become (N, H, W) bytes with 0 for the background, and its labels whole
numbers. All arrays of a data set are converted alike: by the range of all of them, so that training and test images
stay comparable. What was done is told in notes, unless the numbers were bytes already.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ae_model.sentence import SaidError, Sentence

Numbers: TypeAlias = NDArray[Any]
Notes: TypeAlias = tuple[Sentence, ...]  # what the user should know of how a data set was read

_WHITE = 255
_NEARLY = 1.001  # floats that were computed pass their limits by a hair
_DARK = 128  # a data set of bytes has brighter pixels than this
_GREY = (0.299, 0.587, 0.114)  # of red, green and blue: ITU-R 601, as for pictures
_SMALLEST = 4  # side of an image that is a row of an array: four columns are measurements of flowers
_AT_ONCE = 2**22  # numbers that are converted at once, in float64


class ArrayError(SaidError):
    """An array that holds no images; the message is one sentence for the user that names it."""


def is_shape_of_images(shape: Sequence[int]) -> bool:
    """Whether an array of this shape can be images: (N, H, W), with channels, or flat squares."""
    return len(shape) in (3, 4) or (len(shape) == 2 and _flat_side(shape[1]) is not None)


def grey_images(arrays: Mapping[str, Numbers]) -> tuple[list[NDArray[np.uint8]], Notes]:
    """The arrays of a data set as images, (N, H, W) read-only, and notes on what was done to them.

    Args:
        arrays: by what a sentence calls them: (N, H, W) of any numbers; (N, 1, H, W), (N, H, W, 1); (N, H, W, 3) and
            (N, 3, H, W), whose colours become grey, with a fourth channel or not; (N, D) where D is a square.

    Raises:
        ArrayError: if one of them holds anything else.
    """
    notes: list[Sentence] = []
    views = [_as_images(name, array, notes) for name, array in arrays.items()]
    low, high = _range(dict(zip(arrays, views, strict=True)))
    black, white = _ends(low, high, notes)
    return [_in_bytes(view, black, white) for view in views], tuple(dict.fromkeys(notes))


def class_numbers(
    arrays: Mapping[str, Numbers], most: int
) -> tuple[list[NDArray[np.int64]] | None, tuple[str, ...] | None, Notes]:
    """The labels of a data set: numbers, (N,) each, the classes' names where the labels are texts, and notes.

    Numbers below 0, or of `most` and more, are names of classes too. Labels of more than `most` classes are none: None,
    with a note.

    Args:
        arrays: by what a sentence calls them: (N,) or (N, 1) whole numbers, truth values or texts; (N, C) with one 1 in
            each row.
        most: how many classes there can be.
    """
    flat = {name: _as_labels(array) for name, array in arrays.items()}
    for name, labels in flat.items():
        if labels is None:
            return None, None, (Sentence("{name} does not have one class for each image, and is not used.", name=name),)
    known = [labels for labels in flat.values() if labels is not None]
    if any(labels.dtype.kind == "U" for labels in known):
        known = [labels.astype(str) for labels in known]
    # Of each array alone: together all texts would become as long as the longest, gigabytes of a small file.
    distinct = [np.unique(labels, return_inverse=True) for labels in known]
    count = max((len(kinds) for kinds, _ in distinct), default=0)
    kinds = np.unique(np.concatenate([of[: most + 1] for of, _ in distinct])) if known else np.empty(0, np.int64)
    if (count := max(count, len(kinds))) > most:
        note = Sentence(
            "{name} has labels of {count:,} classes; they are not used, because at most {most} can be told apart.",
            name=next(iter(flat)),
            count=count,
            most=most,
        )
        return None, None, (note,)
    if len(kinds) == 0 or (kinds.dtype.kind != "U" and kinds[0] >= 0 and kinds[-1] < most):
        return [labels.astype(np.int64) for labels in known], None, ()
    names = tuple(f"{kind:g}" if kinds.dtype.kind == "f" else str(kind) for kind in kinds)
    return [np.searchsorted(kinds, of)[places].astype(np.int64) for of, places in distinct], names, ()


def _as_images(name: str, array: Numbers, notes: list[Sentence]) -> Numbers:
    """An array as (N, H, W), or (N, H, W, 3) of colours; a view of it."""
    if array.dtype.kind not in "buif":
        raise ArrayError("{name} holds {kind}, and no numbers that could be pixels.", name=name, kind=array.dtype)
    if array.ndim == 2 and (side := _flat_side(array.shape[1])) is not None:
        array = array.reshape(len(array), side, side)
        notes.append(Sentence("Each row was taken for an image of {side}×{side} pixels.", side=side))
    if _is_last_the_number(array.shape):
        array = np.moveaxis(array, -1, 0)
        notes.append(Sentence("The last axis was taken for that of the images."))
    if array.ndim == 4:
        channels = next((axis for axis in (3, 1) if array.shape[axis] in (1, 3, 4)), None)
        if channels is not None:
            array = np.moveaxis(array, channels, -1)
            if array.shape[-1] > 1:
                notes.append(Sentence("Colours became grey."))
            return array[..., 0] if array.shape[-1] == 1 else array[..., :3]
    if array.ndim != 3:
        raise ArrayError(
            "{name} has the shape {shape}; images are (N, H, W), or (N, H, W, 3) in colour, or rows that are squares.",
            name=name,
            shape=array.shape,
        )
    return array


def _is_last_the_number(shape: Sequence[int]) -> bool:
    """Whether (H, W, N) or (H, W, 3, N) is likelier, as Matlab has it: of squares, at the ends that are in sight."""
    is_possible = len(shape) == 3 or (len(shape) == 4 and shape[2] in (1, 3, 4))
    return is_possible and shape[0] == shape[1] != shape[-1]


def _flat_side(count: int) -> int | None:
    """The side of a square of so many pixels; None if it is none."""
    side = math.isqrt(count)
    return side if side * side == count and side >= _SMALLEST else None


def _range(arrays: Mapping[str, Numbers]) -> tuple[float, float]:
    """The lowest and the highest value of all arrays, which must be meant alike."""
    lows, highs = {}, {}
    for name, array in arrays.items():
        ends = [(float(piece.min()), float(piece.max())) for piece in _pieces(array)]
        if not np.isfinite(ends).all():
            raise ArrayError("{name} holds values that are no numbers (NaN) or infinite.", name=name)
        lows[name], highs[name] = (
            min((low for low, _ in ends), default=0.0),
            max((high for _, high in ends), default=0.0),
        )
    dim, bright = min(highs, key=lambda name: highs[name]), max(highs, key=lambda name: highs[name])
    if 0 < highs[dim] <= _NEARLY and highs[bright] >= _DARK:
        raise ArrayError(
            "{name} has values up to {high:g}, and {other} up to {other_high:g}; white has to be the same in both.",
            name=dim,
            high=highs[dim],
            other=bright,
            other_high=highs[bright],
        )
    return min(lows.values()), max(highs.values())


def _ends(low: float, high: float, notes: list[Sentence]) -> tuple[float, float]:
    """Which values become black and white, with a note unless they are 0 and 255."""
    if low >= 0 and (_DARK <= high <= _WHITE * _NEARLY or high <= 0):
        return 0, _WHITE
    if low >= 0 and high <= _NEARLY:
        black, white = 0.0, 1.0
    elif -_NEARLY <= low < 0 and high <= _NEARLY:
        black, white = -1.0, 1.0
    else:
        black, white = min(low, 0.0), max(high, 0.0)
    notes.append(
        Sentence("Values from {black:g} to {white:g} became grey values from black to white.", black=black, white=white)
    )
    return black, white


def _in_bytes(view: Numbers, black: float, white: float) -> NDArray[np.uint8]:
    images = np.empty(view.shape[:3], np.uint8)
    if view.ndim == 3 and view.dtype == np.uint8 and (black, white) == (0, _WHITE):
        images[:] = view
    else:
        start = 0
        for piece in _pieces(view):
            values = piece.astype(np.float64)
            if view.ndim == 4:
                values = values @ np.array(_GREY)
            values = (values - black) * (_WHITE / (white - black))
            images[start : start + len(piece)] = np.clip(np.rint(values), 0, _WHITE).astype(np.uint8)
            start += len(piece)
    images.flags.writeable = False
    return images


def _pieces(array: Numbers) -> Iterator[Numbers]:
    """Some images at a time, so that their float64 does not fill the memory."""
    at_once = max(1, _AT_ONCE // max(1, math.prod(array.shape[1:])))
    if array.size:
        for start in range(0, len(array), at_once):
            yield array[start : start + at_once]


def _as_labels(array: Numbers) -> Numbers | None:
    """Labels as (N,) of whole numbers or texts; None if they are not one for each image."""
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.dtype.kind in "US":
        return np.char.decode(array, "utf-8", "replace") if array.dtype.kind == "S" else array
    if array.dtype.kind not in "buif" or array.ndim not in (1, 2):
        return None
    if array.ndim == 2:
        is_one_hot = np.isin(array, (0, 1)).all() and (array.sum(axis=1) == 1).all()
        return array.argmax(axis=1) if is_one_hot else None
    if array.dtype.kind == "f" and not (np.isfinite(array).all() and (array == np.rint(array)).all()):
        return None
    return array
