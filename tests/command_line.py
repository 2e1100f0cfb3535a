"""The command line as tests call it: in this process, or as one of its own."""

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import pytest

import ae_model
from ae_model import runs
from ae_model.__main__ import main
from ae_model.control import Control

QUICK = ["--hidden-sizes", "32", "--epochs", "2", "--device", "cpu"]
DIVERGING = ["--hidden-sizes", ",".join(["64"] * 10), "--learning-rate", "10", "--device", "cpu"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(ae_model.__file__).parents[1])}


def results(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Run a command that must succeed, and read the one line that it prints."""
    assert main([*arguments, "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def error(arguments: Sequence[str], code: int, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must fail with `code`, and return the one sentence that it says."""
    assert main(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    sentence, *rest = captured.err.splitlines()
    assert rest == []
    assert sentence.endswith(".")
    return sentence


def interrupt_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C after so many steps of the next training."""
    told: list[object] = []
    wait = Control.wait

    def interrupted(control: Control) -> object:
        if len(told) == steps:
            os.kill(os.getpid(), signal.SIGINT)
        told.append(0)
        return wait(control)

    monkeypatch.setattr(Control, "wait", interrupted)


def torchrun(*options: str) -> list[str]:
    """The command for two processes on this machine; each run finds a free port."""
    launch = ["--nproc-per-node=2", "--rdzv-backend=c10d", "--rdzv-endpoint=localhost:0"]
    return [sys.executable, "-m", "torch.distributed.run", *launch, "-m", "ae_model", *options]


@contextmanager
def on_a_terminal(command: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process whose errors and progress go to a terminal of 100 columns, of which the near end is given."""
    if sys.platform == "win32":
        pytest.skip("there is no pty")
    import pty
    import termios

    terminal, far_end = pty.openpty()
    termios.tcsetwinsize(far_end, (24, 100))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=far_end, env=ENVIRONMENT) as process:
        os.close(far_end)
        try:
            yield process, terminal
        finally:
            process.kill()
            os.close(terminal)


def read_until(terminal: int, pattern: str) -> str:
    shown = ""
    while not re.search(pattern, shown):
        assert select.select([terminal], [], [], 60)[0], f"{pattern!r} is not in {shown!r}"
        shown += os.read(terminal, 1024).decode()
    return shown


@contextmanager
def without_reader() -> Iterator[TextIO]:
    """A pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", buffering=1)  # as standard error is: a line at a time
    yield stream
    with suppress(OSError):
        stream.close()


def only_run(data_dir: Path) -> runs.Run:
    (run,), complaints = runs.read_all(data_dir)
    assert complaints == []
    return run
