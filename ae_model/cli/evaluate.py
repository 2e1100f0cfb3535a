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
from ae_model.config import Likelihood, TrainingConfig
from ae_model.datasets import Dataset
from ae_model.elbo import evidence, spread
from ae_model.metrics import METRICS, Subject
from ae_model.noise_removal import noise_removal, psnr
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.snapshot import Snapshot

if TYPE_CHECKING:
    from ae_model.cli.options import Commands

SOME = 1_000  # test images that a likelihood is measured on, unless it is on all
_MOST_SAMPLES = 10_000


def add(commands: "Commands") -> None:
    """The command and its options."""
    does = "measure a saved network on the test images, and PCA of the same dimension beside it"
    parser = add_command(commands, "evaluate", _evaluate, does)
    add_network(parser)
    add_dataset(parser, "what it was trained on")
    add_data_dir(parser)
    add_unsaid(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"measure the likelihood of a variational network on all test images, and not on {SOME:,} of them",
    )
    parser.add_argument(
        "--samples",
        type=_samples,
        default=100,
        metavar="N",
        help="codes that are drawn for each of these images (default: %(default)s)",
    )
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
    of_network = Subject(snapshot, dataset)
    measured = [
        (f"{beside}{metric.name}", metric, subject)
        for beside, subject in (("", of_network), ("pca_", Subject(pca, dataset)))
        for metric in METRICS.values()
    ]
    trained_on = None if opened.data is None else opened.data.name
    told_of: dict[str, Any] = {"measured_on": dataset.name, "trained_on": trained_on}
    results = {}
    with followed() as report:
        for number, (name, metric, subject) in enumerate(measured):
            results[name] = metric.figure(subject, partial(_tell, report, number, len(measured)))
        likely = _likelihood(snapshot, opened.training, of_network, options, report)
    if opened.training is not None and opened.training.objective == "denoising":
        results |= _under_noise(snapshot, dataset, opened.training)
    figures = {name: _number(figure) for name, figure in results.items()} if options.json else results
    show(told_of | figures | likely, as_json=options.json)
    return DONE


def _likelihood(
    snapshot: Snapshot, training: TrainingConfig | None, subject: Subject, options: argparse.Namespace, report: Progress
) -> dict[str, Any]:
    """The figures of a variational network, in nats an image; none of another.

    The likelihood is the one that it was trained by, or where that is not known the usual one for its output.
    """
    if subject.posterior is None:
        return {}
    usual: Likelihood = "bernoulli" if snapshot.config.output == "sigmoid" else "gaussian"
    likelihood = training.likelihood if training is not None else usual
    test, (mean, log_variance) = subject.dataset.test, subject.posterior
    used = spread(mean, log_variance)
    some = test.sample(len(test.images) if options.all else SOME)
    known = mean[some], log_variance[some]
    measured = evidence(snapshot, test.images[some], likelihood, options.samples, progress=report, posterior=known)
    return {
        "likelihood": likelihood,
        "negative_elbo": measured.negative_elbo,
        "negative_elbo_error": _number(measured.negative_elbo_error),
        "kl": measured.kl,
        "log_likelihood": measured.log_likelihood,
        "log_likelihood_error": _number(measured.log_likelihood_error),
        "log_likelihood_samples": measured.samples,
        "log_likelihood_images": measured.images,
        "kl_by_dimension": used.divergence.tolist(),
        "dead_dimensions": int(used.is_dead.sum()),
    }


def _samples(text: str) -> int:
    try:
        samples = int(text)
    except ValueError:
        samples = 0
    if not 1 <= samples <= _MOST_SAMPLES:
        raise argparse.ArgumentTypeError(f"it must be a whole number from 1 to {_MOST_SAMPLES:,}")
    return samples


def _tell(report: Progress, done: int, of: int, share: float) -> None:
    report((done + share) / of)


def _under_noise(snapshot: Snapshot, dataset: Dataset, training: TrainingConfig) -> dict[str, float | str]:
    """What a denoising network makes of images under the noise that it was trained on, beside older ways."""
    error = noise_removal(snapshot, dataset, training.noise_kind, training.noise)
    return {
        "denoised_test_mse": error.model,
        "noisy_psnr": psnr(error.noisy),
        "denoised_psnr": psnr(error.model),
        "pca_denoised_psnr": psnr(error.pca),
        "pca_denoised_components": error.components,
        "median_filtered_psnr": psnr(error.median),
    }


def _number(figure: float | str) -> float | None:
    """A figure as JSON has it: null where it is not defined."""
    return figure if isinstance(figure, int | float) and math.isfinite(figure) else None
