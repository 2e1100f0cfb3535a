"""Whether somebody is at the screen: told by every touch, mouse movement and key of the whole program."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

_JITTER = 4  # logical pixels that a mouse on a shaking table moves by itself
_ONE_TOUCH_MS = 400  # many a screen tells a touch as a movement first, and then once more as a mouse's

_Type = QEvent.Type
_INPUT = {
    _Type.TouchBegin,
    _Type.TouchUpdate,
    _Type.TouchEnd,
    _Type.TouchCancel,
    _Type.MouseButtonPress,
    _Type.MouseButtonRelease,
    _Type.MouseButtonDblClick,
    _Type.MouseMove,
    _Type.Wheel,
    _Type.TabletPress,
    _Type.TabletMove,
    _Type.KeyPress,
}
_PRESSES = {_Type.TouchBegin, _Type.MouseButtonPress, _Type.MouseButtonDblClick, _Type.TabletPress}
_RELEASES = {_Type.TouchEnd, _Type.TouchCancel, _Type.MouseButtonRelease}


class Watch(QObject):
    """A watch that tells when the screen was left alone, and when somebody is there again.

    The touch that somebody comes with does nothing else, until the finger is lifted: it was meant for the playing.

    Signals:
        left_alone(): nobody has touched anything for a while; sent once.
        touched(): somebody is there again.

    Attributes:
        occupied: whether somebody waits for what was begun; the screen is not left alone meanwhile.
    """

    left_alone = Signal()
    touched = Signal()

    def __init__(self, seconds: float, parent: QObject) -> None:
        """A watch that begins with `start()`, and takes the screen for left alone after so many seconds."""
        super().__init__(parent)
        self._alone = False
        self._occupied = False
        self._mouse = QPointF(-1e6, -1e6)
        self._woken = QElapsedTimer()  # since the touch that somebody came with
        self._held = False  # whether that touch goes on
        self._timer = QTimer(self, singleShot=True, interval=round(1000 * seconds))
        self._timer.timeout.connect(self.leave_alone)

    @property
    def occupied(self) -> bool:
        return self._occupied

    @occupied.setter
    def occupied(self, occupied: bool) -> None:
        if occupied != self._occupied:
            self._occupied = occupied
            if occupied:
                self._timer.stop()
            elif not self._alone:
                self._timer.start()  # what was waited for is to be looked at

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
        if not self._occupied:
            self._timer.start()
        if not self._alone:
            return self._is_of_the_first_touch(event.type())
        self._alone = False
        self._held = event.type() in _PRESSES
        self._woken.start()
        self.touched.emit()
        return True

    def _is_of_the_first_touch(self, kind: QEvent.Type) -> bool:
        """Whether an event belongs to the touch that somebody came with, of which nothing else is to come."""
        if kind in _PRESSES and self._woken.isValid():
            self._held = self._woken.elapsed() < _ONE_TOUCH_MS
        if not self._held:
            return False
        if kind in _RELEASES:
            self._held = False
            self._woken.start()
        return True

    def _is_jitter(self, event: QEvent) -> bool:
        if event.type() != _Type.MouseMove or not isinstance(event, QMouseEvent):
            return False
        position = event.globalPosition()
        if (position - self._mouse).manhattanLength() <= _JITTER:
            return True
        self._mouse = position
        return False
