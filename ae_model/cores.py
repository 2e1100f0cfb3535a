"""How many of the machine's cores this process may use: an affinity or a container's quota may leave it few."""

import math
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath

_CONTROL_GROUPS = Path("/sys/fs/cgroup")


def cores() -> int:
    """The cores that this process may use, at least 1; a quota of one and a half is two, of which each gets a part."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError):
        groups = Path("/proc/self/cgroup").read_text(encoding="utf-8", errors="replace")
        count = min(count, math.ceil(min(count, quota(groups, _CONTROL_GROUPS))))
    return max(1, count)


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
