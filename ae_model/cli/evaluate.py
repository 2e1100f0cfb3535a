"""`evaluate`: measure a saved network on the test images, and PCA of the same dimension beside it."""

import argparse
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from ae_model import checkpoint, datasets, guesses
from ae_model.checkpoint import Checkpoint, told
from ae_model.cli.options import add_json
from ae_model.cli.output import RefusedError, say, show
from ae_model.config import Activation, ConfigError, Output
from ae_model.datasets import Dataset, DatasetError
from ae_model.image_shape import ImageShape
from ae_model.metrics import METRICS, Subject
from ae_model.pca import PCA

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser("evaluate", help="measure a saved network on the test images, and PCA beside it")
    parser.set_defaults(command=_evaluate)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dataset", metavar="D", help='if not given, what it was trained on, else "mnist"')
    unsaid = parser.add_argument_group("what the file of another program does not say, and is guessed if not given")
    unsaid.add_argument("--activation", choices=get_args(Activation))
    unsaid.add_argument("--output-kind", choices=get_args(Output))
    unsaid.add_argument("--image-shape", type=_shape, metavar="HEIGHTxWIDTH", help="such as 28x28")
    add_json(parser)


def _evaluate(options: argparse.Namespace) -> int:
    opened = told(
        checkpoint.load(options.file),
        activation=options.activation,
        output=options.output_kind,
        image_shape=options.image_shape,
    )
    dataset = _dataset(options, opened)
    opened, notes = _guessed(opened, dataset)
    snapshot = opened.snapshot
    if dataset.image_shape != snapshot.config.image_shape:
        raise ConfigError(
            "{file} takes images of {takes} pixels, but those of {dataset} have {has}.",
            file=options.file,
            takes=snapshot.config.image_shape,
            dataset=dataset.name,
            has=dataset.image_shape,
        )
    for note in notes:
        say(note)

    pca = PCA.fit(dataset.train.images, snapshot.latent_dim)
    results = {
        f"{beside}{metric.name}": metric.figure(subject)
        for beside, subject in (("", Subject(snapshot, dataset)), ("pca_", Subject(pca, dataset)))
        for metric in METRICS.values()
    }
    show({name: _number(figure) for name, figure in results.items()} if options.json else results, as_json=options.json)
    return 0


def _dataset(options: argparse.Namespace, opened: Checkpoint) -> Dataset:
    """The data set that is wanted, or that it was trained on: files that are handed on have its name and no path."""
    if options.dataset is not None:
        return datasets.load(options.dataset)
    trained_on = "mnist" if opened.training is None else opened.training.dataset
    try:
        return datasets.load(trained_on)
    except DatasetError as error:
        raise RefusedError(f"{options.file} was trained on “{trained_on}”; say where it is by --dataset.") from error


def _guessed(opened: Checkpoint, dataset: Dataset) -> tuple[Checkpoint, tuple[str, ...]]:
    """The network as it redraws the training images best, as far as its file does not say what it is; and all notes."""
    images = dataset.train.images[dataset.train.sample(guesses.SAMPLE)]
    possible = guesses.ranked(opened, images)
    if not opened.unsaid or not possible:
        return opened, opened.all_notes
    best = guesses.as_guessed(opened, possible[0])
    options = "--activation, --output-kind and --image-shape say it."
    if len(possible) == 1:
        return best, (*best.all_notes, options)
    said = f"Of {len(possible)} possibilities it is the one that redraws {dataset.name} best; {options}"
    return best, (*best.all_notes, said)


def _shape(text: str) -> ImageShape:
    match = re.fullmatch(r"([1-9][0-9]{0,3})[x×]([1-9][0-9]{0,3})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a height and a width such as 28x28")
    return ImageShape(int(match[1]), int(match[2]))


def _number(figure: float | str) -> float | None:
    """A figure as JSON has it: null where it is not defined."""
    return figure if isinstance(figure, float) and math.isfinite(figure) else None
