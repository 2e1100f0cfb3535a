"""The window of the fair mode: one plane and three pages beside it, which play by themselves when nobody is there."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QLayout, QStackedWidget, QWidget

from ae_gui.background import Job
from ae_gui.kiosk import EXIT_KEYS
from ae_gui.kiosk.controls import Banner, BigButton, Words
from ae_gui.kiosk.epochs import PastEpochs
from ae_gui.kiosk.pages import DrawPage, ExplorePage, TrainPage
from ae_gui.kiosk.plane import TouchPlane
from ae_gui.kiosk.player import Player
from ae_gui.kiosk.training import LiveTraining
from ae_gui.kiosk.visit import Visit
from ae_gui.kiosk.watch import Watch
from ae_gui.latent_view import Digits
from ae_gui.networks import Network
from ae_gui.session.engine import Engine
from ae_gui.walk import Walk
from ae_gui.widgets.card import Card
from ae_gui.widgets.layouts import in_column, in_row
from ae_model import datasets
from ae_model.datasets import Dataset, Split
from ae_model.snapshot import Array, Snapshot

_WIDTH, _HEIGHT = 1280, 720  # of a small screen; all is larger on larger ones
_LEAST = 0.75  # of that, on lower screens, such as one of 1366 x 768 at 125 %: a button is as high as on a phone
_PANEL, _MARGIN = 420, 20
_UNBOUNDED = 16_777_215  # Qt's own largest size
_FIRST_DIGIT = 0  # the test image that is looked at after starting over
_RECOVER_MS = 500  # from a trouble to starting over: one that comes again and again must not keep the window busy
_STOP_MS = 1_200  # the time that closing waits for a training


def exit_keys(text: str) -> QKeySequence:
    """The keys that leave the fair mode, from their names such as "Ctrl+Shift+Q".

    Raises:
        ValueError: if there are no such keys, or a visitor presses them by chance; with a sentence.
    """
    keys = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    combinations: list[QKeyCombination] = [keys[number] for number in range(keys.count())]  # type: ignore[index]
    if not combinations or any(combination.key() == Qt.Key.Key_unknown for combination in combinations):
        raise ValueError(f"{text} is no combination of keys such as {EXIT_KEYS}")
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if not all(combination.keyboardModifiers() & held for combination in combinations):
        raise ValueError(f"{text} is too easy to press: choose keys with Ctrl, Alt or Meta, such as {EXIT_KEYS}")
    if keys.toString() in ("Alt+F4", "Alt+Tab"):
        raise ValueError(f"{text} belongs to the desktop: choose other keys, such as {EXIT_KEYS}")
    return keys


class KioskWindow(QWidget):
    """Full screen, for fingers, and for as long as a fair lasts.

    Attributes:
        engine: knows whether a network can be trained.
        visit: what is looked at.
        plane: every test digit a point.
        explore, draw, train: the pages, which `buttons` open by their number.
        epochs: those of a training that has ended.
        training: the network in training.
        walk: a position that walks through the plane.
        watch: knows whether somebody is there; `player` plays when nobody is.
    """

    def __init__(self, split: Split, network: Network, leave_by: QKeySequence, idle_seconds: float) -> None:
        """A window that shows a network with codes of two dimensions; `load_behind` brings what training needs."""
        super().__init__()
        self._original = network
        self._dataset: Dataset | None = None
        self._why_not = ""  # the reason why nothing can be trained
        self._leaving = False
        names = tuple(map(str, range(int(split.labels.max()) + 1)))
        self.visit = Visit(Digits.of_test(split, names), network.snapshot, network.codes, self)
        self.plane = TouchPlane()
        self.explore = ExplorePage()
        self.draw = DrawPage(split.image_shape)
        self.train = TrainPage(split)
        self._all_pages: tuple[ExplorePage | DrawPage | TrainPage, ...] = (self.explore, self.draw, self.train)
        self.epochs = PastEpochs()
        self.engine = Engine(self)
        self.training = LiveTraining(self)
        self.installEventFilter(self.training.trainer)
        self.walk = Walk(self)
        self.watch = Watch(idle_seconds, self)
        self.player = Player(self)
        self._recovery = QTimer(self, singleShot=True, interval=_RECOVER_MS)
        self._banner = Banner(self.tr("Touch to explore"))
        self.whole_button = BigButton(self.tr("Whole map"))
        self.buttons = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect(leave_by)
        _take_out_actions(self)
        self.setWindowTitle("Autoencoder Lab")
        self.setWindowFlags(
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self.plane.color_classes(len(names))
        self.plane.names.set_names(names)
        self.start_over()

    @property
    def page(self) -> QWidget:
        """The page that is open."""
        return self._all_pages[self._pages.currentIndex()]

    # From the start to the end

    @Slot()
    def load_behind(self) -> None:
        """Load the data set and the engine in the background, and begin to watch for visitors."""
        self.watch.start()
        unreadable = self.tr("The digits to train with cannot be read.")
        Job(
            partial(datasets.load, "mnist"), self.train_with, lambda _: self.do_without_training(unreadable), self
        ).start()
        self.engine.load()

    def train_with(self, dataset: Dataset) -> None:
        """Let networks be trained on a data set."""
        self._dataset = dataset
        self._refresh_train()

    def do_without_training(self, why_not: str) -> None:
        """Say from now on why nothing can be trained."""
        self._why_not = why_not
        self.train.words.setText(why_not)

    @Slot()
    def start_over(self) -> None:
        """Forget what the last visitor did."""
        self.player.stop()
        self.walk.stop()
        self._banner.hide()
        self.draw.forget()
        self.explore.carpet_button.setChecked(False)
        self._open(self.explore)
        self._show_original()

    def recover(self) -> None:
        """Start over after a trouble, soon."""
        if not self._recovery.isActive():
            self._recovery.start()

    @Slot()
    def leave(self) -> None:
        """End the program: only the chosen keys do."""
        self._leaving = True
        self.close()
        self._leaving = False

    def closeEvent(self, event: QCloseEvent) -> None:
        app = QGuiApplication.instance()
        ending = isinstance(app, QGuiApplication) and app.isSavingSession()  # a computer that is shut down
        if not self._leaving and not ending:
            event.ignore()
            return
        self.watch.stop()
        self.walk.stop()
        self.player.stop()
        self.training.forget()
        self.training.trainer.close(_STOP_MS)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized() and not self._leaving:
            QTimer.singleShot(0, self, self.showFullScreen)

    # The visitor's touches

    @Slot(int)
    def open_page(self, number: int) -> None:
        """Open a page, and forget a network that was trained on the page before."""
        page = self._all_pages[number]
        if page is self.page:
            return
        self.walk.stop()
        if self.page is self.train:
            self._show_original()
        self._open(page)
        self._look()
        if page is self.train and self.player.can_train:  # its button is the one that trains
            self._start_training()

    @Slot(float, float)
    def _probe(self, x: float, y: float) -> None:
        if self.page is not self.draw:  # there the drawing has its position
            self.walk.stop()
            self._look_at(x, y)

    @Slot(object)
    def _take_drawing(self, image: NDArray[np.uint8] | None) -> None:
        self.visit.drawing = image
        if self.page is self.draw:
            self._look()
            if image is not None:
                self.plane.pulse_mark()

    @Slot(bool)
    def _lay_carpet(self, wanted: bool) -> None:
        self.plane.carpet.set_decoder(self.visit.view.decode if wanted else None)

    @Slot()
    def _start_training(self) -> None:
        if self._dataset is None or self.training.trainer.running:
            return
        self.epochs.hide()
        self.train.words.setText(self.tr("Starting …"))
        self.training.start(self._dataset)
        self._refresh_train()

    @Slot(int)
    def _look_back(self, position: int) -> None:
        kept = self.training.history.epochs
        if position < len(kept):
            epoch = kept[position]
            self._show(epoch.snapshot, epoch.test_codes)
            self._look()
            self.epochs.say(epoch.snapshot.epoch)

    # The training

    @Slot(object, object, object, int)
    def _take_growth(self, snapshot: Snapshot, codes: Array, placed: NDArray[np.intp], seen: int) -> None:
        first = seen == 0
        self._show(snapshot, codes, placed, anew=first)
        self._look()
        if first:
            self.walk.start(*self.visit.position)
        self.train.show_seen(seen)

    @Slot(str)
    def _training_ended(self, reason: str) -> None:
        if reason:
            self.train.words.setText(self.tr("That did not work. Try once more."))
        if len(self.training.history) > 1:
            self.epochs.offer(len(self.training.history))
        self._refresh_train()
        self.player.end_training()

    @Slot()
    def _refresh_train(self) -> None:
        running = self.training.running
        ready = self._dataset is not None and self.engine.is_ready
        self.watch.occupied = running and not self.player.playing
        self.player.can_train = ready and running == self.training.trainer.running
        trained = bool(self.training.history.epochs)
        self.train.set_state(possible=self.player.can_train, training=running, trained=trained)

    # Playing

    @Slot()
    def _play(self) -> None:
        self.start_over()
        self._banner.show()
        self._banner.raise_()
        self.player.start()

    @Slot()
    def _play_walk(self) -> None:
        self._show_original()
        self._open(self.explore)
        self.walk.start(*self.visit.position)

    @Slot()
    def _play_training(self) -> None:
        self._open(self.train)
        self._start_training()

    # Showing

    def _show_original(self) -> None:
        """Show the network that travels with the program; what is in training is forgotten."""
        self.training.forget()
        self.epochs.hide()
        self._show(self._original.snapshot, self._original.codes, anew=True)
        self.plane.fit()
        self.visit.position = self.plane.point(_FIRST_DIGIT)
        self._look()
        self.train.words.setText(self._why_not)
        self._refresh_train()

    def _show(
        self, snapshot: Snapshot, codes: Array, placed: NDArray[np.intp] | None = None, anew: bool = False
    ) -> None:
        """Show another network, or the last one some steps later; not yet what it draws at a position."""
        self.visit.show(snapshot, codes, placed)
        view = self.visit.view
        if anew:
            self.plane.clear_points()
        self.plane.set_points(view.positions, view.digits.labels, view.placed)
        self._lay_carpet(self.explore.carpet_button.isChecked())
        self.walk.show(view)
        self.train.show_network(snapshot)

    @Slot(float, float)
    def _look_at(self, x: float, y: float) -> None:
        self.visit.position = (x, y)
        self._look()

    def _look(self) -> None:
        """Show the digit of the position that is looked at, or the copy of the drawing."""
        visit = self.visit
        if self.page is not self.draw:
            self.plane.mark(visit.position)
            if self.page is self.train:
                self.train.digit.set_image(visit.digit())
            else:
                self.explore.show_digit(visit.digit(), visit.words())
        elif visit.drawing is None:
            self.plane.mark(None)
            self.draw.clear_result()
        else:
            seen, names = visit.view.seen(visit.drawing), visit.view.digits.class_names
            self.plane.mark(seen.position, self.tr("yours"), own=True)
            self.draw.show_result(seen.redrawn, seen.votes, names)

    def _open(self, page: ExplorePage | DrawPage | TrainPage) -> None:
        number = self._all_pages.index(page)
        self._pages.setCurrentIndex(number)
        self.buttons.button(number).setChecked(True)
        if page is not self.explore:
            self.explore.carpet_button.setChecked(False)

    # Building

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make everything as large as the screen allows: it is read from three metres away."""
        super().resizeEvent(event)
        upright = self.height() > self.width()
        across, down = (_HEIGHT, _WIDTH) if upright else (_WIDTH, _HEIGHT)
        least = 1.0 if upright else min(1.0, max(_LEAST, self.height() / down))
        unit = max(least, min(self.width() / across, self.height() / down))
        for words in self.findChildren(Words):
            words.enlarge(unit)
        for button in self.findChildren(BigButton):
            button.enlarge(unit)
        for page in self._all_pages:
            page.enlarge(unit)
        self.epochs.slider.enlarge(unit)
        self.plane.enlarge(unit)
        margin = round(_MARGIN * unit)
        for layout in (self._rows, self._middle, self._navigation):
            layout.setSpacing(margin)
        for around in (self._rows, self._overlay):
            around.setContentsMargins(margin, margin, margin, margin)
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        panel = round(_PANEL * unit)
        self._pages.setMaximumWidth(_UNBOUNDED if upright else panel)
        self._pages.setMinimumWidth(panel)
        self._pages.setMaximumHeight(round(_HEIGHT * 0.8 * unit) if upright else _UNBOUNDED)

    def _lay_out(self) -> None:
        for page in self._all_pages:
            self._pages.addWidget(page)
        self._overlay = QGridLayout(self.plane)
        self._overlay.addWidget(self.whole_button, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._overlay.addWidget(self._banner, 1, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self.whole_button.hide()
        for number, words in enumerate((self.tr("Explore"), self.tr("Draw"), self.tr("Train a network"))):
            self.buttons.addButton(BigButton(words, checkable=True), number)
        self._middle = in_row((in_column((Card(self.plane), 1), self.epochs), 1), self._pages)
        self._navigation = in_row(*self.buttons.buttons())
        self._rows = in_column((self._middle, 1), self._navigation, parent=self)
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen decides

    def _connect(self, leave_by: QKeySequence) -> None:
        self.buttons.idClicked.connect(self.open_page)
        self.plane.probed.connect(self._probe)
        self.plane.zoomed.connect(self.whole_button.setVisible)
        self.whole_button.clicked.connect(self.plane.fit)
        self.explore.carpet_button.toggled.connect(self._lay_carpet)
        self.draw.digit_drawn.connect(self._take_drawing)
        self.train.start_wanted.connect(self._start_training)
        self.train.stop_wanted.connect(self.training.trainer.stop)
        self.epochs.chosen.connect(self._look_back)
        self.training.grown.connect(self._take_growth)
        self.training.ended.connect(self._training_ended)
        self.walk.moved.connect(self._look_at)
        self.engine.ready.connect(self._refresh_train)
        why_not = self.tr("This program came without what training needs.")
        self.engine.missing.connect(lambda _: self.do_without_training(why_not))
        self.watch.left_alone.connect(self._play)
        self.watch.touched.connect(self.start_over)
        self.player.walk_wanted.connect(self._play_walk)
        self.player.training_wanted.connect(self._play_training)
        self._recovery.timeout.connect(self.watch.tell)
        # Queued: not in the middle of painting.
        self.plane.first_painted.connect(self.load_behind, Qt.ConnectionType.QueuedConnection)
        leave = QShortcut(leave_by, self, context=Qt.ShortcutContext.ApplicationShortcut)
        leave.activated.connect(self.leave)


def _take_out_actions(window: QWidget) -> None:
    """Take all menus and shortcuts out of the widgets, which save, copy and undo elsewhere."""
    for widget in (window, *window.findChildren(QWidget)):
        for action in widget.actions():
            widget.removeAction(action)
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
