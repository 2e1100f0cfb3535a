"""Whether the network on show was trained on the data set that is open, which no picture of it tells."""

from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.session.on_show import OnShow
from ae_gui.session.open_data import OpenData
from ae_gui.words import fill
from ae_model.data_identity import DataIdentity


class ShownOver(QObject):
    """Compares what the network on show knows of its data set with the data set that is open.

    Signals:
        said(words), captioned(short): what is to be said of the network on show from now on, whole and as a caption.
    """

    said = Signal(str)
    captioned = Signal(str)

    def __init__(self, data: OpenData, on_show: OnShow, parent: QObject) -> None:
        super().__init__(parent)
        self._data, self._on_show = data, on_show
        for changing in (data.loaded, data.missed, on_show.replaced):
            changing.connect(self.tell)

    @property
    def wanted(self) -> DataIdentity | None:
        """The data set that the network on show was trained on, if it is known and not the one that is open."""
        trained_on = self._on_show.now.data
        return trained_on if trained_on is not None and trained_on.is_another_than(self._data.identity) else None

    @property
    def words(self) -> str:
        """A sentence that says so; empty where the right data set is open, or nobody knows."""
        wanted, here, shape = self.wanted, self._data.identity.name, self._on_show.now.snapshot.config.image_shape
        if wanted is None:
            return ""
        if not here:
            words = self.tr("Trained on {name}, which is not here: shown without its images, over a blank one.")
        elif not self._data.fits(self._on_show.now.snapshot):
            words = self.tr("Trained on {name}, images of {shape} pixels: it cannot be shown over {here}.")
        elif wanted.name == here:
            words = self.tr("Trained on a different {name} than the open one, over which it is shown and measured.")
        else:
            words = self.tr(
                "Trained on {name}, shown over {here}: except for its curves, no number is about its own images."
            )
        return fill(words, name=wanted.name, here=here, shape=shape)

    @property
    def short(self) -> str:
        """The same in a title or a caption: "trained on clothes, shown over mnist"; empty as `words`."""
        wanted, here = self.wanted, self._data.identity.name
        if wanted is None:
            return ""
        if not here:
            return fill(self.tr("trained on {name}, without images"), name=wanted.name)
        if wanted.name == here:
            return fill(self.tr("trained on another {name}"), name=wanted.name)
        return fill(self.tr("trained on {name}, shown over {here}"), name=wanted.name, here=here)

    @Slot()
    def tell(self) -> None:
        """Say it again: another network, or another data set, has come."""
        self.said.emit(self.words)
        self.captioned.emit(self.short)
