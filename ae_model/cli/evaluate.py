"""`evaluate`: measure a saved network on the test images, and PCA of the same dimension beside it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import checkpoint, datasets
from ae_model.cli.options import add_json
from ae_model.cli.output import say, show
from ae_model.config import ConfigError
from ae_model.metrics import METRICS, Subject
from ae_model.pca import PCA
from ae_model.progress import no_progress

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser("evaluate", help="measure a saved network on the test images, and PCA beside it")
    parser.set_defaults(command=_evaluate)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dataset", metavar="D", help='if not given, what it was trained on, else "mnist"')
    add_json(parser)


def _evaluate(options: argparse.Namespace) -> int:
    opened = checkpoint.load(options.file)
    snapshot = opened.snapshot
    dataset = datasets.load(options.dataset or (opened.training.dataset if opened.training else "mnist"))
    if dataset.image_shape != snapshot.config.image_shape:
        raise ConfigError(
            "{file} takes images of {takes} pixels, but those of {dataset} have {has}.",
            file=options.file,
            takes=snapshot.config.image_shape,
            dataset=dataset.name,
            has=dataset.image_shape,
        )
    for note in opened.all_notes:
        say(note)

    pca = PCA.fit(dataset.train.images, snapshot.latent_dim)
    results = {
        f"{beside}{metric.name}": metric.measure(subject, no_progress)
        for beside, subject in (("", Subject(snapshot, dataset)), ("pca_", Subject(pca, dataset)))
        for metric in METRICS.values()
    }
    show(results, as_json=options.json)
    return 0
