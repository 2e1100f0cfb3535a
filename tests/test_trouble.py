import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from clipping import clipped
from PySide6.QtCore import QObject, QTimer, Signal, Slot, qCritical, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ae_gui.trouble import Trouble, TroubleDialog

ROOT = Path(__file__).parents[1]

CRASH = """
import faulthandler, sys
from pathlib import Path
from ae_gui.trouble import Trouble
trouble = Trouble(Path(sys.argv[1]))
trouble.install()
if sys.argv[2] == "crash":
    faulthandler._sigsegv()
print(trouble.previous_crash())
if sys.argv[2] == "wait":
    sys.stdout.flush()
    sys.stdin.read()
trouble.uninstall()
"""


@pytest.fixture
def trouble(qtbot, tmp_path):
    made = Trouble(tmp_path / "logs")
    made.install()
    yield made
    made.uninstall()
    if made.dialog is not None:
        made.dialog.close()


@pytest.fixture
def window(qtbot, trouble) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    trouble.window = window
    return window


class Broken(QObject):
    """Something with a slot that fails."""

    fired = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fired.connect(self.fail)

    @Slot()
    def fail(self) -> None:
        raise KeyError("nobody catches this")


def logged(folder: Path) -> str:
    return (folder / "logs" / "autoencoder-lab.log").read_text()


def shown(qtbot, trouble: Trouble) -> TroubleDialog:
    qtbot.waitUntil(lambda: trouble.dialog is not None)
    return trouble.dialog


