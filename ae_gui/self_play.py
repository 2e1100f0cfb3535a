"""Until the user does something, the program plays by itself: a walk through the plane shows what the decoder draws."""

from PySide6.QtCore import QEvent, QObject, QPointF, Slot
from PySide6.QtGui import QCursor, QMouseEvent

from ae_gui import motion
from ae_gui.latent_tab import LatentTab
from ae_gui.latent_view import LatentView
from ae_gui.walk import Walk

_STILL = 3  # logical pixels: a window that opens under the cursor tells of a mouse that has not moved
_HANDS = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.NativeGesture,
    QEvent.Type.Drop,
}


class SelfPlay(QObject):
    """Asks the plane as a mouse would, and gives way for good to the first movement, key, press or touch."""

    def __init__(self, tab: LatentTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._walk = Walk(self)
        self._walk.moved.connect(self._go)
        self._view: LatentView | None = None  # that the walk goes through
        self._cursor = QPointF()  # where the user has left it
        self._listened: QObject | None = None

    @property
    def plays(self) -> bool:
        """Whether it is under way."""
        return self._walk.walking

    @Slot()
    def start(self) -> None:
        """Play from now on, if the plane is in sight, has classes to walk between, and things may move."""
        tab, listened = self._tab, self._tab.window().windowHandle()
        view = tab.view if tab.isVisible() else None
        if view is None or listened is None or tab.tool is not tab.tools.explore or not motion.moves():
            return
        self._cursor = QPointF(QCursor.pos())
        self._listened = listened
        listened.installEventFilter(self)
        self._take(view)
        self._walk.start(*tab.plane.point(0))

    @Slot()
    def stop(self) -> None:
        """Give way: the plane is the user's, as if nobody had asked it; what was drawn last stays to be seen."""
        if self._listened is None:
            return
        self._walk.stop()
        self._listened.removeEventFilter(self)
        self._listened = None
        self._tab.plane.mark(None)
        self._view = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the first of what the window system tells of the user, and take nothing of it away."""
        if event.type() in _HANDS or (isinstance(event, QMouseEvent) and self._has_moved(event)):
            self.stop()
        return False

    @Slot(float, float)
    def _go(self, x: float, y: float) -> None:
        tab = self._tab
        if not tab.isVisible() or tab.tool is not tab.tools.explore or not motion.moves():
            self.stop()
            return
        if (view := tab.view) is None:
            return  # another network is on its way
        if view is not self._view:
            self._take(view)
        tab.plane.mark((x, y), self.tr("move the mouse"))
        tab.tool.probe(x, y)

    def _take(self, view: LatentView) -> None:
        self._view = view
        self._walk.show(view)

    def _has_moved(self, event: QMouseEvent) -> bool:
        return (event.globalPosition() - self._cursor).manhattanLength() > _STILL
