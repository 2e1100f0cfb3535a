"""What the comparison shows, brought there from the background: PCA, networks by name, errors and scores.

Each is computed when it is in sight for the first time, once.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job
from ae_gui.comparison_tab import ComparisonTab
from ae_gui.networks import Network, read_network, shipped_network
from ae_gui.widgets.error_curve import NetworkError
from ae_gui.widgets.file_dialogs import open_file
from ae_gui.words import fill, translated
from ae_model.config import PRESETS
from ae_model.datasets import Dataset
from ae_model.latent_map import LatentMap
from ae_model.metrics import knn_accuracy, largest_angle, mean_squared_error, reconstruction_errors, trustworthiness
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.snapshot import Array, Autoencoder, Snapshot

_JUDGED = 2_000  # test images, always the first ones, that trustworthiness is measured on
_REMEMBERED = 12  # runs whose networks can be put on a side
_ONE_PLANE = 1.0  # degree between two planes that are one

_DIMENSIONS, _ERRORS = 2, 3  # views of the tab


class Comparison(QObject):
    """Feeds the tab.

    Signals:
        pca_measured(pca, test_mse): PCA with as many dimensions as the network on show, and its test error.
        failed(sentence): why something cannot be compared.
    """

    pca_measured = Signal(PCA, float)
    failed = Signal(str)

    def __init__(self, tab: ComparisonTab, network: Network, window: QWidget) -> None:
        super().__init__(window)
        self._tab = tab
        self._window = window
        self._network = network
        self._dataset: Dataset | None = None
        self._pca: PCA | None = None  # with all components
        self._pca_codes = np.empty((0, 0), np.float32)  # of the test images
        self._curve: NDArray[np.float64] | None = None
        self._shipped: dict[str, Network] = {}
        self._shipped_errors: list[NetworkError] | None = None
        self._runs: dict[str, Network] = {}
        self._run_errors: dict[str, NetworkError] = {}
        self._files: dict[str, Network] = {}
        self._sides = [self._on_show, self._pca_name]
        self._shown: list[Autoencoder | None] = [None, None]
        self._measured: list[Autoencoder | None] = [None, None]  # whose errors are shown
        self._long: list[Job] = []  # that show their progress and can be cancelled
        self._busy: set[str] = set()  # what is being done
        self._offer()
        tab.side_chosen.connect(self._choose_side)
        tab.scores_wanted.connect(self._measure_scores)
        tab.cancel_wanted.connect(self._cancel)
        tab.shown.connect(self._refresh)

    @property
    def _on_show(self) -> str:
        return self.tr("Network on show")

    @property
    def _pca_name(self) -> str:
        return self.tr("PCA")

    @property
    def _from_file(self) -> str:
        return self.tr("From a file…")

    # What the window tells

    def set_dataset(self, dataset: Dataset) -> None:
        """Compare on another data set; PCA is fitted to it."""
        self._cancel()
        self._busy = set()  # of the last data set's jobs none is waited for
        self._dataset = dataset
        self._pca = self._curve = None
        self._shipped.clear()
        self._files.clear()
        self._runs.clear()
        self._run_errors.clear()
        self._shipped_errors = None
        self._sides = [self._on_show, self._pca_name]
        self._shown = [None, None]
        self._measured = [None, None]
        self._offer()
        self._fit_pca()

    def show_network(self, network: Network) -> None:
        """Another network is on show."""
        self._network = network
        self._shown = [None if name in (self._on_show, self._pca_name) else shown for name, shown in self._pairs()]
        self._tell_pca()
        self._refresh()

    def update_network(self, network: Network) -> None:
        """The network on show has been trained further, or another moment of it is looked at."""
        self._network = network
        if self._tab.isVisible():
            for side, name in enumerate(self._sides):
                if name == self._on_show and len(network.codes) > 1:
                    same = self._shown[side] is not None
                    self._shown[side] = network.snapshot
                    self._tab.show_side(side, name, network.snapshot, network.codes, same)
        else:
            self._shown = [None if name == self._on_show else shown for name, shown in self._pairs()]

    def add_run(self, network: Network, test_mse: float) -> None:
        """A training has ended: its network is a point of the curve, and can be compared."""
        name = self._free_name(translated(network.name))
        self._runs[name] = network
        self._run_errors[name] = NetworkError(name, network.snapshot.latent_dim, test_mse)
        while len(self._runs) > _REMEMBERED:
            self._runs.pop(next(iter(self._runs)))
        self._offer()
        self._tell_networks()

    @Slot()
    def refresh_errors(self) -> None:
        """Measure what is in sight again: training stands still, or an epoch has ended."""
        in_sight = self._tab.isVisible() and self._tab.views.currentIndex() == _ERRORS
        if in_sight and self._dataset is not None:  # which comes when torch is loaded
            self._measure_errors()

    @property
    def pca_network(self) -> Network | None:
        """PCA of the dimension of the network on show, as a network; None until it is fitted."""
        if self._pca is None:
            return None
        pca = self._pca.truncated(self._network.snapshot.latent_dim)
        title = self.tr("PCA, %n dimension(s)", "", pca.latent_dim)
        return Network(pca.as_network(), self._pca_codes[:, : pca.latent_dim], None, title=title)

    # Sides

    def _pairs(self) -> list[tuple[str, Autoencoder | None]]:
        return list(zip(self._sides, self._shown, strict=True))

    @Slot(int, str)
    def _choose_side(self, side: int, name: str) -> None:
        if name == self._from_file:
            self._offer()  # the box shows the last choice again, until there is another one
            path = open_file(self._window, self.tr("Compare with a network"), "networks")
            if path is not None:
                self.open_beside(side, path)
            return
        self._sides[side] = name
        self._shown[side] = None
        self._refresh()

    def open_beside(self, side: int, path: Path) -> None:
        """Put the network of a file on a side."""
        if self._dataset is None:
            return
        split = self._dataset.test
        self._job(f"file {path}", partial(read_network, path, split), partial(self._take_file, side, path)).start()

    def _take_file(self, side: int, path: Path, network: Network) -> None:
        self._files[path.name] = network
        self._sides[side], self._shown[side] = path.name, None
        self._offer()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Bring what is in sight and not there yet."""
        if not self._tab.isVisible() or self._dataset is None:
            return
        if self._pca is None:
            self._fit_pca()  # the last time it was cancelled
        for side, (name, shown) in enumerate(self._pairs()):
            if shown is None:
                self._show_side(side, name)
        if self._tab.views.currentIndex() == _DIMENSIONS:
            self._measure_shipped()
        if self._tab.views.currentIndex() == _ERRORS:
            self._measure_errors()

    def _show_side(self, side: int, name: str) -> None:
        assert self._dataset is not None
        if name == self._pca_name:
            if self._pca is not None:
                latent_dim = self._pca_dimensions(side)
                self._put(side, name, self._pca.truncated(latent_dim), self._pca_codes[:, :latent_dim])
            return
        if name == self._on_show:
            if self._network.snapshot.config.image_shape == self._dataset.image_shape:
                self._put(side, name, self._network.snapshot, self._network.codes)
            return
        network = self._runs.get(name) or self._files.get(name) or self._shipped.get(name)
        if network is not None:
            self._put(side, name, network.snapshot, network.codes)
        elif name in PRESETS:
            work = partial(read_network, shipped_network(name), self._dataset.test)
            self._start(f"shipped {name}", work, partial(self._take_shipped, name))

    def _pca_dimensions(self, side: int) -> int:
        """As many as the model beside it has, or else the network on show."""
        beside = self._shown[1 - side]
        if beside is None or isinstance(beside, PCA):
            return self._network.snapshot.latent_dim
        return beside.latent_dim

    def _put(self, side: int, name: str, model: Autoencoder, codes: Array) -> None:
        self._shown[side] = model
        self._tab.show_side(side, name, model, codes)
        other = 1 - side
        if self._sides[other] == self._pca_name and name != self._pca_name:
            shown = self._shown[other]
            if shown is not None and self._pca is not None and shown.latent_dim != self._pca_dimensions(other):
                self._shown[other] = None
                self._show_side(other, self._pca_name)
        self._tab.set_claim(self._claim())

    def _take_shipped(self, name: str, network: Network) -> None:
        self._shipped[name] = network
        self._refresh()

    def _claim(self) -> str:
        one, other = self._shown
        if one is None or other is None or not (_is_linear(one) and _is_linear(other)):
            return ""
        if one.latent_dim != other.latent_dim:
            return ""
        angle = largest_angle(one, other)
        if angle > _ONE_PLANE:
            return fill(self.tr("Two linear models, {angle:.0f}° apart"), angle=angle)
        return fill(self.tr("One plane, two bases: the two lie {angle:.1f}° apart"), angle=angle)

    # PCA

    def _fit_pca(self) -> None:
        assert self._dataset is not None
        work = partial(_fit, self._dataset)
        self._start_long("pca", work, self._take_pca, self.tr("Fitting PCA"))

    def _take_pca(self, fitted: tuple[PCA, Array, NDArray[np.float64]]) -> None:
        self._pca, self._pca_codes, self._curve = fitted
        self._tab.set_curve(self._curve)
        self._tell_pca()
        self._refresh()

    def _tell_pca(self) -> None:
        if self._pca is not None and self._curve is not None:
            shown = self._pca.truncated(self._network.snapshot.latent_dim)
            self.pca_measured.emit(shown, float(self._curve[shown.latent_dim - 1]))

    # Errors and scores

    def _measure_shipped(self) -> None:
        """The errors of the networks that ship with the program, where they are of these images' shape."""
        assert self._dataset is not None
        if self._shipped_errors is None and self._dataset.name == "mnist":
            self._start("points", partial(_errors_of_shipped, self._dataset), self._take_shipped_errors)

    def _take_shipped_errors(self, errors: list[NetworkError]) -> None:
        self._shipped_errors = errors
        self._tell_networks()

    def _tell_networks(self) -> None:
        self._tab.set_networks([*(self._shipped_errors or []), *self._run_errors.values()])

    def _measure_errors(self) -> None:
        assert self._dataset is not None
        for side, model in enumerate(self._shown):
            if model is not None and self._measured[side] is not model:
                work = partial(reconstruction_errors, model, self._dataset.test.images)
                self._start(f"errors {side}", work, partial(self._take_errors, side, model))

    def _take_errors(self, side: int, model: Autoencoder, errors: NDArray[np.float64]) -> None:
        if self._shown[side] is not None:
            self._measured[side] = model
            self._tab.set_errors(side, errors)

    @Slot()
    def _measure_scores(self) -> None:
        if self._dataset is None or None in self._shown or "scores" in self._busy:
            return
        models = [model for model in self._shown if model is not None]
        work = partial(_scores_of, models, self._dataset)
        self._start_long("scores", work, partial(self._take_scores, models), self.tr("Measuring neighbours"))

    def _take_scores(self, models: list[Autoencoder], scores: list[tuple[float, float]]) -> None:
        for side, (model, score) in enumerate(zip(models, scores, strict=True)):
            if type(self._shown[side]) is type(model):  # a network in training has gone on meanwhile
                self._tab.set_scores(side, *score)

    @Slot()
    def _cancel(self) -> None:
        for job in self._long:
            job.cancel()

    # The background

    def _start(self, what: str, work: Callable[[], object], take: Callable[[Any], object]) -> None:
        """Do slow work, unless the same is under way."""
        if what not in self._busy:
            self._job(what, work, take).start()

    def _start_long(
        self, what: str, work: Callable[[Progress], object], take: Callable[[Any], object], words: str
    ) -> None:
        """Do very slow work, unless the same is under way; it reports, and can be cancelled."""
        if what in self._busy:
            return

        def done() -> None:
            self._long.remove(job)
            self._tab.set_progress(None, "")

        job = self._job(what, lambda: work(job.report), take)
        job.progressed.connect(lambda share: self._tab.set_progress(share, words))
        job.ended.connect(done)
        self._long.append(job)
        job.start()

    def _job(self, what: str, work: Callable[[], object], take: Callable[[Any], object]) -> Job:
        """A job for the data set that is open; what comes of it when another one is open is dropped."""
        dataset, busy = self._dataset, self._busy

        def take_here(result: object) -> None:
            if dataset is self._dataset:
                take(result)

        busy.add(what)
        job = Job(work, take_here, self.failed.emit, self._window)
        job.ended.connect(lambda: busy.discard(what))
        return job

    def _offer(self) -> None:
        shipped = list(PRESETS) if self._dataset is not None and self._dataset.name == "mnist" else []
        names = [self._on_show, self._pca_name, *shipped, *self._runs, *self._files, self._from_file]
        self._tab.set_choices(names, self._sides)

    def _free_name(self, name: str) -> str:
        number, free = 1, name
        while free in self._run_errors:
            number += 1
            free = f"{name} ({number})"
        return free