def start(folder: Path, how: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", CRASH, folder, how],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_exception_in_a_slot_is_logged_and_shown_and_the_window_goes_on(qtbot, trouble, window, tmp_path):
    with qtbot.captureExceptions():
        hook, sys.excepthook = sys.excepthook, trouble._take_exception
        broken = Broken()
        broken.fired.emit()
        sys.excepthook = hook
    dialog = shown(qtbot, trouble)

    assert "nobody catches this" in dialog.text
    assert "Traceback" in logged(tmp_path)
    assert not dialog.isModal()
    dialog.close()
    qtbot.waitUntil(lambda: trouble.dialog is None)
    assert window.isVisible()


def test_an_exception_in_another_thread_comes_to_the_windows_thread(qtbot, trouble, window, tmp_path):
    thread = threading.Thread(target=Broken.fail, args=(None,), name="digger")
    thread.start()
    thread.join()

    assert "nobody catches this" in shown(qtbot, trouble).text
    assert "in the thread digger" in logged(tmp_path)


def test_an_exception_in_a_destructor_is_told_too(qtbot, trouble, window):
    class Doomed:
        def __del__(self) -> None:
            raise ValueError("at the end of its life")

    hook, sys.unraisablehook = sys.unraisablehook, trouble._take_unraisable
    del_me = Doomed()
    del del_me
    sys.unraisablehook = hook

    assert "at the end of its life" in shown(qtbot, trouble).text


def test_a_storm_of_exceptions_is_one_dialog_that_counts_them(qtbot, trouble, window, tmp_path):
    for number in range(1_000):
        try:
            raise RuntimeError(f"drop {number}")
        except RuntimeError as error:
            trouble._take_exception(type(error), error, error.__traceback__)
    dialog = shown(qtbot, trouble)

    assert len(window.findChildren(TroubleDialog)) == 1
    assert dialog.count == 1_000
    assert "drop 999" in dialog.text
    logs = list((tmp_path / "logs").glob("autoencoder-lab.log*"))
    assert sum(path.stat().st_size for path in logs) <= 3_100_000


def test_more_trouble_while_the_dialog_is_open_comes_into_it(qtbot, trouble, window):
    for number in (1, 2):
        trouble._take_exception(ValueError, ValueError(f"number {number}"), None)
        qtbot.waitUntil(lambda number=number: trouble.dialog is not None and trouble.dialog.count == number)
    assert "number 1" in trouble.dialog.text and "number 2" in trouble.dialog.text
    assert clipped(trouble.dialog) == []


def test_all_of_it_is_copied_with_the_versions(qtbot, trouble, window):
    trouble._take_exception(ValueError, ValueError("copy me"), None)
    dialog = shown(qtbot, trouble)
    (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy"]
    copy.click()

    text = QGuiApplication.clipboard().text()
    assert "copy me" in text
    assert "Autoencoder Lab" in text and "PySide6" in text and "numpy" in text


def test_what_is_copied_does_not_tell_where_the_home_of_the_user_is(qtbot, trouble, window, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    trouble._take_exception(ValueError, ValueError("there is no /home/ada/pictures"), None)
    text = shown(qtbot, trouble).text
    assert "there is no ~/pictures" in text and "ada" not in text


def test_details_open_on_demand(qtbot, trouble, window):
    trouble._take_exception(ValueError, ValueError("in detail"), None)
    dialog = shown(qtbot, trouble)
    (details,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Details"]
    assert not dialog._details.isVisible()
    details.click()
    assert dialog._details.isVisible()


@pytest.mark.qt_no_exception_capture
def test_qts_critical_messages_are_shown_and_its_warnings_logged(qtbot, trouble, window, tmp_path):
    qWarning("a warning")
    qCritical("a calamity")

    assert "a calamity" in shown(qtbot, trouble).text
    assert "a warning" not in trouble.dialog.text
    assert "a warning" in logged(tmp_path)


def test_what_goes_wrong_while_trouble_is_taken_troubles_nobody(qtbot, trouble, window, tmp_path):
    class UnspeakableError(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no words")

    trouble._take_exception(UnspeakableError, UnspeakableError(), None)
    trouble._take_exception(ValueError, ValueError("and on it goes"), None)
    assert "and on it goes" in shown(qtbot, trouble).text


def test_a_keyboard_interrupt_is_pythons_own_matter(qtbot, trouble, window, capsys):
    trouble._take_exception(KeyboardInterrupt, KeyboardInterrupt(), None)
    QTimer.singleShot(0, lambda: None)
    assert trouble.dialog is None


def test_without_a_place_to_write_the_dialog_comes_all_the_same(qtbot, tmp_path):
    (tmp_path / "file").touch()
    trouble = Trouble(tmp_path / "file" / "logs")
    trouble.install()
    trouble._take_exception(ValueError, ValueError("nowhere to write"), None)
    assert "nowhere to write" in shown(qtbot, trouble).text
    assert trouble.previous_crash() is None
    trouble.uninstall()
    trouble.dialog.close()


def test_without_a_standard_error_everything_goes_to_the_file(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    trouble = Trouble(tmp_path / "logs")
    trouble.install()
    logging.getLogger("test").error("into the file")
    trouble.uninstall()
    assert "into the file" in logged(tmp_path)


def test_a_crash_is_found_by_the_next_start_once(tmp_path):
    crashed = start(tmp_path, "crash")
    crashed.communicate(timeout=60)
    assert crashed.returncode != 0
    texts = [start(tmp_path, "look").communicate(timeout=60)[0] for _ in range(2)]
    assert "Segmentation fault" in texts[0] or "Windows fatal exception" in texts[0]
    assert texts[1].strip() == "None"
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_start_beside_a_living_one_takes_nothing_from_it(tmp_path):
    living = start(tmp_path, "wait")
    assert living.stdout.readline().strip() == "None"
    assert start(tmp_path, "look").communicate(timeout=60)[0].strip() == "None"
    assert len(list(tmp_path.glob("crash-*.log"))) == 1
    living.communicate("", timeout=60)
    assert list(tmp_path.glob("crash-*")) == []


def test_a_crash_is_shown_like_any_other_trouble(qtbot, trouble, window):
    trouble.show_crash("Fatal Python error: Segmentation fault")
    (dialog,) = window.findChildren(TroubleDialog)
    assert "Segmentation fault" in dialog.text
    dialog.close()
