"""The window in use for a long time: what it takes of the machine does not grow.

Ten minutes in `make torture`, twenty seconds in `.ci/run`; `SOAK_SECONDS=28800 make torture ARGS="-k soak"`
soaks it for eight hours.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.clock,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it reads /proc"),
]


@pytest.mark.fault("soak: train, explore, open, save in a loop, seconds", short=20, full=600)
def test_the_window_takes_no_more_of_the_machine_the_longer_it_is_used(tmp_path, fault):
    """Seen to fail: with the `deleteLater` of `Trainer._finish` taken out (threads and QObjects), and
    with every picture of the plane kept in a list (memory).
    """
    soak("soaker.py", tmp_path, fault)


@pytest.mark.fault("soak: a fair, played by itself and touched in turns, seconds", short=15, full=600)
def test_the_fair_mode_takes_no_more_of_the_machine_the_longer_a_fair_lasts(tmp_path, fault):
    """Seen to fail: with the `deleteLater` of `LiveTraining._finished` taken out (QObjects)."""
    soak("kiosk_soaker.py", tmp_path, fault)


def soak(program, folder, fault):
    """Run a program that takes figures after each turn of a loop; those of the end are held against the first ones."""
    fault.count = int(os.environ.get("SOAK_SECONDS", fault.count))
    is_long = fault.count >= 600
    warm_up = 120 if is_long else fault.count / 3
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name(program), folder, str(fault.count)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"},
        capture_output=True,
        text=True,
        timeout=fault.count + 120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-3_000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    turns = [turn for turn in figures["turns"] if turn["seconds"] >= warm_up]
    quarter = max(len(turns) // 4, 1)
    first, last = turns[:quarter], turns[-quarter:]

    def middle(part: list[dict[str, float]], what: str) -> float:
        return float(np.median([turn[what] for turn in part]))

    growth = 100 * (middle(last, "memory_mb") / middle(first, "memory_mb") - 1)
    fault.figures |= {
        "turns": len(figures["turns"]),
        "memory, MB": f"{middle(first, 'memory_mb'):.0f} to {middle(last, 'memory_mb'):.0f} ({growth:+.1f} %)",
        "frame gap p99, ms": figures["frame_gap_p99_ms"],
        "threads": f"{middle(first, 'threads'):g} to {middle(last, 'threads'):g}",
        "files": f"{middle(first, 'files'):g} to {middle(last, 'files'):g}",
        "QObjects": f"{middle(first, 'objects'):g} to {middle(last, 'objects'):g}",
    }
    if fault.count >= 28_800:
        slope = float(np.polyfit([t["seconds"] / 3600 for t in turns], [t["memory_mb"] for t in turns], 1)[0])
        fault.figures["memory, MB an hour"] = round(slope, 2)
        assert slope <= 1
    if is_long:
        assert growth <= 2
        assert figures["frame_gap_p99_ms"] < 50
    assert middle(last, "threads") <= middle(first, "threads")
    assert middle(last, "files") <= middle(first, "files")
    assert middle(last, "objects") <= middle(first, "objects")
    assert figures["turns"][-1]["seconds"] >= fault.count
    fault.survived = fault.count
