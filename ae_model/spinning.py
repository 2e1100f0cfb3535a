"""How long OpenMP's threads spin while they wait for work: long while the cores are theirs, hardly while they are not.

A step has some thirty parallel regions, and between two of them the threads wait for each other. One that spins goes on
at once; one that sleeps has to be woken, which costs a third of the speed. But where another program wants the
cores, a thread that spins keeps one from the very thread that it waits for, and a training falls to a thirtieth.

libgomp, the OpenMP of torch on Linux, reads once how long they spin, but makes it a hundred rounds while it keeps more
threads than there are cores (`do_spin` in its `config/linux/wait.h`). That can be brought about, and taken back: by a
team of threads that do nothing. What is computed is not touched, so the numbers are the same, bit for bit.
"""

import ctypes
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from ae_model import SPINS

_EVERY_S = 0.1  # between two looks
_MEMORY_S = 0.3  # over which the waiting is averaged: what a window draws is no load
_MANY, _FEW = 0.2, 0.05  # threads that wait for a core: with more than many none may spin, with fewer than few all may


class Spinning:
    """Lets the threads that train spin or not, by whether they get their cores; `look` after each step decides.

    They begin without. Where nothing can be seen or changed, nothing happens: without Linux or libgomp, with one
    thread, or where the user has said how OpenMP shall wait.

    Attributes:
        crowd: the idle team because of which no thread spins for long; None while they may.
    """

    def __init__(self, threads: int) -> None:
        self.crowd: Crowd | None = None
        self._threads = threads
        self._waits = waits() if threads > 1 and is_left_to_us() and _libgomp() is not None else {}
        self._looked = time.monotonic()
        self._load = Load()

    def __enter__(self) -> Self:
        self.heed(self._load)
        return self

    def __exit__(self, *_: object) -> None:
        if self.crowd is not None:
            self.crowd.leave()
            self.crowd = None

    def look(self) -> None:
        """See how long the threads of this process had to wait for a core since the last look, if it is time to."""
        passed = time.monotonic() - self._looked
        if passed < _EVERY_S or not self._waits:
            return
        before, self._waits = self._waits, waits()
        waited = sum(self._waits[task] - before[task] for task in self._waits.keys() & before.keys())
        self.heed(self._load.after(passed, waited / passed))
        self._looked = time.monotonic()

    def heed(self, load: "Load") -> None:
        """Let the threads spin if the load is low, and not if it is high."""
        self._load = load
        if not self._waits or load.is_high == (self.crowd is not None):
            return
        if self.crowd is None:
            self.crowd = Crowd(self._threads)
        else:
            self.crowd.leave()
            self.crowd = None


@dataclass(frozen=True, slots=True)
class Load:
    """What is known of how busy the cores are.

    Attributes:
        waiting: how many threads of this process wait for a core, averaged over the last looks.
        is_high: whether others want the cores, so that no thread should spin; so it is taken to be at first.
    """

    waiting: float = 0.0
    is_high: bool = True

    def after(self, seconds: float, waiting: float) -> "Load":
        """What is known after `seconds` in which `waiting` threads waited for a core on average."""
        weight = seconds / (seconds + _MEMORY_S)
        waiting = self.waiting + weight * (waiting - self.waiting)
        return Load(waiting, waiting > (_FEW if self.is_high else _MANY))


def is_left_to_us() -> bool:
    """Whether the user has not said how OpenMP shall wait; a process inherits what this package said in another."""
    return os.environ.get("GOMP_SPINCOUNT") == SPINS and "OMP_WAIT_POLICY" not in os.environ


def waits() -> dict[str, float]:
    """Seconds that each thread of this process could have run and had no core, by its number; none but on Linux.

    Among them is the time that the quota of a container has kept it from running.
    """
    seconds = {}
    with suppress(OSError):
        for task in os.scandir("/proc/self/task"):
            with suppress(OSError):
                _, waited, _ = Path(task, "schedstat").read_bytes().split()  # time on a core, time waiting, turns
                seconds[task.name] = int(waited) / 1e9
    return seconds


def _libgomp() -> ctypes.CDLL | None:
    """The OpenMP that torch is linked with; None if it is not libgomp, or cannot be reached."""
    spec = find_spec("torch")
    if sys.platform != "linux" or spec is None or spec.origin is None:
        return None
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(os.fspath(Path(spec.origin).parent / "lib" / "libtorch_cpu.so"))
        if library.GOMP_parallel and not hasattr(library, "kmp_set_blocktime"):  # Intel's has the former name as well
            return library
    return None


class Crowd:
    """Threads of OpenMP that sleep, so many that with those that train there are more than there are cores."""

    def __init__(self, training: int) -> None:
        self._training = training
        self._gone = threading.Event()
        self._is_there = threading.Event()
        # A team belongs to the thread that called for it, and ends with it.
        self._thread = threading.Thread(target=self._stay, name="crowd", daemon=True)
        self._thread.start()
        self._is_there.wait()

    def leave(self) -> None:
        """Let the threads end."""
        self._gone.set()
        self._thread.join()

    def _stay(self) -> None:
        libgomp = _libgomp()
        assert libgomp is not None
        # libgomp counts the process's first thread, and the others of each team. The team's work may be any function
        # that takes a moment.
        team = max(2, libgomp.omp_get_num_procs() - self._training + 2)
        work = ctypes.cast(libgomp.omp_get_level, ctypes.c_void_p)
        libgomp.GOMP_parallel(work, None, ctypes.c_uint(team), ctypes.c_uint(0))
        self._is_there.set()
        self._gone.wait()
