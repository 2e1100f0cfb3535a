"""A process that trains and writes its run until it is killed: what `test_kills` starts, and no test."""

import math
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from ae_model import recording
from ae_model.config import TrainingConfig
from ae_model.datasets import Dataset
from ae_model.events import Started
from ae_model.recording import Recorder
from ae_model.training import train
from ae_model.training_state import TrainingState


def train_until_killed(config: TrainingConfig, dataset: Dataset, data_dir: Path, told: Connection) -> None:
    """Train, but for the last step; tell the folder and the step of every state that is on the disk: of each step."""
    recording._WRITING_SHARE = math.inf  # every state at once
    recorder = Recorder(data_dir)
    steps = math.inf
    for event in recorder.record(train(config, dataset, autosave_s=0), dataset):
        if isinstance(event, Started):
            steps = config.epochs * event.steps_per_epoch
        if isinstance(event, TrainingState):
            told.send((str(recorder.folder), event.step))
            if event.step == steps - 1:
                signal.pause()
