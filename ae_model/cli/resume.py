"""`resume`: go on with a run that was stopped or interrupted, or train one longer than it was to be."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import datasets, runs
from ae_model.cli.lead import by_torchrun, follow, is_leader, joined, lead, program
from ae_model.cli.options import add_json, add_option, add_output, command_of
from ae_model.cli.output import Destination, RefusedError, say
from ae_model.config_fields import told_longer
from ae_model.recording import Recorder, state_of

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser("resume", help="go on with a run that was stopped or interrupted, or train it longer")
    parser.set_defaults(command=_resume)
    parser.add_argument("run", type=Path, metavar="RUN", help="the run's folder")
    add_option(parser, "epochs", "train until it has so many epochs in all: more than it was to have, or than it has")
    add_option(parser, "learning_rate", "from here on; a cosine schedule begins again at it where it was to have ended")
    add_output(parser)
    add_json(parser)


def _resume(options: argparse.Namespace) -> int:
    """Go on alone, or as one of several processes, of which the first one owns the run and the others read its state.

    Nothing is written before all have met, so all begin from the same state.
    """
    run = runs.read(options.run)
    if not run.has_state:
        raise RefusedError(
            f"There is nothing to go on from in {run.folder}: the training ended before its first state was written.\n"
            f"Start it anew: {program()} train {command_of(run.about.config)}"
        )
    values = {"epochs": options.epochs, "learning_rate": options.learning_rate}
    if not is_leader():
        state = state_of(options.run, **values)
        with joined(state.config.device) as rank:
            return follow(state.config, datasets.load(state.config.dataset), rank, state)
    recorder, state = Recorder.reopened(options.run, **values)
    try:
        if options.epochs is not None and len(state.config.stages) > 1:
            say(told_longer(state.config, state.rate))
        output = Destination(options.output, state.config.preset, options.float16)
        output.require_writable()
        dataset = datasets.load(state.config.dataset)
        with joined(state.config.device) if by_torchrun() else nullcontext():
            return lead(state.config, dataset, output, recorder, state, as_json=options.json)
    finally:
        recorder.give_up()
