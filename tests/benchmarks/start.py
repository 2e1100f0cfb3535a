"""How soon the window is painted and ready, beside a bare window of pyqtgraph and a bare import of torch, in turn.

    python tests/benchmarks/start.py [ROUNDS] [PROGRAM ...]

A PROGRAM is a folder with a main.py, this checkout by default, or the executable of a packaged program. All times are
from the start of a process as the operating system knows it, but for the import, which is timed within one.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).parents[2]

BARE_WINDOW = """
import os, time
from pathlib import Path
import pyqtgraph
from PySide6.QtWidgets import QApplication

class Plot(pyqtgraph.PlotWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        print(time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK"), flush=True)
        os._exit(0)

app = QApplication([])
plot = Plot()
plot.resize(1280, 800)
plot.show()
app.exec()
"""
BARE_IMPORT = "import time; began = time.perf_counter(); import torch; print(time.perf_counter() - began)"


def main(rounds: int, programs: Sequence[Path]) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    windows, imports = list[float](), list[float]()
    shown: dict[Path, list[float]] = {program: [] for program in programs}
    ready: dict[Path, list[float]] = {program: [] for program in programs}
    for turn in range(rounds + 1):
        if turn == 1:  # what came before has read all files once
            for times in (windows, imports, *shown.values(), *ready.values()):
                times.clear()
        windows.append(float(_told_by(sys.executable, "-c", BARE_WINDOW)))
        imports.append(float(_told_by(sys.executable, "-c", BARE_IMPORT)))
        for program in programs:
            figures = _toured(program)
            shown[program].append(figures["window_shown_s"])
            ready[program].append(figures["ready_s"] - figures["window_shown_s"])
    print(f"median of {rounds} starts in turn (range); seconds, and times the bare one")
    _show("a bare window, painted", windows, windows)
    for program, times in shown.items():
        _show(f"{program}: window painted", times, windows)
    _show("a bare import of torch", imports, imports)
    for program, times in ready.items():
        _show(f"{program}: from there to ready", times, imports)


def _toured(program: Path) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "main.py"] if program.is_dir() else [str(program)]
        where = program if program.is_dir() else program.parent
        subprocess.run([*command, "--tour", folder, "--brief"], cwd=where, check=True, stdout=subprocess.DEVNULL)
        figures: dict[str, float] = json.loads((Path(folder) / "tour.json").read_text())
        return figures


def _told_by(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _show(what: str, times: Sequence[float], bare: Sequence[float]) -> None:
    median = statistics.median(times)
    ratio = median / statistics.median(bare)
    print(f"{what}: {median:.3f} ({min(times):.3f} to {max(times):.3f}), {ratio:.2f} times", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10, [Path(name).resolve() for name in sys.argv[2:]] or [CHECKOUT])
