"""What can be taken out of the window: what "Export everything" consists of, and the film of the epochs."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from ae_gui.networks import file_name, safe_name
from ae_gui.parts import Parts
from ae_gui.preferences import ComparisonPage
from ae_gui.session.open_data import MNIST
from ae_gui.session.session import Session
from ae_gui.widgets.pictures import captioned
from ae_gui.words import figure, fill, translated
from ae_model.metrics import mean_squared_error
from ae_model.snapshot import Array

if TYPE_CHECKING:
    from ae_gui.exports import View
    from ae_gui.filming import Film
    from ae_gui.widgets.path_inspector import PathInspector


class Everything(QObject):
    """Hands to the exports what the views show."""

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__(parts.window)
        self._data, self._on_show, self._parts = session.data, session.on_show, parts
        self._exports = exports = parts.unseen.exports
        self._over, self._measuring = session.shown_over, session.measuring
        self._shown = 0  # how many networks have been on show
        self._on_show.replaced.connect(self._count)
        slider = parts.slider
        parts.latent.tools.path.beside.then(self._connect_path)
        explore = parts.latent.tools.explore
        explore.inspector.save_sheet.clicked.connect(lambda: exports.now.sheet(explore.sheet()))
        parts.commands.export_codes.triggered.connect(self.export_codes)
        parts.commands.export_everything.triggered.connect(self.export_all)
        slider.gif_action.triggered.connect(lambda: exports.now.epochs_gif(self._film()))
        slider.pngs_action.triggered.connect(lambda: exports.now.epochs_pngs(self._film()))

    def _connect_path(self, path: "PathInspector") -> None:
        from ae_gui.widgets.path_inspector import FRAME_SECONDS

        path.strip_button.clicked.connect(lambda: self._exports.now.strip(path.frames))
        path.gif_button.clicked.connect(lambda: self._exports.now.gif(path.frames, FRAME_SECONDS))

    @Slot()
    def export_codes(self) -> None:
        """Ask for a file and write the codes on show with their labels."""
        name = file_name(self._on_show.network)
        if self._over.short:  # a table of codes has no other place for it
            name = safe_name(f"{name} {self._over.short}")
        self._exports.now.codes(self._codes(), self._data.split.labels, self._data.names.now, name)

    @Slot()
    def export_all(self) -> None:
        """Ask for a folder and write all that there is of the network on show, with a page that opens anywhere."""
        from ae_gui.exports import Contents, facts_of

        network, tabs, comparison = self._on_show.network, self._parts.tabs, self._parts.unseen.comparison.now
        known, images, fits = self._measuring.test_error, self._data.split.images, self._data.fits(network.snapshot)
        tab, page, shown = tabs.currentWidget(), comparison.page, self._shown

        def end() -> None:
            comparison.show_page(page)
            tabs.setCurrentWidget(tab)

        contents = Contents(
            network,
            self._codes(),
            self._data.split.labels,
            self._data.names.now,
            lambda: mean_squared_error(network.snapshot, images) if known is None and fits else known,
            [*facts_of(network), *([(self.tr("Shown over"), self._over.words)] if self._over.words else [])],
            self._on_show.measurements,
            list(self._views()),
            end,
            lambda: shown == self._shown,
            self._film() if len(self._on_show.history) > 1 else None,
            self._credit(),
        )
        self._exports.now.everything(contents)

    @Slot()
    def _count(self) -> None:
        self._shown += 1

    def _views(self) -> "Iterator[View]":
        """What is to be seen of the network on show; no loss where none is known."""
        from ae_gui.exports import View

        parts, comparison = self._parts, self._parts.unseen.comparison.now
        show = parts.tabs.bring_to_sight

        def show_dimensions() -> None:
            show(comparison.curve)
            comparison.show_page(ComparisonPage.DIMENSIONS)

        plane, digits = parts.latent.plane, parts.unseen.training.now.grid
        canvas, diagram = parts.unseen.training.now.plot.canvas, parts.unseen.network.now.diagram
        yield View(self.tr("The test images in the plane of their codes"), "plane", plane, partial(show, plane))
        yield View(self.tr("Test images, redrawn by the network and by PCA"), "digits", digits, partial(show, digits))
        if self._on_show.measurements:
            title = self.tr("The loss, and the test error of each epoch")
            yield View(title, "curves", canvas, partial(show, canvas))
        if self._data.dataset is not None:
            title = self.tr("The error against the dimension of the code")
            yield View(title, "dimensions", comparison.curve, show_dimensions, lambda: comparison.is_filled)
        yield View(self.tr("The layers"), "layers", diagram, partial(show, diagram))

    def _codes(self) -> Callable[[], Array]:
        """What gives the codes of all test images: in the middle of an epoch some have none, and it takes long."""
        network, images = self._on_show.network, self._data.split.images
        return lambda: network.codes if network.placed is None else network.snapshot.encode(images)

    def _credit(self) -> str:
        """Author and licence of the images that are open; nothing where there are none."""
        if self._data.source == MNIST:
            return self.tr("MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0.")
        name = self._data.identity.name
        return fill(self.tr("Images of {name}."), name=name) if name else ""

    def _film(self) -> "Film":
        from ae_gui.filming import Film

        slider, history = self._parts.slider, self._on_show.history
        before, first = slider.position, history.epochs[0]
        numbers = [epoch.snapshot.epoch for epoch in history.epochs]

        def there() -> bool:
            return history.epochs[:1] == [first]

        def show(position: int) -> None:
            """Show an epoch by its number: a training that goes on may thin out those that are kept."""
            kept = [epoch.snapshot.epoch for epoch in history.epochs]
            if there() and numbers[position] in kept:
                slider.look_at(kept.index(numbers[position]))

        def end() -> None:
            if there() and before is not None and before < len(history):
                slider.look_at(before)
            else:
                slider.go_live()

        def picture() -> QImage:
            """The plane under the name of the network, its epoch and its test error."""
            words, error = translated(self._on_show.network.name), self._on_show.test_error
            if error is not None:
                words += "  ·  " + fill(self.tr("test error {error}"), error=figure(error, ".4f"))
            return captioned(self._parts.latent.picture(), words, self._parts.latent)

        return Film(numbers, show, picture, end, there)
