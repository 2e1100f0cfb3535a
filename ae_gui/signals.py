"""Ctrl-C in the terminal, and the other signals by which a system ends a program, as signals of Qt.

Python runs its handlers between two instructions, of which there are none while Qt waits for events. What is written to
the wakeup descriptor within the system's own handler wakes Qt instead.
"""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

# Ctrl-C, a system that shuts down or `kill`, a terminal that is closed; Windows has SIGBREAK and no SIGHUP.
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
_BYTES = 64


class EndingSignals(QObject):
    """Hears what is to end the program, from its making until `forget`; what was ignored at the start stays ignored.

    After the first of them a Ctrl-C ends the process at once.

    Signals:
        came(number): one has come, by its number; between two events, whatever Qt was doing.
    """

    came = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        heard = [number for number in _ENDING if signal.getsignal(number) is not signal.SIG_IGN]
        self._before = {number: signal.signal(number, lambda *_: None) for number in heard}

    def forget(self) -> None:
        """Let them do again what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in (self._heard, self._told):
            end.close()

    @Slot()
    def _read(self) -> None:
        came = [number for number in self._heard.recv(_BYTES) if number in self._before]
        if came:
            if signal.SIGINT in self._before:
                signal.signal(signal.SIGINT, signal.SIG_DFL)
            self.came.emit(came[0])
