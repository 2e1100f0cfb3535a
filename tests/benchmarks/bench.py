"""How fast it trains, against the notebook's loop: `make bench`, or this file with --only to run a part.

Speeds are those of whole epochs on the same data, each contestant in a process of its own, their epochs taking turns:
a machine that slows down for a minute slows all of them. Prints tables and writes what was measured as JSON.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ae_model  # before torch: it bounds the spin of OpenMP's threads

# isort: split
import torch

from ae_model import datasets
from ae_model.config import PRESETS
from ae_model.datasets import Dataset
from ae_model.events import Epoch
from ae_model.steppers.cpu import bf16_is_faster
from ae_model.training import cuda_found, train

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
IMAGES = 60_000
TARGET_MSE = 0.0391  # of the test images at k=2
NOTEBOOK_EPOCHS = 80  # of its recipe at k=2
RECIPES = (("quick-2d", None), ("tuned-2d", 20), ("deep-2d", None))  # and epochs; None are the preset's
TURNS = 3  # that each recipe's time to the target is the median of
BASELINE = "notebook"
PARTS = ("speed", "target", "memory", "growth")

# Linux counts what the parent had before exec into ru_maxrss, and not into VmHWM.
PRINT_PEAK = (
    "import re; print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) * 1024)"
    if sys.platform == "linux"
    else "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"  # bytes on macOS
)

# What plain torch programs have, and ours sets for itself (ae_model/__init__.py).
OURS = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE.parent}"}
THEIRS = {name: value for name, value in OURS.items() if name != "GOMP_SPINCOUNT"}


class Contestant:
    """A process that trains an epoch when it is asked to."""

    def __init__(self, name: str, latent_dim: int, hidden: int = 512, images: int = IMAGES, device: str = "cpu"):
        self.name = name
        self.seconds: list[float] = []
        environment = THEIRS if name in (BASELINE, "lightning") else OURS
        arguments = [name, str(latent_dim), str(hidden), str(images), device]
        self._process = subprocess.Popen(
            [sys.executable, HERE / "contestants.py", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self._process.stdout.readline() == "ready\n", f"{name} did not start"

    def epoch(self) -> float:
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


def taking_turns(contestants: list[Contestant], epochs: int) -> dict[str, float]:
    """Median seconds an epoch of each, after one to warm up."""
    for turn in range(epochs + 1):
        for contestant in contestants:
            seconds = contestant.epoch()
            if turn > 0:
                contestant.seconds.append(seconds)
    for contestant in contestants:
        contestant.close()
    return {contestant.name: statistics.median(contestant.seconds) for contestant in contestants}


def speed(device: str, epochs: int) -> list[dict[str, Any]]:
    """Images a second of everything that runs on a device, and as a ratio to the notebook's loop."""
    precisions = ["fp32", "tf32", "bf16"] if device == "cuda" else ["fp32", "bf16"]
    names = [BASELINE, "lightning", "eager", *precisions, "products fp32", "products bf16"]
    rows = []
    print(f"\n## Images a second, {device}\n")
    print("| k | | images/s | times the notebook's | epochs, s |\n|---|---|---|---|---|")
    for latent_dim in (2, 256):
        contestants = [Contestant(name, latent_dim, device=device) for name in names]
        medians = taking_turns(contestants, epochs)
        for contestant in contestants:
            seconds = medians[contestant.name]
            row = {
                "device": device,
                "latent_dim": latent_dim,
                "name": contestant.name,
                "images_per_second": IMAGES / seconds,
                "times_notebook": medians[BASELINE] / seconds,
                "seconds": contestant.seconds,
            }
            rows.append(row)
            span = f"{min(contestant.seconds):.2f} to {max(contestant.seconds):.2f}"
            print(
                f"| {latent_dim} | {contestant.name} | {row['images_per_second']:,.0f} "
                f"| {row['times_notebook']:.2f} | {span} |",
                flush=True,
            )
    return rows


