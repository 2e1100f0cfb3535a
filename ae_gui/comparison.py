"""The controller of Compare: which model is on which side, and the slow work that this takes.

PCA, networks, errors and scores are computed in the background, once, when they first come into sight.
"""

import math
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job, Latest
from ae_gui.comparison_tab import ComparisonTab, Side
from ae_gui.networks import Network, read_network, shipped_network
from ae_gui.preferences import ComparisonPage
from ae_gui.widgets.error_curve import NetworkError
from ae_gui.widgets.file_dialogs import open_file
from ae_gui.words import counted, fill, tr, translated
from ae_model.config import PRESETS
from ae_model.data_identity import MNIST, DataIdentity
from ae_model.datasets import Dataset, Split
from ae_model.metrics import METRICS, Subject, largest_angle, mean_squared_error, reconstruction_errors
from ae_model.pca import PCA
from ae_model.progress import Progress
from ae_model.snapshot import Array, Autoencoder, Snapshot

_REMEMBERED = 12  # the latest runs, whose networks can be put on a side
_ONE_PLANE = 1.0  # degrees: at most so far apart, two planes count as one
_LONG = ("pca", "scores")  # jobs that show their progress and can be cancelled

_Placed = tuple[Autoencoder, Array, NDArray[np.intp] | None]  # a model, codes, and of which test images they are


class _Fitted(NamedTuple):
    """PCA with all its components, its codes of the test images, and its error with the first 1, 2, ... of them."""

    pca: PCA
    codes: Array
    curve: NDArray[np.float64]


