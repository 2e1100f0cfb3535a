"""Runs as the disk would tell of them, without a disk."""

import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt

from ae_gui.widgets.run_table import RunTable
from ae_model.config import PRESETS
from ae_model.runs import About, Measurement, Notes, Outcome, Run


def run(
    number: int, preset: str = "seed-2d", *, error: float = 0.04, epochs: int = 2, outcome: Outcome = "stopped"
) -> Run:
    """A run of one epoch a minute that ends with this test error."""
    config = replace(PRESETS[preset].config, epochs=80)
    created = datetime(2026, 11, number, 12, 0, tzinfo=UTC)
    about = About(config, created, "CPU, 2 threads, fp32", 469, "ab" * 32, {"Python": "3.11"}, outcome)
    errors = np.linspace(0.2, error, epochs + 1).tolist()
    rows = tuple(
        Measurement(469 * epoch, epoch, mse if epoch else math.nan, mse, 60.0 * epoch)
        for epoch, mse in enumerate(errors)
    )
    return Run(Path(f"runs/{number}"), about, Notes(), rows, in_use=False, has_state=True)


RUNS = [
    run(3, "deep-2d", error=0.0312, epochs=5),
    replace(run(2, "tuned-2d", error=0.0377), notes=Notes("Nice one", "the wide bowl", starred=True)),
    run(1, "seed-2d", error=0.0398, epochs=3, outcome="failed"),
]


def column(table: RunTable, title: str) -> int:
    model = table.model()
    titles = [model.headerData(index, Qt.Orientation.Horizontal) for index in range(model.columnCount())]
    return titles.index(title)


def texts(table: RunTable, title: str) -> list[str]:
    """What a column of the table shows, from top to bottom."""
    model, index = table.model(), column(table, title)
    return [model.data(model.index(row, index)) for row in range(model.rowCount())]


def folders(*numbers: int) -> list[Path]:
    return [Path(f"runs/{number}") for number in numbers]


def names(runs: list[Run]) -> list[str]:
    return [run.name for run in runs]
