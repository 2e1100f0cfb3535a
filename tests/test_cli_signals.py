import os
import signal
import sys
from pathlib import Path

import pytest
from command_line import QUICK, on_a_terminal, only_run, read_until, results

from ae_model.__main__ import main
from ae_model.cli.signals import leave_signals_to_first, signals_stop
from ae_model.control import Control

pytestmark = [
    pytest.mark.usefixtures("in_an_empty_folder"),
    pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals"),
]
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def training_is_sent(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send this process a signal after some steps of the next training."""
    told: list[object] = []
    wait = Control.wait

    def signalled(control: Control) -> object:
        if len(told) == 4:
            os.kill(os.getpid(), number)
        told.append(0)
        return wait(control)

    monkeypatch.setattr(Control, "wait", signalled)


@pytest.mark.parametrize(
    ("number", "code", "outcome"),
    [(signal.SIGINT, 130, "stopped"), (signal.SIGTERM, 143, "interrupted"), (signal.SIGHUP, 129, "interrupted")],
)
def test_a_signal_ends_a_training_that_goes_on_from_its_last_step(
    tiny_digits: str, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch, number: int, code: int, outcome: str
):
    before = [signal.getsignal(each) for each in ENDING]
    with monkeypatch.context() as patched:
        training_is_sent(number, patched)
        assert main(["train", "--dataset", tiny_digits, *QUICK, "--data-dir", "user", "--output", "kept"]) == code
    assert [signal.getsignal(each) for each in ENDING] == before
    assert "the weights are in kept" in capsys.readouterr().err
    run = only_run(tmp_path / "user")
    assert (run.about.outcome, run.can_resume) == (outcome, True)
    assert results(["resume", str(run.folder), "--output", "whole"], capsys)["outcome"] == "done"


@pytest.mark.parametrize("ignored", [signal.SIGINT, signal.SIGHUP])
def test_what_was_ignored_at_the_start_stops_nothing(ignored: int):
    """As Ctrl-C is in a program that a script has put into the background, and SIGHUP under nohup."""
    before = signal.signal(ignored, signal.SIG_IGN)
    control = Control()
    with signals_stop(control, None) as came:
        os.kill(os.getpid(), ignored)
        assert (came, control.stopped) == ([], False)
        os.kill(os.getpid(), signal.SIGTERM)
        assert (came, control.stopped) == ([signal.SIGTERM], True)
    assert signal.getsignal(ignored) == signal.SIG_IGN
    signal.signal(ignored, before)


def test_another_ctrl_c_ends_it_at_once():
    with signals_stop(Control(), None):
        os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) == signal.default_int_handler


def test_a_process_that_follows_leaves_them_to_the_first():
    before = [signal.getsignal(each) for each in ENDING]
    leave_signals_to_first()
    assert [signal.getsignal(each) for each in ENDING] == [signal.SIG_IGN] * 3
    for number, handler in zip(ENDING, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.slow
def test_a_terminal_that_is_closed_leaves_the_network_and_a_run_to_go_on_with(tmp_path: Path):
    options = ["--device", "cpu", "--output", str(tmp_path / "kept"), "--data-dir", str(tmp_path / "user")]
    with on_a_terminal([sys.executable, "-m", "ae_model", "train", *options]) as (process, terminal):
        read_until(terminal, r"loss=0\.\d{4}")
        os.dup2(nowhere := os.open(os.devnull, os.O_RDWR), terminal)  # the near end is gone
        os.close(nowhere)
        process.send_signal(signal.SIGHUP)
        assert process.wait(20) == 129
    assert (tmp_path / "kept").is_file()
    assert only_run(tmp_path / "user").is_interrupted
