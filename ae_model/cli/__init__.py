"""The command line: `python -m ae_model train`, `python -m ae_model resume RUN`, `python -m ae_model evaluate FILE`.

Each command has a module with its `add` and what it does; `options`, `output` and `lead` are what they share.

Results go to standard output, the progress bar and errors to standard error. Exit codes: 0 done, 1 the training
failed, 2 bad input, 130 interrupted. However a training ends, the last good weights are saved. Every training is a
run, which the window shows and which can be resumed in the window or here.
"""

import argparse
import sys
from collections.abc import Sequence

from ae_model.checkpoint import CheckpointError
from ae_model.cli import evaluate, resume, train
from ae_model.cli.output import BAD_INPUT, INTERRUPTED
from ae_model.config import ConfigError
from ae_model.datasets import DatasetError
from ae_model.runs import RunError

COMMANDS = (train, resume, evaluate)


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
    for command in COMMANDS:
        command.add(commands)
    return parser
