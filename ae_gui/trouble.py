"""Uncaught errors of every kind end here: in a log of bounded size, and in one dialog whose text can be copied.

Python's exceptions (of the window's thread, of others, of destructors) and Qt's messages come together, and the window
stays usable after each of them. `faulthandler` writes what kills the process into a file that the next start finds.
"""

import faulthandler
import logging
import os
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QStyle, QWidget

from ae_gui import versions
from ae_gui.theme import MARGIN
from ae_gui.widgets.layouts import in_column
from ae_gui.words import counted
from ae_model.user_folder import without_home

_LOG_BYTES, _OLD_LOGS = 1_000_000, 2
_MOST_DETAILS = 20  # shown in the dialog; all are in the log
_MOST_CRASH_BYTES = 65_536
_OF_NO_SCREEN = "This plugin does not support"  # as Qt's platform without a screen says of what takes one

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.CRITICAL,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger(__name__)
_qt_log = logging.getLogger("Qt")


class Trouble(QObject):
    """Takes uncaught errors from any thread, and shows them in one dialog in the window's thread.

    Signals:
        _came(): something is to be shown; sent once until it was taken, however much comes.

    Attributes:
        window: the one that dialogs are shown in front of.
        instead: called where there is to be no dialog, which is not for a visitor at a fair; the log has everything.
        dialog: the dialog, while there is one.
    """

    _came = Signal()

    def __init__(self, folder: Path) -> None:
        """For a program whose logs are in `folder`; nothing is changed before `install`."""
        super().__init__()
        self._folder = folder
        self.window: QWidget | None = None
        self.instead: Callable[[], object] | None = None
        self.dialog: TroubleDialog | None = None
        self._lock = threading.Lock()  # of the two below
        self._waiting: deque[str] = deque(maxlen=_MOST_DETAILS)
        self._untold = 0
        self._handling = threading.local()
        self._handlers: list[logging.Handler] = []
        self._crash_file: TextIOWrapper | None = None
        self._crash_lock: FileLock | None = None
        # Queued: a hook may be called in the middle of anything, and in any thread.
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    # From the beginning to the end of a program

    def install(self) -> None:
        """Take everything from now on."""
        logging.raiseExceptions = False  # a log that cannot be written is no reason for more trouble
        self._handlers = [logging.StreamHandler()] if sys.stderr is not None else []
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / "autoencoder-lab.log"
            self._handlers.append(
                RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_OLD_LOGS, encoding="utf-8", delay=True)
            )
        formatter = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
        for handler in self._handlers:
            handler.setFormatter(formatter)
            logging.getLogger().addHandler(handler)
        sys.excepthook = self._take_exception
        threading.excepthook = self._take_thread_exception
        sys.unraisablehook = self._take_unraisable
        qInstallMessageHandler(self._take_qt_message)
        self._open_crash_file()

    def uninstall(self) -> None:
        """Put everything back as it was, at a clean end: there was no crash."""
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        self._handlers = []
        self._close_crash_file()

    # What comes

    def _take_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, /, where: str = ""
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        if getattr(self._handling, "now", False):  # an exception in here: the log is all that is left
            return
        self._handling.now = True
        try:
            log.error("Not caught%s", where, exc_info=(kind, error, trace))
            self._tell("".join(traceback.format_exception(kind, error, trace)))
        except Exception:
            with suppress(Exception):
                log.exception("Trouble with trouble")
        finally:
            self._handling.now = False

    def _take_thread_exception(self, arguments: threading.ExceptHookArgs, /) -> None:
        if arguments.exc_value is not None:
            where = f" in the thread {arguments.thread.name if arguments.thread else '?'}"
            self._take_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback, where=where)

    def _take_unraisable(self, unraisable: "sys.UnraisableHookArgs", /) -> None:
        if unraisable.exc_value is not None:
            where = f" in {unraisable.object!r}"
            self._take_exception(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback, where=where)

    def _take_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith(_OF_NO_SCREEN):
            return
        with suppress(Exception):
            _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", message)
            if kind == QtMsgType.QtCriticalMsg:
                self._tell(f"Qt: {message}\n")

    def _tell(self, details: str) -> None:
        with self._lock:
            self._waiting.append(details)
            self._untold += 1
            if self._untold > 1:
                return
        self._came.emit()

    @Slot()
    def _show(self) -> None:
        with self._lock:
            details, count = list(self._waiting), self._untold
            self._waiting.clear()
            self._untold = 0
        if count == 0:
            return
        if self.instead is not None:
            self.instead()
            return
        if self.dialog is None:
            words = self.tr("Something in the program went wrong. What you see stays usable; what was trained is kept.")
            self.dialog = TroubleDialog(words, self.window)
            self.dialog.finished.connect(self._closed)
            self.dialog.show()
        self.dialog.add(details, count)

    @Slot()
    def _closed(self) -> None:
        self.dialog = None

    # Crashes

    def previous_crash(self) -> str | None:
        """What an earlier start wrote when it crashed, as text; it is told once. None if none did."""
        texts: list[str] = []
        with suppress(OSError):
            paths = sorted(self._folder.glob("crash-*.log"))
            texts.extend(text for path in paths if (text := _take_crash(path)) is not None)
        return "\n".join(texts) or None

    def show_crash(self, text: str) -> None:
        """Show what `previous_crash` returned."""
        dialog = TroubleDialog(self.tr("The program crashed when it was last used. This is where:"), self.window)
        dialog.add([text], 1)
        dialog.show()

    def _open_crash_file(self) -> None:
        path = self._folder / f"crash-{os.getpid()}.log"
        with suppress(OSError, Timeout):
            self._crash_lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
            self._crash_lock.acquire()
            self._crash_file = path.open("w", encoding="utf-8")
            faulthandler.enable(self._crash_file)

    def _close_crash_file(self) -> None:
        if self._crash_file is not None and self._crash_lock is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_lock.release()
            _remove_crash(Path(self._crash_file.name))
            self._crash_file = None


