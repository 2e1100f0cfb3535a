"""The whole program as a process of its own: what shows only when Python starts and ends."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from program import ROOT, run

from ae_model import runs

# In the place of main.py: the program itself, with something done in its window once that is painted.
DRIVEN = """
import os, sys, time
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from ae_gui import app, main_window
from ae_gui.kiosk import window as kiosk_window
from ae_gui.tour_hands import mouse_event

class Window({window}):
    def load_behind(self):
{body}

{window} = Window
sys.exit(app.main(sys.argv[1:]))
"""


def drive(body: str, data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with `body` as what the window does when it is first painted."""
    return run(*program_with(body, data_dir, *arguments))


def program_with(body: str, data_dir: Path, *arguments: str) -> tuple[str, ...]:
    """The command of the program with `body` as what its window does when it is first painted."""
    window = "kiosk_window.KioskWindow" if "--kiosk" in arguments else "main_window.MainWindow"
    program = DRIVEN.format(body=textwrap.indent(textwrap.dedent(body), " " * 8), window=window)
    return ("-c", program, "--data-dir", str(data_dir), *arguments)


def seconds_to_close(done: subprocess.CompletedProcess[str]) -> float:
    """From the moment that the window printed as `closing <time>` until now."""
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("closing")]
    return time.time() - float(line.split()[1])


def test_what_a_start_does_not_show_is_not_imported_before_the_first_painting(tmp_path):
    done = drive(
        """
        unseen = "settings_panel training_tab comparison network_tab runs_tab exports data_dialog about self_play tour"
        imported = [name for name in unseen.split() if f"ae_gui.{name}" in sys.modules]
        foreign = [name for name in ("torch", "PIL", "numpy.ma", "importlib.metadata") if name in sys.modules]
        print("imported:", imported, foreign)
        self.close()
        """,
        tmp_path,
    )

    assert "imported: [] []" in done.stdout, done.stderr


def test_cycles_are_collected_again_once_it_is_known_whether_there_is_torch(tmp_path):
    done = drive(
        """
        import gc
        before = gc.isenabled()
        sys.modules["torch"] = None
        super().load_behind()
        print("collects:", before, gc.isenabled())
        self.close()
        """,
        tmp_path,
    )

    assert "collects: False True" in done.stdout, done.stderr


def test_cycles_are_not_looked_for_while_the_program_is_imported():
    program = """
import gc, runpy, sys
sys.argv = ["main.py", "--version"]
try:
    runpy.run_path("main.py", run_name="__main__")
except SystemExit:
    print("collects:", gc.isenabled())
"""

    done = run("-c", program)

    assert "collects: False" in done.stdout, done.stderr


def test_no_source_is_read_for_features_of_pyside_that_nothing_uses(tmp_path):
    done = drive(
        """
        import colorsys, linecache
        print("read:", colorsys.__file__ in linecache.cache)
        self.close()
        """,
        tmp_path,
    )

    assert "read: False" in done.stdout, done.stderr


def test_exploring_loads_no_torch(tmp_path):
    done = drive(
        """
        from ae_model.datasets import load_split
        from ae_model.pca import PCA
        plane = self.latent_tab.plane.viewport()
        middle = QPointF(plane.rect().center())
        QApplication.sendEvent(plane, mouse_event(QEvent.Type.MouseMove, plane, middle))
        test_images = load_split("mnist", "test").images
        PCA.fit(test_images, 2).reconstruct(test_images[:10])
        decoded = self.latent_tab.tools.explore.inspector.decoded.image is not None
        print("decoded:", decoded, "torch:", "torch" in sys.modules)
        self.close()
        """,
        tmp_path,
    )

    assert "decoded: True torch: False" in done.stdout, done.stderr
    assert done.returncode == 0


@pytest.mark.clock
def test_closing_while_torch_loads_ends_within_two_seconds(tmp_path):
    done = drive(
        """
        super().load_behind()
        def close():
            print("closing", time.time())
            self.close()
        QTimer.singleShot(200, self, close)
        """,
        tmp_path,
    )

    assert seconds_to_close(done) <= 2
    assert done.returncode == 0, done.stderr
    assert not done.stderr


@pytest.mark.clock
def test_closing_while_it_trains_ends_within_two_seconds_and_keeps_the_network(tmp_path):
    done = drive(
        """
        super().load_behind()
        self.ready.connect(self.commands.train.trigger)
        def close_once_it_trains():
            if self.status.step > 3:
                self.clock.stop()
                print("closing", time.time())
                self.close()
        self.clock = QTimer(self, interval=10)
        self.clock.timeout.connect(close_once_it_trains)
        self.clock.start()
        """,
        tmp_path,
    )

    assert seconds_to_close(done) <= 2
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    (run,), complaints = runs.read_all(tmp_path)
    assert (run.is_interrupted, run.can_resume, complaints) == (True, True, [])


def test_a_network_can_be_named_on_the_command_line(tmp_path):
    (tmp_path / "foreign").write_bytes(b"GIF89a")
    done = drive(
        """
        def close():
            box = self.findChild(QMessageBox)
            if box is not None:
                print(box.text())
                box.close()
                self.close()
        self.clock = QTimer(self, interval=10)
        self.clock.timeout.connect(close)
        self.clock.start()
        """,
        tmp_path / "user",
        str(tmp_path / "foreign"),
    )

    assert "foreign" in done.stdout, done.stderr


