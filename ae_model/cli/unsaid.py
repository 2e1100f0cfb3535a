"""What the file of another program does not say of its network: said by options, or guessed over a data set."""

import argparse
import re
from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from ae_model import guesses
from ae_model.checkpoint import Checkpoint, told
from ae_model.config import Activation, Output
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape


def add_unsaid(parser: argparse.ArgumentParser) -> None:
    """The activation, the output and the shape of the images of a network."""
    unsaid = parser.add_argument_group("what the file of another program does not say, and is guessed if not given")
    unsaid.add_argument("--activation", choices=get_args(Activation))
    unsaid.add_argument("--output-kind", choices=get_args(Output))
    unsaid.add_argument("--image-shape", type=_shape, metavar="HEIGHTxWIDTH", help="such as 28x28")


def said(options: argparse.Namespace) -> dict[str, Any]:
    """What the options of `add_unsaid` say."""
    return {
        "activation": options.activation,
        "output": options.output_kind,
        "image_shape": options.image_shape,
    }


def settled(read: Checkpoint, said: Mapping[str, Any], dataset: Dataset | None) -> tuple[Checkpoint, tuple[str, ...]]:
    """The network of a file as it is said to be, and else as it redraws the training images best; and all notes.

    Raises:
        CheckpointError: if the file says otherwise.
    """
    opened = told(read, **said)
    possible = guesses.ranked(opened, _sample(dataset)) if opened.unsaid and dataset is not None else []
    if dataset is None or not possible:
        return opened, opened.all_notes
    best = guesses.as_guessed(opened, possible[0])
    options = "--activation, --output-kind and --image-shape say it."
    if len(possible) == 1:
        return best, (*best.all_notes, options)
    compared = f"Of {len(possible)} possibilities it is the one that redraws {dataset.name} best; {options}"
    return best, (*best.all_notes, compared)


def _sample(dataset: Dataset) -> NDArray[np.uint8]:
    return dataset.train.images[dataset.train.sample(guesses.SAMPLE)]


def _shape(text: str) -> ImageShape:
    match = re.fullmatch(r"([1-9][0-9]{0,3})[x×]([1-9][0-9]{0,3})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a height and a width such as 28x28")
    return ImageShape(int(match[1]), int(match[2]))
