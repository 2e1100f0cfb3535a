"""Opens the desktop program: its arguments, the window over a trained network, and a way out that always works.

The window must be there within a second, so the order matters: what it shows first is read and encoded in a
thread while Qt is being imported, and torch is loaded only when the plane has been painted.
"""

import argparse
import builtins
import ctypes
import gc
import logging
import os
import re
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ae_gui import kiosk
from ae_gui.networks import Network, read_first_view
from ae_gui.preferences import LANGUAGE, THEME, Preferences
from ae_model import __version__
from ae_model.config import DEFAULT_PRESET, PRESETS
from ae_model.datasets import Split
from ae_model.preload import torch_is_installed
from ae_model.resources import resource
from ae_model.user_folder import user_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ae_gui.kiosk.window import KioskWindow
    from ae_gui.main_window import MainWindow
    from ae_gui.session.engine import Engine
    from ae_gui.theme import Theme
    from ae_gui.trouble import Trouble

_FirstView = Future[tuple[Split, Network]]

_TRIM_MS = 500  # after the end of a training, in which there is enough to do
_M_MMAP_THRESHOLD, _LARGE_BLOCK = -3, 2**20  # of glibc's malloc.h; bytes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of this process; returns its exit code."""
    _let_interrupts_kill()
    _open_standard_files()
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    gc.disable()  # until torch is here: nearly all that is made before stays, and each look at it takes time
    _give_memory_back()
    if _lacks_display():
        if options.tour is None and options.film is None:
            print("There is no display: here is a tour of the window instead, in pictures.", flush=True)
            options.tour = Path("tour")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shows_itself = options.tour is not None or options.film is not None
    options.homeless = options.data_dir is None and not shows_itself
    with ThreadPoolExecutor(1) as reader, ExitStack() as stack:
        first_view = reader.submit(read_first_view)
        if shows_itself or options.homeless:  # a tour neither sees nor changes what the user has
            options.data_dir = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        return _open(options, first_view, stack)


def _open(options: argparse.Namespace, first_view: _FirstView, stack: ExitStack) -> int:
    """Show the window until it is closed; what is on the `stack` ends with the program, however it ends."""
    from PySide6.QtCore import QThread

    _import_plainly()
    from PySide6.QtGui import QIcon

    from ae_gui.display import open_application
    from ae_gui.focus_ring import FocusRing
    from ae_gui.language import speak
    from ae_gui.signals import EndingSignals
    from ae_gui.theme import Theme
    from ae_gui.trouble import Trouble

    trouble = Trouble(options.data_dir / "logs")
    trouble.install()

    def clean_up() -> None:
        trouble.uninstall()
        stack.close()

    app = open_application(sys.argv[:1], clean_up)
    app.setApplicationName("Autoencoder Lab")
    app.setDesktopFileName("autoencoder-lab" if torch_is_installed() else "autoencoder-lab-explorer")
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    preferences = Preferences(options.data_dir / "settings.json")
    speak(app, options.language or preferences[LANGUAGE])
    theme = Theme(app, options.theme or preferences[THEME])
    FocusRing(app)
    window: MainWindow | KioskWindow
    if options.kiosk and options.tour is None:
        window = _show_kiosk(options, first_view, trouble)
    else:
        window = _show_window(options, first_view, trouble, preferences, theme)
    signals = EndingSignals(app)
    signals.came.connect(partial(_end, app, window))
    code = app.exec()
    if window.isVisible():  # its display has gone
        window.leave()
    signals.forget()
    trouble.uninstall()
    if any(job.isRunning() for job in window.findChildren(QThread)):
        # Nothing stops an import half-way, and what had to be saved is: leave without taking Python down under it.
        stack.close()
        logging.shutdown()
        with suppress(OSError, AttributeError):  # a terminal that is gone, or that there never was
            sys.stdout.flush()
        os._exit(code)
    return code


