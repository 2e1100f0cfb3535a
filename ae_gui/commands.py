"""The window's actions with their shortcuts, and the header that holds them.

Nothing is done here: others connect each action to what it does, and say which of them can be used.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette, QUndoGroup
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu

from ae_gui.class_colors import NOTES, TITLES
from ae_gui.language import LANGUAGES, SYSTEM
from ae_gui.theme import SPACING, as_letters, grown, icon, plane_icon
from ae_gui.widgets.fields import Slider, TabBar
from ae_gui.widgets.header import Header
from ae_gui.widgets.tabs import Tabs
from ae_gui.words import counted, fill, translated
from ae_model.config import PRESETS

_SPEED_WIDTH = 72  # logical pixels of its slider
_TEXT = QPalette.ColorRole.ButtonText
_SPEEDS = (1, 2, 5, 10, 25, 50, 100, None)  # steps a second; None is as fast as the machine can


class Commands(QObject):
    """The actions of the main window, and where they are found.

    Signals, each what a user has chosen:
        speed_changed(steps): steps a second of the training; None is as many as the machine can do.
        shipped_wanted(preset): the trained network of this preset, to be opened.
        palette_wanted(name), theme_wanted(choice), language_wanted(choice): colours of the classes, theme, language.

    Attributes:
        undo_group: Undo and Redo act on its active stack.
        header: the line above all pages.
        speed: a slider over the speeds.
        view_menu: of what is seen, to which parts add what is theirs.
        recent_menu: to be filled with what was opened and saved last.
        shipped_menu: the trained networks that come with the program.
        show_palette(name), show_theme(choice), show_language(choice): mark what is in use, or is at the next start.
    """

    speed_changed = Signal(object)
    shipped_wanted = Signal(str)
    palette_wanted = Signal(str)
    theme_wanted = Signal(str)
    language_wanted = Signal(str)

    def __init__(self, window: QMainWindow, tabs: Tabs, guide: QAction) -> None:
        """Puts a header into the window; each of its tabs gets an action too, and `guide` shows the guide."""
        super().__init__(window)
        self._window = window
        keys = QKeySequence.StandardKey
        self.train = self._action(self.tr("Train"), "F5")
        self.step = self._action(self.tr("Step"), "F6")
        self.stop = self._action(self.tr("Stop"), "Shift+F5")
        tip = self.tr("Give the training on show more epochs")
        self.train_on = self._action(self.tr("Train on…"), "Ctrl+F5", tip)
        tip = self.tr("A new training with the recipe in the panel, starting from the weights on show")
        self.train_from = self._action(self.tr("Train the network on show"), tip=tip)
        tip = self.tr("A network, a data set in numpy arrays, or a picture of a digit")
        self.open_network = self._action(self.tr("Open file…"), keys.Open, tip)
        tip = self.tr("PCA with as many dimensions as the network on show")
        self.open_pca = self._action(self.tr("Open PCA as a network"), "Ctrl+Shift+P", tip)
        self.save = self._action(self.tr("Save network…"), keys.Save)
        self.export_codes = self._action(self.tr("Export codes…"), "Ctrl+Shift+E")
        tip = self.tr("A folder with a page that opens in any browser")
        self.export_everything = self._action(self.tr("Export everything…"), "Ctrl+E", tip)
        self.datasets = self._action(self.tr("Data sets…"), "Ctrl+D")
        tip = self.tr("A data set in IDX files, numpy arrays or pictures, or the folder of a training")
        self.open_folder = self._action(self.tr("Open folder…"), "Ctrl+Shift+D", tip)
        self.quit = self._action(self.tr("Quit"), "Ctrl+Q")  # on Windows Qt has no key for it
        self.less_motion = self._action(self.tr("Less motion"), tip=self.tr("Nothing slides, pulses or leaves a trail"))
        self.less_motion.setCheckable(True)
        self.full_screen = self._action(self.tr("Full screen"), "F11")
        self.full_screen.setCheckable(True)
        tip = self.tr("Make everything larger, for people who sit far away")
        self.larger = self._action(self.tr("Larger"), tip=tip)
        self.larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.smaller = self._action(self.tr("Smaller"), "Ctrl+-")
        self.usual_size = self._action(self.tr("Usual size"), "Ctrl+0")
        tip = self.tr("Forget all choices, and begin as after the installation")
        self.reset = self._action(self.tr("Reset settings"), tip=tip)
        self.shortcuts = self._action(self.tr("Keyboard and mouse…"), keys.HelpContents)
        self.about = self._action(self.tr("About Autoencoder Lab"))
        self.speed = Slider(Qt.Orientation.Horizontal)
        self._speed_words = QLabel()
        self.undo_group = QUndoGroup(self)
        self._palettes, self._themes, self._languages = groups = [QActionGroup(self) for _ in range(3)]
        self.show_palette, self.show_theme, self.show_language = (partial(_mark, group) for group in groups)
        self.header = self._make_header(tabs.bar_elsewhere())
        window.setMenuWidget(self.header)
        self._fill_menus(self.header, tabs, guide)

    @property
    def steps_a_second(self) -> int | None:
        """The speed that is chosen; None is as fast as the machine can."""
        return _SPEEDS[self.speed.value()]

    def refresh(self, training: bool, paused: bool, can_train: bool, can_go_on: bool, palette: QPalette) -> None:
        """Say what the first button does now, and draw the icons in the palette's colours."""
        self.train.setText((self.tr("Resume") if paused else self.tr("Pause")) if training else self.tr("Train"))
        drawing = "pause" if training and not paused else "play"
        drawn = {self.train: drawing, self.step: "step-forward", self.stop: "square", self.train_on: "fast-forward"}
        for action, name in drawn.items():
            action.setIcon(icon(name, palette, QPalette.ColorRole.Window if action is self.train else _TEXT))
        self.train.setIconVisibleInMenu(False)  # it is drawn for the button's ground
        self.train.setEnabled(can_train)
        self.step.setEnabled(can_train)
        self.stop.setEnabled(training)
        self.train_on.setEnabled(can_go_on)
        self.train_from.setEnabled(can_train and not training)

    def say_why_not_to_train(self, reason: str) -> None:
        """Let the actions of a training, which cannot be used, explain themselves."""
        for action in (self.train, self.step, self.stop, self.train_on, self.train_from):
            action.setToolTip(reason)
        self.speed.setEnabled(False)
        self.speed.setToolTip(reason)

    def choose_speed(self, steps: int | None) -> None:
        """Let the training do so many steps a second; as many as it can where that is no choice."""
        self.speed.setValue(_SPEEDS.index(steps) if steps in _SPEEDS else self.speed.maximum())

    def _action(self, text: str, shortcut: QKeySequence.StandardKey | str = "", tip: str = "") -> QAction:
        made = QAction(text, self._window, autoRepeat=False, toolTip=tip)
        made.setShortcut(shortcut)
        return made

    def _fill_shipped(self) -> None:
        self.shipped_menu.setToolTipsVisible(True)
        self.shipped_menu.setObjectName("pictures")  # for the style sheet
        for name, preset in PRESETS.items():
            shipped = self.shipped_menu.addAction(name)
            shipped.setIcon(plane_icon(name))
            shipped.setToolTip(translated(preset.teaches))
            shipped.triggered.connect(partial(self.shipped_wanted.emit, name))

    def _fill_menus(self, bar: Header, tabs: Tabs, guide: QAction) -> None:
        file = bar.add_menu(self.tr("&File"))
        file.addAction(self.open_network)
        self.recent_menu = file.addMenu(self.tr("Open recent"))
        self.shipped_menu = file.addMenu(self.tr("Open trained network"))
        self._fill_shipped()
        file.addActions([self.open_pca, self.save, self.export_codes, self.export_everything])
        file.addSeparator()
        file.addActions([self.datasets, self.open_folder])
        file.addSeparator()
        file.addAction(self.quit)

        undo = self.undo_group.createUndoAction(self, self.tr("Undo"))
        redo = self.undo_group.createRedoAction(self, self.tr("Redo"))
        undo.setShortcut("Ctrl+Z")
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        bar.add_menu(self.tr("&Edit")).addActions([undo, redo])

        bar.add_menu(self.tr("&Training")).addActions(
            [self.train, self.step, self.stop, self.train_on, self.train_from]
        )

        view = self.view_menu = bar.add_menu(self.tr("&View"))
        for index in range(tabs.count()):
            show = view.addAction(tabs.tabText(index))
            show.setShortcut(f"Ctrl+{index + 1}")
            show.triggered.connect(partial(tabs.setCurrentIndex, index))
        view.addSeparator()
        colors = view.addMenu(self.tr("Class colours"))
        colors.setToolTipsVisible(True)
        titles = {name: QCoreApplication.translate("ClassColors", str(title)) for name, title in TITLES.items()}
        self._add_choices(colors, self._palettes, titles, self.palette_wanted)
        for item in self._palettes.actions():
            item.setToolTip(QCoreApplication.translate("ClassColors", str(NOTES[item.data()])))
        words = {"system": self.tr("Follow the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        self._add_choices(view, self._themes, words, self.theme_wanted)
        view.addAction(self.less_motion)
        view.addSeparator()
        view.addActions([self.full_screen, self.larger, self.smaller, self.usual_size])
        view.addSeparator()
        words = {SYSTEM: self.tr("Same as the system")} | LANGUAGES
        self._add_choices(view.addMenu(self.tr("Language")), self._languages, words, self.language_wanted)
        view.addSeparator()
        view.addAction(self.reset)

        bar.add_menu(self.tr("&Help")).addActions([guide, self.shortcuts, self.about])

    @staticmethod
    def _add_choices(menu: QMenu, group: QActionGroup, words: Mapping[str, str], chosen: SignalInstance) -> None:
        """Add an item for each value, of which one can be marked, and tell which is `chosen`."""
        group.triggered.connect(lambda item: chosen.emit(item.data()))
        for value, text in words.items():
            item = menu.addAction(text)
            item.setData(value)
            item.setCheckable(True)
            group.addAction(item)

    def _make_header(self, tabs: TabBar) -> Header:
        self.speed.setRange(0, len(_SPEEDS) - 1)
        self.speed.setPageStep(1)
        self.speed.setAccessibleName(self.tr("Speed of the training"))
        self.speed.setToolTip(self.tr("From one step a second to as fast as the machine can"))
        self.speed.valueChanged.connect(self._tell_speed)
        self.speed.setValue(self.speed.maximum())
        self._speed_words.setContentsMargins(SPACING, 0, 0, 0)
        as_letters(self._fit_speed)
        tabs.setAccessibleName(self.tr("Pages"))
        return Header(tabs, (self.train, self.step, self.stop, self.train_on), self.speed, self._speed_words)

    @Slot()
    def _fit_speed(self) -> None:
        self.speed.setFixedWidth(grown(_SPEED_WIDTH))
        width = self._speed_words.fontMetrics().horizontalAdvance
        self._speed_words.setMinimumWidth(max(map(width, map(self._told, _SPEEDS))) + 2 * SPACING)

    @Slot()
    def _tell_speed(self) -> None:
        steps = self.steps_a_second
        self._speed_words.setText(self._told(steps))
        self._speed_words.setToolTip("" if steps is None else counted(self.tr("%n step(s) a second", "", steps), steps))
        self.speed_changed.emit(steps)

    def _told(self, steps: int | None) -> str:
        """A speed in few letters."""
        if steps is None:
            return self.tr("Fastest")
        return self.tr("1 step/s") if steps == 1 else fill(self.tr("{steps} steps/s"), steps=steps)


def _mark(group: QActionGroup, value: str) -> None:
    """Check the item of a menu that stands for a value, and no other."""
    for item in group.actions():
        item.setChecked(item.data() == value)
