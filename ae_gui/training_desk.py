"""Where a training is asked for and told of: from the panel to the trainer, and from there to the status bar."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ae_gui.parts import Parts
from ae_gui.run_files import OpenedRun
from ae_gui.session.opening import Opening
from ae_gui.session.session import Session
from ae_gui.session.trainer import Ending
from ae_gui.training_thread import Failure
from ae_gui.words import changes_told, fill, translated
from ae_model import runs
from ae_model.config import Origin, TrainingConfig
from ae_model.datasets import Dataset
from ae_model.events import Started
from ae_model.preload import torch_is_installed
from ae_model.recording import Recorder
from ae_model.snapshot import Snapshot

if TYPE_CHECKING:
    from ae_gui.settings_panel import SettingsPanel
    from ae_gui.training_tab import TrainingTab


class TrainingDesk(QObject):
    """Trains what the panel says on the data set that is open, and says how it goes; `trainer` is who does it."""

    def __init__(self, session: Session, opening: Opening, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._opening = session, opening
        self._begun_from: tuple[Origin, Snapshot] | None = None  # by the last training that was begun here
        self._troubles: set[str] = set()  # of trainings, that have been told
        self._beginning = ""  # what was said of the training that runs: from what it began
        self._verdict = ""  # what was said of the network that was trained last
        self._bar, self._complaints = parts.bar, parts.complaints
        self.trainer = trainer = session.trainer
        self._commands, self._panel = commands, panel = parts.commands, parts.unseen.panel
        self._tab, self._status = parts.unseen.training, parts.status
        status = parts.status
        commands.train.triggered.connect(self.toggle)
        commands.step.triggered.connect(self.step)
        commands.stop.triggered.connect(trainer.stop)
        trainer.changed.connect(self._tell_change)
        trainer.training_started.connect(self._tell_start)
        trainer.halted.connect(lambda step: status.pause(fill(self.tr("Paused at step {step:,}"), step=step)))
        trainer.unsaved.connect(self._tell_unsaved)
        trainer.ended.connect(self._tell_end)
        trainer.losses.connect(status.advance)
        trainer.epoch_done.connect(status.refresh)
        panel.then(self._connect_panel)
        parts.unseen.training.then(self._connect_tab)
        commands.speed_changed.connect(trainer.limit_speed)
        commands.speed_changed.connect(status.forget_speed)
        session.on_show.replaced.connect(self._forget_curves)
        opening.run_shown.connect(self._show_curves)
        opening.resumed.connect(lambda config: panel.now.set_config(config))
        opening.duplicated.connect(self._take_duplicate)
        session.data.loading_changed.connect(self._tell_loading)
        session.loaded.connect(lambda: status.say(self.tr("Ready")))
        session.engine.missing.connect(self._tell_missing)
        commands.train_from.triggered.connect(self.start_from_shown)
        commands.train_on.triggered.connect(opening.train_on_shown)
        for changed in (session.data.loaded, session.on_show.replaced, trainer.ended):
            changed.connect(self.refresh)

    def _connect_panel(self, panel: "SettingsPanel") -> None:
        session = self._session
        panel.learning_rate_changed.connect(self.trainer.set_learning_rate)
        panel.beta_changed.connect(self.trainer.set_beta)
        panel.config_changed.connect(self.refresh)
        session.data.loaded.connect(self._tell_dataset)
        session.data.missed.connect(lambda wanted, shape: panel.set_dataset(wanted.name, shape, None))
        session.engine.ready.connect(self._tell_gpu)
        session.engine.missing.connect(panel.say_why_not_to_train)
        if session.data.dataset is not None:
            self._tell_dataset(session.data.dataset)
        elif not session.data.source:  # a network is shown without its images
            panel.set_dataset(session.data.identity.name, session.data.split.image_shape, None)
        if session.engine.is_ready:
            self._tell_gpu()
        elif session.engine.why_not:
            panel.say_why_not_to_train(session.engine.why_not)

    def _connect_tab(self, tab: "TrainingTab") -> None:
        self.trainer.losses.connect(tab.add_losses)
        self.trainer.epoch_done.connect(tab.add_epoch)
        self.trainer.recipe_changed.connect(tab.add_change)
        self._session.on_show.redrawn.connect(tab.show_reconstructions)
        tab.watch_changed.connect(self.trainer.watch)

    @Slot()
    def toggle(self) -> None:
        """Train, pause or go on: whichever the first button of the header says."""
        if self.trainer.running:
            self.trainer.toggle()
        else:
            self.start()

    @Slot()
    def step(self) -> None:
        """Do one step and pause; the first step of a new training if there is none."""
        if self.trainer.running:
            self.trainer.step()
        else:
            self.start(one_step=True)

    def start(self, one_step: bool = False, begin: tuple[Origin, Snapshot] | None = None) -> None:
        """Train the recipe that the panel shows, on the data set that is open, from random weights or from others."""
        dataset, problem = self._session.data.dataset, self._panel.now.problem
        if problem is not None:
            self._complaints.say(problem)
        elif dataset is not None:
            recorder = Recorder(self._session.data_dir)
            self._begun_from = begin
            origin, weights = begin or (None, None)
            config = replace(self._panel.now.config(), origin=origin)
            if weights is not None:
                config = replace(config, network=weights.config)  # whose images may be of another shape, which is told
            self.trainer.start(config, dataset, recorder, one_step=one_step, weights=weights)

    @Slot()
    def start_from_shown(self) -> None:
        """Train the network on show, at the moment that is looked at, by the recipe that the panel shows."""
        network = self._session.on_show.network
        if self._opening.refuses():
            return
        if self._panel.now.problem is None:
            recipe = replace(self._panel.now.config(), network=network.snapshot.config)
            self._panel.now.replace_recipe(recipe, self.tr("Layers of the network on show"))
            words = self.tr("A new training begins from {name}: from its weights, by the recipe beside it.")
            self._beginning = fill(words, name=network.name)
            self._bar.say(self._beginning)
        self.start(begin=(Origin(str(network.name), network.snapshot.fingerprint), network.snapshot))

    @Slot()
    def refresh(self) -> None:
        """Say what the buttons of the header do now."""
        training, why_not = self.trainer.running, self._session.engine.why_not or self._problem
        can_train = training or (self._session.data.is_ready and not why_not)
        can_go_on = self._session.on_show.run is not None and not training and not self._session.engine.why_not
        self._commands.refresh(training, self.trainer.paused, can_train, can_go_on, self._status.palette())

    @property
    def _problem(self) -> str | None:
        """What is wrong with the recipe; before the panel is made it is the last one, with which nothing was."""
        return self._panel.now.problem if self._panel.is_made else None

    # What is said of what happens

    @Slot()
    def _tell_loading(self) -> None:
        if name := self._session.data.loading:
            self._status.say(fill(self.tr("Loading {name} …"), name=name))
        else:
            self._status.say(self.tr("Ready") if self._session.is_loaded else "")
        self.refresh()

    @Slot()
    def _tell_gpu(self) -> None:
        engine = self._session.engine
        told = engine.gpu_name or translated(engine.gpu_trouble)
        self._panel.now.set_cuda_available(engine.gpu_name is not None, told)

    @Slot(str)
    def _tell_missing(self, reason: str) -> None:
        if torch_is_installed():  # a broken engine is told of; a program made without one is as it should be
            self._bar.say(reason)
        self.refresh()

    @Slot()
    def _forget_curves(self) -> None:
        """Leave no curves beside a network that they are not of; the one in training has its own already."""
        self._bar.withdraw(self._verdict)
        if not self.trainer.running and self._tab.is_made:
            self._tab.now.plot.clear()

    @Slot(OpenedRun)
    def _show_curves(self, opened: OpenedRun) -> None:
        self._tab.now.start(opened.run.about.config, opened.run.about.steps_per_epoch)
        changes = opened.run.about.changes
        self._tab.now.show_past(opened.measurements, opened.first_step, opened.losses, changes, opened.terms)

    @Slot(TrainingConfig)
    def _take_duplicate(self, config: TrainingConfig) -> None:
        self._panel.now.replace_recipe(config, self.tr("Duplicate training"))
        words = self.tr("Change what you like and press Train: it becomes a training of its own.")
        if config.origin is not None:
            origin = self.tr("This one began from {name}; the new one will begin from random weights.")
            words = f"{words} {fill(origin, name=config.origin.name)}"
        if config.changes:
            changes = self.tr("What was changed while this one trained is not repeated: {changes}.")
            words = f"{words} {fill(changes, changes=changes_told(config))}"
        self._bar.say(words, until=self.trainer.training_started)

    @Slot(Dataset)
    def _tell_dataset(self, dataset: Dataset) -> None:
        counts = (len(dataset.train.images), len(dataset.test.images))
        notes = list(map(translated, dataset.notes))
        self._panel.now.set_dataset(self._session.data.source, dataset.image_shape, counts, notes)

    @Slot()
    def _tell_change(self) -> None:
        if self._panel.now.can_be_changed == self.trainer.running:  # it has begun or ended
            self._panel.now.set_training(self.trainer.running)
            if self.trainer.running:
                self._status.say(self.tr("Starting …"))
        self.refresh()

    @Slot(Started)
    def _tell_start(self, started: Started) -> None:
        self._status.start(started)
        if started.step == 0:  # otherwise the curves of what came before are there
            self._tab.now.start(started.config, started.steps_per_epoch)
        self._tab.now.plot.set_changes(started.config.changes)  # it may go on by another device than it was to
        if started.trouble and (started.step or started.trouble not in self._troubles):  # a new training has the last's
            self._troubles.add(started.trouble)
            self._bar.say(translated(started.trouble), until=self.trainer.ended)

    @Slot(str)
    def _tell_unsaved(self, reason: str) -> None:
        """Tell that the training is not on the disk any more, or is again."""
        if reason:
            reason += " " + self.tr("Save the network elsewhere; meanwhile writing is tried again.")
            self._bar.say(reason, until=self.trainer.training_started)  # another one: an end writes nothing down
        else:
            self._bar.say(self.tr("The training is on the disk again."), until=self.trainer.ended)

    @Slot(Ending)
    def _tell_end(self, ending: Ending) -> None:
        self._bar.withdraw(self._beginning)
        if ending.failure is not None:
            self._status.end(self.tr("Training failed"))
            self._complaints.say(ending.failure.message, self._remedies(ending, ending.failure))
            if ending.failure.gpu_trouble:
                self._session.engine.lose_gpu(ending.failure.gpu_trouble)
                self._tell_gpu()
        else:
            self._status.end(self.tr("Training stopped") if ending.stopped else self.tr("Training done"))
        if ending.verdict and ending.folder is not None:  # else it is said that it was not written down
            self._verdict = translated(ending.verdict)
            self._bar.say(self._verdict)

    def _remedies(self, ending: Ending, failure: Failure) -> dict[str, Callable[[], object]]:
        """What may help a training that has failed, and how it is called."""
        remedies: dict[str, Callable[[], object]] = {}
        config, run = ending.config, ending.folder
        if failure.try_cpu and run is not None and runs.has_state(run):
            remedies[self.tr("Continue on the CPU")] = partial(self._opening.go_on_in, run, {"device": "cpu"})
        elif failure.try_cpu:
            # tf32 is what a GPU's "auto" became, and exists on no CPU.
            precision = "auto" if config.precision == "tf32" else config.precision
            on_cpu = replace(config, device="cpu", precision=precision)
            remedies[self.tr("Train on the CPU")] = partial(self._try_again, on_cpu)
        if failure.try_smaller_batch and config.batch_size > 1:
            smaller = replace(config, batch_size=config.batch_size // 2)
            words = fill(self.tr("Train with batches of {count:,}"), count=smaller.batch_size)
            remedies[words] = partial(self._try_again, smaller)
        return remedies

    def _try_again(self, config: TrainingConfig) -> None:
        if not self.trainer.running:
            self._panel.now.set_config(config)
            self.start(begin=self._begun_from if config.origin is not None else None)
