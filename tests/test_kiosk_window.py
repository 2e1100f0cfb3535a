"""The fair mode: what a crowd may do to it, and what it does when there is none."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ae_gui.background import Job
from ae_gui.kiosk import EXIT_KEYS, training, watch
from ae_gui.kiosk.controls import TARGET, BigButton, Words
from ae_gui.kiosk.window import KioskWindow, exit_keys
from ae_gui.language import speak
from ae_gui.networks import Network, read_first_view
from ae_gui.theme import Theme
from ae_gui.tour_hands import drag, mouse_event
from ae_gui.training_thread import Failure
from ae_gui.trouble import Trouble
from ae_gui.widgets.draw_pad import DrawPad
from ae_model import datasets
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.datasets import Dataset, DatasetError, Split

LOAD_BEHIND = KioskWindow.load_behind  # which most tests do without
ROOT = Path(__file__).parents[1]
QUICK = TrainingConfig(NetworkConfig(hidden_sizes=(16,)), epochs=2, device="cpu", threads=1)


@pytest.fixture(scope="session")
def shown() -> tuple[Split, Network]:
    return read_first_view()


@pytest.fixture(scope="module")
def house(qapp, shown) -> Iterator[KioskWindow]:
    """One window for all tests: to make it takes longer than most of them."""
    yield from make_house(qapp, shown)


@pytest.fixture
def italian_house(qapp, shown) -> Iterator[KioskWindow]:
    before = QLocale()
    speak(qapp, "it")
    yield from make_house(qapp, shown)
    speak(qapp, "en")
    QLocale.setDefault(before)


def make_house(qapp: QApplication, shown: tuple[Split, Network]) -> Iterator[KioskWindow]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KioskWindow, "load_behind", lambda kiosk: None)
        Theme(qapp)
        made = KioskWindow(*shown, exit_keys(EXIT_KEYS), 1_000)
        yield made
        made.leave()
        made.deleteLater()


@pytest.fixture
def kiosk(house, qtbot, qapp) -> Iterator[KioskWindow]:
    """A window with nothing to train, which plays only when it is told to."""
    yield from visited(house, qapp)


@pytest.fixture
def own_kiosk(qtbot, qapp, shown) -> Iterator[KioskWindow]:
    """The same for one test alone, which gives it something to train with, or says that there is nothing."""
    for made in make_house(qapp, shown):
        yield from visited(made, qapp)
        qtbot.waitUntil(lambda made=made: not made.training.trainer.running, timeout=60_000)


def visited(house: KioskWindow, qapp: QApplication) -> Iterator[KioskWindow]:
    house.resize(1280, 720)
    house.show()
    house.start_over()
    house.watch.start()
    qapp.processEvents()
    yield house
    house.watch.stop()
    house.start_over()


@pytest.fixture
def training_kiosk(own_kiosk, mnist, monkeypatch) -> KioskWindow:
    """One with a small network and few digits to train it on."""
    monkeypatch.setattr(training, "CONFIG", QUICK)
    monkeypatch.setattr(training, "FIRST_SPEED", 1e4)
    few = Split(mnist.train.images[:1_280], mnist.train.labels[:1_280])
    own_kiosk.train_with(Dataset("mnist", few, mnist.test, mnist.class_names))
    own_kiosk.engine.take(None)
    return own_kiosk


def press(kiosk: KioskWindow, number: int) -> None:
    """Open one of the pages with its button."""
    QTest.mouseClick(kiosk.buttons.button(number), Qt.MouseButton.LeftButton)


def draw(pad: DrawPad) -> None:
    drag(pad, [QPointF(x * pad.width(), y * pad.height()) for x, y in ((0.5, 0.2), (0.5, 0.5), (0.5, 0.8))], 0)
    pad.ink_changed.emit()


def touch_plane(kiosk: KioskWindow, x: float, y: float) -> None:
    """Touch a place of the plane's widget, in shares of its width and height."""
    viewport = kiosk.plane.viewport()
    place = QPoint(round(x * viewport.width()), round(y * viewport.height()))
    QTest.touchEvent(viewport, QTest.createTouchDevice()).press(0, place, viewport).commit()


def pixels(kiosk: KioskWindow) -> np.ndarray:
    image = kiosk.explore.digit.image
    assert image is not None
    return np.frombuffer(image.constBits(), np.uint8).copy()


