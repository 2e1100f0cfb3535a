"""What a system ends a training by: Ctrl-C, `kill` or a shutdown, and a terminal that is closed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from ae_model.control import Control
from ae_model.recording import Recorder

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


@contextmanager
def signals_stop(control: Control, recorder: Recorder | None) -> Iterator[list[int]]:
    """Let the first of these signals stop a training between two steps, and another Ctrl-C end it at once.

    Ctrl-C is its user's, who has seen enough; by the others it is interrupted, as by a window that is closed. What was
    ignored at the start stays ignored, as Ctrl-C is in a background job of a script and SIGHUP under nohup. Gives the
    numbers of those that have come.
    """
    came: list[int] = []

    def stop(number: int, _: object) -> None:
        came.append(number)
        control.stop()
        if number == signal.SIGINT:
            signal.signal(number, signal.SIG_DFL)
        elif recorder is not None:
            recorder.closing = True

    previous = {number: signal.signal(number, stop) for number in _heard()}
    try:
        yield came
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def leave_signals_to_first() -> None:
    """Let the first of several processes stop, and with it all others."""
    for number in _heard():
        signal.signal(number, signal.SIG_IGN)


def _heard() -> list[int]:
    return [number for number in _ENDING if signal.getsignal(number) is not signal.SIG_IGN]
