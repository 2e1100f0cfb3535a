"""How what lies on the disk comes on show: networks, data sets and runs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import JobError, Latest, Story
from ae_gui.networks import FIRST_PRESET, Network, placed, shipped_network
from ae_gui.preferences import RecentItem, Said
from ae_gui.recent import Recent
from ae_gui.run_files import OpenedRun, read_epochs, read_run, reopen_run
from ae_gui.session.asking import Asking
from ae_gui.session.finding import Finding
from ae_gui.session.open_data import MNIST
from ae_gui.session.session import Session
from ae_gui.session.trainer import Ending
from ae_gui.widgets.draw_pad import RESOLUTION
from ae_gui.widgets.file_dialogs import open_file, open_folder
from ae_gui.words import fill, translated
from ae_model import checkpoint, dataset_files, runs
from ae_model.checkpoint import Checkpoint
from ae_model.config import TrainingConfig
from ae_model.datasets import Dataset
from ae_model.drawing import are_of_strokes
from ae_model.dropped import Kind, kind_of
from ae_model.image_shape import MNIST_SHAPE
from ae_model.runs import Run
from ae_model.sentence import Sentence


class _Notes(QObject):
    """What was told of the network or the images that are open, or of a training, which is not true of the next."""

    def __init__(self, opening: "Opening") -> None:
        super().__init__(opening)
        self._opening, self._words = opening, ""

    def tell(self, notes: Sequence[str]) -> None:
        if notes:
            self._words = " ".join(map(translated, notes))
            self._opening.told.emit(self._words, {})

    @Slot()
    def forget(self) -> None:
        words, self._words = self._words, ""
        if words:
            self._opening.outdated.emit(words)


class Opening(QObject):
    """Puts things on show, unless a training is under way, and remembers them as opened last.

    Signals:
        run_shown(opened): a run is on show, and its curves can be.
        resumed(config): the run on show is trained further, by this recipe, at the learning rate in force.
        duplicated(config): the data set of this recipe is open, for a new training by it.
        pictures_found(folder): a folder is one of pictures, to make a data set of.
        picture_read(ink): a picture of a digit, (RESOLUTION, RESOLUTION) uint8, is for the pad.
        network_lacking(): no network is there for the images that are open.
        said(words): what was opened.
        told(words, offers): a message, and what is offered with it.
        outdated(words): a message is not true any more: another network or data set is open.
        failed(sentence): why something cannot be opened.

    Attributes:
        finding: asks for data sets that are not where they were.
    """

    run_shown = Signal(OpenedRun)
    resumed = Signal(TrainingConfig)
    duplicated = Signal(TrainingConfig)
    pictures_found = Signal(Path)
    picture_read = Signal(object)
    network_lacking = Signal()
    said = Signal(str)
    told = Signal(str, object)
    outdated = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, recent: Recent, window: QWidget) -> None:
        """For what a session owns; `window` is the parent of its dialogs."""
        super().__init__(window)
        self._data, self._on_show = session.data, session.on_show
        self._trainer, self._engine = session.trainer, session.engine
        self._data_dir = session.data_dir
        self._recent = recent
        self._window = window
        self._stage = Latest(self, self.failed.emit, _let_go)  # data sets, and runs, which need theirs
        self._file = Latest(self, self.failed.emit)
        self._asking = Asking(self._data, recent, window, lambda *known: self._file.follow(self._placing(*known)))
        self._lacking = False  # a network for the images that are open
        self._path = Latest(self, self.failed.emit)
        self.finding = Finding(session, self._stage, window, self.refuses)
        self.finding.told.connect(self.told)
        self.finding.open_wanted.connect(self.open_recent)
        self._data.loaded.connect(self._remember_data)
        self._trainer.ended.connect(self._remember_training)
        recent.wanted.connect(self.open_recent)
        self._of_data, self._of_network, self._of_training = _Notes(self), _Notes(self), _Notes(self)
        self._of_pca = _Notes(self)  # in the place of a network for the images that are open
        self._trainer.ended.connect(self._of_training.forget)
        for notes in (self._of_data, self._of_pca):
            self._data.images_changed.connect(notes.forget)
        for notes in (self._of_network, self._of_pca):
            self._on_show.replaced.connect(notes.forget)

    def refuses(self) -> bool:
        """Whether a training is under way, which is said: what it trains stays on show."""
        if self._trainer.running:
            self._of_training.tell([self.tr("Stop the training first: what it has learnt stays on show.")])
        return self._trainer.running

    @Slot(Path)
    def open_path(self, path: Path) -> None:
        """Open whatever is at a path, as `dropped.kind_of` tells: it was dropped on the window, or chosen."""
        self._path.follow(self._opening_path(path))

    def _opening_path(self, path: Path) -> Story[None]:
        kind: Kind = yield partial(kind_of, path)
        match kind:
            case "picture":
                self.picture_read.emit((yield partial(_read_ink, path, self._data.split.images)))
                self.said.emit(fill(self.tr("{name} is on the pad"), name=path.name))
            case "pictures":
                self.pictures_found.emit(path)
            case "dataset":
                self.open_dataset(str((yield partial(dataset_files.place_of, path))))
            case "run":
                self.open_recent(RecentItem("run", str(path)))
            case "network":
                self.open_network(path)

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and open it: a network, a data set or a picture."""
        # Any name: the notebook's own file has no extension.
        if not self.refuses() and (path := open_file(self._window, self.tr("Open file"), "networks")):
            self.open_path(path)

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder and open it: a data set, pictures or a run."""
        if not self.refuses() and (path := open_folder(self._window, self.tr("Open folder"), "images")):
            self.open_path(path)

    # Networks

    def open_network(self, path: Path, *, again: bool = False) -> None:
        """Open a checkpoint, perhaps `again` from the recent ones; what is on show stays until it has been read."""
        if not self.refuses():
            self._file.follow(self._opening_network(path, again))

    def _opening_network(self, path: Path, again: bool) -> Story[None]:
        def with_data(place: str) -> Story[None]:
            yield from self._data.opening(place, again=True)
            yield from self._placing(read, path)
            words, name = self.tr("Opened {name}, and {data}, which it was trained on"), self._on_show.now.name
            self.said.emit(fill(words, name=name, data=self._data.identity.name))

        read: Checkpoint = yield partial(checkpoint.load, path)
        recorded = read.training.dataset if read.training is not None else ""
        place = yield from self._data.seeking(read.data, recorded)
        if place is not None:
            self._stage.follow(with_data(place))
        elif (known := (yield from self._asking.settling(read, path, again=again))) is not None:
            yield from self._placing(known, path)

    def _placing(self, read: Checkpoint, path: Path) -> Story[None]:
        if read.data is not None and not self._trainer.running:
            self._data.make_room(read.data, read.snapshot.config.image_shape)
        split = None
        while split is not self._data.split:  # or the data set has changed under it
            split = self._data.split
            network = yield partial(placed, read, path.name, split)
        self.show(network, path)

    def show(self, network: Network, path: Path | None = None) -> None:
        """Put a network on show that was read from `path`, or has no file."""
        if self.refuses():
            return
        said = Said.of(network.snapshot.config) if network.told else None
        ships_with_program = path is None or path.parent == shipped_network("").parent
        self._recent.show(None if ships_with_program else RecentItem("network", str(path), said=said))
        self._on_show.replace(network)
        self.said.emit(fill(self.tr("Opened {name}"), name=network.name))
        self._of_network.tell(network.notes)

    @Slot(Network, Path)
    def take_saved(self, _: Network, path: Path) -> None:
        """Remember a network that was saved."""
        if path.suffix.lower() != ".onnx":  # which is for others to open
            self._recent.enter(RecentItem("network", str(path)))
        self.said.emit(fill(self.tr("Saved {name}"), name=path.name))

    # Data sets

    @Slot(str)
    def open_dataset(self, source: str) -> None:
        """Open the data set at `source`, a folder, a file or "mnist"; of several in a folder, ask for one."""
        if not self.refuses():
            self._stage.follow(self._opening_dataset(source))

    def _opening_dataset(self, source: str) -> Story[None]:
        try:
            yield from self._data.opening(source, again=True)
        except JobError:
            choices = yield partial(dataset_files.choices, Path(source))
            if not choices:
                raise
        else:
            if self._data.dataset is not None:
                self._of_data.tell(self._data.dataset.notes)
            yield from self._finding_network()
            return
        words = fill(self.tr("There are several data sets in {name}. Which one?"), name=Path(source).name)
        self.told.emit(words, {name: partial(self.open_dataset, str(path)) for name, path in choices.items()})

    def _finding_network(self) -> Story[None]:
        """Put a network on show that takes the images that are open, where that on show does not.

        It is the newest that was trained on them, or one that ships; where there is none, PCA is shown once it is here.
        """
        self._lacking = False
        identity, shape = self._data.identity, self._data.split.image_shape
        if self._data.fits(self._on_show.now.snapshot) or self._file.busy:  # another network is on its way
            return
        found, _ = yield partial(runs.read_all, self._data_dir)
        of_these = [run for run in found if run.has_state and run.about.data_fingerprint == identity.fingerprint]
        if of_these:
            yield from self._opening_run(of_these[0])
        elif shape == MNIST_SHAPE:
            path = shipped_network(FIRST_PRESET)
            yield from self._placing((yield partial(checkpoint.load, path)), path)
        else:
            self._lacking = True
            self.network_lacking.emit()

    @property
    def lacks_network(self) -> bool:
        """Whether no network is there for the images that are open."""
        return self._lacking and not (self._trainer.running or self._data.fits(self._on_show.now.snapshot))

    def show_pca(self, network: Network) -> None:
        """Show PCA of the images that are open where no network is there for them, and say how to have one."""
        if not self.lacks_network:
            return
        self.show(network)
        words = self.tr("No network has been trained on {name} yet: this is PCA, which needs no training.")
        words = fill(words, name=self._data.identity.name)
        self._of_pca.tell([words] if self._engine.why_not else [words, self.tr("Press Train to make one.")])

    @Slot(Dataset)
    def _remember_data(self, _: Dataset) -> None:
        if self._data.source != MNIST:
            self._recent.enter(RecentItem("dataset", self._data.source))

    # Runs

    @Slot(Run)
    def open_run(self, run: Run) -> None:
        """Put a run on show, on its own data set."""
        if not self.refuses():
            self._stage.follow(self._opening_run(run))

    @Slot(Run)
    def resume_run(self, run: Run) -> None:
        """Put a run on show and train it further."""
        self.go_on(run, {})

    def go_on(self, run: Run, values: Mapping[str, Any]) -> None:
        """Put a run on show and train it further, by a recipe changed by `values`."""
        if not self._cannot_train():
            self._stage.follow(self._opening_run(run, values))

    def go_on_in(self, folder: Path, values: Mapping[str, Any]) -> None:
        """Put the run in a folder on show and train it further, by a recipe changed by `values`."""
        self._file.run(partial(runs.read, folder), lambda run: self.go_on(run, values))

    def _cannot_train(self) -> bool:
        """Whether nothing can be trained now, which is said."""
        if self._engine.why_not:
            self.told.emit(self._engine.why_not, {})
        return bool(self._engine.why_not) or self.refuses()

    @Slot(Run)
    def train_on(self, run: Run) -> None:
        """Ask how much longer a run is to be trained, and do it."""
        if not self._cannot_train():
            from ae_gui.train_on_dialog import TrainOnDialog

            dialog = TrainOnDialog(run, self._window)
            dialog.wanted.connect(self.go_on)
            dialog.open()

    @Slot()
    def train_on_shown(self) -> None:
        """Ask how much longer the run on show is to be trained, and do it."""
        if self._on_show.run is not None:
            self._file.run(partial(runs.read, self._on_show.run), self.train_on)

    @Slot(Run)
    def duplicate(self, run: Run) -> None:
        """Open the data set of a run, to train by its recipe anew."""
        take = partial(self.duplicated.emit, run.about.config)

        def story() -> Story[None]:
            yield from self._opening_data_of(run)
            if not run.about.data.is_another_than(self._data.identity):
                yield from self._finding_network()
                take()
                return
            words = fill(self.tr("Train on {name}"), name=self._data.identity.name)
            others = {words: take} if self._data.dataset is not None else {}
            self.finding.offer(run, partial(self.duplicate, run), others)

        if not self.refuses():
            self._stage.follow(story())

    def _opening_data_of(self, run: Run) -> Story[None]:
        """Open the data set of a run, if it is found; else some data set is open."""
        place = yield from self._data.seeking(run.about.data, run.about.config.dataset)
        if place is not None or (self._data.dataset is None and self._data.source):
            yield from self._data.opening(place or self._data.source, again=True)

    def _opening_run(self, run: Run, values: Mapping[str, Any] | None = None) -> Story[None]:
        """All that puts a run on show and, if it is to go on with these values, into training, in its order."""
        yield from self._opening_data_of(run)
        if values is not None and run.about.data.is_another_than(self._data.identity):
            then = partial(self.go_on, run, values)
            self.finding.offer(run, then, {self.tr("Open"): partial(self.open_run, run)})
            return
        if not self._trainer.running:
            self._data.make_room(run.about.data, run.about.config.network.image_shape)
        split, dataset = self._data.split, self._data.dataset
        read = read_run if values is None else partial(reopen_run, **values)
        opened: OpenedRun = yield partial(read, run.folder, split)
        run = opened.run
        if self.refuses() or (values is not None and dataset is None) or not self._data.fits(opened.network.snapshot):
            _let_go(opened)
            return
        self._on_show.replace(opened.network, run.folder, opened.measurements)
        self._remember_run(run.folder)
        self.run_shown.emit(opened)
        self.said.emit(fill(self.tr("Opened {name}"), name=opened.network.name))
        if opened.state is not None and dataset is not None:
            recipe = replace(opened.state.config, dataset=self._data.source)  # which may have been moved
            self.resumed.emit(replace(recipe, learning_rate=opened.state.rate))
            self._trainer.start(recipe, dataset, opened.recorder, replace(opened.state, config=recipe))
        epochs = yield partial(read_epochs, run, split)
        self._on_show.add_earlier(run.folder, epochs)

    @Slot(Ending)
    def _remember_training(self, ending: Ending) -> None:
        if ending.folder is not None:
            self._remember_run(ending.folder)

    def _remember_run(self, folder: Path) -> None:
        """Remember the run on show, by its name without its epoch."""
        name, epoch = self._on_show.now.name, self._on_show.now.snapshot.epoch
        name = translated(name.values.get("name", "")) if isinstance(name, Sentence) else ""
        self._recent.show(RecentItem("run", str(folder), name, epoch if name else None))

    # What was opened last

    @Slot(RecentItem)
    def open_recent(self, item: RecentItem) -> None:
        """Open something again."""
        match item.kind:
            case "network":
                self.open_network(Path(item.path), again=True)
            case "dataset":
                self.open_dataset(item.path)
            case "run" if not self.refuses():
                self._file.run(partial(runs.read, Path(item.path)), self.open_run)


def _read_ink(path: Path, images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Read a picture of a digit for the pad, to be drawn as the images of the data set are."""
    from ae_model.digit_photo import read_ink

    return read_ink(path, RESOLUTION, are_of_strokes(images))


def _let_go(result: object) -> None:
    """Give back the folder of a run that is gone on with no more."""
    if isinstance(result, OpenedRun) and result.recorder is not None:
        result.recorder.give_up()
