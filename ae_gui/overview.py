"""What the Overview tells beside its plane: the error of what is on show, and the curve of its training."""

from PySide6.QtCore import QObject, Slot

from ae_gui.parts import Parts
from ae_gui.session.session import Session
from ae_gui.words import fill


class Overview(QObject):
    """Keeps the error and the curve of the Overview true, and opens the pages that show more."""

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__(parts.window)
        self._data, self._measuring = session.data, session.measuring
        self._curve = curve = parts.latent.curve
        curve.follow(parts.training.plot)
        curve.opened.connect(lambda: parts.tabs.setCurrentWidget(parts.training))
        self._tabs, self._network = parts.tabs, parts.network
        parts.latent.flow.strip.layer_chosen.connect(self._open_layer)
        for changed in (session.trainer.changed, session.trainer.ended):
            changed.connect(lambda: curve.set_training(session.trainer.running))
        session.measuring.changed.connect(self._tell_error)
        session.data.images_changed.connect(self._tell_error)

    @Slot(int)
    def _open_layer(self, number: int) -> None:
        self._tabs.setCurrentWidget(self._network)
        self._network.diagram.select(number)

    @Slot()
    def _tell_error(self) -> None:
        words = fill(self.tr("over {count:,} images"), count=len(self._data.split.images))
        self._curve.show_error(self._measuring.test_error, words)
