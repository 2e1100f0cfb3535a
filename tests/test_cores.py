import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from other_programs import at_work, bound_to_cores

from ae_model.cores import cores, free_cores, quota, used

NO_LIMIT = float("inf")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="what other programs do is known on Linux alone")


def group(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("cpu_", "cpu.")).write_text(text + "\n")


def test_a_container_tells_its_quota_at_the_top_of_what_it_sees(tmp_path):
    group(tmp_path, cpu_max="150000 100000")
    assert quota("0::/\n", tmp_path) == 1.5


def test_a_container_that_is_told_its_name_outside_tells_its_quota_all_the_same(tmp_path):
    group(tmp_path / "cpu,cpuacct", cpu_cfs_quota_us="50000", cpu_cfs_period_us="100000")
    groups = "11:memory:/docker/1f2e\n4:cpu,cpuacct:/docker/1f2e\n0::/docker/1f2e\n"
    assert quota(groups, tmp_path) == 0.5


def test_the_smallest_quota_on_the_way_to_a_group_holds(tmp_path):
    group(tmp_path / "user", cpu_max="200000 100000")
    group(tmp_path / "user" / "session", cpu_max="max 100000")
    assert quota("0::/user/session\n", tmp_path) == 2


@pytest.mark.parametrize(
    ("groups", "files"),
    [
        ("0::/\n", {}),
        ("0::/\n", {"cpu_max": "max 100000"}),
        ("0::/\n", {"cpu_max": "nonsense"}),
        ("", {"cpu_max": "50000 100000"}),
        ("3:cpuset:/\n", {"cpu_cfs_quota_us": "50000", "cpu_cfs_period_us": "100000"}),
    ],
)
def test_without_a_quota_there_is_no_limit(tmp_path, groups, files):
    group(tmp_path, **files)
    group(tmp_path / "cpuset", **{name: text for name, text in files.items() if "cfs" in name})
    assert quota(groups, tmp_path) == NO_LIMIT


def test_a_quota_of_version_1_that_is_off_is_no_limit(tmp_path):
    group(tmp_path / "cpu", cpu_cfs_quota_us="-1", cpu_cfs_period_us="100000")
    assert quota("1:cpu:/\n", tmp_path) == NO_LIMIT


def test_a_process_may_use_at_least_one_core_and_no_more_than_there_are():
    assert 1 <= cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes have no affinity here")
def test_a_process_that_is_bound_to_a_core_has_one():
    bind = "os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])"
    program = f"import os; from ae_model.cores import cores; {bind}; print(cores())"
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout == "1\n"


STAT = """cpu  60 6 12 1000 5 9 9 9 0 0
cpu0 10 1 2 500 5 3 3 3 0 0
cpu1 20 2 4 300 0 3 3 3 0 0
cpu10 30 3 6 200 0 3 3 3 0 0
intr 1 2 3
ctxt 4
"""


@pytest.mark.parametrize(("cores", "ticks"), [({0}, 13), ({1, 10}, 65), ({2}, 0), (set(), 0)])
def test_programs_have_used_the_cores_that_are_asked_about(cores, ticks):
    assert used(STAT, cores) == ticks


@on_linux
def test_a_core_that_another_program_uses_is_not_free():
    with bound_to_cores(1), at_work(1):
        assert free_cores() < 0.75  # it shares the core with the look


@on_linux
def test_what_this_process_does_leaves_a_core_free():
    with bound_to_cores(1):
        began, mine = time.monotonic(), time.process_time()
        free = free_cores()
        share = (time.process_time() - mine) / (time.monotonic() - began)
    assert free > share / 2 - 0.05  # the rest may be another program's, and ticks are coarse


def test_on_another_system_all_cores_are_free(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert free_cores() == NO_LIMIT
