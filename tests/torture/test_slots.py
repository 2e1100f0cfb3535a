"""An exception in any slot and at any stage of a training: logged, one dialog, and the window as good as ever."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.fault("an exception in every slot and every stage of training", short=12, full=1_000)  # full: every one
def test_after_an_exception_anywhere_the_window_is_as_good_as_ever(tmp_path, fault):
    """The program in a process of its own, see `firing`; of each, the log has the traceback and one dialog tells it.

    Seen to fail: without `sys.excepthook = ...` in `Trouble.install` (no dialog), with a new dialog for each trouble in
    `Trouble._show`, and without `except Exception` in `TrainingThread.run` (the window trains for ever).
    """
    program = Path(__file__).with_name("firing.py")
    screen = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, program, tmp_path, str(fault.count)],
        env=os.environ | screen,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["missed"] == []
    log = "".join(path.read_text() for path in (tmp_path / "logs").glob("autoencoder-lab.log*"))
    fault.figures |= {"slots": told["fired"], "stages": told["stages"]}
    fault.count = fault.survived = told["fired"] + told["stages"]
    assert told["fired"] >= 12 and told["stages"] >= 6
    assert log.count("FusedError: ") >= fault.count
    assert list((tmp_path / "logs").glob("crash-*")) == []
