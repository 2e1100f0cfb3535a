"""`runs`: list the trainings that are kept, with or without a window."""

import argparse
import math
from typing import TYPE_CHECKING, Any

from ae_model import runs
from ae_model.cli.options import add_command, add_data_dir, add_json, data_dir
from ae_model.cli.output import DONE, say, show
from ae_model.runs import Run

if TYPE_CHECKING:
    from ae_model.cli.options import Commands


def add(commands: "Commands") -> None:
    """The command and its options."""
    parser = add_command(commands, "runs", _list, "list the trainings that are kept, the newest first")
    add_data_dir(parser)
    add_json(parser)


def _list(options: argparse.Namespace) -> int:
    found, complaints = runs.read_all(data_dir(options))
    for complaint in complaints:
        say(complaint)
    if found or options.json:
        show([_row(run, options.json) for run in found], as_json=options.json)
    else:
        say(f"There are no runs in {runs.runs_folder(data_dir(options))}.")
    return DONE


def _row(run: Run, in_full: bool) -> dict[str, Any]:
    """What is said of a run; in JSON all of it."""
    errors = [row.test_error for row in run.measurements if row.epoch > 0 and math.isfinite(row.test_error)]
    row = {
        "run": str(run.folder) if in_full else run.folder.name,
        "name": run.name,
        "outcome": "interrupted" if run.is_interrupted else run.about.outcome,
        "epoch": run.epochs,
        "epochs": run.about.config.epochs,
        "test_mse": errors[-1] if errors else None,
        "dataset": run.about.data.name,
    }
    if in_full:
        row |= {
            "created": run.about.created.isoformat(),
            "can_resume": run.can_resume,
            "starred": run.notes.starred,
            "text": run.notes.text,
            "config": run.about.config.to_dict(),
        }
    return row
