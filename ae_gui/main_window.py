"""The main window: builds the parts, lays them out, connects them, and hears what Qt says.

What belongs to a training, a network or a data set is kept by the objects of `session`.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDeadlineTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenuBar, QWidget

from ae_gui.background import Job
from ae_gui.captions import Captions
from ae_gui.class_palette import ClassPalette
from ae_gui.commands import Commands
from ae_gui.everything import Everything
from ae_gui.language import is_spoken
from ae_gui.latent_tab import LatentTab
from ae_gui.later import Later
from ae_gui.menus import Menus
from ae_gui.networks import Network
from ae_gui.overview import Overview
from ae_gui.own_turn import OwnTurn
from ae_gui.parts import Parts
from ae_gui.preferences import Preferences
from ae_gui.recent import Recent
from ae_gui.scenes import Scenes
from ae_gui.session.looking_back import LookingBack
from ae_gui.session.open_data import MNIST
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.theme import Theme
from ae_gui.training_desk import TrainingDesk
from ae_gui.undo import Undo
from ae_gui.unseen import Unseen
from ae_gui.widgets.complaint import Complaints
from ae_gui.widgets.data_notice import DataNotice
from ae_gui.widgets.epoch_slider import EpochSlider
from ae_gui.widgets.file_dialogs import dropped_path
from ae_gui.widgets.guide_panel import GuidePanel
from ae_gui.widgets.message_bar import MessageBar
from ae_gui.widgets.point_plane import prepare
from ae_gui.widgets.tab_order import set_reading_order
from ae_gui.widgets.tabs import Tabs
from ae_gui.widgets.training_status import TrainingStatus
from ae_gui.widgets.welcome import Welcome
from ae_gui.window_layout import PanelBesidePages, add_pages, dock_guide, lay_out
from ae_gui.window_settings import WindowSettings
from ae_model.control import Report
from ae_model.datasets import Split

if TYPE_CHECKING:
    from ae_gui.comparison import Comparison
    from ae_gui.comparison_tab import ComparisonTab
    from ae_gui.network_tab import NetworkTab
    from ae_gui.runs_tab import RunsTab
    from ae_gui.settings_panel import SettingsPanel
    from ae_gui.training_tab import TrainingTab

log = logging.getLogger(__name__)

_JOB_SECONDS = 0.5  # that closing waits for jobs: a file that is being saved takes less, an import may take more
_STOP_SECONDS = 1.2  # that closing waits for a training to stop; the whole of it may take 2 s


class MainWindow(QMainWindow):
    """The window of the program.

    Signals:
        first_painted(): the window is on the screen for the first time.
        ready(): the engine and a data set are here, once: from now on Train starts at once.
        idle(): a training has ended, by itself, by request or by an error.
    """

    first_painted = Signal()
    ready = Signal()
    idle = Signal()

    def __init__(self, split: Split, network: Network, data_dir: Path, preferences: Preferences, theme: Theme) -> None:
        """A window that shows a network and the test images of MNIST; `load_behind` brings all that training needs.

        `data_dir` is the folder for all that is written unasked, `preferences` hold what the next start remembers.
        """
        super().__init__()
        self._painted = self._leave_anyway = False
        self.session = Session(split, network, data_dir, preferences, self)
        names = self.session.data.names.now
        self.class_palette = ClassPalette(self)
        self.unseen = unseen = Unseen(self.session, self.class_palette, self)
        self.latent_tab = LatentTab(split, names)
        self.epoch_slider = EpochSlider()
        self.guide = GuidePanel()
        self.tabs = Tabs()
        self.bar, self.notice, self.welcome, self.status = MessageBar(), DataNotice(), Welcome(), TrainingStatus()
        self._lay_out((self.latent_tab, *unseen.pages))
        recent = Recent(preferences, self.commands.recent_menu)
        self.opening = Opening(self.session, recent, self)
        self.looking_back = LookingBack(self.session, self.opening, recent)
        self.complaints = Complaints(self)
        # Those that others work on: a page that nobody asks anything of is among the pages alone.
        views = (self.latent_tab, unseen, self.epoch_slider, self.guide, self._guide_dock, self.welcome)
        parts = Parts(self, self.tabs, self.commands, *views, self.bar, self.status, self.complaints)
        self._desk = TrainingDesk(self.session, self.opening, parts)
        self.menus = Menus(self.session, self.opening, self.looking_back, parts)
        theme.changed.connect(self._desk.refresh)  # whose icons have the colours of the theme
        self._settings = WindowSettings(preferences, theme, self.class_palette, parts)
        Everything(self.session, parts)
        Captions(self.session, parts)
        Overview(self.session, parts)
        self.scenes = Scenes(self.session, self.opening, parts)
        Undo(parts)
        set_reading_order(self)
        self._connect_views()
        self._connect_messages()
        self._connect_commands()
        for drawn in (self, self.latent_tab.plane.viewport()):
            drawn.installEventFilter(self.session.trainer)
        OwnTurn(self, lambda: prepare(self.latent_tab.plane), self.latent_tab.plane.frame.sigRangeChangedManually)
        self.session.data.images_changed.emit(split, names)
        self.session.on_show.replace(network)
        self._settings.restore()
        self._page_changed()

    @property
    def panel(self) -> "SettingsPanel":
        return self.unseen.panel.now

    @property
    def training_tab(self) -> "TrainingTab":
        return self.unseen.training.now

    @property
    def comparison_tab(self) -> "ComparisonTab":
        return self.unseen.comparison.now

    @property
    def comparison(self) -> "Comparison":
        return self.unseen.sides.now

    @property
    def network_tab(self) -> "NetworkTab":
        return self.unseen.network.now

    @property
    def runs_tab(self) -> "RunsTab":
        return self.unseen.runs.now

    @property
    def training(self) -> bool:
        """Whether a training is under way, paused or not."""
        return self.session.trainer.running

    @property
    def network(self) -> Network:
        """The network on show: the one in training, or that of an epoch that is looked back at."""
        return self.session.on_show.network

    def load_behind(self) -> None:
        """Load the data set and the engine in the background, and offer what the last session left."""
        if not self.session.data.loading and self.session.data.source:  # else a network is shown without its images
            self.opening.open_dataset(MNIST)
        self.status.say(self.tr("Loading …"))
        self.session.engine.load()
        self.looking_back.look()

    # How it is built

    def _lay_out(self, pages: Sequence[QWidget | Later[Any]]) -> None:
        self.setAcceptDrops(True)
        add_pages(self.tabs, pages)
        self._pages = PanelBesidePages(self.unseen.panel, self.tabs, self.notice)
        lay_out(self, self.bar, self.welcome, self.notice, self._pages, self.epoch_slider, self.status)
        self._guide_dock = dock_guide(self, self.guide)
        self._guide_dock.visibilityChanged.connect(self._pages.make_room)
        self.guide_action = self._guide_dock.toggleViewAction()
        self.commands = Commands(self, self.tabs, self.guide_action)

    def _connect_views(self) -> None:
        on_show = self.session.on_show
        self.session.shown_over.said.connect(self.notice.say)
        self.notice.find_wanted.connect(self.opening.finding.ask_for_shown)
        for begun in (on_show.replaced, self.session.trainer.changed, self.latent_tab.tool_taken):
            begun.connect(self.welcome.hide)
        on_show.epochs_changed.connect(self.epoch_slider.set_epochs)
        self.epoch_slider.epoch_chosen.connect(self.session.trainer.make_room)
        self.epoch_slider.epoch_chosen.connect(on_show.look_at)
        self.epoch_slider.live_chosen.connect(on_show.look_at_now)
        self.latent_tab.legend.renamed.connect(self._rename_class)
        self.session.trainer.ended.connect(self.latent_tab.plane.arrive)
        self.tabs.currentChanged.connect(self._page_changed)
        self.tabs.currentChanged.connect(self.bar.turn_page)

    def _connect_messages(self) -> None:
        self.session.ready.connect(self.ready)
        self.session.trainer.ended.connect(self.idle)
        self.session.engine.missing.connect(self.commands.say_why_not_to_train)
        for telling in (self.opening, self.looking_back, self.unseen):
            telling.told.connect(self.bar.say)
        self.opening.outdated.connect(self.bar.withdraw)
        shown = self.session.on_show.replaced
        self.looking_back.suggested.connect(lambda words, offers: self.bar.suggest(words, offers, shown))
        own = self.menus.networks, self.menus.runs, self.session.placing
        for failing in (self.opening, self.looking_back, self.unseen, *own):
            failing.failed.connect(self.complaints.say)
        for saying in (self.opening, self.unseen):
            saying.said.connect(self.status.say)

    def _connect_commands(self) -> None:
        commands = self.commands
        self.welcome.offer(self.guide_action)
        self.tabs.currentChanged.connect(self.welcome.turn_page)
        commands.reset.triggered.connect(self._reset_settings)
        self.opening.duplicated.connect(lambda _: self.tabs.go_to("training"))
        commands.view_menu.insertAction(commands.less_motion, self.epoch_slider.trails_action)
        commands.palette_wanted.connect(self.class_palette.choose)
        commands.palette_wanted.connect(self._settings.keep_soon)
        commands.theme_wanted.connect(self._settings.choose_theme)
        commands.language_wanted.connect(self._choose_language)
        for show_palette in (self.latent_tab.set_palette, commands.show_palette):
            self.class_palette.changed.connect(show_palette)
        self._settings.changed.connect(self.session.data.names.tell)

    # What the user does

    @Slot()
    def _page_changed(self) -> None:
        """Let a training report what can be seen of it; the losses are for the status bar too."""
        in_front = self.tabs.name == "training"
        self._pages.want_panel(in_front)
        self.session.trainer.report(Report.LOSSES | (Report.RECONSTRUCTIONS if in_front else Report.LIVE))

    @Slot(int, str)
    def _rename_class(self, kind: int, name: str) -> None:
        self.latent_tab.tool.undo_stack.push(self.session.data.names.renaming(kind, name))
        self._settings.keep_soon()

    @Slot(str)
    def _choose_language(self, choice: str) -> None:
        self._settings.choose_language(choice)
        if not is_spoken(choice):
            words = self.tr("The new language appears when the program is started again.")
            self.bar.say(words, until=self.commands.language_wanted)

    @Slot()
    def _reset_settings(self) -> None:
        take_back = self._settings.reset()
        self.bar.say(self.tr("All settings are as they were at first."), {self.tr("Undo"): take_back})

    def leave(self) -> None:
        """End the program, whatever cannot be written down."""
        self._leave_anyway = True
        self.close()

    # What Qt asks and tells the window

    def menuBar(self) -> QMenuBar:
        """The menus in the header; Qt's own answer would be a new bar in its place."""
        return self.commands.header.menus

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; its run is written down. The window stays open once if that was not possible."""
        trouble = self.session.trainer.close(int(1000 * _STOP_SECONDS))
        if trouble and not self._leave_anyway:
            self._leave_anyway = True  # told once; closing again leaves without it
            self.complaints.say(trouble)
            event.ignore()
            return
        if trouble:
            log.warning("%s", trouble)
        deadline = QDeadlineTimer(int(1000 * _JOB_SECONDS))
        if self.unseen.runs.is_made:
            self.runs_tab.keep_notes()
        self.scenes.put_recipe_back()
        self.menus.close()
        for job in self.findChildren(Job):
            job.wait(deadline)
        self.unseen.close()
        self._settings.keep()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file or folder."""
        if dropped_path(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped, whatever it is."""
        if (path := dropped_path(event)) is not None:
            event.acceptProposedAction()
            self.opening.open_path(path)