# What cannot be reached


KEYS = ["Escape", "F1", "F10", "F11", "Alt+F4", "Ctrl+Q", "Ctrl+W", "Ctrl+S", "Ctrl+C", "Ctrl+E", "Ctrl+O", "Menu"]


def test_no_key_but_the_chosen_one_leaves_or_opens_anything(kiosk):
    for keys in KEYS:
        for widget in (kiosk, kiosk.plane, kiosk.draw.pad, kiosk.explore.digit):
            QTest.keySequence(widget, keys)

    assert kiosk.isVisible()
    assert QApplication.activePopupWidget() is None
    assert not [other for other in QApplication.topLevelWidgets() if other is not kiosk and other.isVisible()]


def test_the_window_is_not_closed_from_outside(kiosk):
    event = QCloseEvent()
    QApplication.sendEvent(kiosk, event)

    assert not event.isAccepted()
    assert kiosk.isVisible()


def test_the_chosen_keys_leave(kiosk):
    QTest.keySequence(kiosk, EXIT_KEYS)

    assert not kiosk.isVisible()


def test_the_chosen_keys_leave_while_it_plays(kiosk):
    kiosk.watch.left_alone.emit()
    QTest.keySequence(kiosk, EXIT_KEYS)

    assert not kiosk.isVisible()


@pytest.mark.parametrize("text", ["", "Ctrl", "Ctrl+Nonsense", "Escape", "Q", "Shift+Q", "Alt+F4", "Ctrl+K, Q"])
def test_keys_that_are_none_or_are_pressed_by_chance_do_not_leave(text):
    with pytest.raises(ValueError, match=r"such as Ctrl\+Shift\+Q"):
        exit_keys(text)


@pytest.mark.parametrize("text", ["Ctrl+Shift+Q", "Ctrl+Alt+F12", "Ctrl+K, Ctrl+X"])
def test_other_keys_may_be_chosen(text):
    assert exit_keys(text).toString() == text


def test_nothing_in_the_window_has_a_menu_an_action_a_text_or_a_link(kiosk):
    widgets = kiosk.findChildren(QWidget)

    assert not [widget for widget in widgets if widget.actions()]
    assert not kiosk.findChildren(QMenu)
    assert not [
        widget for kind in (QLineEdit, QTextEdit, QPlainTextEdit, QDialog) for widget in kiosk.findChildren(kind)
    ]
    assert not [label for label in kiosk.findChildren(QLabel) if label.textInteractionFlags() & _SELECTABLE]
    assert not [widget for widget in widgets if widget.acceptDrops() and not widget.testAttribute(_FOR_GRAPHICS)]


_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
_FOR_GRAPHICS = Qt.WidgetAttribute.WA_NoSystemBackground


def test_a_right_click_anywhere_opens_nothing(kiosk):
    for widget in kiosk.findChildren(QWidget):
        middle = widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, pos=middle)
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, widget.mapToGlobal(middle))
        QApplication.sendEvent(widget, menu)

    assert QApplication.activePopupWidget() is None


def test_what_is_drawn_cannot_be_copied(kiosk):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    press(kiosk, 1)
    draw(kiosk.draw.pad)
    kiosk.draw.pad.setFocus()
    QTest.keySequence(kiosk.draw.pad, "Ctrl+C")

    assert clipboard.text() == "before"


def test_trouble_shows_no_dialog_and_leads_to_a_clean_start(kiosk, qtbot, tmp_path):
    trouble = Trouble(tmp_path)
    trouble.instead = kiosk.recover
    press(kiosk, 1)
    draw(kiosk.draw.pad)
    trouble._take_exception(ValueError, ValueError("nobody caught this"), None)

    qtbot.waitUntil(lambda: kiosk.page is kiosk.explore)
    assert trouble.dialog is None
    assert kiosk.draw.pad.is_empty


# What a visitor does


def test_a_touch_shows_what_the_network_draws_there(kiosk):
    before = pixels(kiosk)
    view = kiosk.visit.view
    place = np.median(view.positions[view.digits.labels == 1], axis=0)
    seen, viewport = kiosk.plane.getViewBox().mapViewToScene(QPointF(*place.tolist())), kiosk.plane.viewport()
    touch_plane(kiosk, seen.x() / viewport.width(), seen.y() / viewport.height())

    assert not np.array_equal(pixels(kiosk), before)
    assert kiosk.explore.words.text() == "People who write like this mean 1."


