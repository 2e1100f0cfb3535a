"""The window closed in the middle of anything: the process ends within two seconds, in order, and says nothing."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = {  # seconds of each that a window is closed within
    "loading": 2.5,
    "training": 1.5,
    "saving": 0.05,
    "exporting": 0.4,
    "exporting everything": 0.8,
    "placing all digits": 0.3,
    "measuring": 2.0,
    "opening a run": 0.2,
    "downloading": 0.5,
}
_HARMLESS = "This plugin does not support"  # said by the offscreen platform of what takes a screen


@pytest.mark.clock
@pytest.mark.fault("closing the window in the middle", short=9, full=200)
def test_a_window_closed_in_the_middle_of_anything_ends_in_order(tmp_path, fault):
    """Real processes of the program, two at a time, closed at random moments after each thing has begun.

    Seen to fail: with a `wait()` for the training's end, however long, in `Trainer.close`, without
    `self.datasets.stop()` in `Menus.close`, and without the `os._exit` in `app._open` (Qt aborts over a running
    thread).
    """
    dice = random.Random(0)
    cases = list(zip(range(fault.count), cycle(LONGEST), strict=False))
    slowest = 0.0
    with ThreadPoolExecutor(2) as pool:
        for what, seconds in pool.map(lambda case: closed(tmp_path / str(case[0]), case[1], dice), cases):
            assert seconds <= 2, f"{what}: {seconds:.2f} s"
            slowest = max(slowest, seconds)
            fault.survived += 1
    fault.figures["slowest, s"] = round(slowest, 2)


def closed(folder: Path, what: str, dice: random.Random) -> tuple[str, float]:
    """Run the program until it has closed itself; returns what was going on and the seconds that closing took."""
    folder.mkdir()
    after = dice.random() * LONGEST[what]
    screen = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0", "OMP_NUM_THREADS": "1"}
    program = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("closer.py"), folder, what, str(after)],
        env=os.environ | screen,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        printed, told = program.communicate(timeout=90)
    finally:
        program.kill()
    ended = time.time()
    begun = [line for line in printed.splitlines() if line.startswith("closing")]
    said = [line for line in told.splitlines() if _HARMLESS not in line]
    assert (program.returncode, said) == (0, []), f"{what} after {after:.2f} s: {program.returncode}, {said[-30:]}"
    assert len(begun) == 1, what
    return what, ended - float(begun[0].split()[1])
