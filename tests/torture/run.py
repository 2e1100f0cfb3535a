"""`make torture`: every fault as often as it has to be survived, on two cores, and one table of them.

What a user does at random is tried on one core while the other has all the rest; the soak comes after them and alone,
since what it measures would be noise otherwise.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "build" / "torture"
GROUPS = {
    "random": ["test_random_actions.py"],
    "soak": ["test_soak.py"],
    "rest": [],
}


def main(arguments: list[str]) -> int:
    """Run all groups and print the table; returns 1 if anything was not survived.

    Args:
        arguments: handed to pytest, such as `-k kill`.
    """
    began = time.monotonic()
    REPORTS.mkdir(parents=True, exist_ok=True)
    for old in REPORTS.glob("*.json"):
        old.unlink()
    together = [start(name, arguments) for name in ("random", "rest")]
    codes = [process.wait() for process in together]
    codes.append(start("soak", arguments).wait())
    faults = [fault for path in sorted(REPORTS.glob("*.json")) for fault in json.loads(path.read_text())]
    print(table(faults))
    print(f"\n{(time.monotonic() - began) / 60:.0f} minutes in all.")
    nothing_chosen = 5  # pytest's code where `-k` has left nothing of a group
    return 0 if faults and all(code in (0, nothing_chosen) for code in codes) else 1


def start(name: str, arguments: list[str]) -> "subprocess.Popen[bytes]":
    """Run a group of tests in a process of its own."""
    others = [file for files in GROUPS.values() for file in files]
    chosen = [str(HERE / file) for file in GROUPS[name]] or [str(HERE), *(f"--ignore={HERE / file}" for file in others)]
    command = [sys.executable, "-m", "pytest", "-q", "--full", f"--report={REPORTS / name}.json"]
    # A fault that takes minutes is no deadlock.
    return subprocess.Popen([*command, "-o", "faulthandler_timeout=3600", *chosen, *arguments])


def table(faults: list[dict]) -> str:
    """All faults as a table in Markdown."""
    lines = ["", "| fault | survived | of | seconds | figures |", "|---|---:|---:|---:|---|"]
    for fault in faults:
        figures = "; ".join(f"{name}: {value}" for name, value in fault["figures"].items())
        lines.append(
            f"| {fault['name']} | {fault['survived']:,} | {fault['count']:,} | {fault['seconds']:.0f} | {figures} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
