"""The command line, what the window does without one: `aelab COMMAND`, or `python -m ae_model COMMAND`.

Each command has a module with its `add` and what it does; `options`, `found`, `lead`, `progress` and `output` are what
they share.

Results go to standard output, the progress bar and errors to standard error. Exit codes: 0 done, 1 the training
failed, 2 bad input, 130 interrupted, or 143 and 129 by SIGTERM and SIGHUP. However a training ends, the last good
weights are saved. Every training is a run, which the window shows and which can be resumed in the window or here.
"""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from ae_model import __version__
from ae_model.cli import datasets, download, evaluate, export, pictures, resume, runs, train, train_classifier
from ae_model.cli.lead import is_leader
from ae_model.cli.output import (
    BAD_INPUT,
    FAILED,
    INTERRUPTED,
    NO_READER,
    RefusedError,
    UnprintedError,
    arrive,
    program,
    say,
)
from ae_model.downloads import DownloadError
from ae_model.sentence import MEMORY_IS_FULL, SaidError

COMMANDS = (train, resume, runs, evaluate, export, datasets, download, pictures, train_classifier)

_PACKAGES = {"torch", "torchvision"}  # that an installation for exploring may lack


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a path may hold what no text does
    try:
        try:
            options = _parser().parse_args(arguments)
        except SystemExit:
            arrive()  # the help
            raise
        return int(options.command(options))
    except (RefusedError, SaidError) as error:
        if is_leader():
            say(str(error))
        return FAILED if isinstance(error, DownloadError) else BAD_INPUT
    except UnprintedError as error:
        if str(error):
            say(str(error))
        return FAILED if str(error) else NO_READER
    except ModuleNotFoundError as error:
        if error.name not in _PACKAGES:
            raise
        say(f"This takes the package {error.name}, which is not installed here.")
        return FAILED
    except MemoryError:
        say(MEMORY_IS_FULL)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        program(),
        description="Autoencoder Lab without its window: trains, measures and exports autoencoders.",
        epilog=f"`{program()} COMMAND --help` tells of a command; README.md, in “Without a window”, of all.",
    )
    parser.add_argument("--version", action="version", version=f"Autoencoder Lab {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
