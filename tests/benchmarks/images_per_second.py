"""How many images a second a training takes for some seconds, with whatever else the machine has to do meanwhile.

PYTHONPATH=. python tests/benchmarks/images_per_second.py SECONDS [PRESET [THREADS]]
"""

import sys
import time
from dataclasses import replace

from ae_model import datasets
from ae_model.config import PRESETS
from ae_model.control import Control, Report
from ae_model.events import Losses, Started
from ae_model.training import train


def main(seconds: float, preset: str = "seed-2d", threads: str = "auto") -> None:
    config = replace(PRESETS[preset].config, epochs=1_000, threads=threads if threads == "auto" else int(threads))
    control, steps = Control(), 0
    control.request(Report.LOSSES)
    for event in train(config, datasets.load("mnist"), control):
        if isinstance(event, Started):
            began = time.perf_counter()
        elif isinstance(event, Losses):
            steps += len(event.values)
            if time.perf_counter() - began > seconds:
                control.stop()
            else:
                control.request(Report.LOSSES, 0.05)
    took = time.perf_counter() - began
    print(f"{steps * config.batch_size / took:,.0f} images/s: {steps:,} steps in {took:.1f} s")


if __name__ == "__main__":
    main(float(sys.argv[1]), *sys.argv[2:])
