"""The main window: builds the parts, makes every connection between them, and holds what they share.

What they share is little: the network on show, the data set, and the training while there is one.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDeadlineTimer, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from ae_gui.about import AboutDialog
from ae_gui.background import Job
from ae_gui.class_names import ClassNames
from ae_gui.class_palette import ClassPalette
from ae_gui.commands import Commands
from ae_gui.comparison import Comparison
from ae_gui.comparison_tab import ComparisonTab
from ae_gui.data_dialog import DataDialog
from ae_gui.exports import Contents, Exports, Film, facts_of
from ae_gui.language import is_spoken
from ae_gui.latent_tab import LatentTab
from ae_gui.latent_view import Digits
from ae_gui.memory import Memory, Parts
from ae_gui.network_files import NetworkFiles
from ae_gui.network_tab import NetworkTab
from ae_gui.networks import Network, file_name, shipped_network
from ae_gui.pages import PAGES
from ae_gui.preferences import Place, Preferences
from ae_gui.recent import Recent, names
from ae_gui.run_files import OpenedRun, RunFiles
from ae_gui.runs_tab import RunsTab
from ae_gui.scenes import Scenes
from ae_gui.session.engine import Engine
from ae_gui.settings_panel import SettingsPanel
from ae_gui.shortcuts import ShortcutsDialog
from ae_gui.theme import Theme
from ae_gui.training_tab import TrainingTab
from ae_gui.training_thread import Failure, TrainingThread
from ae_gui.undo import Undo
from ae_gui.widgets.epoch_slider import EpochSlider
from ae_gui.widgets.file_dialogs import open_folder
from ae_gui.widgets.guide_panel import GuidePanel
from ae_gui.widgets.message_bar import MessageBar
from ae_gui.widgets.path_inspector import FRAME_SECONDS
from ae_gui.widgets.run_table import run_name
from ae_gui.widgets.tab_order import set_reading_order
from ae_gui.widgets.tabs import Tabs
from ae_gui.widgets.training_status import TrainingStatus
from ae_gui.widgets.welcome import Welcome
from ae_gui.words import fill, translated
from ae_model import datasets, runs
from ae_model.config import PRESETS, ConfigError, TrainingConfig
from ae_model.control import Report
from ae_model.datasets import Dataset, Split
from ae_model.events import Epoch, Live, Losses, Reconstructions, Started
from ae_model.files import is_there, why_unwritable
from ae_model.history import EpochHistory
from ae_model.preload import torch_is_installed
from ae_model.recording import Recorder
from ae_model.runs import Measurement, Run
from ae_model.sentence import Sentence
from ae_model.snapshot import Array, Snapshot
from ae_model.training_state import TrainingState

_JOB_SECONDS = 0.5  # that closing waits for jobs: a file that is being saved takes less, an import may take more
_STOP_SECONDS = 1.2  # that closing waits for a training to stop; the whole of it may take 2 s


class MainWindow(QMainWindow):
    """The window of the program.

    Signals:
        first_painted(): the window is on the screen for the first time.
        ready(): the engine and the data set are here: from now on Train starts at once.
        idle(): a training has ended, by itself, by request or by an error.
    """

    first_painted = Signal()
    ready = Signal()
    idle = Signal()

    def __init__(self, split: Split, network: Network, data_dir: Path, preferences: Preferences, theme: Theme) -> None:
        """A window that shows a network; `load_behind` brings all that training needs.

        Args:
            split: the test images of MNIST, which is the data set that is open first.
            network: that is on show first.
            data_dir: the folder for all that is written unasked: the runs.
            preferences: what the window remembers from one start to the next.
            theme: to be chosen in the View menu.
        """
        super().__init__()
        self._split = split
        self._theme = theme
        self._preferences = preferences
        self._painted = False
        self._dataset: Dataset | None = None
        self._compared: Dataset | None = None  # the data set that the comparison has; it comes when torch is loaded
        self.engine = Engine(self)
        self._network = network
        self._source = "mnist"  # of the data set
        self._then: Callable[[], object] | None = None  # what waits for a data set
        self._recorder: Recorder | None = None  # of the last training
        self._measurements: tuple[Measurement, ...] = ()  # the epochs of the network on show
        self._run_on_show: Path | None = None  # the folder whose earlier epochs are on their way
        self._leave_anyway = False
        self._data_dir = data_dir
        self._data_dialog: DataDialog | None = None
        self._files = NetworkFiles(split, self)
        self._run_files = RunFiles(data_dir, self)
        self._history = EpochHistory()
        self._looked_at: Epoch | None = None  # an earlier epoch; None is the network as it is now
        self._loading: str | None = None  # the data set that is being read: the last one asked for
        self._encoding = False
        self._all_wanted = self._encoding_all = False  # the training images in the plane
        self._class_names = ClassNames(preferences, [str(digit) for digit in range(int(split.labels.max()) + 1)], self)
        self._thread: TrainingThread | None = None
        self._training_config = TrainingConfig()
        self._failure: Failure | None = None

        self.panel = SettingsPanel()
        self.training_tab = TrainingTab()
        self.class_palette = ClassPalette(self)
        self.latent_tab = LatentTab(split, self._class_names.now)
        self.comparison_tab = ComparisonTab(split, self._class_names.now)
        self.comparison = Comparison(self.comparison_tab, network, self)
        self.network_tab = NetworkTab()
        self.runs_tab = RunsTab()
        self.epoch_slider = EpochSlider()
        self.guide = GuidePanel()
        self._exports = Exports(self)
        self.tabs = Tabs()
        self._scenes = Scenes(self.tabs, self.training_tab, self.latent_tab, self.comparison_tab, self.network_tab)
        self.bar, self.welcome = MessageBar(), Welcome()
        self.status = TrainingStatus()
        self._lay_out()
        self.commands = Commands(self, self.tabs, self.guide_action)
        self._undo = Undo(
            self.commands.undo_group, self.tabs, self.training_tab, self.panel, self.latent_tab, self.runs_tab
        )
        self._recent = Recent(preferences, self.commands.recent_menu)
        set_reading_order(self)
        self._connect()

        self.training_tab.set_test_images(split)
        self.network_tab.set_test_images(split, self._class_names.now)
        self.show_network(network)
        self._memory = self._make_memory()
        self._memory.restore()

    @property
    def training(self) -> bool:
        """Whether a training is under way, paused or not."""
        return self._thread is not None

    @property
    def network(self) -> Network:
        """The network on show: the one in training, or that of an epoch that is looked back at."""
        if self._looked_at is None:
            return self._network
        return Network(self._looked_at.snapshot, self._looked_at.test_codes, self._network.training)

    @property
    def history(self) -> EpochHistory:
        """The epochs of the last training."""
        return self._history

    @property
    def training_thread(self) -> TrainingThread | None:
        """The training under way."""
        return self._thread

    @property
    def is_ready(self) -> bool:
        """Whether the engine and the data set are here."""
        return self.engine.is_ready and self._dataset is not None

    @property
    def explores_only(self) -> bool:
        """Whether there is no engine to train with, now that it was looked for."""
        return bool(self.engine.why_not)

    @property
    def is_loaded(self) -> bool:
        """Whether all is here that will come: the data set, and the engine if there is one."""
        return self.is_ready or (self.explores_only and self._dataset is not None)

    @property
    def _has_data(self) -> bool:
        """Whether there is a data set, and no other one on its way."""
        return self._dataset is not None and self._loading is None

    # Loading, behind the open window

    def load_behind(self) -> None:
        """Load the data set and the engine in the background, and offer what the last session left."""
        self.status.say(self.tr("Loading …"))
        if self._loading is None:
            self._load_dataset("mnist")
        self.engine.load()
        self._run(partial(why_unwritable, self._data_dir), self._tell_unwritable)
        self._run_files.look_back()

    @Slot()
    def _engine_ready(self) -> None:
        name = self.engine.gpu_name
        self.panel.set_cuda_available(name is not None, name or "")
        self._tell_ready()

    @Slot(str)
    def _explore_only(self, reason: str) -> None:
        """Let everything that would train say why it does not."""
        if torch_is_installed():  # a broken engine is told of; a program made without one is as it should be
            self.bar.say(reason)
        for part in (self.commands, self.panel, self.runs_tab):
            part.say_why_not_to_train(reason)
        self.welcome.offer_no_training()
        self._tell_ready()

    def _tell_unwritable(self, reason: str | None) -> None:
        if reason is not None:
            self.bar.say(translated(reason))

    def tell_homeless(self) -> None:
        """Tell that everything is written to a folder that goes with the program."""
        self.bar.say(self.tr("You have no home folder here: what you train or set is gone when the program ends."))

    def _take_dataset(self, source: str, dataset: Dataset) -> None:
        if source != self._loading:
            return
        self._loading = None
        self._dataset = dataset
        self._source = source
        if source != "mnist":
            self._recent.enter(Place("dataset", source))
        if self._is_new(dataset):
            self._split = dataset.test
            self._files.set_split(dataset.test)
            self._class_names.set_dataset(dataset.name, dataset.class_names)
            self._history.clear()
            self._looked_at = None
            self._refresh_slider()
            self.latent_tab.set_images(dataset.test, self._class_names.now)
            self.training_tab.set_test_images(dataset.test)
            self.network_tab.set_test_images(dataset.test, self._class_names.now)
            self.comparison.set_images(dataset.test, self._class_names.now)
            self._encode_all()
        counts = (len(dataset.train.images), len(dataset.test.images))
        self.panel.set_dataset(source, dataset.image_shape, counts)
        self._tell_ready()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _is_new(self, dataset: Dataset) -> bool:
        """Whether these are other images than those on show (which came alone, ahead of the data set)."""
        now, then = self._split, dataset.test
        return not (np.array_equal(now.images, then.images) and np.array_equal(now.labels, then.labels))

    def _tell_ready(self) -> None:
        self._refresh_actions()
        if self.is_loaded:
            self.status.say(self.tr("Ready"))
        if self.is_ready:
            self.ready.emit()
        if self.engine.is_ready or self.explores_only:
            self._compare_dataset()

    def _compare_dataset(self) -> None:
        if self._dataset is not None and self._dataset is not self._compared:
            self._compared = self._dataset
            self.comparison.set_dataset(self._dataset)

    @Slot()
    def show_datasets(self) -> None:
        """Show which data sets there are, to open, to download and to make from pictures."""
        if self._data_dialog is None:
            self._data_dialog = DataDialog(self._data_dir, self)
            self._data_dialog.dataset_ready.connect(self.open_dataset)
        self._data_dialog.refresh()
        self._data_dialog.show()
        self._data_dialog.raise_()

    @Slot()
    def choose_dataset(self) -> None:
        """Ask for a folder of IDX files and open it."""
        folder = open_folder(self, self.tr("Open a folder of IDX files"), "images")
        if folder is not None:
            self.open_dataset(str(folder))

    def open_dataset(self, source: str) -> None:
        """Open the data set at `source`, a folder or "mnist", in the background."""
        self._then = None
        if self._refuse_while_training():
            return
        self.status.say(fill(self.tr("Loading {name} …"), name=Path(source).name))
        self._load_dataset(source)

    def _load_dataset(self, source: str) -> None:
        self._loading = source
        self._refresh_actions()
        self._run(partial(datasets.load, source), partial(self._take_dataset, source), self._dataset_failed)

    def _with_dataset(self, source: str, then: Callable[[], object]) -> None:
        """Do something when the data set at `source` is open."""
        if self._dataset is not None and self._loading is None and self._source == source:
            then()
            return
        if self._loading != source:
            self.open_dataset(source)
        if self._loading == source:
            self._then = then

    def _dataset_failed(self, sentence: str) -> None:
        self._loading = self._then = None
        self.status.say(self.tr("Ready") if self.is_loaded else "")
        self._refresh_actions()
        self.complain(sentence)

    # Networks and their files

    def show_network(self, network: Network) -> None:
        """Put another network on show, as it is in a file."""
        self.welcome.hide()
        self._network = network
        self._looked_at = None
        self._refresh_slider()
        self._run_on_show = None
        self._measurements = ()
        self._show_title()
        self.latent_tab.show_network(network)
        self.network_tab.show_network(network.snapshot)
        self.training_tab.show_network(network.snapshot)
        self.comparison.show_network(network)
        self._refresh_actions()

    @Slot()
    def choose_network(self) -> None:
        """Ask for a checkpoint and open it."""
        if not self._refuse_while_training():
            self._files.choose_to_open()

    def open_network(self, path: Path) -> None:
        """Open a checkpoint in the background; what is on show stays until it has been read."""
        if not self._refuse_while_training():
            self._files.open(path)

    @Slot()
    def open_pca(self) -> None:
        """Put PCA on show, with as many dimensions as the network on show has, as the network that does the same."""
        network = self.comparison.pca_network
        if network is None:
            self.bar.say(self.tr("PCA is still being fitted."))
        else:
            self._take_network(network)

    @Slot(Network, Path)
    def _take_network(self, network: Network, path: Path | None = None) -> None:
        if self._refuse_while_training():
            return
        ships_with_program = path is None or path.parent == shipped_network("").parent
        self._recent.show(None if ships_with_program else Place("network", str(path)))
        self._history.clear()
        self.show_network(network)
        self.status.say(fill(self.tr("Opened {name}"), name=network.name))
        if network.notes:
            self.bar.say(" ".join(map(translated, network.notes)))

    @Slot()
    def choose_save(self) -> None:
        """Ask where to save the network on show."""
        self._files.choose_to_save(self.network)

    @Slot()
    def export_codes(self) -> None:
        """Ask for a file and write the codes on show with their labels."""
        network = self.network
        self._exports.codes(network.codes, self._split.labels, self._class_names.now, file_name(network))

    @Slot()
    def export_everything(self) -> None:
        """Ask for a folder and write all that there is of the network on show, with a page that opens anywhere."""
        views: list[tuple[str, str, QWidget]] = [
            (self.tr("The test images in the plane of their codes"), "plane", self.latent_tab.plane),
            (self.tr("Test images, redrawn by the network and by PCA"), "digits", self.training_tab.grid),
            (self.tr("The loss, and the test error of each epoch"), "curves", self.training_tab.plot.canvas),
            (self.tr("The error against the dimension of the code"), "dimensions", self.comparison_tab.curve),
            (self.tr("The layers"), "layers", self.network_tab.diagram),
        ]
        mnist = self.tr("MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0.")
        contents = Contents(
            self.network,
            self._split.labels,
            self._class_names.now,
            facts_of(self.network),
            self._measurements,
            views,
            self.tabs.bring_to_sight,
            partial(self.tabs.setCurrentWidget, self.tabs.currentWidget()),
            self._film() if len(self._history) > 1 else None,
            mnist if self._source == "mnist" else fill(self.tr("Images of {source}."), source=self._source),
        )
        self._exports.everything(contents)

    def save_network(self, path: Path) -> None:
        """Save the network on show in the background, as what the path ends in."""
        self._files.save(self.network, path)

    @Slot(Network, Path)
    def _saved(self, _: Network, path: Path) -> None:
        if path.suffix.lower() != ".onnx":  # which is for others to open
            self._recent.enter(Place("network", str(path)))
        self.status.say(fill(self.tr("Saved {name}"), name=path.name))

    def _show_title(self) -> None:
        self.setWindowTitle(f"{translated(self.network.name)} – Autoencoder Lab")

    # Runs

    def open_run(self, run: Run, go_on: bool = False) -> None:
        """Put a run on show, on its own data set, and train it further if that is wanted."""
        if go_on and self.explores_only:
            self.bar.say(self.engine.why_not)
        elif not self._refuse_while_training():
            self._with_dataset(run.about.config.dataset, lambda: self._run_files.open(run.folder, self._split, go_on))

    @Slot(OpenedRun)
    def _take_run(self, opened: OpenedRun) -> None:
        config = opened.run.about.config
        if self._refuse_while_training() or self._dataset is None or not self._fits(opened.network.snapshot):
            if opened.recorder is not None:
                opened.recorder.give_up()
            return
        self._history.clear()
        self.show_network(opened.network)
        self.training_tab.start(config, opened.run.about.steps_per_epoch)
        self.training_tab.show_past(opened.measurements, opened.first_step, opened.losses)
        self._remember_on_show(opened.run.folder)
        self._run_on_show = opened.run.folder
        self._measurements = tuple(opened.measurements)
        self._run_files.read_epochs(opened.run, self._split)
        self.status.say(fill(self.tr("Opened {name}"), name=opened.network.name))
        if opened.recorder is not None and opened.state is not None:
            self.panel.set_config(config)
            self._train(opened.state.config, opened.recorder, opened.state)
            self._refresh_actions()

    def _remember_on_show(self, folder: Path) -> None:
        """Remember the run on show, and of what its name is made: the words come when it is shown."""
        said = self._network.name
        name = said.values.get("name", "") if isinstance(said, Sentence) else ""
        self._recent.show(Place("run", str(folder), name, self._network.snapshot.epoch if name else None))

    @Slot(Path, object)
    def _take_earlier_epochs(self, folder: Path, epochs: list[Epoch]) -> None:
        if folder == self._run_on_show:
            self._history.put_before(epochs)
            self._refresh_slider()

    @Slot(Run)
    def _offer_interrupted(self, run: Run) -> None:
        """Offer to go on with a training that a crash or a power cut has ended."""
        words = self.tr("The training “{name}” was interrupted after epoch {epoch} of {epochs}.")
        words = fill(words, name=run_name(run), epoch=run.epochs, epochs=run.about.config.epochs)
        answers: dict[str, Callable[[], object]] = {}
        if not self.explores_only:
            answers[self.tr("Resume")] = partial(self.open_run, run, go_on=True)
        answers[self.tr("Open")] = partial(self.open_run, run)
        self.bar.say(words, answers)

    @Slot()
    def _offer_last(self) -> None:
        """Offer what was on show when the window was closed: it may be slow to read, and the first picture is not."""
        place = self._recent.last_on_show
        if place is not None and is_there(place.path) and not self.bar.text:
            words = fill(self.tr("When you were last here, “{name}” was on show."), name=names([place])[0])
            self.bar.say(words, {self.tr("Open"): partial(self._open_place, place)})

    @Slot(Place)
    def _open_place(self, place: Place) -> None:
        match place.kind:
            case "network":
                self.open_network(Path(place.path))
            case "dataset":
                self.open_dataset(place.path)
            case "run":
                self._run(partial(runs.read, Path(place.path)), self.open_run)

    @Slot(TrainingConfig)
    def _duplicate(self, config: TrainingConfig) -> None:
        """Show a run's configuration, on its data set, to be changed and trained anew."""
        if not self._refuse_while_training():
            self._with_dataset(config.dataset, partial(self._show_duplicate, config))

    def _show_duplicate(self, config: TrainingConfig) -> None:
        self.panel.replace_recipe(config, self.tr("Duplicate of a run"))
        self.tabs.setCurrentWidget(self.training_tab)
        self.bar.say(self.tr("Change what you like and press Train: it becomes a training of its own."))

    @Slot(Run)
    def _export_curves(self, run: Run) -> None:
        self._exports.curves(run.measurements, self.runs_tab.curves, run.name)

    @Slot(Run)
    def _export_run(self, run: Run) -> None:
        """Read the network of a run, and ask where to save it."""

        def take(snapshot: Snapshot) -> None:
            codes = np.empty((0, snapshot.latent_dim), np.float32)
            self._files.choose_to_save(Network(snapshot, codes, run.about.config))

        self._run(partial(runs.network, run.folder), take)

    @Slot(object)
    def _offer_to_restore(self, deleted: Sequence[tuple[Run, Path]]) -> None:
        words = self.tr("%n training(s) moved to the trash.", "", len(deleted))
        self.bar.say(words, {self.tr("Undo"): partial(self._run_files.restore, deleted)})

    # Training

    @Slot()
    def toggle_training(self) -> None:
        """Train, pause or go on: whichever the first button of the toolbar says."""
        if self._thread is None:
            self._start_training()
        elif self._thread.control.paused:
            self._thread.control.resume()
        else:
            self._thread.control.pause()
        self._refresh_actions()

    @Slot()
    def step_training(self) -> None:
        """Do one step and pause; the first step of a new training if there is none."""
        if self._thread is None:
            self._start_training(one_step=True)
        else:
            self._thread.control.step()
        self._refresh_actions()

    @Slot()
    def stop_training(self) -> None:
        """Ask the training to end after its current step."""
        if self._thread is not None:
            self._thread.control.stop()

    def _start_training(self, one_step: bool = False) -> None:
        try:
            config = replace(self.panel.config(), dataset=self._source)  # whatever a preset says
        except ConfigError as error:
            self.complain(translated(error))
            return
        if self._dataset is not None:
            self._train(config, Recorder(self._data_dir), one_step=one_step)

    def _train(
        self, config: TrainingConfig, recorder: Recorder, state: TrainingState | None = None, one_step: bool = False
    ) -> None:
        """Train a new network, or go on from a state."""
        assert self._dataset is not None
        thread = TrainingThread(config, self._dataset, self, recorder=recorder, state=state)
        thread.training_started.connect(self._training_started)
        thread.losses.connect(self._take_losses)
        thread.reconstructions.connect(self._take_reconstructions)
        thread.live.connect(self._take_live)
        thread.epoch_done.connect(self._take_epoch)
        thread.failed.connect(self._take_failure)
        thread.unsaved.connect(self._take_unsaved)
        thread.finished.connect(self._training_finished)
        thread.start_pulling()
        thread.pull(self._reports_wanted())
        thread.control.limit_speed(self.commands.steps_a_second)
        thread.control.watch(self.training_tab.watched)
        if one_step:
            thread.control.step()
        self._thread = thread
        self._recorder = recorder
        self._training_config = config
        self._failure = None
        self.panel.set_training(True)
        self.welcome.hide()
        self.status.say(self.tr("Starting …"))
        thread.start()

    @Slot(Started)
    def _training_started(self, started: Started) -> None:
        if started.step == 0:
            self.training_tab.start(started.config, started.steps_per_epoch)
        self.status.start(started)
        self._training_config = started.config
        if started.trouble:
            self.bar.say(translated(started.trouble))

    @Slot(Losses)
    def _take_losses(self, losses: Losses) -> None:
        self.training_tab.add_losses(losses)
        self.status.advance(losses)

    @Slot(Reconstructions)
    def _take_reconstructions(self, reconstructions: Reconstructions) -> None:
        if self._looked_at is None:
            self.training_tab.show_reconstructions(reconstructions.indices, reconstructions.images)

    @Slot(Live)
    def _take_live(self, live: Live) -> None:
        self._grow(live.snapshot, live.codes)
        if self._thread is not None and self._thread.control.paused:
            self.status.say(fill(self.tr("Paused at step {step:,}"), step=live.step))
            self._encode_all()

    @Slot(Epoch)
    def _take_epoch(self, epoch: Epoch) -> None:
        self.training_tab.add_epoch(epoch)
        self.status.end_epoch(epoch)
        if epoch.snapshot.epoch == 0:
            self._history.clear()
            self.show_network(Network(epoch.snapshot, epoch.test_codes, self._training_config))
        self._history.add(epoch)
        self._measurements = (*self._measurements, Measurement.of(epoch))
        self._refresh_slider()
        if epoch.snapshot.epoch > 0:
            self._grow(epoch.snapshot, epoch.test_codes)
        self.comparison.refresh_errors()
        self._encode_training_digits()

    def _grow(self, snapshot: Snapshot, codes: Array) -> None:
        """Show the network in training some steps later."""
        self._network = replace(self._network, snapshot=snapshot, codes=codes)
        self._show_title()
        if self._looked_at is None:
            self.latent_tab.update_network(self._network)
            self.network_tab.show_network(snapshot)
            self.comparison.update_network(self._network)

    @Slot(str)
    def _take_unsaved(self, reason: str) -> None:
        """Tell that the training is not on the disk any more, or is again."""
        if reason:
            self.bar.say(reason + " " + self.tr("Save the network elsewhere; meanwhile writing is tried again."))
        else:
            self.bar.say(self.tr("The training is on the disk again."))

    @Slot(Failure)
    def _take_failure(self, failure: Failure) -> None:
        self._failure = failure

    @Slot()
    def _training_finished(self) -> None:
        assert self._thread is not None
        stopped, failure = self._thread.control.stopped, self._failure
        self._take_newest(self._thread)
        self._thread.deleteLater()
        self._thread = None
        self.panel.set_training(False)
        self._encode_all()
        self._remember_run()
        if self._recorder is not None and self._recorder.folder is not None:
            self._remember_on_show(self._recorder.folder)
        if failure is not None:
            self.status.end(self.tr("Training failed"))
            self._complain_of(failure)
        else:
            self.status.end(self.tr("Training stopped") if stopped else self.tr("Training done"))
        self._refresh_actions()
        self.idle.emit()

    def _remember_run(self) -> None:
        """Let the network that was trained be compared with others, if it has finished an epoch."""
        if self._history.epochs and (last := self._history.epochs[-1]).snapshot.epoch > 0:
            self.comparison.add_run(Network(last.snapshot, last.test_codes, self._training_config), last.test_mse)

    def _take_newest(self, thread: TrainingThread) -> None:
        """Keep the last weights of a training that has ended, where it could not tell them any more."""
        if thread.newest is not None and thread.newest is not self._network.snapshot:
            self._network = replace(self._network, snapshot=thread.newest)
            self._show_title()

    def _encode_all(self) -> None:
        """Place all test images by the network on show: in mid-epoch training places only some."""
        snapshot, split = self._network.snapshot, self._split
        if self._encoding or not self._fits(snapshot):
            return
        self._encoding = True
        if self._looked_at is None:
            self.training_tab.show_network(snapshot)
        self._run(partial(snapshot.encode, split.images), partial(self._take_all_codes, snapshot, split))

    def _fits(self, snapshot: Snapshot) -> bool:
        """Whether the images that are open are of a network's shape."""
        return snapshot.config.image_shape == self._split.image_shape

    def _take_all_codes(self, snapshot: Snapshot, split: Split, codes: Array) -> None:
        self._encoding = False
        if self._network.snapshot is snapshot and self._split is split:
            self._network = replace(self._network, codes=codes)
            if self._looked_at is None:
                self.latent_tab.update_network(self._network)
                self.comparison.update_network(self._network)
                self.comparison.refresh_errors()
            self._encode_training_digits()
        elif self._thread is None or self._thread.control.paused:
            self._encode_all()

    @Slot(bool)
    def _want_all_digits(self, wanted: bool) -> None:
        self._all_wanted = wanted
        if wanted:
            self._encode_training_digits()
        else:
            self.latent_tab.drop_training_digits()

    def _encode_training_digits(self) -> None:
        """Place the training images too, where they are asked for; while they are being placed no second time."""
        dataset, snapshot = self._dataset, self.network.snapshot
        if not self._all_wanted or self._encoding_all or dataset is None or self._is_new(dataset):
            return
        if snapshot.config.image_shape != dataset.image_shape:
            return
        self._encoding_all = True
        names = self._class_names.now

        def place() -> tuple[Digits, Array]:
            return Digits.of_all(dataset.test, dataset.train, names), snapshot.encode(dataset.train.images)

        self._run(place, partial(self._take_training_codes, dataset, snapshot))

    def _take_training_codes(self, dataset: Dataset, snapshot: Snapshot, placed: tuple[Digits, Array]) -> None:
        self._encoding_all = False
        if not self._all_wanted or dataset is not self._dataset:
            return
        if snapshot.config == self.network.snapshot.config:  # or another network has come on show meanwhile
            self.latent_tab.add_training_digits(*placed, snapshot)
        if snapshot is not self.network.snapshot and (self._thread is None or self._looked_at is not None):
            self._encode_training_digits()

    # The epochs so far

    def _refresh_slider(self) -> None:
        """Tell the slider which epochs there are; one that was thinned out gives way to the one before it."""
        epochs = self._history.epochs
        position = None
        if self._looked_at is not None:
            numbers = [epoch.snapshot.epoch for epoch in epochs]
            position = max(bisect_right(numbers, self._looked_at.snapshot.epoch) - 1, 0)
        self.epoch_slider.set_epochs([epoch.snapshot.epoch for epoch in epochs], position, self._history.stride)

    @Slot(int)
    def _look_at(self, position: int) -> None:
        """Show an earlier epoch everywhere, while a training goes on behind it."""
        self._looked_at = self._history.epochs[position]
        self._show_moment()

    @Slot()
    def _look_at_now(self) -> None:
        self._looked_at = None
        self._show_moment()

    def _show_moment(self) -> None:
        network = self.network
        self.latent_tab.update_network(network)
        self.network_tab.show_network(network.snapshot)
        if self.training_tab.isVisible():
            self.training_tab.show_network(network.snapshot)
        self.comparison.update_network(network)
        self.comparison.refresh_errors()
        self._show_title()
        self._encode_training_digits()

    def _film(self) -> Film:
        """The plane at every epoch that is kept."""
        before = self.epoch_slider.position
        return Film(
            [epoch.snapshot.epoch for epoch in self._history.epochs],
            self.epoch_slider.look_at,
            self.latent_tab.picture,
            self.epoch_slider.go_live if before is None else partial(self.epoch_slider.look_at, before),
        )

    # The guide

    @Slot()
    def _pause(self) -> None:
        if self._thread is not None and not self._thread.control.paused:
            self.toggle_training()

    @Slot(bool)
    def _begin_guided(self, one_step: bool) -> None:
        """Train the notebook's plane from the start; where that is not possible, say why."""
        if self._refuse_while_training():
            return
        why_not = self.engine.why_not or self.panel.problem
        if why_not:
            self.bar.say(why_not)
        elif not self._has_data:
            self.bar.say(self.tr("The data set to train with is not here yet."))
        else:
            recipe = replace(PRESETS["seed-2d"].config, device=self.panel.config().device)
            self.panel.replace_recipe(recipe, self.tr("Training of the guide"))
            self._start_training(one_step)

    # Trouble

    def complain(self, sentence: str) -> None:
        """Show one sentence in a dialog that does not stop the program; not twice at a time."""
        shown = [box.text() for box in self.findChildren(QMessageBox) if box.isVisible()]
        if sentence not in shown:
            self._warning(sentence).show()

    def offer_crash(self, text: str, show: Callable[[str], object]) -> None:
        """Tell that the program crashed when it was last used, and offer to show where."""
        self.bar.say(self.tr("The program crashed when it was last used."), {self.tr("Show"): partial(show, text)})

    def _complain_of(self, failure: Failure) -> None:
        box = self._warning(failure.message)
        if failure.try_cpu:
            on_cpu = box.addButton(self.tr("Train on the CPU"), QMessageBox.ButtonRole.AcceptRole)
            on_cpu.clicked.connect(self._train_on_cpu)
        if failure.try_smaller_batch and self._training_config.batch_size > 1:
            words = fill(self.tr("Train with batches of {count:,}"), count=self._training_config.batch_size // 2)
            smaller = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
            smaller.clicked.connect(self._train_with_smaller_batch)
        box.show()

    def _warning(self, sentence: str) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.Warning, "Autoencoder Lab", sentence, parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setModal(False)  # a modal one would keep the window from being closed
        box.addButton(QMessageBox.StandardButton.Close)
        box.finished.connect(box.deleteLater)
        return box

    @Slot()
    def _train_on_cpu(self) -> None:
        if self.training:
            return
        # tf32 is what a GPU's "auto" became, and exists on no CPU.
        precision = self._training_config.precision
        precision = "auto" if precision == "tf32" else precision
        self.panel.set_config(replace(self._training_config, device="cpu", precision=precision))
        self._start_training()

    @Slot()
    def _train_with_smaller_batch(self) -> None:
        if not self.training:
            self.panel.set_config(replace(self._training_config, batch_size=self._training_config.batch_size // 2))
            self._start_training()

    def _refuse_while_training(self) -> bool:
        if self.training:
            self.bar.say(self.tr("Stop the training first: what it has learnt stays on show."))
        return self.training

    # What Qt tells the window

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; its run is written down. The window stays open once if that was not possible."""
        if self._thread is not None and self._recorder is not None:
            self._recorder.closing = True
            self._thread.control.stop()
            self._thread.wait(int(1000 * _STOP_SECONDS))
        if self._recorder is not None and self._recorder.trouble and not self._leave_anyway:
            self._leave_anyway = True  # told once; closing again leaves without it
            self.complain(translated(self._recorder.trouble))
            event.ignore()
            return
        deadline = QDeadlineTimer(int(1000 * _JOB_SECONDS))
        self.runs_tab.keep_notes()
        if self._data_dialog is not None:
            self._data_dialog.stop()
            self._data_dialog.close()
        for job in self.findChildren(Job):
            job.wait(deadline)
        self._memory.keep()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the toolbar's icons again in a new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "commands"):
            self._refresh_actions()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file or folder."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped file as a network and a dropped folder as a data set."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        if path.is_dir():
            self.open_dataset(str(path))
        else:
            self.open_network(path)

    # How it is built

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 640)
        self.tabs.setDocumentMode(True)
        pages = (self.training_tab, self.latent_tab, self.comparison_tab, self.network_tab, self.runs_tab)
        for (name, title), page in zip(PAGES.items(), pages, strict=True):
            self.tabs.add(name, translated(title), page)

        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.welcome)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.panel)
        columns.addWidget(self.tabs, 1)
        rows.addLayout(columns, 1)
        rows.addWidget(self.epoch_slider)
        self.setCentralWidget(page)
        self.setStatusBar(self.status)

        self._guide_dock = QDockWidget(self.tr("Guide"), self)
        self._guide_dock.setObjectName("guide")
        self._guide_dock.setWidget(self.guide)
        self._guide_dock.hide()
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._guide_dock)
        self.guide_action = self._guide_dock.toggleViewAction()
        self.guide_action.setShortcut("Shift+F1")

    def _connect(self) -> None:
        self._connect_commands()
        self.engine.ready.connect(self._engine_ready)
        self.engine.missing.connect(self._explore_only)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.panel.config_changed.connect(self._refresh_actions)
        self.panel.learning_rate_changed.connect(self._learning_rate_changed)
        self.panel.dataset_folder_requested.connect(self.choose_dataset)
        self.panel.datasets_requested.connect(self.show_datasets)
        self.panel.mnist_requested.connect(partial(self.open_dataset, "mnist"))
        self.training_tab.watch_changed.connect(self._watch_changed)
        self.latent_tab.all_digits_wanted.connect(self._want_all_digits)
        self.latent_tab.digit_picked.connect(self.network_tab.show_digit)
        self.latent_tab.class_renamed.connect(self._rename_class)
        self._class_names.changed.connect(self.latent_tab.set_class_names)
        self._class_names.changed.connect(self.comparison_tab.set_class_names)
        self._class_names.changed.connect(self.network_tab.set_class_names)
        for show_palette in (self.latent_tab.set_palette, self.comparison_tab.set_palette, self.commands.show_palette):
            self.class_palette.changed.connect(show_palette)
        self.training_tab.watch_changed.connect(self.comparison_tab.set_watched)
        self.comparison.pca_measured.connect(self.training_tab.set_pca)
        self.comparison.failed.connect(self.complain)
        path = self.latent_tab.tools.path.inspector
        path.strip_wanted.connect(lambda: self._exports.strip(path.frames))
        path.gif_wanted.connect(lambda: self._exports.gif(path.frames, FRAME_SECONDS))
        self.epoch_slider.gif_wanted.connect(lambda: self._exports.epochs_gif(self._film()))
        self.epoch_slider.pngs_wanted.connect(lambda: self._exports.epochs_pngs(self._film()))
        self._exports.said.connect(self.status.say)
        self._exports.failed.connect(self.complain)
        self.guide.scene_wanted.connect(self._scenes.set)
        self._scenes.training_wanted.connect(self._begin_guided)
        self._scenes.pause_wanted.connect(self._pause)
        self.epoch_slider.epoch_chosen.connect(self._look_at)
        self.epoch_slider.live_chosen.connect(self._look_at_now)
        self._files.opened.connect(self._take_network)
        self._files.saved.connect(self._saved)
        self._files.failed.connect(self.complain)
        self._run_files.opened.connect(self._take_run)
        self._run_files.epochs_read.connect(self._take_earlier_epochs)
        self._run_files.interrupted.connect(self._offer_interrupted)
        self._run_files.nothing_interrupted.connect(self._offer_last)
        self._recent.wanted.connect(self._open_place)
        self._run_files.failed.connect(self.complain)
        self._run_files.read.connect(self.runs_tab.set_runs)
        self._run_files.deleted.connect(self._offer_to_restore)
        self.runs_tab.shown.connect(self._run_files.refresh)
        self.runs_tab.annotated.connect(self._run_files.annotate)
        self.runs_tab.delete_wanted.connect(self._run_files.delete)
        self.runs_tab.open_wanted.connect(self.open_run)
        self.runs_tab.resume_wanted.connect(partial(self.open_run, go_on=True))
        self.runs_tab.duplicate_wanted.connect(self._duplicate)
        self.runs_tab.curves_wanted.connect(self._export_curves)
        self.runs_tab.network_wanted.connect(self._export_run)
        self.idle.connect(self._run_files.refresh)

    def _connect_commands(self) -> None:
        commands = self.commands
        self.welcome.offer(commands.train, self.guide_action)
        commands.train.triggered.connect(self.toggle_training)
        commands.step.triggered.connect(self.step_training)
        commands.stop.triggered.connect(self.stop_training)
        commands.open_network.triggered.connect(self.choose_network)
        commands.open_pca.triggered.connect(self.open_pca)
        commands.save.triggered.connect(self.choose_save)
        commands.export_codes.triggered.connect(self.export_codes)
        commands.export_everything.triggered.connect(self.export_everything)
        commands.datasets.triggered.connect(self.show_datasets)
        commands.open_folder.triggered.connect(self.choose_dataset)
        commands.quit.triggered.connect(self.close)
        commands.reset.triggered.connect(self.reset_settings)
        commands.shortcuts.triggered.connect(self.show_shortcuts)
        commands.about.triggered.connect(self.about)
        commands.speed_changed.connect(self._speed_changed)
        commands.shipped_wanted.connect(lambda preset: self.open_network(shipped_network(preset)))
        commands.palette_wanted.connect(self.class_palette.choose)

    def _make_memory(self) -> Memory:
        views = (self.training_tab, self.latent_tab, self.comparison_tab, self.runs_tab)
        around = (self.guide, self._guide_dock, self.welcome)
        memory = Memory(
            self._preferences,
            Parts(self, self.tabs, self.commands, self._theme, self.class_palette, self.panel, *views, *around),
        )
        self.commands.theme_wanted.connect(memory.choose_theme)
        self.commands.language_wanted.connect(self._choose_language)
        self.commands.palette_wanted.connect(memory.keep_soon)
        memory.changed.connect(self._class_names.tell)
        return memory

    @Slot(int)
    def _tab_changed(self, _: int) -> None:
        in_training_tab = self.tabs.currentWidget() is self.training_tab
        self.panel.setVisible(in_training_tab)
        if in_training_tab and self._fits(self.network.snapshot):
            self.training_tab.show_network(self.network.snapshot)
        if self._thread is not None:
            self._thread.pull(self._reports_wanted())

    def _reports_wanted(self) -> Report:
        """What the training has to show for the tab that is open; the losses are for the status bar too."""
        if self.tabs.currentWidget() is self.training_tab:
            return Report.LOSSES | Report.RECONSTRUCTIONS
        return Report.LOSSES | Report.LIVE

    @Slot(object)
    def _speed_changed(self, steps: int | None) -> None:
        if self._thread is not None:
            self._thread.control.limit_speed(steps)

    @Slot(int, str)
    def _rename_class(self, kind: int, name: str) -> None:
        self.latent_tab.tool.undo_stack.push(self._class_names.renaming(kind, name))
        self._memory.keep_soon()

    @Slot(float)
    def _learning_rate_changed(self, rate: float) -> None:
        if self._thread is not None:
            self._thread.control.set_learning_rate(rate)

    @Slot(object)
    def _watch_changed(self, indices: NDArray[np.intp]) -> None:
        if self._thread is not None:
            self._thread.control.watch(indices)

    @Slot(str)
    def _choose_language(self, choice: str) -> None:
        self._memory.choose_language(choice)
        if not is_spoken(choice):
            self.bar.say(self.tr("The language will be another one when the program is started again."))

    @Slot()
    def _refresh_actions(self) -> None:
        paused = self._thread is not None and self._thread.control.paused
        can_train = self.training or (self._has_data and not self.explores_only and self.panel.problem is None)
        self.commands.refresh(self.training, paused, can_train, self.palette())

    @Slot()
    def reset_settings(self) -> None:
        """Put all that is remembered as it was at the very first start, and offer to take that back."""
        take_back = self._memory.reset()
        self.bar.say(self.tr("All settings are as they were at first."), {self.tr("Undo"): take_back})

    @Slot()
    def about(self) -> None:
        """Show what this program is."""
        self._show_once(AboutDialog, lambda: AboutDialog(self, self.engine.gpu_name or "", self._data_dir))

    @Slot()
    def show_shortcuts(self) -> None:
        """Show what can be done by keys and with the mouse."""
        self._show_once(ShortcutsDialog, lambda: ShortcutsDialog(self))

    def _show_once(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show a dialog, the one that is open already if there is one."""
        shown = [dialog for dialog in self.findChildren(kind) if dialog.isVisible()]
        dialog = shown[0] if shown else make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _run(
        self,
        work: Callable[[], object],
        take: Callable[[Any], object],
        complain: Callable[[str], object] | None = None,
    ) -> None:
        """Do slow `work` in the background and give its result to `take`, or its error to `complain` or the user."""
        Job(work, take, complain or self.complain, self).start()
