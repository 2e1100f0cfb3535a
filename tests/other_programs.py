"""Other programs that compute, on the cores that a test has."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

BUSY = "print(flush=True)\nwhile True: pass"


@contextmanager
def bound_to_cores(count: int) -> Iterator[None]:
    """This thread, and what it starts, has so many of its cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def at_work(count: int) -> Iterator[None]:
    """So many other programs compute."""
    with ExitStack() as programs:
        for _ in range(count):
            program = programs.enter_context(
                subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True)
            )
            programs.callback(program.kill)
            assert program.stdout is not None
            program.stdout.readline()
        yield
