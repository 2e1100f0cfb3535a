"""How many of the machine's cores this process may use, and how many of them other programs leave it.

An affinity or a container's quota may leave it few.
"""

import hashlib
import math
import os
import sys
import time
from collections.abc import Container
from contextlib import suppress
from pathlib import Path, PurePosixPath

_CONTROL_GROUPS = Path("/sys/fs/cgroup")
_LOOK_S = 0.2  # Linux counts in hundredths of a second


def cores() -> int:
    """The cores that this process may use, at least 1; a quota of one and a half is two, of which each gets a part."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError):
        groups = Path("/proc/self/cgroup").read_text(encoding="utf-8", errors="replace")
        count = min(count, math.ceil(min(count, quota(groups, _CONTROL_GROUPS))))
    return max(1, count)


def free_cores() -> float:
    """The cores that other programs leave, of those in this process's affinity; looks for a fifth of a second.

    A program of any niceness counts: beside one of 19 too, a thread that a step waits for loses its core now and then.
    All are free where it is not known: it is on Linux alone.
    """
    if sys.platform != "linux":
        return math.inf
    began, before = time.monotonic(), _used_by_others()
    while (passed := time.monotonic() - began) < _LOOK_S:
        hashlib.sha256(bytes(2**18))  # trainings that begin together see each other: one that slept would not be seen
    return len(os.sched_getaffinity(0)) - max(0.0, _used_by_others() - before) / passed


def used(stat: str, cores: Container[int]) -> int:
    """The ticks that programs have had of some of the cores, by what `/proc/stat` says.

    Args:
        stat: of each core a line: "cpu0 user nice system idle ...", all in ticks.
        cores: their numbers.
    """
    ticks = 0
    for line in stat.splitlines():
        name, *times = line.split()
        number = name.removeprefix("cpu")
        if name != number and number.isdecimal() and int(number) in cores:
            ticks += sum(map(int, times[:3]))
    return ticks


def _used_by_others() -> float:
    """Seconds that other programs have had of this process's cores; the beginning is any."""
    with suppress(OSError):
        ticks = used(Path("/proc/stat").read_text(encoding="ascii"), os.sched_getaffinity(0))
        return ticks / os.sysconf("SC_CLK_TCK") - time.process_time()
    return 0.0


def quota(groups: str, mounted: Path) -> float:
    """The cores that Linux's control groups leave a process; infinite where they set no limit.

    Args:
        groups: the process's `/proc/self/cgroup`, a line for each hierarchy: "0::/a/b" or "4:cpu,cpuacct:/a/b".
        mounted: where the hierarchies are seen. In a container that may be from its own group down, while `groups`
            has names from the machine's root; so the limits of all groups on the way are looked for.
    """
    limits = [math.inf]
    for line in groups.splitlines():
        _, _, rest = line.partition(":")
        controllers, _, name = rest.partition(":")
        if controllers and "cpu" not in controllers.split(","):
            continue
        group = PurePosixPath(name.lstrip("/"))
        limits += [_limit(mounted / controllers / part) for part in (group, *group.parents)]
    return min(limits)


def _limit(group: Path) -> float:
    """The cores that one control group may use: its quota of time in each period."""
    with suppress(OSError, ValueError, ZeroDivisionError):
        if (group / "cpu.max").exists():  # version 2: "max 100000" or "50000 100000"
            time, period = (group / "cpu.max").read_text(encoding="ascii").split()
        else:
            time, period = ((group / f"cpu.cfs_{part}_us").read_text(encoding="ascii") for part in ("quota", "period"))
        if time != "max" and int(time) > 0:  # version 1 has -1 where there is no limit
            return int(time) / int(period)
    return math.inf
