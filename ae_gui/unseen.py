"""The parts of the window that a start does not show: each is made `Later`, and then told what it would have heard.

Their modules are imported here alone, and only once one of them is wanted.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.background import Job
from ae_gui.class_palette import ClassPalette
from ae_gui.later import Later
from ae_gui.session.session import Session
from ae_model.datasets import Dataset

if TYPE_CHECKING:
    from ae_gui.comparison import Comparison
    from ae_gui.comparison_tab import ComparisonTab
    from ae_gui.exports import Exports
    from ae_gui.network_tab import NetworkTab
    from ae_gui.runs_tab import RunsTab
    from ae_gui.settings_panel import SettingsPanel
    from ae_gui.training_tab import TrainingTab

_MODULES = ("settings_panel", "training_tab", "comparison", "network_tab", "runs_tab")
_PAUSE_MS = 50  # between two parts, in which the window draws


class Unseen(QObject):
    """Those parts. Once all is loaded they are made one after the other, so that to turn to one of them takes no time.

    Signals:
        told(words, offers), said(words), failed(sentence): what those of them tell that nobody sees.

    Attributes:
        panel, training, comparison, network, runs: what stands behind the first page.
        sides: the controller of `comparison`.
        exports: what writes files for the user, which nobody sees: it is made when it is used.
    """

    told = Signal(str, object)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, palette: ClassPalette, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._palette, self._window = session, palette, window
        self.panel: Later[SettingsPanel] = Later(self._make_panel)
        self.training: Later[TrainingTab] = Later(self._make_training)
        self.comparison: Later[ComparisonTab] = Later(self._make_comparison)
        self.sides: Later[Comparison] = Later(self._make_sides)
        self.network: Later[NetworkTab] = Later(self._make_network)
        self.runs: Later[RunsTab] = Later(self._make_runs)
        self.exports: Later[Exports] = Later(self._make_exports)
        self.training.then(lambda _: self.panel.now)  # which stands beside it
        self.training.then(self._show_all)
        self.network.then(self._show_all)
        self.network.then(self._count)
        self.comparison.then(self._show_compared)
        self.sides.then(self._compare)
        self.runs.then(self._tell_runs)
        for part in (self.sides, self.exports):
            part.then(self._pass_on)
        self.exports.then(lambda exports: exports.said.connect(self.said))
        # What these would not hear again of, if they were made later.
        session.trainer.changed.connect(lambda: self.training.now)
        session.on_show.trained.connect(lambda network, test_mse: self.sides.now.add_run(network, test_mse))
        self._closed = False
        self._coming: Iterator[Later[Any]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._make_next)
        session.loaded.connect(self.make_soon)

    @property
    def is_coming(self) -> bool:
        """Whether parts are being made one after the other."""
        return self._coming is not None

    @Slot()
    def make_soon(self) -> None:
        """Make all that is not there yet, one part after the other; their modules are imported in the background."""
        if not (self._closed or self._coming) and not all(part.is_made for part in self.seen_later):
            self._coming = iter(self.seen_later)
            Job(_import_all, lambda _: self._go_on(), lambda _: self._go_on(), self).start()

    def close(self) -> None:
        """Make nothing more by itself: the window closes, and what is made may begin to work."""
        self._closed, self._coming = True, None
        if self.exports.is_made:
            self.exports.now.close()

    @property
    def pages(self) -> tuple[Later[Any], ...]:
        """The pages behind the first one, in the order of `pages.PAGES`."""
        return self.training, self.comparison, self.network, self.runs

    @property
    def seen_later(self) -> tuple[Later[Any], ...]:
        """All of them that will be seen."""
        return self.panel, *self.pages

    @Slot()
    def _make_next(self) -> None:
        for part in self._coming or ():
            if not part.is_made:
                _ = part.now
                self._timer.start()
                return
        self._coming = None

    def _go_on(self) -> None:
        if self._coming is not None:  # and the window has not been closed meanwhile
            self._timer.start()

    # How each is made

    def _make_panel(self) -> "SettingsPanel":
        from ae_gui.settings_panel import SettingsPanel

        return SettingsPanel()

    def _make_training(self) -> "TrainingTab":
        from ae_gui.training_tab import TrainingTab

        return TrainingTab()

    def _make_comparison(self) -> "ComparisonTab":
        from ae_gui.comparison_tab import ComparisonTab

        return ComparisonTab(self._session.data.split, self._session.data.names.now)

    def _make_sides(self) -> "Comparison":
        from ae_gui.comparison import Comparison

        return Comparison(self.comparison.now, self._session.on_show.network, self._window)

    def _make_network(self) -> "NetworkTab":
        from ae_gui.network_tab import NetworkTab

        return NetworkTab()

    def _make_runs(self) -> "RunsTab":
        from ae_gui.runs_tab import RunsTab

        return RunsTab()

    def _make_exports(self) -> "Exports":
        from ae_gui.exports import Exports

        return Exports(self._window)

    # What each is told, and tells

    def _pass_on(self, part: "Comparison | Exports") -> None:
        part.told.connect(self.told)
        part.failed.connect(self.failed)

    def _show_all(self, view: "TrainingTab | NetworkTab") -> None:
        """Let a view hear of images and networks, and show those that are here."""
        data, on_show = self._session.data, self._session.on_show
        data.images_changed.connect(view.set_images)
        data.names.changed.connect(view.set_class_names)
        on_show.replaced.connect(view.show_network)
        on_show.moved.connect(view.update_network)
        view.set_images(data.split, data.names.now)
        view.show_network(on_show.network)

    def _count(self, tab: "NetworkTab") -> None:
        """Let the units of a sparse code be counted over the training images, once they are here."""
        data = self._session.data
        data.loaded.connect(tab.set_dataset)
        self._session.on_show.settled.connect(tab.count)
        if data.dataset is not None:
            tab.set_dataset(data.dataset)

    def _show_compared(self, tab: "ComparisonTab") -> None:
        self._session.data.names.changed.connect(tab.set_class_names)
        self._session.trainer.watching.connect(tab.set_watched)
        self._palette.changed.connect(tab.set_palette)
        tab.set_palette(self._palette.name)
        if (watched := self._session.trainer.watched) is not None:
            tab.set_watched(watched)
        _ = self.sides.now

    def _tell_runs(self, table: "RunsTab") -> None:
        engine = self._session.engine
        engine.missing.connect(table.say_why_not_to_train)
        if engine.why_not:
            table.say_why_not_to_train(engine.why_not)

    def _compare(self, sides: "Comparison") -> None:
        data, on_show = self._session.data, self._session.on_show
        data.images_changed.connect(sides.set_images)
        on_show.replaced.connect(sides.show_network)
        on_show.moved.connect(sides.update_network)
        on_show.settled.connect(sides.refresh_errors)
        sides.pca_measured.connect(lambda pca, test_mse: self.training.now.set_pca(pca, test_mse))
        self.training.then(lambda _: sides.tell_pca())

        # Not before all is loaded: its PCA would hold up the loading of torch.
        def take(dataset: Dataset) -> None:
            sides.set_dataset(dataset, data.identity)

        self._session.loaded.connect(take)
        if self._session.is_loaded and data.dataset is not None:
            take(data.dataset)


def _import_all() -> None:
    for name in _MODULES:
        import_module(f"ae_gui.{name}")