class TroubleDialog(QDialog):
    """A sentence, details that can be opened, and a button that copies all of it with what a bug report needs.

    Attributes:
        count: how many troubles it tells of.
    """

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Autoencoder Lab")
        self.setModal(False)  # a modal one would keep the window from being closed
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.count = 0
        self._words = QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._more = QLabel()
        self._more.hide()
        self._details = QPlainTextEdit(readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setMinimumSize(560, 220)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.hide()
        self._lay_out()

    @property
    def text(self) -> str:
        """All that is copied."""
        return without_home(f"{versions.report()}\n\n{self._details.toPlainText()}")

    def add(self, details: list[str], count: int) -> None:
        """Tell of `count` more, with the details of the last of them."""
        self.count += count
        if self._details.blockCount() < 1_000:  # the log has all of them
            for detail in details:
                self._details.appendPlainText(detail)
        self._more.setText(counted(self.tr("%n time(s) so far; the log has all of them.", "", self.count), self.count))
        if self.count > 1 and self._more.isHidden():
            self._more.show()
            self.adjustSize()  # else the words above it are cut off

    @Slot()
    def copy(self) -> None:
        """Copy the details and the versions of everything."""
        QGuiApplication.clipboard().setText(self.text)

    @Slot(bool)
    def _open_details(self, opened: bool) -> None:
        self._details.setVisible(opened)
        self.adjustSize()

    def _lay_out(self) -> None:
        icon = QLabel(pixmap=self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning).pixmap(32))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        details = buttons.addButton(self.tr("Details"), QDialogButtonBox.ButtonRole.ActionRole)
        details.setCheckable(True)
        details.toggled.connect(self._open_details)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.close)
        parts = (icon, self._words, self._more, (self._details, 1), buttons)
        in_column(*parts, parent=self, margin=MARGIN, spacing=MARGIN)


def _take_crash(path: Path) -> str | None:
    """What a dead process wrote when it crashed; its file is removed. None if it lives, or did not crash."""
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_CRASH_BYTES).decode(errors="replace")
    finally:
        lock.release()
        _remove_crash(path)
    return text if text.strip() else None


def _remove_crash(path: Path) -> None:
    for doomed in (path, Path(f"{path}.lock")):
        with suppress(OSError):
            doomed.unlink()
