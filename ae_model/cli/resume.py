"""`resume`: go on with a run that was stopped or interrupted, or train one longer than it was to be."""

import argparse
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ae_model import runs
from ae_model.cli.found import load, run_folder, trained_on
from ae_model.cli.lead import by_torchrun, follow, is_leader, joined, lead, meant
from ae_model.cli.options import add_command, add_data_dir, add_dataset, add_json, add_option, add_output, command_of
from ae_model.cli.output import Destination, RefusedError, program, say
from ae_model.config import TrainingConfig
from ae_model.config_fields import told_longer
from ae_model.datasets import Dataset
from ae_model.recording import Recorder, state_of
from ae_model.runs import Run
from ae_model.training_state import TrainingState

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


_BITS = ("threads", "device")  # what the last digits depend on


def add(commands: "Commands") -> None:
    """The command and its options."""
    does = "go on with a run that was stopped or interrupted, or train it longer"
    more = "With the same threads on the same device the numbers are those of a training that never stopped."
    parser = add_command(commands, "resume", _resume, does, more)
    parser.add_argument("run", metavar="RUN", help="its folder, or the folder's name, as `runs` lists it")
    add_option(parser, "epochs", "train until it has so many epochs in all: more than it was to have, or than it has")
    add_option(parser, "learning_rate", "from here on; a falling schedule begins again at it where it was to end")
    add_option(parser, "beta", "from here on, of a variational training")
    add_option(parser, "threads", "from here on; with another number than before, the last digits differ")
    add_option(parser, "device", "where to go on; on another one, the last digits differ")
    add_dataset(parser, "what it was begun with, which is found where it was opened last if it was moved")
    add_data_dir(parser)
    add_output(parser)
    add_json(parser)


def _resume(options: argparse.Namespace) -> int:
    """Go on alone, or as one of several processes, of which the first one owns the run and the others read its state.

    Nothing is written before all have met, so all begin from the same state.
    """
    run = runs.read(run_folder(options.run, options.data_dir))
    if not run.has_state:
        raise RefusedError(
            f"There is nothing to go on from in {run.folder}: the training ended before its first state was written.\n"
            f"Start it anew: {program()} train {command_of(run.about.config)}"
        )
    if options.epochs is None and run.epochs >= run.about.config.epochs:
        raise RefusedError(
            f"{run.folder} is complete: there is nothing left to be trained. "
            "--epochs N trains it longer, until it has N epochs in all."
        )
    values = _changes(options, run.about.config)
    source, dataset = _dataset(options, run)
    if not is_leader():
        state = _over(source, state_of(run.folder, **values))
        with joined(state.config.device) as rank:
            return follow(state.config, dataset, rank, state)
    recorder, state = Recorder.reopened(run.folder, **values)
    try:
        recorder.checked(dataset)  # before other processes wait for this one
        if source != state.config.dataset:
            say(f"Its data set is {source} now.")
        state = _over(source, state)
        if unlike := [f"{name} {value}" for name, value in values.items() if name in _BITS]:
            say(f"From here on the last digits may not be those of a training that never stopped: {', '.join(unlike)}.")
        if options.epochs is not None and len(state.config.stages) > 1:
            say(told_longer(state.config, state.rate))
        output = Destination(options.output, state.config.preset, options.float16)
        output.require_writable()
        with joined(state.config.device) if by_torchrun() else nullcontext():
            return lead(state.config, dataset, output, recorder, state, as_json=options.json)
    finally:
        recorder.give_up()


def _dataset(options: argparse.Namespace, run: Run) -> tuple[str, Dataset]:
    """Where its data set is, which may have been moved, and the data set; the recorder refuses another one."""
    if options.dataset is not None:
        return load(options.dataset, options.data_dir)
    return trained_on(run.about.data, run.about.config.dataset, options.data_dir, str(run.folder))


def _over(source: str, state: TrainingState) -> TrainingState:
    return replace(state, config=replace(state.config, dataset=source))


def _changes(options: argparse.Namespace, config: TrainingConfig) -> dict[str, Any]:
    """What is to be other than it was.

    Raises:
        RefusedError: if a GPU is asked for and cannot be used.
    """
    asked = {name: value for name in _BITS if (value := getattr(options, name)) is not None}
    means = meant(asked.get("device", "cpu"), asked.get("threads", 1)) if asked else {}
    values = {name: means[name] for name in asked if means[name] != getattr(config, name)}
    if options.beta is not None and config.objective != "variational":
        raise RefusedError("--beta is of a variational training, which this is not.")
    return values | {"epochs": options.epochs, "learning_rate": options.learning_rate, "beta": options.beta}
