"""`evaluate`: measure a saved network on the test images, and PCA of the same dimension beside it."""

import argparse
import math
from functools import partial
from typing import TYPE_CHECKING, Any

from ae_model.cli.found import data_of, network_of, require_fitting
from ae_model.cli.options import add_command, add_data_dir, add_dataset, add_json, add_network
from ae_model.cli.output import DONE, say, show
from ae_model.cli.progress import followed
from ae_model.cli.unsaid import add_unsaid, said, settled
from ae_model.metrics import METRICS, Subject
from ae_model.pca import PCA
from ae_model.progress import Progress

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    does = "measure a saved network on the test images, and PCA of the same dimension beside it"
    parser = add_command(commands, "evaluate", _evaluate, does)
    add_network(parser)
    add_dataset(parser, "what it was trained on")
    add_data_dir(parser)
    add_unsaid(parser)
    add_json(parser)


def _evaluate(options: argparse.Namespace) -> int:
    read, run = network_of(options.network, options.data_dir)
    dataset = data_of(options, read, run)
    opened, notes = settled(read, said(options), dataset)
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
    trained_on = None if opened.data is None else opened.data.name
    told_of: dict[str, Any] = {"measured_on": dataset.name, "trained_on": trained_on}
    results = {}
    with followed() as report:
        for number, (name, metric, subject) in enumerate(measured):
            results[name] = metric.figure(subject, partial(_tell, report, number, len(measured)))
    figures = {name: _number(figure) for name, figure in results.items()} if options.json else results
    show(told_of | figures, as_json=options.json)
    return DONE


def _tell(report: Progress, done: int, of: int, share: float) -> None:
    report((done + share) / of)


def _number(figure: float | str) -> float | None:
    """A figure as JSON has it: null where it is not defined."""
    return figure if isinstance(figure, float) and math.isfinite(figure) else None