def test_far_from_all_digits_it_says_that_nobody_wrote_this(kiosk):
    touch_plane(kiosk, 0.02, 0.02)

    assert kiosk.explore.words.text() == "Nobody wrote this one: the network invents it."


def test_two_fingers_zoom_and_a_button_shows_the_whole_again(kiosk):
    viewport, device = kiosk.plane.viewport(), QTest.createTouchDevice()
    whole = kiosk.plane.getViewBox().viewRect()
    middle = viewport.rect().center()
    near, far = QPoint(40, 0), QPoint(160, 0)
    QTest.touchEvent(viewport, device).press(0, middle - near, viewport).press(1, middle + near, viewport).commit()
    QTest.touchEvent(viewport, device).move(0, middle - far, viewport).move(1, middle + far, viewport).commit()
    QTest.touchEvent(viewport, device).release(0, middle, viewport).release(1, middle, viewport).commit()

    assert kiosk.plane.getViewBox().viewRect().width() == pytest.approx(whole.width() / 4, rel=0.01)
    assert kiosk.whole_button.isVisible()

    QTest.mouseClick(kiosk.whole_button, Qt.MouseButton.LeftButton)

    assert kiosk.plane.getViewBox().viewRect().width() == pytest.approx(whole.width(), rel=0.01)
    assert not kiosk.whole_button.isVisible()


def test_nobody_gets_lost_by_zooming(kiosk):
    view = kiosk.plane.getViewBox()
    whole = view.viewRect().height()
    for _ in range(100):
        kiosk.plane.zoom(1.5, QPointF(0, 0))
    assert view.viewRect().height() < 1.5 * whole

    for _ in range(100):
        kiosk.plane.zoom(0.5, QPointF(0, 0))
    assert view.viewRect().height() > whole / 20


def test_a_drawing_lands_in_the_plane_and_is_drawn_again(kiosk):
    press(kiosk, 1)
    draw(kiosk.draw.pad)

    assert kiosk.draw.verdict.text() == "1"
    assert kiosk.draw.votes.accessibleDescription().startswith("1: ")
    assert kiosk.draw.copy.image is not None
    assert kiosk.plane.marked is not None
    assert kiosk.plane.mark_words == "yours"

    QTest.mouseClick(kiosk.draw.clear_button, Qt.MouseButton.LeftButton)

    assert kiosk.draw.pad.is_empty
    assert kiosk.draw.copy.image is None


def test_the_carpet_is_laid_and_taken_away(kiosk):
    QTest.mouseClick(kiosk.explore.carpet_button, Qt.MouseButton.LeftButton)
    assert kiosk.plane.carpet.shown

    press(kiosk, 1)
    assert not kiosk.plane.carpet.shown


def test_a_training_goes_from_noise_to_digits_and_can_be_looked_back_at(training_kiosk, qtbot):
    kiosk = training_kiosk
    press(kiosk, 2)  # the one button that trains
    assert kiosk.train.button.text() == "Stop"

    with qtbot.waitSignal(kiosk.training.ended, timeout=60_000):
        pass
    assert kiosk.train.button.text() == "Train again"
    assert [epoch.snapshot.epoch for epoch in kiosk.training.history.epochs] == [0, 1, 2]
    assert kiosk.epochs.isVisible()
    assert kiosk.visit.snapshot.epoch == 2

    kiosk.epochs.slider.setValue(0)
    assert kiosk.visit.snapshot.epoch == 0

    press(kiosk, 0)
    assert kiosk.visit.snapshot.config.hidden_sizes == (1000, 500, 250)
    assert not kiosk.epochs.isVisible()
    assert len(kiosk.training.history) == 0


def test_without_torch_the_page_says_so_and_all_else_works(own_kiosk):
    kiosk = own_kiosk
    kiosk.engine.miss("PyTorch cannot be loaded: no such thing")
    press(kiosk, 2)

    assert not kiosk.train.button.isEnabled()
    assert "training" in kiosk.train.words.text()

    kiosk.watch.left_alone.emit()
    kiosk.player.take_turn()
    assert (kiosk.page, kiosk.player.playing, kiosk.walk.walking) == (kiosk.explore, True, True)

    kiosk.watch.touched.emit()
    press(kiosk, 2)
    assert "training" in kiosk.train.words.text()


