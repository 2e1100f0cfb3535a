"""`evaluate`: measure a saved network on the test images, and PCA of the same dimension beside it."""

import argparse
import math
import re
from functools import partial
from typing import TYPE_CHECKING, get_args

from ae_model import guesses
from ae_model.checkpoint import Checkpoint, told
from ae_model.cli.found import data_of, network_of, require_fitting
from ae_model.cli.options import add_data_dir, add_dataset, add_json, add_network
from ae_model.cli.output import say, show
from ae_model.cli.progress import followed
from ae_model.config import Activation, Output
from ae_model.datasets import Dataset
from ae_model.image_shape import ImageShape
from ae_model.metrics import METRICS, Subject
from ae_model.pca import PCA
from ae_model.progress import Progress

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser("evaluate", help="measure a saved network on the test images, and PCA beside it")
    parser.set_defaults(command=_evaluate)
    add_network(parser)
    add_dataset(parser, "what it was trained on")
    add_data_dir(parser)
    unsaid = parser.add_argument_group("what the file of another program does not say, and is guessed if not given")
    unsaid.add_argument("--activation", choices=get_args(Activation))
    unsaid.add_argument("--output-kind", choices=get_args(Output))
    unsaid.add_argument("--image-shape", type=_shape, metavar="HEIGHTxWIDTH", help="such as 28x28")
    add_json(parser)


def _evaluate(options: argparse.Namespace) -> int:
    read, run = network_of(options.network, options.data_dir)
    opened = told(
        read,
        activation=options.activation,
        output=options.output_kind,
        image_shape=options.image_shape,
    )
    dataset = data_of(options, opened, run)
    opened, notes = _guessed(opened, dataset)
    snapshot = opened.snapshot
    require_fitting(options.network, snapshot, dataset)
    for note in notes:
        say(note)

    say(
        f"Measuring {options.network}, epoch {snapshot.epoch}, and PCA of {snapshot.latent_dim} dimensions "
        f"on {len(dataset.test.images):,} test images of {dataset.name}."
    )
    pca = PCA.fit(dataset.train.images, snapshot.latent_dim)
    measured = [
        (f"{beside}{metric.name}", metric, subject)
        for beside, subject in (("", Subject(snapshot, dataset)), ("pca_", Subject(pca, dataset)))
        for metric in METRICS.values()
    ]
    results = {}
    with followed() as report:
        for number, (name, metric, subject) in enumerate(measured):
            results[name] = metric.figure(subject, partial(_tell, report, number, len(measured)))
    show({name: _number(figure) for name, figure in results.items()} if options.json else results, as_json=options.json)
    return 0


def _tell(report: Progress, done: int, of: int, share: float) -> None:
    report((done + share) / of)


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
