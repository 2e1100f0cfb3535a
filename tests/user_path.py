"""A new user's ten minutes in three, by a real pointer in a real X window: a program for `test_user_path`, no test.

Arguments: a folder for the pictures of each stop, with the user's own folder in it. Every press, drag and key goes
through the X server (xdotool), and ends where a user's would: on whatever lies uppermost at that place of the screen.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from handmade_pictures import gray, saved
from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from ae_gui import app, main_window
from ae_gui.tour_hands import at, play, rest, three, wait
from ae_gui.widgets.fields import SpinBox
from ae_gui.widgets.guide_panel import LESSONS

FOLDER = Path(sys.argv[1])
_SECONDS = 60  # before a step is given up
_OWN_SIDE, _TESTED = 20, 9  # pixels of the user's own pictures, and how many of the sixty are held back
_PCA = "No network has been trained on own yet: this is PCA"
_TOLD = {"open_own_pictures": _PCA, "data-sets": _PCA}  # in the bar of messages, at these stops alone
_BEAT_S = 0.06  # after each press, for the window to answer


def xdotool(*words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)


def middle(widget: QWidget) -> QPoint:
    return widget.rect().center()


def point_at(widget: QWidget, position: QPoint | QPointF) -> None:
    """Move the pointer to a position of a widget, which has to lie on the screen, uppermost."""
    place = widget.mapToGlobal(QPointF(position).toPoint())
    assert QGuiApplication.primaryScreen().availableGeometry().contains(place), f"{widget} is off the screen"
    uppermost = QApplication.widgetAt(place)
    assert uppermost is not None and (uppermost is widget or widget.isAncestorOf(uppermost)), (
        f"{uppermost} lies over {widget}"
    )
    xdotool("mousemove", place.x(), place.y())


def press(widget: QWidget, position: QPoint | QPointF | None = None) -> None:
    """Click the middle of a widget, or a position in it."""
    point_at(widget, middle(widget) if position is None else position)
    rest(_BEAT_S)
    xdotool("click", 1)
    rest(_BEAT_S)


def pull(widget: QWidget, positions: Sequence[QPointF]) -> None:
    """Press at the first position, move through the others and let go at the last."""
    point_at(widget, positions[0])
    xdotool("mousedown", 1)
    for position in positions[1:]:
        point_at(widget, position)
        rest(0.01)
    xdotool("mouseup", 1)
    rest(_BEAT_S)


def button(words: str, inside: QWidget | None = None) -> QAbstractButton:
    """The button that can be seen and says so; a mnemonic's & does not count."""
    everywhere = [inside] if inside is not None else [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    found = [
        one
        for top in everywhere
        for one in top.findChildren(QAbstractButton)
        if one.isVisible() and one.text().replace("&", "") == words
    ]
    assert len(found) == 1, f"{len(found)} buttons say {words!r}"
    return found[0]


def any_button(words: str, inside: QWidget) -> bool:
    return any(one.isVisible() and one.text().replace("&", "") == words for one in inside.findChildren(QAbstractButton))


def button_of(action: QAction) -> QWidget:
    """The widget, in sight, that does what an action does."""
    found = [one for one in action.associatedObjects() if isinstance(one, QToolButton) and one.isVisible()]
    assert found, f"no button does {action.text()!r}"
    return found[0]


def own_pictures(folder: Path) -> None:
    """Sixty pictures in three classes, of a size that is not MNIST's: bars, rings and crosses."""
    across, down = np.meshgrid(np.linspace(-1, 1, _OWN_SIDE), np.linspace(-1, 1, _OWN_SIDE))
    rng = np.random.default_rng(0)
    for number in range(20):
        x, y, width = across + rng.normal(0, 0.1), down + rng.normal(0, 0.1), rng.uniform(0.15, 0.3)
        ring = np.abs(np.hypot(x, y) - 0.6) < width / 2
        shapes = {"bar": np.abs(x) < width, "ring": ring, "cross": (np.abs(x) < width / 2) | (np.abs(y) < width / 2)}
        for name, ink in shapes.items():
            saved(folder / name / f"{number}.png", gray(255 * ink))


class Walker:
    """Goes the path and looks about at each stop."""

    def __init__(self, window: main_window.MainWindow) -> None:
        self.window = window
        self._stops = 0

    def go(self) -> str:
        """The path from the first start to the last step of the guide."""
        for step in (
            self.arrive,
            self.hover,
            self.draw,
            self.train,
            self.slow_down,
            self.play_epochs,
            self.compare,
            self.open_own_pictures,
            self.return_to_mnist,
            self.resume,
            self.follow_guide,
        ):
            began = time.monotonic()
            step()
            self.look(step.__name__, time.monotonic() - began)
        return f"{self._stops} stops"

    def look(self, name: str, seconds: float) -> None:
        """Take a picture, and find what no stop may have: a trouble, an empty page, something outside of the screen."""
        rest(0.2)
        self._stops += 1
        screen = QGuiApplication.primaryScreen()
        screen.grabWindow(0).save(str(FOLDER / f"{self._stops:02d}-{name}.png"))
        print(f"{name}: {seconds:.1f} s; {self.window.bar.text}", flush=True)
        assert self.window.bar.text.startswith(_TOLD.get(name, "")), "what is to be told is not"
        assert name in _TOLD or not self.window.bar.text, "the message is not true here"
        room = screen.availableGeometry()
        for top in QApplication.topLevelWidgets():
            assert not isinstance(top, QMessageBox) or not top.isVisible(), top.text()
            if top.isVisible():
                assert room.contains(top.frameGeometry()), f"{top} lies outside of the screen: {top.frameGeometry()}"
        page = self.window.tabs.currentWidget()
        picture = page.grab().toImage()
        shades = np.unique(np.frombuffer(picture.constBits(), np.uint32))
        assert len(shades) > 20, f"{name}: the page is empty"

    # The stops

    def arrive(self) -> None:
        """The first start: the window fits the screen, and shows something that lives before anything was touched."""
        window = self.window
        wait(lambda: len(window.latent_tab.plane.positions) > 0, _SECONDS, "show the plane")
        wait(lambda: window.session.is_loaded, _SECONDS, "load")
        wait(lambda: window.latent_tab.plane.marked is not None, _SECONDS, "play by itself")

    def hover(self) -> None:
        """The mouse wanders over the plane, and what is drawn follows it."""
        plane, drawn = self.window.latent_tab.plane, []
        plane.probed.connect(lambda x, y: drawn.append((x, y)))
        for share in np.linspace(0.2, 0.8, 30):
            point_at(plane, at(plane, float(share), 0.5))
            rest(0.02)
        assert plane.marked is None, "it still plays by itself"
        assert len(drawn) > 10, "the plane did not answer to the mouse"

    def draw(self) -> None:
        """A 3 is drawn, and its mark is found in the plane."""
        tab = self.window.latent_tab
        press(button_of(next(action for action in tab.findChildren(QAction) if action.text() == "Draw")))
        pad = tab.tools.draw.inspector.pad
        pull(pad, three(pad))
        rest(0.3)
        assert tab.plane.marked is not None, "the drawing has no mark"
        assert tab.plane.frame.viewRect().contains(QPointF(*tab.plane.marked)), "its mark is outside of the frame"

    def train(self) -> None:
        """A training begins by its button, and moves the plane."""
        window = self.window
        press(button_of(window.commands.train))
        wait(lambda: window.training, _SECONDS, "begin to train")
        wait(lambda: len(window.session.on_show.history.epochs) > 1, 3 * _SECONDS, "train an epoch")

    def slow_down(self) -> None:
        """Slow motion, and fast again until some epochs are there to be played."""
        window, speed = self.window, self.window.commands.speed
        press(speed, at(speed, 0.02, 0.5))
        wait(lambda: window.commands.steps_a_second is not None, 5, "slow down")
        before = window.status.step
        rest(2)
        assert window.status.step - before < 400, "slow motion is not slow"
        for _ in range(9):  # a press beside the handle moves it by a page
            press(speed, at(speed, 0.99, 0.5))
        wait(lambda: window.commands.steps_a_second is None, 5, "train at full speed again")
        wait(lambda: len(window.session.on_show.history.epochs) > 4, 3 * _SECONDS, "train four epochs")
        press(button_of(window.commands.stop))
        wait(lambda: not window.training, _SECONDS, "stop the training")

    def play_epochs(self) -> None:
        """The epochs are played from the first to the last, and the present comes back."""
        slider = self.window.epoch_slider
        seen: list[int] = []
        slider.epoch_chosen.connect(seen.append)
        press(button_of(slider.play_action))
        last = slider.slider.maximum()
        wait(lambda: seen[-1:] == [last], _SECONDS, "play the epochs")
        assert sorted(set(seen)) == list(range(last + 1))
        wait(lambda: slider.play_action.text() == "Play", 5, "end playing")
        press(button_of(slider.live_action))

    def compare(self) -> None:
        """Each page of the comparison is looked at."""
        tab = self.window.comparison_tab
        self.turn_to("comparison")
        for page in tab._page_buttons.buttons():
            press(page)
            wait(lambda: tab.is_filled, _SECONDS, "fill a page of the comparison")
            self.look(f"compare-{page.text().lower()}", 0)

    def open_own_pictures(self) -> None:
        """Sixty pictures of the user's, of another size, become a data set, and the window says what can be done."""
        window = self.window
        self.use_dialog(window.commands.datasets.trigger, self._convert_pictures)
        wait(lambda: len(window.session.data.split.images) == _TESTED, _SECONDS, "open the pictures")
        wait(lambda: window.bar.text.startswith(_PCA), _SECONDS, "show PCA of them")

    def _convert_pictures(self, dialog: QDialog) -> None:
        self.use_dialog(partial(press, button("Folder of pictures…", dialog)), self._choose_folder)
        wait(lambda: any_button("Convert", dialog), _SECONDS, "look through the pictures")
        rest(0.3)
        (side,) = [box for box in dialog.findChildren(SpinBox) if box.isVisible()]
        press(side, at(side, 0.2, 0.5))
        xdotool("key", "ctrl+a")
        xdotool("type", str(_OWN_SIDE))
        rest(0.3)
        self.look("own-pictures-seen", 0)
        press(button("Convert", dialog))
        wait(lambda: len(self.window.session.data.split.images) == _TESTED, _SECONDS, "convert the pictures")
        rest(0.5)
        if dialog.isVisible():
            xdotool("key", "Escape")

    def _choose_folder(self, dialog: QDialog) -> None:
        (line,) = [field for field in dialog.findChildren(QLineEdit) if field.isVisible()]
        press(line)
        xdotool("key", "ctrl+a")
        xdotool("type", str(FOLDER / "own"))
        xdotool("key", "Return")
        wait(lambda: not dialog.isVisible(), _SECONDS, "take the folder")

    def return_to_mnist(self) -> None:
        """The data set that travels with the program is opened again."""
        window = self.window

        def open_mnist(dialog: QDialog) -> None:
            self.look("data-sets", 0)
            first = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.text() == "Open"]
            press(min(first, key=lambda one: one.mapToGlobal(QPoint()).y()))
            wait(lambda: len(window.session.data.split.images) == 10_000, _SECONDS, "open MNIST")
            if dialog.isVisible():
                xdotool("key", "Escape")

        self.use_dialog(window.commands.datasets.trigger, open_mnist)
        wait(lambda: window.session.data.fits(window.network.snapshot), _SECONDS, "open a network for MNIST")

    def resume(self) -> None:
        """The training that was stopped is trained further, from the page of runs."""
        window, tab = self.window, self.window.runs_tab
        self.turn_to("runs")
        wait(lambda: tab.table.model().rowCount() > 0, _SECONDS, "list the runs")
        press(tab.table.viewport(), tab.table.visualRect(tab.table.model().index(0, 1)).center())
        press(tab.resume_button)
        wait(lambda: window.training, _SECONDS, "resume")
        wait(lambda: len(window.session.on_show.history.epochs) > 5, 3 * _SECONDS, "train another epoch")
        press(button_of(window.commands.stop))
        wait(lambda: not window.training, _SECONDS, "stop the training")

    # What a hand does in several steps

    def turn_to(self, name: str) -> None:
        tabs = self.window.tabs
        number = [tabs.widget(index).objectName() for index in range(tabs.count())].index(name)
        (bar,) = [one for one in self.window.commands.header.findChildren(QTabBar) if one.isVisible()]
        press(bar, bar.tabRect(number).center())
        assert tabs.name == name

    def use_dialog(self, open_it: Callable[[], object], use: Callable[[QDialog], object]) -> None:
        """Open a dialog, which may not return before it is closed, and use it."""
        before = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        trouble: list[Exception] = []
        used: list[bool] = []

        def look() -> None:
            if not new():
                return
            timer.stop()
            try:
                rest(0.3)
                use(new()[0])
            except Exception as error:
                trouble.append(error)
                for dialog in new():
                    dialog.reject()
            used.append(True)

        def new() -> list[QDialog]:
            return [
                top
                for top in QApplication.topLevelWidgets()
                if isinstance(top, QDialog) and top.isVisible() and top not in before
            ]

        # Its beats come in whichever loop is innermost, which is that of the dialog once it is open.
        timer = QTimer(self.window, interval=100)
        timer.timeout.connect(look)
        timer.start()
        open_it()
        wait(lambda: used, 2 * _SECONDS, "use a dialog")
        wait(lambda: not new(), _SECONDS, "close a dialog")
        if trouble:
            raise trouble[0]

    def follow_guide(self) -> None:
        """The guide from its first step to its last, every button pressed in its order, and then all is as before."""
        window, guide = self.window, self.window.guide
        before = window.network.snapshot.fingerprint
        window.guide_action.trigger()
        for number in range(len(LESSONS)):
            wait(window.scenes.is_set_up, _SECONDS, "set a lesson up")
            assert guide.number == number
            assert window.scenes.ringed is not None and window.scenes.ringed.isVisible(), "nothing is ringed"
            self.look(f"guide-{number + 1}", 0)
            press(guide.next_button)
        wait(window.scenes.is_set_up, _SECONDS, "leave the guide")
        wait(lambda: window.network.snapshot.fingerprint == before, _SECONDS, "bring the network back")
        assert not guide.isVisible()


class Window(main_window.MainWindow):
    """The real window, walked through once it is painted."""

    def load_behind(self) -> None:
        super().load_behind()
        QTimer.singleShot(0, self, partial(play, self, Walker(self).go, "path"))


if __name__ == "__main__":
    own_pictures(FOLDER / "own")
    main_window.MainWindow = Window  # type: ignore[misc]
    sys.exit(app.main(["--data-dir", str(FOLDER / "data"), "--language", "en", "--theme", "light"]))
