"""What every test gets: Qt without a screen, real MNIST, and no thread left behind.

That a warning, a Qt warning or an exception in a slot fails the test too is set in pyproject.toml.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.setdefault("OMP_NUM_THREADS", "1")  # "auto" would look what other programs do, and bits be other ones

import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shiboken6
from digits import first_of, write_data_set
from hypothesis import settings
from networks import drawn, normal
from PySide6.QtCore import QLocale, QObject, QThread, QTranslator
from PySide6.QtWidgets import QApplication
from windows import OpenWindow, windows

from ae_gui.language import speak
from ae_gui.main_window import MainWindow
from ae_gui.motion import STILL, want_less
from ae_gui.theme import Theme
from ae_model import datasets
from ae_model.config import NetworkConfig
from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.snapshot import Snapshot

_home = tempfile.TemporaryDirectory(prefix="autoencoder-lab-tests-")
os.environ["XDG_DATA_HOME"] = _home.name  # no test writes runs, or trash, where the user has them
os.environ[STILL] = "1"  # a test that looks at movement asks for `moving`

# The same examples in every run, and no deadline for them on a busy machine.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="every fault of tests/torture as often as make torture has it")
    parser.addoption("--report", metavar="FILE", help="where to write which faults were survived, in JSON")


@pytest.hookimpl(tryfirst=True)  # before -m chooses, and before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of two workers one has all tests with a clock; those of one file stay together, for what they share is dear."""
    for item in items:
        if item.path.parent.name == "torture":
            item.add_marker("torture")
        group = "clock" if item.get_closest_marker("clock") else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Speaks English, which takes a file of its plurals."""
    speak(qapp, "en")
    return qapp


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    """Whatever a test speaks, English is spoken after it."""
    before = QLocale()
    yield
    speak(qapp, "en")
    QLocale.setDefault(before)


@pytest.fixture
def translate(qapp: QApplication) -> Iterator[Callable[[dict[str, str]], None]]:
    """Called with templates and their translations, speaks another language until the test ends."""
    translators = []

    class Dictionary(QTranslator):
        def __init__(self, words: dict[str, str]) -> None:
            super().__init__(qapp)
            self._words = words

        def isEmpty(self) -> bool:  # noqa: N802
            return False

        def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
            return self._words.get(text)

    def install(words: dict[str, str]) -> None:
        translators.append(Dictionary(words))
        qapp.installTranslator(translators[-1])

    yield install
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture(scope="session")
def mnist() -> datasets.Dataset:
    """The 70,000 real digits, read once for the whole run."""
    return datasets.load("mnist")


@pytest.fixture(scope="session")
def few(mnist: datasets.Dataset) -> datasets.Dataset:
    """2,000 of the digits to train on and 500 to test with: an epoch is 16 steps."""
    return replace(first_of(mnist, 2_000, 500), name="few")


@pytest.fixture(scope="session")
def few_digits(few: datasets.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a folder."""
    return write_data_set(tmp_path_factory.mktemp("data") / "few", few.train, few.test)


@pytest.fixture(scope="session")
def tiny(mnist: datasets.Dataset) -> datasets.Dataset:
    """300 of the digits to train on and 50 to test with: an epoch takes milliseconds."""
    return replace(first_of(mnist, 300, 50), name="few")


@pytest.fixture(scope="session")
def tiny_digits(tiny: datasets.Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same as a folder called "few", by its path."""
    return str(write_data_set(tmp_path_factory.mktemp("data") / "few", tiny.train, tiny.test))


@pytest.fixture
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def untrained() -> Callable[..., Snapshot]:
    """Makes networks with random weights, so that no two places of a plane decode to the same digit."""

    def make(latent_dim: int, seed: int = 0, image_shape: ImageShape = MNIST_SHAPE) -> Snapshot:
        config = NetworkConfig(image_shape, hidden_sizes=(64,), latent_dim=latent_dim)
        return drawn(config, normal(np.random.default_rng(seed)))

    return make


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def open_window(
    theme: Theme, few: datasets.Dataset, few_digits: Path, untrained: Callable[..., Snapshot], tmp_path: Path
) -> Iterator[OpenWindow]:
    """Opens windows on one data folder, `tmp_path / "user"`, each with few digits loaded; see `windows.py`."""
    with windows(theme, tmp_path / "user", few, str(few_digits), untrained(2)) as open_window:
        yield open_window


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    """The parent of what is to go with it."""
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture(scope="module")
def shared_window(
    theme: Theme,
    few: datasets.Dataset,
    few_digits: Path,
    untrained: Callable[..., Snapshot],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[MainWindow]:
    """One window for all tests of a file, which only look at it or put it back."""
    folder = tmp_path_factory.mktemp("user")
    with windows(theme, folder, few, str(few_digits), untrained(2)) as open_window:
        yield open_window()


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Things move, as they do for a user who has not asked for less."""
    monkeypatch.delenv(STILL)
    yield
    want_less(False)


@pytest.fixture(autouse=True)
def _the_same_random_numbers_in_every_run() -> None:
    """A test that draws without a generator of its own draws the same, whichever tests ran before it."""
    if torch := sys.modules.get("torch"):  # tests of the window need none
        torch.manual_seed(0)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """On a busy machine two threads that share a step wait for each other, and take ten times as long as one."""
    import torch  # not above: tests of the window need none

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(autouse=True)
def _no_thread_left_running(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    started: weakref.WeakSet[QThread] = weakref.WeakSet()
    start = QThread.start

    def recording_start(thread: QThread, *args: Any) -> None:
        started.add(thread)
        start(thread, *args)

    monkeypatch.setattr(QThread, "start", recording_start)
    yield
    left = [thread for thread in started if shiboken6.isValid(thread) and thread.isRunning()]
    for thread in left:
        thread.wait(5_000)  # Qt aborts the process if a running thread is destroyed
    assert not left, f"left running: {', '.join(type(thread).__name__ for thread in left)}"
