"""What can be taken out of the window: what "Export everything" consists of, and the film of the epochs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ae_gui.exports import Contents, Exports, facts_of
from ae_gui.filming import Film
from ae_gui.networks import file_name, safe_name
from ae_gui.parts import Parts
from ae_gui.session.open_data import MNIST
from ae_gui.session.session import Session
from ae_gui.widgets.path_inspector import FRAME_SECONDS
from ae_gui.words import fill
from ae_model.snapshot import Array


class Everything(QObject):
    """Hands to the exports what the views show."""

    def __init__(self, session: Session, exports: Exports, parts: Parts) -> None:
        super().__init__(parts.window)
        self._data, self._on_show, self._exports, self._parts = session.data, session.on_show, exports, parts
        self._over = session.shown_over
        path, slider = parts.latent.tools.path.inspector, parts.slider
        parts.commands.export_codes.triggered.connect(self.export_codes)
        parts.commands.export_everything.triggered.connect(self.export_all)
        path.strip_button.clicked.connect(lambda: exports.strip(path.frames))
        path.gif_button.clicked.connect(lambda: exports.gif(path.frames, FRAME_SECONDS))
        slider.gif_action.triggered.connect(lambda: exports.epochs_gif(self._film()))
        slider.pngs_action.triggered.connect(lambda: exports.epochs_pngs(self._film()))

    @Slot()
    def export_codes(self) -> None:
        """Ask for a file and write the codes on show with their labels."""
        name = file_name(self._on_show.network)
        if self._over.short:  # a table of codes has no other place for it
            name = safe_name(f"{name} {self._over.short}")
        self._exports.codes(self._codes(), self._data.split.labels, self._data.names.now, name)

    @Slot()
    def export_all(self) -> None:
        """Ask for a folder and write all that there is of the network on show, with a page that opens anywhere."""
        views: list[tuple[str, str, QWidget]] = [
            (self.tr("The test images in the plane of their codes"), "plane", self._parts.latent.plane),
            (self.tr("Test images, redrawn by the network and by PCA"), "digits", self._parts.training.grid),
            (self.tr("The loss, and the test error of each epoch"), "curves", self._parts.training.plot.canvas),
            (self.tr("The error against the dimension of the code"), "dimensions", self._parts.comparison.curve),
            (self.tr("The layers"), "layers", self._parts.network.diagram),
        ]
        network = self._on_show.network
        contents = Contents(
            network,
            self._codes(),
            self._data.split.labels,
            self._data.names.now,
            [*facts_of(network), *([(self.tr("Shown over"), self._over.words)] if self._over.words else [])],
            self._on_show.measurements,
            views,
            self._parts.tabs.bring_to_sight,
            partial(self._parts.tabs.setCurrentWidget, self._parts.tabs.currentWidget()),
            self._film() if len(self._on_show.history) > 1 else None,
            self._credit(),
        )
        self._exports.everything(contents)

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

    def _film(self) -> Film:
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

        return Film(numbers, show, self._parts.latent.picture, end, there)
