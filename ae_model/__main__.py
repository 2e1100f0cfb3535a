"""The command line: `python -m ae_model train`, `python -m ae_model resume RUN`, `python -m ae_model evaluate FILE`.

`torchrun --nproc-per-node=2 -m ae_model train ...` divides each batch among processes; the first one speaks and saves.

Results go to standard output, the progress bar and errors to standard error. Exit codes: 0 done, 1 the training
failed, 2 bad input, 130 interrupted. However a training ends, the last good weights are saved. Every training is a
run, which the window shows and which can be resumed in the window or here.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ae_model import checkpoint, datasets
from ae_model.checkpoint import CheckpointError
from ae_model.config import DEFAULT_PRESET, PRESETS, ConfigError, TrainingConfig
from ae_model.config_fields import FIELDS, Choice, Field, Sizes, Whole, changed
from ae_model.control import Control, Report
from ae_model.datasets import Dataset, DatasetError
from ae_model.events import Epoch, Event, Live, Losses, Started
from ae_model.files import unsaved
from ae_model.metrics import METRICS, Subject
from ae_model.pca import PCA
from ae_model.progress import no_progress
from ae_model.recording import AUTOSAVE_S, Recorder, Unsaved
from ae_model.runs import RunError
from ae_model.snapshot import Snapshot
from ae_model.training_state import TrainingState
from ae_model.user_folder import user_folder

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
_OPTIONS = [field for field in FIELDS if field.name != "output"]  # --output is a file
_PROGRESS_S = 0.2  # between two looks at the loss


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except (CheckpointError, ConfigError, DatasetError, RunError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m ae_model", description="Autoencoders without a window.")
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser(
        "train",
        help="train a network and save it",
        epilog="presets:\n" + "\n".join(f"  {name:<14} {preset.teaches}" for name, preset in PRESETS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    train.set_defaults(command=_train)
    _add_recipe(train)
    train.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        default=user_folder(),
        required=user_folder() is None,
        help="the window's folder, in which the training becomes a run (default: %(default)s)",
    )

    resume = commands.add_parser("resume", help="go on with a run that was stopped or interrupted")
    resume.set_defaults(command=_resume)
    resume.add_argument("run", type=Path, metavar="RUN", help="the run's folder")
    for command in (train, resume):
        command.add_argument(
            "--output",
            type=Path,
            metavar="FILE",
            help="where to save the network; if not given, PRESET.safetensors here, numbered if there is one already",
        )
        command.add_argument("--float16", action="store_true", help="save the weights in half the bytes")

    evaluate = commands.add_parser("evaluate", help="measure a saved network on the test images, and PCA beside it")
    evaluate.set_defaults(command=_evaluate)
    evaluate.add_argument("file", type=Path, metavar="FILE")
    evaluate.add_argument("--dataset", metavar="D", help='if not given, what it was trained on, else "mnist"')

    for command in (train, resume, evaluate):
        command.add_argument("--json", action="store_true", help="print the results as one JSON object")
    return parser


def _add_recipe(train: argparse.ArgumentParser) -> None:
    train.add_argument(
        "--preset", choices=PRESETS, default=DEFAULT_PRESET, metavar="P", help="what the rest starts from"
    )
    train.add_argument("--dataset", metavar="D", help='"mnist" or a folder of IDX files')
    for field in _OPTIONS:
        how: dict[str, Any] = {"metavar": "N"}
        match field.control:
            case Choice(words):
                how = {"choices": list(words)}
            case Whole(nothing=(str() as word, _)):
                how["metavar"] = f"{word}|N"
            case Sizes():
                how["metavar"] = "512,.."
        train.add_argument(
            f"--{field.name.replace('_', '-')}", type=partial(_read, field), help=field.tip.replace("%", "%%"), **how
        )


def _read(field: Field, text: str) -> Any:
    try:
        return field.read(text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _train(options: argparse.Namespace) -> int:
    config = _config(options)
    output: Path = options.output or _unused(config.preset)
    _require_writable(output)
    dataset = datasets.load(config.dataset)
    source = config.dataset if config.dataset == "mnist" else str(Path(config.dataset).resolve())  # from anywhere
    network = replace(config.network, image_shape=dataset.image_shape)
    config = replace(config, network=network, dataset=source)

    if "TORCHELASTIC_RUN_ID" not in os.environ:  # which torchrun sets
        return _lead(config, dataset, output, options, Recorder(options.data_dir))
    from ae_model.steppers.data_parallel import joined

    with joined(config.device) as rank:
        if rank == 0:
            return _lead(config, dataset, output, options, Recorder(options.data_dir))
        return _follow(config, dataset, rank)


def _resume(options: argparse.Namespace) -> int:
    recorder, state = Recorder.reopened(options.run)
    try:
        output: Path = options.output or _unused(state.config.preset)
        _require_writable(output)
        return _lead(state.config, datasets.load(state.config.dataset), output, options, recorder, state)
    finally:
        recorder.give_up()


def _lead(
    config: TrainingConfig,
    dataset: Dataset,
    output: Path,
    options: argparse.Namespace,
    recorder: Recorder,
    state: TrainingState | None = None,
) -> int:
    """Train alone or for the processes that follow, show the progress and save the network."""
    from ae_model import training  # loads torch: not before all input is known to be good

    save = partial(_save, output, options.float16)
    control = Control()
    if state is None:
        events = training.train(config, dataset, control, AUTOSAVE_S)
    else:
        events = training.resume(state, dataset, control, AUTOSAVE_S)
    with _interrupts_stop(control):
        try:
            for event in _with_progress(_told(recorder.record(events, dataset)), control):
                if isinstance(event, Started):
                    config = event.config
                elif isinstance(event, Epoch | Live):
                    last = event
        except training.TrainingError as error:
            print(error, file=sys.stderr)
            if error.snapshot:
                print(f"The last good weights are in {save(error.snapshot, config)}.", file=sys.stderr)
            return FAILED
        saved = save(last.snapshot, config)

    if control.stopped or not isinstance(last, Epoch):
        print(f"Stopped in epoch {last.snapshot.epoch + 1}; the weights are in {saved}.", file=sys.stderr)
        return INTERRUPTED
    files = {"run": str(recorder.folder or ""), "checkpoint": str(saved)}
    _print(_results(config, dataset, last) | files, as_json=options.json)
    return 0 if saved == output else FAILED


def _results(config: TrainingConfig, dataset: Dataset, last: Epoch) -> dict[str, Any]:
    """How a finished training was made, how long it took and what came of it."""
    return {
        "preset": config.preset,
        "latent_dim": config.network.latent_dim,
        "epochs": config.epochs,
        "device": config.device,
        "precision": config.precision,
        "threads": config.threads,
        "seconds": last.seconds,
        "images_per_second": config.epochs * len(dataset.train.images) / last.seconds,
        "train_mse": last.train_mse,
        "test_mse": last.test_mse,
    }


def _follow(config: TrainingConfig, dataset: Dataset, rank: int) -> int:
    """Take this process's part of each batch, silently."""
    from ae_model.training import TrainingError, train

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops, and with it all others
    try:
        for _ in train(config, dataset):
            pass
    except TrainingError as error:
        print(f"Process {rank}: {error}", file=sys.stderr)
        return FAILED
    return 0


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
    for note in opened.notes:
        print(note, file=sys.stderr)

    pca = PCA.fit(dataset.train.images, snapshot.latent_dim)
    results = {
        f"{beside}{metric.name}": metric.measure(subject, no_progress)
        for beside, subject in (("", Subject(snapshot, dataset)), ("pca_", Subject(pca, dataset)))
        for metric in METRICS.values()
    }
    _print(results, as_json=options.json)
    return 0