def test_without_digits_to_train_with_the_page_says_that(own_kiosk, qtbot, monkeypatch):
    def damaged(_: str) -> Dataset:
        raise DatasetError("train-images-idx3-ubyte.gz is damaged")

    kiosk = own_kiosk
    monkeypatch.setattr(datasets, "load", damaged)
    LOAD_BEHIND(kiosk)
    qtbot.waitUntil(lambda: not kiosk.findChildren(Job), timeout=60_000)
    kiosk.start_over()
    press(kiosk, 2)

    assert kiosk.train.words.text() == "The digits to train with cannot be read."


def test_the_trouble_of_a_training_that_was_left_is_not_the_next_visitors(training_kiosk, qtbot, monkeypatch):
    kiosk = training_kiosk
    monkeypatch.setattr(training, "FIRST_SPEED", 1.0)
    press(kiosk, 2)
    kiosk.training.trainer.training.failed.emit(Failure("It failed."))
    kiosk.start_over()
    qtbot.waitUntil(lambda: not kiosk.training.trainer.running, timeout=60_000)

    assert kiosk.train.words.text() == ""


# What it does alone


def test_left_alone_it_forgets_the_visitor_and_plays(kiosk, qtbot):
    press(kiosk, 1)
    draw(kiosk.draw.pad)
    kiosk.watch.leave_alone()

    assert kiosk.player.playing
    assert kiosk.page is kiosk.explore
    assert kiosk.draw.pad.is_empty
    assert not kiosk.draw.pad.ink.any()
    assert kiosk.draw.pad.undo_stack.count() == 0
    assert kiosk._banner.isVisible()
    before = pixels(kiosk)
    qtbot.waitUntil(lambda: not np.array_equal(pixels(kiosk), before))


@pytest.mark.parametrize("how", ["touch", "mouse", "key"])
def test_a_touch_stops_the_playing_and_hands_over_a_clean_start(kiosk, how):
    kiosk.watch.leave_alone()
    assert kiosk.player.playing

    match how:
        case "touch":
            touch_plane(kiosk, 0.5, 0.5)
        case "mouse":
            viewport = kiosk.plane.viewport()
            QApplication.sendEvent(viewport, mouse_event(QEvent.Type.MouseMove, viewport, QPointF(90, 90)))
        case "key":
            QTest.keyClick(kiosk, Qt.Key.Key_Space)
    assert not kiosk.player.playing
    assert not kiosk.walk.walking
    assert not kiosk._banner.isVisible()
    assert kiosk.page is kiosk.explore


def test_the_touch_that_ends_the_playing_presses_no_button(kiosk, monkeypatch):
    kiosk.watch.leave_alone()
    press(kiosk, 1)
    assert kiosk.page is kiosk.explore

    monkeypatch.setattr(watch, "_ONE_TOUCH_MS", 0)  # later
    press(kiosk, 1)
    assert kiosk.page is kiosk.draw


def test_a_walk_and_a_training_take_turns(training_kiosk, qtbot):
    kiosk = training_kiosk
    kiosk.watch.leave_alone()
    kiosk.player.take_turn()
    assert (kiosk.page, kiosk.training.running) == (kiosk.train, True)

    with qtbot.waitSignal(kiosk.training.ended, timeout=60_000):
        pass
    assert kiosk.visit.snapshot.epoch == 2
    assert kiosk.player.playing
    kiosk.player.take_turn()
    assert kiosk.page is kiosk.explore
    assert kiosk.visit.snapshot.config.hidden_sizes == (1000, 500, 250)
    assert kiosk.player.playing


def test_a_touch_ends_the_training_that_was_playing(training_kiosk, qtbot, monkeypatch):
    kiosk = training_kiosk
    monkeypatch.setattr(training, "FIRST_SPEED", 20.0)
    kiosk.watch.leave_alone()
    kiosk.player.take_turn()
    qtbot.waitUntil(lambda: kiosk.visit.snapshot.config == QUICK.network, timeout=60_000)
    touch_plane(kiosk, 0.5, 0.5)

    assert kiosk.visit.snapshot.config.hidden_sizes == (1000, 500, 250)
    qtbot.waitUntil(lambda: not kiosk.training.trainer.running, timeout=60_000)
    assert kiosk.visit.snapshot.config.hidden_sizes == (1000, 500, 250)