class Comparison(QObject):
    """Owns both sides and tells the tab about them.

    Signals:
        pca_measured(pca, test_mse): PCA with as many dimensions as the network on show, and its test error.
        told(words, offers): what was done to read the network of a file.
        failed(sentence): the reason why something cannot be compared.
    """

    pca_measured = Signal(PCA, float)
    told = Signal(str, object)
    failed = Signal(str)

    def __init__(self, tab: ComparisonTab, network: Network, window: QWidget) -> None:
        super().__init__(window)
        self._on_show, self._pca_name = self.tr("Network on show"), self.tr("PCA")
        self._from_file = self.tr("From a file…")
        self._tab = tab
        self._window = window
        self._network = network
        self._dataset: Dataset | None = None
        self._fitted: _Fitted | None = None
        self._data: DataIdentity | None = None  # of the data set; None before it is known
        self._shipped_errors: list[NetworkError] | None = None
        self._runs: dict[str, Network] = {}
        self._shipped: dict[str, Network] = {}
        self._files: dict[str, Network] = {}
        self._run_errors: dict[str, NetworkError] = {}
        self._jobs: dict[str, Job] = {}  # those under way, by what they do
        self._files_coming = (Latest(self, self.failed.emit), Latest(self, self.failed.emit))  # one for each side
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(partial(self._refresh, in_turns=True))
        self._forget()
        tab.side_chosen.connect(self._choose_side)
        tab.scores_wanted.connect(self._measure_scores)
        tab.cancel_wanted.connect(partial(self._drop, *_LONG))
        tab.shown.connect(self._fit_pca)
        tab.shown.connect(partial(self._refresh, in_turns=True))

    # For the window

    def set_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Compare on other test images; a side is empty until its codes of these images have arrived."""
        self._network = replace(self._network, codes=self._network.codes[:0], placed=None)
        self._forget()
        self._tab.set_images(split, class_names)

    def set_dataset(self, dataset: Dataset, data: DataIdentity) -> None:
        """Fit PCA to the training images that belong to the test images, and offer what was trained on this `data`."""
        self._forget()
        self._dataset, self._data = dataset, data
        self._fit_pca()
        self._offer()
        self._refresh()

    def show_network(self, network: Network) -> None:
        """Compare with another network on show."""
        self._network = network
        self._empty(self._on_show)
        self.tell_pca()
        self._refresh(in_turns=True)

    def update_network(self, network: Network) -> None:
        """Compare with another moment of the network on show."""
        self._network = network
        if not self._tab.isVisible():
            self._empty(self._on_show)
        elif len(network.codes):
            for number, side in enumerate(self._sides):
                if side.name == self._on_show and side.model is not None:
                    codes, placed = network.codes, network.placed
                    self._sides[number] = replace(side, model=network.snapshot, codes=codes, placed=placed)
                    self._tab.update_side(number, self._sides[number])
            self._fill(len(self._sides))

    def add_run(self, network: Network, test_mse: float) -> None:
        """Add the network of a training that has ended as a point of the curve and as a choice for each side."""
        name = _free_name(translated(network.name), self._run_errors)
        self._runs[name] = network
        self._run_errors[name] = NetworkError(name, network.snapshot.latent_dim, test_mse)
        while len(self._runs) > _REMEMBERED:
            self._runs.pop(next(iter(self._runs)))
        self._offer()
        self._tell_networks()

    @Slot()
    def refresh_errors(self) -> None:
        """Measure the errors of both sides again if they are in sight and out of date."""
        if self._tab.isVisible() and self._tab.page is ComparisonPage.ERRORS and self._dataset is not None:
            for number, side in enumerate(self._sides):
                if side.model is not None and side.measured is not side.model:
                    work = partial(reconstruction_errors, side.model, self._dataset.test.images)
                    self._start(f"errors {number}", work, partial(self._take_errors, number, side.model))

    @property
    def pca_network(self) -> Network | None:
        """PCA with as many dimensions as the network on show, as a network; None until it has been fitted."""
        if self._fitted is None:
            return None
        pca = self._fitted.pca.truncated(self._network.snapshot.latent_dim)
        title = counted(self.tr("PCA, %n dimension(s)", "", pca.latent_dim), pca.latent_dim)
        return Network(pca.as_network(), self._fitted.codes[:, : pca.latent_dim], None, title=title, data=self._data)

    # Sides

    def _forget(self) -> None:
        """Drop everything about the images so far, and all jobs."""
        self._drop(*list(self._jobs))
        for coming in self._files_coming:
            coming.close()
        self._dataset = self._fitted = self._shipped_errors = None
        self._data = None
        for named in (self._runs, self._shipped, self._files, self._run_errors):
            named.clear()
        self._sides = [Side(self._on_show), Side(self._pca_name)]
        self._offer()

    def _empty(self, name: str) -> None:
        """Empty the sides of this name, to be filled again when they are in sight."""
        self._sides = [Side(name) if side.name == name else side for side in self._sides]

    def _offer(self) -> None:
        shipped = PRESETS if _is_mnist(self._data) else ()
        names = [self._on_show, self._pca_name, *shipped, *self._runs, *self._files, self._from_file]
        self._tab.set_choices(names, [side.name for side in self._sides])

    @Slot(int, str)
    def _choose_side(self, number: int, name: str) -> None:
        if name != self._from_file:
            self._files_coming[number].close()
            self._sides[number] = Side(name)
            self._refresh()
            return
        self._offer()  # the box shows the last choice again until a file has been read
        path = open_file(self._window, self.tr("Compare with a network"), "networks")
        if path is not None:
            self.open_beside(number, path)

    def open_beside(self, number: int, path: Path) -> None:
        """Put the network of a file on a side."""
        if self._dataset is not None:
            work = partial(read_network, path, self._dataset.test)
            self._files_coming[number].run(work, partial(self._take_file, number, path.name))

    def _take_file(self, number: int, name: str, network: Network) -> None:
        if network.data is not None and self._data is not None and network.data.is_another_than(self._data):
            name = fill(self.tr("{file}, trained on {data}"), file=name, data=network.data.name)
        self._files[name] = network
        self._sides[number] = Side(name)
        if network.notes:
            self.told.emit(" ".join(map(translated, network.notes)), {})
        self._offer()
        self._refresh()

    def _refresh(self, in_turns: bool = False) -> None:
        """Fetch or compute everything that is in sight and missing.

        `in_turns`, each of two models that are there has a turn of its own: it takes a frame.
        """
        if not self._tab.isVisible():
            return
        if self._fill(1 if in_turns else len(self._sides)) and in_turns:
            self._next.start()
            return
        of_shipped = self._tab.page is ComparisonPage.DIMENSIONS and self._shipped_errors is None
        if of_shipped and _is_mnist(self._data) and self._dataset is not None:
            self._start("points", partial(_errors_of_shipped, self._dataset), self._take_shipped_errors)
        self.refresh_errors()

    def _fill(self, most: int) -> int:
        """Show at most so many models that have arrived and not been shown; returns how many it was."""
        count = 0
        # PCA comes last: it has as many dimensions as the model beside it.
        for number in sorted((0, 1), key=lambda number: self._sides[number].name == self._pca_name):
            name, known = self._sides[number].name, self._sides[number].model
            found = self._pca_beside(number) if name == self._pca_name else self._network_called(name)
            if count < most and found is not None and (known is None or known.latent_dim != found[0].latent_dim):
                self._put(number, Side(name, found[0], found[1], placed=found[2]))
                count += 1
        return count

    def _put(self, number: int, side: Side) -> None:
        self._drop(f"errors {number}", "scores")  # of the model that was there
        self._sides[number] = side
        self._tab.show_side(number, side)
        self._tab.set_claim(_claim(*(side.model for side in self._sides)))

    def _network_called(self, name: str) -> _Placed | None:
        """A network and its codes; None, and reading begins, if it ships with the program and has not been read."""
        if name == self._on_show:
            network: Network | None = self._network if len(self._network.codes) else None
        else:
            network = self._runs.get(name) or self._files.get(name) or self._shipped.get(name)
            if network is None and self._dataset is not None:
                work = partial(read_network, shipped_network(name), self._dataset.test)
                self._start(f"shipped {name}", work, partial(self._take_shipped, name))
        return None if network is None else (network.snapshot, network.codes, network.placed)

    def _take_shipped(self, name: str, network: Network) -> None:
        self._shipped[name] = network
        self._refresh()

    def _pca_beside(self, number: int) -> _Placed | None:
        """PCA with as many dimensions as the model on the other side, or else as the network on show."""
        beside, here = self._sides[1 - number], self._sides[number].model
        if self._fitted is None:
            return None
        if beside.model is None and here is not None:
            return None  # PCA stays as it is until the model beside it has arrived
        of = self._network.snapshot if beside.model is None or beside.name == self._pca_name else beside.model
        pca = self._fitted.pca.truncated(of.latent_dim)
        return pca, self._fitted.codes[:, : pca.latent_dim], None

    # Measuring

    @Slot()
    def _fit_pca(self) -> None:
        if self._dataset is not None and self._fitted is None:  # it may have been cancelled
            self._start("pca", partial(_fit, self._dataset), self._take_pca, self.tr("Fitting PCA"))

    def _take_pca(self, fitted: _Fitted) -> None:
        self._fitted = fitted
        self._tab.set_curve(fitted.curve)
        self.tell_pca()
        self._refresh()

    def tell_pca(self) -> None:
        """Say again how good PCA is, if that is known."""
        if self._fitted is not None:
            shown = self._fitted.pca.truncated(self._network.snapshot.latent_dim)
            self.pca_measured.emit(shown, float(self._fitted.curve[shown.latent_dim - 1]))

    def _take_shipped_errors(self, errors: list[NetworkError]) -> None:
        self._shipped_errors = errors
        self._tell_networks()

    def _tell_networks(self) -> None:
        self._tab.set_networks([*(self._shipped_errors or []), *self._run_errors.values()])

    def _take_errors(self, number: int, model: Autoencoder, errors: NDArray[np.float64]) -> None:
        self._sides[number] = replace(self._sides[number], errors=errors, measured=model)
        self._tab.show_errors(number, self._sides[number])

    @Slot()
    def _measure_scores(self) -> None:
        def take(scores: list[dict[str, float | str]]) -> None:
            for number, of_side in enumerate(scores):
                self._tab.set_scores(number, of_side)

        self._fill(len(self._sides))  # one may have its turn yet
        models = [side.model for side in self._sides if side.model is not None]
        if self._dataset is not None and len(models) == len(self._sides):
            work = partial(_scores_of, models, self._dataset)
            self._start("scores", work, take, self.tr("Measuring neighbours"))

    # The background

    def _start(self, what: str, work: Callable[..., object], take: Callable[[Any], object], words: str = "") -> None:
        """Start a job named `what`, unless it is under way; with `words` it takes long, and reports its progress."""
        if what in self._jobs:
            return
        job = self._jobs[what] = Job(
            lambda: work(job.report) if words else work(), take, self.failed.emit, self._window
        )

        def tell(share: float) -> None:
            if self._jobs.get(what) is job:
                self._tab.set_progress(share, words)

        def end() -> None:
            if self._jobs.get(what) is job:
                self._drop(what)

        job.progressed.connect(tell)
        job.ended.connect(end)
        if words:
            self._tab.set_progress(0, words)  # at once: who waits for it must not take it for done
        job.start()
        self._tell_waiting()

    def _drop(self, *kinds: str) -> None:
        """Cancel the jobs of these names that are under way; nobody takes their results."""
        for what in kinds:
            if what in self._jobs:
                self._jobs.pop(what).cancel()
                if what in _LONG:
                    self._tab.set_progress(None, "")
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        """Say what is under way and has no progress to be shown."""
        short = [what for what in self._jobs if what not in _LONG]
        kind, _, name = short[0].partition(" ") if short else ("", "", "")
        words = {
            "points": self.tr("Measuring the networks …"),
            "errors": self.tr("Measuring the errors …"),
            "shipped": fill(self.tr("Reading {name} …"), name=name),
        }
        self._tab.set_waiting(words.get(kind, ""))


def _claim(one: Autoencoder | None, other: Autoencoder | None) -> str:
    """A sentence about two linear models of equal dimension; empty for any others."""
    if one is None or other is None or not (_is_linear(one) and _is_linear(other)):
        return ""
    if one.latent_dim != other.latent_dim:
        return ""
    angle = largest_angle(one, other)
    if math.isnan(angle):
        return ""
    if angle > _ONE_PLANE:
        return fill(tr("Two linear models, {angle:.0f}° apart"), angle=angle)
    return fill(tr("One plane, two bases: the two lie {angle:.1f}° apart"), angle=angle)


def _is_mnist(data: DataIdentity | None) -> bool:
    """Whether these are the images that the networks that ship were trained on."""
    return data is not None and data.fingerprint == MNIST.fingerprint


def _free_name(name: str, taken: Container[str]) -> str:
    names = chain([name], (f"{name} ({number})" for number in count(2)))
    return next(free for free in names if free not in taken)


def _fit(dataset: Dataset, report: Progress) -> _Fitted:
    pca = PCA.fit(dataset.train.images, progress=report)
    return _Fitted(pca, pca.encode(dataset.test.images), pca.error_curve(dataset.test.images))


def _errors_of_shipped(dataset: Dataset) -> list[NetworkError]:
    errors = []
    for name in PRESETS:
        snapshot = read_network(shipped_network(name), dataset.test).snapshot
        errors.append(NetworkError(name, snapshot.latent_dim, mean_squared_error(snapshot, dataset.test.images)))
    return errors


def _scores_of(models: Sequence[Autoencoder], dataset: Dataset, report: Progress) -> list[dict[str, float | str]]:
    """The metrics of each model's plane, by their names in `METRICS`."""
    metrics = [metric for metric in METRICS.values() if metric.when == "plane"]
    scores: list[dict[str, float | str]] = []

    def part(number: int, share: float) -> None:
        report((len(scores) + (number + share) / len(metrics)) / len(models))

    for model in models:
        subject = Subject(model, dataset, in_plane=True)
        scores.append({m.name: m.figure(subject, partial(part, i)) for i, m in enumerate(metrics)})
    return scores


def _is_linear(model: Autoencoder) -> bool:
    if isinstance(model, Snapshot):
        return model.config.kind == "dense" and not model.config.hidden_sizes and model.config.output == "linear"
    return isinstance(model, PCA)
