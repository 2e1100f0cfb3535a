import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot
from test_app import program_with

from ae_gui.signals import EndingSignals
from ae_model import runs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def parent(qapp) -> Iterator[QObject]:
    yield (parent := QObject())
    parent.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def came(qtbot: QtBot, signals: EndingSignals, number: int) -> list[int]:
    with qtbot.waitSignal(signals.came) as heard:
        os.kill(os.getpid(), number)
    return heard.args


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_of_the_system_comes_as_one_of_qt_and_does_nothing_else(qtbot, parent, number):
    before = [signal.getsignal(each) for each in ENDING]
    signals = EndingSignals(parent)
    assert came(qtbot, signals, number) == [number]
    assert signal.getsignal(signal.SIGINT) == signal.SIG_DFL, "another Ctrl-C ends the process at once"
    signals.forget()
    assert [signal.getsignal(each) for each in ENDING] == before


def test_what_was_ignored_at_the_start_stays_ignored(qtbot, parent):
    """As Ctrl-C is in a program that a script has put into the background, and SIGHUP under nohup."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signals = EndingSignals(parent)
    os.kill(os.getpid(), signal.SIGINT)
    assert came(qtbot, signals, signal.SIGTERM) == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    signals.forget()
    signal.signal(signal.SIGINT, before)


def told_to_end(number: int, *command: str) -> tuple[int, str]:
    """Send a program a signal as soon as it prints "now"; its exit code, and what it says to standard error."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}
    with subprocess.Popen(
        [sys.executable, "-u", *command],
        cwd=Path(__file__).parents[1],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        for line in program.stdout:
            if line.startswith("now"):
                program.send_signal(number)
        said = [line for line in program.stderr if "This plugin does not support" not in line]  # of the screen
        return program.wait(20), "".join(said)


def test_a_window_that_trains_ends_as_if_it_was_closed_and_the_run_goes_on_from_its_last_step(tmp_path):
    body = """
    super().load_behind()
    self.ready.connect(self.commands.train.trigger)
    self.session.trainer.losses.connect(lambda _: print("now"), Qt.ConnectionType.SingleShotConnection)
    """
    assert told_to_end(signal.SIGTERM, *program_with(body, tmp_path)) == (143, "")
    (run,), complaints = runs.read_all(tmp_path)
    assert (run.is_interrupted, run.can_resume, complaints) == (True, True, [])
    assert list((tmp_path / "logs").glob("crash-*")) == []


def test_a_modal_dialog_and_what_is_loading_hold_up_no_end(tmp_path):
    body = """
    super().load_behind()
    QTimer.singleShot(0, lambda: print("now"))
    print(QMessageBox.question(self, "A question", "Is there an answer?"))
    """
    assert told_to_end(signal.SIGINT, *program_with(body, tmp_path)) == (130, "")


@pytest.mark.parametrize("arguments", [["--kiosk"], ["--tour", "{folder}"]])
def test_the_fair_mode_and_a_tour_end_too(arguments, tmp_path):
    arguments = [argument.format(folder=tmp_path / "tour") for argument in arguments]
    body = """
    super().load_behind()
    QTimer.singleShot(0, lambda: print("now"))
    """
    assert told_to_end(signal.SIGHUP, *program_with(body, tmp_path, *arguments)) == (129, "")


@pytest.mark.slow
def test_a_display_that_goes_away_ends_the_program_in_the_same_way(tmp_path):
    """Of which Qt's plugin for X11 makes an end of the event loop."""
    body = """
    super().load_behind()
    self.ready.connect(self.commands.train.trigger)
    end = lambda _: QApplication.exit(1)
    self.session.trainer.losses.connect(end, Qt.ConnectionType.SingleShotConnection)
    """
    assert told_to_end(signal.SIGTERM, *program_with(body, tmp_path)) == (1, "")
    (run,), _ = runs.read_all(tmp_path)
    assert (run.about.outcome, run.can_resume) == ("interrupted", True)
