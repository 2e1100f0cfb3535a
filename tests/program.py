"""The program as a process of its own, with its window on a screen that nobody sees."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(*command: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    # DISPLAY stands for a screen, so that the program opens its window; the offscreen platform does not look at it.
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout
    )
