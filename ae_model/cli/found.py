"""What users name on a command line: a data set, a run or a network."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ae_model import checkpoint, datasets, runs
from ae_model.checkpoint import Checkpoint
from ae_model.cli.output import RefusedError, program, say
from ae_model.data_identity import DataIdentity
from ae_model.dataset_folders import datasets_folder
from ae_model.datasets import Dataset, DatasetError
from ae_model.downloads import CATALOGUE
from ae_model.files import is_folder, is_there
from ae_model.known_data import KnownData
from ae_model.picture_search import holds_pictures
from ae_model.runs import Run
from ae_model.snapshot import Snapshot


def source_of(name: str, data_dir: Path | None) -> str:
    """Where the data set lies that a user calls by its path or its name, for `datasets.load`.

    Raises:
        RefusedError: if it can be downloaded and is not here.
    """
    if name == "mnist":
        return name
    if is_there(name):
        return str(Path(name).resolve())  # a run is gone on with from anywhere
    if data_dir is not None and Path(name).name == name and is_folder(own := datasets_folder(data_dir) / name):
        return str(own)
    if name in {offer.name for offer in CATALOGUE}:
        raise RefusedError(f"{name} is not here yet; this brings it: {program()} download {name}")
    return name


def load(name: str, data_dir: Path | None) -> tuple[str, Dataset]:
    """The data set that a user calls by its path or its name, and where it lies; says how it was understood.

    Raises:
        RefusedError, DatasetError: if there is none.
    """
    source = source_of(name, data_dir)
    try:
        dataset = datasets.load(source)
    except DatasetError as error:
        if holds_pictures(Path(source)):
            raise RefusedError(f"{error}\nThis makes a data set of pictures: {program()} import {name}") from error
        raise
    for note in dataset.notes:
        say(note)
    return source, dataset


def run_folder(name: str, data_dir: Path | None) -> Path:
    """The folder of a run that a user calls by its path, or by the name of its folder."""
    path = Path(name)
    if not is_there(path) and data_dir is not None and path.name == name:
        own = runs.runs_folder(data_dir) / name
        return own if is_there(own) else path
    return path


def network_of(name: str, data_dir: Path | None, epoch: int | None = None) -> tuple[Checkpoint, Run | None]:
    """The network in a file, or the last one of a run, or that of one of its epochs; and the run.

    Raises:
        RefusedError, RunError, CheckpointError: if there is none.
    """
    path = run_folder(name, data_dir)
    if not is_folder(path):
        if epoch is not None:
            raise RefusedError(f"{path} is not the folder of a run: there is one epoch in it.")
        return checkpoint.load(path), None
    run = runs.read(path)
    kept = runs.epoch_files(path)
    if epoch is None and run.has_state:
        state = checkpoint.load_state(path / "state.safetensors")
        return Checkpoint(state.snapshot, state.config, data=run.about.data), run
    if not kept:
        raise RefusedError(f"There is no network in {path}: its training ended before the first one was written.")
    if epoch is not None and epoch not in kept:
        raise RefusedError(f"{path} has no network of epoch {epoch}; it has those of {_in_words(list(kept))}.")
    opened = checkpoint.load(kept[max(kept) if epoch is None else epoch])
    return replace(opened, data=run.about.data), run


def data_of(options: argparse.Namespace, opened: Checkpoint, run: Run | None) -> Dataset:
    """The data set that the user names, or that a network was trained on, and mnist where its file does not say.

    Raises:
        RefusedError, DatasetError: if it is not found.
    """
    recorded = run.about.config.dataset if run is not None else opened.training.dataset if opened.training else "mnist"
    data = opened.data or DataIdentity.of_source(recorded)
    if options.dataset is None:
        return trained_on(data, recorded, options.data_dir, options.network)[1]
    _, dataset = load(options.dataset, options.data_dir)
    if opened.data is not None and data.is_another_than(DataIdentity.of(dataset)):
        difference = data.difference(opened.snapshot.config.image_shape, dataset)
        say(f"{options.network} was trained on {data.name}, and {dataset.name} is another data set: {difference}.")
    return dataset


def trained_on(data: DataIdentity, recorded: str, data_dir: Path | None, whose: str) -> tuple[str, Dataset]:
    """Where the data set is now that `whose` network was trained on, found by its fingerprint, and the data set.

    Raises:
        RefusedError, DatasetError: if it is not found.
    """
    source = KnownData(data_dir).where(data, recorded)
    try:
        if source is None and data.fingerprint:
            raise RefusedError("")  # what has its name is another one
        return load(source or recorded, data_dir)
    except (DatasetError, RefusedError) as error:
        gone = f"and {recorded} is another one now" if is_there(recorded) else "which is not found"
        said = f"{whose} was trained on “{data.name}”, {gone}; say where it is now: --dataset."
        raise RefusedError(said) from error


def require_fitting(network: str, snapshot: Snapshot, dataset: Dataset) -> None:
    """Refuse a data set whose images have another shape than a network takes.

    Raises:
        RefusedError: if they have.
    """
    if dataset.image_shape != snapshot.config.image_shape:
        raise RefusedError(
            f"{network} takes images of {snapshot.config.image_shape} pixels, "
            f"but those of {dataset.name} have {dataset.image_shape}."
        )


def _in_words(numbers: Sequence[int]) -> str:
    """1, 2, 3, 8 as "1 to 3, 8"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ranges)