def _import_plainly() -> None:
    """Let Python itself import all that follows, which PySide has put an import of its own around.

    That looks whether a module's source says "PySide6", for the sake of features that nothing here uses. It takes a
    tenth of the time until the window is painted, a fifth of the processor time that importing torch takes, and 40 MB
    for the sources, which it keeps.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _collect_once_known(engine: "Engine") -> None:
    """Collect cycles again once torch has been loaded; what is there by then stays, and is looked through no more."""

    def collect() -> None:
        gc.freeze()
        gc.enable()

    engine.ready.connect(collect)
    engine.missing.connect(collect)


def _end(app: "QApplication", window: "MainWindow | KioskWindow", number: int) -> None:
    """End the program because the system says so, as the user would; modal dialogs end with it."""
    window.leave()
    app.exit(128 + number)


def _show_window(
    options: argparse.Namespace, first_view: _FirstView, trouble: "Trouble", preferences: Preferences, theme: "Theme"
) -> "MainWindow":
    from PySide6.QtCore import Qt, QTimer

    from ae_gui.main_window import MainWindow
    from ae_gui.words import tr

    with theme.applied_afterwards():
        window = MainWindow(*first_view.result(), options.data_dir, preferences, theme)
    # Queued: not in the middle of painting.
    window.first_painted.connect(window.load_behind, Qt.ConnectionType.QueuedConnection)
    _collect_once_known(window.session.engine)
    window.idle.connect(partial(QTimer.singleShot, _TRIM_MS, window, _trim_memory))
    if options.tour is None and options.film is None:
        window.first_painted.connect(partial(_play, window), Qt.ConnectionType.QueuedConnection)
    if options.network is not None:
        window.opening.open_network(options.network)
    if options.tour is not None:
        from ae_gui.tour import Tour

        Tour(window, options.tour, options.preset, 0 if options.brief else options.epochs, options.size)
    elif options.film is not None:
        from ae_gui.tour_film import TourFilm

        TourFilm(window, options.film)
    trouble.window = window
    if crash := trouble.previous_crash():
        offer = {tr("Show"): partial(trouble.show_crash, crash)}
        window.bar.say(tr("The program crashed when it was last used."), offer)
    if options.homeless:
        window.bar.say(tr("You have no home folder here: what you train or set is gone when the program ends."))
    window.show()
    return window


def _play(window: "MainWindow") -> None:
    from ae_gui.self_play import SelfPlay

    SelfPlay(window.latent_tab).start()


def _show_kiosk(options: argparse.Namespace, first_view: _FirstView, trouble: "Trouble") -> "KioskWindow":
    from ae_gui.kiosk.window import KioskWindow, exit_keys

    window = KioskWindow(*first_view.result(), exit_keys(options.kiosk_exit_key), options.kiosk_idle)
    _collect_once_known(window.engine)
    window.training.ended.connect(_trim_memory)
    trouble.instead = window.recover
    window.showFullScreen()
    print(f"Fair mode: {options.kiosk_exit_key} leaves it.", flush=True)
    return window


def _let_interrupts_kill() -> None:
    """Let Ctrl-C end the process at once and without a traceback, until there is a window to be closed."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where the shell has it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _open_standard_files() -> None:
    """Let descriptors 0 to 2 be something: where one is closed, the next file opened gets what others print to it."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # becomes the lowest that is free


def _give_memory_back() -> None:
    """Let glibc take every large block from the system and give it back when it is free.

    By itself it soon keeps blocks of up to 32 MB, in pieces that the next training's do not fit into: after 140
    seconds of training and opening in turns the process had 1,100 MB, and so has 540.
    """
    _tell_malloc("mallopt", _M_MMAP_THRESHOLD, _LARGE_BLOCK)


def _trim_memory() -> None:
    """Let glibc give back what is free among its smaller blocks too, which takes 1 to 4 ms.

    They are never at the end of its heap, and it keeps them: 4 MB more after each of the first trainings.
    """
    _tell_malloc("malloc_trim", 0)


def _tell_malloc(function: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):  # a C library that knows no such thing
            getattr(ctypes.CDLL(None), function)(*arguments)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("autoencoder-lab", description="See what an autoencoder learns.")
    parser.add_argument("network", nargs="?", type=Path, help="a checkpoint to open")
    words = "the folder for everything the program writes unasked (default: %(default)s)"
    parser.add_argument("--data-dir", type=Path, default=user_folder(), help=words)
    parser.add_argument("--version", action="version", version=f"Autoencoder Lab {__version__}")
    parser.add_argument("--theme", choices=["system", "light", "dark"], help="default: the one chosen last")
    parser.add_argument("--language", choices=["system", "en", "it"], help="default: the one chosen last")
    tour = parser.add_argument_group("a tour of the window in pictures")
    tour.add_argument("--tour", type=Path, metavar="DIR", help="drive the window and save pictures and figures in DIR")
    tour.add_argument("--preset", choices=list(PRESETS), default=DEFAULT_PRESET, help="trained on the tour")
    tour.add_argument("--epochs", type=_epochs, default=3, help="trained on the tour (default: %(default)s)")
    tour.add_argument("--size", type=_size, default=(1280, 800), metavar="1280x720", help="of the window on the tour")
    tour.add_argument("--brief", action="store_true", help="a tour that ends when everything is loaded")
    tour.add_argument("--film", type=Path, metavar="FILE", help="film the window at work as an animated GIF instead")
    fair = parser.add_argument_group("at a fair")
    fair.add_argument("--kiosk", action="store_true", help="full screen, for fingers, with no menu and no files")
    words = "the only keys that leave it (default: %(default)s)"
    fair.add_argument("--kiosk-exit-key", type=_exit_key, default=kiosk.EXIT_KEYS, metavar="KEYS", help=words)
    words, idle = "without a touch, until it plays by itself (default: %(default)g)", kiosk.IDLE_SECONDS
    fair.add_argument("--kiosk-idle", type=_idle_seconds, default=idle, metavar="SECONDS", help=words)
    options = parser.parse_args(arguments)
    if options.kiosk and any(other is not None for other in (options.network, options.tour, options.film)):
        parser.error("--kiosk goes with no network, no tour and no film")
    return options


def _exit_key(text: str) -> str:
    if text == kiosk.EXIT_KEYS:  # which needs no Qt to be known for good
        return text
    from ae_gui.kiosk.window import exit_keys

    try:
        exit_keys(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _idle_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds from 1 to 86400")
    return seconds


def _epochs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not a number of epochs from 1 to 1000")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    if not (match := re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)):
        raise argparse.ArgumentTypeError(f"{text} is not a size such as 1280x720")
    return int(match[1]), int(match[2])


def _lacks_display() -> bool:
    return (
        sys.platform.startswith("linux")
        and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
        and os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen"
    )