def test_a_mouse_on_a_shaking_table_is_no_visitor(kiosk):
    viewport = kiosk.plane.viewport()
    QApplication.sendEvent(viewport, mouse_event(QEvent.Type.MouseMove, viewport, QPointF(90, 90)))
    kiosk.watch.leave_alone()
    QApplication.sendEvent(viewport, mouse_event(QEvent.Type.MouseMove, viewport, QPointF(92, 91)))

    assert kiosk.player.playing


def test_a_training_that_a_visitor_began_is_not_cut_by_the_clock(training_kiosk, qtbot, monkeypatch):
    kiosk = training_kiosk
    monkeypatch.setattr(training, "FIRST_SPEED", 20.0)
    kiosk.watch.start()
    press(kiosk, 2)
    assert kiosk.watch.occupied

    kiosk.training.trainer.stop()
    with qtbot.waitSignal(kiosk.training.ended, timeout=60_000):
        pass
    assert not kiosk.watch.occupied
    kiosk.player.start()
    kiosk.player.take_turn()
    assert kiosk.training.running
    assert not kiosk.watch.occupied  # by nobody


# What it looks like


def all_states(kiosk: KioskWindow):
    """Every page, with all that may be on it."""
    press(kiosk, 0)
    kiosk.plane.zoom(0.5, QPointF(0, 0))
    touch_plane(kiosk, 0.02, 0.02)
    yield "explore"
    kiosk.plane.fit()
    press(kiosk, 1)
    yield "draw, empty"
    draw(kiosk.draw.pad)
    yield "draw"
    kiosk.draw.forget()
    press(kiosk, 2)
    kiosk.engine.miss("There is no engine.")
    yield "train, no engine"
    kiosk.train.set_state(possible=True, training=False, trained=True)
    kiosk.train.show_seen(1_234_567)
    kiosk.epochs.offer(21)
    kiosk.epochs.say(20)
    yield "trained"
    kiosk.watch.leave_alone()
    yield "playing"
    kiosk.watch.touched.emit()


SCREENS = [(1092, 614), (1024, 768), (1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)]  # the first: at 125 %


@pytest.mark.parametrize("size", SCREENS)
def test_all_is_large_enough_for_fingers_and_nothing_is_clipped(kiosk, qapp, size):
    kiosk.resize(*size)
    least = min(1.0, size[1] / 720)
    unit = max(least, min(size[0] / 1280, size[1] / 720)) if size[0] > size[1] else 1.5
    for state in all_states(kiosk):
        qapp.processEvents()
        assert (kiosk.width(), kiosk.height()) == size, state
        assert small_targets(kiosk, unit) == [], state
        assert clipped(kiosk) == [], state


@pytest.mark.parametrize("size", SCREENS[:3])
def test_nothing_is_clipped_in_italian(italian_house, qapp, size):
    italian_house.resize(*size)
    italian_house.show()
    italian_house.watch.start()
    for state in all_states(italian_house):
        qapp.processEvents()
        assert (italian_house.width(), italian_house.height()) == size, state
        assert clipped(italian_house) == [], state


def small_targets(kiosk: KioskWindow, unit: float) -> list[str]:
    """What can be pressed or dragged, and is too small to."""
    kinds = (QAbstractButton, QAbstractSlider, DrawPad)
    targets = [widget for kind in kinds for widget in kiosk.findChildren(kind) if widget.isVisible()]
    side = int(TARGET * unit)
    return [widget.accessibleName() for widget in targets if min(widget.width(), widget.height()) < side]


def clipped(kiosk: KioskWindow) -> list[str]:
    """Words that have no room, and widgets that reach out of the window or over each other's."""
    found = []
    for widget in (*kiosk.findChildren(Words), *kiosk.findChildren(BigButton)):
        if not widget.isVisible():
            continue
        metrics, room = widget.fontMetrics(), widget.contentsRect()
        wrap = Qt.TextFlag.TextWordWrap if isinstance(widget, Words) and widget.wordWrap() else 0
        needed = metrics.boundingRect(room, wrap, widget.text())
        if needed.height() > room.height() or needed.width() > room.width():
            found.append(widget.text())
    for widget in kiosk.findChildren(QWidget):
        corner = widget.mapTo(kiosk, QPoint())
        if widget.isVisible() and not kiosk.rect().contains(widget.rect().translated(corner)):
            found.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return found