def target(device: str) -> list[dict[str, Any]]:
    """Seconds of training until the test error at k=2 is first at the target, the test after every epoch included.

    The recipes take turns. The notebook's is timed for two epochs before each turn and after the last, and counted 80
    times.
    """
    mnist = datasets.load("mnist")
    loop = Contestant(BASELINE, 2, device=device)
    loop_seconds = [loop.epoch() for _ in range(3)][1:]
    turns = []
    for _ in range(TURNS):
        turns.append([time_to_target(preset, epochs, device, mnist) for preset, epochs in RECIPES])
        loop_seconds += [loop.epoch() for _ in range(2)]
    loop.close()
    whole = NOTEBOOK_EPOCHS * statistics.median(loop_seconds)
    rows = [median_turn(of_recipe) for of_recipe in zip(*turns, strict=True)]
    print(f"\n## Until the test error at k=2 is {TARGET_MSE}, {device}\n")
    print("| recipe | in epoch | s | sooner than the notebook's 80 epochs |\n|---|---|---|---|")
    print(f"| the notebook's, all of it | {NOTEBOOK_EPOCHS} | {whole:.0f} | 1 |")
    for row in rows:
        if row["seconds"] is None:
            print(f"| {row['preset']}, {row['epochs']} epochs | never | | |")
            continue
        row["times_sooner"] = whole / row["seconds"]
        span = f"{row['seconds']:.1f} ({row['turns'][0]:.1f} to {row['turns'][-1]:.1f})"
        reached = f"{row['reached_in_epoch']} | {span} | {row['times_sooner']:.1f}"
        print(f"| {row['preset']}, {row['epochs']} epochs | {reached} |")
    return [{"device": device, "preset": BASELINE, "epochs": NOTEBOOK_EPOCHS, "seconds": whole}, *rows]


def median_turn(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The row of a recipe with the median of its seconds, which reaches the target in the same epoch every time."""
    seconds = sorted(row["seconds"] for row in rows if row["seconds"] is not None)
    return rows[0] | {"seconds": statistics.median(seconds) if seconds else None, "turns": seconds}


def time_to_target(preset: str, epochs: int | None, device: str, mnist: Dataset) -> dict[str, Any]:
    config = PRESETS[preset].config
    config = replace(config, device=device, epochs=epochs or config.epochs)
    row = {"device": device, "preset": preset, "epochs": config.epochs, "reached_in_epoch": None, "seconds": None}
    for event in train(config, mnist):
        if isinstance(event, Epoch) and event.test_mse <= TARGET_MSE:
            return row | {"reached_in_epoch": event.snapshot.epoch, "seconds": event.seconds}
    return row


def memory() -> list[dict[str, Any]]:
    """Peak resident memory of whole processes that train for an epoch without a window."""
    rows = []
    print("\n## Peak memory of `python -m ae_model train --epochs 1`\n\n| preset | MB resident |\n|---|---|")
    for preset in PRESETS:
        with tempfile.TemporaryDirectory() as folder:
            command = ["train", "--preset", preset, "--epochs", "1", "--device", "cpu", "--output", f"{folder}/network"]
            command += ["--data-dir", folder]
            program = f"from ae_model.__main__ import main; main({command!r}); {PRINT_PEAK}"
            done = subprocess.run(
                [sys.executable, "-c", program], env=OURS, stdout=subprocess.PIPE, text=True, check=True
            )
        peak = int(done.stdout.split()[-1]) / 1e6
        rows.append({"preset": preset, "peak_mb": peak})
        print(f"| {preset} | {peak:.0f} |", flush=True)
    return rows


def growth(device: str) -> list[dict[str, Any]]:
    """How an epoch's time grows with images and with hidden units, against what is in proportion."""
    precision = "bf16" if device == "cuda" or bf16_is_faster() else "fp32"
    rows = []
    print(f"\n## Growth, {precision}, k=2, {device}\n")
    print("| images | hidden units | s an epoch | images/s |\n|---|---|---|---|")
    for images, hidden in (
        (10_000, 512),
        (60_000, 512),
        (600_000, 512),
        (60_000, 1024),
        (60_000, 2048),
        (60_000, 4096),
    ):
        contestant = Contestant(precision, 2, hidden, images, device)
        seconds = taking_turns([contestant], 5 if images < IMAGES else 3)[precision]
        rows.append({"device": device, "images": images, "hidden": hidden, "seconds": seconds})
        print(f"| {images:,} | {hidden:,} | {seconds:.2f} | {images / seconds:,.0f} |", flush=True)
    return rows


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="parts to run")
    parser.add_argument("--device", choices=("cpu", "cuda"), nargs="+", help="all that there are if not said")
    parser.add_argument("--epochs", type=int, default=5, help="that each contestant's speed is the median of")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "bench.json")
    options = parser.parse_args()

    machine = {
        "processor": processor(),
        "threads": torch.get_num_threads(),
        "gpu": cuda_found()[0],
        "python": platform.python_version(),
        "torch": torch.__version__,
        "program": ae_model.__version__,
    }
    print("; ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
    results: dict[str, Any] = {"machine": machine}
    devices = options.device or ["cpu", *(["cuda"] if machine["gpu"] else [])]
    if "speed" in options.only:
        results["speed"] = [row for device in devices for row in speed(device, options.epochs)]
    if "target" in options.only:
        results["target"] = [row for device in devices for row in target(device)]
    if "memory" in options.only and "cpu" in devices:
        results["memory"] = memory()
    if "growth" in options.only:
        results["growth"] = [row for device in devices for row in growth(device)]
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nWritten to {options.output}")


if __name__ == "__main__":
    main()
