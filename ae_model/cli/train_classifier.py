"""`train-classifier`: the classifier of digits, by which `evaluate` and Compare count good draws."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model.classifier import Classifier
from ae_model.cli.options import add_command, add_json
from ae_model.cli.output import DONE, Destination, RefusedError, say, show
from ae_model.cli.progress import followed
from ae_model.datasets import Dataset, load
from ae_model.files import unsaved

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    does = "train the classifier that tells which draws look like digits"
    more = "The program has one already; this is how it was made, on MNIST."
    parser = add_command(commands, "train-classifier", _train, does, more)
    parser.add_argument("output", type=Path, metavar="FILE", help="where to save it, as safetensors")
    parser.add_argument("--epochs", type=int, default=40, metavar="N", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: %(default)s")
    add_json(parser)


def _train(options: argparse.Namespace) -> int:
    from ae_model.classifier_training import trained

    Destination(options.output, "classifier").require_writable()
    mnist = load("mnist")
    say(f"Training the classifier of digits on {len(mnist.train.images):,} images: {options.epochs} epochs.")
    with followed() as report:
        classifier = trained(mnist, options.epochs, options.seed, report)
    try:
        classifier.save(options.output)
    except OSError as error:
        raise RefusedError(unsaved(options.output, error)) from error
    test_error = error_of(Classifier.load(options.output), mnist)
    show({"classifier": str(options.output), "test_error": test_error}, as_json=options.json)
    return DONE


def error_of(classifier: Classifier, dataset: Dataset) -> float:
    """The share of the test images that are taken for another digit."""
    read = classifier.probabilities(dataset.test.images).argmax(axis=1)
    return float((read != dataset.test.labels).mean())
