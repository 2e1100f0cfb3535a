"""Whether somebody is at the screen: told by every touch, mouse movement and key of the whole program."""

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

_JITTER = 4  # logical pixels that a mouse on a shaking table moves by itself

_Type = QEvent.Type
_INPUT = {
    _Type.TouchBegin,
    _Type.TouchUpdate,
    _Type.TouchEnd,
    _Type.MouseButtonPress,
    _Type.MouseButtonRelease,
    _Type.MouseButtonDblClick,
    _Type.MouseMove,
    _Type.Wheel,
    _Type.TabletPress,
    _Type.TabletMove,
    _Type.KeyPress,
}


class Watch(QObject):
    """A watch that tells when the screen was left alone, and when somebody is there again.

    The touch that somebody comes with does nothing else: it was meant for the playing.

    Signals:
        left_alone(): nobody has touched anything for a while; sent once.
        touched(): somebody is there again.
    """

    left_alone = Signal()
    touched = Signal()

    def __init__(self, seconds: float, parent: QObject) -> None:
        """A watch that begins with `start()`, and takes the screen for left alone after so many seconds."""
        super().__init__(parent)
        self._alone = False
        self._mouse = QPointF(-1e6, -1e6)
        self._timer = QTimer(self, singleShot=True, interval=round(1000 * seconds))
        self._timer.timeout.connect(self.leave_alone)

    def start(self) -> None:
        """Take notice from now on."""
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Take no notice any more."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._timer.stop()
        self._alone = False

    @Slot()
    def leave_alone(self) -> None:
        """Take it that nobody is there."""
        self._alone = True
        self.left_alone.emit()

    @Slot()
    def tell(self) -> None:
        """Tell again whether somebody is there."""
        (self.left_alone if self._alone else self.touched).emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _INPUT or self._is_jitter(event):
            return False
        self._timer.start()
        if not self._alone:
            return False
        self._alone = False
        self.touched.emit()
        return True

    def _is_jitter(self, event: QEvent) -> bool:
        if event.type() != _Type.MouseMove or not isinstance(event, QMouseEvent):
            return False
        position = event.globalPosition()
        if (position - self._mouse).manhattanLength() <= _JITTER:
            return True
        self._mouse = position
        return False
