"""What the Overview tells beside its plane: the error of what is on show, and the curve of its training."""

from PySide6.QtCore import QObject, Slot

from ae_gui.parts import Parts
from ae_gui.session.session import Session
from ae_gui.words import fill


class Overview(QObject):
    """Keeps the error and the curve of the Overview true, and opens the page that shows more."""

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__(parts.window)
        self._data, self._measuring = session.data, session.measuring
        self._curve = curve = parts.latent.curve
        curve.follow(parts.training.plot)
        curve.opened.connect(lambda: parts.tabs.setCurrentWidget(parts.training))
        session.measuring.changed.connect(self._tell_error)
        session.data.images_changed.connect(self._tell_error)

    @Slot()
    def _tell_error(self) -> None:
        words = fill(self.tr("over {count:,} images"), count=len(self._data.split.images))
        self._curve.show_error(self._measuring.test_error, words)
