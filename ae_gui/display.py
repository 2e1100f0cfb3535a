"""The connection to the screen, or one sentence where there is none.

Qt aborts the process where it reaches no display. That looks like a crash, and its advice is to reinstall the program.
"""

import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

NO_DISPLAY = 1  # the exit code
_UNANSWERED = ("could not connect to display", "Failed to create wl_display")  # of Qt's plugins xcb and wayland
_BROKEN_PLUGIN = re.compile('Could not load the Qt platform plugin "(.*)" in')


def open_application(arguments: Sequence[str], clean_up: Callable[[], object]) -> QApplication:
    """Qt's application. Where the window can be on no screen, say why, `clean_up` and end the process."""
    said: list[tuple[QtMsgType, str]] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtFatalMsg:  # after which Qt aborts
            with suppress(Exception):
                print(why_not([words for _, words in said] or [message]), file=sys.stderr, flush=True)
            with suppress(Exception):
                clean_up()
            os._exit(NO_DISPLAY)
        said.append((kind, message))

    before = qInstallMessageHandler(hear)
    app = QApplication(list(arguments))
    qInstallMessageHandler(before)
    for kind, message in said:
        if kind != QtMsgType.QtDebugMsg:
            logging.getLogger("Qt").warning("%s", message)
    return app


def why_not(messages: Sequence[str]) -> str:
    """One sentence from what Qt's plugins have said."""
    if any(message.startswith(_UNANSWERED) for message in messages):
        names = [name for name in map(os.environ.get, ("WAYLAND_DISPLAY", "DISPLAY")) if name]
        if not names:
            return "The window cannot be opened: there is no display."
        return f"The window cannot be opened: the display {' or '.join(names)} does not answer."
    if broken := [match[1] for message in messages if (match := _BROKEN_PLUGIN.match(message))]:
        library = ", such as libxcb-cursor0" if "xcb" in broken else ""
        plugins = " and ".join(broken)
        return f"The window cannot be opened: a library that Qt's plugin {plugins} needs is not installed{library}."
    return f"The window cannot be opened: {messages[0].rstrip('.')}."
