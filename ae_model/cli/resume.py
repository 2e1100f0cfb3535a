"""`resume`: go on with a run that was stopped or interrupted."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ae_model import datasets
from ae_model.cli.lead import lead
from ae_model.cli.options import add_json, add_output
from ae_model.cli.output import require_writable, unused
from ae_model.recording import Recorder

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = commands.add_parser("resume", help="go on with a run that was stopped or interrupted")
    parser.set_defaults(command=_resume)
    parser.add_argument("run", type=Path, metavar="RUN", help="the run's folder")
    add_output(parser)
    add_json(parser)


def _resume(options: argparse.Namespace) -> int:
    recorder, state = Recorder.reopened(options.run)
    try:
        output: Path = options.output or unused(state.config.preset)
        require_writable(output)
        return lead(state.config, datasets.load(state.config.dataset), output, options, recorder, state)
    finally:
        recorder.give_up()
