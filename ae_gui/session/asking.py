"""What the files of other programs do not say of their networks: asked once for each file, and remembered with it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ae_gui.background import Story
from ae_gui.preferences import Said
from ae_gui.recent import Recent
from ae_gui.session.open_data import OpenData
from ae_gui.unsaid_dialog import UnsaidDialog
from ae_gui.words import fill, translated
from ae_model import guesses
from ae_model.checkpoint import Checkpoint, CheckpointError, told
from ae_model.config import NetworkConfig
from ae_model.config_fields import FIELDS


class Asking(QObject):
    """Asks what a network is, with what redraws the open images best as the likely answer."""

    def __init__(self, data: OpenData, recent: Recent, window: QWidget) -> None:
        super().__init__(window)
        self._data, self._recent, self._window = data, recent, window
        self._answers: dict[Path, Said | None] = {}  # None is to be asked again

    def said(self, path: Path) -> Said | None:
        """What the user has said of the network in a file, now or when it was opened before."""
        return self._answers[path] if path in self._answers else self._recent.said(path)

    def forget(self, path: Path) -> None:
        """Ask again when the file is opened the next time."""
        self._answers[path] = None

    def words(self, said: Said) -> str:
        """A sentence on what the user has said."""
        words = self.tr(
            "Its file does not say what it is; it was opened as you have said: {activation}, {output}, {shape}."
        )
        fields = {field.name: field for field in FIELDS}
        activation = translated(fields["activation"].told(said.activation))
        output = translated(fields["output"].told(said.output))
        return fill(words, activation=activation, output=output, shape=said.image_shape)

    def settling(self, read: Checkpoint, path: Path, go_on: Callable[[Checkpoint], object]) -> Story[Checkpoint | None]:
        """The network of a file, as the user has said that it is; None while that is asked, and then it may `go_on`."""
        if not read.unsaid:
            self._answers[path] = None  # another file may have been there before
            return read
        if (said := self.said(path)) is not None:
            with suppress(CheckpointError):  # another file is there now
                return _as(said, read)
        split = self._data.split
        images = split.images[split.sample(guesses.SAMPLE)]
        possible = yield partial(guesses.ranked, read, images)
        if not possible:
            return read  # its images are others, and it cannot be shown over these

        def take(config: NetworkConfig) -> None:
            said = self._answers[path] = Said.of(config)
            go_on(_as(said, read))

        mean_error = guesses.error_of_mean(images)
        dialog = UnsaidDialog(
            path.name, possible[0].config, possible, mean_error, self._data.identity.name, self._window
        )
        dialog.answered.connect(take)
        dialog.show()
        return None


def _as(said: Said, read: Checkpoint) -> Checkpoint:
    return told(read, activation=said.activation, output=said.output, image_shape=said.image_shape)
