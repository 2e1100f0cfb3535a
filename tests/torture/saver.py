"""Processes that write runs until they are killed: what `test_kills` and `test_two_instances` start, and no test.

They are forked from a server that has imported what they need, so that a thousand of them take minutes. Nothing is
trained in them: the events are made up, a state is a few hundred kilobytes, and each says how often it was written.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from networks import drawn

from ae_model import recording
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch, Event, Losses, Started
from ae_model.image_shape import ImageShape
from ae_model.recording import Recorder, Unsaved
from ae_model.snapshot import Snapshot
from ae_model.training_state import Moments, TrainingState

NETWORK = NetworkConfig(ImageShape(8, 8), hidden_sizes=(256,))
CONFIG = TrainingConfig(NETWORK, epochs=100_000, device="cpu", precision="fp32", threads=1, preset="saver")
STEPS = 2  # an epoch


def server():  # a context of multiprocessing, whose type depends on the system
    """What starts processes, forked from one that has imported numpy, torch and the recorder."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["ae_model.recording", "ae_model.training"])
    return context


def dataset() -> Dataset:
    """Two images of two classes."""
    split = Split(np.zeros((2, 8, 8), np.uint8), np.arange(2, dtype=np.uint8))
    return Dataset("two", split, split, ("0", "1"))


def snapshot(step: int) -> Snapshot:
    """A network all of whose weights are the number of the step."""
    return drawn(NETWORK, lambda shape: np.full(shape, step), step // STEPS)


def state(step: int) -> TrainingState:
    """A training after so many steps."""
    now = snapshot(step)
    arrays = {name: np.abs(array) for name, array in now.arrays.items()}
    losses = np.full(step % STEPS, 0.05, np.float32)
    return TrainingState(CONFIG, now, Moments(arrays, arrays, step), np.zeros(16, np.uint8), step, losses, None, 1.0)


def events(first_step: int = 0) -> Iterator[Event]:
    """What a training says that never ends."""
    yield Started(CONFIG, "CPU", STEPS, 2, step=first_step)
    step = first_step
    while True:
        if step % STEPS == 0:
            yield Epoch(step, snapshot(step), np.zeros((2, 2), np.float32), 0.05, math.nan if not step else 0.05, 1.0)
        yield state(step)
        step += 1
        yield Losses(step, np.full(1, 0.05, np.float32), 1.0)


def write_for_ever(data_dir: Path, told: Connection) -> None:
    """Write a run; tell the folder and the step of every state that is on the disk."""
    recording._WRITING_SHARE = math.inf  # every state at once
    recorder = Recorder(data_dir)
    tell(recorder, recorder.record(events(), dataset()), told)


def go_on_for_ever(folder: Path, told: Connection) -> None:
    """Go on with a run; tell what `write_for_ever` tells."""
    recording._WRITING_SHARE = math.inf
    recorder, last = Recorder.reopened(folder)
    tell(recorder, recorder.record(events(last.step), dataset()), told)


def tell(recorder: Recorder, said: Iterator[Event], told: Connection) -> None:
    for event in said:
        if isinstance(event, Unsaved):
            told.send((event.reason, -1))
        elif isinstance(event, TrainingState):
            told.send((str(recorder.folder), event.step))


def began() -> datetime:
    """Of a run that is made up."""
    return datetime(2026, 1, 1, tzinfo=UTC)