def _config(options: argparse.Namespace) -> TrainingConfig:
    """The preset, changed as the command line says."""
    names = ["dataset", *(field.name for field in _OPTIONS)]
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    return changed(PRESETS[options.preset].config, given)


def _unused(stem: str) -> Path:
    """A free file name in the current folder: no earlier network is overwritten unasked."""
    suffixes = chain([""], (f"-{number}" for number in count(2)))
    return next(path for suffix in suffixes if not (path := Path(f"{stem}{suffix}.safetensors")).exists())


def _require_writable(output: Path) -> None:
    """Refuse, before a training and not after it, an output that cannot be saved.

    Raises:
        CheckpointError: if `output` is a folder, or a file in its folder cannot be made.
    """
    if output.is_dir():
        raise CheckpointError("{path} cannot be saved: it is a folder.", path=output)
    try:
        tempfile.TemporaryFile(dir=output.parent).close()
    except OSError as error:
        raise CheckpointError(unsaved(output, error)) from error


def _told(events: Iterable[Event | Unsaved]) -> Iterator[Event]:
    """Pass events on, and say when the run cannot be written to the disk."""
    for event in events:
        if isinstance(event, Unsaved):
            print(event.reason or "The training is on the disk again.", file=sys.stderr)
        else:
            yield event


@contextmanager
def _interrupts_stop(control: Control) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM stop a training between two steps, not within one."""
    previous = {number: signal.signal(number, lambda *_: control.stop()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _with_progress(events: Iterable[Event], control: Control) -> Iterator[Event]:
    """Pass events on; on a terminal, show the progress, the loss and the time left."""
    with tqdm(unit="step", disable=None) as bar:  # None: only on a terminal
        for event in events:
            if isinstance(event, Started):
                bar.reset(event.config.epochs * event.steps_per_epoch)
            elif isinstance(event, Losses):
                bar.set_postfix(loss=f"{event.values[-1]:.4f}", refresh=False)
                bar.update(len(event.values))
            if not bar.disable and isinstance(event, Started | Losses):
                control.request(Report.LOSSES, _PROGRESS_S)
            yield event


def _save(output: Path, float16: bool, snapshot: Snapshot, config: TrainingConfig) -> Path:
    """Save to `output`, or if that fails to a new temporary folder: hours of training must not be lost."""
    try:
        checkpoint.save(output, snapshot, config, float16=float16)
    except CheckpointError as error:
        print(error, file=sys.stderr)
        output = Path(tempfile.mkdtemp(prefix="autoencoder-lab-")) / output.name
        checkpoint.save(output, snapshot, config)
    return output


def _print(results: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(results))
        return
    for name, value in results.items():
        print(f"{name:<28} {f'{value:.6g}' if isinstance(value, float) else value}")


if __name__ == "__main__":
    sys.exit(main())