def _fit(dataset: Dataset, report: Progress) -> tuple[PCA, Array, NDArray[np.float64]]:
    """PCA of the training images, the codes of the test images, and its error with 1, 2, ... components."""
    pca = PCA.fit(dataset.train.images, progress=report)
    return pca, pca.encode(dataset.test.images), pca.error_curve(dataset.test.images)


def _errors_of_shipped(dataset: Dataset) -> list[NetworkError]:
    errors = []
    for name in PRESETS:
        snapshot = read_network(shipped_network(name), dataset.test).snapshot
        errors.append(NetworkError(name, snapshot.latent_dim, mean_squared_error(snapshot, dataset.test.images)))
    return errors


def _scores_of(models: list[Autoencoder], dataset: Dataset, report: Progress) -> list[tuple[float, float]]:
    def part(number: int, share: float) -> None:
        report((number + share) / len(models))

    return [_scores(model, dataset, partial(part, number)) for number, model in enumerate(models)]


def _scores(model: Autoencoder, dataset: Dataset, report: Progress) -> tuple[float, float]:
    """Neighbour accuracy and trustworthiness of a model's plane."""
    train, test = dataset.train, dataset.test
    report(0)
    test_codes = model.encode(test.images)
    plane = LatentMap.fit(test_codes)  # the plane that is shown
    places, others = plane.place(test_codes), plane.place(model.encode(train.images))
    accuracy = knn_accuracy(others, train.labels, places, test.labels, progress=lambda share: report(0.2 + 0.6 * share))
    report(0.8)
    return accuracy, trustworthiness(test.images[:_JUDGED], places[:_JUDGED])


def _is_linear(model: Autoencoder) -> bool:
    if isinstance(model, Snapshot):
        return not model.config.hidden_sizes and model.config.output == "linear"
    return isinstance(model, PCA)
