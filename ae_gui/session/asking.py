"""What the files of other programs do not say of their networks: asked, and remembered with the recent files."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ae_gui.background import Story
from ae_gui.preferences import Said
from ae_gui.recent import Recent
from ae_gui.session.open_data import OpenData
from ae_model.checkpoint import Checkpoint, CheckpointError, told
from ae_model.config import NetworkConfig


class Asking:
    """Asks what a network is; the likely answer is the last one, or what redraws the open images best."""

    def __init__(
        self, data: OpenData, recent: Recent, window: QWidget, go_on: Callable[[Checkpoint, Path], object]
    ) -> None:
        """For files that are opened over `data`; `go_on` is called with what was answered."""
        self._data, self._recent, self._window, self._go_on = data, recent, window, go_on

    def settling(self, read: Checkpoint, path: Path, *, again: bool) -> Story[Checkpoint | None]:
        """The network of a file as the user has said that it is; None if it is asked, which ends in `go_on`.

        What the user has said before is only asked once more if the file is not opened `again` from the recent ones.
        """
        if not read.unsaid:
            return read
        before = None
        if (said := self._recent.said(path)) is not None:
            with suppress(CheckpointError):  # another file is there now
                before = _as(said, read)
        if before is not None and again:
            return before
        from ae_gui.unsaid_dialog import UnsaidDialog
        from ae_model import guesses

        split = self._data.split
        images = split.images[split.sample(guesses.SAMPLE)]
        possible, mean_error = yield lambda: (guesses.ranked(read, images), guesses.error_of_mean(images))
        if not possible:
            return read  # its images are others, and it cannot be shown over these

        def take(config: NetworkConfig) -> None:
            self._go_on(_as(Said.of(config), read), path)

        chosen = possible[0].config if before is None else before.snapshot.config
        dialog = UnsaidDialog(path.name, chosen, possible, mean_error, self._data.identity.name, self._window)
        dialog.answered.connect(take)
        dialog.open()
        return None


def _as(said: Said, read: Checkpoint) -> Checkpoint:
    return told(read, activation=said.activation, output=said.output, image_shape=said.image_shape)