@pytest.mark.parametrize("arguments", [["--size", "big"], ["--preset", "none"], ["--epochs", "0"]])
def test_a_wrong_argument_is_refused_in_a_line(arguments):
    done = run("main.py", *arguments)

    assert done.returncode == 2
    assert "error: argument" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_torch_everything_but_training_works(tmp_path):
    done = drive(
        """
        import numpy as np
        from PySide6.QtCore import QEventLoop, QTimer
        from ae_gui.preferences import ComparisonPage

        def wait(is_done):
            for _ in range(1_200):
                if is_done():
                    return
                loop = QEventLoop()
                QTimer.singleShot(50, loop.quit)
                loop.exec()
            raise TimeoutError

        sys.modules["torch"] = None  # as if it were not installed
        super().load_behind()
        latent, comparison = self.latent_tab, self.comparison_tab
        latent.carpet_action.trigger()
        latent.use(latent.tools.path)
        latent.plane.position_clicked.emit(0.0, 0.0)
        latent.plane.position_clicked.emit(3.0, 3.0)
        latent.use(latent.tools.select)
        latent.plane.region_drawn.emit(np.array([[0, 0], [3, 0], [3, 3]], np.float32))
        latent.use(latent.tools.draw)
        self.tabs.setCurrentWidget(comparison)
        wait(lambda: len(comparison.planes.planes[1].positions) > 0)
        comparison.show_page(ComparisonPage.ERRORS)
        wait(lambda: len(comparison.worst[1].row_names) > 0)
        comparison.show_page(ComparisonPage.DIGITS)
        self.tabs.setCurrentWidget(self.network_tab)
        print("frames:", len(latent.tools.path.inspector.frames), "selected:", len(latent.tools.select.selected) > 0)
        wait(lambda: self.session.is_loaded)
        print("compared:", comparison.digits.row_names, "said:", repr(self.bar.text), repr(self.status.shown.strip()))
        print("can train:", self.commands.train.isEnabled(), self.commands.train.toolTip())
        self.close()
        """,
        tmp_path,
    )
    assert "frames: 24 selected: True" in done.stdout, done.stderr
    assert "compared: ('Original', 'Network on show', 'Network on show: error', 'PCA', 'PCA: error')" in done.stdout
    assert "said: '' 'Ready  On show: deep-2d, epoch 80" in done.stdout
    assert "can train: False This program is for exploring." in done.stdout
    assert done.returncode == 0


def test_a_folder_that_cannot_be_written_is_told_of_in_a_sentence_and_survived(tmp_path):
    (tmp_path / "file").touch()
    done = drive(
        """
        super().load_behind()
        def close():
            if self.bar.text:
                print("said:", self.bar.text)
                self.clock.stop()
                self.close()
        self.clock = QTimer(self, interval=10)
        self.clock.timeout.connect(close)
        self.clock.start()
        """,
        tmp_path / "file" / "user",
    )

    folder = tmp_path / "file" / "user"
    assert f"said: Nothing will be kept, because {folder} cannot be written: Not a directory." in done.stdout, (
        done.stderr
    )
    assert done.returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of HOME")
def test_without_a_home_what_is_written_goes_with_the_program(tmp_path):
    body = """
        super().load_behind()
        print("keeps:", self.session.data_dir, "said:", self.bar.text)
        self.close()
    """
    unknown_user = "import os; os.getuid = lambda: 54_321\n"
    _, program, *_ = program_with(body, tmp_path)
    program = unknown_user + program
    environment = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0", "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    folder, words = done.stdout.removeprefix("keeps: ").split(" said: ")
    assert words.startswith("You have no home folder here")
    assert not Path(folder).exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_with_standard_files_closed_no_file_of_the_program_becomes_one(tmp_path):
    body = f"""
        links = [os.readlink(f"/proc/self/fd/{{descriptor}}") for descriptor in range(3)]
        open({str(tmp_path / "links")!r}, "w").write(" ".join(links))
        print("nobody reads this")
        self.close()
    """
    _, program, *_ = program_with(body, tmp_path)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}
    closed = ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", program]

    done = subprocess.run([*closed, "--data-dir", str(tmp_path)], cwd=ROOT, env=environment, timeout=60)

    assert done.returncode == 0
    assert (tmp_path / "links").read_text() == "/dev/null /dev/null /dev/null"


def test_a_language_that_is_chosen_is_spoken_from_the_next_start_on(tmp_path):
    done = drive(
        """
        before = self.tabs.tabText(0)
        (italian,) = [item for item in self.commands._languages.actions() if item.data() == "it"]
        italian.trigger()
        print(self.tabs.tabText(0) == before)
        self.close()
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True"]
    again = """
        print(self.tabs.tabText(0))
        self.close()
        """
    assert drive(again, tmp_path).stdout.split() == ["Panoramica"]
    assert drive(again, tmp_path, "--language", "en").stdout.split() == ["Overview"]
