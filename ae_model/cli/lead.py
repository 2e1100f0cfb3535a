"""A training as the command line attends it: alone, leading the processes that `torchrun` started, or following."""

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ae_model.cli.output import FAILED, INTERRUPTED, save, show
from ae_model.cli.progress import with_progress
from ae_model.config import TrainingConfig
from ae_model.control import Control
from ae_model.datasets import Dataset
from ae_model.events import Epoch, Event, Live, Started
from ae_model.recording import AUTOSAVE_S, Recorder, Unsaved
from ae_model.training_state import TrainingState


def lead(
    config: TrainingConfig,
    dataset: Dataset,
    output: Path,
    options: argparse.Namespace,
    recorder: Recorder,
    state: TrainingState | None = None,
) -> int:
    """Train alone or for the processes that follow, show the progress and save the network."""
    from ae_model import training  # loads torch: not before all input is known to be good

    keep = partial(save, output, options.float16)
    control = Control()
    if state is None:
        events = training.train(config, dataset, control, AUTOSAVE_S)
    else:
        events = training.resume(state, dataset, control, AUTOSAVE_S)
    with _interrupts_stop(control):
        try:
            for event in with_progress(_told(recorder.record(events, dataset)), control):
                if isinstance(event, Started):
                    config = event.config
                elif isinstance(event, Epoch | Live):
                    last = event
        except training.TrainingError as error:
            print(error, file=sys.stderr)
            if error.snapshot:
                print(f"The last good weights are in {keep(error.snapshot, config)}.", file=sys.stderr)
            return FAILED
        saved = keep(last.snapshot, config)

    if control.stopped or not isinstance(last, Epoch):
        print(f"Stopped in epoch {last.snapshot.epoch + 1}; the weights are in {saved}.", file=sys.stderr)
        return INTERRUPTED
    files = {"run": str(recorder.folder or ""), "checkpoint": str(saved)}
    show(_results(config, dataset, last) | files, as_json=options.json)
    return 0 if saved == output else FAILED


def follow(config: TrainingConfig, dataset: Dataset, rank: int) -> int:
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