def test_everything_has_a_name_for_a_screen_reader(kiosk):
    named = [*kiosk.findChildren(QAbstractButton), kiosk.epochs.slider, kiosk.plane, kiosk.draw.pad]

    assert all(widget.accessibleName() for widget in named)


# As a process of its own

# In the place of main.py: the program itself, with something done in its window once that is painted.
DRIVEN = """
import os, sys
from PySide6.QtCore import QPointF, QTimer
from ae_gui import app
from ae_gui.kiosk import training, window
from ae_gui.tour_hands import drag, rest, wait
from ae_model import datasets
from ae_model.config import NetworkConfig, TrainingConfig

class Driven(window.KioskWindow):
    def load_behind(self):
        if "TORCHLESS" in os.environ:
            sys.modules["torch"] = None  # as if it were not installed
        super().load_behind()
        QTimer.singleShot(0, self, self.drive)

    def drive(self):
{body}
        self.leave()

training.CONFIG = TrainingConfig(NetworkConfig(hidden_sizes=(16,)), epochs=1, device="cpu", threads=1, batch_size=1000)
training.FIRST_SPEED = 1e4
window.KioskWindow = Driven
sys.exit(app.main(["--kiosk", *sys.argv[1:]]))
"""


def run_kiosk(tmp_path: Path, body: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a screen of 3840x2160 pixels, with `body` as what is done in it."""
    screen = {"name": "big", "x": 0, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 96, "dpr": 1}
    (tmp_path / "screen.json").write_text(json.dumps({"screens": [screen]}))
    platform = f"offscreen:configfile={tmp_path / 'screen.json'}"
    program = DRIVEN.format(body=textwrap.indent(textwrap.dedent(body), " " * 8))
    return subprocess.run(
        [sys.executable, "-c", program, "--data-dir", str(tmp_path / "user"), *arguments],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": platform, "DISPLAY": ":0"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file of the user's folder but the log of troubles."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files if "logs" not in path.parts}


@pytest.mark.slow
def test_nothing_that_visitors_do_is_written(tmp_path):
    user = tmp_path / "user"
    user.mkdir()
    (user / "settings.json").write_text('{"theme": "dark"}')
    before = contents(tmp_path / "user")
    done = run_kiosk(
        tmp_path,
        """
        self.open_page(1)
        side = self.draw.pad.width()
        drag(self.draw.pad, [QPointF(0.5 * side, y * side) for y in (0.2, 0.5, 0.8)])
        wait(lambda: self.draw.copy.image is not None, 10, "redraw")
        wait(self.train.button.isEnabled, 60, "load")
        wait(lambda: self.player.playing, 10, "play by itself")
        self.player.take_turn()
        wait(lambda: len(self.training.history) > 1, 60, "train")
        print("size:", self.size().toTuple(), self.devicePixelRatioF())
        """,
        "--kiosk-idle",
        "1",
        "--kiosk-exit-key",
        "Ctrl+Alt+F12",
        QT_SCALE_FACTOR="2",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Ctrl+Alt+F12" in done.stdout
    assert "size: (1920, 1080) 2.0" in done.stdout
    assert contents(user) == before
    assert not [path for path in (user / "logs").iterdir() if path.stat().st_size]


def test_a_program_without_torch_explores_and_plays(tmp_path):
    done = run_kiosk(
        tmp_path,
        """
        wait(lambda: self.train.words.text(), 60, "miss torch")
        print("said:", self.train.words.text(), "can train:", self.train.button.isEnabled())
        wait(lambda: self.player.playing and self.walk.walking, 10, "play by itself")
        """,
        "--kiosk-idle",
        "1",
        TORCHLESS="1",
    )

    assert "said: This program came without what training needs. can train: False" in done.stdout, done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments", [["--kiosk-idle", "0"], ["--kiosk-idle", "soon"], ["--kiosk-exit-key", "Q"], ["network.pt"]]
)
def test_a_wrong_argument_is_refused_in_a_line(arguments, capsys):
    from ae_gui import app

    with pytest.raises(SystemExit) as refused:
        app.main(["--kiosk", *arguments])

    assert refused.value.code == 2
    assert "error: " in capsys.readouterr().err
