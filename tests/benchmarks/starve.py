"""How fast it trains beside other programs: images a second under each load, for each way in which OpenMP waits.

"now" also chooses, each time that it begins, how many threads there are; the last column tells how many in each round.

    PYTHONPATH=. python tests/benchmarks/starve.py [--rounds 5] [--loads alone "1 busy" ...] [--ways before now ...]

Each way is a process of its own (three, for three trainings at once), which trains for a second when it is asked to;
under each load they take turns. Prints a table of medians and writes what was measured as JSON. The quota is one of
Linux's control groups, for whose row the user has to be one who may make a group.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from ae_model import datasets
from ae_model.config import PRESETS
from ae_model.control import Control, Report
from ae_model.datasets import Dataset
from ae_model.events import Losses, Started
from ae_model.training import train

ROOT = Path(__file__).parents[2]
NICENESS = 5  # of a training in the window
BUSY = """
import os
parent = os.getppid()
while os.getppid() == parent:
    sum(range(1_000_000))
"""

# Set by the user they are left alone; so is the 100001 that stands for the bound of before.
WAYS = {
    "before": ({"GOMP_SPINCOUNT": "100001"}, "2"),
    "10000": ({"GOMP_SPINCOUNT": "10000"}, "2"),
    "1000": ({"GOMP_SPINCOUNT": "1000"}, "2"),
    "0": ({"GOMP_SPINCOUNT": "0"}, "2"),
    "one thread": ({}, "1"),
    "now": ({}, "auto"),
}
LOADS = {  # busy programs, niceness, trainings at once, whether in a quota
    "alone": (0, 0, 1, False),
    "1 busy": (1, 0, 1, False),
    "2 busy": (2, 0, 1, False),
    "4 busy": (4, 0, 1, False),
    "alone, window": (0, NICENESS, 1, False),
    "1 busy, window": (1, NICENESS, 1, False),
    "2 busy, window": (2, NICENESS, 1, False),
    "4 busy, window": (4, NICENESS, 1, False),
    "quota of one CPU": (0, 0, 1, True),
    "3 trainings": (0, 0, 3, False),
}


class Contestant:
    """A process that trains for some seconds each time that it is asked to.

    Attributes:
        pid: its number.
        threads: that it trained with when it was last asked.
    """

    def __init__(self, way: str, preset: str, precision: str) -> None:
        environment, threads = WAYS[way]
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "GOMP_"))}
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--train", preset, precision, threads],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=plain | environment | {"PYTHONPATH": str(ROOT)},
        )
        self.pid = self._process.pid
        self.threads = 0

    def wait_until_ready(self) -> None:
        assert self._process.stdout.readline() == "ready\n", "a contestant did not start"

    def start(self, seconds: float, niceness: int) -> None:
        self._process.stdin.write(f"{seconds} {niceness}\n")
        self._process.stdin.flush()

    def images_per_second(self) -> float:
        images_per_second, threads = self._process.stdout.readline().split()
        self.threads = int(threads)
        return float(images_per_second)

    def close(self) -> None:
        self._process.communicate()


def contest(preset: str, precision: str, threads: str) -> None:
    """Be a contestant."""
    data = datasets.load("mnist")
    print("ready", flush=True)
    for line in sys.stdin:
        seconds, niceness = line.split()
        # A thread of its own, as in the window, so that its niceness ends with it.
        arguments = (preset, precision, threads, data, float(seconds), int(niceness))
        thread = threading.Thread(target=run_for, args=arguments)
        thread.start()
        thread.join()


def run_for(preset: str, precision: str, threads: str, data: Dataset, seconds: float, niceness: int) -> None:
    if niceness:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
    threads = threads if threads == "auto" else int(threads)
    config = replace(PRESETS[preset].config, epochs=1_000, precision=precision, threads=threads, device="cpu")
    control, steps, began, chosen = Control(), 0, 0.0, 0
    control.request(Report.LOSSES)
    for event in train(config, data, control):
        if isinstance(event, Started):
            chosen = event.config.threads
        if not isinstance(event, Losses):
            continue
        if not began:  # after the first step, which takes longer than any other
            began = time.perf_counter()
        else:
            steps += len(event.values)
        if (took := time.perf_counter() - began) > seconds:
            control.stop()
        else:
            control.request(Report.LOSSES, 0.05)
    print(steps * config.batch_size / took, chosen, flush=True)


@contextmanager
def busy(count: int) -> Iterator[None]:
    """So many programs that do nothing but compute."""
    programs = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


@contextmanager
def quota_of_one(pid: int) -> Iterator[None]:
    """A control group that lets a process use one core's time."""
    top = Path("/sys/fs/cgroup")
    is_new = (top / "cgroup.controllers").exists()
    top = top if is_new else top / "cpu"
    group = top / f"starve-{os.getpid()}"
    group.mkdir()
    try:
        if is_new:
            (group / "cpu.max").write_text("100000 100000")
        else:
            (group / "cpu.cfs_period_us").write_text("100000")
            (group / "cpu.cfs_quota_us").write_text("100000")
        (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        (top / "cgroup.procs").write_text(str(pid))
        group.rmdir()


def measure(contestants: list[Contestant], load: str, seconds: float) -> float:
    """Images a second, of all trainings at once."""
    _, niceness, trainings, in_quota = LOADS[load]
    with quota_of_one(contestants[0].pid) if in_quota else ExitStack():
        for contestant in contestants[:trainings]:
            contestant.start(seconds, niceness)
        return sum(contestant.images_per_second() for contestant in contestants[:trainings])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loads", nargs="+", choices=LOADS, default=list(LOADS))
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="that each training takes")
    parser.add_argument("--preset", default="seed-2d")
    parser.add_argument("--precision", default="fp32")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "starve.json")
    options = parser.parse_args()

    at_once = max(LOADS[load][2] for load in options.loads)
    contestants = {
        way: [Contestant(way, options.preset, options.precision) for _ in range(at_once)] for way in options.ways
    }
    everyone = [contestant for processes in contestants.values() for contestant in processes]
    for contestant in everyone:
        contestant.wait_until_ready()
    results: dict[str, dict[str, list[float]]] = {load: {way: [] for way in options.ways} for load in options.loads}
    threads: dict[str, list[int]] = {load: [] for load in options.loads}  # that the last way chose
    for turn in range(options.rounds):
        for load in options.loads:
            with busy(LOADS[load][0]):
                for way in options.ways[:: -1 if turn % 2 else 1]:  # there and back
                    results[load][way].append(measure(contestants[way], load, options.seconds))
                threads[load].append(contestants[options.ways[-1]][0].threads)
    for contestant in everyone:
        contestant.close()
    print(f"{options.preset}, {options.precision}: images/s, medians of {options.rounds}\n")
    print("| |", " | ".join(options.ways), "| threads |\n|" + "---|" * (len(options.ways) + 2))
    for load, ways in results.items():
        medians = " | ".join(f"{statistics.median(values):,.0f}" for values in ways.values())
        print(f"| {load} | {medians} |", *threads[load], "|")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--train"]:
        contest(*sys.argv[2:])
    else:
        main()
